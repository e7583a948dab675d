//! From named paths to a corpus: reads, decodes, hashes, numbers; what can't be read is skipped by name.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::budget::{Kept, Time};
use super::corpus::{Corpus, Skipped, Source, SourceId};
use super::formats::{extract, is_plain};
use super::media::{MediaType, READABLE};
use super::similarity::{Sketch, copies};
use super::skip::SkipReason;
use super::subprocess::DocumentParser;
use super::walk::{Found, printable, walk};
use crate::hash::sha256_hex;
use crate::language::{LanguageCode, detect};
use crate::limits;

/// Names of skipped files that an error message lists.
const NAMES_IN_MESSAGE: usize = 5;

/// Nothing to work with.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No path was given.
    #[error("no documents were named; name a file or folder, e.g. --docs ./papers")]
    NoPaths,
    /// Not one document could be read.
    #[error("no readable document under {looked}; readable are {READABLE}{}", skipped_names(skipped))]
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

/// Reads everything under `paths` (files or folders). Blocking: CPU and disk work, on as many threads as there are
/// cores. Formats whose parsers may need more than a document is worth go through `parser`.
///
/// # Errors
/// [`ReadError`] when there is no document to work with; single bad files are in [`Corpus::skipped`].
pub fn read_documents(paths: &[PathBuf], parser: &dyn DocumentParser) -> Result<Corpus, ReadError> {
    read_documents_within(limits::READING_TIME, paths, parser)
}

/// The same within another time for all documents together. What has no time left is skipped by name, except for plain
/// text and tables, which cost no more time than their bytes.
///
/// # Errors
/// As [`read_documents`].
pub fn read_documents_within(
    time: Duration,
    paths: &[PathBuf],
    parser: &dyn DocumentParser,
) -> Result<Corpus, ReadError> {
    let time = Time::starting(time);
    if paths.is_empty() {
        return Err(ReadError::NoPaths);
    }
    let walked = walk(paths);
    let mut skipped = walked.skipped;
    let wanted = admit(walked.found, &mut skipped);
    let (mut sources, mut sketches) = (Vec::new(), Vec::new());
    let (mut kept, mut full) = (Kept::default(), None);
    for (found, outcome) in wanted.iter().zip(read_all(&wanted, parser, time)) {
        let outcome = outcome.and_then(|(source, sketch)| {
            let all = kept.and(&source);
            // Nothing later either, be it as small as it may: which of the rest was read depends on the threads.
            full = full.take().or_else(|| all.over());
            full.clone().map_or(Ok((all, source, sketch)), Err)
        });
        match outcome {
            Ok((all, source, sketch)) => {
                kept = all;
                sources.push(source);
                sketches.push(sketch);
            }
            Err(reason) => skipped.push(Skipped { path: found.0.path.clone(), reason }),
        }
    }
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    if sources.is_empty() {
        let looked = paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(ReadError::NoReadableDocument { looked, skipped });
    }
    number(&mut sources, &sketches);
    fill_languages(&mut sources);
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
            (_, Err(error)) => Err(SkipReason::refused(&error)),
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

type Outcome = Result<(Source, Sketch), SkipReason>;

/// Reads on as many threads as there are cores; the result is in the order of `wanted`. Once what was read is over a limit
/// of a run, the rest is not read: whatever comes later in the order can't be part of it.
fn read_all(wanted: &[(Found, MediaType)], parser: &dyn DocumentParser, time: Time) -> Vec<Outcome> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(wanted.len());
    let (next, kept) = (AtomicUsize::new(0), Mutex::new(Kept::default()));
    let done: Mutex<BTreeMap<usize, Outcome>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    // Before the number is taken: what is counted here then stands earlier in the order.
                    let full = lock(&kept).over();
                    let index = next.fetch_add(1, Ordering::SeqCst);
                    let Some((found, media)) = wanted.get(index) else { return };
                    let late = || time.used_up().filter(|_| !is_plain(*media));
                    let outcome = match full.or_else(late) {
                        Some(reason) => Err(reason),
                        None => read_one(found, *media, parser),
                    };
                    if let Ok((source, _)) = &outcome {
                        let mut kept = lock(&kept);
                        *kept = kept.and(source);
                    }
                    lock(&done).insert(index, outcome);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_one(found: &Found, media_type: MediaType, parser: &dyn DocumentParser) -> Outcome {
    let bytes = read_bytes(&found.file)?;
    let out = extract(media_type, &bytes, parser)?;
    let name = found.file.file_stem().map_or_else(|| found.path.clone(), |s| printable(&s.to_string_lossy()));
    let sketch = Sketch::of(&out.text);
    let source = Source {
        id: SourceId::nth(0),
        path: found.path.clone(),
        title: out.title.unwrap_or(name),
        date: out.date,
        media_type,
        bytes: bytes.len() as u64,
        source_sha256: sha256_hex(&bytes),
        text_sha256: sha256_hex(out.text.as_bytes()),
        copy_of: None,
        copy_percent: None,
        language: detect(&out.text),
        sheets: out.sheets,
        text: out.text,
        blocks: out.blocks,
    };
    Ok((source, sketch))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, SkipReason> {
    let file = File::open(path).map_err(|error| SkipReason::refused(&error))?;
    let mut bytes = Vec::new();
    file.take(limits::DOCUMENT_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| SkipReason::refused(&error))?;
    match bytes.len() as u64 {
        0 => Err(SkipReason::Empty),
        // It grew since its size was asked for.
        size if size > limits::DOCUMENT_BYTES => {
            Err(SkipReason::TooLarge { bytes: size, limit: limits::DOCUMENT_BYTES })
        }
        _ => Ok(bytes),
    }
}

/// Ids in the order of the paths; a text that was met before, or nearly so, makes its source a copy.
fn number(sources: &mut [Source], sketches: &[Sketch]) {
    for ((index, source), copy) in sources.iter_mut().enumerate().zip(copies(sketches)) {
        source.id = SourceId::nth(index);
        source.copy_of = copy.map(|(original, _)| SourceId::nth(original));
        source.copy_percent = copy.map(|(_, percent)| percent);
    }
}

/// A source too short to tell is taken to be in the language of most of the others.
fn fill_languages(sources: &mut [Source]) {
    let mut texts: BTreeMap<LanguageCode, usize> = BTreeMap::new();
    for language in sources.iter().filter_map(|source| source.language) {
        *texts.entry(language).or_default() += 1;
    }
    let most = texts.into_iter().max_by_key(|(language, texts)| (*texts, std::cmp::Reverse(*language)));
    for source in sources.iter_mut().filter(|source| source.language.is_none()) {
        source.language = most.map(|(language, _)| language);
    }
}
