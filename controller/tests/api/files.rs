//! Agents' files: put, named, read back; by the attempt that somebody waits for and by nobody else.

use crate::support::{Answer, Home};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use shared::digest::Digest;
use shared::wire::Invocation;
use std::sync::atomic::Ordering;

/// What the API says about a document.
fn content(bytes: &[u8]) -> Value {
    json!({"sha256": Digest::of_bytes(bytes), "bytes": bytes.len()})
}

/// An agent at work.
struct Agent<'a> {
    home: &'a Home,
    given: std::sync::Arc<Invocation>,
}

impl<'a> Agent<'a> {
    async fn of(home: &'a Home, id: &str, step: &str) -> Self {
        Self { home, given: home.given(id, step).await }
    }

    async fn ask(&self, what: &str, body: Value) -> Answer {
        self.ask_at(&format!("/callbacks/{}/{what}", self.given.workflow_id), body).await
    }

    async fn ask_at(&self, path: &str, mut body: Value) -> Answer {
        body["token"] = json!(self.given.callback.token);
        self.home.post(path, body).await
    }

    /// Follows a link of a reply.
    async fn follow(&self, link: &Value, body: Vec<u8>) -> Answer {
        let path = format!("/callbacks/{}/{}", self.given.workflow_id, link["url"].as_str().unwrap());
        let mut request = Request::builder().method(link["method"].as_str().unwrap()).uri(path);
        for (name, value) in link["headers"].as_object().unwrap() {
            request = request.header(name, value.as_str().unwrap());
        }
        self.home.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn put(&self, bytes: &[u8]) {
        let reply = self.ask("uploads", json!({"uploads": [content(bytes)]})).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        let put = self.follow(&reply.json()["uploads"][0], bytes.to_vec()).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    }

    async fn store(&self, name: &str, bytes: &[u8]) {
        self.put(bytes).await;
        let named = self.ask("files", json!({"files": {name: content(bytes)}})).await;
        assert_eq!(named.status, StatusCode::OK, "{}", named.text);
    }

    async fn read(&self, name: &str) -> Option<String> {
        let reply = self.ask("downloads", json!({"names": [name]})).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        let link = reply.json()["files"].get(name)?.clone();
        let got = self.follow(&link, Vec::new()).await;
        assert_eq!(link["sha256"], json!(Digest::of_bytes(got.text.as_bytes())));
        Some(got.text)
    }
}

#[tokio::test]
async fn a_file_is_shown_once_its_step_has_succeeded() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    agent.store("notes/one.md", b"first").await;
    agent.store("notes/one.md", b"second").await;
    assert_eq!(agent.read("notes/one.md").await.as_deref(), Some("second"), "its own file at once");
    let list = || async { home.get(&format!("/artifacts/{id}")).await.json()["artifacts"].clone() };
    assert_eq!(list().await, json!([]), "to others once the step has succeeded");
    home.succeed(&id, "research", json!({"key_findings": []})).await;
    assert_eq!(list().await, json!(["notes/one.md"]));
    assert_eq!(home.get(&format!("/artifacts/{id}/notes/one.md")).await.text, "second");
    let next = Agent::of(&home, &id, "analyse").await;
    assert_eq!(next.read("notes/one.md").await.as_deref(), Some("second"), "and to the agents after it");
    assert_eq!(next.read("notes/two.md").await, None);
    let hidden = format!("/artifacts/{id}/attempts/research/1/index.json");
    assert_eq!(home.get(&hidden).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_attempt_that_is_over_stores_nothing() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    let link =
        agent.ask("uploads", json!({"uploads": [content(b"late")]})).await.json()["uploads"][0].clone();
    home.succeed(&id, "research", json!({"key_findings": []})).await;
    assert_eq!(agent.follow(&link, b"late".to_vec()).await.problem(), "superseded");
    for (what, body) in [
        ("uploads", json!({"uploads": [content(b"x")]})),
        ("files", json!({"files": {"x": content(b"x")}})),
        ("downloads", json!({"names": ["x"]})),
    ] {
        assert_eq!(agent.ask(what, body).await.problem(), "superseded", "{what}");
    }
}

#[tokio::test]
async fn only_an_answer_reads_what_was_said_beside_the_run() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    home.store.pulses_away.store(true, Ordering::Relaxed);
    agent.store("notes.md", b"text").await;
    assert_eq!(agent.read("notes.md").await.as_deref(), Some("text"));
    let say = async |body: Value| agent.ask_at(&format!("/callbacks/{id}"), body).await;
    assert_eq!(say(json!({"status": "RUNNING"})).await.status, StatusCode::OK);
    let answer = say(json!({"status": "SUCCESS", "result": {"key_findings": []}})).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "the acknowledgement comes along with it");
}

#[tokio::test]
async fn a_token_opens_the_files_of_its_own_run_only() {
    let home = Home::new();
    let (id, other) = (home.start().await, home.start().await);
    let token = home.given(&id, "research").await.callback.token.clone();
    let asked = json!({"token": token, "names": ["x"]});
    assert_eq!(home.post(&format!("/callbacks/{other}/downloads"), asked).await.problem(), "bad-token");
    let none = home.post(&format!("/callbacks/{id}/downloads"), json!({"names": ["x"]})).await;
    assert_eq!(none.problem(), "not-authenticated");
    let approval = home.get(&format!("/callbacks/{id}/files/x")).await;
    assert_eq!(approval.problem(), "not-authenticated");
}

