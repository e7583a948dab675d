//! Several processes on one store: clients of the holder, the next holder after a death, signals.

#[cfg(test)]
mod common;

use common::{Place, nobodys_url};

/// A run that waits for an agent at an address where nobody is.
fn waiting_run(place: &Place, id: &str) -> common::Running {
    let agent = format!("researcher={}", nobodys_url());
    let mut run = place.start(&["run", "research-report", "What is there?", "--agent", &agent, "--id", id]);
    run.until("researcher is at work");
    run
}

#[test]
fn a_second_process_is_a_client_of_the_first() {
    let place = Place::new();
    let run = waiting_run(&place, "w");
    let holder = format!("process {} ", run.pid());
    let why = place.run(&["why", "w"]).exits(0);
    assert!(why.stdout.contains(&holder), "{}", why.stdout);
    place.run(&["ls"]).exits(0);
    let served = place.run(&["dev"]).exits(1).tells(&holder);
    assert_eq!(served.stdout, "");
    place.run(&["pause", "w"]).exits(0);
    place.run(&["resume", "w"]).exits(0);
    place.run(&["cancel", "w", "-m", "enough"]).exits(0);
    run.ended().exits(7).tells("enough");
}

#[test]
fn an_interrupted_run_is_stored_and_the_way_on_is_told() {
    let place = Place::new();
    let run = waiting_run(&place, "w");
    run.signal("INT");
    run.ended().exits(130).tells("aegis watch w");
    let shown = place.run(&["show", "w", "--json"]).exits(0).json();
    assert_eq!(shown["status"], "PENDING");
    let run = place.start(&["watch", "w"]);
    let mut run = run;
    run.until("researcher is at work");
    run.signal("TERM");
    run.ended().exits(143);
}

#[test]
fn a_timeout_ends_the_command_and_not_the_run() {
    let place = Place::new();
    let agent = format!("researcher={}", nobodys_url());
    let args =
        ["run", "research-report", "What is there?", "--agent", &agent, "--id", "w", "--timeout", "300ms"];
    let ended = place.command(&args).output().unwrap();
    assert_eq!(ended.status.code(), Some(8), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("aegis watch w"));
    let shown = place.run(&["show", "w", "--json"]).exits(0).json();
    assert_eq!(shown["status"], "PENDING");
}

#[test]
fn a_killed_server_loses_nothing_and_whoever_waits_takes_over() {
    let place = Place::new();
    let dev = place.dev();
    let gate = place.run(&["run", "--demo", "--id", "k"]).exits(3);
    let hash = gate.stderr.split_once("--artifact-hash ").unwrap().1[..64].to_owned();
    let mut watch = place.start(&["watch", "k"]);
    watch.until("waits for a person");
    dev.kill();

    // The watching process finds nobody, and becomes the holder; the decision goes through it.
    let holder = format!("process {} ", watch.pid());
    while !place.run(&["why", "k"]).exits(0).stdout.contains(&holder) {
        assert!(watch.goes_on(), "whoever waits must not give up");
    }
    place.run(&["approve", "k", "--artifact-hash", &hash]).exits(0);
    let watched = watch.ended().exits(0);
    assert_eq!(watched.stdout, "run k is COMPLETED\n");
    let run = place.run(&["show", "k", "--json"]).exits(0).json();
    let attempts: Vec<u64> =
        run["steps"].as_array().unwrap().iter().filter_map(|s| s["attempts"].as_u64()).collect();
    assert_eq!(attempts, [1, 1, 0, 1], "no finished step ran again");
}

#[test]
fn events_are_followed_to_the_end_from_another_process() {
    let place = Place::new();
    let dev = place.dev();
    let started = place.run(&["run", "--demo", "--detach", "--id", "e"]).exits(0);
    assert_eq!(started.stdout, "e\n");
    let mut events = place.start(&["events", "e", "-f", "--json"]);
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != "ApprovalRequested") {
        let event: serde_json::Value = serde_json::from_str(&events.line()).unwrap();
        kinds.push(event["type"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds.first().map(String::as_str), Some("WorkflowStarted"));
    place.run(&["cancel", "e"]).exits(0);
    let rest = events.ended().exits(0);
    assert!(rest.stdout.contains("WorkflowCancelled"), "{rest:?}");
    dev.signal("TERM");
    dev.ended().exits(143);
    assert!(
        !place.path().join(".aegis/endpoint.json").exists(),
        "the address of a server that has ended is taken away"
    );
}

#[test]
fn a_store_in_a_deep_folder_works_too() {
    let place = Place::new();
    let deep = format!("{}/store", "d".repeat(120));
    place.run(&["run", "--demo", "--approve", "auto", "--store", &deep]).exits(0);
    place.run(&["ls", "--store", &deep]).exits(0);
}

#[test]
fn a_store_that_cannot_be_used_is_named_with_what_to_do() {
    let place = Place::new();
    place.file("file", "x");
    place.run(&["run", "--demo", "--store", "file"]).exits(1).tells("choose another --store");
    place.run(&["run", "--demo", "--approve", "auto"]).exits(0);
    let store = place.path().join(".aegis/store.redb");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[..64].fill(0xff);
    std::fs::write(&store, &bytes).unwrap();
    place.run(&["ls"]).exits(1).tells("restore it from a copy");
    assert_eq!(std::fs::read(&store).unwrap(), bytes, "a damaged store is left as it is");
}

#[test]
fn an_agent_is_checked_without_starting_work() {
    let place = Place::new();
    let nobody = nobodys_url();
    place.run(&["agent", "check", &nobody]).exits(1);
    let healthy = common::agent_that_answers("200 OK", "{\"status\":\"Healthy\"}");
    let checked = place.run(&["agent", "check", &healthy]).exits(0);
    assert!(checked.stdout.contains("note"), "accepting an empty invocation is noted: {}", checked.stdout);
    let wrong = common::agent_that_answers("200 OK", "{\"status\":\"fine\"}");
    place.run(&["agent", "check", &wrong]).exits(1).tells("does not keep the contract");
    place.run(&["agent", "check", "nonsense"]).exits(2);
}

#[test]
fn a_server_is_used_by_its_address() {
    let place = Place::new();
    let mut dev = place.start(&["dev", "--json", "--listen", "127.0.0.1:0"]);
    let ready: serde_json::Value = serde_json::from_str(&dev.line()).unwrap();
    let url = ready["url"].as_str().unwrap();
    let elsewhere = Place::new();
    elsewhere.run(&["ls", "--server", url]).exits(0);
    elsewhere.run(&["run", "--demo", "--approve", "auto", "--server", url, "--id", "s"]).exits(0);
    let why = elsewhere.run(&["why", "s", "--server", url]).exits(0);
    assert!(why.stdout.contains("COMPLETED"), "{}", why.stdout);
    place.run(&["show", "s"]).exits(0);
    drop(dev);
    elsewhere.run(&["ls", "--server", url]).exits(1).tells("--server");
}
