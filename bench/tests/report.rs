//! The quick form of `bench report` on the tuning half and the questions for practice: valid citations, a floor under what is found, the same figures each
//! time, and a held-out half that stays closed. The floors follow the figures in bench/README.md upwards.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

use serde_json::Value;
use std::process::{Command, Output};

/// The least of what is wanted and the most of what is not, in percent.
const FLOORS: [(&str, f64); 4] = [
    ("planted facts in the top 10", 94.0),
    ("contradictions found", 100.0),
    ("unanswerable questions declared", 100.0),
    ("citations valid", 100.0),
];
const CEILINGS: [(&str, f64); 2] =
    [("false among declared contradictions", 0.0), ("answerable questions declared a gap", 0.0)];

fn bench(arguments: &[&str]) -> Output {
    let scratch = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bench"));
    command.arg("report").args(arguments).arg("--dir").arg(scratch.path());
    command.output().unwrap()
}

fn tuning() -> Value {
    let output = bench(&["--only", "tuning", "--no-cost", "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn table<'a>(report: &'a Value, title: &str) -> &'a Value {
    let tables = report["tables"].as_array().unwrap();
    tables.iter().find(|table| table["title"].as_str().unwrap().starts_with(title)).unwrap()
}

/// The first cell of a row: that of Aegis.
fn figure(report: &Value, title: &str, row: &str) -> f64 {
    let rows = table(report, title)["rows"].as_array().unwrap();
    rows.iter().find(|cells| cells[0] == row).unwrap()[1][0].as_f64().unwrap()
}

#[test]
fn every_citation_is_valid_and_what_was_planted_is_found() {
    let report = tuning();
    for (name, floor) in FLOORS {
        let value = figure(&report, "Quality", name);
        assert!(value >= floor, "{name}: {value} %, less than {floor} %");
    }
    for (name, ceiling) in CEILINGS {
        let value = figure(&report, "Quality", name);
        assert!(value <= ceiling, "{name}: {value} %, more than {ceiling} %");
    }
    // The figures are the same each time; how long they take is not.
    let again = tuning();
    for title in ["Quality", "By kind", "Reading"] {
        assert_eq!(table(&report, title), table(&again, title));
    }
    let text = report.to_string();
    assert!(!text.contains("held-out") && !text.contains("aegis H"), "{text}");
    // A fact that is missing here is lost by a reader, not by the ranking.
    let counts = &table(&report, "Reading")["rows"][0][1];
    assert_eq!(
        [&counts[0], &counts[0]],
        [&counts[1], &counts[2]],
        "facts, in read documents, with their words"
    );
}

/// Floors of the questions for practice and of their spare part, below the figures by what one question counts.
const PRACTICE: [(&str, [f64; 2]); 3] = [
    ("planted facts in the top 10", [89.0, 89.0]),
    ("contradictions found", [80.0, 66.0]),
    ("unanswerable questions declared", [91.0, 87.0]),
];
const PRACTICE_FALSE: f64 = 10.0;

#[test]
fn practice_keeps_its_floors_in_both_parts() {
    let output = bench(&["--only", "practice", "--no-cost", "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = table(&report, "Quality")["rows"].as_array().unwrap();
    let of = |name: &str| rows.iter().find(|cells| cells[0] == name).unwrap()[1].clone();
    // Each part has a column for Aegis and one for each baseline.
    let parts = |name: &str| [0, 3].map(|column| of(name)[column].as_f64().unwrap());
    for (name, floors) in PRACTICE {
        let values = parts(name);
        assert!(values[0] >= floors[0] && values[1] >= floors[1], "{name}: {values:?} %, {floors:?} %");
    }
    let wrong = parts("false among declared contradictions");
    assert!(wrong.iter().all(|value| *value <= PRACTICE_FALSE), "{wrong:?}");
}

#[test]
fn a_held_out_question_is_not_explained_unless_that_is_asked_for() {
    let refused = bench(&["--question", "dam-height", "--explain"]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("held out"), "{why}");
    assert!(refused.stdout.is_empty());
    let allowed = bench(&["--question", "dam-height", "--explain", "--held-out"]);
    assert!(String::from_utf8_lossy(&allowed.stdout).contains("dam-height"));
    let spare = bench(&["--question", "bridge-width", "--explain"]);
    let why = String::from_utf8_lossy(&spare.stderr).into_owned();
    assert!(!spare.status.success() && why.contains("held out"), "{why}");
    for closed in [["--only", "held-out", "--explain"], ["--question", "fish-start", "--explain"]] {
        let refused = bench(&closed);
        assert!(!refused.status.success() && refused.stdout.is_empty(), "{closed:?}");
    }
    let tuning = bench(&["--question", "leakage-2021", "--explain"]);
    assert!(String::from_utf8_lossy(&tuning.stdout).contains("leakage-2021"));
}
