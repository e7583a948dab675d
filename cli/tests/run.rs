//! `run` from its start to its result, as a script sees it: streams, files and exit codes.

#[cfg(test)]
mod common;

use common::Place;

#[test]
fn a_demo_runs_to_its_end_and_one_changed_byte_is_found() {
    let place = Place::new();
    let ended =
        place.run(&["run", "--demo", "--approve", "auto", "--id", "demo"]).exits(0).tells("COMPLETED");
    assert_eq!(ended.stdout, "aegis-out/demo/report.md\n", "stdout is the report's path and nothing else");
    let folder = place.path().join("aegis-out/demo");
    for file in ["report.md", "report.html", "report.json", "citations.json", "sources/index.json"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let verified = place.run(&["verify", "aegis-out/demo", "--json"]).exits(0).json();
    assert_eq!((&verified["ok"], verified["schema"].as_str()), (&true.into(), Some("aegis.verify/v1")));
    assert!(verified["quotes"].as_u64().unwrap() > 0 && verified["quotes"] == verified["quotes_matching"]);
    place.run(&["verify", "last"]).exits(0);

    let report = folder.join("report.md");
    let mut bytes = std::fs::read(&report).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&report, bytes).unwrap();
    place.run(&["verify", "aegis-out/demo"]).exits(1).tells("does not verify");
}

#[test]
fn a_pipe_at_a_gate_exits_3_and_says_how_to_decide() {
    let place = Place::new();
    let ended = place
        .run(&["run", "--demo", "--id", "gate"])
        .exits(3)
        .tells("aegis approve gate review.1 --artifact-hash ");
    assert_eq!(ended.stdout, "");
    let (_, hash) = ended.stderr.split_once("--artifact-hash ").unwrap();
    let hash = &hash[..64];

    place.run(&["approve", "gate"]).exits(2).tells("--artifact-hash is needed");
    place.run(&["approve", "gate", "--artifact-hash", &"a".repeat(64)]).exits(9).tells("changed");
    let decided =
        place.run(&["approve", "gate", "--artifact-hash", hash, "-m", "fine", "--json"]).exits(0).json();
    assert_eq!((&decided["decision"], &decided["decided_by"]), (&"approve".into(), &"local-user".into()));
    place.run(&["approve", "gate", "--artifact-hash", hash, "-m", "fine"]).exits(0);
    place.run(&["reject", "gate", "--artifact-hash", hash, "-m", "no"]).exits(9).tells("decided already");

    let why = place.run(&["why", "gate"]).exits(0);
    assert!(
        why.stdout.contains("no program carries it on") && why.stdout.contains("aegis watch gate"),
        "{why:?}"
    );
    let watched = place.run(&["watch", "gate"]).exits(0).tells("COMPLETED");
    assert_eq!(watched.stdout, "run gate is COMPLETED\n");
    let run = place.run(&["show", "gate", "--json"]).exits(0).json();
    let attempts: Vec<u64> =
        run["steps"].as_array().unwrap().iter().filter_map(|s| s["attempts"].as_u64()).collect();
    assert_eq!(attempts, [1, 1, 0, 1], "no finished step runs again");
    place.run(&["export", "gate", "-o", "copy"]).exits(0);
    place.run(&["verify", "copy"]).exits(0);
}

#[test]
fn endings_have_their_own_exit_codes() {
    let place = Place::new();
    let gate = place.run(&["run", "--demo", "--id", "r"]).exits(3);
    let hash = gate.stderr.split_once("--artifact-hash ").unwrap().1[..64].to_owned();
    place.run(&["reject", "r", "--artifact-hash", &hash, "-m", "too thin"]).exits(0);
    place.run(&["run", "--demo", "--id", "r"]).exits(6).tells("too thin");
    place.run(&["watch", "r"]).exits(0);

    place.run(&["run", "--demo", "--id", "c"]).exits(3);
    place.run(&["cancel", "c", "-m", "not needed"]).exits(0);
    place.run(&["run", "--demo", "--id", "c"]).exits(7).tells("not needed");

    let agent = common::agent_that_answers("400 Bad Request", "{}");
    let flag = format!("researcher={agent}");
    place.run(&["run", "research-report", "Why?", "--agent", &flag, "--id", "f"]).exits(5).tells("FAILED");
    let why = place.run(&["why", "f"]).exits(0);
    assert!(why.stdout.contains("step research failed for good"), "{}", why.stdout);
}

#[test]
fn the_same_id_attaches_and_another_body_is_refused() {
    let place = Place::new();
    place.run(&["run", "--demo", "--id", "same", "--approve", "auto"]).exits(0);
    place.run(&["run", "--demo", "--id", "same"]).exits(0);
    place.run(&["run", "--demo", "--id", "same", "-i", "depth=basic"]).exits(9).tells("another request");
    assert_eq!(place.run(&["ls", "--json"]).exits(0).json()["workflows"].as_array().unwrap().len(), 1);
}

