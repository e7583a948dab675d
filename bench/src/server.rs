//! `aegis dev` as a child on a free loopback port, with a store of its own. It ends with the bench.

use crate::Failure;
use crate::http::Client;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// How long a server may take to get ready or to stop before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often readiness is asked for: fine beside the limit of 100 ms.
const ASK_EVERY: Duration = Duration::from_millis(1);

/// The runs of a server that was started in a folder.
pub(crate) const STORE_FILE: &str = "store/store.redb";
/// Whose they are.
pub(crate) const TENANT: &str = "local";

/// `aegis dev` under measurement.
pub(crate) struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    /// What it wrote to stderr.
    log: PathBuf,
    /// From the start of the process to the first `200` of `/readyz`.
    pub(crate) ready_after: Duration,
}

/// The store's counters, where the server shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stats {
    /// Conditional writes that succeeded.
    pub(crate) commits: u64,
    /// Transactions that were made durable.
    pub(crate) transactions: u64,
    /// Calls of fdatasync.
    pub(crate) fsyncs: u64,
    /// Bytes handed to the store's file.
    pub(crate) bytes_written: u64,
}

impl Stats {
    /// Reads them from the text format of Prometheus.
    fn read(metrics: &str) -> Option<Self> {
        let value = |name: &str| {
            let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix("_total "));
            line?.trim().parse().ok()
        };
        Some(Self {
            commits: value("aegis_store_commits")?,
            transactions: value("aegis_store_transactions")?,
            fsyncs: value("aegis_store_fsyncs")?,
            bytes_written: value("aegis_store_written_bytes")?,
        })
    }
}

impl Server {
    /// Starts it on the store in `folder`, and waits until it is ready.
    pub(crate) async fn start(program: &Path, folder: &Path, arguments: &[String]) -> Result<Self, Failure> {
        let address = free_address()?;
        let log = folder.join("server.log");
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AEGIS_"))
        {
            command.env_remove(name);
        }
        let begin = Instant::now();
        let child = command
            .arg("--store")
            .arg(folder.join("store"))
            .args(["dev", "--listen", &address.to_string()])
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::options().create(true).append(true).open(&log)?)
            .kill_on_drop(true)
            .spawn()?;
        let mut server = Self { child, url: format!("http://{address}"), log, ready_after: Duration::ZERO };
        server.wait_until_ready(begin).await?;
        Ok(server)
    }

    async fn wait_until_ready(&mut self, begin: Instant) -> Result<(), Failure> {
        let client = Client::new()?;
        let url = format!("{}/readyz", self.url);
        while begin.elapsed() < PATIENCE {
            if client.get(&url).await.is_ok_and(|(status, _)| status == 200) {
                self.ready_after = begin.elapsed();
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(
                    format!("aegis dev ended with {status} before it was ready:\n{}", self.log()).into()
                );
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        Err(format!("aegis dev was not ready after {} s:\n{}", PATIENCE.as_secs(), self.log()).into())
    }

    /// Its process id; 0 once it has ended.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap_or(0)
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The store's counters; `None` where this build shows none.
    pub(crate) async fn stats(&self, client: &Client) -> Option<Stats> {
        let (status, body) = client.get(&format!("{}/metrics", self.url)).await.ok()?;
        if status == 200 { Stats::read(&String::from_utf8_lossy(&body)) } else { None }
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<(), Failure> {
        self.signal(rustix::process::Signal::TERM)?;
        match tokio::time::timeout(PATIENCE, self.child.wait()).await {
            Ok(status) => status.map(|_| ()).map_err(Failure::from),
            Err(_elapsed) => Err("aegis dev did not stop when it was asked to".into()),
        }
    }

    /// Kills it, as a crash would.
    pub(crate) async fn kill(mut self) -> Result<(), Failure> {
        self.child.kill().await.map_err(Failure::from)
    }

    fn signal(&self, signal: rustix::process::Signal) -> Result<(), Failure> {
        let pid = i32::try_from(self.pid()).ok().and_then(rustix::process::Pid::from_raw);
        let pid = pid.ok_or("aegis dev has ended already")?;
        rustix::process::kill_process(pid, signal).map_err(Failure::from)
    }
}

/// An address that nobody listens on. Somebody could take it before the server does; then the start fails loudly.
fn free_address() -> Result<SocketAddr, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_read_by_name() {
        let text = "# TYPE aegis_store_commits_total counter\naegis_store_commits_total 7\n\
                    aegis_store_transactions_total 3\naegis_store_fsyncs_total 4\naegis_store_written_bytes_total 5\n";
        let stats = Stats { commits: 7, transactions: 3, fsyncs: 4, bytes_written: 5 };
        assert_eq!(Stats::read(text), Some(stats));
        assert_eq!(Stats::read("aegis_store_commits_total 7"), None);
    }
}
