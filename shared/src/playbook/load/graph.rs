//! The order of the steps: what waits for what, circles, and how far back a gate may send the work.

use super::error::{Mistake, Report};
use super::step::Draft;
use crate::ids::StepId;
use crate::playbook::Step;
use std::collections::{BTreeMap, BTreeSet};

/// The steps in the author's order, except that each stands after all that it needs.
pub(super) fn ordered(drafts: Vec<Draft>, report: &mut Report<'_>) -> Option<Vec<Step>> {
    let ids: BTreeSet<StepId> = drafts.iter().map(|draft| draft.id.clone()).collect();
    let mut waiting = drafts;
    let mut done: Vec<Draft> = Vec::new();
    let mut done_ids = BTreeSet::new();
    while !waiting.is_empty() {
        // A step that could not be read has its own mistake already: nobody waits for it here.
        let ready = waiting.iter().position(|draft| {
            draft.needs.iter().all(|(need, _)| done_ids.contains(need) || !ids.contains(need))
        });
        if let Some(ready) = ready {
            let draft = waiting.remove(ready);
            done_ids.insert(draft.id.clone());
            done.push(draft);
        } else {
            let circle = circle(&waiting);
            report.push(mistake(&circle));
            let in_circle: BTreeSet<StepId> = circle.iter().map(|draft| draft.id.clone()).collect();
            waiting.retain(|draft| !in_circle.contains(&draft.id));
            done_ids.extend(in_circle);
        }
    }
    sent_back_upstream(&done, report);
    done.into_iter().map(step).collect()
}

fn step(draft: Draft) -> Option<Step> {
    Some(Step {
        id: draft.id,
        needs: draft.needs.into_iter().map(|(need, _)| need).collect(),
        kind: draft.kind?,
    })
}

/// Follows what the first step waits for until a step comes up again. Each of these steps waits for another one of them.
fn circle(waiting: &[Draft]) -> Vec<&Draft> {
    let by_id: BTreeMap<&StepId, &Draft> = waiting.iter().map(|draft| (&draft.id, draft)).collect();
    let mut path: Vec<&Draft> = Vec::new();
    let mut next = waiting.first();
    while let Some(draft) = next {
        if let Some(start) = path.iter().position(|passed| passed.id == draft.id) {
            return path.split_off(start);
        }
        path.push(draft);
        next = draft.needs.iter().find_map(|(need, _)| by_id.get(need).copied());
    }
    path
}

fn mistake(circle: &[&Draft]) -> Mistake {
    let mut places = circle.iter().zip(circle.iter().cycle().skip(1)).map(|(draft, needed)| {
        let place =
            draft.needs.iter().find(|(need, _)| *need == needed.id).map_or(draft.id_span, |(_, span)| *span);
        (place, format!("'{}' waits for '{}'", draft.id, needed.id))
    });
    let (span, cause) = places.next().unwrap_or_default();
    let names: Vec<&str> = circle.iter().chain(circle.first()).map(|draft| draft.id.as_str()).collect();
    Mistake {
        span,
        message: format!("these steps wait for each other: {}", names.join(" -> ")),
        cause,
        help: "remove one of these references; to do work again after a review, use `request_changes`"
            .to_owned(),
        related: places.collect(),
    }
}

/// A gate can send the work back only to a step whose result leads to it: any other would run again for nothing.
fn sent_back_upstream(steps: &[Draft], report: &mut Report<'_>) {
    let mut upstream: BTreeMap<&StepId, BTreeSet<&StepId>> = BTreeMap::new();
    for draft in steps {
        let mut above = BTreeSet::new();
        for (need, _) in &draft.needs {
            above.insert(need);
            above.extend(upstream.get(need).into_iter().flatten().copied());
        }
        if let Some((from, span)) = draft.from.as_ref().filter(|(from, _)| !above.contains(from)) {
            let cause =
                if *from == draft.id { "this is the gate itself" } else { "not upstream of this gate" };
            let names: Vec<&str> = above.iter().map(|id| id.as_str()).collect();
            let help = if names.is_empty() {
                "the gate waits for no step; refer to one under 'show' or 'needs'".to_owned()
            } else {
                format!("steps before it: {}", names.join(", "))
            };
            report.add(*span, format!("'{}' can't send work back to '{from}'", draft.id), cause, help);
        }
        upstream.insert(&draft.id, above);
    }
}
