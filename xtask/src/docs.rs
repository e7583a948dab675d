//! The generated parts of the documents: written by tests and by running the commands that the documents show. It must
//! not hold text of its own.

use crate::context::Context;
use crate::error::Error;
use crate::run;
use crate::stages;
use xshell::cmd;

/// Writes every generated part anew.
pub(crate) fn write(context: &Context) -> Result<(), Error> {
    let tables =
        cmd!(context.shell, "cargo test --quiet --package xtask --test documents -- --test-threads 1")
            .env("AEGIS_BLESS", "1");
    if !run::shown(tables)? {
        return Err(Error::Unexpected("the tables could not be written; see above".to_owned()));
    }
    stages::write_transcripts(context)?;
    stages::take_screenshot(context)
}
