//! From arguments to an exit code: settings, streams, log, runtime and signals. It knows no command.

use crate::args::{Cli, Command, Global};
use crate::commands;
use crate::config::{Environment, Settings};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Manner, Output, install_log};
use clap::Parser;
use shared::time::Timestamp;
use std::ffi::OsString;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// How long blocking work (a prompt, a PDF) may outlive its command.
const LINGER: Duration = Duration::from_millis(50);

/// What every command works with.
pub(crate) struct App {
    /// The streams.
    pub(crate) out: Output,
    /// The settings.
    pub(crate) settings: Settings,
    /// The flags that every command takes.
    pub(crate) global: Global,
    /// The environment.
    pub(crate) environment: Environment,
    /// The run that goes on if this command is interrupted.
    pub(crate) following: Arc<OnceLock<String>>,
}

impl App {
    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
    }
}

/// Runs the program.
pub(crate) fn main(arguments: impl Iterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, arguments.iter().any(|argument| argument == "--json")),
    };
    if let Command::ReadDocument { format } = cli.command {
        return commands::read_document(format);
    }
    let environment = Environment::of_process();
    let settings = match Settings::load(&cli.global, &environment) {
        Ok(settings) => settings,
        Err(error) => {
            Output::new(Manner { json: cli.global.json, ..Manner::default() }).error(&error);
            return error.exit();
        }
    };
    let out = Output::new(Manner {
        json: cli.global.json,
        quiet: cli.global.quiet,
        verbose: cli.global.verbose > 0,
        color: settings.color.value,
        plain: environment.is_plain(),
        no_input: settings.no_input.value,
    });
    install_log(cli.global.verbose, &out.err);
    let app = App { out, settings, global: cli.global, environment, following: Arc::default() };
    in_runtime(&app, cli.command)
}

/// What clap refuses, in its own words; with `--json` as a problem.
fn refuse(error: &clap::Error, json: bool) -> Exit {
    if !error.use_stderr() {
        let out = Output::new(Manner { json, ..Manner::default() });
        let text = error.render();
        out.bytes(if out.out.is_on() { text.ansi().to_string() } else { text.to_string() }.as_bytes());
        return settled(&out, Exit::Done);
    }
    if json {
        let text = error.render().to_string();
        let (what, advice) = text.split_once("\n\n").unwrap_or((&text, "see --help"));
        let what = what.trim_start_matches("error: ").to_owned();
        Output::new(Manner { json, ..Manner::default() }).error(&CliError::usage(what, advice.trim()));
    } else {
        drop(error.print());
    }
    Exit::Usage
}

fn in_runtime(app: &App, command: Command) -> Exit {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let error = CliError::Environment {
                what: "this program can't start its threads".to_owned(),
                why: error.to_string(),
                advice: "check the limits of this account (ulimit -u)".to_owned(),
            };
            app.out.error(&error);
            return error.exit();
        }
    };
    let exit = runtime.block_on(async {
        tokio::select! {
            ended = commands::run(app, command) => match ended {
                Ok(exit) => exit,
                Err(CliError::Interrupted) => interrupted(app, Exit::Interrupted),
                Err(error) => {
                    app.out.error(&error);
                    error.exit()
                }
            },
            exit = signalled() => interrupted(app, exit),
        }
    });
    runtime.shutdown_timeout(LINGER);
    settled(&app.out, exit)
}

/// A command whose result did not get out has failed, whatever else came of it.
fn settled(out: &Output, exit: Exit) -> Exit {
    match out.failure() {
        Some(error) => {
            out.error(&error);
            error.exit()
        }
        None => exit,
    }
}

/// Waits for SIGINT or SIGTERM.
pub(crate) async fn signalled() -> Exit {
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        // Without handlers the system's own end the program.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => Exit::Interrupted,
        _ = terminate.recv() => Exit::Terminated,
    }
}

fn interrupted(app: &App, exit: Exit) -> Exit {
    app.out.progress().finish();
    match app.following.get() {
        Some(id) => app.out.notice(&format!(
            "stopped waiting; run {id} is stored and loses nothing\n  go on    aegis watch {id}\n  end it   aegis cancel {id}"
        )),
        None => app.out.narrate("stopped"),
    }
    exit
}
