//! Errors for people: what, why, and what to do. It decides none of the three.

use super::text::{Paint, Tone, lines};
use crate::error::CliError;

/// The text of an error.
pub(crate) fn render(error: &CliError, paint: &Paint) -> String {
    let mut text = format!("{} {}", paint.tone(Tone::Bad, "error:"), lines(&error.to_string()));
    let why = match error {
        // Rendered here because only the printer knows about colours.
        CliError::Playbook(errors) => Some(errors.render(paint.is_on())),
        CliError::Refused(_)
        | CliError::Usage { .. }
        | CliError::NoDocuments { .. }
        | CliError::File { .. }
        | CliError::Setting { .. }
        | CliError::NoAnswer { .. }
        | CliError::BadAnswer { .. }
        | CliError::Gateway(_)
        | CliError::Credentials { .. }
        | CliError::Store { .. }
        | CliError::NoRun { .. }
        | CliError::Ambiguous { .. }
        | CliError::NoApproval { .. }
        | CliError::TimedOut { .. }
        | CliError::NotVerified { .. }
        | CliError::AgentCheck { .. }
        | CliError::Environment { .. }
        | CliError::Interrupted => error.why().map(|why| lines(&why)),
    };
    if let Some(why) = why {
        text.push_str(&format!("\n  {}", why.replace('\n', "\n  ")));
    }
    if let CliError::Refused(problem) = error
        && let Some(errors) = problem.members.get("errors").and_then(serde_json::Value::as_array)
    {
        for entry in errors.iter().take(20) {
            let line = entry.as_str().map_or_else(|| entry.to_string(), str::to_owned);
            text.push_str(&format!("\n  - {}", lines(&line)));
        }
    }
    if let Some(advice) = error.advice() {
        text.push_str(&format!("\n{} {}", paint.tone(Tone::Strong, "help:"), lines(&advice)));
    }
    text
}
