//! A run's events from a server, as they come. The reply may go on for as long as the run, or say what is there and end:
//! whoever reads it comes back. It asks for nothing else.

use super::api::Api;
use super::call::Call;
use super::session::Session;
use super::sse::Parser;
use crate::error::CliError;
use reqwest::{Response, header::CONTENT_TYPE};
use shared::ids::Seq;
use shared::wire::{EventView, EventsView};
use std::time::Duration;

/// Once something has come, how long to see whether more comes with it.
const QUIET: Duration = Duration::from_millis(30);
/// Events that are handed on together.
const BATCH: usize = 500;
/// How long to stay away from a server that does not say.
const AWAY: Duration = Duration::from_secs(2);
/// Bounds of what a server may say.
const AWAY_MIN: Duration = Duration::from_millis(200);
const AWAY_MAX: Duration = Duration::from_secs(60);

/// A reply with events that is being read.
#[derive(Debug)]
pub(super) struct EventStream {
    response: Option<Response>,
    api: Api,
    parser: Parser,
    ready: Vec<EventView>,
}

impl Session {
    /// Asks for the events behind a number, as they come.
    pub(super) async fn stream(&mut self, id: &str, after: Seq) -> Result<EventStream, CliError> {
        let mut call = Call::get(&["workflows", id, "events"]).header("accept", "text/event-stream");
        if after > 0 {
            call = call.header("last-event-id", after);
        }
        let (response, api) =
            self.persist(call.is_about_one(), async |api: &Api| api.open(&call).await).await?;
        let kind =
            response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_stream = kind.starts_with("text/event-stream");
        let mut stream = EventStream { response: None, api, parser: Parser::default(), ready: Vec::new() };
        if is_stream {
            stream.response = Some(response);
        } else if let Ok(bytes) = response.bytes().await {
            // What stands between may have lost the wish for a stream; the list says the same.
            stream.ready = stream.api.read::<EventsView>(&bytes)?.events;
        }
        Ok(stream)
    }
}

impl EventStream {
    /// Waits for events; none at the end of the reply. Nothing is lost where the wait is given up.
    ///
    /// # Errors
    /// [`CliError::BadAnswer`] for what is no event.
    pub(super) async fn batch(&mut self) -> Result<Vec<EventView>, CliError> {
        while self.ready.len() < BATCH {
            let Some(response) = &mut self.response else { break };
            let chunk = match self.ready.is_empty() {
                true => response.chunk().await,
                false => match tokio::time::timeout(QUIET, response.chunk()).await {
                    Ok(chunk) => chunk,
                    Err(_) => break,
                },
            };
            match chunk {
                Ok(Some(bytes)) => self.take_in(&bytes)?,
                // A connection that broke is an end like any other: what is missing comes with the next reply.
                Ok(None) | Err(_) => self.response = None,
            }
        }
        Ok(std::mem::take(&mut self.ready))
    }

    fn take_in(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        let whole = self
            .parser
            .push(bytes)
            .map_err(|_| self.api.bad("an event is larger than this program reads"))?;
        for data in whole {
            self.ready.push(self.api.read(data.as_bytes())?);
        }
        Ok(())
    }

    /// How long to stay away after the end.
    pub(super) fn away(&self) -> Duration {
        self.parser.retry.unwrap_or(AWAY).clamp(AWAY_MIN, AWAY_MAX)
    }
}
