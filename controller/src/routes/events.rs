//! `GET /workflows/{id}/events`: the history as JSON, or as a stream of server-sent events that goes on after
//! `Last-Event-ID`. The stream reads the store at its reader's pace; a slow reader holds nobody up.

use super::workflows::key;
use crate::local::Watch;
use crate::state::{Api, Streams};
use adapters::http::{ProblemResponse, StrictPath, StrictQuery};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use callback::Caller;
use callback::problem::{of_store, of_transact};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use shared::ids::Seq;
use shared::run::RunKey;
use shared::wire::{EventView, EventsView, Problem};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

/// Records that are read at once.
const PAGE: usize = 500;
/// How often a silent stream shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// When the client of a finite stream comes back for more.
const COME_BACK: Duration = Duration::from_secs(3);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct After {
    after: Option<Seq>,
}

#[cfg_attr(feature = "openapi", utoipa::path(
    get,
    path = "/workflows/{id}/events",
    tag = "runs",
    params(("id" = String, Path, description = "the run: 1 to 64 of A-Z a-z 0-9 _ -", pattern = "^[A-Za-z0-9_-]{1,64}$"), ("after" = Option<u64>, Query, description = "only events with a larger seq"), ("Last-Event-ID" = Option<u64>, Header, description = "the same, for streams")),
    responses((status = 200, description = "the events; with Accept: text/event-stream a stream of EventView", body = EventsView), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(super) async fn events(
    State(api): State<Api>,
    _caller: Caller,
    StrictPath(id): StrictPath<String>,
    StrictQuery(query): StrictQuery<After>,
    headers: HeaderMap,
) -> Result<Response, ProblemResponse> {
    let key = key(&api, &id)?;
    let run = api.engine().load(&key).await.map_err(|error| of_transact(&error))?;
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let resumed = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let after = resumed.or(query.after).unwrap_or(0);
    if text(header::ACCEPT).is_some_and(|accept| accept.contains("text/event-stream")) {
        let stream = Sse::new(stream_of(api, key, after)).keep_alive(KeepAlive::new().interval(HEARTBEAT));
        return Ok(stream.into_response());
    }
    let (events, next_after, more) = page(&api, &key, after).await?;
    Ok(Json(EventsView { workflow_id: run.key.id.clone(), events, next_after, more }).into_response())
}

async fn page(api: &Api, key: &RunKey, after: Seq) -> Result<(Vec<EventView>, Seq, bool), Problem> {
    let records = api.engine().ports.store.journal(key, after, PAGE).await.map_err(|e| of_store(&e))?;
    let next = records.last().map_or(after, |record| record.seq);
    let more = records.len() == PAGE;
    Ok((records.iter().filter_map(|record| EventView::of(&key.id, record)).collect(), next, more))
}

struct Reader {
    api: Api,
    key: RunKey,
    watch: Watch,
    after: Seq,
    ready: VecDeque<EventView>,
    /// Whether the client was told to come back for what is not there yet.
    put_off: bool,
}

/// What a stream tells next.
enum Told {
    Event(EventView),
    /// There will be more, and this home does not wait for it.
    ComeBack,
}

fn stream_of(api: Api, key: RunKey, after: Seq) -> impl Stream<Item = Result<Event, Infallible>> {
    let watch = api.watchers.watch(&key);
    let reader = Reader { api, key, watch, after, ready: VecDeque::new(), put_off: false };
    stream::unfold(reader, |mut reader| async move {
        let event = match reader.next().await? {
            Told::Event(event) => event,
            Told::ComeBack => return Some((Ok(Event::default().retry(COME_BACK)), reader)),
        };
        let data = serde_json::to_string(&event).ok()?;
        let event = Event::default().id(event.seq.to_string()).event(event.kind).data(data);
        Some((Ok(event), reader))
    })
}

impl Reader {
    /// The next event; `None` once the run has ended and all was told, or the store fails: the client comes back.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Told::Event(event));
            }
            if self.put_off {
                return None;
            }
            self.watch.mark_unchanged();
            let run = self.api.engine().load(&self.key).await.ok()?;
            let (events, next, _) = page(&self.api, &self.key, self.after).await.ok()?;
            self.after = next;
            self.ready.extend(events);
            if self.ready.is_empty() && next >= run.seq {
                if run.is_terminal() {
                    return None;
                }
                match self.api.streams {
                    Streams::Live => self.watch.changed().await.ok()?,
                    Streams::Finite => {
                        self.put_off = true;
                        return Some(Told::ComeBack);
                    }
                }
            }
        }
    }
}
