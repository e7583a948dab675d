//! People at the gates: they look, think, and decide; on what they saw, on what they saw earlier, twice, two at once, too
//! late, or where it is not theirs to decide.

use super::client::principal;
use crate::check::Decided;
use crate::fault::Fault;
use crate::world::{Process, World, lock};
use axum::http::{HeaderMap, HeaderValue, header};
use callback::decide::decide;
use callback::identity::Visitor;
use callback::view::open_gates;
use shared::digest::Digest;
use shared::ids::{ApprovalId, PersonId, WorkflowId};
use shared::ports::Notice;
use shared::principal::Principal;
use shared::run::{Run, RunKey};
use shared::wire::{DecisionRequest, Problem, ProblemKind};
use std::sync::Arc;

/// How a person proves who they are.
#[derive(Clone)]
enum Proof {
    /// An identity that a provider vouches for.
    Identity(Principal),
    /// The token of a personal link.
    Link(String),
}

/// Lets people look after a run's gates.
pub(super) fn begin(world: &Arc<World>, key: &RunKey) {
    let people = world.draw(|rng| rng.between(1, 2));
    for _person in 0..people {
        world.spawn(live(Arc::clone(world), key.clone()));
    }
    world.spawn(tidy_up(Arc::clone(world), key.clone()));
}

/// A notice arrives: it goes into the inbox, and some act on it at once.
pub(crate) fn on_notice(world: &Arc<World>, notice: &Notice) {
    let Some((_, token)) = notice.approve_url.split_once("?token=") else { return };
    lock(&world.checks).inbox(&notice.run, &notice.approval_id, &notice.person, token);
    if world.is_quiet() || world.draw(|rng| rng.one_in(2)) {
        return;
    }
    let proof = Proof::Link(token.to_owned());
    let (later, key, approval) = (Arc::clone(world), notice.run.clone(), notice.approval_id.clone());
    let hash = notice.artifact_hash;
    world.spawn(async move {
        let pause = later.draw(|rng| rng.span(3_000, 2_000_000));
        later.sleep(pause).await;
        let request = request(&later, verdict(&later), Some(&approval), Some(hash));
        decide_once(&later, &key, request, proof).await;
    });
}

/// While things go wrong: a person who looks in from time to time.
async fn live(world: Arc<World>, key: RunKey) {
    let mut seen: Vec<Digest> = Vec::new();
    let mut after_the_end = 0;
    while !world.is_quiet() && after_the_end < 2 {
        let pause = world.draw(|rng| rng.span(5_000, 1_000_000));
        world.sleep(pause).await;
        let Some(run) = lock(&world.checks).run(&key) else { continue };
        after_the_end += u32::from(run.is_terminal());
        let Some((approval, shown)) = one_gate(&world, &run) else {
            if after_the_end > 0
                && let Some(by) = principal("ana")
            {
                let late = request(&world, "approve", None, seen.last().copied());
                decide_once(&world, &key, late, Proof::Identity(by)).await;
            }
            continue;
        };
        seen.push(shown);
        let stale = world.fault(Fault::StaleDecision);
        let hash = if stale { seen.first().copied() } else { Some(shown) };
        let hash = hash.filter(|_| stale || !world.draw(|rng| rng.one_in(5)));
        let named = !world.draw(|rng| rng.one_in(5));
        let name = match world.draw(|rng| rng.below(8)) {
            0 => "eve",
            1..=3 => "cara",
            4 | 5 => "ben",
            _ => "ana",
        };
        let Some(by) = principal(name) else { return };
        let thinking = world.draw(|rng| rng.span(2_000, 400_000));
        world.sleep(thinking).await;
        let request_one = request(&world, verdict(&world), named.then_some(&approval), hash);
        if world.fault(Fault::DoubleDecision) {
            let twin = if world.draw(|rng| rng.one_in(2)) {
                request_one.clone()
            } else {
                request(&world, verdict(&world), Some(&approval), hash)
            };
            let (other, key, by) = (Arc::clone(&world), key.clone(), by.clone());
            world.spawn(async move { decide_once(&other, &key, twin, Proof::Identity(by)).await });
        }
        decide_once(&world, &key, request_one.clone(), Proof::Identity(by.clone())).await;
        if world.draw(|rng| rng.one_in(4)) {
            decide_once(&world, &key, request_one, Proof::Identity(by)).await;
        }
    }
}

