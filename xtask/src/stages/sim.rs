//! Runs the simulation as users can: many seeds must pass, and every deliberate bug must be caught.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::run;
use xshell::cmd;

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let seeds = run::shown(cmd!(context.shell, "cargo run --release --locked --quiet --package sim"))?;
    let mut outcome = Outcome::of_success(
        seeds,
        "a seed failed; `cargo run --release -p sim -- --seed N --trace` shows it",
    );
    let bugs = run::shown(cmd!(
        context.shell,
        "cargo run --release --locked --quiet --package sim -- --sabotage all"
    ))?;
    let caught = Outcome::of_success(bugs, "a deliberate bug was not caught; see above");
    outcome.add(&caught);
    outcome.notes.extend(caught.notes);
    Ok(outcome)
}
