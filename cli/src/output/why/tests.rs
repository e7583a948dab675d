use super::*;
use crate::output::fixture;
use crate::output::text::Paint;

fn why(run: &RunView, failure: Option<&EventView>, carrier: &Carrier) -> String {
    render(Case { run, failure, carrier, now: fixture::now() }, Paint::off())
}

#[test]
fn a_gate_names_the_commands_that_decide() {
    insta::assert_snapshot!("why_gate", why(&fixture::at_gate(), None, &Carrier::Process(4_711)));
}

#[test]
fn a_retry_names_the_failure_and_the_time() {
    let events = fixture::events();
    let failure = events.iter().find(|event| event.kind == "StepFailed");
    insta::assert_snapshot!("why_retry", why(&fixture::retrying(), failure, &Carrier::Process(4_711)));
}

#[test]
fn an_agent_at_work_says_when_it_was_heard() {
    let carrier = Carrier::Server("https://aegis.example".to_owned());
    insta::assert_snapshot!("why_agent", why(&fixture::at_work(), None, &carrier));
}

#[test]
fn a_call_that_was_put_off_says_where_to_and_why() {
    insta::assert_snapshot!("why_undelivered", why(&fixture::undelivered(), None, &Carrier::Process(4_711)));
}

#[test]
fn a_call_that_was_put_off_for_a_reason_that_nobody_kept_blames_nobody() {
    let mut run = fixture::undelivered();
    run.pending_effects[0].reason = None;
    let case = Case { run: &run, failure: None, carrier: &Carrier::Process(4_711), now: fixture::now() };
    assert_eq!(
        diagnose(case).because,
        "the call to agent researcher at http://127.0.0.1:9000 was put off 4 times so far; it is tried again in 20 s"
    );
}

#[test]
fn a_store_that_nobody_carries_on_says_so_first() {
    let run = fixture::at_work();
    let case = Case { run: &run, failure: None, carrier: &Carrier::Nobody, now: fixture::now() };
    let found = diagnose(case);
    assert!(found.because.starts_with("no program carries it on"), "{found:?}");
    assert!(found.moves[0].starts_with("aegis watch heat-7f3a"), "{found:?}");
}

#[test]
fn a_gate_needs_no_engine_and_does_not_ask_for_one() {
    let run = fixture::at_gate();
    let case = Case { run: &run, failure: None, carrier: &Carrier::Nobody, now: fixture::now() };
    assert!(!diagnose(case).because.contains("no program"));
}

#[test]
fn a_pause_is_undone_by_resume() {
    insta::assert_snapshot!("why_paused", why(&fixture::paused(), None, &Carrier::Nobody));
}

#[test]
fn ended_runs_say_how_and_that_nothing_moves_them() {
    insta::assert_snapshot!("why_failed", why(&fixture::failed(), None, &Carrier::Nobody));
    insta::assert_snapshot!("why_completed", why(&fixture::completed(), None, &Carrier::Nobody));
}

#[test]
fn the_same_is_there_as_data() {
    let run = fixture::at_gate();
    let case = Case { run: &run, failure: None, carrier: &Carrier::Process(4_711), now: fixture::now() };
    insta::assert_json_snapshot!("why_json", json(case));
}
