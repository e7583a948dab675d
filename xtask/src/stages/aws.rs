//! Runs the adapters of the serverless home on stand-ins for AWS. What they must do is said in their tests.

use super::suite::counted;
use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::{emulators, run};
use xshell::cmd;

/// The test programs.
const TESTS: [&str; 3] = ["dynamodb", "services", "sdk"];

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    for emulator in &emulators::ALL {
        if let Err(why) = emulators::need(context, emulator)? {
            return Ok(Outcome::skipped(why));
        }
    }
    let tests = TESTS.iter().flat_map(|test| ["--test", test]);
    // All features, as in the stage that runs all tests: other ones would build the SDK once more.
    let command = cmd!(context.shell, "cargo test --locked --workspace --all-features {tests...}");
    let (success, text) = run::teed(command)?;
    let mut outcome = counted(&text);
    if !success && outcome.failed == 0 {
        outcome.failed = 1;
        outcome.notes.push("the tests did not build or a test program died; see above".to_owned());
    }
    Ok(outcome)
}
