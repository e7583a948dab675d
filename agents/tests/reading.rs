//! The worst files: each is skipped by name with its reason, and the run goes on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by panicking"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use agents::passages::sentences;
use agents::reading::{
    Corpus, DocumentParser, MediaType, NoParser, Place, ReadError, SkipReason, SubprocessParser,
    locate_originals, read_documents,
};
use proptest::prelude::*;

fn read(dir: &Path) -> Corpus {
    read_documents(&[dir.to_owned()], &common::document_parser()).unwrap()
}

fn reason<'a>(corpus: &'a Corpus, path: &str) -> &'a SkipReason {
    &corpus
        .skipped
        .iter()
        .find(|skipped| skipped.path == path)
        .unwrap_or_else(|| panic!("{path} not skipped"))
        .reason
}

fn paths(corpus: &Corpus) -> Vec<&str> {
    corpus.sources.iter().map(|source| source.path.as_str()).collect()
}

#[test]
fn bad_files_are_skipped_by_name_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
    let example = fs::read(common::example_folder().join("district-heating.pdf")).unwrap();
    put("good.txt", b"A heat pump moves heat.");
    put(
        "latin1.txt",
        "Die Wärmepumpe heizt das Haus für wenig Geld über den Winter."
            .chars()
            .map(|c| c as u8)
            .collect::<Vec<_>>()
            .as_slice(),
    );
    put("empty.md", b"");
    put("blank.md", b" \n\n");
    put("binary.txt", &[0, 159, 146, 150, 0, 1, 2, 3]);
    put("script.html", b"<script>only()</script>");
    put("image.png", b"png");
    put("truncated.pdf", &example[..example.len() / 3]);
    put("nonsense.pdf", b"this is no pdf at all");
    put("empty.pdf", b"");
    fs::File::create(dir.path().join("huge.txt")).unwrap().set_len(30 * 1024 * 1024).unwrap();
    let corpus = read(dir.path());
    assert_eq!(paths(&corpus), ["good.txt", "latin1.txt"]);
    assert!(corpus.sources[1].text.contains("Wärmepumpe"));
    assert_eq!(*reason(&corpus, "empty.md"), SkipReason::Empty);
    assert_eq!(*reason(&corpus, "blank.md"), SkipReason::Empty);
    assert_eq!(*reason(&corpus, "binary.txt"), SkipReason::Binary);
    assert_eq!(*reason(&corpus, "script.html"), SkipReason::NoText);
    assert_eq!(*reason(&corpus, "image.png"), SkipReason::UnsupportedFormat);
    assert_eq!(*reason(&corpus, "empty.pdf"), SkipReason::Empty);
    assert!(matches!(reason(&corpus, "nonsense.pdf"), SkipReason::Malformed { .. }));
    assert!(matches!(reason(&corpus, "truncated.pdf"), SkipReason::Malformed { .. } | SkipReason::NoText));
    assert!(matches!(reason(&corpus, "huge.txt"), SkipReason::TooLarge { .. }));
}

#[test]
fn ignore_files_hidden_files_and_links_out_are_respected() {
    let (outside, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    put("a.txt", "A heat pump.");
    put("sub/b.txt", "A boiler.");
    put("drafts/c.txt", "A draft.");
    put("d.txt", "Ignored.");
    put(".hidden.txt", "Hidden.");
    put(".gitignore", "drafts/\n");
    put(".aegisignore", "d.txt\n");
    std::os::unix::fs::symlink(outside.path(), dir.path().join("out")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), dir.path().join("leak.txt")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("sub/loop")).unwrap();
    std::os::unix::fs::symlink("a.txt", dir.path().join("again.txt")).unwrap();
    let corpus = read(dir.path());
    assert_eq!(paths(&corpus), ["a.txt", "sub/b.txt"]);
    assert_eq!(*reason(&corpus, "out"), SkipReason::OutsideFolder);
    assert_eq!(*reason(&corpus, "leak.txt"), SkipReason::OutsideFolder);
    assert_eq!(corpus.skipped.len(), 2);
    assert_eq!(locate_originals(&[dir.path().to_owned()]).len(), 3 - 1);
}

