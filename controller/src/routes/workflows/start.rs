//! `POST /workflows`: starts a run, or attaches to the one that the same request started before.

use crate::state::Api;
use crate::view::accepted;
use adapters::http::{ProblemResponse, StrictJson};
use adapters::system::new_workflow_id;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use callback::Caller;
use callback::problem::{of_payload, of_store, of_transact};
use serde_json::{Map, Value, json};
use shared::decide::StartCommand;
use shared::digest::{Digest, canonical_json};
use shared::ids::WorkflowId;
use shared::limits::INPUT_MAX_BYTES;
use shared::payload::Payload;
use shared::playbook::{Playbook, RESEARCH_REPORT_NAME, StepKind};
use shared::protocol::TransactError;
use shared::run::RunKey;
use shared::trace::TraceContext;
use shared::wire::{Problem, ProblemKind, StartRequest};
use std::sync::Arc;

const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Longest `Idempotency-Key` in characters.
const IDEMPOTENCY_KEY_MAX_CHARS: usize = 255;

#[cfg_attr(feature = "openapi", utoipa::path(
    post,
    path = "/workflows",
    tag = "runs",
    params(("Idempotency-Key" = Option<String>, Header, description = "the same key and body attach to the same run; not together with workflow_id")),
    request_body = StartRequest,
    responses((status = 202, description = "started, or attached to", body = shared::wire::AcceptedView), (status = "4XX", description = "refused", body = Problem, content_type = "application/problem+json"), (status = 503, description = "come back after Retry-After", body = Problem, content_type = "application/problem+json"))
))]
pub(in crate::routes) async fn start(
    State(api): State<Api>,
    Caller(by): Caller,
    headers: HeaderMap,
    StrictJson(request): StrictJson<StartRequest>,
) -> Result<Response, ProblemResponse> {
    let id = workflow_id(&api, &headers, &request)?;
    let (playbook, input) = wanted(&api, request).await?;
    let input = checked(&playbook, input)?;
    agents_known(&api, &playbook)?;
    let key = RunKey { tenant: api.callback.tenant.clone(), id };
    let digest = Digest::of_json(&json!({"playbook": playbook.hash, "input": input}));
    let (input, bytes) = Payload::of(input);
    if let Some(bytes) = bytes {
        // What is going to be refused costs no room.
        let before = api.engine().ports.store.load(&key).await.map_err(|error| of_store(&error))?;
        if before.is_some_and(|run| run.start_digest != digest) {
            return Err(of_transact(&TransactError::IdReused { id: key.id }).into());
        }
        let stored = api.engine().ports.payloads.put(&key, input.digest(), bytes).await;
        stored.map_err(|error| of_payload(&error))?;
    }
    let command = StartCommand { key, input, digest, by, trace: trace(&headers) };
    let done = api.engine().start(&command, &playbook).await.map_err(|error| of_transact(&error))?;
    tracing::debug!(workflow_id = %command.key.id, playbook = %playbook.name, "started");
    let location = HeaderValue::from_str(&format!("/workflows/{}", command.key.id)).ok();
    let mut response = (StatusCode::ACCEPTED, Json(accepted(&done.run))).into_response();
    if let Some(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// The trace that the request belongs to: its client's, else its gateway's. What is malformed counts as absent.
fn trace(headers: &HeaderMap) -> Option<TraceContext> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let clients = header("traceparent").and_then(TraceContext::of_traceparent);
    clients.or_else(|| header("x-amzn-trace-id").and_then(TraceContext::of_xray))
}

/// The id: the client's, one made from its `Idempotency-Key`, or a fresh one.
fn workflow_id(api: &Api, headers: &HeaderMap, request: &StartRequest) -> Result<WorkflowId, Problem> {
    let invalid = |detail: String| Problem::new(ProblemKind::InvalidRequest, detail);
    if headers.get_all(IDEMPOTENCY_KEY).iter().count() > 1 {
        return Err(invalid("send one header Idempotency-Key, not several".to_owned()));
    }
    let idempotency = headers.get(IDEMPOTENCY_KEY).map(|value| value.to_str().unwrap_or_default());
    match (&request.workflow_id, idempotency) {
        (Some(_), Some(_)) => {
            Err(invalid("send either 'workflow_id' or the header Idempotency-Key, not both".to_owned()))
        }
        (Some(id), None) => WorkflowId::parse(id).map_err(|error| invalid(error.to_string())),
        (None, Some(key)) if key.is_empty() || key.len() > IDEMPOTENCY_KEY_MAX_CHARS => Err(invalid(
            format!("Idempotency-Key must be 1 to {IDEMPOTENCY_KEY_MAX_CHARS} visible ASCII characters"),
        )),
        (None, Some(key)) => {
            let digest = Digest::of_json(&json!([api.callback.tenant, key])).to_string();
            let short: String = digest.chars().take(40).collect();
            WorkflowId::parse(format!("k-{short}")).map_err(|error| invalid(error.to_string()))
        }
        (None, None) => Ok(new_workflow_id(api.engine().now(), api.engine().ports.entropy.bits())),
    }
}

/// The playbook and the input that a request means.
async fn wanted(api: &Api, request: StartRequest) -> Result<(Arc<Playbook>, Value), Problem> {
    let invalid = |detail: &str| Problem::new(ProblemKind::InvalidRequest, detail);
    let short = request.topic.is_some() || request.parameters.is_some();
    let long = request.input.is_some();
    if short && long {
        return Err(invalid("send either 'topic' with 'parameters', or 'input', not both"));
    }
    if !short && !long && request.playbook.is_none() {
        return Err(invalid("send 'topic', or 'playbook' with 'input'"));
    }
    let name = request.playbook.unwrap_or_else(|| Value::from(RESEARCH_REPORT_NAME));
    let playbook = api.playbooks.find(api.engine(), &api.callback.tenant, &name).await?;
    let input = match request.input {
        Some(input) => input,
        None => {
            let mut input: Map<String, Value> = request.parameters.unwrap_or_default();
            if let Some(topic) = request.topic {
                input.insert("topic".to_owned(), Value::from(topic));
            }
            Value::Object(input)
        }
    };
    Ok((playbook, input))
}

/// The input with defaults filled in, once it fits the playbook's schema.
fn checked(playbook: &Playbook, mut input: Value) -> Result<Value, Problem> {
    playbook
        .input
        .validate(&mut input, true)
        .map_err(|error| Problem::new(ProblemKind::InvalidInput, error.to_string()))?;
    let bytes = canonical_json(&input).len();
    if bytes > INPUT_MAX_BYTES {
        let detail = format!(
            "the input takes {bytes} bytes and may take {INPUT_MAX_BYTES}; store large documents and pass their address"
        );
        return Err(Problem::new(ProblemKind::TooLarge, detail).with("limit_bytes", INPUT_MAX_BYTES));
    }
    Ok(input)
}

/// A run whose agents nobody has would only fail later.
fn agents_known(api: &Api, playbook: &Playbook) -> Result<(), Problem> {
    let unknown: Vec<&str> = playbook
        .steps
        .iter()
        .filter_map(|step| match &step.kind {
            StepKind::Agent(agent) => Some(&agent.agent),
            StepKind::Approval(_) => None,
        })
        .filter(|agent| api.engine().ports.agents.resolve(agent).is_none())
        .map(shared::ids::AgentName::as_str)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let detail = format!(
        "no agent is registered as {}; register each, with 'aegis dev --agent NAME=URL' on a laptop",
        unknown.join(", ")
    );
    Err(Problem::new(ProblemKind::InvalidInput, detail).with("unknown_agents", json!(unknown)))
}
