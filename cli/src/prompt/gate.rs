//! The prompt of `run` at a gate.

use super::{blocking, comment_for, edit};
use crate::app::App;
use crate::client::Decision;
use crate::error::CliError;
use crate::output::approval;
use inquire::{InquireError, Select};
use serde_json::Value;
use shared::wire::ApprovalView;
use std::fmt;

/// How the list is used.
const HELP: &str = "up and down move, Enter chooses, Esc quits and the run keeps waiting";

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

impl fmt::Display for Item {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Approve => "Approve",
            Self::Edit => "Edit, then approve",
            Self::RequestChanges => "Request changes",
            Self::Reject => "Reject (the run ends)",
            Self::Full => "Show all of it",
            Self::Page => "Show the page's address, to decide in a browser",
            Self::Quit => "Quit (the run keeps waiting)",
        })
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
            Some(Item::Approve) => return Ok(decided(Decision::Approve, None, None)),
            Some(Item::Edit) => {
                if let Some(patch) = edit::edit(app, open).await? {
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
    Select::new("What do you decide?", items).without_filtering().with_help_message(HELP).prompt()
}

fn decided(decision: Decision, comment: Option<String>, patch: Option<Value>) -> Choice {
    Choice::Decide { decision, comment, patch }
}

/// Only what this gate allows is offered.
fn items(open: &ApprovalView, page: Option<&str>) -> Vec<Item> {
    let mut items = vec![Item::Approve];
    if !edit::editable_parts(open).is_empty() {
        items.push(Item::Edit);
    }
    if open.gate.rounds_left > 0 {
        items.push(Item::RequestChanges);
    }
    items.extend([Item::Reject, Item::Full]);
    if page.is_some() {
        items.push(Item::Page);
    }
    items.push(Item::Quit);
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
        assert_eq!(items(&open, None), [Item::Approve, Item::Reject, Item::Full, Item::Quit]);
    }
}