#[test]
fn what_cannot_be_run_is_refused_before_a_run_exists() {
    let place = Place::new();
    place.file("bad.yaml", "aegis: v1\nname: bad\nsteps:\n  - {id: a, agnt: researcher}\n");
    place
        .run(&["check", "bad.yaml"])
        .exits(2)
        .tells("bad.yaml:4:")
        .tells("^^^^ unknown key")
        .tells("did you mean 'agent'");
    place.run(&["run", "bad.yaml", "text"]).exits(2).tells("^^^^ unknown key");

    place.file("empty/nothing.md", "");
    place.file("empty/data.bin", "x");
    let ended = place.run(&["run", "research-report", "A question", "--docs", "empty"]).exits(2);
    let ended = ended.tells("nothing.md: empty").tells("--docs FOLDER");
    assert_eq!(ended.stdout, "");
    place.run(&["run", "research-report", "A question"]).exits(2).tells("--docs FOLDER");
    place.run(&["run", "research-report", "A question", "--docs", "missing"]).exits(2).tells("missing");
    place.run(&["run", "research-report", "ab", "--docs", "."]).exits(2);
    place.run(&["run", "--demo", "-i", "depth=bottomless"]).exits(2).tells("depth");
    place.run(&["run", "--demo", "--id", "last"]).exits(2);
    place.run(&["run", "--demo", "--id", "a b"]).exits(2);
    place.run(&["run", "unknown", "text"]).exits(10).tells("research-report");
    assert_eq!(place.run(&["ls", "--json"]).exits(0).json()["workflows"], serde_json::json!([]));
}

#[test]
fn a_new_playbook_runs_as_it_is() {
    let place = Place::new();
    place.file("docs/one.md", "# Heat\n\nHeat pumps use about a third of the energy of a boiler.\n");
    place.run(&["new", "mine"]).exits(0);
    place.run(&["new", "mine"]).exits(2).tells("exists already");
    place.run(&["check", "mine.yaml"]).exits(0);
    let args = [
        "run",
        "mine.yaml",
        "How much energy do heat pumps use?",
        "--docs",
        "docs",
        "--approve",
        "auto",
        "-o",
        "out",
    ];
    assert_eq!(place.run(&args).exits(0).stdout, "out/report.md\n");
    place.run(&["verify", "out", "--docs", "docs"]).exits(0);
    let report = place.run(&[
        "run",
        "mine.yaml",
        "How much energy do heat pumps use?",
        "--docs",
        "docs",
        "--approve",
        "auto",
        "-o",
        "-",
    ]);
    assert!(report.exits(0).stdout.starts_with("# "), "the report itself is on stdout");
}

#[test]
fn json_is_one_object_with_its_schema_first() {
    let place = Place::new();
    let ended = place.run(&["run", "--demo", "--approve", "auto", "--json", "--id", "j"]).exits(0);
    assert!(ended.stdout.starts_with("{\"schema\":\"aegis.run/v1\""), "{}", ended.stdout);
    assert_eq!(
        (&ended.json()["status"], &ended.json()["report_path"]),
        (&"COMPLETED".into(), &"aegis-out/j/report.md".into())
    );
    let events = place.run(&["events", "j", "--json"]).exits(0);
    assert!(events.stdout.lines().count() > 5);
    for line in events.stdout.lines() {
        assert!(line.starts_with("{\"schema\":\"aegis.event/v1\""), "{line}");
    }
    let problem = place.run(&["show", "nobody", "--json"]).exits(10);
    assert_eq!(problem.stdout, "");
    let problem: serde_json::Value = serde_json::from_str(&problem.stderr).unwrap();
    assert_eq!(
        (&problem["type"], &problem["exit_code"]),
        (&"urn:aegis:problem:not-found".into(), &10.into())
    );
}

#[test]
fn looking_makes_no_store_and_unknown_runs_exit_10() {
    let place = Place::new();
    place.run(&["ls"]).exits(0);
    place.run(&["approvals"]).exits(0);
    for args in
        [["show", "x"], ["why", "x"], ["watch", "x"], ["cancel", "x"], ["events", "x"], ["verify", "x"]]
    {
        place.run(&args).exits(10).tells("aegis ls");
    }
    assert!(!place.path().join(".aegis").exists());
    place.run(&["doctor"]).exits(0);
    assert!(!place.path().join(".aegis").exists());
}

#[test]
fn prefixes_must_mean_one_run() {
    let place = Place::new();
    for id in ["north-1", "north-2"] {
        place.run(&["run", "--demo", "--id", id]).exits(3);
    }
    place.run(&["show", "north"]).exits(2).tells("north-1").tells("write more of the id");
    place.run(&["show", "north-1"]).exits(0);
    let last = place.run(&["show", "last", "--json"]).exits(0).json();
    assert_eq!(last["workflow_id"], "north-2");
}