#[tokio::test]
async fn a_stranger_is_refused_before_anything_of_a_body_is_read() {
    let home = Home::new();
    let id = home.start().await;
    let read = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let seen = std::sync::Arc::clone(&read);
    let body = futures_util::stream::poll_fn(move |_| {
        seen.store(true, Ordering::SeqCst);
        std::task::Poll::Ready(None::<Result<Vec<u8>, std::io::Error>>)
    });
    let request = Request::put(format!("/callbacks/{id}/objects/{}", Digest::of_bytes(b"x")))
        .header("x-callback-token", "v1.made.up")
        .body(Body::from_stream(body));
    let refused = home.send(request.unwrap()).await;
    assert!(refused.status.is_client_error(), "{}", refused.text);
    assert!(!read.load(Ordering::SeqCst), "32 MiB of a stranger's would be kept in memory");
}

#[tokio::test]
async fn bytes_have_to_be_those_that_were_named() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    let link =
        agent.ask("uploads", json!({"uploads": [content(b"true")]})).await.json()["uploads"][0].clone();
    assert_eq!(agent.follow(&link, b"fake".to_vec()).await.problem(), "invalid-request");
    let unput = agent.ask("files", json!({"files": {"a": content(b"true")}})).await;
    assert_eq!(unput.problem(), "invalid-request");
    assert!(unput.text.contains("was not put"), "{}", unput.text);
}

#[tokio::test]
async fn names_and_sizes_are_bounded() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    agent.put(b"x").await;
    for bad in ["../x", "/etc/passwd", "attempts/research/1/index.json", ".hidden"] {
        let reply = agent.ask("files", json!({"files": {bad: content(b"x")}})).await;
        assert_eq!(reply.problem(), "invalid-request", "{bad}");
    }
    let clash = agent.ask("files", json!({"files": {"a": content(b"x"), "a/b": content(b"x")}})).await;
    assert_eq!(clash.problem(), "invalid-request");
    let large = json!({"uploads": [{"sha256": Digest::of_bytes(b"x"), "bytes": 33_554_433}]});
    assert_eq!(agent.ask("uploads", large).await.problem(), "too-large");
    let many = json!({"uploads": vec![content(b"x"); 101]});
    assert_eq!(agent.ask("uploads", many).await.problem(), "invalid-request");
}

#[tokio::test]
async fn a_result_too_large_for_a_body_comes_by_reference() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    let result = json!({"key_findings": [], "text": "x".repeat(7 * 1024 * 1024)});
    let bytes = result.to_string().into_bytes();
    let unput = agent.ask("", json!({"status": "SUCCESS", "result_ref": content(&bytes)})).await;
    assert_eq!(unput.status, StatusCode::NOT_FOUND, "no slash at the end");
    let answer = || async {
        let body =
            json!({"token": agent.given.callback.token, "status": "SUCCESS", "result_ref": content(&bytes)});
        home.post(&format!("/callbacks/{id}"), body).await
    };
    assert_eq!(answer().await.problem(), "invalid-request");
    agent.put(&bytes).await;
    let first = answer().await;
    assert_eq!(
        (first.status, first.text.clone()),
        (StatusCode::OK, answer().await.text),
        "twice, one effect"
    );
    assert_eq!(home.given(&id, "analyse").await.input["research"], result);
}

#[tokio::test]
async fn a_large_artifact_is_fetched_by_a_link_where_there_are_links() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    let (small, large) = (vec![b's'; 1024 * 1024], vec![b'l'; 1024 * 1024 + 1]);
    agent.store("small.txt", &small).await;
    agent.store("large.txt", &large).await;
    home.succeed(&id, "research", json!({"key_findings": []})).await;
    let get = async |name: &str| home.get(&format!("/artifacts/{id}/{name}")).await;
    assert_eq!(get("large.txt").await.status, StatusCode::OK, "no store gives links here");
    home.payloads.links.store(true, Ordering::Relaxed);
    assert_eq!(get("small.txt").await.text.into_bytes(), small);
    let sent = get("large.txt").await;
    assert_eq!((sent.status, sent.text.as_str()), (StatusCode::TEMPORARY_REDIRECT, ""));
    assert_eq!(sent.headers["cache-control"], "no-store");
    let name = format!("attempts/research/1/{}.{}", Digest::of_bytes(&large), large.len());
    assert_eq!(sent.headers["location"], format!("https://bucket.example/{id}/{name}?as=large.txt"));
}

#[tokio::test]
async fn bytes_that_changed_in_the_store_are_not_given_out() {
    let home = Home::new();
    let id = home.start().await;
    let agent = Agent::of(&home, &id, "research").await;
    agent.store("one.txt", b"true").await;
    home.succeed(&id, "research", json!({"key_findings": []})).await;
    home.payloads.rotten.store(true, Ordering::Relaxed);
    let read = home.get(&format!("/artifacts/{id}/one.txt")).await;
    assert_eq!(read.problem(), "internal");
    assert!(read.text.contains("was changed"), "{}", read.text);
}
