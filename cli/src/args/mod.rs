//! The command line as types: what a user can type, with an example for every command. It decides and prints nothing.

mod decide;
mod inspect;
mod local;
mod run;

pub(crate) use decide::{ApproveArgs, CancelArgs, DecideArgs, RunRef};
pub(crate) use inspect::{EventsArgs, ListArgs, ShowArgs};
pub(crate) use local::{AgentCommand, CheckArgs, CompletionsArgs, DevArgs, ExportArgs, NewArgs, VerifyArgs};
pub(crate) use run::{ApproveMode, NamedUrl, RunArgs};

use clap::{Args, Parser, Subcommand, ValueEnum};
use shared::time::Millis;
use std::path::PathBuf;

/// Runs agent workflows that survive crashes, and asks you before anything is published.
#[derive(Debug, Parser)]
#[command(
    name = "aegis",
    version,
    propagate_version = false,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Examples:\n  aegis run --demo\n  aegis run research-report \"How do heat pumps compare with gas boilers?\" --docs papers/\n  aegis why last\n  aegis ls --server https://API.execute-api.REGION.amazonaws.com/prod --auth iam\n\nExit codes: 0 done, 1 Aegis failed, 2 usage or bad input, 3 waits for a person, 4 not allowed, 5 FAILED,\n6 REJECTED, 7 CANCELLED, 8 --timeout is over, 9 conflict, 10 not found, 130/143 signal."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Talk to this server instead of the local store [env: AEGIS_SERVER]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) server: Option<String>,
    /// How to sign in to the server: with AEGIS_TOKEN, or with AWS credentials (SigV4) [env: AEGIS_AUTH] [default:
    /// bearer if a token is set, iam for API Gateway addresses, else none]
    #[arg(long, global = true, value_name = "HOW")]
    pub(crate) auth: Option<AuthMode>,
    /// Folder of the local store [env: AEGIS_STORE] [default: ./.aegis]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// Print JSON: one object, or one per line for streams; errors are problem+json on stderr
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say less: results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Log what the engine does to stderr; twice for more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Use colours [env: AEGIS_COLOR, NO_COLOR] [default: auto]
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) color: Option<ColorWhen>,
    /// Never ask anything, even on a terminal [env: AEGIS_NO_INPUT]
    #[arg(long, global = true)]
    pub(crate) no_input: bool,
    /// How long this command waits, like 30s or 10m; the run itself goes on
    #[arg(long, global = true, value_name = "DURATION", value_parser = duration)]
    pub(crate) timeout: Option<Millis>,
}

/// How requests to a server prove who sends them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum AuthMode {
    /// Not at all
    None,
    /// With the token of AEGIS_TOKEN
    Bearer,
    /// With AWS credentials, signed by SigV4
    Iam,
}

impl AuthMode {
    /// Its word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Bearer => "bearer",
            Self::Iam => "iam",
        }
    }
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ColorWhen {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn duration(text: &str) -> Result<Millis, String> {
    Millis::parse(text).map_err(|error| error.to_string())
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a run and follow it to its end
    #[command(
        after_help = "Examples:\n  aegis run --demo\n  aegis run research-report \"Is district heating cheaper?\" --docs papers/\n  aegis run my-playbook.yaml -i topic=heating -i max_results:=5 --id monday --approve auto"
    )]
    Run(Box<RunArgs>),
    /// Serve the API and carry all runs of the store on
    #[command(
        after_help = "Examples:\n  aegis dev\n  aegis dev --listen 127.0.0.1:7410 --agent researcher=http://127.0.0.1:9000"
    )]
    Dev(DevArgs),
    /// Follow a run until it ends, and carry it on if nobody else does
    #[command(
        after_help = "Examples:\n  aegis watch last --timeout 10m\n  aegis watch 7f3a --server https://aegis.example.com"
    )]
    Watch(RunRef),
    /// List runs, newest first
    #[command(after_help = "Examples:\n  aegis ls\n  aegis ls --status awaiting_approval --limit 10")]
    Ls(ListArgs),
    /// Show a run: its steps, decisions and result
    #[command(after_help = "Examples:\n  aegis show last\n  aegis show 7f3a --json")]
    Show(ShowArgs),
    /// Print the events of a run
    #[command(after_help = "Examples:\n  aegis events last\n  aegis events last -f --json --after 12")]
    Events(EventsArgs),
    /// Say what a run waits for and what would move it
    #[command(after_help = "Example:\n  aegis why last")]
    Why(RunRef),
    /// List the approvals that wait for somebody
    #[command(after_help = "Example:\n  aegis approvals")]
    Approvals,
    /// Approve what a run shows at its gate
    #[command(
        after_help = "Examples:\n  aegis approve last\n  aegis approve last --edit\n  aegis approve 7f3a review.1 --artifact-hash HASH -m \"Fine\" --patch change.json"
    )]
    Approve(ApproveArgs),
    /// Reject what a run shows at its gate: the run ends REJECTED
    #[command(after_help = "Example:\n  aegis reject last -m \"Too few sources\"")]
    Reject(DecideArgs),
    /// Send the work back with a comment
    #[command(
        name = "request-changes",
        after_help = "Example:\n  aegis request-changes last -m \"Look at running costs too\""
    )]
    RequestChanges(DecideArgs),
    /// End a run now: it becomes CANCELLED
    #[command(after_help = "Example:\n  aegis cancel last -m \"Not needed any more\"")]
    Cancel(CancelArgs),
    /// Hold back new steps of a run; answers and decisions are still taken
    #[command(after_help = "Example:\n  aegis pause last")]
    Pause(RunRef),
    /// Let a paused run go on
    #[command(after_help = "Example:\n  aegis resume last")]
    Resume(RunRef),
    /// Check a playbook without running it; needs no store and no network
    #[command(after_help = "Example:\n  aegis check my-playbook.yaml")]
    Check(CheckArgs),
    /// Write a playbook to start from
    #[command(after_help = "Example:\n  aegis new my-playbook")]
    New(NewArgs),
    /// List the playbooks that can be run by name
    #[command(after_help = "Example:\n  aegis playbooks")]
    Playbooks,
    /// List the agents and where they run
    #[command(after_help = "Example:\n  aegis agents")]
    Agents,
    /// Look at one agent
    #[command(subcommand, after_help = "Example:\n  aegis agent check http://127.0.0.1:9000")]
    Agent(AgentCommand),
    /// Check every quote and hash of a report against its sources
    #[command(after_help = "Examples:\n  aegis verify aegis-out/7f3a\n  aegis verify last")]
    Verify(VerifyArgs),
    /// Copy the files of a run to a folder
    #[command(after_help = "Example:\n  aegis export last -o report/")]
    Export(ExportArgs),
    /// Say how Aegis is set up here and what is wrong with it
    #[command(
        after_help = "Examples:\n  aegis doctor\n  aegis doctor --server https://API.execute-api.REGION.amazonaws.com/prod"
    )]
    Doctor,
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  aegis completions bash > ~/.local/share/bash-completion/completions/aegis"
    )]
    Completions(CompletionsArgs),
    /// Print the version
    #[command(after_help = "Example:\n  aegis version --json")]
    Version,
    /// Parse the document on stdin and write its text to stdout, within limits
    #[command(name = "__read-document", hide = true)]
    ReadDocument {
        /// The registered name of its format
        format: std::ffi::OsString,
    },
}

#[cfg(test)]
mod tests;
