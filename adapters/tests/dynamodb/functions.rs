//! The engine as two stateless functions run it: every step loads the run, as a function does that was woken. Agents,
//! bus and approvers only say that they have it.

use adapters::memory::{
    CountingEntropy, FixedKeys, ManualClock, MemoryPayloads, RecordingBus, RecordingNotifier,
};
use async_trait::async_trait;
use serde_json::{Value, json};
use shared::decide::{Answer, AnswerOutcome, Command, DecideCommand, EffectOutcome, Outcome, StartCommand};
use shared::digest::Digest;
use shared::ids::{AgentName, AttemptNo, PersonId, StepId};
use shared::payload::Payload;
use shared::playbook::Playbook;
use shared::ports::{
    Agents, AnswerKey, AnswerRow, AttemptRef, Beside, Delivery, Dispatch, DispatchError, Pulse, PulseKind,
    RunStore, Seen, Wake, WakeDelivery, WakeHint,
};
use shared::principal::{Assurance, Principal};
use shared::protocol::{Engine, Glance, Options, Ports, Transacted};
use shared::run::{EffectKind, Run, RunKey, Target, Verdict};
use shared::time::Millis;
use std::sync::Arc;

/// A serverless home around a store.
pub(crate) struct Home {
    engine: Engine,
    clock: Arc<ManualClock>,
    playbook: Arc<Playbook>,
}

struct Anywhere;

#[async_trait]
impl Agents for Anywhere {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        let address = format!("arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/{agent}-a1b2c3d4e5");
        serde_json::from_value(json!({"address": address})).ok()
    }

    async fn dispatch(&self, _dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        Ok(Delivery::Acknowledged)
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        Ok(())
    }
}

#[async_trait]
impl Wake for Anywhere {
    fn delivery(&self) -> WakeDelivery {
        WakeDelivery::Repeated
    }

    async fn wake(&self, _hint: WakeHint) {}

    fn changed(&self, _run: &Run) {}
}

impl Home {
    pub(crate) fn new(store: Arc<dyn RunStore>) -> Self {
        let clock = Arc::new(ManualClock::new(adapters::conformance::samples::at(1_790_000_000_000)));
        let ports = Ports {
            store,
            payloads: Arc::new(MemoryPayloads::new()),
            agents: Arc::new(Anywhere),
            bus: Arc::new(RecordingBus::new()),
            notifier: Arc::new(RecordingNotifier::new()),
            wake: Arc::new(Anywhere),
            keys: Arc::new(FixedKeys::new(1)),
            clock: Arc::clone(&clock) as _,
            entropy: Arc::new(CountingEntropy::new(1)),
        };
        let playbook = Arc::new(shared::playbook::research_report().unwrap());
        Self { engine: Engine::new(ports, None), clock, playbook }
    }

    /// What is stored once per playbook and not per run.
    pub(crate) async fn deploy(&self) {
        let tenant = adapters::conformance::samples::key("default", "x").tenant;
        let (store, playbook) = (&self.engine.ports.store, &self.playbook);
        store.put_playbook(&tenant, playbook.hash, &playbook.source).await.unwrap();
    }

    pub(crate) async fn start(&self) -> RunKey {
        let key = adapters::conformance::samples::key("default", "01990b6e-5f3a-7c41-9f0e-2f6d2b1c8a77");
        let input = json!({"topic": "Do heat pumps pay off in older homes?", "depth": "comprehensive", "max_results": 10});
        let command = StartCommand {
            key: key.clone(),
            digest: Digest::of_json(&input),
            input: Payload::Inline(Arc::new(input)),
            by: person(),
            trace: None,
        };
        assert!(self.engine.start(&command, &self.playbook).await.unwrap().committed);
        key
    }

