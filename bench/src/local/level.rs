//! One level: so many runs at a time against a new server, for a bounded time, and what that took.

use crate::driver::Driver;
use crate::process::{self, Usage};
use crate::server::{Server, Stats};
use crate::{Failure, LocalArgs};
use hdrhistogram::Histogram;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Part of the measured time that warms up the server, its caches and the connections.
const WARM_UP_PART: u32 = 4;
/// How long a server rests before its memory counts as idle: time for what only its start needed to be given back.
const REST: Duration = Duration::from_millis(500);

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

/// Measures a level in a folder of its own.
pub(super) async fn measure(
    program: &Path,
    folder: &Path,
    at: usize,
    arguments: &LocalArgs,
) -> Result<Level, Failure> {
    let (driver, options) = Driver::start().await?;
    let server = Server::start(program, folder, &options).await?;
    let measured = driven(&server, &driver, at, arguments).await;
    let level = measured.map_err(|failure| {
        let log = if arguments.log { server.log() } else { "see the server's log with --log".to_owned() };
        format!("{failure}\n{log}")
    })?;
    server.stop().await?;
    Ok(level)
}

async fn driven(
    server: &Server,
    driver: &Arc<Driver>,
    at: usize,
    arguments: &LocalArgs,
) -> Result<Level, Failure> {
    tokio::time::sleep(REST).await;
    let idle = process::usage(server.pid()).rss;
    let span = Duration::from_secs(arguments.seconds);
    driver.load(&server.url, at, span / WARM_UP_PART, arguments.runs).await?;
    process::forget_peak(server.pid());
    let look = || async {
        let usages = (process::usage(server.pid()), process::usage(std::process::id()));
        (server.stats(&driver.client).await, usages)
    };
    let (stats_before, before) = look().await;
    let begin = Instant::now();
    let (ids, times) = driver.load(&server.url, at, span, arguments.runs).await?;
    let elapsed = begin.elapsed();
    let (stats_after, after) = look().await;
    driver.all_completed(&server.url, ids).await?;
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

const fn between(before: Stats, after: Stats) -> Stats {
    Stats {
        commits: after.commits.saturating_sub(before.commits),
        transactions: after.transactions.saturating_sub(before.transactions),
        fsyncs: after.fsyncs.saturating_sub(before.fsyncs),
        bytes_written: after.bytes_written.saturating_sub(before.bytes_written),
    }
}
