//! stdout that takes no more: a reader that has gone has seen enough, and anything else is a failure.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by panicking")]

#[cfg(test)]
mod common;

use common::{Place, Running};
use std::process::{Output, Stdio};

fn run_into(place: &Place, args: &[&str], stdout: impl Into<Stdio>) -> Output {
    place.command(args).stdout(stdout).output().unwrap()
}

fn waiting(place: &Place) {
    place.run(&["run", "--demo", "--id", "r"]).exits(3);
}

/// Starts a command that goes on, reads one line of it, and goes away.
fn read_one_line(place: &Place, args: &[&str]) -> Running {
    let mut running = place.start(args);
    assert!(!running.line().is_empty());
    running.stops_reading();
    running
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_does_not_get_out_is_a_failure() {
    let place = Place::new();
    waiting(&place);
    let all: [&[&str]; 6] = [
        &["ls"],
        &["--json", "show", "r"],
        &["events", "r"],
        &["version"],
        &["--help"],
        &["completions", "bash"],
    ];
    for args in all {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = run_into(&place, args, full);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {stderr}");
        assert!(stderr.contains("stdout can't be written") && stderr.contains("No space left"), "{stderr}");
    }
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let place = Place::new();
    waiting(&place);
    for args in [&["ls"][..], &["--json", "show", "r"], &["events", "r"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run_into(&place, args, writer);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_stream_ends_quietly_with_its_reader_while_the_run_goes_on() {
    for args in [&["events", "r", "-f"][..], &["events", "r", "-f", "--json"], &["watch", "r", "--json"]] {
        let place = Place::new();
        waiting(&place);
        let stream = read_one_line(&place, args);
        place.run(&["pause", "r"]).exits(0);
        place.run(&["resume", "r"]).exits(0);
        let ended = stream.ended();
        assert_eq!(ended.code, Some(0), "{args:?}: {}", ended.stderr);
        assert!(!ended.stderr.contains("error"), "{}", ended.stderr);
        let run = place.run(&["show", "r", "--json"]).exits(0).json();
        assert_eq!(run["status"], "AWAITING_APPROVAL");
    }
}
