//! How soon a server is ready: after an orderly stop, after a kill while it idled, and after one while it was writing.

use crate::Failure;
use crate::driver::Driver;
use crate::process;
use crate::report::{Cell, number};
use crate::server::Server;
use std::path::Path;
use std::time::Duration;

/// Starts of each kind; the median counts.
const STARTS: usize = 5;
/// How long a server works before it is killed.
const WORK: Duration = Duration::from_millis(400);
/// How long one idles before it is killed: longer than the store waits before it tidies up.
const IDLE: Duration = Duration::from_millis(1_500);
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
        server.stop().await?;
    }
    Ok(Starts {
        stopped: median(stopped),
        killed_idle: median(killed_idle),
        killed_busy: median(killed_busy),
        idle_bytes,
    })
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}
