//! The writer as an agent: approved analysis in, report bundle into the workspace, a small reference out.

use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::ids::WorkflowId;
use shared::wire::Invocation;

use super::support::{CORPUS, Snapshot, Stopped, blocking, input};
use crate::agent::{Agent, AgentError, Progress};
use crate::hash::sha256_hex;
use crate::limits;
use crate::research::ResearchResult;
use crate::workspace::{Workspace, Workspaces};
use crate::writing::{Approval, Bundle, WriteRequest, names, write};

/// Folder of the report in the workspace.
pub const REPORT_FOLDER: &str = "report";

#[derive(Deserialize)]
struct Input {
    analysis: Value,
    research: ResearchResult,
    #[serde(default)]
    approval: Option<Approval>,
}

/// Writes the report.
#[derive(Clone)]
pub struct WriterAgent {
    workspaces: Arc<dyn Workspaces>,
}

impl WriterAgent {
    /// With the workspaces in which the researcher left its snapshot.
    #[must_use]
    pub fn new(workspaces: Arc<dyn Workspaces>) -> Self {
        Self { workspaces }
    }
}

fn work(workspace: &dyn Workspace, workflow: &WorkflowId, input: &Input) -> Result<Value, Stopped> {
    let missing = || {
        let text = "the snapshot of the documents is not in the workspace; run the research step again";
        AgentError::permanent("SNAPSHOT_MISSING", text)
    };
    let bytes = workspace.get(workflow, CORPUS)?.ok_or_else(missing)?;
    let snapshot: Snapshot = serde_json::from_slice(&bytes).map_err(|_| missing())?;
    let bundle = write(&WriteRequest {
        analysis: &input.analysis,
        research: &input.research,
        corpus: &snapshot.corpus,
        approval: &input.approval.clone().unwrap_or_default(),
        generated_at: &now(),
    })
    .map_err(|error| AgentError::permanent("REPORT_NOT_WRITTEN", error.to_string()))?;
    workspace.put_folder(workflow, REPORT_FOLDER, &bundle.files)?;
    Ok(reference(&bundle))
}

#[async_trait]
impl Agent for WriterAgent {
    async fn run(&self, invocation: &Invocation, progress: &Progress) -> Result<Value, AgentError> {
        let input: Input = input(invocation)?;
        progress.say("writing the report");
        let (workspace, workflow) = (self.workspaces.of(invocation), invocation.workflow_id.clone());
        blocking(progress, move || work(&*workspace, &workflow, &input)).await
    }
}

/// Whole seconds: nobody reads a report's nanoseconds.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

fn reference(bundle: &Bundle) -> Value {
    let file = |(name, bytes): (&String, &Vec<u8>)| json!({ "name": name, "sha256": sha256_hex(bytes), "bytes": bytes.len() });
    let summary: String =
        bundle.report.executive_summary.overview.chars().take(limits::SUMMARY_CHARS).collect();
    json!({
        "report": {
            "title": bundle.report.metadata.title,
            "generated_at": bundle.report.metadata.generated_at,
            "summary": summary,
            "folder": REPORT_FOLDER,
            "report_md": format!("{REPORT_FOLDER}/{}", names::MARKDOWN),
            "report_html": format!("{REPORT_FOLDER}/{}", names::HTML),
            "files": bundle.files.iter().map(file).collect::<Vec<_>>(),
        }
    })
}
