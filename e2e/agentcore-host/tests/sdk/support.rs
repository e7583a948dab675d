//! A host, and the adapter pointed at it.

use super::receiver::Receiver;
use adapters::aws::agentcore::{AgentCoreAgents, Patience, Place, client};
use adapters::aws::emulator::config_for;
use adapters::conformance::samples::{key, step};
use adapters::system::SystemClock;
use agentcore_host::{Fault, Server, Settings};
use serde_json::json;
use shared::ids::{AgentName, AttemptNo, StepId};
use shared::ports::{AttemptRef, Delivery, Dispatch, DispatchError};
use shared::run::{ReplyMode, RunKey, Target};
use shared::wire::{CallbackTarget, Invocation};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// The runtime of all tests.
pub(crate) const ARN: &str = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/agents-a1b2c3d4e5";
/// The trace of all tests.
pub(crate) const TRACE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/// A host with a folder of its own.
pub(crate) struct Host {
    pub(crate) server: Server,
    pub(crate) settings: Settings,
    _folder: TempDir,
}

impl Host {
    /// With changed settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::new(folder.path());
        change(&mut settings);
        let server = Server::start("127.0.0.1:0".parse().unwrap(), settings.clone()).await.unwrap();
        Self { server, settings, _folder: folder }
    }

    /// As AgentCore is.
    pub(crate) async fn start() -> Self {
        Self::with(|_| ()).await
    }

    /// The adapter, as patient as it is in a function.
    pub(crate) async fn agents(&self) -> AgentCoreAgents {
        agents(&self.server.url(), Patience::default()).await
    }
}

/// The adapter for any address.
pub(crate) async fn agents(url: &str, patience: Patience) -> AgentCoreAgents {
    let place = Place { region: "us-east-1".to_owned(), account: Some("123456789012".to_owned()) };
    AgentCoreAgents::new(client(&config_for(url).await), place, patience, Arc::new(SystemClock))
}

/// The first attempt of a step.
pub(crate) const fn first<'a>(run: &'a RunKey, step: &'a StepId, address: &'a str) -> AttemptRef<'a> {
    AttemptRef { run, step, attempt: AttemptNo(1), address }
}

/// Patience of so many milliseconds.
pub(crate) const fn patience(milliseconds: u64) -> Patience {
    let span = Duration::from_millis(milliseconds);
    Patience { acknowledgement: span, reply: span }
}

/// The attempt of a researcher that reads the project's example documents.
pub(crate) fn dispatch(run: &str, attempt: u32, receiver: &Receiver) -> Dispatch {
    to(ARN, run, attempt, &receiver.url)
}

/// As [`dispatch`], to any target.
pub(crate) fn to(address: &str, run: &str, attempt: u32, callback: &str) -> Dispatch {
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/documents");
    let run = key("t", run);
    let invocation = Invocation {
        workflow_id: run.id.clone(),
        step: step("research"),
        attempt: AttemptNo(attempt),
        agent: AgentName::parse("researcher").unwrap(),
        playbook: "research-report".to_owned(),
        input: json!({"topic": "How do heat pumps compare with gas boilers?", "docs": [docs]}),
        callback: CallbackTarget {
            url: format!("{callback}/callbacks/{}", run.id),
            token: "hush".to_owned(),
        },
        deadline: "2099-01-31T09:30:00Z".to_owned(),
        budget: None,
        traceparent: Some(TRACE.to_owned()),
    };
    let target =
        Target { address: address.to_owned(), reply: ReplyMode::Callback, idempotent: true, volatile: false };
    Dispatch { run, target, invocation: Arc::new(invocation) }
}

/// An error of AgentCore.
pub(crate) fn refuse(status: u16, code: &str) -> Fault {
    Fault::Refuse { status, code: Some(code.to_owned()), message: "because".to_owned() }
}

/// What became of a dispatch, in one word.
pub(crate) fn word(result: &Result<Delivery, DispatchError>) -> &'static str {
    match result {
        Ok(Delivery::Acknowledged) => "acknowledged",
        Ok(Delivery::Answered(_)) => "answered",
        Err(DispatchError::Refused { .. }) => "refused",
        Err(DispatchError::Throttled { .. }) => "throttled",
        Err(DispatchError::Unknown { .. }) => "unknown",
    }
}