#[test]
fn nothing_to_read_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("x.bin"), "x").unwrap();
    let none = read_documents(&[dir.path().to_owned()], &NoParser).unwrap_err();
    let message = none.to_string();
    assert!(matches!(none, ReadError::NoReadableDocument { .. }));
    assert!(message.contains("readable are md, txt, html") && message.contains("x.bin"));
    let absent = read_documents(&[PathBuf::from("/does/not/exist")], &NoParser).unwrap_err().to_string();
    assert!(absent.contains("there is nothing of this name; is it spelled right?"), "{absent}");
    assert!(matches!(read_documents(&[], &NoParser), Err(ReadError::NoPaths)));
}

#[test]
fn two_folders_with_the_same_name_stay_apart_and_copies_are_known() {
    let dir = tempfile::tempdir().unwrap();
    for top in ["x", "y"] {
        fs::create_dir_all(dir.path().join(top).join("docs")).unwrap();
        fs::write(dir.path().join(top).join("docs/a.txt"), "The same text in both files.").unwrap();
    }
    let roots = [dir.path().join("x/docs"), dir.path().join("y/docs")];
    let corpus = read_documents(&roots, &NoParser).unwrap();
    assert_eq!(paths(&corpus), ["docs/a.txt", "docs/a.txt (2)"]);
    assert_eq!(corpus.sources[1].copy_of.as_ref(), Some(&corpus.sources[0].id));
}

#[test]
fn files_under_overlapping_paths_are_read_once() {
    let dir = tempfile::tempdir().unwrap();
    let (top, inner) = (dir.path().join("a"), dir.path().join("a/b"));
    fs::create_dir_all(&inner).unwrap();
    fs::write(top.join("m.txt"), "Wind turns a rotor, and the rotor drives a generator.").unwrap();
    fs::write(inner.join("n.txt"), "A heat pump moves heat from outside into the house.").unwrap();
    for named in [vec![top.clone(), inner.clone()], vec![inner.join("n.txt"), inner, top]] {
        let corpus = read_documents(&named, &NoParser).unwrap();
        assert_eq!(paths(&corpus), ["a/b/n.txt", "a/m.txt"], "{named:?}");
        assert_eq!(locate_originals(&named).len(), 2);
    }
}

#[test]
fn pdf_is_read_with_pages() {
    let corpus = common::example_corpus();
    let pdf = corpus.sources.iter().find(|source| source.path.ends_with(".pdf")).unwrap();
    assert_eq!(pdf.title, "District heating");
    assert!(pdf.text.contains("In Denmark about two thirds of the homes are connected to district heating."));
    assert_eq!(pdf.blocks.last().unwrap().place, Some(Place::Page(2)));
    assert!(corpus.skipped.is_empty());
}

#[test]
fn reader_that_never_ends_is_killed_and_reaped() {
    let dir = tempfile::tempdir().unwrap();
    let pid = dir.path().join("pid");
    let script = format!("echo $$ > {}; exec cat /dev/zero > /dev/null", pid.display());
    let reader = SubprocessParser::new("/bin/sh".into(), vec!["-c".into(), script.into()]);
    let slow = reader.with_wall_time(Duration::from_millis(1_500));
    assert_eq!(slow.parse(MediaType::Pdf, b"%PDF").unwrap_err(), SkipReason::TooSlow { seconds: 1 });
    let pid = fs::read_to_string(pid).unwrap();
    assert!(!Path::new(&format!("/proc/{}", pid.trim())).exists(), "the reader is still there");
}

