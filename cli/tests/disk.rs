//! A disk that is really full: a run waits for space and goes on by itself, and looking works meanwhile.
//!
//! It mounts a small disk in a user namespace of its own. Where the system allows none (not on Linux, or forbidden), the
//! test says so and proves nothing; the agents' and the store's own tests have full disks everywhere.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by panicking")]
#![allow(clippy::print_stderr, reason = "a test that proves nothing here has to say so")]

#[cfg(test)]
mod common;

use common::{Place, nobodys_url};
use std::process::{Command, Stdio};

/// The agents' disk is full when a run begins, and gets room once the first of them waits.
const AGENTS: &str = r#"
set -eu
mkdir -m 700 s s/artifacts
mount -t tmpfs -o size=8k none s/artifacts
"$AEGIS" --store s run --demo --approve auto --id full -o out --timeout 120s > run.out 2> run.err &
run=$!
until grep -q 'waits for the disk' run.err; do kill -0 "$run" || { cat run.err; exit 90; }; done
mount -o remount,size=20m s/artifacts
code=0; wait "$run" || code=$?
cat run.err
[ "$code" = 0 ] || exit 91
"$AEGIS" --store s show full --json > show.json
"#;

/// The whole disk becomes full while a run waits for an agent, and gets room after more than the six seconds in which the
/// command looks at its run again; later it is
/// full again, with nobody who holds the store.
const STORE: &str = r#"
set -eu
mkdir disk
mount -t tmpfs -o size=20m none disk
"$AEGIS" --store disk/s run research-report 'What is there?' --agent "researcher=$NOBODY" --id r --timeout 120s > run.out 2> run.err &
run=$!
until grep -q 'researcher is at work' run.err; do kill -0 "$run" || { cat run.err; exit 90; }; done
dd if=/dev/zero of=disk/filler bs=4096 2> dd.err || true
until [ "$(grep -c "can't be opened" run.err)" -ge 8 ]; do kill -0 "$run" || { cat run.err; exit 91; }; done
rm disk/filler
until "$AEGIS" --store disk/s cancel r > cancel.out 2>&1; do kill -0 "$run" || { cat run.err; exit 92; }; done
code=0; wait "$run" || code=$?
[ "$code" = 7 ] || { cat run.err; exit 93; }
"$AEGIS" --store disk/s ls > ls.out
dd if=/dev/zero of=disk/filler bs=4096 2> dd.err || true
"$AEGIS" --store disk/s ls > ls.out 2> ls.err || { cat ls.err; exit 94; }
"#;

fn in_namespace(script: &str, place: &Place) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
    command.env("AEGIS", env!("CARGO_BIN_EXE_aegis")).env("NOBODY", nobodys_url());
    command.env("HOME", place.path()).current_dir(place.path());
    command.stdin(Stdio::null());
    command
}

/// Runs a script with disks of its own; `None` where the system gives none.
fn told(script: &str, place: &Place) -> Option<String> {
    let probe = in_namespace("mkdir probe && mount -t tmpfs -o size=100k none probe", place).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this system gives no disk in a namespace");
        return None;
    }
    let output = in_namespace(script, place).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}: {told}", output.status);
    Some(told)
}

#[test]
fn a_run_waits_for_space_and_goes_on_with_the_same_attempt() {
    let place = Place::new();
    let Some(told) = told(AGENTS, &place) else { return };
    let run = std::fs::read_to_string(place.path().join("show.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    let steps = run.get("steps").and_then(|steps| steps.as_array()).unwrap();
    let attempts: Vec<u64> = steps.iter().filter_map(|step| step.get("attempts")?.as_u64()).collect();
    assert_eq!(attempts, [1, 1, 0, 1], "a full disk uses up no attempt: {told}");
}

#[test]
fn a_full_store_ends_no_command_that_carries_a_run_on_and_looking_works() {
    let place = Place::new();
    if told(STORE, &place).is_none() {
        return;
    }
    let listed = std::fs::read_to_string(place.path().join("ls.out")).unwrap();
    assert!(listed.contains("CANCELLED"), "{listed}");
}
