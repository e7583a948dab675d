//! Documents parsed in another process that can be killed; parses nothing here.

use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::block::Extracted;
use super::child::{PANICKED, Reply, TOO_DEMANDING};
use super::media::MediaType;
use super::skip::SkipReason;
use crate::limits;

/// How often a child that has closed its output is asked whether it has ended.
const EXIT_POLL: Duration = Duration::from_millis(1);

/// Parses documents whose parser must not run in this process. Blocking; called from several threads.
pub trait DocumentParser: Send + Sync {
    /// The document's text and blocks.
    ///
    /// # Errors
    /// Why the document has to be skipped.
    fn parse(&self, media: MediaType, document: &[u8]) -> Result<Extracted, SkipReason>;
}

/// Skips by name every document that needs a process of its own: for homes that can't start one.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoParser;

impl DocumentParser for NoParser {
    fn parse(&self, _media: MediaType, _document: &[u8]) -> Result<Extracted, SkipReason> {
        Err(not_started("this program was started without one"))
    }
}

/// Runs `program args... FORMAT` with the document on stdin; the program is expected to call
/// [`parser_child_main`](super::parser_child_main).
#[derive(Clone, Debug)]
pub struct SubprocessParser {
    program: PathBuf,
    args: Vec<OsString>,
    wall_time: Duration,
}

impl SubprocessParser {
    /// Starts `program args... FORMAT` for each document.
    #[must_use]
    pub fn new(program: PathBuf, args: Vec<OsString>) -> Self {
        Self { program, args, wall_time: limits::PARSER_WALL_TIME }
    }

    /// The same with another wall time.
    #[must_use]
    pub fn with_wall_time(self, wall_time: Duration) -> Self {
        Self { wall_time, ..self }
    }

    fn too_slow(&self) -> SkipReason {
        SkipReason::TooSlow { seconds: self.wall_time.as_secs() }
    }
}

impl DocumentParser for SubprocessParser {
    fn parse(&self, media: MediaType, document: &[u8]) -> Result<Extracted, SkipReason> {
        let deadline = Instant::now() + self.wall_time;
        let mut command = Command::new(&self.program);
        command.args(&self.args).arg(media.as_str()).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = Reaped(command.spawn().map_err(|e| could_not_start(&e))?);
        let Some(reply) = self.converse(&mut child.0, document, deadline)? else {
            return Err(self.too_slow());
        };
        match wait(&mut child.0, deadline)? {
            Some(status) if status.success() => read(&reply),
            Some(status) => Err(self.failure(status)),
            None => Err(self.too_slow()),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
fn could_not_start(error: &std::io::Error) -> SkipReason {
    not_started(match error.kind() {
        ErrorKind::NotFound => "its program is not where it was; install Aegis again",
        ErrorKind::PermissionDenied => "its program may not be run here",
        _ => "the system starts no more processes; try again when it has less to do",
    })
}

fn not_started(detail: &str) -> SkipReason {
    SkipReason::NoReader { detail: detail.to_owned() }
}

/// The child may have been taken over by its document: what it says is checked before anybody relies on it.
fn read(reply: &[u8]) -> Result<Extracted, SkipReason> {
    match serde_json::from_slice(reply) {
        Ok(Reply::Read(out)) if out.is_sound() => Ok(out),
        Ok(Reply::Skipped(reason)) => Err(reason),
        Ok(Reply::Read(_)) | Err(_) => Err(SkipReason::broken("its parser gave no proper answer")),
    }
}

/// Killed and reaped whichever way the reader returns: no zombie, no process left behind.
struct Reaped(Child);

impl Drop for Reaped {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            drop(self.0.kill());
            drop(self.0.wait());
        }
    }
}

impl SubprocessParser {
    /// Writes the document and reads the reply at the same time, else both sides wait for each other. `None` when the
    /// deadline has passed.
    fn converse(
        &self,
        child: &mut Child,
        document: &[u8],
        deadline: Instant,
    ) -> Result<Option<Vec<u8>>, SkipReason> {
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(not_started("no pipes"));
        };
        let (sender, receiver) = channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // A child that gives up early closes its end; its reply says why.
                drop(stdin.write_all(document));
            });
            scope.spawn(move || {
                let mut reply = Vec::new();
                let read = stdout.take(limits::PARSER_REPLY_BYTES + 1).read_to_end(&mut reply);
                drop(sender.send(read.map(|_| reply)));
            });
            let received = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now()));
            let fits = |reply: &[u8]| reply.len() as u64 <= limits::PARSER_REPLY_BYTES;
            if !matches!(&received, Ok(Ok(reply)) if fits(reply)) {
                // Ends both threads: their pipes break.
                drop(child.kill());
            }
            match received {
                Ok(Ok(reply)) if fits(&reply) => Ok(Some(reply)),
                Ok(Ok(_)) => Err(SkipReason::TooDemanding),
                Ok(Err(_)) => Err(not_started("its answer broke off")),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(None),
            }
        })
    }

    /// A child without an exit code was ended by a signal: the CPU limit's, or an abort when memory ran out.
    fn failure(&self, status: ExitStatus) -> SkipReason {
        let cpu = rustix::process::Signal::XCPU.as_raw();
        match status.code() {
            Some(code) if code == i32::from(TOO_DEMANDING) => SkipReason::TooDemanding,
            Some(code) if code == i32::from(PANICKED) => SkipReason::broken("its parser gave up"),
            Some(code) => not_started(&format!("it ended with code {code}")),
            None if status.signal() == Some(cpu) => self.too_slow(),
            None => SkipReason::TooDemanding,
        }
    }
}

/// `None` when the deadline has passed.
fn wait(child: &mut Child, deadline: Instant) -> Result<Option<ExitStatus>, SkipReason> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(Some(status)),
            Ok(None) if Instant::now() < deadline => std::thread::sleep(EXIT_POLL),
            Ok(None) => return Ok(None),
            Err(_) => return Err(not_started("it was lost while it worked")),
        }
    }
}
