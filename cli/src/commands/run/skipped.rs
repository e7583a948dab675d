//! Files that the researcher could not read, told once: before a person decides, or at the end. It reads no document.

use crate::app::App;
use crate::client::Session;
use crate::error::CliError;
use crate::output::text::one_line;
use ::agents::builtin::{SKIPPED_FILE, SkippedFile};

/// Files that are named; the report has all.
const LISTED: usize = 5;

/// Names what was skipped, where anything was.
///
/// # Errors
/// The API's refusal.
pub(super) async fn tell(app: &App, session: &mut Session, id: &str) -> Result<(), CliError> {
    if !session.artifacts(id).await?.artifacts.iter().any(|name| name == SKIPPED_FILE) {
        return Ok(());
    }
    let bytes = session.artifact(id, SKIPPED_FILE).await?;
    // Another researcher may mean something else by the name.
    if let Ok(skipped @ [_, ..]) = serde_json::from_slice::<Vec<SkippedFile>>(&bytes).as_deref() {
        app.out.narrate(&text(skipped));
    }
    Ok(())
}

fn text(skipped: &[SkippedFile]) -> String {
    let count = skipped.len();
    let mut text = format!("skipped {count} {}:", if count == 1 { "file" } else { "files" });
    for file in skipped.iter().take(LISTED) {
        text.push_str(&format!("\n  {}: {}", one_line(&file.path), one_line(&file.why)));
    }
    if count > LISTED {
        text.push_str(&format!("\n  and {} more; the report lists all of them", count - LISTED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_named_and_the_rest_is_counted() {
        let file =
            |number: usize| SkippedFile { path: format!("{number}\u{1b}.bin"), why: "empty".to_owned() };
        assert_eq!(text(&[file(1)]), "skipped 1 file:\n  1\u{fffd}.bin: empty");
        let many = text(&(0..1_000).map(file).collect::<Vec<_>>());
        assert_eq!(many.lines().count(), LISTED + 2);
        assert!(many.starts_with("skipped 1000 files:") && many.contains("and 995 more"), "{many}");
    }
}
