//! Runs a command for a limited time. One that does not end is ended, with all that it started.

use crate::error::Error;
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What a command printed on stdout, and how it ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) stdout: Vec<u8>,
    pub(super) status: ExitStatus,
}

/// Runs a command until it and all that holds its stdout have ended, at most for `limit`.
pub(super) fn run(mut command: Command, shown: &str, limit: Duration) -> Result<Ended, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |source| Error::Start { program: program.clone(), source };
    // A group of its own: what the command has started is ended with it.
    let mut child = command.process_group(0).stdout(Stdio::piped()).spawn().map_err(failed)?;
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut stdout = Vec::new();
        let read = child.stdout.take().map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut stdout));
        let ended = read.and_then(|_| child.wait()).map(|status| Ended { stdout, status });
        // Nobody listens any more where the time was over.
        let _late = sender.send(ended);
    });
    match receiver.recv_timeout(limit) {
        Ok(ended) => ended.map_err(failed),
        Err(_) => {
            if let Some(group) = group {
                // It may have ended by itself in this moment.
                let _gone = kill_process_group(group, Signal::KILL);
            }
            Err(Error::TooSlow { command: shown.to_owned(), seconds: limit.as_secs_f64() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn bash(script: &str) -> Command {
        let mut command = Command::new("bash");
        command.args(["-c", script]).stdin(Stdio::null());
        command
    }

    #[test]
    fn a_command_that_ends_gives_what_it_printed_and_its_code() {
        let ended = run(bash("echo a; exit 3"), "it", Duration::from_secs(60)).unwrap();
        assert_eq!((ended.stdout.as_slice(), ended.status.code()), (b"a\n".as_slice(), Some(3)));
    }

    #[test]
    fn a_command_that_never_ends_is_named_and_ended_with_what_it_started() {
        let folder = tempfile::TempDir::new().unwrap();
        let pids = folder.path().join("pids");
        let script = format!("tail -f /dev/null & echo $$ $! > {}; wait", pids.display());
        let began = Instant::now();
        let error = run(bash(&script), "tail -f", Duration::from_secs(2)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`tail -f` did not end within 2 s and was ended; shorten it, or leave it out of the transcripts"
        );
        assert!(began.elapsed() < Duration::from_secs(60));
        let pids = std::fs::read_to_string(pids).unwrap();
        assert_eq!(pids.split_whitespace().count(), 2, "both were running");
        for pid in pids.split_whitespace() {
            assert!(is_over(pid), "process {pid} is still there");
        }
    }

    /// Ended, or waiting to be buried by whoever adopted it.
    fn is_over(pid: &str) -> bool {
        for _try in 0..1_000_000 {
            let status = std::fs::read_to_string(format!("/proc/{pid}/stat"));
            match status {
                Err(_) => return true,
                Ok(status) if status.contains(") Z ") => return true,
                Ok(_) => thread::yield_now(),
            }
        }
        false
    }
}
