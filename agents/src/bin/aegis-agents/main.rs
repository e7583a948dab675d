//! The built-in agents as a container: `POST /invocations` and `GET /ping` for Bedrock AgentCore, or for any host that
//! speaks its contract. It only wires: what it does is in the library.

mod config;
mod serve;

use config::Config;
use std::process::ExitCode;

/// The argument with which the program starts itself to read one PDF.
const READ_PDF: &str = "--read-pdf";

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(READ_PDF) {
        return ExitCode::from(agents::reading::pdf_child_main());
    }
    serve::start_logging(std::env::var("LOG_LEVEL").ok().as_deref());
    let ended = Config::read(|name| std::env::var(name).ok())
        .map_err(serve::Failure::from)
        .and_then(|config| serve::run(&config));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the agents can't start");
            ExitCode::FAILURE
        }
    }
}
