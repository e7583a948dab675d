//! The stages that are one call of cargo. They must not interpret what it prints.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::run;
use xshell::cmd;

pub(super) fn fmt(context: &Context) -> Result<Outcome, Error> {
    let good = run::shown(cmd!(context.shell, "cargo fmt --all --check"))?;
    Ok(Outcome::of_success(good, "run `cargo fmt --all`"))
}

pub(super) fn clippy(context: &Context) -> Result<Outcome, Error> {
    let command = cmd!(
        context.shell,
        "cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings"
    );
    Ok(Outcome::of_success(run::shown(command)?, "see clippy's output above"))
}

pub(super) fn rustdoc(context: &Context) -> Result<Outcome, Error> {
    let command = cmd!(context.shell, "cargo doc --quiet --locked --no-deps --workspace --all-features")
        .env("RUSTDOCFLAGS", "-D warnings");
    Ok(Outcome::of_success(run::shown(command)?, "see rustdoc's output above"))
}
