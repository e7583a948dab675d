//! Event buses of a laptop: a file, or none.

use async_trait::async_trait;
use shared::ports::{EventBus, PublishError};
use shared::wire::EventView;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Nobody listens.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBus;

#[async_trait]
impl EventBus for NoBus {
    fn is_connected(&self) -> bool {
        false
    }

    async fn publish(&self, _events: &[EventView]) -> Result<(), PublishError> {
        Ok(())
    }
}

/// Appends events to a file, one line of JSON each. A line is one write, so that readers and other writers never see
/// half of one; a crash of the machine may lose the newest lines.
#[derive(Debug)]
pub struct FileBus {
    file: Arc<Mutex<File>>,
}

impl FileBus {
    /// Opens the file for appending, and creates it where there is none.
    ///
    /// # Errors
    /// Where the file can't be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { file: Arc::new(Mutex::new(file)) })
    }
}

#[async_trait]
impl EventBus for FileBus {
    fn is_connected(&self) -> bool {
        true
    }

    async fn publish(&self, events: &[EventView]) -> Result<(), PublishError> {
        let failed = |error: &dyn std::fmt::Display| PublishError { reason: error.to_string() };
        let mut lines = Vec::with_capacity(events.len());
        for event in events {
            let mut line = serde_json::to_vec(event).map_err(|error| failed(&error))?;
            line.push(b'\n');
            lines.push(line);
        }
        let file = Arc::clone(&self.file);
        let written = tokio::task::spawn_blocking(move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            lines.iter().try_for_each(|line| file.write_all(line))
        });
        written.await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::WorkflowId;

    fn event(seq: u64) -> EventView {
        EventView {
            id: format!("r/{seq}"),
            seq,
            workflow_id: WorkflowId::parse("r").unwrap(),
            kind: "StepStarted".to_owned(),
            at: "2026-01-31T09:30:00.000Z".to_owned(),
            detail: serde_json::Map::new(),
        }
    }

    #[tokio::test]
    async fn every_event_is_a_line_behind_the_older_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.ndjson");
        FileBus::open(&path).unwrap().publish(&[event(1), event(2)]).await.unwrap();
        FileBus::open(&path).unwrap().publish(&[event(3)]).await.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let read: Vec<EventView> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(read, [event(1), event(2), event(3)]);
    }

    #[tokio::test]
    async fn a_full_disk_is_an_error() {
        if let Ok(full) = FileBus::open("/dev/full") {
            assert!(full.publish(&[event(1)]).await.unwrap_err().to_string().contains("space"));
        }
    }
}
