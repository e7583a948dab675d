//! One process of a tool: started on a free port, waited for until it answers, ended by its id. A shell between us and it
//! ends it as well when this process dies without saying so.

use super::Tool;
use std::fs::File;
use std::io::{Error, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longest start: far more than it takes on a busy machine.
const START_MAX: Duration = Duration::from_secs(90);
/// How often it is asked whether it answers.
const ASK_EVERY: Duration = Duration::from_millis(50);
/// Longest wait for one answer.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// Runs its arguments until its stdin ends, then ends them.
const KEEPER: &str = r#"exec 3<&0; "$@" </dev/null & child=$!; read -r _ <&3; kill "$child"; wait "$child""#;

/// Starts ministack. Its runtime API hands each event out in two packets, and the system would hold the second one back for
/// the 40 ms until the function acknowledges the first.
const MINISTACK: &str = "import socketserver; socketserver.StreamRequestHandler.disable_nagle_algorithm = True; \
                         from ministack.app import main; main()";

/// Variables of an environment.
pub(super) type Variables = Vec<(&'static str, String)>;

/// What a server that speaks TLS answers to whoever does not: an alert.
const TLS_ALERT: u8 = 0x15;

/// A running process.
#[derive(Debug)]
pub(super) struct Process {
    keeper: Child,
    /// Where it listens, on 127.0.0.1.
    pub(super) port: u16,
    folder: TempDir,
}

impl Process {
    /// Starts a tool from its folder, with further variables in its environment.
    pub(super) fn start(
        tool: Tool,
        folder: &Path,
        variables: &dyn Fn(u16) -> Variables,
    ) -> Result<Self, String> {
        let told = |error: Error| error.to_string();
        let port = free_port().map_err(told)?;
        let scratch = tempfile::tempdir().map_err(told)?;
        let log = File::create(scratch.path().join("log.txt")).map_err(told)?;
        let mut command = Command::new("sh");
        command.args(["-c", KEEPER, "sh"]);
        match tool {
            Tool::DynamoDbLocal => dynamodb_local(&mut command, folder, port),
            Tool::Ministack => ministack(&mut command, folder, port, scratch.path()),
        }
        command.envs(variables(port));
        let errors = log.try_clone().map_err(told)?;
        let keeper = command
            .current_dir(scratch.path())
            .stdin(Stdio::piped())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .map_err(|error| format!("sh: {error}"))?;
        let process = Self { keeper, port, folder: scratch };
        process.wait()?;
        Ok(process)
    }

    fn wait(&self) -> Result<(), String> {
        let begin = Instant::now();
        while begin.elapsed() < START_MAX {
            if answers(self.port) {
                return Ok(());
            }
            std::thread::sleep(ASK_EVERY);
        }
        let log = std::fs::read_to_string(self.folder.path().join("log.txt")).unwrap_or_default();
        Err(format!("no answer on port {} within {START_MAX:?}; its log:\n{log}", self.port))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The end of its stdin ends the keeper, after the tool.
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
    }
}

fn dynamodb_local(command: &mut Command, folder: &Path, port: u16) {
    let libraries = folder.join("lib");
    let mut natives = std::ffi::OsString::from("-Djava.library.path=");
    natives.push(&libraries);
    command
        .args(["java", "-XX:TieredStopAtLevel=1", "-Xmx512m"])
        .arg(natives)
        .arg("-cp")
        .arg(libraries.join("*"))
        .arg("software.amazon.dynamodb.services.local.main.ServerRunner")
        .args(["-inMemory", "-sharedDb", "-disableTelemetry", "-port", &port.to_string()]);
}

fn ministack(command: &mut Command, folder: &Path, port: u16, home: &Path) {
    // Its functions inherit the whole environment: only what they need is in it.
    command
        .arg(folder.join("venv").join("bin").join("python3"))
        .args(["-c", MINISTACK])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        // Where it unpacks functions: it leaves them behind, and this folder goes with it.
        .env("TMPDIR", home)
        .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
        .env("GATEWAY_PORT", port.to_string())
        .env("BIND_HOST", "127.0.0.1")
        // The one service with a fixed port of its own.
        .env("IOT_MTLS_ENABLED", "0");
}

fn free_port() -> Result<u16, Error> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Whether something speaks HTTP there, or TLS: that one ends a connection that does not.
fn answers(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let Ok(mut stream) = TcpStream::connect_timeout(&address, ANSWER_MAX) else { return false };
    let mut start = [0_u8; 5];
    let asked = stream
        .set_read_timeout(Some(ANSWER_MAX))
        .and_then(|()| stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .and_then(|()| stream.read(&mut start));
    match asked {
        Ok(0) => true,
        Ok(_) => start.starts_with(b"HT") || start.first() == Some(&TLS_ALERT),
        Err(_) => false,
    }
}
