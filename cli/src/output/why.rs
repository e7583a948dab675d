//! Why a run stands where it stands and what would move it: the diagnosis, for people and as data. It reads only what
//! it is given and decides nothing about the run.

use super::list::status;
use super::table::facts;
use super::text::{Paint, Tone, ago, between, cut, moment, one_line, until};
use serde_json::{Value, json};
use shared::run::{RunStatus, WaitingOn};
use shared::time::Timestamp;
use shared::wire::{EventView, GateView, RunView, StepView};

/// Most characters of a message of others.
const TEXT_CHARS: usize = 300;

/// Who carries the run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A process on this machine, by its id.
    Process(u32),
    /// A server.
    Server(String),
    /// Nobody: no engine runs on this store.
    Nobody,
}

/// What the diagnosis is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    /// The run.
    pub(crate) run: &'a RunView,
    /// Its newest failure, where an attempt ever failed.
    pub(crate) failure: Option<&'a EventView>,
    /// Who carries it on.
    pub(crate) carrier: &'a Carrier,
    /// The time.
    pub(crate) now: Timestamp,
}

/// What is the matter, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnosis {
    /// One sentence.
    pub(crate) because: String,
    /// What would move it, the best first: a command, or what will happen by itself.
    pub(crate) moves: Vec<String>,
}

/// Finds out what is the matter.
pub(crate) fn diagnose(case: Case<'_>) -> Diagnosis {
    let run = case.run;
    if run.status.is_terminal() {
        return ended(run);
    }
    let mut found = waiting(case);
    let engine_needed = !run.pending_effects.is_empty()
        || run.waiting_on.iter().any(|item| !matches!(item, WaitingOn::Approval { .. }));
    if *case.carrier == Carrier::Nobody && engine_needed && !run.paused {
        let id = &run.workflow_id;
        found.because = format!("no program carries it on right now; {}", found.because);
        found
            .moves
            .insert(0, format!("aegis watch {id}    (or `aegis dev`): carries it on from where it stands"));
    }
    found
}

fn ended(run: &RunView) -> Diagnosis {
    let id = &run.workflow_id;
    let because = match run.status {
        RunStatus::Failed => {
            let step = run.steps.iter().find(|step| step.status == "failed");
            let place = step.map(|step| format!("step {} failed for good", step.id));
            let error = run
                .error
                .as_ref()
                .map(|e| format!("{}: {}", one_line(&e.kind), cut(&one_line(&e.message), TEXT_CHARS)));
            [place, error].into_iter().flatten().collect::<Vec<_>>().join("; ")
        }
        RunStatus::Rejected => format!("a person said no: {}", text(run.reason.as_deref())),
        RunStatus::Cancelled => format!("it was cancelled: {}", text(run.reason.as_deref())),
        RunStatus::Completed | RunStatus::Pending | RunStatus::Running | RunStatus::AwaitingApproval => {
            "it is done".to_owned()
        }
    };
    let moves = match run.status {
        RunStatus::Completed => vec![format!("aegis export {id}    copies its result to a folder")],
        RunStatus::Failed | RunStatus::Rejected | RunStatus::Cancelled => vec![
            "nothing: a run that has ended never changes".to_owned(),
            format!("aegis events {id}    shows how it came to this"),
        ],
        RunStatus::Pending | RunStatus::Running | RunStatus::AwaitingApproval => Vec::new(),
    };
    Diagnosis { because, moves }
}

fn waiting(case: Case<'_>) -> Diagnosis {
    let run = case.run;
    let id = &run.workflow_id;
    let mut because = Vec::new();
    let mut moves = Vec::new();
    for item in &run.waiting_on {
        let step = run.steps.iter().find(|step| step.id == *item.step());
        match item {
            WaitingOn::Agent { agent, attempt, until: limit, .. } => {
                because.push(agent_at_work(case, step, agent, attempt.0));
                moves.push(format!(
                    "the agent's answer; without one, attempt {} times out {}",
                    attempt.0,
                    until(limit, case.now)
                ));
            }
            WaitingOn::Retry { step, until: at, error } => {
                because.push(format!(
                    "step {step} failed ({}) and waits before it tries again",
                    cut(&one_line(error), TEXT_CHARS)
                ));
                moves.push(format!("by itself: the next attempt starts {}", until(at, case.now)));
            }
            WaitingOn::Approval { approval_id, .. } => {
                let gate = step.and_then(|step| step.gate.as_ref());
                because.push(match gate {
                    Some(gate) => format!("a person has to decide {approval_id}: {}", one_line(&gate.title)),
                    None => format!("a person has to decide {approval_id}"),
                });
                moves.extend(gate_moves(&id.to_string(), approval_id, gate, case.now));
            }
            WaitingOn::Resume { step, paused_by } => {
                because.push(format!("it is paused by {}; step {step} would be next", one_line(paused_by)));
            }
        }
    }
    if run.paused {
        if !run.waiting_on.iter().any(|item| matches!(item, WaitingOn::Resume { .. })) {
            because.push("it is paused as well: no new step starts".to_owned());
        }
        moves.insert(0, format!("aegis resume {id}"));
    }
    if because.is_empty() {
        because.push("it is between two steps".to_owned());
    }
    Diagnosis { because: because.join("; "), moves }
}

