//! The API's calls with their types. It decides nothing about what they return.

use super::call::Call;
use super::session::Session;
use crate::error::CliError;
use serde::de::DeserializeOwned;
use serde_json::json;
use shared::ids::{Seq, Version};
use shared::wire::{
    AcceptedView, ApprovalView, ArtifactList, DecisionReply, DecisionRequest, EventsView, InboxView,
    PlaybookList, PlaybookView, RunList, RunView, StartRequest,
};
use std::time::Duration;

/// Runs asked for at once.
const PAGE: usize = 200;
/// Open approvals asked for at once: each comes with its artifact.
const INBOX_PAGE: usize = 25;

/// What a person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Go on.
    Approve,
    /// End the run.
    Reject,
    /// Do it again.
    RequestChanges,
}

impl Decision {
    /// The wire's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::RequestChanges => "request_changes",
        }
    }

    /// What has happened once it is taken, for people.
    pub(crate) const fn done(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Reject => "rejected",
            Self::RequestChanges => "sent back",
        }
    }
}

impl Session {
    async fn ask<T: DeserializeOwned>(&mut self, call: Call) -> Result<T, CliError> {
        let (reply, api) = self.send(&call).await?;
        api.read(&reply.bytes)
    }

    /// Starts a run, or attaches to the one that the same request started.
    pub(crate) async fn start(&mut self, request: &StartRequest) -> Result<AcceptedView, CliError> {
        let body = serde_json::to_value(request).map_err(|error| {
            CliError::usage(format!("the input is no JSON: {error}"), "check -i and --input")
        })?;
        self.ask(Call::post(&["workflows"], Some(body))).await
    }

    /// A run.
    pub(crate) async fn run(&mut self, id: &str) -> Result<RunView, CliError> {
        self.ask(Call::get(&["workflows", id])).await
    }

    /// A run once its version is another one, or the wait is over; and when to ask again where nothing changed.
    pub(crate) async fn changed_run(
        &mut self,
        id: &str,
        known: Option<Version>,
        wait: Duration,
    ) -> Result<(RunView, Option<Duration>), CliError> {
        let mut call = Call::get(&["workflows", id]);
        if let Some(known) = known {
            call = call.with("wait", wait.as_secs().max(1)).with("version", known);
            call.hold = wait;
        }
        let (reply, api) = self.send(&call).await?;
        Ok((api.read(&reply.bytes)?, reply.retry_after))
    }

    /// Events after a number, ascending.
    pub(crate) async fn events(&mut self, id: &str, after: Seq) -> Result<EventsView, CliError> {
        self.ask(Call::get(&["workflows", id, "events"]).with("after", after)).await
    }

    /// Ids of runs that begin so, of those that can't be read too.
    pub(crate) async fn ids_with_prefix(&mut self, prefix: &str) -> Result<Vec<String>, CliError> {
        let list: RunList =
            self.ask(Call::get(&["workflows"]).with("prefix", prefix).with("limit", 10)).await?;
        // A server that does not know `prefix` sends its newest runs.
        let ids = list.workflows.into_iter().map(|run| run.workflow_id);
        let ids = ids.chain(list.unreadable.into_iter().map(|run| run.workflow_id));
        Ok(ids.map(|id| id.to_string()).filter(|id| id.starts_with(prefix)).collect())
    }

    /// Runs, newest first, at most `limit`.
    pub(crate) async fn runs(
        &mut self,
        status: Option<&str>,
        playbook: Option<&str>,
        limit: usize,
    ) -> Result<RunList, CliError> {
        let mut found = RunList { workflows: Vec::new(), unreadable: Vec::new(), next_cursor: None };
        let mut cursor: Option<String> = None;
        loop {
            let mut call = Call::get(&["workflows"]).with("limit", PAGE.min(limit - found.workflows.len()));
            for (name, value) in [("status", status), ("playbook", playbook), ("cursor", cursor.as_deref())] {
                if let Some(value) = value {
                    call = call.with(name, value);
                }
            }
            let page: RunList = self.ask(call).await?;
            found.workflows.extend(page.workflows);
            found.unreadable.extend(page.unreadable);
            match page.next_cursor {
                Some(next) if found.workflows.len() < limit => cursor = Some(next),
                Some(_) | None => break,
            }
        }
        found.workflows.truncate(limit);
        Ok(found)
    }

