//! Checks on every reply that the home gives, whether or not it reaches whoever asked.

use super::{Checks, Invariant};
use crate::actors::Contact;
use shared::decide::{Command, Rejection, Reply};
use shared::digest::Digest;
use shared::ids::PersonId;
use shared::ports::{PayloadError, StoreError};
use shared::protocol::TransactError;
use shared::run::{ReceiptKey, Run, RunKey, RunStatus, status};
use shared::wire::{CallbackReply, DecisionReply, DecisionRequest, Problem};

/// A decision and what the home said to it.
pub(crate) struct Decided<'a> {
    pub(crate) key: &'a RunKey,
    pub(crate) request: &'a DecisionRequest,
    pub(crate) by: Option<&'a PersonId>,
    pub(crate) said: &'a Result<DecisionReply, Problem>,
}

impl Checks {
    /// An answer with its own token was replied to.
    pub(crate) fn answered(
        &mut self,
        contact: &Contact,
        digest: Digest,
        said: &Result<CallbackReply, Problem>,
    ) {
        let name = (contact.key.clone(), contact.step.clone(), contact.attempt);
        let before = self.acknowledged.get(&name).copied();
        let version = self.version(&contact.key);
        let receipt = self
            .runs
            .get(&contact.key)
            .and_then(|run| run.receipts.get(&ReceiptKey::answer(&contact.step, contact.attempt)))
            .map(|receipt| receipt.digest);
        match said {
            Ok(_) => {
                self.check(Invariant::AnswerKept, receipt == Some(digest), || {
                    format!("{contact} is acknowledged and {version} has receipt {receipt:?}, not {digest:?}")
                });
                self.check(
                    Invariant::SameAnswerSameReply,
                    before.is_none_or(|before| before == digest),
                    || format!("{contact}: a second, different answer is acknowledged"),
                );
                let refused = self.superseded.contains(&(name.clone(), digest));
                self.check(Invariant::SameAnswerSameReply, !refused, || {
                    format!("{contact} is acknowledged after it was refused")
                });
                self.acknowledged.insert(name, digest);
            }
            Err(problem) => {
                self.check(
                    Invariant::SameAnswerSameReply,
                    before != Some(digest) || problem.status == 503,
                    || {
                        format!(
                            "{contact} was acknowledged, and the same answer now gets {}: {}",
                            problem.status, problem.detail
                        )
                    },
                );
                self.refused(contact, digest, receipt, problem);
            }
        }
    }

    fn refused(&mut self, contact: &Contact, digest: Digest, receipt: Option<Digest>, problem: &Problem) {
        let said = || format!("{contact} gets {}: {}", problem.status, problem.detail);
        match problem.status {
            503 => {}
            410 => {
                let current = self.current(&contact.key, &contact.step) == Some(contact.attempt);
                self.check(Invariant::AppliedOnce, !current, || {
                    format!("{} and is the current attempt", said())
                });
                let name = (contact.key.clone(), contact.step.clone(), contact.attempt);
                self.superseded.insert((name, digest));
            }
            409 => {
                let other = receipt.is_some_and(|receipt| receipt != digest);
                self.check(Invariant::SameAnswerSameReply, other, || {
                    format!("{} without another answer", said())
                });
            }
            401 | 403 | 404 => {
                self.check(Invariant::TokensBind, false, || format!("{} with its own token", said()))
            }
            _ => self.check(Invariant::NoInternalError, false, said),
        }
    }

    /// A report of life was replied to.
    pub(crate) fn reported(&mut self, contact: &Contact, said: &Result<CallbackReply, Problem>) {
        let Err(problem) = said else { return };
        let text = || format!("{contact} reports and gets {}: {}", problem.status, problem.detail);
        match problem.status {
            503 => {}
            410 => {
                let current = self.current(&contact.key, &contact.step) == Some(contact.attempt);
                self.check(Invariant::AppliedOnce, !current, || {
                    format!("{} and is the current attempt", text())
                });
            }
            401 | 403 | 404 => self.check(Invariant::TokensBind, false, text),
            _ => self.check(Invariant::NoInternalError, false, text),
        }
    }

    /// A token was used for what it is not meant for.
    pub(crate) fn abused(&mut self, contact: &Contact, what: &str, refused: bool, got: u16) {
        self.check(Invariant::TokensBind, refused, || format!("{contact}: {what} gets {got}"));
    }

    /// A personal link was shown at the door of another run.
    pub(crate) fn shown_elsewhere(&mut self, key: &RunKey, refused: bool) {
        self.check(Invariant::TokensBind, refused, || format!("a link of {} opens another run", key.id));
    }

