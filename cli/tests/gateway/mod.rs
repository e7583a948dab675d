//! A gateway before a real server, as an HTTP API stands before two functions: it lets through what is signed, knows one
//! stage, ends every stream after what is there, holds no reply for long, and keeps artifacts on another host.

pub(crate) mod signature;

use crate::common::{Place, Running};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// Where its API begins; with a character that a signature must escape.
pub(crate) const STAGE: &str = "/api/$default";
/// Longest wait for requests that come within seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server, and the gateway before it.
pub(crate) fn behind(door: Door) -> (Place, Running, Gateway) {
    let place = Place::new();
    let mut dev = place.start(&["dev", "--json", "--listen", "127.0.0.1:0"]);
    let ready: Value = serde_json::from_str(&dev.line()).unwrap();
    let gateway = Gateway::before(ready["url"].as_str().unwrap(), door);
    (place, dev, gateway)
}

/// Who is let through.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Door {
    /// Everybody.
    Open,
    /// Everybody, but headers do not get through, and lists know nothing yet.
    Poor,
    /// Whoever has the token.
    Bearer(&'static str),
    /// Whoever signs.
    Iam,
    /// Nobody, as often as said: it is busy.
    Busy(usize),
    /// Nobody: there is only this answer.
    Closed(u16, &'static str),
}

/// What came in.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) status: StatusCode,
}

/// A gateway that runs until the test ends.
#[derive(Clone)]
pub(crate) struct Gateway {
    /// Its address with its stage and a slash too many.
    pub(crate) url: String,
    /// The server's own address.
    pub(crate) upstream: String,
    storage: String,
    door: Door,
    client: reqwest::Client,
    seen: Arc<(Mutex<Vec<Seen>>, Condvar)>,
    stored: Arc<Mutex<Vec<HeaderMap>>>,
}

impl Gateway {
    /// Before the server at an address.
    pub(crate) fn before(upstream: &str, door: Door) -> Self {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let bind = || TcpListener::bind("127.0.0.1:0").unwrap();
        let (front, storage) = (bind(), bind());
        let gateway = Self {
            url: format!("http://{}{STAGE}/", front.local_addr().unwrap()),
            upstream: upstream.to_owned(),
            storage: format!("http://{}", storage.local_addr().unwrap()),
            door,
            client: reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap(),
            seen: Arc::default(),
            stored: Arc::default(),
        };
        serve(front, Router::new().fallback(answer).with_state(gateway.clone()));
        serve(storage, Router::new().fallback(file).with_state(gateway.clone()));
        gateway
    }

