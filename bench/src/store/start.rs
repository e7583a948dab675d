//! How soon a server is ready: after an orderly stop, after a kill while it idled, and after one while it was writing.

use crate::Failure;
use crate::driver::Driver;
use crate::process;
use crate::report::{Cell, number};
use crate::server::Server;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// Starts of each kind; the median counts.
const STARTS: usize = 5;
/// How long a server works before it is killed.
const WORK: Duration = Duration::from_millis(400);
/// How long one idles before it is killed: longer than the store waits before it tidies up.
const IDLE: Duration = Duration::from_millis(1_500);
/// Longest time until what was under way has ended, and how often that is asked.
const PATIENCE: Duration = Duration::from_secs(60);
const AGAIN: Duration = Duration::from_millis(50);
/// Runs at a time meanwhile.
const AT: usize = 16;

/// Medians in milliseconds.
pub(super) struct Starts {
    stopped: f64,
    killed_idle: f64,
    killed_busy: f64,
    idle_bytes: u64,
}

impl Starts {
    pub(super) fn cells(&self) -> Vec<Cell> {
        let times = [self.stopped, self.killed_idle, self.killed_busy, number(self.idle_bytes) / 1e6];
        times.map(Cell::from).to_vec()
    }

    pub(super) const fn all(&self) -> [(&'static str, f64); 3] {
        [
            ("stop", self.stopped),
            ("kill -9 while idle", self.killed_idle),
            ("kill -9 while busy", self.killed_busy),
        ]
    }
}

/// Measures the store in a folder.
pub(super) async fn measure(program: &Path, folder: &Path) -> Result<Starts, Failure> {
    let (driver, options) = Driver::start().await?;
    let start = || Server::start(program, folder, &options);
    let (mut stopped, mut killed_idle, mut killed_busy) = (Vec::new(), Vec::new(), Vec::new());
    let mut idle_bytes = 0;
    start().await?.stop().await?;
    for _ in 0..STARTS {
        let server = start().await?;
        stopped.push(server.ready_after);
        tokio::time::sleep(IDLE).await;
        idle_bytes = process::usage(server.pid()).rss;
        server.kill().await?;
        let server = start().await?;
        killed_idle.push(server.ready_after);
        let load = {
            let (driver, url) = (driver.clone(), server.url.clone());
            tokio::spawn(async move { driver.load(&url, AT, 10 * WORK, usize::MAX).await })
        };
        tokio::time::sleep(WORK).await;
        server.kill().await?;
        // It fails, since the server is gone.
        load.abort();
        let server = start().await?;
        killed_busy.push(server.ready_after);
        all_end(&driver, &server).await?;
        server.stop().await?;
    }
    Ok(Starts {
        stopped: median(stopped),
        killed_idle: median(killed_idle),
        killed_busy: median(killed_busy),
        idle_bytes,
    })
}

/// What was under way when a server was killed must not stay behind as work for the sweep. It is cancelled: the instant agent
/// says everything once, and what it said to a dead server is lost.
async fn all_end(driver: &Driver, server: &Server) -> Result<(), Failure> {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        let mut open = 0;
        for status in ["PENDING", "AWAITING_APPROVAL", "RUNNING"] {
            let (_, body) = driver.client.get(&format!("{}/workflows?status={status}", server.url)).await?;
            let list: Value = serde_json::from_slice(&body)?;
            let runs = list.get("workflows").and_then(Value::as_array).ok_or("a list of runs has no runs")?;
            for id in runs.iter().filter_map(|run| run.get("workflow_id")?.as_str()) {
                let url = format!("{}/workflows/{id}/cancel", server.url);
                driver.client.post(&url, None, "{}".to_owned()).await?;
            }
            open += runs.len();
        }
        if open == 0 {
            return Ok(());
        }
        tokio::time::sleep(AGAIN).await;
    }
    Err(format!("runs of a killed server did not end within {} s", PATIENCE.as_secs()).into())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}
