//! A bare axum server that gives every body back, and the same number of requests through it that a run takes: the price of
//! HTTP alone, with the driver's own cost in it.

use crate::http::Client;
use crate::report::number;
use crate::{Failure, process};
use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use serde::Serialize;
use std::net::Ipv4Addr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

/// HTTP exchanges of one run: a start, three invocations with three callbacks, a notice and a decision.
pub(crate) const EXCHANGES_PER_RUN: u64 = 9;
/// Bytes of a body, about what an invocation has.
const BODY_BYTES: usize = 700;

/// What the echo server does.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Echo {
    /// Runs' worth of exchanges per second.
    pub(crate) runs_per_second: f64,
    /// Processor time of server and driver per run's worth.
    pub(crate) cpu_per_run: Duration,
}

/// Serves until the process is killed; prints its address first.
#[expect(clippy::print_stdout, reason = "the parent process reads the address from here")]
pub(crate) async fn serve() -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("http://{}/echo", listener.local_addr()?);
    let app = Router::new().route("/echo", post(|body: Bytes| async { body }));
    axum::serve(listener, app).await.map_err(Failure::from)
}

/// Drives it for `span` with `at` runs' worth of exchanges at a time.
pub(crate) async fn measure(at: usize, span: Duration) -> Result<Echo, Failure> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("__echo")
        .stdout(Stdio::piped())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let url: Arc<str> = address(&mut child).await?.into();
    let pids = [child.id().unwrap_or(0), std::process::id()];
    let cpu = || pids.map(|pid| process::usage(pid).cpu).iter().sum::<Duration>();
    let (client, done) = (Client::new()?, Arc::new(AtomicU64::new(0)));
    let (begin, before) = (Instant::now(), cpu());
    let mut workers = JoinSet::new();
    for _ in 0..at {
        let (client, done, url) = (client.clone(), Arc::clone(&done), Arc::clone(&url));
        workers.spawn(async move {
            while begin.elapsed() < span {
                for _ in 0..EXCHANGES_PER_RUN {
                    client.post(&url, None, "x".repeat(BODY_BYTES)).await?;
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(worker) = workers.join_next().await {
        worker??;
    }
    let runs = number(done.load(Ordering::Relaxed)).max(1.0);
    let (elapsed, used) = (begin.elapsed(), cpu().saturating_sub(before));
    child.kill().await?;
    Ok(Echo { runs_per_second: runs / elapsed.as_secs_f64(), cpu_per_run: used.div_f64(runs) })
}

async fn address(child: &mut Child) -> Result<String, Failure> {
    let output = child.stdout.take().ok_or("the echo server has no output")?;
    let line = BufReader::new(output).lines().next_line().await?;
    line.ok_or_else(|| "the echo server ended before it was ready".into())
}
