//! An agent that uses its token for what it is not meant for. Every one of these has to be refused.

use super::agent::{Contact, result};
use crate::world::{Process, World, lock};
use axum::http::{HeaderMap, HeaderValue, header};
use callback::identity::Visitor;
use callback::receive::receive;
use shared::ids::{AttemptNo, CommitId, WorkflowId};
use shared::run::RunKey;
use shared::token::CallbackClaims;
use shared::wire::{CallbackBody, CallbackStatus};
use std::sync::Arc;

/// Tries one abuse, by chance.
pub(super) async fn abuse(world: &Arc<World>, contact: &Contact) {
    let kind = world.draw(|rng| rng.below(6));
    let (inside, contact) = (Arc::clone(world), contact.clone());
    world.call(move |process| async move { one(&inside, &process, &contact, kind).await }).await;
}

async fn one(world: &Arc<World>, process: &Process, contact: &Contact, kind: u64) {
    let (what, wanted, got) = match kind {
        0 => (
            "a forged token",
            403,
            sent(world, process, &contact.key, &forged(&contact.token), contact).await,
        ),
        1 => {
            let other = other_run(world, contact);
            ("the token of another run", 403, sent(world, process, &other, &contact.token, contact).await)
        }
        2 => {
            let claims = CallbackClaims { incarnation: CommitId::from_bits(1), ..claims(world, contact) };
            let token = claims.sign(&world.keys);
            ("the token of an older run", 403, sent(world, process, &contact.key, &token, contact).await)
        }
        3 => {
            let claims =
                CallbackClaims { attempt: AttemptNo(contact.attempt.0 + 90), ..claims(world, contact) };
            let token = claims.sign(&world.keys);
            // A result that can't be the step's: it must never be seen in a state.
            ("an attempt to come", 404, sent(world, process, &contact.key, &token, contact).await)
        }
        4 => (
            "a callback token as a decision's",
            403,
            decision(process, contact, header::AUTHORIZATION.as_str()),
        ),
        _ => ("a callback token at the door", 403, decision(process, contact, "x-callback-token")),
    };
    world.note(format_args!("{contact} abuses {what}: {got}"));
    // A home that is out of reach says so first.
    lock(&world.checks).abused(contact, what, got == 503 || got == wanted, got);
}

fn claims(world: &World, contact: &Contact) -> CallbackClaims {
    let incarnation = lock(&world.checks).incarnation(&contact.key);
    CallbackClaims {
        run: contact.key.clone(),
        incarnation: incarnation.unwrap_or_else(|| CommitId::from_bits(0)),
        step: contact.step.clone(),
        attempt: contact.attempt,
    }
}

async fn sent(world: &World, process: &Process, key: &RunKey, token: &str, contact: &Contact) -> u16 {
    let body = CallbackBody {
        token: None,
        status: CallbackStatus::Success,
        result: Some(result(world, contact)),
        result_ref: None,
        error: None,
        usage: None,
        progress: None,
    };
    match receive(&process.engine, key, Some(token), body).await {
        Ok(_) => 200,
        Err(problem) => problem.status,
    }
}

fn forged(token: &str) -> String {
    let (head, tail) = token.split_at(token.len().saturating_sub(4));
    let flipped: String = tail.chars().map(|c| if c == 'A' { 'B' } else { 'A' }).collect();
    format!("{head}{flipped}")
}

fn other_run(world: &World, contact: &Contact) -> RunKey {
    let runs = u64::try_from(world.setup.runs).unwrap_or(1);
    let other = world.draw(|rng| rng.below(runs));
    let id = WorkflowId::parse(format!("r{other}")).unwrap_or_else(|_| contact.key.id.clone());
    let id = if id == contact.key.id { WorkflowId::parse("r99").unwrap_or(id) } else { id };
    RunKey { tenant: contact.key.tenant.clone(), id }
}

/// What the door of decisions says to whoever holds an agent's token.
fn decision(process: &Process, contact: &Contact, name: &'static str) -> u16 {
    let mut headers = HeaderMap::new();
    let text =
        if name == "authorization" { format!("Bearer {}", contact.token) } else { contact.token.to_string() };
    let Ok(value) = HeaderValue::from_str(&text) else { return 0 };
    headers.insert(name, value);
    match Visitor::of(&process.state, &contact.key, &headers) {
        Ok(_) => 200,
        Err(problem) => problem.status,
    }
}