fn agent_at_work(case: Case<'_>, step: Option<&StepView>, agent: &str, number: u32) -> String {
    let agent = one_line(agent);
    let Some(attempt) = step.and_then(|step| step.attempt.as_ref()) else {
        return format!("agent {agent} is at work");
    };
    let target = one_line(&attempt.target);
    let stuck = step.and_then(|step| {
        let mine = format!("/{}/{number}/", step.id);
        case.run.pending_effects.iter().find(|effect| effect.id.contains(&mine) && effect.failures > 0)
    });
    if let Some(effect) = stuck {
        let times =
            if effect.failures == 1 { "once".to_owned() } else { format!("{} times", effect.failures) };
        return format!(
            "agent {agent} at {target} could not be reached ({times} so far); it is tried again {}",
            until(&effect.until, case.now)
        );
    }
    let heard = match (&attempt.heard_at, &attempt.acknowledged_at) {
        (Some(at), _) => format!("it was last heard {}", ago(at, case.now)),
        (None, Some(at)) => format!("it took the work {} and was not heard since", ago(at, case.now)),
        (None, None) => "it has not acknowledged the work yet".to_owned(),
    };
    let progress =
        attempt.progress.as_ref().map(|p| format!(", saying: {}", progress(p))).unwrap_or_default();
    format!("agent {agent} ({target}) works on it; {heard}{progress}")
}

/// What an agent said about its progress: its message where it gave one.
pub(crate) fn progress(progress: &Value) -> String {
    let message = progress.as_str().or_else(|| progress.get("message").and_then(Value::as_str));
    let text = message.map_or_else(|| progress.to_string(), str::to_owned);
    cut(&one_line(&text), 80)
}

fn gate_moves(id: &str, approval: &str, gate: Option<&GateView>, now: Timestamp) -> Vec<String> {
    let mut moves = vec![format!(
        "aegis approve {id} {approval}    shows it and asks; without a terminal add --artifact-hash"
    )];
    let Some(gate) = gate else { return moves };
    if gate.rounds_left > 0 {
        moves.push(format!("aegis request-changes {id} {approval} -m \"WHAT TO CHANGE\""));
    }
    moves.push(format!("aegis reject {id} {approval} -m \"WHY\"    ends the run REJECTED"));
    if let Some(at) = &gate.deadline {
        let then = match gate.on_deadline.as_deref() {
            Some("reject") => "it counts as rejected",
            Some("approve") => "it counts as approved",
            _ => "it stays open and goes on reminding",
        };
        moves.push(match gate.overdue {
            true => format!("its deadline was {}; {then}", until(at, now)),
            false => format!("nobody deciding: {} {then}", until(at, now)),
        });
    }
    moves
}

/// The text of `why`.
pub(crate) fn render(case: Case<'_>, paint: Paint) -> String {
    let (run, now) = (case.run, case.now);
    let found = diagnose(case);
    let id = paint.tone(Tone::Strong, run.workflow_id.as_str());
    let mut text = format!(
        "{id} is {}: {}.\n\n",
        status(run.status, run.paused, paint),
        found.because.trim_end_matches('.')
    );
    let mut rows = vec![("since", since(run, now))];
    for (index, line) in found.moves.iter().enumerate() {
        rows.push((if index == 0 { "moved by" } else { "" }, line.clone()));
    }
    if let Some(gate) = run.steps.iter().find_map(|step| step.gate.as_ref()) {
        rows.push(("artifact", format!("sha256 {}", gate.artifact_hash)));
    }
    rows.push(("last failure", last_failure(case)));
    rows.push(("effects", effects(run, now)));
    if let Some(timers) = timers(run, now) {
        rows.push(("timers", timers));
    }
    if !run.status.is_terminal() {
        rows.push(("engine", carrier(case.carrier)));
    }
    text.push_str(&facts(&rows));
    text
}

