//! The only module that prints: results to stdout, narration to stderr, colours and progress on a terminal only. The
//! texts themselves come from pure functions in its children. It asks nobody anything.

pub(crate) mod approval;
pub(crate) mod doctor;
pub(crate) mod error;
pub(crate) mod event;
#[cfg(test)]
pub(crate) mod fixture;
pub(crate) mod list;
pub(crate) mod playbook;
pub(crate) mod progress;
pub(crate) mod run;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod why;

use crate::args::ColorWhen;
use crate::error::CliError;
use progress::Progress;
use serde_json::{Value, json};
use std::io::{Error, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;
use text::Paint;

/// What the command may do with its streams.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
    /// Paint for stdout.
    pub(crate) out: Paint,
    /// Paint for stderr.
    pub(crate) err: Paint,
    interactive: bool,
    progress: Progress,
    /// Why stdout took no more.
    lost: OnceLock<Error>,
}

/// How to print, from flags and environment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    /// `--json`.
    pub(crate) json: bool,
    /// `-q`.
    pub(crate) quiet: bool,
    /// `-v`: the log would tear a progress line apart.
    pub(crate) verbose: bool,
    /// Colours.
    pub(crate) color: ColorWhen,
    /// `NO_COLOR` is set, or `TERM` is `dumb`.
    pub(crate) plain: bool,
    /// `--no-input`.
    pub(crate) no_input: bool,
}

impl Output {
    /// Looks at the streams once.
    pub(crate) fn new(manner: Manner) -> Self {
        let (stdin, stdout, stderr) = (
            std::io::stdin().is_terminal(),
            std::io::stdout().is_terminal(),
            std::io::stderr().is_terminal(),
        );
        let paint = |terminal: bool| match manner.color {
            ColorWhen::Always => Paint::on(),
            ColorWhen::Never => Paint::off(),
            ColorWhen::Auto if terminal && !manner.plain => Paint::on(),
            ColorWhen::Auto => Paint::off(),
        };
        let live = stderr && !manner.json && !manner.quiet && !manner.verbose && !manner.plain;
        Self {
            json: manner.json,
            quiet: manner.quiet,
            out: paint(stdout),
            err: paint(stderr),
            interactive: stdin && stderr && !manner.no_input && !manner.json,
            progress: Progress::new(live),
            lost: OnceLock::new(),
        }
    }

    /// Whether `--json` was given.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Whether somebody can be asked.
    pub(crate) const fn is_interactive(&self) -> bool {
        self.interactive
    }

    /// The line that lives on a terminal.
    pub(crate) const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whether stdout takes what is written; a stream ends where it does not.
    pub(crate) fn is_heard(&self) -> bool {
        self.lost.get().is_none()
    }

    /// Why a result did not get out. A reader that went away (`aegis ls | head -1`) has seen enough: that is no failure.
    pub(crate) fn failure(&self) -> Option<CliError> {
        let error = self.lost.get().filter(|error| error.kind() != ErrorKind::BrokenPipe)?;
        Some(CliError::writing(Path::new("stdout"), Error::new(error.kind(), error.to_string())))
    }

    /// The result, for people.
    pub(crate) fn result(&self, text: &str) {
        self.bytes(line(text).as_bytes());
    }

    /// The result's bytes as they are.
    pub(crate) fn bytes(&self, bytes: &[u8]) {
        if !self.is_heard() {
            return;
        }
        self.progress.suspend(|| {
            let mut out = std::io::stdout().lock();
            if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
                // Only the first counts, and only this thread writes.
                drop(self.lost.set(error));
            }
        });
    }

    /// The result, for programs: one line of JSON with its schema first.
    pub(crate) fn object(&self, schema: &str, value: Value) {
        let line = match value {
            Value::Object(mut map) => {
                map.shift_remove("schema");
                let mut whole = serde_json::Map::new();
                whole.insert("schema".to_owned(), schema.into());
                whole.extend(map);
                Value::Object(whole)
            }
            other
            @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
                json!({"schema": schema, "value": other})
            }
        };
        self.result(&line.to_string());
    }

    /// What is going on; not with `-q`.
    pub(crate) fn narrate(&self, text: &str) {
        if !self.quiet {
            self.notice(text);
        }
    }

    /// What has to be said even with `-q`.
    pub(crate) fn notice(&self, text: &str) {
        // Where nobody reads stderr, there is nowhere to say so.
        self.progress.suspend(|| drop(std::io::stderr().lock().write_all(line(text).as_bytes())));
    }

    /// Why the command ended early.
    pub(crate) fn error(&self, error: &CliError) {
        self.progress.finish();
        if self.json {
            let problem = serde_json::to_string(&error.problem()).unwrap_or_else(|_| error.to_string());
            self.notice(&problem);
        } else {
            self.notice(&error::render(error, &self.err));
        }
    }
}

fn line(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// Installs the log on stderr: only what goes wrong without `-v`, the engine's own with one, everything with two.
pub(crate) fn install_log(verbose: u8, paint: &Paint) {
    let filter = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug,hyper=info,reqwest=info,rustls=info,h2=info,mio=info",
    };
    let filter = std::env::var("AEGIS_LOG").unwrap_or_else(|_| filter.to_owned());
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(paint.is_on())
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .finish();
    // Fails only where a log is installed already, as in tests.
    drop(tracing::subscriber::set_global_default(subscriber));
}
