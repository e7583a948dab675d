//! One level: so many runs at a time against a new server, for a bounded time, and what that took.

use super::agent::Other;
use crate::http::Client;
use crate::process::{self, Usage};
use crate::server::{Server, Stats};
use crate::{Failure, LocalArgs};
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Part of the measured time that warms up the server, its caches and the connections.
const WARM_UP_PART: u32 = 4;
/// Longest time that a run may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a server rests before its memory counts as idle: time for what only its start needed to be given back.
const REST: Duration = Duration::from_millis(500);
/// Requests at a time when the results are checked.
const CHECKS_AT_A_TIME: usize = 16;

/// What a level came to.
pub(super) struct Level {
    /// Runs at a time.
    pub(super) at: usize,
    /// Runs completed in the measured time.
    pub(super) runs: u64,
    /// The measured time.
    pub(super) elapsed: Duration,
    /// From the start request to COMPLETED, in microseconds.
    pub(super) times: Histogram<u64>,
    /// Differences of the store's counters.
    pub(super) stats: Option<Stats>,
    /// What the server used meanwhile; its memory at the end.
    pub(super) server: Usage,
    /// Processor time of the driver.
    pub(super) driver_cpu: Duration,
    /// Memory of the server before the first request, in bytes.
    pub(super) idle: u64,
    /// How long the server took to be ready on an empty store.
    pub(super) ready_after: Duration,
}

struct Driver {
    client: Client,
    url: String,
    other: Arc<Other>,
    started: AtomicUsize,
}

/// Measures a level in a folder of its own.
pub(super) async fn measure(
    program: &Path,
    folder: &Path,
    at: usize,
    arguments: &LocalArgs,
) -> Result<Level, Failure> {
    let client = Client::new()?;
    let (other, agent) = Other::start(client.clone()).await?;
    let mut options = vec!["--notify-url".to_owned(), format!("{agent}/notices")];
    for name in ["researcher", "analyst", "writer"] {
        options.extend(["--agent".to_owned(), format!("{name}={agent}")]);
    }
    let server = Server::start(program, folder, &options).await?;
    let driver = Driver { client, url: server.url.clone(), other, started: AtomicUsize::new(0) };
    let measured = driven(&server, Arc::new(driver), at, arguments).await;
    let level = measured.map_err(|failure| {
        let log = if arguments.log { server.log() } else { "see the server's log with --log".to_owned() };
        format!("{failure}\n{log}")
    })?;
    server.stop().await?;
    Ok(level)
}

async fn driven(
    server: &Server,
    driver: Arc<Driver>,
    at: usize,
    arguments: &LocalArgs,
) -> Result<Level, Failure> {
    tokio::time::sleep(REST).await;
    let idle = process::usage(server.pid()).rss;
    let span = Duration::from_secs(arguments.seconds);
    load(&driver, at, span / WARM_UP_PART, arguments.runs).await?;
    process::forget_peak(server.pid());
    let look = || async {
        let usages = (process::usage(server.pid()), process::usage(std::process::id()));
        (server.stats(&driver.client).await, usages)
    };
    let (stats_before, before) = look().await;
    let begin = Instant::now();
    let (ids, times) = load(&driver, at, span, arguments.runs).await?;
    let elapsed = begin.elapsed();
    let (stats_after, after) = look().await;
    all_completed(&driver, ids).await?;
    Ok(Level {
        at,
        runs: times.len(),
        elapsed,
        times,
        stats: stats_before.zip(stats_after).map(|(before, after)| between(before, after)),
        server: Usage {
            cpu: after.0.cpu.saturating_sub(before.0.cpu),
            written: after.0.written.saturating_sub(before.0.written),
            ..after.0
        },
        driver_cpu: after.1.cpu.saturating_sub(before.1.cpu),
        idle,
        ready_after: server.ready_after,
    })
}

/// Keeps `at` runs going until the time or the number of runs is over; gives the ids and times of all.
async fn load(
    driver: &Arc<Driver>,
    at: usize,
    span: Duration,
    most: usize,
) -> Result<(Vec<String>, Histogram<u64>), Failure> {
    let begin = Instant::now();
    let last = driver.started.load(Ordering::Relaxed) + most;
    let mut workers = JoinSet::new();
    for _ in 0..at {
        let driver = Arc::clone(driver);
        workers.spawn(async move {
            let mut done = Vec::new();
            while begin.elapsed() < span {
                let number = driver.started.fetch_add(1, Ordering::Relaxed);
                if number >= last {
                    break;
                }
                done.push(driver.run(number).await?);
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

impl Driver {
    /// One run. The driver chooses the id: an agent may be called before the reply to the start is back.
    async fn run(&self, number: usize) -> Result<(String, Duration), Failure> {
        let id = format!("bench-{number:08}");
        let end = self.other.end_of(&id);
        let body = json!({"topic": "How did the measured quantity develop?", "workflow_id": id}).to_string();
        let begin = Instant::now();
        let (status, reply) = self.client.post(&format!("{}/workflows", self.url), None, body).await?;
        if status != 202 {
            return Err(format!("a start got {status}: {}", String::from_utf8_lossy(&reply)).into());
        }
        let end = tokio::time::timeout(PATIENCE, end).await;
        let end = end.map_err(|_| format!("run {id} was not done after {} s", PATIENCE.as_secs()))?;
        Ok((id, end??.duration_since(begin)))
    }

    async fn is_completed(&self, id: &str) -> Result<(), Failure> {
        let (_, body) = self.client.get(&format!("{}/workflows/{id}", self.url)).await?;
        let view: Value = serde_json::from_slice(&body)?;
        if view["status"] == "COMPLETED" { Ok(()) } else { Err(format!("run {id} is not COMPLETED: {view}").into()) }
    }
}

/// Asks for every run whether it is COMPLETED.
async fn all_completed(driver: &Arc<Driver>, ids: Vec<String>) -> Result<(), Failure> {
    let (ids, next) = (Arc::new(ids), Arc::new(AtomicUsize::new(0)));
    let mut workers = JoinSet::new();
    for _ in 0..CHECKS_AT_A_TIME {
        let (driver, ids, next) = (Arc::clone(driver), Arc::clone(&ids), Arc::clone(&next));
        workers.spawn(async move {
            while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
                driver.is_completed(id).await?;
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(worker) = workers.join_next().await {
        worker??;
    }
    Ok(())
}

const fn between(before: Stats, after: Stats) -> Stats {
    Stats {
        commits: after.commits.saturating_sub(before.commits),
        transactions: after.transactions.saturating_sub(before.transactions),
        fsyncs: after.fsyncs.saturating_sub(before.fsyncs),
        bytes_written: after.bytes_written.saturating_sub(before.bytes_written),
    }
}
