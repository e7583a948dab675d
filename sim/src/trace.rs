//! What happened, as lines of text: hashed always, kept whole where asked for. The same seed gives the same bytes.

use sha2::{Digest as _, Sha256};
use std::collections::VecDeque;
use std::fmt::{Arguments, Write as _};

/// Lines that a violation shows.
const TAIL: usize = 40;

/// The trace of a world.
pub(crate) struct Trace {
    hash: Sha256,
    buffer: String,
    tail: VecDeque<String>,
    whole: Option<String>,
}

impl Trace {
    pub(crate) fn new(keep: bool) -> Self {
        Self {
            hash: Sha256::new(),
            buffer: String::new(),
            tail: VecDeque::new(),
            whole: keep.then(String::new),
        }
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, at: i64, what: Arguments<'_>) {
        let mut line =
            if self.tail.len() >= TAIL { self.tail.pop_front().unwrap_or_default() } else { String::new() };
        line.clear();
        // Writing into a string can't fail.
        let _never = writeln!(line, "{:>11}.{:03} {what}", at / 1_000, at % 1_000);
        self.buffer.push_str(&line);
        if self.buffer.len() > 8_192 {
            self.flush();
        }
        self.tail.push_back(line);
    }

    fn flush(&mut self) {
        self.hash.update(self.buffer.as_bytes());
        if let Some(whole) = &mut self.whole {
            whole.push_str(&self.buffer);
        }
        self.buffer.clear();
    }

    /// SHA-256 of all lines, the last lines, and all of them where they were kept.
    pub(crate) fn finish(mut self) -> (String, Vec<String>, Option<String>) {
        self.flush();
        let digest = self.hash.finalize();
        let mut hash = String::with_capacity(64);
        for byte in digest {
            let _never = write!(hash, "{byte:02x}");
        }
        let tail = self.tail.into_iter().map(|line| line.trim_end().to_owned()).collect();
        (hash, tail, self.whole)
    }
}
