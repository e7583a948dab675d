//! From named paths to a corpus: reads, decodes, hashes, numbers; what can't be read is skipped by name.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::block::Extracted;
use super::corpus::{Corpus, MediaType, SkipReason, Skipped, Source, SourceId};
use super::decode::decode;
use super::pdf::PdfReader;
use super::walk::{Found, printable, unreadable, walk};
use super::{html, markdown, pdf, txt};
use crate::hash::sha256_hex;
use crate::limits;

/// Files read at the same time: parsing is CPU work, and each PDF is a process.
const READERS: usize = 4;
/// Names of skipped files that an error message lists.
const NAMES_IN_MESSAGE: usize = 5;

/// Nothing to work with.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No path was given.
    #[error("no documents were named; name a file or folder, e.g. --docs ./papers")]
    NoPaths,
    /// Not one document could be read.
    #[error(
        "no readable document under {looked}; put at least one md, txt, html or pdf file there, or name another \
         folder{}",
        skipped_names(skipped)
    )]
    NoReadableDocument {
        /// The paths that were named.
        looked: String,
        /// What was found instead, with reasons.
        skipped: Vec<Skipped>,
    },
}

fn skipped_names(skipped: &[Skipped]) -> String {
    let mut text = String::new();
    for file in skipped.iter().take(NAMES_IN_MESSAGE) {
        text.push_str(&format!("\n  skipped {}: {}", file.path, file.reason));
    }
    if skipped.len() > NAMES_IN_MESSAGE {
        text.push_str(&format!("\n  and {} more", skipped.len() - NAMES_IN_MESSAGE));
    }
    text
}

/// Reads everything under `paths` (files or folders). Blocking: CPU and disk work.
///
/// # Errors
/// [`ReadError`] when there is no document to work with; single bad files are in [`Corpus::skipped`].
pub fn read_documents(paths: &[PathBuf], pdf: &dyn PdfReader) -> Result<Corpus, ReadError> {
    if paths.is_empty() {
        return Err(ReadError::NoPaths);
    }
    let walked = walk(paths);
    let mut skipped = walked.skipped;
    let wanted = admit(walked.found, &mut skipped);
    let mut sources: Vec<Source> = Vec::new();
    for (found, outcome) in wanted.iter().zip(read_all(&wanted, pdf)) {
        match outcome {
            Ok(source) => sources.push(source),
            Err(reason) => skipped.push(Skipped { path: found.0.path.clone(), reason }),
        }
    }
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    if sources.is_empty() {
        let looked = paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(ReadError::NoReadableDocument { looked, skipped });
    }
    number(&mut sources);
    Ok(Corpus { sources, skipped })
}

/// Where the originals of a corpus read from `paths` are now, by their relative path.
#[must_use]
pub fn locate_originals(paths: &[PathBuf]) -> BTreeMap<String, PathBuf> {
    walk(paths).found.into_iter().map(|found| (found.path, found.file)).collect()
}

/// Drops what is too big, too many or of an unknown format, before anything is opened.
fn admit(found: Vec<Found>, skipped: &mut Vec<Skipped>) -> Vec<(Found, MediaType)> {
    let (mut wanted, mut total) = (Vec::new(), 0_u64);
    for file in found {
        let media = file.file.extension().and_then(|e| MediaType::of_extension(&e.to_string_lossy()));
        let size = file.file.metadata().map(|metadata| metadata.len());
        let verdict = match (media, size) {
            (None, _) => Err(SkipReason::UnsupportedFormat),
            (_, Err(error)) => Err(unreadable(&error)),
            (_, Ok(bytes)) if bytes > limits::DOCUMENT_BYTES => {
                Err(SkipReason::TooLarge { bytes, limit: limits::DOCUMENT_BYTES })
            }
            (Some(_), Ok(_)) if wanted.len() >= limits::DOCUMENTS => {
                Err(SkipReason::OverTotal { limit: format!("{} documents", limits::DOCUMENTS) })
            }
            (Some(_), Ok(bytes)) if total + bytes > limits::CORPUS_BYTES => {
                Err(SkipReason::OverTotal { limit: format!("{} bytes in all", limits::CORPUS_BYTES) })
            }
            (Some(media), Ok(bytes)) => {
                total += bytes;
                Ok(media)
            }
        };
        match verdict {
            Ok(media) => wanted.push((file, media)),
            Err(reason) => skipped.push(Skipped { path: file.path, reason }),
        }
    }
    wanted
}

/// Reads on a few threads; the result is in the order of `wanted`.
fn read_all(wanted: &[(Found, MediaType)], pdf: &dyn PdfReader) -> Vec<Result<Source, SkipReason>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, Result<Source, SkipReason>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..READERS.min(wanted.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((found, media)) = wanted.get(index) else { return };
                    let outcome = read_one(found, *media, pdf);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, outcome);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

fn read_one(found: &Found, media_type: MediaType, pdf: &dyn PdfReader) -> Result<Source, SkipReason> {
    let bytes = read_bytes(&found.file)?;
    let out = extract(&bytes, media_type, pdf)?;
    let name = found.file.file_stem().map_or_else(|| found.path.clone(), |s| printable(&s.to_string_lossy()));
    Ok(Source {
        id: SourceId::nth(0),
        path: found.path.clone(),
        title: out.title.unwrap_or(name),
        date: out.date,
        media_type,
        bytes: bytes.len() as u64,
        source_sha256: sha256_hex(&bytes),
        text_sha256: sha256_hex(out.text.as_bytes()),
        copy_of: None,
        text: out.text,
        blocks: out.blocks,
    })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, SkipReason> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    file.take(limits::DOCUMENT_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    match bytes.len() as u64 {
        0 => Err(SkipReason::Empty),
        // It grew since its size was asked for.
        size if size > limits::DOCUMENT_BYTES => {
            Err(SkipReason::TooLarge { bytes: size, limit: limits::DOCUMENT_BYTES })
        }
        _ => Ok(bytes),
    }
}

fn extract(bytes: &[u8], media_type: MediaType, pdf: &dyn PdfReader) -> Result<Extracted, SkipReason> {
    let out = match media_type {
        MediaType::Markdown => markdown::extract(&decode(bytes)?),
        MediaType::Text => txt::extract(decode(bytes)?),
        MediaType::Html => html::extract(&decode(bytes)?)?,
        MediaType::Pdf => pdf::extract(&pdf.read(bytes)?)?,
    };
    if out.blocks.is_empty() { Err(SkipReason::NoText) } else { Ok(out) }
}

/// Ids in the order of the paths; a text that was met before makes its source a copy.
fn number(sources: &mut [Source]) {
    let mut first: BTreeMap<String, SourceId> = BTreeMap::new();
    for (index, source) in sources.iter_mut().enumerate() {
        source.id = SourceId::nth(index);
        let words = super::block::collapse(&source.text).to_lowercase();
        let known = first.entry(sha256_hex(words.as_bytes())).or_insert_with(|| source.id.clone());
        source.copy_of = (*known != source.id).then(|| known.clone());
    }
}
