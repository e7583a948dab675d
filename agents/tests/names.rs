//! What lies in a folder besides documents, and names that would drive a terminal.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by panicking")]

mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use agents::reading::read_documents;

const TEXT: &str = "# Heat\n\nHeat pumps use about a third of the energy of a boiler in an older home.\n";

#[test]
fn pipes_sockets_and_links_that_lead_nowhere_are_skipped_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("a.md"), TEXT).unwrap();
    fs::create_dir(path("sub")).unwrap();
    assert!(Command::new("mkfifo").arg(path("sub/pipe.md")).status().unwrap().success());
    let _listening = UnixListener::bind(path("socket.md")).unwrap();
    symlink("gone.md", path("dangling.md")).unwrap();
    symlink("round.md", path("circle.md")).unwrap();
    symlink("circle.md", path("round.md")).unwrap();
    symlink("a.md", path("again.md")).unwrap();
    let corpus = read_documents(&[dir.path().to_owned()], &common::document_parser()).unwrap();
    assert_eq!(corpus.sources.len(), 1);
    let skipped: Vec<String> =
        corpus.skipped.iter().map(|file| format!("{}: {}", file.path, file.reason)).collect();
    assert_eq!(skipped.len(), 5, "{skipped:?}");
    assert!(
        skipped[0].starts_with("circle.md: cannot be read: a symbolic link that leads nowhere; mend"),
        "{skipped:?}"
    );
    assert!(skipped[1].starts_with("dangling.md: cannot be read: a symbolic link that leads nowhere; mend"));
    assert!(skipped[2].starts_with("round.md: cannot be read: a symbolic link that leads nowhere; mend"));
    assert_eq!(skipped[3], "socket.md: cannot be read: a device, pipe or socket, not a document");
    assert_eq!(skipped[4], "sub/pipe.md: cannot be read: a device, pipe or socket, not a document");
}

#[test]
fn no_report_drives_the_terminal_on_which_it_is_read() {
    let name = "red\u{1b}[31m\u{202e}.txt";
    let text = "Heat pumps use about a third of the energy of a gas boiler in older homes.\n";
    let page =
        "<p>Gas boilers &#27;]0;title&#7; need more energy for heating older homes than heat pumps do.</p>";
    let (dir, corpus) = common::corpus_of(&[(name, text), ("page.html", page), ("bad\u{9b}.bin", "x")]);
    assert!(corpus.sources[0].text.contains('\u{1b}'), "the snapshot is what the page says");
    assert_eq!(corpus.sources[1].path, "red\\u{1b}[31m\\u{202e}.txt");
    assert_eq!(corpus.skipped[0].path, "bad\\u{9b}.bin");
    let bundle = common::bundle("How do heat pumps compare with gas boilers in older homes?", &corpus);
    for file in ["report.md", "report.html"] {
        let report = String::from_utf8(bundle.files[file].clone()).unwrap();
        assert!(report.contains("u{1b}"), "{file} names the document: {report}");
        let bad = report.chars().find(|c| (c.is_control() && !"\n\t".contains(*c)) || *c == '\u{202e}');
        assert_eq!(bad, None, "{file}");
    }
    // The originals are still found by these names.
    common::save(&bundle, &dir.path().join("out"));
    let originals = agents::reading::locate_originals(&[dir.path().to_owned()]);
    assert!(originals["red\\u{1b}[31m\\u{202e}.txt"].is_file());
}