    /// A decision was replied to.
    pub(crate) fn decided(&mut self, decided: &Decided<'_>) {
        let Decided { key, request, by, said } = decided;
        let comment = request.comment.clone().unwrap_or_default();
        let person = by.map(ToString::to_string).unwrap_or_default();
        let reply = match said {
            Ok(reply) => reply,
            Err(problem) => {
                let expected = matches!(problem.status, 401 | 403 | 404 | 409 | 422 | 503);
                self.check(Invariant::NoInternalError, expected, || {
                    format!("{} {comment} gets {}: {}", key.id, problem.status, problem.detail)
                });
                // In its own words a request may mean a later gate; one that names its gate means that one.
                let named = request.approval_id.is_some() && matches!(problem.status, 409 | 422);
                let taken = self.decisions.contains_key(&((*key).clone(), comment.clone(), person));
                self.check(Invariant::DecisionKept, !(named && taken), || {
                    format!("{} {comment} was taken before and gets {}", key.id, problem.status)
                });
                return;
            }
        };
        let kept = self.runs.get(*key).is_some_and(|run| {
            run.decisions.iter().any(|record| {
                record.approval == reply.approval_id
                    && record.comment.as_ref() == Some(&comment)
                    && record.by.id.to_string() == person
            })
        });
        let version = self.version(key);
        self.check(Invariant::DecisionKept, kept, || {
            format!("{version} has no decision {comment}, which was acknowledged")
        });
        let bound = request.artifact_hash.as_ref().is_none_or(|hash| *hash == reply.shown_hash);
        self.check(Invariant::DecisionBindsHash, bound, || {
            format!(
                "{} {comment} was about {:?} and is taken for {}",
                key.id, request.artifact_hash, reply.shown_hash
            )
        });
        let before = self.decisions.insert(((*key).clone(), comment.clone(), person), reply.clone());
        let same = before.is_none_or(|before| before == *reply);
        self.check(Invariant::DecisionKept, same, || {
            format!("{} {comment} gets another reply than before", key.id)
        });
    }

    /// A start was acknowledged.
    pub(crate) fn started(&mut self, key: &RunKey, digest: Digest, told: &Run) {
        let stored = self.runs.get(key);
        let holds =
            stored.is_some_and(|run| run.start_digest == digest && run.incarnation == told.incarnation);
        self.check(Invariant::StartKept, holds, || format!("{} is acknowledged and not stored so", key.id));
    }

    /// A start was refused because its id stands for another request.
    pub(crate) fn start_refused(&mut self, key: &RunKey, digest: Digest) {
        let other = self.runs.get(key).is_some_and(|run| run.start_digest != digest);
        self.check(Invariant::StartKept, other, || format!("{} is refused to whoever started it", key.id));
    }

    /// An operator was replied to.
    pub(crate) fn operated(
        &mut self,
        key: &RunKey,
        command: &Command,
        reply: Option<&Result<Reply, Rejection>>,
    ) {
        let Some(run) = self.runs.get(key) else {
            self.check(Invariant::NoInternalError, false, || {
                format!("{} is operated and not stored", key.id)
            });
            return;
        };
        let now = status(run);
        let holds = match (command, reply) {
            (Command::Cancel { .. }, Some(Ok(_))) => now == RunStatus::Cancelled,
            (_, Some(Err(Rejection::Ended { status, .. }))) => now == *status,
            (_, Some(_)) => true,
            (_, None) => false,
        };
        self.check(Invariant::TerminalStands, holds, || {
            format!("{} is {now} after {command:?} got {reply:?}", key.id)
        });
    }

    /// A request could not be carried out; only what the outside did to it may be the reason.
    pub(crate) fn transact_error(&mut self, error: &TransactError) {
        let outside = match error {
            TransactError::NotFound { .. }
            | TransactError::IdReused { .. }
            | TransactError::Busy { .. }
            | TransactError::Unknown { .. }
            | TransactError::Store(StoreError::Unavailable { .. })
            | TransactError::Payload(PayloadError::Unavailable { .. }) => true,
            TransactError::Store(_)
            | TransactError::Payload(_)
            | TransactError::BadDocument { .. }
            | TransactError::PlaybookGone { .. }
            | TransactError::PlaybookUnreadable { .. }
            | TransactError::Broken(_) => false,
        };
        self.check(Invariant::NoInternalError, outside, || error.to_string());
    }
}
