//! Mails: subject, people, date and what was written; attachments other than mails and quoted answers are left out.

use mail_parser::{Address, Message, MessageParser, PartType};

use super::block::{BlockKind, Extracted, collapse};
use super::skip::SkipReason;
use super::{html, txt};
use crate::limits;

/// The mail's text and that of mails attached to it.
///
/// # Errors
/// `Malformed` where it has no header, or where a page in it nests too deeply.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let no_mail = || SkipReason::broken("not a mail with a header");
    let message = MessageParser::default().parse(bytes).ok_or_else(no_mail)?;
    if message.from().is_none() && message.subject().is_none() && message.date().is_none() {
        return Err(no_mail());
    }
    let mut out = Extracted::default();
    // Nothing but a header is nothing to quote.
    let written = add(&mut out, &message, 0)?;
    if !written {
        return Ok(Extracted::default());
    }
    out.title = message.subject().map(collapse);
    out.date = message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    Ok(out)
}

/// Whether anything was written in it.
fn add(out: &mut Extracted, message: &Message<'_>, depth: usize) -> Result<bool, SkipReason> {
    out.push(BlockKind::Heading, &collapse(message.subject().unwrap_or_default()), None);
    let people = [("From", message.from()), ("To", message.to()), ("Cc", message.cc())];
    for (name, address) in people {
        let shown = address.map(people_of).unwrap_or_default();
        if !shown.is_empty() {
            out.push(BlockKind::ListItem, &format!("{name}: {shown}"), None);
        }
    }
    if let Some(date) = message.date() {
        out.push(BlockKind::ListItem, &format!("Date: {}", date.to_rfc3339()), None);
    }
    let before = out.blocks.len();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => plain(out, text),
            PartType::Html(page) => {
                let page = html::part(page)?;
                for block in &page.blocks {
                    let text = page.text.get(block.start..block.end).unwrap_or_default();
                    out.push(block.kind, text, None);
                }
            }
            PartType::Binary(_)
            | PartType::InlineBinary(_)
            | PartType::Message(_)
            | PartType::Multipart(_) => {}
        }
    }
    let mut written = out.blocks.len() > before;
    for part in message.attachments() {
        if let PartType::Message(inner) = &part.body
            && depth < limits::MAIL_DEPTH
        {
            written |= add(out, inner, depth + 1)?;
        }
    }
    Ok(written)
}

/// Lines that quote another mail are that mail's; what follows `--` is a signature.
fn plain(out: &mut Extracted, text: &str) {
    let lines = text.lines().take_while(|line| line.trim_end() != "--").filter(|line| !line.starts_with('>'));
    let own = lines.collect::<Vec<_>>().join("\n");
    for block in txt::blocks(&own, 0, None) {
        out.push(block.kind, &collapse(own.get(block.start..block.end).unwrap_or_default()), None);
    }
}

fn people_of(address: &Address<'_>) -> String {
    let shown = address.iter().filter_map(|one| match (one.name(), one.address()) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    });
    shown.collect::<Vec<_>>().join(", ")
}
