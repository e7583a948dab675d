//! Asking a person at a terminal. It shows what is asked and returns what was chosen; it sends nothing.

mod edit;
mod gate;

pub(crate) use gate::{Choice, ask};

use crate::app::App;
use crate::client::Decision;
use crate::error::CliError;
use crate::output::approval;
use inquire::{Confirm, InquireError, Text};
use serde_json::Value;
use shared::wire::ApprovalView;

/// Asks whether a decision is meant, after showing what it is about. `None` means no; else the comment.
///
/// # Errors
/// [`CliError::Interrupted`] for Ctrl-C.
pub(crate) async fn confirm(
    app: &App,
    open: &ApprovalView,
    decision: Decision,
    comment: Option<String>,
) -> Result<Option<Option<String>>, CliError> {
    app.out.notice(&approval::head(open, app.now(), app.out.err));
    app.out.notice(&approval::readable(open, app.out.err));
    let comment = match (decision, comment) {
        (Decision::Approve, comment) | (_, comment @ Some(_)) => comment,
        (Decision::Reject | Decision::RequestChanges, None) => match comment_for(decision).await? {
            Some(comment) => Some(comment),
            None => return Ok(None),
        },
    };
    let question = match decision {
        Decision::Approve => "Approve this?",
        Decision::Reject => "Reject this and end the run?",
        Decision::RequestChanges => "Send it back?",
    };
    let yes = blocking(move || Confirm::new(question).with_default(false).prompt()).await?;
    Ok(yes.unwrap_or(false).then_some(comment))
}

/// Lets a person change what may be changed; `None` where nothing was changed or they thought better of it.
///
/// # Errors
/// [`CliError::Interrupted`] for Ctrl-C, and what an editor can't do.
pub(crate) async fn edit(app: &App, open: &ApprovalView) -> Result<Option<Value>, CliError> {
    edit::edit(app, open).await
}

/// Asks for the comment of a decision; `None` for Esc or nothing.
async fn comment_for(decision: Decision) -> Result<Option<String>, CliError> {
    let question = match decision {
        Decision::RequestChanges => "What has to change?",
        Decision::Approve | Decision::Reject => "Why?",
    };
    let text = blocking(move || Text::new(question).with_help_message("Esc goes back").prompt()).await?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// Runs a prompt where it blocks nobody; `None` for Esc.
async fn blocking<T: Send + 'static>(
    prompt: impl FnOnce() -> Result<T, InquireError> + Send + 'static,
) -> Result<Option<T>, CliError> {
    match tokio::task::spawn_blocking(prompt).await {
        Ok(Ok(answer)) => Ok(Some(answer)),
        Ok(Err(InquireError::OperationCanceled)) => Ok(None),
        Ok(Err(InquireError::OperationInterrupted)) => Err(CliError::Interrupted),
        Ok(Err(error)) => Err(no_prompt(&error.to_string())),
        Err(error) => Err(no_prompt(&error.to_string())),
    }
}

fn no_prompt(why: &str) -> CliError {
    CliError::Environment {
        what: "this terminal can't be asked".to_owned(),
        why: why.to_owned(),
        advice: "use --no-input, and decide with `aegis approve` or on the approval page".to_owned(),
    }
}
