//! Drives runs from their start to their end, as many at a time as it is told. It measures only how long each takes.

use crate::Failure;
use crate::http::Client;
use crate::other_side::Other;
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Longest time that a run may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Requests at a time when the results are checked.
const CHECKS_AT_A_TIME: usize = 16;

/// Drivers so far: each gives its runs ids of its own, since several may drive runs of one store.
static DRIVERS: AtomicUsize = AtomicUsize::new(0);

/// The driver.
pub(crate) struct Driver {
    number: usize,
    /// Its client, for other questions too.
    pub(crate) client: Client,
    other: Arc<Other>,
    started: AtomicUsize,
}

impl Driver {
    /// A driver with its agent and approver; gives the options with which `aegis dev` finds them.
    pub(crate) async fn start() -> Result<(Arc<Self>, Vec<String>), Failure> {
        let client = Client::new()?;
        let (other, address) = Other::start(client.clone()).await?;
        let mut options = vec!["--notify-url".to_owned(), format!("{address}/notices")];
        for name in ["researcher", "analyst", "writer"] {
            options.extend(["--agent".to_owned(), format!("{name}={address}")]);
        }
        let number = DRIVERS.fetch_add(1, Ordering::Relaxed);
        Ok((Arc::new(Self { number, client, other, started: AtomicUsize::new(0) }), options))
    }

    /// Keeps `at` runs going until the time or the number of runs is over; gives the ids and times of all, in
    /// microseconds.
    pub(crate) async fn load(
        self: &Arc<Self>,
        server: &str,
        at: usize,
        span: Duration,
        most: usize,
    ) -> Result<(Vec<String>, Histogram<u64>), Failure> {
        let begin = Instant::now();
        let last = self.started.load(Ordering::Relaxed).saturating_add(most);
        let mut workers = JoinSet::new();
        for _ in 0..at {
            let (driver, server) = (Arc::clone(self), server.to_owned());
            workers.spawn(async move {
                let mut done = Vec::new();
                while begin.elapsed() < span {
                    let number = driver.started.fetch_add(1, Ordering::Relaxed);
                    if number >= last {
                        break;
                    }
                    done.push(driver.run(&server, number).await?);
                }
                Ok::<_, Failure>(done)
            });
        }
        let (mut ids, mut times) = (Vec::new(), Histogram::new(3)?);
        while let Some(done) = workers.join_next().await {
            for (id, time) in done?? {
                times.record(u64::try_from(time.as_micros())?)?;
                ids.push(id);
            }
        }
        Ok((ids, times))
    }

    /// One run. The driver chooses the id: an agent may be called before the reply to the start is back.
    async fn run(&self, server: &str, number: usize) -> Result<(String, Duration), Failure> {
        let id = format!("bench-{}-{number:08}", self.number);
        let end = self.other.end_of(&id);
        let body = json!({"topic": "How did the measured quantity develop?", "workflow_id": id}).to_string();
        let begin = Instant::now();
        let (status, reply) = self.client.post(&format!("{server}/workflows"), None, body).await?;
        if status != 202 {
            return Err(format!("a start got {status}: {}", String::from_utf8_lossy(&reply)).into());
        }
        let end = tokio::time::timeout(PATIENCE, end).await;
        let end = end.map_err(|_| format!("run {id} was not done after {} s", PATIENCE.as_secs()))?;
        Ok((id, end??.duration_since(begin)))
    }

    /// Asks for every run whether it is COMPLETED.
    pub(crate) async fn all_completed(
        self: &Arc<Self>,
        server: &str,
        ids: Vec<String>,
    ) -> Result<(), Failure> {
        let (ids, next) = (Arc::new(ids), Arc::new(AtomicUsize::new(0)));
        let mut workers = JoinSet::new();
        for _ in 0..CHECKS_AT_A_TIME {
            let (driver, ids, next, server) =
                (Arc::clone(self), Arc::clone(&ids), Arc::clone(&next), server.to_owned());
            workers.spawn(async move {
                while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
                    driver.is_completed(&server, id).await?;
                }
                Ok::<(), Failure>(())
            });
        }
        while let Some(worker) = workers.join_next().await {
            worker??;
        }
        Ok(())
    }

    async fn is_completed(&self, server: &str, id: &str) -> Result<(), Failure> {
        let (_, body) = self.client.get(&format!("{server}/workflows/{id}")).await?;
        let view: Value = serde_json::from_slice(&body)?;
        let status = view.get("status").and_then(Value::as_str);
        if status == Some("COMPLETED") {
            return Ok(());
        }
        Err(format!("run {id} is not COMPLETED: {view}").into())
    }
}
