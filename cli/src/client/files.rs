//! Copying a run's files to a folder. What a server names is never trusted as a path.

use super::session::Session;
use crate::error::CliError;
use std::path::{Component, Path, PathBuf};

/// Folder of the report among a run's artifacts.
const REPORT_FOLDER: &str = "report";
/// What is opened first.
const REPORT_FILE: &str = "report.md";
/// The run's output, where its agents stored no files.
const OUTPUT_FILE: &str = "output.json";

impl Session {
    /// Copies the result of a run to a folder and returns the file to open: the report, or the run's output as JSON.
    ///
    /// # Errors
    /// The API's refusal, or a file that can't be written.
    pub(crate) async fn save_result(&mut self, id: &str, folder: &Path) -> Result<PathBuf, CliError> {
        let names = self.artifacts(id).await?.artifacts;
        let report = format!("{REPORT_FOLDER}/");
        let wanted: Vec<(String, String)> = names
            .iter()
            .filter_map(|name| Some((name.clone(), name.strip_prefix(&report)?.to_owned())))
            .collect();
        if wanted.is_empty() {
            return self.save_output(id, folder).await;
        }
        for (name, short) in &wanted {
            let bytes = self.artifact(id, name).await?;
            write(&folder.join(inside(short)?), &bytes)?;
        }
        let main = wanted.iter().map(|(_, short)| short).find(|short| *short == REPORT_FILE);
        Ok(folder.join(main.map_or_else(|| Path::new(""), |name| Path::new(name.as_str()))))
    }

    async fn save_output(&mut self, id: &str, folder: &Path) -> Result<PathBuf, CliError> {
        let run = self.run(id).await?;
        let text = serde_json::to_string_pretty(&run.output).unwrap_or_default();
        let path = folder.join(OUTPUT_FILE);
        write(&path, format!("{text}\n").as_bytes())?;
        Ok(path)
    }

    /// Whether a run's agents stored a report.
    ///
    /// # Errors
    /// The API's refusal.
    pub(crate) async fn has_report(&mut self, id: &str) -> Result<bool, CliError> {
        let report = format!("{REPORT_FOLDER}/");
        Ok(self.artifacts(id).await?.artifacts.iter().any(|name| name.starts_with(&report)))
    }

    /// The report's text, or the run's output as JSON.
    ///
    /// # Errors
    /// The API's refusal.
    pub(crate) async fn report(&mut self, id: &str) -> Result<Vec<u8>, CliError> {
        let name = format!("{REPORT_FOLDER}/{REPORT_FILE}");
        if self.artifacts(id).await?.artifacts.contains(&name) {
            return self.artifact(id, &name).await;
        }
        let run = self.run(id).await?;
        Ok(format!("{}\n", serde_json::to_string_pretty(&run.output).unwrap_or_default()).into_bytes())
    }
}

/// The name as a path that stays inside its folder.
fn inside(name: &str) -> Result<&Path, CliError> {
    let path = Path::new(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !name.is_empty() {
        return Ok(path);
    }
    Err(CliError::BadAnswer {
        target: "the server".to_owned(),
        why: format!("it named the file '{name}', which would leave the folder"),
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let write = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)
    };
    write().map_err(|error| CliError::writing(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        assert!(inside("sources/S1.txt").is_ok());
        for bad in ["../x", "a/../../x", "/etc/passwd", ""] {
            assert!(inside(bad).is_err(), "{bad}");
        }
    }
}