    /// All open approvals, newest first; large artifacts are left out.
    pub(crate) async fn inbox(&mut self) -> Result<InboxView, CliError> {
        self.inbox_until(|_| false).await
    }

    /// Open approvals of one run with their whole artifacts.
    pub(crate) async fn approvals(&mut self, id: &str) -> Result<Vec<ApprovalView>, CliError> {
        let of_run = |approval: &ApprovalView| approval.workflow_id.as_str() == id;
        let inbox = self.inbox_until(|found| found.iter().any(of_run)).await?;
        let mut approvals = Vec::new();
        for listed in inbox.approvals.into_iter().filter(of_run) {
            approvals.push(match listed.url {
                Some(_) => {
                    let approval = listed.gate.approval_id.to_string();
                    self.ask(Call::get(&["approvals", id, &approval])).await?
                }
                None => listed,
            });
        }
        Ok(approvals)
    }

    async fn inbox_until(&mut self, enough: impl Fn(&[ApprovalView]) -> bool) -> Result<InboxView, CliError> {
        let mut found = InboxView { approvals: Vec::new(), unreadable: Vec::new(), next_cursor: None };
        let mut cursor: Option<String> = None;
        loop {
            let mut call = Call::get(&["approvals"]).with("limit", INBOX_PAGE);
            if let Some(cursor) = &cursor {
                call = call.with("cursor", cursor);
            }
            let page: InboxView = self.ask(call).await?;
            found.approvals.extend(page.approvals);
            found.unreadable.extend(page.unreadable);
            match page.next_cursor {
                Some(next) if !enough(&found.approvals) => cursor = Some(next),
                Some(_) | None => return Ok(found),
            }
        }
    }

    /// Decides.
    pub(crate) async fn decide(
        &mut self,
        id: &str,
        request: &DecisionRequest,
    ) -> Result<DecisionReply, CliError> {
        self.ask(Call::post(&["workflows", id, "approve"], Some(json!(request)))).await
    }

    /// `cancel`, `pause` or `resume`.
    pub(crate) async fn verb(
        &mut self,
        id: &str,
        verb: &str,
        reason: Option<&str>,
    ) -> Result<AcceptedView, CliError> {
        let body = reason.map(|reason| json!({"reason": reason}));
        self.ask(Call::post(&["workflows", id, verb], body)).await
    }

    /// The playbooks that can be run by name.
    pub(crate) async fn playbooks(&mut self) -> Result<PlaybookList, CliError> {
        self.ask(Call::get(&["playbooks"])).await
    }

    /// One playbook.
    pub(crate) async fn playbook(&mut self, name: &str) -> Result<PlaybookView, CliError> {
        self.ask(Call::get(&["playbooks", name])).await
    }

    /// Names of a run's artifacts.
    pub(crate) async fn artifacts(&mut self, id: &str) -> Result<ArtifactList, CliError> {
        self.ask(Call::get(&["artifacts", id])).await
    }

    /// One artifact's bytes.
    pub(crate) async fn artifact(&mut self, id: &str, name: &str) -> Result<Vec<u8>, CliError> {
        let mut path = vec!["artifacts", id];
        path.extend(name.split('/'));
        Ok(self.send(&Call::get(&path)).await?.0.bytes)
    }

    /// Whether the API can serve.
    pub(crate) async fn ready(&mut self) -> Result<serde_json::Value, CliError> {
        self.ask(Call::get(&["readyz"])).await
    }
}
