//! Reads documents into a corpus of text snapshots; ranks, judges and quotes nothing.

mod block;
mod corpus;
mod decode;
mod html;
mod markdown;
mod pdf;
mod pdf_child;
mod read;
mod txt;
mod walk;

pub use block::{Block, BlockKind, Extracted};
pub use corpus::{Corpus, MediaType, SkipReason, Skipped, Source, SourceId};
pub use pdf::{NoPdfReader, PdfError, PdfReader, SubprocessPdfReader};
pub use pdf_child::pdf_child_main;
pub use read::{ReadError, locate_originals, read_documents};
