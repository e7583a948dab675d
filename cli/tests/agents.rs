//! Agents that a command line names: whose they are once another process carries the run on.

#[cfg(test)]
mod common;

use common::{Ended, Place, nobodys_url};

/// A person decides before the agent is called.
const PLAYBOOK: &str = r#"aegis: v1
name: late
input: {type: object, properties: {topic: {type: string}}}
steps:
  - {id: review, approval: {title: Go on?, show: "${{ input.topic }}"}}
  - {id: work, agent: helper, needs: [review]}
"#;

/// A run that waits at its gate, started by a process that is gone.
fn left_at_its_gate(place: &Place, id: &str, helper: &str) -> Ended {
    place.file("late.yaml", PLAYBOOK);
    place.run(&["run", "late.yaml", "x", "--id", id, "--agent", helper]).exits(3)
}

#[test]
fn whoever_carries_a_run_on_calls_the_agents_that_its_start_named() {
    let (place, url) = (Place::new(), nobodys_url());
    let gate = left_at_its_gate(&place, "w", &format!("helper={url}"));
    let hash = gate.stderr.split_once("--artifact-hash ").unwrap().1[..64].to_owned();
    place.run(&["approve", "w", "--artifact-hash", &hash]).exits(0);
    let mut watch = place.start(&["watch", "w"]);
    watch.until("helper is at work");
    let shown = place.run(&["show", "w", "--json"]).exits(0).json();
    assert_eq!(shown["steps"][1]["attempt"]["target"], url, "{shown}");
    let agents = place.run(&["agents"]).exits(0);
    assert!(agents.stdout.contains(&url) && agents.stdout.contains("called by process"), "{}", agents.stdout);
    watch.signal("TERM");
    watch.ended().exits(143);
    let agents = place.run(&["agents"]).exits(0);
    assert!(agents.stdout.contains("an earlier --agent"), "{}", agents.stdout);
}

#[test]
fn agents_of_a_command_line_are_forgotten_once_no_run_goes_on() {
    let place = Place::new();
    left_at_its_gate(&place, "w", &format!("helper={}", nobodys_url()));
    place.run(&["run", "late.yaml", "y", "--id", "v"]).exits(3);
    place.run(&["cancel", "w"]).exits(0);
    place.run(&["cancel", "v"]).exits(0);
    place.run(&["run", "late.yaml", "z"]).exits(2).tells("no agent is registered as helper");
    let agents = place.run(&["agents"]).exits(0);
    assert!(!agents.stdout.contains("helper"), "{}", agents.stdout);
}

#[test]
fn a_damaged_file_of_agents_is_an_error_by_name() {
    let place = Place::new();
    left_at_its_gate(&place, "w", &format!("helper={}", nobodys_url()));
    let file = place.path().join(".aegis/agents.json");
    std::fs::write(&file, "").unwrap();
    let refused = place.run(&["approvals"]);
    assert!(refused.stderr.contains("agents.json"), "{}", refused.stderr);
    std::fs::remove_file(&file).unwrap();
    place.run(&["approvals"]).exits(0);
}

#[test]
fn a_client_can_not_name_agents_for_the_process_that_carries_runs_on() {
    let place = Place::new();
    place.file("late.yaml", PLAYBOOK);
    let url = nobodys_url();
    let helper = format!("helper={url}");
    let mut dev = place.start(&["dev", "--json", "--listen", "127.0.0.1:0", "--agent", &helper]);
    assert!(dev.line().contains("aegis.ready/v1"));
    let other = place.run(&["run", "late.yaml", "x", "--agent", "helper=http://127.0.0.1:1"]);
    other.exits(2).tells(&format!("process {} carries", dev.pid()));
    assert_eq!(place.run(&["ls", "--json"]).exits(0).json()["workflows"], serde_json::json!([]));
    place.run(&["run", "late.yaml", "x", "--agent", &helper]).exits(3);
}
