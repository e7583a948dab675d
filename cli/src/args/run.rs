//! What `run` takes. It reads no file.

use clap::{Args, ValueEnum};
use shared::exact::check_text;
use std::path::PathBuf;

/// `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Name, name@hash or file of the playbook
    #[arg(value_name = "PLAYBOOK", required_unless_present = "demo")]
    pub(crate) playbook: Option<String>,
    /// Fills the first required text of the playbook's input
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// Set an input: key=text or key:=JSON (repeatable)
    #[arg(short = 'i', value_name = "KEY=VALUE", value_parser = input_item)]
    pub(crate) items: Vec<InputItem>,
    /// Read the input from a JSON file, or from stdin with -
    #[arg(long, value_name = "FILE")]
    pub(crate) input: Option<PathBuf>,
    /// A document, or a folder of documents (repeatable)
    #[arg(long, value_name = "PATH")]
    pub(crate) docs: Vec<PathBuf>,
    /// Choose the run's id; the same id with the same input attaches to the run that exists
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// What to do at a gate
    #[arg(long, value_name = "HOW", default_value = "ask")]
    pub(crate) approve: ApproveMode,
    /// Start the run and return at once
    #[arg(long)]
    pub(crate) detach: bool,
    /// Where the result goes, or - for the report on stdout [default: aegis-out/ID]
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Use a question and documents that come with the program
    #[arg(long)]
    pub(crate) demo: bool,
    /// Where an agent runs, instead of in this program (repeatable)
    #[arg(long = "agent", value_name = "NAME=URL", value_parser = named_url)]
    pub(crate) agents: Vec<NamedUrl>,
}

/// What to do at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ApproveMode {
    /// Ask on a terminal; elsewhere say how to decide and exit 3
    Ask,
    /// Approve whatever is shown
    Auto,
}

/// One `-i`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InputItem {
    /// The input's key.
    pub(crate) key: String,
    /// Its value.
    pub(crate) value: serde_json::Value,
}

fn input_item(text: &str) -> Result<InputItem, String> {
    let shape = || format!("'{text}' is neither key=text nor key:=JSON");
    let (left, right) = text.split_once('=').ok_or_else(shape)?;
    let (key, value) = match left.strip_suffix(':') {
        Some(key) => {
            let value = serde_json::from_str(right)
                .map_err(|error| format!("'{right}' is no JSON ({error}); for a text write {key}={right}"))?;
            check_text(right).map_err(|inexact| format!("{inexact}, like {key}={}", inexact.literal))?;
            (key, value)
        }
        None => (left, serde_json::Value::String(right.to_owned())),
    };
    if key.is_empty() { Err(shape()) } else { Ok(InputItem { key: key.to_owned(), value }) }
}

/// A name with the URL that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedUrl {
    /// The name.
    pub(crate) name: String,
    /// The URL.
    pub(crate) url: String,
}

/// Reads `NAME=URL`.
pub(super) fn named_url(text: &str) -> Result<NamedUrl, String> {
    let shape = || format!("'{text}' is not NAME=URL, like researcher=http://127.0.0.1:9000");
    let (name, url) = text.split_once('=').ok_or_else(shape)?;
    shared::ids::AgentName::parse(name).map_err(|error| error.to_string())?;
    match reqwest::Url::parse(url) {
        Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => {
            Ok(NamedUrl { name: name.to_owned(), url: url.trim_end_matches('/').to_owned() })
        }
        Ok(_) | Err(_) => Err(shape()),
    }
}
