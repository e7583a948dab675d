//! Who starts a run, and who cancels, pauses and resumes it.

use crate::fault::Fault;
use crate::world::{World, lock};
use serde_json::json;
use shared::decide::{Command, StartCommand};
use shared::digest::Digest;
use shared::ids::PersonId;
use shared::payload::Payload;
use shared::playbook::Playbook;
use shared::principal::{Assurance, Principal};
use shared::protocol::{Options, TransactError};
use shared::run::RunKey;
use std::sync::Arc;

/// Somebody by name, surely known.
pub(super) fn principal(name: &str) -> Option<Principal> {
    let id = PersonId::parse(name).ok()?;
    Some(Principal { id, assurance: Assurance::Verified, claims_to_be: None })
}

/// Lets a run be started, and its operator do what operators do.
pub(super) fn begin(world: &Arc<World>, key: &RunKey) {
    let place = world.draw(|rng| rng.index(world.playbooks.len()));
    let Some(playbook) = world.playbooks.get(place).cloned() else { return };
    let Some(by) = principal("ana") else { return };
    let topic = if world.draw(|rng| rng.one_in(10)) { "long ".repeat(2_000) } else { "rivers".to_owned() };
    let input = json!({"topic": topic});
    let digest = Digest::of_json(&input);
    let command = StartCommand { key: key.clone(), input: Payload::of(input).0, digest, by, trace: None };
    world.spawn(start(Arc::clone(world), command, topic, playbook));
    let (cancels, pauses) = world.draw(|rng| (rng.one_in(7), rng.below(6).saturating_sub(3)));
    world.spawn(operate(Arc::clone(world), key.clone(), cancels, pauses));
}

async fn start(world: Arc<World>, command: StartCommand, topic: String, playbook: Arc<Playbook>) {
    let latest = (world.setup.chaos_ms / 4).min(90_000);
    let pause = world.draw(|rng| rng.below(latest));
    world.sleep(pause).await;
    loop {
        if world.fault(Fault::DuplicateRequest) {
            let (twin, command, topic, playbook) =
                (Arc::clone(&world), command.clone(), topic.clone(), Arc::clone(&playbook));
            world.spawn(async move {
                once(&twin, command, topic, playbook).await;
            });
        }
        if once(&world, command.clone(), topic.clone(), Arc::clone(&playbook)).await {
            break;
        }
        let pause = world.draw(|rng| rng.span(500, 10_000));
        world.sleep(pause).await;
    }
    lock(&world.checks).begun();
    if world.draw(|rng| rng.one_in(5)) {
        // The same id for something else: refused, whatever became of the run.
        let other = StartCommand { digest: Digest::of_bytes(b"other"), ..command };
        once(&world, other, topic, playbook).await;
    }
}

/// Sends a start request once; true where the run is known to exist.
async fn once(world: &Arc<World>, command: StartCommand, topic: String, playbook: Arc<Playbook>) -> bool {
    let inside = Arc::clone(world);
    let reply = world.call(move |process| async move {
        let (payload, bytes) = Payload::of(json!({"topic": topic}));
        if let Some(bytes) = bytes
            && process.engine.ports.payloads.put(&command.key, payload.digest(), bytes).await.is_err()
        {
            return false;
        }
        let done = process.engine.start(&command, &playbook).await;
        let mut checks = lock(&inside.checks);
        match done {
            Ok(done) => {
                checks.started(&command.key, command.digest, &done.run);
                true
            }
            Err(TransactError::IdReused { .. }) => {
                checks.start_refused(&command.key, command.digest);
                false
            }
            Err(error) => {
                checks.transact_error(&error);
                false
            }
        }
    });
    reply.await.unwrap_or(false)
}

async fn operate(world: Arc<World>, key: RunKey, cancels: bool, pauses: u64) {
    let Some(by) = principal("olga") else { return };
    let far = world.setup.chaos_ms.min(600_000);
    for _round in 0..pauses {
        let pause = world.draw(|rng| rng.span(2_000, far));
        world.sleep(pause).await;
        ask(&world, &key, Command::Pause { by: by.clone() }).await;
        let pause = world.draw(|rng| rng.span(5_000, far));
        world.sleep(pause).await;
        ask(&world, &key, Command::Resume { by: by.clone() }).await;
    }
    if cancels {
        let pause = world.draw(|rng| rng.span(4_000, far));
        world.sleep(pause).await;
        ask(&world, &key, Command::Cancel { by: by.clone(), reason: Some("enough".to_owned()) }).await;
        ask(&world, &key, Command::Cancel { by: by.clone(), reason: None }).await;
    }
    // Nobody leaves a run paused for ever.
    loop {
        world.sleep(30_000).await;
        if world.is_quiet() && lock(&world.checks).is_paused(&key) {
            ask(&world, &key, Command::Resume { by: by.clone() }).await;
        }
    }
}

async fn ask(world: &Arc<World>, key: &RunKey, command: Command) {
    let (inside, key) = (Arc::clone(world), key.clone());
    world
        .call(move |process| async move {
            let commands = [command];
            match process.engine.transact(&key, &commands, Options::default()).await {
                Ok(done) => {
                    let [command] = commands;
                    let (_, reply) = done.into_reply();
                    inside.note(format_args!("{} operator: {}", key.id, verb(&command)));
                    lock(&inside.checks).operated(&key, &command, reply.as_ref());
                }
                Err(error) => lock(&inside.checks).transact_error(&error),
            }
        })
        .await;
}

const fn verb(command: &Command) -> &'static str {
    match command {
        Command::Cancel { .. } => "cancel",
        Command::Pause { .. } => "pause",
        Command::Resume { .. } => "resume",
        Command::Answer { .. }
        | Command::Decide(_)
        | Command::Tick
        | Command::Take { .. }
        | Command::Outcome(_) => "other",
    }
}
