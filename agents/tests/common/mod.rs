//! What several tests share: the example documents, the parser built with this package, a finished bundle.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod named;
pub(crate) mod office;

use std::fs;
use std::path::{Path, PathBuf};

use agents::analysis::analyse;
use agents::reading::{Corpus, DocumentParser, MediaType, SubprocessParser, read_documents};
use agents::research::{Depth, ResearchRequest, ResearchResult, research};
use agents::writing::{Approval, Bundle, WriteRequest, names, write};

pub(crate) const QUESTION: &str = "How do heat pumps compare with gas boilers for heating older homes?";

pub(crate) fn document_parser() -> SubprocessParser {
    SubprocessParser::new(env!("CARGO_BIN_EXE_aegis-read-document").into(), Vec::new())
}

pub(crate) fn example_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/documents")
}

pub(crate) fn example_corpus() -> Corpus {
    read_documents(&[example_folder()], &document_parser()).unwrap()
}

/// A folder with these files, read.
pub(crate) fn corpus_of(files: &[(&str, &str)]) -> (tempfile::TempDir, Corpus) {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let corpus = read_documents(&[dir.path().to_owned()], &document_parser()).unwrap();
    (dir, corpus)
}

pub(crate) fn research_example(corpus: &Corpus) -> ResearchResult {
    ask(QUESTION, Depth::Comprehensive, corpus, None)
}

/// The report for a question over a corpus, approved as computed.
pub(crate) fn bundle(question: &str, corpus: &Corpus) -> Bundle {
    let research = ask(question, Depth::Comprehensive, corpus, None);
    let analysis = serde_json::to_value(analyse(&research)).unwrap();
    let hash = agents::hash::sha256_hex(&shared::digest::canonical_json(&analysis));
    let approval = Approval { artifact_hash: Some(hash), ..Approval::default() };
    let generated_at = "2026-01-02T03:04:05Z";
    write(&WriteRequest {
        analysis: &analysis,
        research: &research,
        corpus,
        approval: &approval,
        generated_at,
    })
    .unwrap()
}

/// What a person reads in a file of a report.
pub(crate) fn text_of(bundle: &Bundle, name: &str) -> String {
    let bytes = bundle.files.get(name).unwrap();
    match name {
        names::DOCX => document_parser().parse(MediaType::Docx, bytes).unwrap().text,
        names::HTML => {
            let page = scraper::Html::parse_document(&String::from_utf8_lossy(bytes));
            page.root_element().text().collect()
        }
        // Marks that keep text from becoming markup are not read.
        _ => String::from_utf8_lossy(bytes).replace('\\', ""),
    }
}

pub(crate) fn save(bundle: &Bundle, dir: &Path) {
    for (name, bytes) in &bundle.files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

pub(crate) fn ask(question: &str, depth: Depth, corpus: &Corpus, feedback: Option<&str>) -> ResearchResult {
    research(&ResearchRequest { question, depth, per_part: None, feedback, corpus })
}
