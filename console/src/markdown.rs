//! Markdown from agents to a small, safe subset of HTML. It must not let through raw HTML, images or odd schemes.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use askama::filters::HtmlSafe;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::limits::MARKDOWN_MAX_DEPTH;

/// HTML that has passed the sanitizer; there is no other way to make one.
#[derive(Debug)]
pub(crate) struct SafeHtml(String);

impl fmt::Display for SafeHtml {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for SafeHtml {}

static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        // The page is not cached: leaving it in the same tab would lose a half-written comment.
        .set_tag_attribute_value("a", "target", "_blank")
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// Whether a string was probably written as Markdown. Signs at the start of a line count only in text of several
/// lines: "> 5 % growth" or "# 1 supplier" is a sentence.
pub(crate) fn looks_like_markdown(text: &str) -> bool {
    let inline = text.contains("](") || text.matches("**").count() > 1 || text.matches('`').count() > 1;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    let first = lines.next();
    let several = lines.peek().is_some();
    inline || (several && first.into_iter().chain(lines).any(starts_a_block))
}

fn starts_a_block(line: &str) -> bool {
    let line = line.trim_start();
    let heading = line.trim_start_matches('#');
    let numbered = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    ["- ", "* ", "+ ", "> ", "```", "|"].iter().any(|sign| line.starts_with(sign))
        || (heading.len() < line.len() && heading.starts_with(' '))
        || (numbered.len() < line.len() && numbered.starts_with(". "))
}

/// The HTML of `text`. Headings start at `h4`, below those of the page.
pub(crate) fn to_html(text: &str) -> SafeHtml {
    let mut events = Vec::new();
    let mut filter = Filter::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        filter.pass(event, &mut events);
    }
    let mut written = String::with_capacity(text.len() * 2);
    html::push_html(&mut written, events.into_iter());
    SafeHtml(SANITIZER.clean(&written).to_string())
}

/// The words of `text` without its signs, as far as `limit` characters need.
pub(crate) fn plain(text: &str, limit: usize) -> String {
    let mut words = String::new();
    for event in Parser::new(text) {
        if let Event::Text(part) | Event::Code(part) = event {
            words.push_str(&part);
        } else {
            words.push(' ');
        }
        if words.len() > limit * 4 {
            break;
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A link or image that is open while its label is read.
struct OpenLink {
    after: After,
    label: String,
}

enum After {
    /// Close the link, then name the host it leads to unless the label already does.
    Link { host: Option<String> },
    /// There is no link: only say where it would have led.
    Note { target: String },
}

#[derive(Default)]
struct Filter {
    depth: usize,
    links: Vec<OpenLink>,
}

impl Filter {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser's other kinds pass; the sanitizer is the allowlist"
    )]
    fn pass<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth <= MARKDOWN_MAX_DEPTH {
                    self.start(tag, out);
                }
            }
            Event::End(tag) => {
                if self.depth <= MARKDOWN_MAX_DEPTH {
                    self.end(tag, out);
                }
                self.depth -= 1;
            }
            // Shown as the text it is: a tag that vanished would hide something from the reader.
            Event::Html(raw) | Event::InlineHtml(raw) => self.text(raw, out),
            Event::Text(text) => self.text(text, out),
            other => out.push(other),
        }
    }

    fn text<'a>(&mut self, text: CowStr<'a>, out: &mut Vec<Event<'a>>) {
        if let Some(link) = self.links.last_mut() {
            link.label.push_str(&text);
        }
        out.push(Event::Text(text));
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser's other kinds pass; the sanitizer is the allowlist"
    )]
    fn start<'a>(&mut self, tag: Tag<'a>, out: &mut Vec<Event<'a>>) {
        match tag {
            Tag::Heading { level, .. } => {
                out.push(Event::Start(Tag::Heading {
                    level: lowered(level),
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Tag::Link { link_type, ref dest_url, .. } if may_be_followed(link_type, dest_url) => {
                let after = After::Link { host: host(dest_url).map(str::to_owned) };
                self.links.push(OpenLink { after, label: String::new() });
                out.push(Event::Start(tag));
            }
            Tag::Link { dest_url, .. } => self.note(&dest_url),
            Tag::Image { dest_url, .. } => {
                self.note(&dest_url);
                out.push(Event::Text("Image: ".into()));
            }
            // Raw HTML blocks become paragraphs of text.
            Tag::HtmlBlock => out.push(Event::Start(Tag::Paragraph)),
            other => out.push(Event::Start(other)),
        }
    }

    fn note(&mut self, target: &str) {
        self.links.push(OpenLink { after: After::Note { target: target.to_owned() }, label: String::new() });
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser's other kinds pass; the sanitizer is the allowlist"
    )]
    fn end<'a>(&mut self, tag: TagEnd, out: &mut Vec<Event<'a>>) {
        match tag {
            TagEnd::Heading(level) => out.push(Event::End(TagEnd::Heading(lowered(level)))),
            TagEnd::Link | TagEnd::Image => self.end_link(out),
            TagEnd::HtmlBlock => out.push(Event::End(TagEnd::Paragraph)),
            other => out.push(Event::End(other)),
        }
    }

    fn end_link<'a>(&mut self, out: &mut Vec<Event<'a>>) {
        let Some(OpenLink { after, label }) = self.links.pop() else { return };
        match after {
            After::Link { host } => {
                out.push(Event::End(TagEnd::Link));
                if let Some(host) = host.filter(|host| !label.contains(host.as_str())) {
                    out.push(Event::Text(format!(" ({host})").into()));
                }
            }
            After::Note { target } => out.push(Event::Text(format!(" ({target})").into())),
        }
    }
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H4,
        HeadingLevel::H2 => HeadingLevel::H5,
        HeadingLevel::H3 | HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn may_be_followed(link_type: LinkType, target: &str) -> bool {
    let starts =
        |scheme: &str| target.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    matches!(link_type, LinkType::Email) || ["https://", "http://", "mailto:"].into_iter().any(starts)
}

/// The host a web address leads to; what stands before an `@` is decoration.
fn host(target: &str) -> Option<&str> {
    let (scheme, rest) = target.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    (!scheme.is_empty() && !host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests;
