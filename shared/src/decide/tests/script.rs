//! Random histories: moves that are resolved against the state they meet, so that they shrink.

use super::build::person;
use super::world::{World, by, failure, success};
use crate::decide::{Answer, AnswerOutcome, Command, DecideCommand, EffectOutcome, Outcome};
use crate::digest::Digest;
use crate::ids::{ApprovalId, AttemptNo, CommitId, StepId};
use crate::ports::{Pulse, PulseKind};
use crate::run::{ErrorKind, StepStatus, Verdict};
use crate::time::Millis;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// One move.
#[derive(Clone, Debug)]
pub(super) enum Move {
    /// An answer to an attempt of a step: the current one, or one that is so many off.
    Answer {
        step: Index,
        off: i64,
        body: Body,
    },
    /// A decision.
    Decide {
        gate: Index,
        named: bool,
        hash: HashGiven,
        verdict: Verdict,
        edited: bool,
        ana: bool,
    },
    /// An earlier command once more.
    Again(Index),
    Cancel,
    Pause,
    Resume,
    Tick,
    /// Time passes.
    Wait(u64),
    /// What became of an effect.
    Outcome {
        effect: Index,
        holder: bool,
        result: Became,
    },
    /// Somebody heard of an offer, once or again, and takes it.
    Take {
        effect: Index,
        holder: bool,
    },
    /// A pulse of the current attempt of a step.
    Pulse {
        step: Index,
        acknowledged: bool,
    },
    /// Another process takes the store over.
    Restart,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Body {
    Small(u8),
    Large,
    Invalid,
    Failed { retryable: bool },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HashGiven {
    Right,
    Wrong,
    None,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Became {
    Done,
    Answered(u8),
    Refused { retryable: bool },
    Later { maybe_done: bool },
}

pub(super) fn moves() -> impl Strategy<Value = Move> {
    let index = any::<Index>;
    let body = prop_oneof![
        6 => any::<u8>().prop_map(Body::Small),
        1 => Just(Body::Large),
        1 => Just(Body::Invalid),
        3 => any::<bool>().prop_map(|retryable| Body::Failed { retryable }),
    ];
    let verdicts = prop::sample::select(vec![
        Verdict::Approve,
        Verdict::Approve,
        Verdict::RequestChanges,
        Verdict::RequestChanges,
        Verdict::Reject,
    ]);
    let hashes =
        prop::sample::select(vec![HashGiven::Right, HashGiven::Right, HashGiven::Wrong, HashGiven::None]);
    let results = prop_oneof![
        3 => Just(Became::Done),
        2 => any::<u8>().prop_map(Became::Answered),
        1 => any::<bool>().prop_map(|retryable| Became::Refused { retryable }),
        2 => any::<bool>().prop_map(|maybe_done| Became::Later { maybe_done }),
    ];
    let off = prop_oneof![6 => Just(0_i64), 2 => Just(-1_i64), 1 => -3_i64..4];
    prop_oneof![
        10 => (index(), off, body).prop_map(|(step, off, body)| Move::Answer { step, off, body }),
        8 => (index(), any::<bool>(), hashes, verdicts, any::<[bool; 2]>()).prop_map(
            |(gate, named, hash, verdict, [edited, ana])| Move::Decide { gate, named, hash, verdict, edited, ana }
        ),
        3 => index().prop_map(Move::Again),
        1 => prop::bool::weighted(0.3).prop_map(|cancel| if cancel { Move::Cancel } else { Move::Tick }),
        2 => Just(Move::Pause),
        2 => Just(Move::Resume),
        6 => Just(Move::Tick),
        6 => prop_oneof![8 => 0_u64..40_000, 1 => 0_u64..200_000_000].prop_map(Move::Wait),
        5 => (index(), prop::bool::weighted(0.8), results)
            .prop_map(|(effect, holder, result)| Move::Outcome { effect, holder, result }),
        5 => (index(), prop::bool::weighted(0.8)).prop_map(|(effect, holder)| Move::Take { effect, holder }),
        3 => (index(), any::<bool>()).prop_map(|(step, acknowledged)| Move::Pulse { step, acknowledged }),
        1 => Just(Move::Restart),
    ]
}

impl Move {
    /// The command that it comes to here; `None` where it only changes the surroundings, or does not apply.
    pub(super) fn command(&self, world: &mut World, earlier: &[Command]) -> Option<Command> {
        match self {
            Self::Answer { step, off, body } => {
                let step = some_step(world, *step);
                let last = i64::from(world.run.steps[&step].last_attempt.0);
                let attempt = AttemptNo(u32::try_from(last + off).unwrap_or(0));
                Some(Command::Answer { step, attempt, answer: body.answer(world) })
            }
            Self::Decide { gate, named, hash, verdict, edited, ana } => {
                let decision = decision(world, *gate, *hash, *verdict, *edited, *ana)?;
                let approval = decision.approval.clone().filter(|_| *named);
                Some(Command::Decide(Box::new(DecideCommand { approval, ..decision })))
            }
            Self::Again(index) => (!earlier.is_empty()).then(|| index.get(earlier).clone()),
            Self::Cancel => Some(Command::Cancel { by: by("ana"), reason: None }),
            Self::Pause => Some(Command::Pause { by: by("ana") }),
            Self::Resume => Some(Command::Resume { by: by("ana") }),
            Self::Tick => Some(Command::Tick),
            Self::Wait(millis) => {
                world.now = world.now.after(Millis(*millis));
                None
            }
            Self::Outcome { effect, holder, result } => outcome(world, *effect, *holder, *result),
            Self::Take { effect, holder } => take(world, *effect, *holder),
            Self::Pulse { step, acknowledged } => {
                pulse(world, *step, *acknowledged);
                None
            }
            Self::Restart => {
                // No process starts within the millisecond in which another one died.
                world.now = world.now.after(Millis(1));
                world.exclusive_since = Some(world.now);
                None
            }
        }
    }
}

fn some_step(world: &World, index: Index) -> StepId {
    // Mostly what is under way, so that histories get somewhere.
    let running: Vec<&StepId> = world
        .run
        .steps
        .iter()
        .filter(|(_, state)| matches!(state.status, StepStatus::Running(_)))
        .map(|(id, _)| id)
        .collect();
    let all: Vec<&StepId> =
        running.iter().copied().chain(running.iter().copied()).chain(world.run.steps.keys()).collect();
    (*index.get(&all)).clone()
}

impl Body {
    fn answer(self, world: &mut World) -> Answer {
        match self {
            Self::Small(n) => success(small(n)),
            Self::Large => {
                let value = json!({"n": 0, "text": "x".repeat(crate::limits::INLINE_MAX_BYTES)});
                world.store(&value);
                success(value)
            }
            Self::Invalid => {
                let valid = success(json!(null));
                let AnswerOutcome::Succeeded { output, .. } = valid.outcome else { return valid };
                let outcome = AnswerOutcome::Succeeded { output, invalid: Some("no".to_owned()) };
                Answer { digest: Digest::of_bytes(b"invalid"), outcome }
            }
            Self::Failed { retryable } => failure("broken", retryable),
        }
    }
}

fn small(n: u8) -> Value {
    json!({"n": n, "half": f64::from(n) / 7.0, "words": ["é", "\u{1F600}", null, true]})
}

fn decision(
    world: &World,
    index: Index,
    hash: HashGiven,
    verdict: Verdict,
    edited: bool,
    ana: bool,
) -> Option<DecideCommand> {
    let mut gates: Vec<(ApprovalId, Digest)> = Vec::new();
    for (step, state) in &world.run.steps {
        if let StepStatus::AwaitingApproval(gate) = &state.status {
            gates.push((ApprovalId { step: step.clone(), round: gate.round }, gate.artifact_hash));
        }
    }
    gates.extend(world.run.decisions.last().map(|record| (record.approval.clone(), record.shown_hash)));
    let (approval, shown) = (!gates.is_empty()).then(|| index.get(&gates).clone())?;
    let wrong = Digest::of_bytes(b"another artifact");
    let name = if ana { "ana" } else { "ben" };
    Some(DecideCommand {
        artifact_hash: match hash {
            HashGiven::Right => Some(shown),
            HashGiven::Wrong => Some(wrong),
            HashGiven::None => None,
        },
        verdict,
        comment: edited.then(|| "with edits".to_owned()),
        patch: (edited && verdict == Verdict::Approve).then(|| json!({"n": "edited"})),
        digest: Digest::of_bytes(format!("{approval} {hash:?} {verdict:?} {edited} {name}").as_bytes()),
        by: crate::principal::Principal { id: person(name), ..by(name) },
        approval: Some(approval),
    })
}

fn outcome(world: &World, index: Index, holder: bool, result: Became) -> Option<Command> {
    let effects: Vec<_> = world.run.outbox.iter().collect();
    let (effect, found) = (!effects.is_empty()).then(|| *index.get(&effects))?;
    let claim = found.claim.holder.filter(|_| holder).unwrap_or(CommitId::from_bits(u128::MAX));
    let result = match result {
        Became::Done => EffectOutcome::Done,
        Became::Answered(n) => EffectOutcome::Answered(success(small(n))),
        Became::Refused { retryable } => {
            EffectOutcome::Refused { kind: ErrorKind::Refused, reason: "no".to_owned(), retryable }
        }
        Became::Later { maybe_done } => {
            EffectOutcome::TryLater { reason: "later".to_owned(), after_ms: None, maybe_done }
        }
    };
    Some(Command::Outcome(Outcome { effect: effect.clone(), claim, result }))
}

fn take(world: &World, index: Index, holder: bool) -> Option<Command> {
    let effects: Vec<_> = world.run.outbox.iter().collect();
    let (effect, found) = (!effects.is_empty()).then(|| *index.get(&effects))?;
    let offer = found.claim.holder.filter(|_| holder).unwrap_or(CommitId::from_bits(u128::MAX));
    Some(Command::Take { effect: effect.clone(), offer })
}

fn pulse(world: &mut World, index: Index, acknowledged: bool) {
    let step = some_step(world, index);
    let attempt = world.run.steps[&step].last_attempt;
    // A process that has lost the store has lost the replies to its calls as well.
    let lost = match (&world.run.steps[&step].status, world.exclusive_since) {
        (StepStatus::Running(attempt), Some(since)) => attempt.dispatched_at < since,
        _other => false,
    };
    if acknowledged && lost {
        return;
    }
    let kind = if acknowledged {
        PulseKind::Acknowledged { done: Vec::new() }
    } else {
        PulseKind::Alive { progress: None }
    };
    let word = kind.word();
    // The newest of each kind stands, as in a store.
    world.pulses.retain(|old| !(old.step == step && old.attempt == attempt && old.kind.word() == word));
    world.pulses.push(Pulse { step, attempt, at: world.now, kind });
}
