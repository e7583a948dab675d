//! What all documents of one run may cost together: hours of hostile files end after the time that a run has.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

mod common;

use std::fs;
use std::time::{Duration, Instant};

use agents::limits;
use agents::reading::{Corpus, SkipReason, SubprocessParser, read_documents, read_documents_within};
use agents::writing::names;

/// Long enough for some documents and far too short for all.
const TIME: Duration = Duration::from_secs(2);
const ONE: Duration = Duration::from_millis(100);
const HOSTILE: usize = limits::DOCUMENTS - 2;

/// Documents whose parsers never end, and two that cost nothing, the last one in the alphabet.
fn hostile_folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..HOSTILE {
        fs::write(dir.path().join(format!("loop-{number:04}.pdf")), "%PDF-1.7").unwrap();
    }
    fs::write(dir.path().join("a.txt"), "The bridge of Elmfold opened in 1994 after a long dispute.")
        .unwrap();
    fs::write(dir.path().join("z.csv"), "Bridge,Length\nElmfold,320 m\n").unwrap();
    dir
}

fn over_total(corpus: &Corpus) -> Vec<&str> {
    let late = corpus.skipped.iter().filter(|file| matches!(file.reason, SkipReason::OverTotal { .. }));
    late.map(|file| file.path.as_str()).collect()
}

#[test]
fn thousands_of_slow_documents_end_after_the_time_of_a_run_and_each_is_named() {
    let dir = hostile_folder();
    // It reads nothing and answers nothing until it is killed.
    let endless =
        SubprocessParser::new("tail".into(), vec!["-f".into(), "/dev/null".into()]).with_wall_time(ONE);
    let begun = Instant::now();
    let corpus = read_documents_within(TIME, &[dir.path().to_owned()], &endless).unwrap();
    let took = begun.elapsed();
    assert!(took < 5 * TIME, "{took:?}");
    let read: Vec<&str> = corpus.sources.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(read, ["a.txt", "z.csv"]);
    assert_eq!(corpus.skipped.len(), HOSTILE);
    let late = over_total(&corpus);
    assert!(late.contains(&"loop-1997.pdf") && !late.contains(&"loop-0000.pdf"), "{} late", late.len());

    let bundle = common::bundle("When did the bridge of Elmfold open?", &corpus);
    for name in [names::MARKDOWN, names::HTML] {
        let text = String::from_utf8_lossy(&bundle.files[name]).into_owned();
        assert!(text.contains("loop-1997.pdf"), "{name}");
        assert!(text.contains("2 s for reading all documents"), "{name}");
        let told = format!("{} files were not read because a limit of a run was reached", late.len());
        assert!(text.contains(&told), "{name}: {told}");
    }
}

#[test]
fn rows_of_all_documents_together_are_limited() {
    let dir = tempfile::tempdir().unwrap();
    let rows = "a\n".repeat(limits::DOCUMENT_BLOCKS);
    for number in 0..=limits::CORPUS_BLOCKS / limits::DOCUMENT_BLOCKS {
        fs::write(dir.path().join(format!("{number}.csv")), &rows).unwrap();
    }
    let corpus = read_documents(&[dir.path().to_owned()], &common::document_parser()).unwrap();
    assert_eq!(corpus.sources.len(), limits::CORPUS_BLOCKS / limits::DOCUMENT_BLOCKS);
    assert_eq!(over_total(&corpus), ["5.csv"]);
}
