//! A run with all that a decision needs around it. Time is a value that tests move.

use super::build::{id, person};
use crate::decide::{
    Answer, AnswerOutcome, Command, Context, DecideCommand, Decision, EffectOutcome, Obstacle, Outcome,
    Rejection, Reply, Sinks, StartCommand, Targets, decide, start,
};
use crate::digest::Digest;
use crate::ids::{AgentName, ApprovalId, AttemptNo, CommitId, TenantId, WorkflowId};
use crate::payload::{Loaded, Payload};
use crate::playbook::Playbook;
use crate::ports::{Pulse, PulseKind, WakeDelivery};
use crate::principal::{Assurance, Principal};
use crate::run::{
    Attempt, Effect, EffectId, EffectKind, Event, Gate, JournalRecord, ReplyMode, Run, RunKey, RunStatus,
    StepStatus, Target, Verdict, alarm, status,
};
use crate::time::{Millis, Timestamp};
use serde_json::Value;
use std::sync::Arc;

/// Resolves every agent's name but `nobody`, the same way.
pub(super) struct Registry {
    pub(super) target: Target,
}

impl Targets for Registry {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        (agent.as_str() != "nobody").then(|| self.target.clone())
    }
}

pub(super) struct World {
    pub(super) playbook: Playbook,
    pub(super) run: Run,
    pub(super) journal: Vec<JournalRecord>,
    pub(super) now: Timestamp,
    pub(super) registry: Registry,
    pub(super) sinks: Sinks,
    pub(super) wakes: WakeDelivery,
    /// The payload store.
    pub(super) stored: Loaded,
    pub(super) pulses: Vec<Pulse>,
    pub(super) exclusive_since: Option<Timestamp>,
    commits: u128,
}

pub(super) fn target() -> Target {
    Target { address: "test:agent".to_owned(), reply: ReplyMode::Callback, idempotent: true, volatile: false }
}

pub(super) fn by(name: &str) -> Principal {
    Principal { id: person(name), assurance: Assurance::Link, claims_to_be: None }
}

pub(super) fn success(value: Value) -> Answer {
    let digest = Digest::of_json(&value);
    Answer { digest, outcome: AnswerOutcome::Succeeded { output: Payload::of(value).0, invalid: None } }
}

pub(super) fn failure(message: &str, retryable: bool) -> Answer {
    let outcome = AnswerOutcome::Failed { kind: "BROKEN".to_owned(), message: message.to_owned(), retryable };
    Answer { digest: Digest::of_bytes(message.as_bytes()), outcome }
}

pub(super) fn start_command(input: Value) -> StartCommand {
    StartCommand {
        key: RunKey { tenant: TenantId::parse("local").unwrap(), id: WorkflowId::parse("run-1").unwrap() },
        digest: Digest::of_json(&input),
        input: Payload::of(input).0,
        by: by("ana"),
        trace: None,
    }
}

/// Decides with whatever documents are stored, loading them as they are asked for.
pub(super) fn with_documents<T>(
    stored: &Loaded,
    decide: impl Fn(&Loaded) -> Result<T, Obstacle>,
) -> Result<T, String> {
    let mut loaded = Loaded::new();
    loop {
        match decide(&loaded) {
            Ok(decision) => return Ok(decision),
            Err(Obstacle::Needed(needed)) => {
                let document = stored.get(&needed.0);
                let document = document.ok_or(format!("asks for {}, which nobody has stored", needed.0))?;
                if loaded.insert(needed.0, Arc::clone(document)).is_some() {
                    return Err(format!("asks again for {}", needed.0));
                }
            }
            Err(Obstacle::Broken(error)) => return Err(error.to_string()),
        }
    }
}

impl World {
    pub(super) fn of(playbook: Playbook) -> Self {
        Self::with(playbook, target(), Sinks { events: false, notices: false })
    }

    pub(super) fn with(playbook: Playbook, target: Target, sinks: Sinks) -> Self {
        Self::woken(playbook, target, sinks, WakeDelivery::AtMostOnce)
    }

    pub(super) fn woken(playbook: Playbook, target: Target, sinks: Sinks, wakes: WakeDelivery) -> Self {
        let now = Timestamp::from_millis(1_000_000);
        let registry = Registry { target };
        let context = Context {
            now,
            commit_id: CommitId::from_bits(1),
            playbook: &playbook,
            targets: &registry,
            sinks,
            wakes,
            loaded: &Loaded::new(),
            pulses: &[],
            exclusive_since: None,
        };
        let decision = start(&start_command(serde_json::json!({"topic": "rivers"})), &context).unwrap();
        let mut world = Self {
            run: decision.run.clone(),
            journal: Vec::new(),
            now,
            registry,
            sinks,
            wakes,
            stored: Loaded::new(),
            pulses: Vec::new(),
            exclusive_since: None,
            commits: 1,
            playbook,
        };
        world.take(decision);
        world
    }

    pub(super) fn context<'a>(&'a self, loaded: &'a Loaded) -> Context<'a> {
        Context {
            now: self.now,
            commit_id: CommitId::from_bits(self.commits + 1),
            playbook: &self.playbook,
            targets: &self.registry,
            sinks: self.sinks,
            wakes: self.wakes,
            loaded,
            pulses: &self.pulses,
            exclusive_since: self.exclusive_since,
        }
    }