/// Once faults have stopped: somebody approves what is open. Where notices are sent, only what they were told of.
async fn tidy_up(world: Arc<World>, key: RunKey) {
    loop {
        world.sleep(20_000).await;
        if !world.is_quiet() {
            continue;
        }
        let Some(run) = lock(&world.checks).run(&key) else { continue };
        for (step, gate) in open_gates(&run) {
            let approval = ApprovalId { step: step.clone(), round: gate.round };
            let proof = if world.setup.notices {
                lock(&world.checks).invited(&key, &approval).map(Proof::Link)
            } else {
                principal(gate.approvers.first().map_or("ana", PersonId::as_str)).map(Proof::Identity)
            };
            let Some(proof) = proof else { continue };
            let request = request(&world, "approve", Some(&approval), Some(gate.artifact_hash));
            decide_once(&world, &key, request, proof).await;
        }
    }
}

fn one_gate(world: &World, run: &Run) -> Option<(ApprovalId, Digest)> {
    let gates = open_gates(run);
    let (step, gate) = gates.get(world.draw(|rng| rng.index(gates.len())))?;
    Some((ApprovalId { step: (*step).clone(), round: gate.round }, gate.artifact_hash))
}

fn verdict(world: &World) -> &'static str {
    match world.draw(|rng| rng.below(12)) {
        0 => "reject",
        1..=5 => "request_changes",
        _ => "approve",
    }
}

fn request(
    world: &World,
    verdict: &str,
    approval: Option<&ApprovalId>,
    hash: Option<Digest>,
) -> DecisionRequest {
    DecisionRequest {
        decision: Some(verdict.to_owned()),
        approval_id: approval.map(ToString::to_string),
        artifact_hash: hash.map(|hash| hash.to_string()),
        comment: Some(lock(&world.checks).comment(hash)),
        ..DecisionRequest::default()
    }
}

async fn decide_once(world: &Arc<World>, key: &RunKey, request: DecisionRequest, proof: Proof) {
    let (inside, key) = (Arc::clone(world), key.clone());
    world
        .call(move |process| async move {
            if let Proof::Link(token) = &proof {
                let refused = Visitor::of(&process.state, &other_run(&key), &bearer(token)).is_err();
                lock(&inside.checks).shown_elsewhere(&key, refused);
            }
            let (by, said) = at_the_door(&process, &key, &request, &proof).await;
            let status = said.as_ref().map_or_else(|problem| problem.status, |_| 200);
            let asked = request.comment.clone().unwrap_or_default();
            inside.note(format_args!(
                "{} decision {asked} {} at {}: {status}",
                key.id,
                request.decision.as_deref().unwrap_or("?"),
                request.approval_id.as_deref().unwrap_or("?"),
            ));
            lock(&inside.checks).decided(&Decided {
                key: &key,
                request: &request,
                by: by.as_ref(),
                said: &said,
            });
        })
        .await;
}

/// A request's headers with a link's token.
fn bearer(token: &str) -> HeaderMap {
    let value = HeaderValue::from_str(&format!("Bearer {token}"));
    value.into_iter().map(|value| (header::AUTHORIZATION, value)).collect()
}

/// A run that is nobody's.
fn other_run(key: &RunKey) -> RunKey {
    let id = WorkflowId::parse(format!("{}-other", key.id)).unwrap_or_else(|_| key.id.clone());
    RunKey { tenant: key.tenant.clone(), id }
}

type Said = Result<shared::wire::DecisionReply, Problem>;

/// As the route does it: who it is, whether the link is for this gate, and then the decision.
async fn at_the_door(
    process: &Process,
    key: &RunKey,
    request: &DecisionRequest,
    proof: &Proof,
) -> (Option<PersonId>, Said) {
    let by = match proof {
        Proof::Identity(by) => by.clone(),
        Proof::Link(token) => {
            let visitor = match Visitor::of(&process.state, key, &bearer(token)) {
                Ok(visitor) => visitor,
                Err(problem) => return (None, Err(problem)),
            };
            let named = visitor.claims().map(|claims| claims.approval.to_string());
            if named != request.approval_id {
                return (None, Err(Problem::new(ProblemKind::NotAllowed, "another gate's link")));
            }
            visitor.principal(&process.state)
        }
    };
    let person = by.id.clone();
    (Some(person), decide(&process.engine, key, request, by).await)
}
