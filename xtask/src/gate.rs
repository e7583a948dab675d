//! The gate: runs the stages in order and says what became of each. What a stage checks is the stage's business.

use crate::context::Context;
use crate::disk;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::report::{self, Line};
use crate::stages::{self, Stage};
use std::time::Instant;

/// Runs all stages, or the named ones. `true` if nothing failed.
pub(crate) fn test(context: &Context, only: &[String], plan: bool) -> Result<bool, Error> {
    let stages = chosen(only)?;
    report::plan(&stages);
    if plan {
        return Ok(true);
    }
    if let Some(room) = disk::room(&context.target) {
        report::say(&room);
    }
    let readme = context.read("README.md")?;
    let lines: Vec<Line> = stages.iter().map(|stage| run(context, stage, &readme)).collect();
    report::summary(&lines);
    let green = lines.iter().all(|line| line.outcome.failed == 0);
    if let Some(hint) = disk::nearly_full(&context.target).filter(|_| !green) {
        report::say(&hint);
    }
    Ok(green)
}

fn chosen(only: &[String]) -> Result<Vec<Stage>, Error> {
    let all = stages::all();
    for name in only {
        if !all.iter().any(|stage| stage.name == name) {
            let known = all.iter().map(|stage| stage.name).collect::<Vec<_>>().join(", ");
            return Err(Error::Stage { name: name.clone(), known });
        }
    }
    Ok(all
        .into_iter()
        .filter(|stage| match only {
            [] => !stage.by_name_only,
            named => named.iter().any(|name| stage.name == name),
        })
        .collect())
}

fn run(context: &Context, stage: &Stage, readme: &str) -> Line {
    report::begin(stage);
    let begin = Instant::now();
    let outcome = (stage.run)(context).unwrap_or_else(|error| Outcome::failed(error.to_string()));
    let outcome = if context.ci { refuse_skips(stage.name, outcome, readme) } else { outcome };
    let line = Line { name: stage.name, outcome, took: begin.elapsed() };
    report::end(&line);
    line
}

/// In CI a check that was not run counts as failed, unless the README tells its readers that it is not run there.
fn refuse_skips(name: &str, mut outcome: Outcome, readme: &str) -> Outcome {
    let admitted = format!("Not run in CI: `{name}`");
    if outcome.skipped > 0 && !readme.contains(&admitted) {
        outcome.failed += outcome.skipped;
        outcome.skipped = 0;
        outcome.notes.push(format!("a skip is a failure in CI unless the README says \"{admitted}\""));
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::{chosen, refuse_skips};
    use crate::outcome::Outcome;

    #[test]
    fn a_skip_in_ci_fails_unless_the_readme_admits_it() {
        let skipped = Outcome::skipped("no browser");
        assert_eq!(refuse_skips("browser", skipped.clone(), "").failed, 1);
        let admitted =
            refuse_skips("browser", skipped, "- Not run in CI: `browser`, because of the weather.");
        assert_eq!((admitted.failed, admitted.skipped), (0, 1));
    }

    #[test]
    fn an_unknown_stage_is_refused_by_name() {
        let error = chosen(&["clipy".to_owned()]).err().unwrap().to_string();
        assert!(error.contains("clipy") && error.contains("clippy"), "{error}");
    }

    #[test]
    fn what_takes_too_long_runs_only_where_it_is_named() {
        let slow = "lambda-arm64".to_owned();
        assert!(chosen(&[]).unwrap().iter().all(|stage| stage.name != slow));
        assert_eq!(chosen(&[slow]).unwrap().len(), 1);
    }

    #[test]
    fn named_stages_keep_the_order_of_the_gate() {
        let names: Vec<_> =
            chosen(&["files".to_owned(), "fmt".to_owned()]).unwrap().iter().map(|stage| stage.name).collect();
        assert_eq!(names, ["fmt", "files"]);
    }
}
