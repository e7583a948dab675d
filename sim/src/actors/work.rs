//! What a simulated agent does with an attempt: work, report, answer; late, twice, differently or never.

use super::abuse::abuse;
use super::agent::{Alive, Contact, result};
use crate::fault::Fault;
use crate::world::{World, lock};
use callback::receive::receive;
use shared::digest::Digest;
use shared::wire::{CallbackBody, CallbackError, CallbackStatus};
use std::sync::Arc;

/// How often an agent tries to get its answer across.
const TRIES: u32 = 8;
/// How often an agent reports that it is at work, in milliseconds.
const BEAT_MS: u64 = 1_500;

/// What a home said to a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It is taken in.
    Delivered,
    /// Nobody waits for it.
    Superseded,
    /// Refused otherwise, or no reply at all.
    Nothing,
}

/// Works on an attempt.
pub(super) async fn work(world: Arc<World>, contact: Contact, alive: Alive) {
    let beats = world.is_quiet() || !world.draw(|rng| rng.one_in(4));
    if world.fault(Fault::AgentGone) {
        if world.draw(|rng| rng.one_in(2)) {
            world.note(format_args!("{contact} dies silently"));
        } else {
            world.note(format_args!("{contact} stalls"));
            toil(&world, &contact, &alive, 1_000_000, if beats { 20_000 } else { 0 }).await;
        }
        return;
    }
    let late = world.fault(Fault::LateAnswer);
    let span = world.draw(|rng| if late { rng.span(150_000, 9_000_000) } else { rng.span(400, 40_000) });
    let beat = if beats && !late { BEAT_MS } else { 0 };
    if toil(&world, &contact, &alive, span, beat).await == Heard::Superseded {
        return;
    }
    if world.fault(Fault::TokenAbuse) {
        abuse(&world, &contact).await;
    }
    let body = answer(&world, &contact);
    let heard = send(&world, &contact, &body).await;
    if heard == Heard::Superseded {
        return;
    }
    if world.fault(Fault::RepeatedAnswer) {
        let pause = world.draw(|rng| rng.span(500, 300_000));
        world.sleep(pause).await;
        send(&world, &contact, &body).await;
    }
    if world.fault(Fault::OtherAnswer) {
        let other = answer(&world, &contact);
        send(&world, &contact, &other).await;
    }
}

/// Lets time pass, with reports where the agent makes any.
async fn toil(world: &Arc<World>, contact: &Contact, alive: &Alive, span: u64, beat: u64) -> Heard {
    let mut left = span;
    while left > 0 {
        let pause = if beat == 0 { left } else { left.min(beat) };
        world.sleep(pause).await;
        left -= pause;
        // Half of all agents listen to a stop; the others find out when they report.
        if alive.is_stopped() && contact.attempt.0.is_multiple_of(2) {
            return Heard::Superseded;
        }
        if left > 0 && once(world, contact, &body(CallbackStatus::Running)).await == Heard::Superseded {
            return Heard::Superseded;
        }
    }
    Heard::Nothing
}

fn body(status: CallbackStatus) -> CallbackBody {
    CallbackBody {
        token: None,
        status,
        result: None,
        result_ref: None,
        error: None,
        usage: None,
        progress: None,
    }
}

/// A result, or now and then a failure.
fn answer(world: &World, contact: &Contact) -> CallbackBody {
    let fails = !world.is_quiet() && world.draw(|rng| rng.one_in(12));
    if fails {
        let retryable = !world.draw(|rng| rng.one_in(5));
        let message = format!("failure {}", world.draw(|rng| rng.below(1_000_000)));
        let error = CallbackError { kind: "SIMULATED".to_owned(), message, retryable };
        return CallbackBody { error: Some(error), ..body(CallbackStatus::Failure) };
    }
    CallbackBody { result: Some(result(world, contact)), ..body(CallbackStatus::Success) }
}

/// Sends an answer until there is a reply that says something.
pub(super) async fn send(world: &Arc<World>, contact: &Contact, body: &CallbackBody) -> Heard {
    let mut pause = 200;
    for _try in 0..TRIES {
        if world.fault(Fault::DuplicateRequest) {
            let (twin, contact, body) = (Arc::clone(world), contact.clone(), body.clone());
            world.spawn(async move {
                once(&twin, &contact, &body).await;
            });
        }
        let heard = once(world, contact, body).await;
        if heard != Heard::Nothing {
            return heard;
        }
        world.sleep(pause).await;
        pause = (pause * 3).min(15_000);
    }
    Heard::Nothing
}

/// Sends a callback once; the checks hear what the home says, even where the reply gets lost on its way.
async fn once(world: &Arc<World>, contact: &Contact, body: &CallbackBody) -> Heard {
    let (inside, contact, body) = (Arc::clone(world), contact.clone(), body.clone());
    let reply = world.call(move |process| async move {
        let digest = digest(&body);
        let answers = body.status != CallbackStatus::Running;
        let said = receive(&process.engine, &contact.key, Some(&contact.token), body).await;
        let status = said.as_ref().map_or_else(|problem| problem.status, |_| 200);
        inside.note(format_args!("{contact} answers {}: {status}", digest.short()));
        let mut checks = lock(&inside.checks);
        if answers {
            checks.answered(&contact, digest, &said);
        } else {
            checks.reported(&contact, &said);
        }
        status
    });
    match reply.await {
        Some(200) => Heard::Delivered,
        Some(410) => Heard::Superseded,
        Some(_) | None => Heard::Nothing,
    }
}

/// What the home will know the answer by.
fn digest(body: &CallbackBody) -> Digest {
    Digest::of_json(&serde_json::json!({"status": body.status, "result": body.result, "error": body.error}))
}
