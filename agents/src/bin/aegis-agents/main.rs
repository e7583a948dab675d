//! The built-in agents as a container: `POST /invocations` and `GET /ping` for Bedrock AgentCore, or for any host that
//! speaks its contract. It only wires: what it does is in the library.

mod config;
mod serve;

use config::Config;
use std::process::ExitCode;

/// The argument with which the program starts itself to parse one risky document.
const READ_DOCUMENT: &str = "--read-document";

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(READ_DOCUMENT) {
        return ExitCode::from(agents::reading::parser_child_main(std::env::args_os().skip(2)));
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
