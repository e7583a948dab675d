//! The built-in researcher, analyst and writer as agents: input, workspace, result; the work itself is elsewhere.

mod analyst;
mod researcher;
mod support;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use analyst::AnalystAgent;
pub use researcher::{NO_READABLE_DOCUMENT, ResearcherAgent, SKIPPED_FILE, SkippedFile};
pub use writer::{REPORT_FOLDER, WriterAgent};

use crate::agent::Agent;
use crate::reading::DocumentParser;
use crate::workspace::Workspace;

/// The three built-in agents by name.
#[must_use]
pub fn builtin_agents(
    workspace: Arc<dyn Workspace>,
    parser: Arc<dyn DocumentParser>,
) -> BTreeMap<String, Arc<dyn Agent>> {
    let researcher: Arc<dyn Agent> = Arc::new(ResearcherAgent::new(Arc::clone(&workspace), parser));
    let writer: Arc<dyn Agent> = Arc::new(WriterAgent::new(workspace));
    let analyst: Arc<dyn Agent> = Arc::new(AnalystAgent);
    [("researcher", researcher), ("analyst", analyst), ("writer", writer)]
        .into_iter()
        .map(|(name, agent)| (name.to_owned(), agent))
        .collect()
}
