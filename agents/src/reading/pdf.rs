//! Text of a PDF, always from another process that can be killed; no PDF is parsed here.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::block::{BlockKind, Extracted, collapse};
use super::corpus::SkipReason;
use super::pdf_child::ChildExit;
use super::txt;
use crate::limits;

/// How often a child that has closed its output is asked whether it has ended.
const EXIT_POLL: Duration = Duration::from_millis(5);

/// Why a PDF has no text for us.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The reader could not be started, or there is none.
    #[error("the PDF reader cannot be started: {0}")]
    NotStarted(String),
    /// Password needed.
    #[error("encrypted")]
    Encrypted,
    /// Not a PDF, damaged, or the parser gave up.
    #[error("damaged: {0}")]
    Malformed(String),
    /// Killed after the wall time.
    #[error("too slow")]
    TooSlow,
    /// Over the memory or output limit.
    #[error("too demanding")]
    TooDemanding,
}

impl From<PdfError> for SkipReason {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::NotStarted(detail) => Self::NoPdfReader { detail },
            PdfError::Encrypted => Self::Encrypted,
            PdfError::Malformed(detail) => Self::Malformed { detail },
            PdfError::TooSlow => Self::TooSlow { seconds: limits::PDF_WALL_TIME.as_secs() },
            PdfError::TooDemanding => Self::TooDemanding,
        }
    }
}

/// Reads PDFs. Blocking; called from several threads.
pub trait PdfReader: Send + Sync {
    /// The text, pages separated by form feeds.
    ///
    /// # Errors
    /// See [`PdfError`].
    fn read(&self, pdf: &[u8]) -> Result<String, PdfError>;
}

/// Skips every PDF by name: for homes without a program that can be started.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPdfReader;

impl PdfReader for NoPdfReader {
    fn read(&self, _pdf: &[u8]) -> Result<String, PdfError> {
        Err(PdfError::NotStarted("this program was started without one".to_owned()))
    }
}

/// Runs `program args...` with the PDF on stdin; the program is expected to call
/// [`pdf_child_main`](super::pdf_child_main).
#[derive(Clone, Debug)]
pub struct SubprocessPdfReader {
    program: PathBuf,
    args: Vec<OsString>,
    wall_time: Duration,
}

impl SubprocessPdfReader {
    /// Starts `program args...` for each PDF.
    #[must_use]
    pub fn new(program: PathBuf, args: Vec<OsString>) -> Self {
        Self { program, args, wall_time: limits::PDF_WALL_TIME }
    }

    /// The same with another wall time.
    #[must_use]
    pub fn with_wall_time(self, wall_time: Duration) -> Self {
        Self { wall_time, ..self }
    }
}

impl PdfReader for SubprocessPdfReader {
    fn read(&self, pdf: &[u8]) -> Result<String, PdfError> {
        let deadline = Instant::now() + self.wall_time;
        let mut command = Command::new(&self.program);
        command.args(&self.args).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = Reaped(command.spawn().map_err(|e| PdfError::NotStarted(e.kind().to_string()))?);
        let text = converse(&mut child.0, pdf, deadline)?;
        let status = wait(&mut child.0, deadline)?;
        if status.success() {
            return String::from_utf8(text).map_err(|_| PdfError::Malformed("text is not UTF-8".to_owned()));
        }
        Err(failure(status))
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

/// Writes the PDF and reads the text at the same time, else both sides wait for each other.
fn converse(child: &mut Child, pdf: &[u8], deadline: Instant) -> Result<Vec<u8>, PdfError> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(PdfError::NotStarted("no pipes".to_owned()));
    };
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A child that gives up early closes its end; its exit status says why.
            drop(stdin.write_all(pdf));
        });
        scope.spawn(move || {
            let mut text = Vec::new();
            let read = stdout.take(limits::PDF_TEXT_BYTES + 1).read_to_end(&mut text);
            drop(sender.send(read.map(|_| text)));
        });
        let received = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        let done = matches!(&received, Ok(Ok(text)) if text.len() as u64 <= limits::PDF_TEXT_BYTES);
        if !done {
            // Ends both threads: their pipes break.
            drop(child.kill());
        }
        match received {
            Ok(Ok(text)) if done => Ok(text),
            Ok(Ok(_)) => Err(PdfError::TooDemanding),
            Ok(Err(error)) => Err(PdfError::Malformed(error.kind().to_string())),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(PdfError::TooSlow),
        }
    })
}

fn wait(child: &mut Child, deadline: Instant) -> Result<ExitStatus, PdfError> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < deadline => std::thread::sleep(EXIT_POLL),
            Ok(None) => return Err(PdfError::TooSlow),
            Err(error) => return Err(PdfError::Malformed(error.kind().to_string())),
        }
    }
}

/// A child without an exit code was ended by a signal: the CPU limit's, or an abort when memory ran out.
fn failure(status: ExitStatus) -> PdfError {
    let cpu = rustix::process::Signal::XCPU.as_raw();
    match status.code().map(ChildExit::of_code) {
        Some(Some(ChildExit::Encrypted)) => PdfError::Encrypted,
        Some(Some(ChildExit::TooDemanding)) => PdfError::TooDemanding,
        Some(Some(ChildExit::Malformed)) => PdfError::Malformed("not a readable PDF".to_owned()),
        Some(Some(ChildExit::Panicked)) => PdfError::Malformed("the parser gave up".to_owned()),
        Some(Some(ChildExit::Done) | None) => PdfError::Malformed(format!("the reader ended with {status}")),
        None if status.signal() == Some(cpu) => PdfError::TooSlow,
        None => PdfError::TooDemanding,
    }
}

/// The reader's text into blocks with page numbers; lines of a paragraph are joined.
pub(super) fn extract(text: &str) -> Result<Extracted, SkipReason> {
    let mut out = Extracted::default();
    let mut page_number = 0_u32;
    for page in text.split('\u{c}') {
        page_number += 1;
        let mut pending = String::new();
        for block in txt::blocks(page, 0, None) {
            // A hyphen at a line's end may belong to the word or not: it stays, the break goes.
            let text = collapse(&page.get(block.start..block.end).unwrap_or_default().replace("-\n", "-"));
            let continues = text.starts_with(char::is_lowercase) && !pending.ends_with(['.', '!', '?', ':']);
            if continues && !pending.is_empty() {
                pending.push(' ');
            } else {
                push(&mut out, &std::mem::take(&mut pending), page_number);
            }
            pending.push_str(&text);
        }
        push(&mut out, &pending, page_number);
    }
    if out.text.is_empty() {
        return Err(SkipReason::NoText);
    }
    out.title = out.first_heading();
    Ok(out)
}

fn push(out: &mut Extracted, text: &str, page: u32) {
    let kind = txt::blocks(text, 0, None).first().map_or(BlockKind::Paragraph, |block| block.kind);
    out.push(kind, text, Some(page));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_and_pages_counted() {
        let out =
            extract("Heat pumps\n\nA pump moves\nheat.\n\nIt uses\n\nlittle power.\u{c}Second page here.")
                .unwrap();
        let found: Vec<_> = out.blocks.iter().map(|b| (&out.text[b.start..b.end], b.page)).collect();
        assert_eq!(
            found,
            [
                ("Heat pumps", Some(1)),
                ("A pump moves heat.", Some(1)),
                ("It uses little power.", Some(1)),
                ("Second page here.", Some(2)),
            ]
        );
        assert_eq!(extract(" \u{c} ").unwrap_err(), SkipReason::NoText);
    }
}
