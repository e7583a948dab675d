//! From a run's state to what the pages show.

use crate::state::CallbackState;
use console::{
    Actor, ApprovalForm, ApprovalPage, Deadline, DecidedPage, Decision, Draft, Evidence, InboxItem,
    InboxPage, Moment, Outcomes, PastRound, RequestChanges, RunRef, Site,
};
use serde_json::Value;
use shared::ids::{ApprovalId, PersonId};
use shared::principal::{Assurance, Principal};
use shared::run::{DecisionRecord, Gate, Run, Verdict};
use shared::time::Timestamp;
use shared::token::CookieClaims;
use shared::wire::InboxView;

/// What an open gate's page is made of.
pub(super) struct OpenGate<'a> {
    pub(super) run: &'a Run,
    pub(super) approval: &'a ApprovalId,
    pub(super) gate: &'a Gate,
    pub(super) artifact: Value,
    /// Why the artifact can't be shown.
    pub(super) missing: Option<String>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) decider: &'a Principal,
    pub(super) session: &'a CookieClaims,
}

impl OpenGate<'_> {
    pub(super) fn page(
        self,
        state: &CallbackState,
        draft: Draft,
        problems: Vec<console::Problem>,
    ) -> ApprovalPage {
        let now = state.engine.now();
        let used = self.gate.round.saturating_sub(1);
        let max_rounds = (self.gate.rounds_left > 0 || used > 0).then(|| used + self.gate.rounds_left + 1);
        ApprovalPage {
            site: site(state),
            run: run_ref(self.run),
            approval_id: self.approval.to_string(),
            title: self.gate.title.clone(),
            asked: moment(self.gate.opened_at, now),
            round: self.gate.round,
            max_rounds,
            outcomes: outcomes(self.gate, used),
            evidence: self.evidence,
            artifact: self.artifact,
            artifact_hash: self.gate.artifact_hash.to_string(),
            raw_href: None,
            deadline: self.gate.due.map(|due| Deadline {
                at: moment(due.at, now),
                then: on_deadline(due.then).to_owned(),
                overdue: self.gate.overdue,
            }),
            history: history(self.run, self.approval, now),
            decider: actor(self.decider),
            warnings: warnings(self.run, self.gate, self.missing.as_deref()),
            form: ApprovalForm {
                action: state.approve_path(&self.run.key.id),
                csrf: self.session.csrf(&*state.engine.ports.keys),
                editable: self.gate.editable.clone(),
                draft,
                problems,
            },
        }
    }
}

/// The page of a round that was decided.
pub(super) fn decided_page(state: &CallbackState, run: &Run, record: &DecisionRecord) -> DecidedPage {
    DecidedPage {
        site: site(state),
        run: run_ref(run),
        approval_id: record.approval.to_string(),
        title: format!("{} of {}", record.approval, run.playbook.name),
        decision: decision(record.verdict),
        by: actor(&record.by),
        at: moment(record.at, state.engine.now()),
        comment: record.comment.clone().unwrap_or_default(),
        artifact_hash: record.artifact_hash.to_string(),
        back_href: site(state).inbox_href,
    }
}

/// The page of all gates that wait for somebody.
#[must_use]
pub fn inbox_page(state: &CallbackState, inbox: &InboxView) -> InboxPage {
    let now = state.engine.now();
    let at = |text: &str| Timestamp::parse(text).unwrap_or(now);
    InboxPage {
        site: site(state),
        items: inbox
            .approvals
            .iter()
            .map(|item| InboxItem {
                title: item.gate.title.clone(),
                run: RunRef { playbook: item.playbook.clone(), id: item.workflow_id.to_string(), href: None },
                approval_id: item.gate.approval_id.to_string(),
                since: moment(at(&item.gate.opened_at), now),
                deadline: item.gate.deadline.as_deref().map(|deadline| Deadline {
                    at: moment(at(deadline), now),
                    then: match item.gate.on_deadline.as_deref() {
                        Some("reject") => "the run is rejected",
                        Some("approve") => "the artifact counts as approved",
                        Some(_) | None => "it stays open and you are reminded",
                    }
                    .to_owned(),
                    overdue: item.gate.overdue,
                }),
                href: state.approve_path(&item.workflow_id),
            })
            .collect(),
        unreadable: inbox
            .unreadable
            .iter()
            .map(|run| format!("Run {} can't be read: {}", run.workflow_id, run.problem))
            .collect(),
        next_href: inbox.next_cursor.as_ref().map(|cursor| format!("/approvals?cursor={cursor}")),
    }
}

pub(super) fn site(state: &CallbackState) -> Site {
    Site {
        base_path: state.base_path.clone(),
        inbox_href: state.local_user.as_ref().map(|_| format!("{}/approvals", state.base_path)),
    }
}

fn run_ref(run: &Run) -> RunRef {
    RunRef { playbook: run.playbook.name.to_string(), id: run.key.id.to_string(), href: None }
}

pub(super) fn actor(principal: &Principal) -> Actor {
    Actor {
        principal: principal.id.to_string(),
        assurance: match principal.assurance {
            Assurance::Link => console::Assurance::Link,
            Assurance::Verified | Assurance::Policy => console::Assurance::Verified,
            Assurance::Local => console::Assurance::Local,
            Assurance::Anonymous => console::Assurance::Anonymous,
        },
    }
}

