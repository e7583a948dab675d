//! What the commands that only read take.

use clap::Args;

/// `ls`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ListArgs {
    /// Only runs with this status, like running, awaiting_approval or failed
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(crate) status: Option<String>,
    /// Only runs of this playbook
    #[arg(long, value_name = "NAME")]
    pub(crate) playbook: Option<String>,
    /// At most this many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) limit: u32,
}

fn status(text: &str) -> Result<String, String> {
    shared::run::RunStatus::parse(&text.replace('-', "_"))
        .map(|status| status.as_str().to_owned())
        .ok_or_else(|| {
            "use one of pending, running, awaiting_approval, completed, rejected, failed, cancelled"
                .to_owned()
        })
}

/// `show`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ShowArgs {
    /// The run: its id, the beginning of it, or `last`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Show the input and the output in full
    #[arg(long)]
    pub(crate) full: bool,
}

/// `events`.
#[derive(Clone, Debug, Args)]
pub(crate) struct EventsArgs {
    /// The run: its id, the beginning of it, or `last`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Go on printing until the run ends
    #[arg(short = 'f', long)]
    pub(crate) follow: bool,
    /// Only events after this number
    #[arg(long, value_name = "SEQ", default_value_t = 0)]
    pub(crate) after: u64,
}
