//! What the commands about this machine take: the server, playbooks, agents, reports.

use super::run::{NamedUrl, named_url};
use clap::{Args, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// `dev`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DevArgs {
    /// Address to listen on [env: AEGIS_LISTEN] [default: the last one used, else the first free from 127.0.0.1:7410]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where an agent runs, instead of in this program (repeatable)
    #[arg(long = "agent", value_name = "NAME=URL", value_parser = named_url)]
    pub(crate) agents: Vec<NamedUrl>,
    /// POST a notice with a personal link here when somebody has to decide [env: AEGIS_NOTIFY_URL]
    #[arg(long, value_name = "URL")]
    pub(crate) notify_url: Option<String>,
    /// Append public events to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) events_file: Option<PathBuf>,
}

/// `check`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CheckArgs {
    /// The playbook's file, or - for stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// `new`.
#[derive(Clone, Debug, Args)]
pub(crate) struct NewArgs {
    /// The playbook's name; the file is NAME.yaml in this folder
    #[arg(value_name = "NAME", default_value = "my-playbook")]
    pub(crate) name: String,
}

/// `agent`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum AgentCommand {
    /// Ask an agent whether it keeps the contract; starts no work
    #[command(after_help = "Example:\n  aegis agent check http://127.0.0.1:9000")]
    Check {
        /// The agent's address
        #[arg(value_name = "URL")]
        url: String,
    },
}

/// `verify`.
#[derive(Clone, Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Folder of a report, or a run: its id, the beginning of it, or `last`
    #[arg(value_name = "DIR|ID")]
    pub(crate) target: String,
    /// Where the original documents are now, to compare them too (repeatable)
    #[arg(long, value_name = "PATH")]
    pub(crate) docs: Vec<PathBuf>,
}

/// `export`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ExportArgs {
    /// The run: its id, the beginning of it, or `last`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// The folder, or - for the report on stdout [default: aegis-out/ID]
    #[arg(short = 'o', long = "output", value_name = "DIR|-")]
    pub(crate) output: Option<PathBuf>,
}

/// `completions`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}
