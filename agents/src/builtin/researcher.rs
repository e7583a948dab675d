//! The researcher as an agent: reads the documents once per round, keeps the snapshot, returns quotes.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::ids::WorkflowId;
use shared::wire::Invocation;

use super::documents::Documents;
use super::support::{CORPUS, Snapshot, Stopped, blocking, input, to_value};
use crate::agent::{Agent, AgentError, Progress};
use crate::reading::{Corpus, DocumentParser, Skipped, read_documents};
use crate::research::{Depth, ResearchRequest, research};
use crate::workspace::{Workspace, Workspaces};

/// Kind of the error when there is nothing to read.
pub const NO_READABLE_DOCUMENT: &str = "NO_READABLE_DOCUMENT";
/// Name of the list of skipped files among a run's artifacts: JSON, an array of [`SkippedFile`].
pub const SKIPPED_FILE: &str = "skipped.json";
/// Parameters of the source system that mean nothing to a search in files; the result lists those that were given.
const NOT_USED: [&str; 3] = ["sources", "time_range", "word_limit"];

/// A file that was not read, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedFile {
    /// Its name below the folder that was named.
    pub path: String,
    /// Why it was not read.
    pub why: String,
}

impl SkippedFile {
    fn of(skipped: &Skipped) -> Self {
        Self { path: skipped.path.clone(), why: skipped.reason.to_string() }
    }
}

#[derive(Deserialize)]
struct Input {
    topic: String,
    #[serde(default)]
    depth: Option<Depth>,
    #[serde(default)]
    docs: Option<Vec<String>>,
    #[serde(default)]
    max_results: Option<usize>,
    #[serde(default)]
    feedback: Option<String>,
    #[serde(default)]
    parameters: Option<Map<String, Value>>,
}

/// Reads documents and quotes them.
#[derive(Clone)]
pub struct ResearcherAgent {
    workspaces: Arc<dyn Workspaces>,
    documents: Documents,
    parser: Arc<dyn DocumentParser>,
}

impl ResearcherAgent {
    /// With the workspaces that analyst and writer use too.
    #[must_use]
    pub fn new(
        workspaces: Arc<dyn Workspaces>,
        documents: Documents,
        parser: Arc<dyn DocumentParser>,
    ) -> Self {
        Self { workspaces, documents, parser }
    }

    /// The snapshot of this round. A repeated attempt finds it; a request for changes reads the documents again,
    /// because a person may have added some.
    fn corpus(
        &self,
        workspace: &dyn Workspace,
        workflow: &WorkflowId,
        docs: &[String],
        feedback: Option<&str>,
    ) -> Result<Corpus, Stopped> {
        if let Some(bytes) = workspace.get(workflow, CORPUS)?
            && let Ok(snapshot) = serde_json::from_slice::<Snapshot>(&bytes)
            && snapshot.docs == docs
            && snapshot.feedback.as_deref() == feedback
        {
            return Ok(snapshot.corpus);
        }
        let paths = self.documents.paths(docs)?;
        let corpus = read_documents(&paths, self.parser.as_ref())
            .map_err(|error| AgentError::permanent(NO_READABLE_DOCUMENT, error.to_string()))?;
        let snapshot = Snapshot { docs: docs.to_vec(), feedback: feedback.map(str::to_owned), corpus };
        let bytes = serde_json::to_vec(&snapshot)
            .map_err(|error| AgentError::permanent("RESULT_NOT_JSON", error.to_string()))?;
        list_skipped(workspace, workflow, &snapshot.corpus.skipped)?;
        workspace.put(workflow, CORPUS, &bytes)?;
        Ok(snapshot.corpus)
    }

    fn work(
        &self,
        workspace: &dyn Workspace,
        workflow: &WorkflowId,
        input: &Input,
        progress: &Progress,
    ) -> Result<Value, Stopped> {
        progress.say("reading documents");
        let docs = input.docs.as_deref().unwrap_or_default();
        let corpus = self.corpus(workspace, workflow, docs, input.feedback.as_deref())?;
        progress.say("searching for quotes");
        let mut result = research(&ResearchRequest {
            question: &input.topic,
            depth: input.depth.unwrap_or_default(),
            per_part: input.max_results,
            feedback: input.feedback.as_deref(),
            corpus: &corpus,
        });
        let given = input.parameters.iter().flat_map(Map::keys);
        result.metadata.parameters_not_used =
            given.filter(|name| NOT_USED.contains(&name.as_str())).cloned().collect();
        Ok(to_value(&result)?)
    }
}

/// What was skipped, where people can be told before they decide. Without it, nothing was.
fn list_skipped(
    workspace: &dyn Workspace,
    workflow: &WorkflowId,
    skipped: &[Skipped],
) -> Result<(), Stopped> {
    if skipped.is_empty() && workspace.get(workflow, SKIPPED_FILE)?.is_none() {
        return Ok(());
    }
    let list: Vec<SkippedFile> = skipped.iter().map(SkippedFile::of).collect();
    Ok(workspace.put(workflow, SKIPPED_FILE, to_value(&list)?.to_string().as_bytes())?)
}

#[async_trait]
impl Agent for ResearcherAgent {
    async fn run(&self, invocation: &Invocation, progress: &Progress) -> Result<Value, AgentError> {
        let mut input: Input = input(invocation)?;
        if input.docs.is_none() {
            let docs = input.parameters.as_ref().and_then(|parameters| parameters.get("docs").cloned());
            input.docs = docs.and_then(|docs| serde_json::from_value(docs).ok());
        }
        let (agent, workflow, said) = (self.clone(), invocation.workflow_id.clone(), progress.clone());
        let workspace = self.workspaces.of(invocation);
        blocking(progress, move || agent.work(&*workspace, &workflow, &input, &said)).await
    }
}
