//! Names that no other test uses, and what several tests send.

use adapters::aws::emulator::config_for;
use aws_config::SdkConfig;
use shared::ids::WorkflowId;
use shared::wire::EventView;
use std::sync::atomic::{AtomicU32, Ordering};
use wiremock::MockServer;

/// A name that no other test uses.
pub(crate) fn fresh_name(kind: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    format!("{kind}-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// A loopback server in AWS's place, and the SDK's configuration for it.
pub(crate) async fn stand_in() -> (MockServer, SdkConfig) {
    let server = MockServer::start().await;
    let config = config_for(&server.uri()).await;
    (server, config)
}

/// An event of a run.
pub(crate) fn event(seq: u64) -> EventView {
    EventView {
        id: format!("r/{seq}"),
        seq,
        workflow_id: WorkflowId::parse("r").unwrap(),
        kind: "StepStarted".to_owned(),
        at: "2026-01-31T09:30:00.000Z".to_owned(),
        detail: serde_json::Map::new(),
    }
}
