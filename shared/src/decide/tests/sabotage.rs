//! The properties can fail: each deliberate bug that shows at this level makes some history break them.

use super::graph::setups;
use super::properties::{histories, play};
use crate::sabotage::{Bug, set};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

const HISTORIES: u32 = 3_000;

/// The first violation that the bug leads to.
fn caught(bug: Option<Bug>) -> Option<String> {
    let config =
        Config { cases: HISTORIES, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    set(bug);
    let result = runner.run(&(setups(), histories()), |(setup, history)| {
        play(&setup, &history).map_err(TestCaseError::fail)
    });
    set(None);
    match result {
        Ok(()) => None,
        Err(TestError::Fail(reason, _)) => Some(reason.to_string()),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

#[track_caller]
fn is_caught_as(bug: Bug, violation: &str) {
    let found = caught(Some(bug)).unwrap_or_else(|| panic!("{bug:?} passes {HISTORIES} histories"));
    assert!(found.contains(violation), "{bug:?} was caught as: {found}");
}

#[test]
fn an_engine_without_bugs_passes() {
    assert_eq!(caught(None), None);
}

#[test]
fn accepting_older_attempts_is_caught() {
    is_caught_as(Bug::AcceptStaleAttempt, "is not the current attempt");
}

#[test]
fn forgetting_receipts_is_caught() {
    is_caught_as(Bug::ForgetReceipts, "got Ok(Delivered), and then");
}

#[test]
fn reusing_attempt_numbers_is_caught() {
    is_caught_as(Bug::ReuseAttemptNumbers, "attempt 1 after");
}

#[test]
fn ignoring_the_artifacts_hash_is_caught() {
    is_caught_as(Bug::IgnoreArtifactHash, "another artifact than the one that was seen");
}

#[test]
fn never_taking_over_a_claim_is_caught() {
    is_caught_as(Bug::NeverReclaim, "still rings");
}

#[test]
fn cancelling_without_a_stop_is_caught() {
    is_caught_as(Bug::CancelWithoutStop, "nobody stops");
}

#[test]
fn ignoring_a_pause_is_caught() {
    is_caught_as(Bug::PauseIgnored, "while the run is paused");
}

#[test]
fn ignoring_what_a_step_needs_is_caught() {
    is_caught_as(Bug::IgnoreNeeds, "before all of");
}

#[test]
fn changing_a_run_that_has_ended_is_caught() {
    is_caught_as(Bug::TerminalRunChanges, "a run ends twice");
}

#[test]
fn an_alarm_that_ignores_time_outs_is_caught() {
    is_caught_as(Bug::AlarmIgnoresTimeout, "misses");
}
