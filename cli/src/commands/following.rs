//! Telling what happens to a run while a command waits for it. It decides nothing.

use crate::app::App;
use crate::client::{Deadline, Follow, Session, Tick};
use crate::error::CliError;
use crate::output::{event, run};
use serde_json::json;
use shared::ids::Seq;
use shared::run::RunStatus;
use shared::wire::{EventView, RunView};

/// A run that is followed and told about.
pub(super) struct Following<'a> {
    app: &'a App,
    id: String,
    follow: Follow,
    deadline: Deadline,
    carried_on: bool,
}

impl<'a> Following<'a> {
    /// Follows a run; an interruption from now on says how to go on.
    pub(super) fn new(app: &'a App, id: &str, after: Seq) -> Self {
        // Set once: a command follows one run.
        drop(app.following.set(id.to_owned()));
        Self {
            app,
            id: id.to_owned(),
            follow: Follow::new(id.to_owned(), after),
            deadline: Deadline::after(app.global.timeout),
            carried_on: false,
        }
    }

    /// Waits until something is new.
    ///
    /// # Errors
    /// `--timeout` is over, or the API refuses.
    pub(super) async fn next(&mut self, session: &mut Session) -> Result<Tick, CliError> {
        let tick = self.deadline.bound(&self.id, self.follow.next(session)).await?;
        if session.is_holder() && !self.carried_on {
            self.carried_on = true;
            tracing::info!(workflow_id = %self.id, "this process carries the store's runs on");
        }
        Ok(tick)
    }

    /// Tells events on stderr and shows what is under way.
    pub(super) fn narrate(&self, tick: &Tick) {
        for happened in &tick.events {
            self.app.out.narrate(&event::timed(happened, self.app.out.err));
        }
        self.show(&tick.run);
    }

    fn show(&self, view: &RunView) {
        match view.status.is_terminal() || view.status == RunStatus::AwaitingApproval {
            true => self.app.out.progress().finish(),
            false => self.app.out.progress().show(run::activity(view)),
        }
    }
}

/// An event as a line of JSON.
pub(super) fn event_object(app: &App, happened: &EventView) {
    app.out.object("aegis.event/v1", json!(happened));
}