pub(super) const fn decision(verdict: Verdict) -> Decision {
    match verdict {
        Verdict::Approve => Decision::Approve,
        Verdict::Reject => Decision::Reject,
        Verdict::RequestChanges => Decision::RequestChanges,
    }
}

fn outcomes(gate: &Gate, used: u32) -> Outcomes {
    Outcomes {
        approve: "The run goes on with this artifact.".to_owned(),
        request_changes: match (gate.rounds_left, used) {
            (0, 0) => RequestChanges::NotOffered,
            (0, _) => RequestChanges::UsedUp,
            (left, _) => RequestChanges::Possible(format!(
                "The work is done again with your comment, and you are asked again ({left} more {} possible).",
                if left == 1 { "time is" } else { "times are" }
            )),
        },
        reject: "The run ends here.".to_owned(),
    }
}

const fn on_deadline(then: shared::playbook::OnDeadline) -> &'static str {
    match then {
        shared::playbook::OnDeadline::Hold => "it stays open and you are reminded",
        shared::playbook::OnDeadline::Reject => "the run is rejected",
        shared::playbook::OnDeadline::Approve => "the artifact counts as approved",
    }
}

fn history(run: &Run, approval: &ApprovalId, now: Timestamp) -> Vec<PastRound> {
    run.decisions
        .iter()
        .filter(|record| record.approval.step == approval.step)
        .map(|record| PastRound {
            round: record.approval.round,
            decision: decision(record.verdict),
            by: actor(&record.by),
            at: moment(record.at, now),
            comment: record.comment.clone().unwrap_or_default(),
        })
        .collect()
}

fn warnings(run: &Run, gate: &Gate, missing: Option<&str>) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(missing) = missing {
        warnings.push(format!("The artifact can't be shown or approved: {missing}. It can be rejected."));
    }
    if gate.overdue {
        warnings.push("The deadline has passed; the question stays open until somebody decides.".to_owned());
    }
    if let Some(by) = &run.paused {
        warnings
            .push(format!("{} paused this run: what follows an approval starts when it is resumed.", by.id));
    }
    warnings
}

/// Quotes that a document carries, wherever objects with `quote` and `source` or `path` stand in it.
pub(super) fn evidence(document: &Value) -> Vec<Evidence> {
    /// Most quotes that are collected; the page shows fewer.
    const MOST: usize = 200;
    let mut found = Vec::new();
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        if found.len() >= MOST {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(map) => {
                let text = |names: &[&str]| {
                    names.iter().find_map(|name| map.get(*name).and_then(Value::as_str)).unwrap_or_default()
                };
                let (quote, source) = (text(&["quote"]), text(&["path", "source", "title", "source_id"]));
                if quote.is_empty() || source.is_empty() {
                    open.extend(map.values().rev());
                } else {
                    found.push(Evidence {
                        id: text(&["id", "citation"]).to_owned(),
                        quote: quote.to_owned(),
                        source: source.to_owned(),
                        place: text(&["locator", "place", "heading", "page"]).to_owned(),
                    });
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

fn moment(at: Timestamp, now: Timestamp) -> Moment {
    Moment { at: at.rfc3339(), relative: relative(at, now) }
}

/// How far a time is away, in the largest unit that fits.
fn relative(at: Timestamp, now: Timestamp) -> String {
    let (span, ahead) = if at > now { (at.since(now), true) } else { (now.since(at), false) };
    let minutes = span.0 / 60_000;
    let (number, unit) = match minutes {
        0 => return if ahead { "in less than a minute" } else { "just now" }.to_owned(),
        1..60 => (minutes, "minute"),
        60..2_880 => (minutes / 60, "hour"),
        _ => (minutes / 1_440, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    if ahead { format!("in {number} {unit}{plural}") } else { format!("{number} {unit}{plural} ago") }
}

/// The person that the page's session is for.
pub(super) fn session_for(run: &Run, approval: &ApprovalId, person: &PersonId) -> CookieClaims {
    CookieClaims(shared::token::ApprovalClaims {
        run: run.key.clone(),
        incarnation: run.incarnation,
        approval: approval.clone(),
        person: person.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_largest_unit_that_fits() {
        let now = Timestamp::from_millis(1_000_000_000_000);
        let ahead = |minutes: i64| relative(Timestamp::from_millis(now.as_millis() + minutes * 60_000), now);
        assert_eq!(ahead(0), "just now");
        assert_eq!(ahead(1), "in 1 minute");
        assert_eq!(ahead(-59), "59 minutes ago");
        assert_eq!(ahead(24 * 60), "in 24 hours");
        assert_eq!(ahead(-3 * 1_440), "3 days ago");
    }

    #[test]
    fn quotes_are_found_wherever_they_stand() {
        let artifact = serde_json::json!({"key_insights": [{"quotes": [
            {"id": "C7", "quote": "It holds.", "path": "a.csv", "heading": "Results", "place": {"record": 3}, "locator": "record 3"}, {"quote": "No source"}]}]});
        let found = evidence(&artifact);
        assert_eq!(found.len(), 1);
        let Evidence { id, quote, source, place } = &found[0];
        assert_eq!([id, quote, source, place], ["C7", "It holds.", "a.csv", "record 3"]);
    }
}
