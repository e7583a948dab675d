//! The container's program, started as a platform starts it: it answers the contract, works, and ends when it is told to.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect")]

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use shared::wire::CallbackBody;
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

struct Container {
    child: Child,
    /// Kept open, so that it can go on logging.
    _log: Lines<BufReader<ChildStdout>>,
    url: String,
}

fn command(variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aegis-agents"));
    command.env_clear().env("AEGIS_LISTEN", "127.0.0.1:0").envs(variables.iter().copied());
    command.stdout(Stdio::piped());
    command
}

impl Container {
    fn start(variables: &[(&str, &str)]) -> Self {
        let mut child = command(variables).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        assert_eq!(line["message"], "listening", "{line}");
        Self { child, _log: lines, url: format!("http://{}", line["address"].as_str().unwrap()) }
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn client() -> reqwest::Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap()
}

fn invocation(agent: &str, callback: &str, input: Value) -> Value {
    json!({
        "workflow_id": "run-1", "step": "research", "attempt": 1, "agent": agent, "playbook": "research-report",
        "input": input, "callback": {"url": format!("{callback}/callbacks/run-1"), "token": "secret"},
        "deadline": "2100-01-01T00:00:00Z", "budget": null,
    })
}

/// A home that knows of no file, takes every answer, and gives the first one.
async fn home() -> MockServer {
    let server = MockServer::start().await;
    let no_files = ResponseTemplate::new(200).set_body_json(json!({"files": {}}));
    Mock::given(method("POST"))
        .and(path("/callbacks/run-1/downloads"))
        .respond_with(no_files)
        .mount(&server)
        .await;
    let taken = ResponseTemplate::new(200).set_body_json(json!({"status": "callback_delivered"}));
    Mock::given(method("POST")).and(path("/callbacks/run-1")).respond_with(taken).mount(&server).await;
    server
}

async fn answer(home: &MockServer) -> CallbackBody {
    let wait = async {
        loop {
            let requests = home.received_requests().await.unwrap();
            if let Some(answer) = requests.iter().find(|request| request.url.path() == "/callbacks/run-1") {
                return serde_json::from_slice(&answer.body).unwrap();
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_pinged_invoked_and_answers_on_its_callback() {
    let (home, client) = (home().await, client());
    let container = Container::start(&[("AEGIS_AGENT", "researcher"), ("AEGIS_DOCUMENTS", "/nowhere")]);
    let ping = client.get(format!("{}/ping", container.url)).send().await.unwrap();
    assert_eq!(ping.json::<Value>().await.unwrap()["status"], "Healthy");
    let invoke = async |agent: &str| {
        let body =
            invocation(agent, &home.uri(), json!({"topic": "heat pumps", "docs": ["/proc/self/environ"]}));
        let reply = client.post(format!("{}/invocations", container.url)).json(&body).send().await.unwrap();
        (reply.status().as_u16(), reply.json::<Value>().await.unwrap())
    };
    assert_eq!(invoke("researcher").await, (202, json!({"status": "accepted"})));
    let error = answer(&home).await.error.unwrap();
    assert_eq!((error.kind.as_str(), error.retryable), ("NO_READABLE_DOCUMENT", false), "{error:?}");
    let (status, problem) = invoke("writer").await;
    assert_eq!(
        (status, problem["type"].as_str()),
        (404, Some("urn:aegis:problem:not-found")),
        "one agent each"
    );
}

#[test]
fn it_ends_when_it_is_told_to() {
    let mut container = Container::start(&[]);
    let pid = Pid::from_child(&container.child);
    kill_process(pid, Signal::TERM).unwrap();
    assert!(container.child.wait().unwrap().success());
}

#[test]
fn an_unknown_agent_is_named_with_those_that_there_are() {
    let output = command(&[("AEGIS_AGENT", "reseacher")]).output().unwrap();
    assert!(!output.status.success());
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(log.contains("'reseacher'") && log.contains("analyst, researcher, writer"), "{log}");
}
