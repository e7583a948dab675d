//! The prompt of `run` at a gate.

use super::{blocking, comment_for, edit};
use crate::app::App;
use crate::client::Decision;
use crate::error::CliError;
use crate::output::approval;
use inquire::{Confirm, InquireError, Select};
use serde_json::Value;
use shared::wire::ApprovalView;
use std::fmt;

/// How the list is used.
const HELP: &str =
    "type a letter or a word, or move up and down; Enter chooses, Esc quits and the run keeps waiting";

/// What a person chose.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    /// A decision.
    Decide {
        /// Which.
        decision: Decision,
        /// What they said.
        comment: Option<String>,
        /// What they changed.
        patch: Option<Value>,
    },
    /// To leave it open.
    Quit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Approve,
    Edit,
    RequestChanges,
    Reject,
    Full,
    Page,
    Quit,
}

impl Item {
    /// The letter that chooses it, and what the list says.
    const fn words(self) -> (char, &'static str) {
        match self {
            Self::Approve => ('a', "Approve"),
            Self::Edit => ('e', "Edit, then approve"),
            Self::RequestChanges => ('c', "Request changes"),
            Self::Reject => ('r', "Reject (the run ends)"),
            Self::Full => ('s', "Show all of it"),
            Self::Page => ('p', "Page: show its address, to decide in a browser"),
            Self::Quit => ('q', "Quit (the run keeps waiting)"),
        }
    }

    /// Whether what was typed means this item: its letter, or the beginning of its words.
    fn is_meant(self, typed: &str) -> bool {
        let (letter, text) = self.words();
        let typed = typed.trim().to_lowercase();
        let mut letters = typed.chars();
        match (letters.next(), letters.next()) {
            (None, _) => true,
            (Some(only), None) => only == letter,
            (Some(_), Some(_)) => text.to_lowercase().starts_with(&typed),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, text) = self.words();
        write!(formatter, "{letter}  {text}")
    }
}

/// Shows a gate and asks until something is chosen.
///
/// # Errors
/// [`CliError::Interrupted`] for Ctrl-C.
pub(crate) async fn ask(app: &App, open: &ApprovalView, page: Option<&str>) -> Result<Choice, CliError> {
    app.out.progress().finish();
    app.out.notice(&format!("\n{}", approval::head(open, app.now(), app.out.err)));
    app.out.notice(&format!("{}\n", approval::readable(open, app.out.err)));
    loop {
        let items = items(open, page);
        let chosen = blocking(move || select(items)).await?;
        match chosen {
            None | Some(Item::Quit) => return Ok(Choice::Quit),
            Some(Item::Approve) => {
                let meant = || Confirm::new("Approve this?").with_default(false).prompt();
                if blocking(meant).await?.unwrap_or(false) {
                    return Ok(decided(Decision::Approve, None, None));
                }
            }
            Some(Item::Edit) => {
                if let Some(patch) = edited(app, open).await? {
                    return Ok(decided(Decision::Approve, None, Some(patch)));
                }
            }
            Some(Item::RequestChanges) => {
                if let Some(comment) = comment_for(Decision::RequestChanges).await? {
                    return Ok(decided(Decision::RequestChanges, Some(comment), None));
                }
            }
            Some(Item::Reject) => {
                if let Some(comment) = comment_for(Decision::Reject).await? {
                    return Ok(decided(Decision::Reject, Some(comment), None));
                }
            }
            Some(Item::Full) => app.out.notice(&approval::full(&open.artifact)),
            Some(Item::Page) => app.out.notice(page.unwrap_or_default()),
        }
    }
}

fn select(items: Vec<Item>) -> Result<Item, InquireError> {
    let scorer = |typed: &str, item: &Item, _: &str, index: usize| {
        // The best score comes first: the list keeps its order.
        item.is_meant(typed).then(|| 0_i64.saturating_sub_unsigned(index as u64))
    };
    Select::new("What do you decide?", items).with_scorer(&scorer).with_help_message(HELP).prompt()
}

/// The changes of a person; an editor that does not work is told, and the list comes back.
async fn edited(app: &App, open: &ApprovalView) -> Result<Option<Value>, CliError> {
    match edit::edit(app, open).await {
        Err(CliError::Interrupted) => Err(CliError::Interrupted),
        Err(error) => {
            app.out.error(&error);
            Ok(None)
        }
        Ok(patch) => Ok(patch),
    }
}

fn decided(decision: Decision, comment: Option<String>, patch: Option<Value>) -> Choice {
    Choice::Decide { decision, comment, patch }
}

/// Only what this gate allows is offered. Looking comes first: it is what a key press too many chooses.
fn items(open: &ApprovalView, page: Option<&str>) -> Vec<Item> {
    let mut items = vec![Item::Full];
    if page.is_some() {
        items.push(Item::Page);
    }
    items.push(Item::Approve);
    if !edit::editable_parts(open).is_empty() {
        items.push(Item::Edit);
    }
    if open.gate.rounds_left > 0 {
        items.push(Item::RequestChanges);
    }
    items.extend([Item::Reject, Item::Quit]);
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn a_gate_offers_only_what_it_allows() {
        let mut open = fixture::approval();
        assert!(items(&open, Some("http://x")).contains(&Item::Edit));
        assert!(items(&open, Some("http://x")).contains(&Item::RequestChanges));
        open.gate.editable.clear();
        open.gate.rounds_left = 0;
        assert_eq!(items(&open, None), [Item::Full, Item::Approve, Item::Reject, Item::Quit]);
    }

    #[test]
    fn a_letter_or_a_word_means_one_item_and_anything_else_none() {
        let all = items(&fixture::approval(), Some("http://x"));
        let meant = |typed: &str| all.iter().copied().filter(|item| item.is_meant(typed)).collect::<Vec<_>>();
        let letters: String = all.iter().map(|item| item.words().0).collect();
        assert_eq!(letters, "spaecrq");
        for item in &all {
            assert_eq!(meant(&item.words().0.to_string()), [*item], "each letter means one item");
        }
        assert_eq!(meant(" REJECT "), [Item::Reject]);
        assert_eq!(meant("request changes"), [Item::RequestChanges]);
        assert_eq!(meant("quit"), [Item::Quit]);
        assert_eq!(meant("re"), [Item::RequestChanges, Item::Reject]);
        for nothing in ["y", "yes", "x", "rejekt", "ja", "approve!"] {
            assert_eq!(meant(nothing), [], "{nothing}");
        }
    }
}
