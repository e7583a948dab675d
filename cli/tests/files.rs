//! Files and folders that commands are given, find or leave behind.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by panicking")]

#[cfg(test)]
mod common;

use common::Place;

const DOCUMENT: &str = "# Heat\n\nHeat pumps use about a third of the energy of a boiler in an older home.\n";

#[test]
fn a_report_can_be_exported_to_stdout() {
    let place = Place::new();
    place.run(&["run", "--demo", "--approve", "auto", "--id", "r", "-o", "out"]).exits(0);
    let report = std::fs::read_to_string(place.path().join("out/report.md")).unwrap();
    assert!(report.contains("**Approved automatically: nobody looked at the analysis.**\n"), "{report}");
    assert_eq!(place.run(&["export", "r", "-o", "-"]).exits(0).stdout, report);
    assert!(!place.path().join("-").exists());
    let file = place.run(&["verify", "out/report.md"]).exits(2).tells("out/report.md is a file");
    assert!(file.stderr.contains("aegis verify out\n"), "{}", file.stderr);
    place.run(&["verify", "out"]).exits(0);
}

#[test]
fn a_store_that_is_a_file_is_refused_by_every_command() {
    let place = Place::new();
    place.file("store", "x");
    for args in [&["ls"][..], &["approvals"], &["show", "r"], &["events", "r"], &["run", "--demo"]] {
        let args = [&["--store", "store"], args].concat();
        place.run(&args).exits(1).tells("the store").tells("--store");
    }
    assert_eq!(std::fs::read_to_string(place.path().join("store")).unwrap(), "x");
}

#[test]
fn skipped_files_are_named_before_a_person_decides() {
    let place = Place::new();
    place.file("docs/one.md", DOCUMENT);
    let question = "How much energy do heat pumps use?";
    let args = ["run", "research-report", question, "--docs", "docs"];
    assert!(!place.run(&args).exits(3).stderr.contains("skipped"));
    place.file("docs/empty.md", "");
    place.file("docs/red\u{1b}[31m.bin", "x");
    let told = place.run(&args).exits(3).tells("skipped 2 files:\n  empty.md: empty\n").stderr;
    assert!(told.contains("red\\u{1b}[31m.bin: format not supported") && !told.contains('\u{1b}'), "{told}");
    assert!(told.find("skipped 2").unwrap() < told.find("aegis approve").unwrap(), "{told}");
    for number in 0..20 {
        place.file(&format!("docs/{number}.bin"), "x");
    }
    place.run(&args).exits(3).tells("skipped 22 files:").tells("and 17 more");
}

#[test]
fn what_a_killed_process_left_is_removed_by_the_next_one() {
    let place = Place::new();
    place.run(&["run", "--demo", "--id", "r"]).exits(3);
    let left = [
        ".aegis/.tmpAbCdEf",
        ".aegis/payloads/local/r/.unfinished-x",
        ".aegis/artifacts/local/r/.tmpX",
        ".aegis/artifacts/local/r/.new-x/report.md",
        ".aegis/artifacts/local/r/.old-x/folder/report.md",
    ];
    let make = || left.iter().for_each(|name| drop(place.file(name, "x")));
    let gone = || left.iter().all(|name| !place.path().join(name).exists());
    make();
    place.dev().kill();
    assert!(gone());
    make();
    place.run(&["ls"]).exits(0);
    assert!(gone(), "the server was killed, so whoever comes next tidies up");
    let corpus = place.path().join(".aegis/artifacts/local/r/corpus.json");
    assert!(corpus.is_file(), "what is finished stays");
}
