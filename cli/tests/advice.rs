//! What a command says that can't do what was asked: the true cause, and the next step.

#[cfg(test)]
mod common;

use common::Place;

const PLAYBOOK: &str = r#"aegis: v1
name: gate
input: {type: object, required: [topic], properties: {topic: {type: string}}}
steps:
  - {id: review, approval: {title: Go on?, show: "${{ input.topic }}"}}
"#;

#[test]
fn a_run_without_a_report_is_not_said_to_have_a_wrong_one() {
    let place = Place::new();
    place.file("gate.yaml", PLAYBOOK);
    place.run(&["run", "gate.yaml", "x", "--id", "w"]).exits(3);
    place.run(&["verify", "w"]).exits(9).tells("run w has no report").tells("aegis why w");
    place.run(&["cancel", "w"]).exits(0);
    place.run(&["verify", "w"]).exits(9).tells("it is CANCELLED").tells("aegis show w");
    place.run(&["run", "gate.yaml", "x", "--id", "v", "--approve", "auto"]).exits(0);
    place.run(&["verify", "v"]).exits(9).tells("run v has no report");
}

#[test]
fn the_last_of_no_runs_is_told_how_to_make_one() {
    Place::new().run(&["why", "last"]).exits(10).tells("aegis run --demo");
}

#[test]
fn an_input_that_is_missing_is_told_how_to_give_it() {
    let place = Place::new();
    place.file("gate.yaml", PLAYBOOK);
    place.run(&["run", "gate.yaml"]).exits(2).tells("/topic").tells("-i NAME=VALUE");
}

#[test]
fn a_place_for_the_result_that_is_a_file_is_refused_before_anything_starts() {
    let place = Place::new();
    place.file("gate.yaml", PLAYBOOK);
    place.file("taken", "mine");
    place.run(&["run", "gate.yaml", "x", "-o", "taken"]).exits(2).tells("taken is a file");
    assert!(!place.path().join(".aegis").exists(), "nothing was started");
}
