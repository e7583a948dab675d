//! A server of its own for a stage: the built program with a fresh store on a free port. It must leave nothing behind.

use crate::context::Context;
use crate::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use xshell::cmd;

/// How long a server may take until it answers: far more than it needs on a busy machine.
const START_MAX: Duration = Duration::from_secs(60);
/// How often its address is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The program: the one that `AEGIS_PROGRAM` names, to try a build from elsewhere; else built as users build it.
pub(crate) fn program(context: &Context) -> Result<PathBuf, Error> {
    if let Some(program) = std::env::var_os("AEGIS_PROGRAM") {
        return Ok(context.root.join(program));
    }
    cmd!(context.shell, "cargo build --release --locked --quiet").quiet().run()?;
    Ok(context.target.join("release").join("aegis"))
}

/// `aegis dev`, until it is dropped.
pub(crate) struct Server {
    child: Child,
    folder: TempDir,
    /// Its address, without a slash at the end.
    pub(crate) url: String,
}

impl Server {
    /// Starts one and waits until it answers.
    pub(crate) fn start(context: &Context) -> Result<Self, Error> {
        let program = program(context)?;
        let folder = TempDir::new().map_err(Error::file("a temporary folder"))?;
        let log = std::fs::File::create(context.scratch("server")?.join("log.txt"))
            .map_err(Error::file("log.txt"))?;
        let child = Command::new(&program)
            .args(["dev", "--listen", "127.0.0.1:0", "--store"])
            .arg(folder.path().join("store"))
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|source| Error::Start { program: program.display().to_string(), source })?;
        let mut server = Self { child, folder, url: String::new() };
        server.url = server.wait()?;
        Ok(server)
    }

    /// The folder of its store.
    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn wait(&mut self) -> Result<String, Error> {
        let begin = Instant::now();
        while begin.elapsed() < START_MAX {
            if let Some(url) = address(&self.store()) {
                return Ok(url);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Error::Unexpected(format!(
                    "aegis dev ended with {status}; see its log in the gate's folder"
                )));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Err(Error::Unexpected("aegis dev did not say where it listens".to_owned()))
    }
}

/// The address that the server has written into its store.
fn address(store: &Path) -> Option<String> {
    let text = std::fs::read_to_string(store.join("endpoint.json")).ok()?;
    let endpoint: serde_json::Value = serde_json::from_str(&text).ok()?;
    endpoint.get("url")?.as_str().map(str::to_owned)
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
