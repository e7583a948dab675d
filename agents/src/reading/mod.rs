//! Reads documents into a corpus of text snapshots; ranks, judges and quotes nothing.

mod block;
mod budget;
mod child;
mod corpus;
mod decode;
mod epub;
mod formats;
mod html;
mod json;
mod mail;
mod markdown;
mod media;
mod odf;
mod ooxml;
mod package;
mod pdf;
mod read;
mod sheets;
mod similarity;
mod skip;
mod subprocess;
mod table;
mod txt;
mod walk;
mod xml;

pub(crate) use block::clip;
pub use block::{Block, BlockKind, Extracted, Place};
pub use child::parser_child_main;
pub(crate) use corpus::folder;
pub use corpus::{Corpus, Skipped, Source, SourceId};
pub use media::{MediaType, READABLE};
pub use read::{ReadError, locate_originals, read_documents, read_documents_within};
pub use skip::SkipReason;
pub use subprocess::{DocumentParser, NoParser, SubprocessParser};
