//! Following a run: its events and its state as they come, over any number of lost connections. The holder of a local
//! store is asked to hold its reply; a server streams, for as long as it wants. It decides nothing.

use super::session::Session;
use super::stream::EventStream;
use crate::error::CliError;
use shared::ids::{Seq, Version};
use shared::run::RunStatus;
use shared::time::Millis;
use shared::wire::{EventView, RunView};
use std::time::Duration;
use tokio::time::Instant;

/// How long a reply is held: short enough that reports of progress, which change no version, are seen.
const WAIT: Duration = Duration::from_secs(5);
/// A reply that came sooner than this was not held: the server wants to be asked less often.
const HELD_AT_LEAST: Duration = Duration::from_millis(900);

/// How often a server is asked for the run itself, where no event says that it changed: reports of progress are no events.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// When `--timeout` is over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Option<(Instant, Millis)>,
}

impl Deadline {
    /// From now on.
    pub(crate) fn after(timeout: Option<Millis>) -> Self {
        Self { at: timeout.map(|span| (Instant::now() + Duration::from_millis(span.0), span)) }
    }

    /// Gives up waiting for `work` at the deadline.
    ///
    /// # Errors
    /// [`CliError::TimedOut`], or the work's own.
    pub(crate) async fn bound<T>(
        &self,
        id: &str,
        work: impl Future<Output = Result<T, CliError>>,
    ) -> Result<T, CliError> {
        match self.at {
            None => work.await,
            Some((at, waited)) => tokio::time::timeout_at(at, work).await.unwrap_or_else(|_| {
                Err(CliError::TimedOut { id: id.to_owned(), waited: waited.to_string() })
            }),
        }
    }
}

/// What is new.
#[derive(Debug)]
pub(crate) struct Tick {
    /// Events that were not seen before.
    pub(crate) events: Vec<EventView>,
    /// The run.
    pub(crate) run: RunView,
}

/// A run that is followed.
#[derive(Debug)]
pub(crate) struct Follow {
    id: String,
    after: Seq,
    version: Option<Version>,
    status: Option<RunStatus>,
    looked: Option<Instant>,
    stream: Option<EventStream>,
    /// When the stream is opened again.
    again: Option<Instant>,
}

impl Follow {
    /// From behind an event on.
    pub(crate) const fn new(id: String, after: Seq) -> Self {
        Self { id, after, version: None, status: None, looked: None, stream: None, again: None }
    }

    /// Waits until something is new, or a few seconds have passed.
    ///
    /// # Errors
    /// The API's refusal, or nobody answers.
    pub(crate) async fn next(&mut self, session: &mut Session) -> Result<Tick, CliError> {
        match session.is_remote() {
            true => self.streamed(session).await,
            false => self.held(session).await,
        }
    }

    async fn held(&mut self, session: &mut Session) -> Result<Tick, CliError> {
        let asked = Instant::now();
        let (run, retry_after) = session.changed_run(&self.id, self.version, WAIT).await?;
        let unchanged = self.version == Some(run.version);
        if unchanged && asked.elapsed() < HELD_AT_LEAST && !run.status.is_terminal() {
            tokio::time::sleep(retry_after.unwrap_or(HELD_AT_LEAST)).await;
        }
        self.version = Some(run.version);
        let events = if unchanged { Vec::new() } else { self.news(session).await? };
        Ok(Tick { events, run })
    }

    /// The stream says when to look; the list of events says what came while nobody listened.
    async fn streamed(&mut self, session: &mut Session) -> Result<Tick, CliError> {
        let mut events = match self.looked {
            Some(looked) => self.heard(session, looked + LOOK_EVERY).await?,
            None => Vec::new(),
        };
        let run = session.run(&self.id).await?;
        self.looked = Some(Instant::now());
        let unheard = self.version != Some(run.version) && events.is_empty();
        let rests = run.status.is_terminal() || run.status == RunStatus::AwaitingApproval;
        if unheard || (rests && self.status != Some(run.status)) {
            // A stream that told nothing of this may be dead without knowing.
            self.stream = self.stream.take().filter(|_| !unheard);
            events.extend(self.news(session).await?);
        }
        self.version = Some(run.version);
        self.status = Some(run.status);
        Ok(Tick { events, run })
    }

    /// Events from the stream; none when it is time to look.
    async fn heard(&mut self, session: &mut Session, look: Instant) -> Result<Vec<EventView>, CliError> {
        loop {
            let Some(stream) = &mut self.stream else {
                if let Some(again) = self.again.take() {
                    tokio::time::sleep_until(again.min(look)).await;
                    if again > look {
                        self.again = Some(again);
                        return Ok(Vec::new());
                    }
                }
                self.stream = Some(session.stream(&self.id, self.after).await?);
                continue;
            };
            let Ok(batch) = tokio::time::timeout_at(look, stream.batch()).await else {
                return Ok(Vec::new());
            };
            let mut events = batch?;
            if events.is_empty() {
                self.again = Some(Instant::now() + stream.away());
                self.stream = None;
                continue;
            }
            events.retain(|event| event.seq > self.after);
            self.after = events.last().map_or(self.after, |last| last.seq);
            if !events.is_empty() {
                return Ok(events);
            }
        }
    }

    async fn news(&mut self, session: &mut Session) -> Result<Vec<EventView>, CliError> {
        let mut events = Vec::new();
        loop {
            let page = session.events(&self.id, self.after).await?;
            self.after = page.next_after.max(self.after);
            events.extend(page.events);
            if !page.more {
                return Ok(events);
            }
        }
    }
}