/// The same as data.
pub(crate) fn json(case: Case<'_>) -> Value {
    let found = diagnose(case);
    let run = case.run;
    json!({
        "workflow_id": run.workflow_id, "status": run.status, "paused": run.paused,
        "current_step": run.current_step, "since": started_waiting(run), "because": found.because,
        "moves": found.moves, "waiting_on": run.waiting_on, "last_failure": case.failure,
        "pending_effects": run.pending_effects,
        "engine": match case.carrier {
            Carrier::Process(pid) => json!({"pid": pid}),
            Carrier::Server(url) => json!({"url": url}),
            Carrier::Nobody => Value::Null,
        },
    })
}

/// Since when it stands where it stands.
fn started_waiting(run: &RunView) -> String {
    let since = run.waiting_on.iter().find_map(|item| match item {
        WaitingOn::Agent { since, .. } | WaitingOn::Approval { since, .. } => Some(since.clone()),
        WaitingOn::Retry { .. } | WaitingOn::Resume { .. } => None,
    });
    since.or_else(|| run.completed_at.clone()).unwrap_or_else(|| run.updated_at.clone())
}

fn since(run: &RunView, now: Timestamp) -> String {
    let at = started_waiting(run);
    let total = match &run.completed_at {
        Some(done) => between(&run.created_at, done).map(|took| format!("; it took {took}")),
        None => Some(format!("; the run was started {}", ago(&run.created_at, now))),
    };
    format!("{} ({}){}", moment(&at), ago(&at, now), total.unwrap_or_default())
}

fn last_failure(case: Case<'_>) -> String {
    let Some(event) = case.failure else { return "none".to_owned() };
    let sentence = super::event::sentence(event, Paint::off());
    format!("{} ({})", sentence, ago(&event.at, case.now))
}

fn effects(run: &RunView, now: Timestamp) -> String {
    if run.pending_effects.is_empty() {
        return "none pending".to_owned();
    }
    let lines = run.pending_effects.iter().take(10).map(|effect| {
        let failed = match effect.failures {
            0 => String::new(),
            1 => ", failed once".to_owned(),
            times => format!(", failed {times} times"),
        };
        // The run's id is in the headline already.
        let id = one_line(&effect.id);
        let id = id.strip_prefix(&format!("{}/", run.workflow_id)).unwrap_or(&id).to_owned();
        format!("{id}: looked at again {}{failed}", until(&effect.until, now))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn timers(run: &RunView, now: Timestamp) -> Option<String> {
    let mut timers: Vec<(String, String)> = Vec::new();
    for step in &run.steps {
        if let Some(attempt) = &step.attempt {
            timers.push((
                attempt.timeout_at.clone(),
                format!("{} attempt {} times out", step.id, attempt.number),
            ));
        }
        if let Some(at) = &step.retry_at {
            timers.push((at.clone(), format!("{} tries again", step.id)));
        }
        if let Some((gate, at)) =
            step.gate.as_ref().and_then(|gate| gate.deadline.as_ref().map(|at| (gate, at)))
        {
            timers.push((at.clone(), format!("deadline of {}", gate.approval_id)));
        }
    }
    timers.sort();
    let lines: Vec<String> =
        timers.iter().map(|(at, what)| format!("{what} {} ({})", until(at, now), moment(at))).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn carrier(carrier: &Carrier) -> String {
    match carrier {
        Carrier::Process(pid) => format!("process {pid} on this machine carries it on"),
        Carrier::Server(url) => format!("{} carries it on", one_line(url)),
        Carrier::Nobody => "nobody carries it on; its state is safe".to_owned(),
    }
}

fn text(reason: Option<&str>) -> String {
    cut(&one_line(reason.unwrap_or("no reason was given")), TEXT_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

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
    fn an_agent_that_is_out_of_reach_is_named_with_its_address() {
        insta::assert_snapshot!(
            "why_undelivered",
            why(&fixture::undelivered(), None, &Carrier::Process(4_711))
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
}
