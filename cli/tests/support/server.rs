//! The server's process: `aegis dev` on one port and one store, started and killed as often as it takes.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::{Child, Command};

const SIGKILL: i32 = 9;
const SIGABRT: i32 = 6;

/// The server.
pub(crate) struct Server {
    folder: PathBuf,
    port: u16,
    other_side: String,
    child: Option<Child>,
    /// How often it was started.
    pub(crate) starts: usize,
    /// How often it died by a kill or a failpoint.
    pub(crate) kills: usize,
}

impl Server {
    pub(crate) fn new(folder: &Path, other_side: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let other_side = other_side.to_owned();
        Self { folder: folder.to_owned(), port, other_side, child: None, starts: 0, kills: 0 }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn store_file(&self) -> PathBuf {
        self.folder.join("store/store.redb")
    }

    /// What it wrote to stderr, in all its lives.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    pub(crate) fn start(&mut self, failpoint: Option<&str>) {
        let log = File::options().create(true).append(true).open(self.folder.join("log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_aegis"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AEGIS_"))
        {
            command.env_remove(name);
        }
        if let Some(failpoint) = failpoint {
            command.env("AEGIS_FAILPOINT", failpoint);
        }
        command.arg("--store").arg(self.folder.join("store")).args([
            "dev",
            "--listen",
            &format!("127.0.0.1:{}", self.port),
        ]);
        for name in ["researcher", "analyst", "writer"] {
            command.arg("--agent").arg(format!("{name}={}", self.other_side));
        }
        command.arg("--notify-url").arg(format!("{}/notices", self.other_side));
        command
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true);
        self.child = Some(command.spawn().unwrap());
        self.starts += 1;
    }

    /// `kill -9`.
    pub(crate) async fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.start_kill().unwrap();
        let status = child.wait().await.unwrap();
        self.died(status, SIGKILL);
    }

    /// Waits until it has died at its failpoint.
    pub(crate) async fn dies_within(&mut self, patience: Duration) {
        let mut child = self.child.take().unwrap();
        match tokio::time::timeout(patience, child.wait()).await {
            Ok(status) => self.died(status.unwrap(), SIGABRT),
            Err(_elapsed) => panic!("the failpoint was not reached within {patience:?}\n{}", self.log()),
        }
    }

    /// It must have died of nothing else.
    fn died(&mut self, status: ExitStatus, signal: i32) {
        assert_eq!(status.signal(), Some(signal), "the server ended by itself: {status}\n{}", self.log());
        self.kills += 1;
    }
}
