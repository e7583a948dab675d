//! Changing an artifact in the user's editor: the parts that may be changed go out as JSON and come back as a JSON Patch.

use super::blocking;
use crate::app::App;
use crate::error::CliError;
use crate::output::approval::difference;
use inquire::Confirm;
use serde_json::{Map, Value, json};
use shared::exact::check_text;
use shared::wire::ApprovalView;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// The editor where the user names none.
const EDITOR_DEFAULT: &str = "vi";

/// The parts of an artifact that may be changed, by JSON pointer. A part that is not there can't be added.
pub(super) fn editable_parts(open: &ApprovalView) -> Map<String, Value> {
    let parts = open.gate.editable.iter();
    parts.filter_map(|pointer| Some((pointer.clone(), open.artifact.pointer(pointer)?.clone()))).collect()
}

/// Lets a person change the parts; `None` where nothing was changed or they thought better of it.
pub(super) async fn edit(app: &App, open: &ApprovalView) -> Result<Option<Value>, CliError> {
    let before = editable_parts(open);
    if before.is_empty() {
        app.out.notice("nothing may be changed at this gate");
        return Ok(None);
    }
    let mut text = pretty(&before);
    loop {
        text = in_editor(app, text).await?;
        let after = match read(&before, &text) {
            Ok(after) => after,
            Err(why) => {
                app.out.notice(&format!("this can't be used: {why}"));
                if yes("Go back to the editor?", true).await? {
                    continue;
                }
                return Ok(None);
            }
        };
        let shown = difference(&json!(before), &json!(after), app.out.err);
        if shown.is_empty() {
            app.out.notice("nothing was changed");
            return Ok(None);
        }
        app.out.notice(&shown);
        return Ok(yes("Approve it with these changes?", false).await?.then(|| patch(&before, &after)));
    }
}

async fn yes(question: &'static str, default: bool) -> Result<bool, CliError> {
    Ok(blocking(move || Confirm::new(question).with_default(default).prompt()).await?.unwrap_or(false))
}

fn pretty(parts: &Map<String, Value>) -> String {
    serde_json::to_string_pretty(parts).unwrap_or_default()
}

/// What came back, if it has the same parts.
fn read(before: &Map<String, Value>, text: &str) -> Result<Map<String, Value>, String> {
    let after: Map<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    check_text(text).map_err(|inexact| inexact.to_string())?;
    if let Some(unknown) = after.keys().find(|key| !before.contains_key(*key)) {
        return Err(format!("'{unknown}' is not one of the parts that may be changed"));
    }
    match before.keys().find(|key| !after.contains_key(*key)) {
        Some(missing) => Err(format!("'{missing}' is gone; leave it empty instead")),
        None => Ok(after),
    }
}

/// The changes as a JSON Patch (RFC 6902).
fn patch(before: &Map<String, Value>, after: &Map<String, Value>) -> Value {
    let changed = after.iter().filter(|(pointer, value)| before.get(*pointer) != Some(*value));
    changed.map(|(pointer, value)| json!({"op": "replace", "path": pointer, "value": value})).collect()
}

async fn in_editor(app: &App, text: String) -> Result<String, CliError> {
    let editor = app.environment.editor().unwrap_or_else(|| EDITOR_DEFAULT.to_owned());
    let failed = |why: String| CliError::Environment {
        what: format!("the editor '{editor}' did not work"),
        why,
        advice: "set EDITOR to one that does, or give the changes with --patch FILE".to_owned(),
    };
    let mut file = tempfile::Builder::new()
        .prefix("aegis-edit-")
        .suffix(".json")
        .tempfile()
        .map_err(|error| failed(error.to_string()))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
    // EDITOR may hold arguments ("code --wait"); the shell splits it, as version control does.
    let status = tokio::process::Command::new("sh")
        .args(["-c", &format!("{editor} \"$@\""), &editor])
        .arg(file.path())
        .stdin(Stdio::inherit())
        .status()
        .await
        .map_err(|error| failed(error.to_string()))?;
    if !status.success() {
        return Err(failed(format!("it ended with {status}")));
    }
    // By name: many editors write a new file in place of the old one.
    let path: &Path = file.path();
    std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn only_changed_parts_are_in_the_patch() {
        let before = editable_parts(&fixture::approval());
        let mut after = before.clone();
        assert_eq!(patch(&before, &after), json!([]));
        after["/summary"] = json!("Shorter.");
        assert_eq!(
            patch(&before, &after),
            json!([{"op": "replace", "path": "/summary", "value": "Shorter."}])
        );
    }

    #[test]
    fn what_comes_back_must_have_the_same_parts() {
        let before = editable_parts(&fixture::approval());
        assert_eq!(read(&before, &pretty(&before)).unwrap(), before);
        assert!(read(&before, "{").is_err());
        assert!(read(&before, "{}").unwrap_err().contains("is gone"));
        let mut more = before.clone();
        more.insert("/title".to_owned(), json!("x"));
        assert!(read(&before, &pretty(&more)).unwrap_err().contains("not one of"));
    }
}
