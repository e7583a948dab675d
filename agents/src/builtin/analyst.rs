//! The analyst as an agent: the researcher's result in, counts and scores out; needs no workspace.

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::Value;
use shared::wire::Invocation;

use super::support::{blocking, input, to_value};
use crate::agent::{Agent, AgentError, Progress};
use crate::analysis::analyse;
use crate::research::ResearchResult;

#[derive(Deserialize)]
struct Input {
    research: ResearchResult,
}

/// Groups and counts findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct AnalystAgent;

#[async_trait]
impl Agent for AnalystAgent {
    async fn run(&self, invocation: &Invocation, progress: &Progress) -> Result<Value, AgentError> {
        let input: Input = input(invocation)?;
        progress.say("grouping findings");
        blocking(progress, move || Ok(to_value(&analyse(&input.research))?)).await
    }
}
