//! The child's side of parsing a document: limits itself, reads stdin, writes the reply to stdout, ends; never called
//! in a process that has anything else to do.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};

use super::block::Extracted;
use super::formats::parse;
use super::media::MediaType;
use super::skip::SkipReason;
use crate::limits;

/// What the child writes to stdout, as JSON: the contract between both sides.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    /// The document's text.
    Read(Extracted),
    /// Why it has none for us.
    Skipped(SkipReason),
}

/// Exit codes where there is no reply.
pub(super) const PANICKED: u8 = 15;
pub(super) const TOO_DEMANDING: u8 = 16;
const NO_SUCH_FORMAT: u8 = 17;

/// Parses the document on stdin, of the format that the first of `args` names (as [`MediaType::as_str`]), and writes
/// a reply to stdout. Takes limits on memory, CPU and files first, so a hostile document can only end this process.
/// Returns the exit code (0 = there is a reply).
#[must_use]
pub fn parser_child_main(mut args: impl Iterator<Item = OsString>) -> u8 {
    let name = args.next().unwrap_or_default();
    let Some(media) = MediaType::of_name(&name.to_string_lossy()) else { return NO_SUCH_FORMAT };
    // What a parser prints while panicking is of no use to anybody: the exit code says it.
    std::panic::set_hook(Box::new(|_| {}));
    match limit_self() {
        Ok(()) => catch_unwind(AssertUnwindSafe(|| run(media))).unwrap_or(PANICKED),
        Err(_) => TOO_DEMANDING,
    }
}

fn limit_self() -> rustix::io::Result<()> {
    let hard = |value| Rlimit { current: Some(value), maximum: Some(value) };
    setrlimit(Resource::As, hard(limits::PARSER_MEMORY_BYTES))?;
    // The hard limit is one second later: the soft one's signal tells the parent what happened.
    let cpu = limits::PARSER_CPU_SECONDS;
    setrlimit(Resource::Cpu, Rlimit { current: Some(cpu), maximum: Some(cpu + 1) })?;
    setrlimit(Resource::Core, hard(0))?;
    // Its pipes are open already, and nothing else is any business of a parser.
    setrlimit(Resource::Nofile, hard(0))?;
    setrlimit(Resource::Fsize, hard(0))
}

fn run(media: MediaType) -> u8 {
    let mut bytes = Vec::new();
    let reply = match std::io::stdin().take(limits::DOCUMENT_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) => parse(media, &bytes).map_or_else(Reply::Skipped, Reply::Read),
        Err(error) => Reply::Skipped(SkipReason::refused(&error)),
    };
    drop(bytes);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = serde_json::to_writer(&mut out, &reply).is_ok() && out.flush().is_ok();
    if written { 0 } else { TOO_DEMANDING }
}
