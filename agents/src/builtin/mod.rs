//! The built-in researcher, analyst and writer as agents: input, workspace, result; the work itself is elsewhere.

mod analyst;
mod documents;
mod researcher;
mod support;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use analyst::AnalystAgent;
pub use documents::Documents;
pub use researcher::{NO_READABLE_DOCUMENT, ResearcherAgent, SKIPPED_FILE, SkippedFile};
pub use writer::{REPORT_FOLDER, WriterAgent};

use crate::agent::Agent;
use crate::reading::DocumentParser;
use crate::workspace::{Workspace, Workspaces};

/// The three built-in agents by name, sharing a disk with whoever names documents.
#[must_use]
pub fn builtin_agents(
    workspace: Arc<dyn Workspace>,
    parser: Arc<dyn DocumentParser>,
) -> BTreeMap<String, Arc<dyn Agent>> {
    agents_with(Arc::new(workspace), Documents::Anywhere, parser)
}

/// The three built-in agents by name.
#[must_use]
pub fn agents_with(
    workspaces: Arc<dyn Workspaces>,
    documents: Documents,
    parser: Arc<dyn DocumentParser>,
) -> BTreeMap<String, Arc<dyn Agent>> {
    let researcher: Arc<dyn Agent> =
        Arc::new(ResearcherAgent::new(Arc::clone(&workspaces), documents, parser));
    let writer: Arc<dyn Agent> = Arc::new(WriterAgent::new(workspaces));
    let analyst: Arc<dyn Agent> = Arc::new(AnalystAgent);
    [("researcher", researcher), ("analyst", analyst), ("writer", writer)]
        .into_iter()
        .map(|(name, agent)| (name.to_owned(), agent))
        .collect()
}
