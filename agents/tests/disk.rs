//! A disk in trouble: the built-in agents wait until it is well, and the attempt goes on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by panicking")]

mod common;

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use agents::agent::Progress;
use agents::builtin::builtin_agents;
use agents::workspace::{FolderWorkspace, Workspace, WorkspaceError};
use serde_json::{Value, json};
use shared::ids::WorkflowId;
use shared::wire::Invocation;

/// A workspace whose first calls fail.
struct Troubled {
    inner: FolderWorkspace,
    failures: AtomicUsize,
    error: fn() -> Error,
}

impl Troubled {
    fn well(&self) -> Result<(), WorkspaceError> {
        let left = self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        match left {
            Ok(_) => Err(WorkspaceError::Io { path: "artifacts".to_owned(), source: (self.error)() }),
            Err(_) => Ok(()),
        }
    }
}

impl Workspace for Troubled {
    fn put(&self, workflow: &WorkflowId, name: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        self.well()?;
        self.inner.put(workflow, name, bytes)
    }

    fn get(&self, workflow: &WorkflowId, name: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        self.well()?;
        self.inner.get(workflow, name)
    }

    fn put_folder(
        &self,
        workflow: &WorkflowId,
        folder: &str,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), WorkspaceError> {
        self.well()?;
        self.inner.put_folder(workflow, folder, files)
    }
}

fn invocation(agent: &str, input: Value) -> Invocation {
    serde_json::from_value(json!({
        "workflow_id": "run-1", "step": agent, "attempt": 1, "agent": agent, "playbook": "research-report",
        "input": input, "callback": {"url": "http://127.0.0.1:9/callbacks/run-1", "token": "t"},
        "deadline": "2100-01-01T00:00:00Z", "budget": null,
    }))
    .unwrap()
}

/// The researcher and the writer on a disk that fails so often, and what the researcher said last.
async fn results(failures: usize, error: fn() -> Error) -> (Result<Value, String>, Value) {
    let folder = tempfile::tempdir().unwrap();
    let inner = FolderWorkspace::new(folder.path().to_owned());
    let troubled = Arc::new(Troubled { inner, failures: AtomicUsize::new(failures), error });
    let agents =
        builtin_agents(Arc::clone(&troubled) as Arc<dyn Workspace>, Arc::new(common::document_parser()));
    let (progress, latest) = Progress::new();
    let ask =
        invocation("researcher", json!({"topic": common::QUESTION, "docs": [common::example_folder()]}));
    let research = match agents.get("researcher").unwrap().run(&ask, &progress).await {
        Ok(research) => research,
        Err(error) => return (Err(error.to_string()), latest.borrow().clone().unwrap()),
    };
    troubled.failures.store(failures, Ordering::SeqCst);
    let analysis = invocation("analyst", json!({"research": research}));
    let analysis = agents.get("analyst").unwrap().run(&analysis, &progress).await.unwrap();
    let write = invocation("writer", json!({"analysis": analysis, "research": research}));
    let written = agents.get("writer").unwrap().run(&write, &progress).await;
    (written.map_err(|error| error.to_string()), latest.borrow().clone().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_full_read_only_or_failing_disk_is_waited_for_and_fails_no_attempt() {
    let troubles: [fn() -> Error; 4] = [
        || Error::from(ErrorKind::StorageFull),
        || Error::from(ErrorKind::QuotaExceeded),
        || Error::from(ErrorKind::ReadOnlyFilesystem),
        || Error::from_raw_os_error(5),
    ];
    for trouble in troubles {
        let (written, said) = results(7, trouble).await;
        assert!(written.is_ok(), "{:?}: {written:?}", trouble());
        let said = said.to_string();
        assert!(said.contains("waiting for the disk") && said.contains("artifacts"), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_waiting_does_not_mend_fails_the_attempt() {
    let (written, _) = results(1, || Error::from(ErrorKind::PermissionDenied)).await;
    assert!(written.unwrap_err().starts_with("WORKSPACE_FAILED"));
}