    /// What the controller does when it is woken: every effect goes well.
    pub(crate) async fn perform(&self, key: &RunKey) {
        self.clock.advance(Millis(400));
        let run = self.engine.load(key).await.unwrap();
        let store = &self.engine.ports.store;
        let (mut acknowledged, mut done) = (None, Vec::new());
        for (id, effect) in &run.outbox {
            match &effect.kind {
                EffectKind::Invoke { step, attempt } => acknowledged = Some((step.clone(), *attempt)),
                EffectKind::Publish { from, to } => {
                    let count = usize::try_from(to - from + 1).unwrap();
                    assert_eq!(store.journal(key, from - 1, count).await.unwrap().len(), count);
                    done.push(id.clone());
                }
                EffectKind::Stop { .. } | EffectKind::Notify { .. } => done.push(id.clone()),
            }
        }
        match acknowledged {
            Some((step, attempt)) => {
                let kind = PulseKind::Acknowledged { done };
                store.put_pulse(key, Pulse { step, attempt, at: self.engine.now(), kind }).await.unwrap();
            }
            None => {
                let outcome = |effect| Outcome { effect, claim: run.commit_id, result: EffectOutcome::Done };
                let commands: Vec<_> = done.into_iter().map(|id| Command::Outcome(outcome(id))).collect();
                let options = Options { known: Some(Arc::clone(&run)), ..Options::default() };
                self.transact(key, &commands, options).await;
            }
        }
    }

    /// What the callback function does with an agent's result.
    pub(crate) async fn answer(&self, key: &RunKey, step: &str, result: Value) {
        self.clock.advance(Millis(60_000));
        let Seen { run, pulses, .. } = self.engine.look(key, Beside::Pulses).await.unwrap();
        let (step, attempt, digest) = (StepId::parse(step).unwrap(), AttemptNo(1), Digest::of_json(&result));
        let (output, bytes) = Payload::of(result);
        assert!(bytes.is_none(), "it rides in the state");
        let answer = Answer { digest, outcome: AnswerOutcome::Succeeded { output, invalid: None } };
        let row = AnswerRow {
            key: AnswerKey { step: step.clone(), attempt, digest },
            at: self.engine.now(),
            answer: answer.clone(),
        };
        let (known, known_pulses) = (Some(run), pulses);
        let options = Options { known, known_pulses, keep_safe: Some(row), ..Options::default() };
        self.transact(key, &[Command::Answer { step, attempt, answer }], options).await;
    }

    /// What the callback function does with a decision.
    pub(crate) async fn approve(&self, key: &RunKey) {
        self.clock.advance(Millis(600_000));
        let decision = DecideCommand {
            approval: None,
            verdict: Verdict::Approve,
            artifact_hash: None,
            comment: Some("Good.".to_owned()),
            patch: None,
            by: person(),
            digest: Digest::of_bytes(b"approve"),
        };
        self.transact(key, &[Command::Decide(Box::new(decision))], Options::default()).await;
    }

    pub(crate) async fn is_completed(&self, key: &RunKey) {
        let run = self.engine.load(key).await.unwrap();
        assert!(run.is_terminal() && run.outbox.is_empty(), "{:?}", run.outbox);
    }

    /// What the scheduled sweep does with every run that is due.
    pub(crate) async fn sweep(&self) {
        self.clock.advance(Millis(60_000));
        for entry in self.engine.ports.store.due(self.engine.now(), None, 100).await.unwrap() {
            let glance = self.engine.glance(&entry.key).await.unwrap().unwrap();
            let now = self.engine.now();
            let rests =
                matches!(glance, Glance::Rests { waits_for_a_commit: true, alarm: Some(at) } if at > now);
            assert!(rests, "{glance:?}");
        }
    }

    async fn transact(&self, key: &RunKey, commands: &[Command], options: Options) -> Transacted {
        let done = self.engine.transact(key, commands, options).await.unwrap();
        assert!(done.committed && done.replies.iter().all(Result::is_ok), "{:?}", done.replies);
        done
    }
}

fn person() -> Principal {
    let id = PersonId::parse("arn:aws:iam::111122223333:user/editor").unwrap();
    Principal { id, assurance: Assurance::Verified, claims_to_be: None }
}
