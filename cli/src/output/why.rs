//! Why a run stands where it stands and what would move it: the diagnosis, for people and as data. It reads only what
//! it is given and decides nothing about the run.

mod render;

pub(crate) use render::{json, render};

use super::text::{ago, cut, one_line, until};
use serde_json::Value;
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
    let undelivered = step.and_then(|step| {
        let call = format!("invoke/{}/{number}", step.id);
        case.run.pending_effects.iter().find(|effect| effect.id == call)
    });
    if let Some(effect) = undelivered.filter(|effect| effect.failures == 0) {
        let at = until(&effect.until, case.now);
        return format!("agent {agent} ({target}) is not called yet; its call is looked at again {at}");
    }
    if let Some(effect) = undelivered {
        let times =
            if effect.failures == 1 { "once".to_owned() } else { format!("{} times", effect.failures) };
        let why = effect.reason.as_ref().map(|reason| format!(": {}", cut(&one_line(reason), TEXT_CHARS)));
        return format!(
            "the call to agent {agent} at {target} was put off {times} so far{}; it is tried again {}",
            why.unwrap_or_default(),
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

fn text(reason: Option<&str>) -> String {
    cut(&one_line(reason.unwrap_or("no reason was given")), TEXT_CHARS)
}

#[cfg(test)]
mod tests;