    /// What a batch would come to.
    pub(super) fn considered(&self, commands: &[Command]) -> Result<Decision, String> {
        with_documents(&self.stored, |loaded| decide(&self.run, commands, &self.context(loaded)))
    }

    /// Commits a decision.
    pub(super) fn take(&mut self, decision: Decision) {
        for (digest, bytes) in decision.documents {
            self.stored.insert(digest, Arc::new(serde_json::from_slice(&bytes).unwrap()));
        }
        self.commits += 1;
        self.journal.extend(decision.records);
        self.run = decision.run;
    }

    pub(super) fn batch(&mut self, commands: &[Command]) -> Vec<Result<Reply, Rejection>> {
        let decision = self.considered(commands).unwrap();
        let replies = decision.replies.clone();
        self.take(decision);
        replies
    }

    pub(super) fn ask(&mut self, command: Command) -> Result<Reply, Rejection> {
        self.batch(&[command]).remove(0)
    }

    pub(super) fn answer(&mut self, step: &str, attempt: u32, answer: Answer) -> Result<Reply, Rejection> {
        self.ask(Command::Answer { step: id(step), attempt: AttemptNo(attempt), answer })
    }

    /// Puts a document into the payload store, as the shell does before it hands on an answer.
    pub(super) fn store(&mut self, value: &Value) {
        self.stored.insert(Digest::of_json(value), Arc::new(value.clone()));
    }

    /// The current attempt of a step succeeds.
    pub(super) fn succeed(&mut self, step: &str, value: Value) -> Result<Reply, Rejection> {
        let attempt = self.attempt(step).number.0;
        self.store(&value);
        self.answer(step, attempt, success(value))
    }

    pub(super) fn decision(&self, gate: &str, verdict: Verdict) -> DecideCommand {
        let open = self.gate(gate);
        DecideCommand {
            approval: Some(ApprovalId { step: id(gate), round: open.round }),
            verdict,
            artifact_hash: Some(open.artifact_hash),
            comment: None,
            patch: None,
            by: by("ana"),
            digest: Digest::of_bytes(format!("{gate} {} {verdict:?}", open.round).as_bytes()),
        }
    }

    pub(super) fn decide(&mut self, command: DecideCommand) -> Result<Reply, Rejection> {
        self.ask(Command::Decide(Box::new(command)))
    }

    pub(super) fn tick_after(&mut self, span: Millis) -> &mut Self {
        self.now = self.now.after(span);
        assert_eq!(self.ask(Command::Tick), Ok(Reply::Ticked));
        self
    }

    pub(super) fn outcome(&mut self, effect: &str, result: EffectOutcome) {
        let found = self.effect(effect).clone();
        let outcome = Outcome {
            effect: found.kind.id(),
            claim: found.claim.holder.unwrap_or(self.run.commit_id),
            result,
        };
        assert_eq!(self.ask(Command::Outcome(outcome)), Ok(Reply::Noted));
    }

    /// The agent acknowledged the current attempt of a step.
    pub(super) fn acknowledge(&mut self, step: &str) {
        self.pulse(step, PulseKind::Acknowledged { done: Vec::new() });
    }

    pub(super) fn pulse(&mut self, step: &str, kind: PulseKind) {
        let attempt = self.attempt(step).number;
        self.pulses.push(Pulse { step: id(step), attempt, at: self.now, kind });
    }

    pub(super) fn status(&self) -> RunStatus {
        status(&self.run)
    }

    pub(super) fn step(&self, step: &str) -> &StepStatus {
        &self.run.steps[&id(step)].status
    }

    pub(super) fn attempt(&self, step: &str) -> &Attempt {
        let StepStatus::Running(attempt) = self.step(step) else { panic!("{:?}", self.step(step)) };
        attempt
    }

    pub(super) fn gate(&self, step: &str) -> &Gate {
        let StepStatus::AwaitingApproval(gate) = self.step(step) else { panic!("{:?}", self.step(step)) };
        gate
    }

    /// The output of a step that has succeeded.
    pub(super) fn output(&self, step: &str) -> Value {
        let StepStatus::Succeeded { output, .. } = self.step(step) else { panic!("{:?}", self.step(step)) };
        (**output.value(&self.stored).unwrap()).clone()
    }

    pub(super) fn effect(&self, name: &str) -> &Effect {
        let found = self.run.outbox.iter().find(|(id, _)| id.to_string() == name);
        found.map(|(_, effect)| effect).unwrap_or_else(|| panic!("no {name} among {:?}", self.outbox()))
    }

    pub(super) fn outbox(&self) -> Vec<String> {
        self.run.outbox.keys().map(EffectId::to_string).collect()
    }

    pub(super) fn invocations(&self) -> Vec<String> {
        let invokes =
            self.run.outbox.values().filter(|effect| matches!(effect.kind, EffectKind::Invoke { .. }));
        invokes.map(|effect| effect.kind.id().to_string()).collect()
    }

    /// Names of the public events since a record.
    pub(super) fn events_after(&self, seq: u64) -> Vec<&'static str> {
        self.journal.iter().filter(|r| r.seq > seq).filter_map(|r| r.event.public_name()).collect()
    }

    pub(super) fn happened(&self, wanted: impl Fn(&Event) -> bool) -> usize {
        self.journal.iter().filter(|record| wanted(&record.event)).count()
    }

    /// How long it is until somebody must look.
    pub(super) fn alarm_in(&self) -> Millis {
        alarm(&self.run).unwrap().since(self.now)
    }
}