    /// What came in so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.0.lock().unwrap().clone()
    }

    /// Waits until as many requests came in that are meant.
    #[track_caller]
    pub(crate) fn until(&self, times: usize, meant: impl Fn(&Seen) -> bool) {
        let too_few = |seen: &mut Vec<Seen>| seen.iter().filter(|seen| meant(seen)).count() < times;
        let (seen, came) = &*self.seen;
        let (seen, waited) = came.wait_timeout_while(seen.lock().unwrap(), PATIENCE, too_few).unwrap();
        assert!(!waited.timed_out(), "{times} requests never came: {seen:?}");
    }

    /// The headers of requests for files at the storage.
    pub(crate) fn stored(&self) -> Vec<HeaderMap> {
        self.stored.lock().unwrap().clone()
    }

    fn refusal(&self, parts: &Parts, body: &[u8]) -> Option<Response> {
        let message = |status: u16, text: &str| {
            (StatusCode::from_u16(status).unwrap(), axum::Json(json!({"message": text}))).into_response()
        };
        match self.door {
            Door::Open | Door::Poor => None,
            Door::Bearer(token) => {
                let given = parts.headers.get(header::AUTHORIZATION)?.to_str().ok();
                (given != Some(&format!("Bearer {token}"))).then(|| message(401, "Unauthorized"))
            }
            Door::Iam => signature::check(parts, body).err().map(|why| message(403, &why)),
            Door::Busy(times) => (self.seen().len() < times).then(|| message(429, "Too Many Requests")),
            Door::Closed(status, text) => Some((StatusCode::from_u16(status).unwrap(), text).into_response()),
        }
    }

    async fn route(&self, parts: &Parts, body: Bytes) -> Response {
        if matches!(self.door, Door::Bearer(_)) && !parts.headers.contains_key(header::AUTHORIZATION) {
            return (StatusCode::UNAUTHORIZED, axum::Json(json!({"message": "Unauthorized"})))
                .into_response();
        }
        if let Some(refusal) = self.refusal(parts, &body) {
            return refusal;
        }
        let Some(path) = parts
            .uri
            .path()
            .strip_prefix(STAGE)
            .and_then(|path| path.strip_prefix('/'))
            .filter(|path| !path.starts_with('/'))
        else {
            return (StatusCode::NOT_FOUND, axum::Json(json!({"message": "Not Found"}))).into_response();
        };
        let query = parts.uri.query().unwrap_or_default();
        let is = |accept: &str| parts.headers.get(header::ACCEPT).is_some_and(|given| given == accept);
        if path.starts_with("artifacts/") && path.matches('/').count() > 1 {
            let to = format!("{}/{path}?X-Amz-Signature=presigned", self.storage);
            return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response();
        }
        let poor = matches!(self.door, Door::Poor);
        if path == "workflows" && parts.method == Method::GET && poor {
            return axum::Json(json!({"workflows": []})).into_response();
        }
        if path.ends_with("/events") && is("text/event-stream") && !poor {
            return self.what_is_there(path, parts).await;
        }
        assert!(!query.contains("wait="), "a function can't hold a reply: {query}");
        self.forward(&parts.method, &format!("{path}?{query}"), body).await
    }

    async fn what_is_there(&self, path: &str, parts: &Parts) -> Response {
        let after = parts.headers.get("last-event-id").map_or("0", |id| id.to_str().unwrap());
        let page = self.client.get(format!("{}/{path}?after={after}", self.upstream)).send().await;
        let Ok(page) = page else { return StatusCode::BAD_GATEWAY.into_response() };
        let page: Value = page.json().await.unwrap();
        let mut text = String::new();
        for event in page["events"].as_array().unwrap() {
            text.push_str(&format!(
                "id: {}\nevent: {}\ndata: {event}\n\n",
                event["seq"],
                event["type"].as_str().unwrap()
            ));
        }
        text.push_str("retry: 200\n\n");
        ([(header::CONTENT_TYPE, "text/event-stream")], text).into_response()
    }

    async fn forward(&self, method: &Method, path: &str, body: Bytes) -> Response {
        let request = self.client.request(method.clone(), format!("{}/{path}", self.upstream));
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        let Ok(reply) = request.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
        let kind = reply.headers().get(header::CONTENT_TYPE).cloned();
        let (status, body) = (reply.status(), reply.bytes().await.unwrap());
        let mut response = (status, body).into_response();
        response.headers_mut().extend(kind.map(|kind| (header::CONTENT_TYPE, kind)));
        response
    }
}

async fn answer(State(gateway): State<Gateway>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 16 * 1024 * 1024).await.unwrap();
    let response = gateway.route(&parts, body).await;
    let (headers, status) = (parts.headers, response.status());
    let (seen, came) = &*gateway.seen;
    seen.lock().unwrap().push(Seen { path: parts.uri.to_string(), headers, status });
    came.notify_all();
    response
}

/// The storage: whoever has the address gets the file.
async fn file(State(gateway): State<Gateway>, request: Request<Body>) -> Response {
    gateway.stored.lock().unwrap().push(request.headers().clone());
    if request.uri().query() != Some("X-Amz-Signature=presigned") {
        return StatusCode::FORBIDDEN.into_response();
    }
    gateway.forward(&Method::GET, request.uri().path().trim_start_matches('/'), Bytes::new()).await
}

fn serve(listener: TcpListener, app: Router) {
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await.unwrap();
        });
    });
}
