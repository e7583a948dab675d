//! The stage that runs all Rust tests and counts them. It must not accept golden files: `cargo xtask bless` does.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::run;
use xshell::cmd;

/// File in the gate's scratch folder where the tests note which golden files they read.
pub(crate) const GOLDEN_REFERENCES: &str = "golden-references.txt";

pub(super) fn run(context: &Context) -> Result<Outcome, Error> {
    let references = context.scratch("snapshots")?.join(GOLDEN_REFERENCES);
    context.shell.remove_path(&references)?;
    let command =
        cmd!(context.shell, "cargo test --locked --workspace --all-features --no-fail-fast --quiet")
            .env("INSTA_UPDATE", "no")
            .env("INSTA_SNAPSHOT_REFERENCES_FILE", &references);
    let (success, text) = run::teed(command)?;
    let mut outcome = counted(&text);
    if !success && outcome.failed == 0 {
        outcome.failed = 1;
        outcome.notes.push("the tests did not build or a test program died; see above".to_owned());
    }
    outcome.notes.extend(failures(&text));
    Ok(outcome)
}

/// Sums the lines `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
pub(super) fn counted(text: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in text.lines().filter(|line| line.starts_with("test result:")) {
        outcome.passed += count(line, " passed");
        outcome.failed += count(line, " failed");
        outcome.skipped += count(line, " ignored");
    }
    outcome
}

fn count(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The names that libtest lists with four blanks under the second `failures:`.
fn failures(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut listing = false;
    for line in text.lines() {
        if line == "failures:" {
            listing = true;
        } else if line.starts_with("test result:") {
            listing = false;
        } else if let Some(name) = line.strip_prefix("    ").filter(|name| listing && !name.contains(' ')) {
            names.push(name.to_owned());
        }
    }
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{counted, failures};

    const OUTPUT: &str = "
running 3 tests
..F
failures:

---- a::b stdout ----
thread 'a::b' panicked

failures:
    a::b

test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

running 12 tests
test result: ok. 11 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

    #[test]
    fn results_of_all_test_programs_are_summed() {
        let outcome = counted(OUTPUT);
        assert_eq!((outcome.passed, outcome.failed, outcome.skipped), (13, 1, 1));
    }

    #[test]
    fn failed_tests_are_named() {
        assert_eq!(failures(OUTPUT), ["a::b"]);
    }
}
