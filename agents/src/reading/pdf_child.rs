//! The child's side of reading a PDF: limits itself, reads stdin, writes stdout, ends; never called in a process
//! that has anything else to do.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::limits;

/// How the child ended; the numbers are the contract between both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChildExit {
    Done = 0,
    Encrypted = 13,
    Malformed = 14,
    Panicked = 15,
    TooDemanding = 16,
}

impl ChildExit {
    pub(super) fn of_code(code: i32) -> Option<Self> {
        let all = [Self::Done, Self::Encrypted, Self::Malformed, Self::Panicked, Self::TooDemanding];
        all.into_iter().find(|exit| i32::from(exit.code()) == code)
    }

    fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Encrypted => 13,
            Self::Malformed => 14,
            Self::Panicked => 15,
            Self::TooDemanding => 16,
        }
    }
}

/// Reads a PDF from stdin and writes its text to stdout, pages separated by form feeds. Takes limits on memory, CPU
/// and files first, so a hostile PDF can only end this process. Returns the exit code (0 = text written).
#[must_use]
pub fn pdf_child_main() -> u8 {
    // What the parser prints while panicking is of no use to anybody: the exit code says it.
    std::panic::set_hook(Box::new(|_| {}));
    let exit = match limit_self() {
        Ok(()) => catch_unwind(AssertUnwindSafe(run)).unwrap_or(ChildExit::Panicked),
        Err(_) => ChildExit::TooDemanding,
    };
    exit.code()
}

fn limit_self() -> rustix::io::Result<()> {
    let hard = |value| Rlimit { current: Some(value), maximum: Some(value) };
    setrlimit(Resource::As, hard(limits::PDF_MEMORY_BYTES))?;
    // The hard limit is one second later: the soft one's signal tells the parent what happened.
    let cpu = limits::PDF_CPU_SECONDS;
    setrlimit(Resource::Cpu, Rlimit { current: Some(cpu), maximum: Some(cpu + 1) })?;
    setrlimit(Resource::Core, hard(0))?;
    setrlimit(Resource::Fsize, hard(0))
}

fn run() -> ChildExit {
    let mut pdf = Vec::new();
    let read = std::io::stdin().take(limits::DOCUMENT_BYTES + 1).read_to_end(&mut pdf);
    if read.is_err() {
        return ChildExit::Malformed;
    }
    let Ok(mut document) = Document::load_mem(&pdf) else { return ChildExit::Malformed };
    // Many files are encrypted with an empty password, only to restrict printing.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return ChildExit::Encrypted;
    }
    let text = match text(&document) {
        Ok(text) => text,
        Err(exit) => return exit,
    };
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ChildExit::Done,
        Err(_) => ChildExit::TooDemanding,
    }
}

/// Pages that fail are left empty; a document of which no page can be read is malformed.
fn text(document: &Document) -> Result<String, ChildExit> {
    let pages = document.get_pages();
    let (mut text, mut read) = (String::new(), 0_usize);
    for (index, number) in pages.keys().enumerate() {
        if index > 0 {
            text.push('\u{c}');
        }
        let mut page = String::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            output_doc_page(document, &mut PlainTextOutput::new(&mut page), *number)
        }));
        if matches!(outcome, Ok(Ok(()))) {
            read += 1;
            text.push_str(&page);
        }
        if text.len() as u64 > limits::PDF_TEXT_BYTES {
            return Err(ChildExit::TooDemanding);
        }
    }
    if read == 0 { Err(ChildExit::Malformed) } else { Ok(text) }
}
