//! `verify`: whether a report is what was written, and every quote stands where it says.

use crate::app::App;
use crate::args::VerifyArgs;
use crate::client::Session;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::text::{Tone, lines};
use ::agents::verify::{VerifyReport, verify_with_originals};
use serde_json::json;
use shared::run::RunStatus;
use std::path::{Path, PathBuf};

/// Failures that are listed for people; `--json` has all.
const LISTED: usize = 50;

pub(super) async fn verify(app: &App, session: &mut Session, args: &VerifyArgs) -> Result<Exit, CliError> {
    let named = PathBuf::from(&args.target);
    if named.is_dir() {
        return verdict(app, &named, &args.docs);
    }
    if named.is_file() {
        let folder = named.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let advice = format!("a report is checked with all of its folder: aegis verify {}", folder.display());
        return Err(CliError::usage(format!("{} is a file", named.display()), advice));
    }
    if args.target.contains(['/', '.']) {
        let error = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(CliError::reading(&named, error));
    }
    let id = session.resolve(&args.target).await?;
    let run = session.run(&id).await?;
    if run.status != RunStatus::Completed || !session.has_report(&id).await? {
        let (what, status) = ("report".to_owned(), run.status.to_string());
        return Err(CliError::NoApproval { id, what, status });
    }
    let folder = tempfile::tempdir().map_err(|error| CliError::writing(&std::env::temp_dir(), error))?;
    session.save_result(&id, folder.path()).await?;
    verdict(app, folder.path(), &args.docs)
}

fn verdict(app: &App, folder: &Path, docs: &[PathBuf]) -> Result<Exit, CliError> {
    let report = verify_with_originals(folder, docs).map_err(|error| CliError::Environment {
        what: format!("{} can't be verified", folder.display()),
        why: error.to_string(),
        advice: "name the folder of a report, as `aegis export` writes it".to_owned(),
    })?;
    match app.out.is_json() {
        true => app.out.object("aegis.verify/v1", json!(report)),
        false => app.out.result(&text(app, &report)),
    }
    if report.ok {
        return Ok(Exit::Done);
    }
    let count = report.failures.len();
    Err(CliError::NotVerified {
        why: format!("{count} {} wrong", if count == 1 { "thing is" } else { "things are" }),
    })
}

fn text(app: &App, report: &VerifyReport) -> String {
    let mark = |good: bool| match good {
        true => app.out.out.tone(Tone::Good, "ok"),
        false => app.out.out.tone(Tone::Bad, "no"),
    };
    let quotes = report.quotes_matching == report.quotes;
    let files = report.files_matching == report.files;
    let mut text = format!(
        "{}  {} of {} quotes stand at their offsets in {} sources\n{}  {} of {} files have the hash that was written down\n",
        mark(quotes),
        report.quotes_matching,
        report.quotes,
        report.sources,
        mark(files),
        report.files_matching,
        report.files,
    );
    if report.originals_matching + report.originals_missing > 0 {
        text.push_str(&format!(
            "    {} originals are unchanged, {} are not there (any more)\n",
            report.originals_matching, report.originals_missing
        ));
    }
    if let Some(hash) = &report.approved_artifact_sha256 {
        text.push_str(&format!("    approved artifact sha256 {}\n", lines(hash)));
    }
    for failure in report.failures.iter().take(LISTED) {
        text.push_str(&format!("{}  {}\n", mark(false), lines(&failure.to_string())));
    }
    if report.failures.len() > LISTED {
        text.push_str(&format!("    and {} more\n", report.failures.len() - LISTED));
    }
    text
}
