//! A state never outgrows what every store holds, whatever agents and people say.

use super::build::{agent, gate, id, playbook, secs};
use super::check::Witness;
use super::world::{World, failure, success};
use crate::decide::{Command, DecideCommand, Rejection};
use crate::digest::canonical_json;
use crate::ids::AttemptNo;
use crate::limits::{INLINE_MAX_BYTES, STATE_MAX_BYTES, STATE_OPEN_MAX_BYTES, STEPS_MAX, TEXT_MAX_CHARS};
use crate::payload::Payload;
use crate::playbook::Step;
use crate::run::{ErrorKind, RunStatus, StepStatus, Verdict};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// As large as rides inside, and of what takes more in the state than in the canonical form.
fn largest_inside() -> Value {
    Value::from(vec![1.0; (INLINE_MAX_BYTES - 1) / 2])
}

/// As long as a message is kept, and of what takes most as JSON.
fn longest() -> String {
    "\u{1}".repeat(TEXT_MAX_CHARS)
}

fn state_bytes(world: &World) -> usize {
    serde_json::to_vec(&world.run).unwrap().len()
}

fn names() -> Vec<String> {
    (0..STEPS_MAX).map(|number| format!("s{number}")).collect()
}

#[test]
fn the_most_steps_with_the_largest_results_complete() {
    let names = names();
    let mut world = World::of(playbook(names.iter().map(|name| agent(name, &[])).collect()));
    for name in &names {
        world.succeed(name, largest_inside()).unwrap();
        assert!(state_bytes(&world) <= STATE_OPEN_MAX_BYTES);
    }
    assert_eq!(world.status(), RunStatus::Completed);
    for name in &names {
        assert_eq!(canonical_json(&world.output(name)), canonical_json(&largest_inside()), "{name}");
    }
    let inside = names
        .iter()
        .filter(|name| matches!(world.step(name), StepStatus::Succeeded { output: Payload::Inline(_), .. }))
        .count();
    assert!((8..STEPS_MAX).contains(&inside), "{inside} ride inside, the others are stored");
}

#[test]
fn what_was_moved_to_the_payload_store_is_shown_at_a_gate() {
    let names = names();
    let mut steps: Vec<Step> = names[..STEPS_MAX - 1].iter().map(|name| agent(name, &[])).collect();
    steps.push(gate("review", &names[STEPS_MAX - 2]));
    let mut world = World::of(playbook(steps));
    for name in &names[..STEPS_MAX - 1] {
        world.succeed(name, largest_inside()).unwrap();
    }
    assert!(matches!(world.gate("review").artifact, Payload::Stored { .. }));
    world.decide(world.decision("review", Verdict::Approve)).unwrap();
    let approved = &world.output("review")["artifact"];
    assert_eq!(canonical_json(approved), canonical_json(&largest_inside()));
    assert_eq!(world.status(), RunStatus::Completed);
}

#[test]
fn a_run_that_would_outgrow_every_store_ends_by_name_and_stops_its_agents() {
    let names = names();
    let steps = names.iter().map(|name| agent(name, &[]).attempts(2, secs(60))).collect();
    let mut world = World::of(playbook(steps));
    let refused = names.iter().find_map(|name| world.answer(name, 1, failure(&longest(), true)).err());
    assert!(matches!(refused, Some(Rejection::Superseded { .. })), "{refused:?}");
    assert_eq!(world.status(), RunStatus::Failed);
    let Some(crate::run::Ending::Failed { error, .. }) = &world.run.ending else { panic!() };
    assert_eq!((&error.kind, error.retryable), (&ErrorKind::StateTooLarge, false));
    assert!(state_bytes(&world) <= STATE_MAX_BYTES);
    assert!(world.outbox().iter().any(|effect| effect.starts_with("stop/")));
}

#[derive(Clone, Debug)]
enum Said {
    Result { inside: bool },
    Failure,
    Approved,
    SentBack,
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        6 => any::<bool>().prop_map(|inside| Said::Result { inside }),
        3 => Just(Said::Failure),
        2 => Just(Said::Approved),
        4 => Just(Said::SentBack),
    ]
}

/// Half agents, half gates over them that send back often.
fn wide(agents: usize) -> World {
    let names = names();
    let mut steps: Vec<Step> =
        names[..agents].iter().map(|name| agent(name, &[]).attempts(20, secs(1))).collect();
    let gates = names[agents..].iter().enumerate().map(|(number, name)| {
        let shown = &names[number % agents];
        gate(name, shown).changes(shown, 20)
    });
    steps.extend(gates);
    World::of(playbook(steps))
}

fn command(world: &mut World, said: &Said, index: Index) -> Option<Command> {
    let of = |wanted: fn(&StepStatus) -> bool| -> Vec<String> {
        let steps = world.run.steps.iter().filter(|(_, state)| wanted(&state.status));
        steps.map(|(step, _)| step.to_string()).collect()
    };
    match said {
        Said::Result { .. } | Said::Failure => {
            let running = of(|status| matches!(status, StepStatus::Running(_)));
            let step = (!running.is_empty()).then(|| index.get(&running).clone())?;
            let attempt = world.attempt(&step).number;
            let value = match said {
                Said::Result { inside: false } => json!("x".repeat(INLINE_MAX_BYTES)),
                Said::Result { .. } | Said::Failure | Said::Approved | Said::SentBack => largest_inside(),
            };
            world.store(&value);
            let answer =
                if matches!(said, Said::Failure) { failure(&longest(), true) } else { success(value) };
            Some(Command::Answer { step: id(&step), attempt: AttemptNo(attempt.0), answer })
        }
        Said::Approved | Said::SentBack => {
            let open = of(|status| matches!(status, StepStatus::AwaitingApproval(_)));
            let gate = (!open.is_empty()).then(|| index.get(&open).clone())?;
            let verdict =
                if matches!(said, Said::Approved) { Verdict::Approve } else { Verdict::RequestChanges };
            let decision = world.decision(&gate, verdict);
            Some(Command::Decide(Box::new(DecideCommand { comment: Some(longest()), ..decision })))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]

    /// The witness measures every state that a decision comes to.
    #[test]
    fn no_legal_answers_make_a_state_that_a_store_refuses(
        agents in 20_usize..STEPS_MAX,
        history in prop::collection::vec((said(), any::<Index>()), 60..140),
    ) {
        let mut world = wide(agents);
        let mut witness = Witness::of_start(&world).map_err(TestCaseError::fail)?;
        for (said, index) in &history {
            world.now = world.now.after(secs(2));
            let command = command(&mut world, said, *index).unwrap_or(Command::Tick);
            let decision = world.considered(std::slice::from_ref(&command)).map_err(TestCaseError::fail)?;
            witness
                .decision(&world, std::slice::from_ref(&command), &decision)
                .map_err(TestCaseError::fail)?;
            world.take(decision);
        }
    }
}