#[test]
fn what_a_reader_answers_is_checked_before_anybody_relies_on_it() {
    let answer = |blocks: &str| {
        let reply =
            format!(r#"{{"read": {{"title": null, "date": null, "text": "Wärme", "blocks": [{blocks}]}}}}"#);
        let script = format!("cat > /dev/null; echo '{reply}'");
        let reader = SubprocessParser::new("/bin/sh".into(), vec!["-c".into(), script.into()]);
        reader.parse(MediaType::Pdf, b"%PDF").map(|out| out.blocks.len())
    };
    let block =
        |start: usize, end: usize| format!(r#"{{"kind": "paragraph", "start": {start}, "end": {end}}}"#);
    assert_eq!(answer(&block(0, 6)), Ok(1));
    for bad in
        [block(0, 7), block(2, 3), block(3, 3), format!("{}, {}", block(0, 4), block(3, 6)), "x".to_owned()]
    {
        assert!(matches!(answer(&bad), Err(SkipReason::Malformed { .. })), "{bad}");
    }
}

#[test]
fn reader_that_floods_is_stopped() {
    let reader = SubprocessParser::new("/bin/cat".into(), vec!["/dev/zero".into()]);
    assert_eq!(reader.parse(MediaType::Pdf, b"%PDF").unwrap_err(), SkipReason::TooDemanding);
    let absent = SubprocessParser::new("/no/such/program".into(), Vec::new());
    assert!(matches!(absent.parse(MediaType::Pdf, b"%PDF").unwrap_err(), SkipReason::NoReader { .. }));
}

/// A PDF of these objects, the first being the catalog, with a valid cross reference table.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let (mut out, mut offsets) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    offsets.iter().for_each(|offset| out.extend(format!("{offset:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<< /Size {} /Root 1 0 R {trailer} >>\n", objects.len() + 1).bytes());
    out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    out
}

#[test]
fn hostile_pdfs_end_in_bounded_time() {
    let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let page_loop = pdf(&[catalog.clone(), b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".to_vec()], "");
    let own_form = {
        let form = b"q /F Do Q";
        let stream = |dict: &str| {
            [
                format!("<< {dict} /Length {} >>\nstream\n", form.len()).into_bytes(),
                form.to_vec(),
                b"\nendstream".to_vec(),
            ]
            .concat()
        };
        let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>";
        pdf(
            &[
                catalog.clone(),
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
                page.to_vec(),
                stream(""),
                stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>",
                ),
            ],
            "",
        )
    };
    let encrypted = pdf(
        &[
            catalog,
            b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
            [
                b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <".to_vec(),
                b"41".repeat(32),
                b"> /U <".to_vec(),
                b"42".repeat(32),
                b"> >>".to_vec(),
            ]
            .concat(),
        ],
        "/Encrypt 3 0 R /ID [<00><00>]",
    );
    let reader = common::document_parser();
    for (name, bytes) in [("page loop", &page_loop), ("form in itself", &own_form)] {
        let outcome = reader.parse(MediaType::Pdf, bytes);
        assert!(!matches!(outcome, Ok(_) | Err(SkipReason::NoReader { .. })), "{name}: {outcome:?}");
    }
    assert_eq!(reader.parse(MediaType::Pdf, &encrypted).unwrap_err(), SkipReason::Encrypted);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_and_sentences_are_exact_ranges(text in "(?s).{0,400}", name in prop::sample::select(vec!["a.md", "a.txt", "a.html"])) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), &text).unwrap();
        let Ok(corpus) = read_documents(&[dir.path().to_owned()], &NoParser) else { return Ok(()) };
        let source = &corpus.sources[0];
        let mut end = 0;
        for block in &source.blocks {
            prop_assert!(block.start >= end && block.end > block.start && source.text.get(block.start..block.end).is_some());
            end = block.end;
        }
        let mut end = 0;
        for sentence in sentences(0, source) {
            let slice = source.text.get(sentence.start..sentence.end);
            prop_assert!(sentence.start >= end && slice.is_some_and(|slice| !slice.trim().is_empty()));
            end = sentence.end;
        }
    }
}
