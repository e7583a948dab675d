//! The built-in agents as containers have them: a host per step, no disk in common, all files through the callback
//! address. What comes out is what they make on one machine.

use crate::support::Home;
use agents::builtin::{Documents, agents_with};
use agents::reading::NoParser;
use agents::runtime::{Host, HostSettings, HttpCallbackSink};
use agents::verify::verify;
use agents::workspace::RemoteWorkspaces;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

/// A container: it has nothing but its documents and the address that comes with each invocation.
fn container(client: &reqwest::Client) -> Host {
    let documents =
        Documents::Folder(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/documents"));
    let workspaces = Arc::new(RemoteWorkspaces::new(client.clone()));
    let agents = agents_with(workspaces, documents, Arc::new(NoParser));
    Host::new(agents, Arc::new(HttpCallbackSink::new(client.clone())), HostSettings::default())
}

fn client() -> reqwest::Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]);
    client.redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

async fn save(home: &Home, id: &str, folder: &Path) -> Vec<String> {
    let list = home.get(&format!("/artifacts/{id}")).await.json();
    let names: Vec<String> = serde_json::from_value(list["artifacts"].clone()).unwrap();
    for name in &names {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, home.get(&format!("/artifacts/{id}/{name}")).await.bytes).unwrap();
    }
    names
}

/// Waits for a status, a change at a time.
async fn until(home: &Home, id: &str, status: &str) {
    let mut version = json!(0);
    for _change in 0..50 {
        let run = home.get(&format!("/workflows/{id}?wait=20&version={version}")).await.json();
        if run["status"] == status {
            return;
        }
        version = run["version"].clone();
    }
    panic!("it never was {status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn agents_without_a_common_disk_make_a_report_that_can_be_verified() {
    let (home, client) = (Home::new(), client());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(axum::serve(listener, home.home.router()).into_future());
    let question = "How do heat pumps compare with gas boilers for heating older homes?";
    let started = home.post("/workflows", json!({"topic": question})).await.json();
    let id = started["workflow_id"].as_str().unwrap();
    let work = async |step: &str| {
        let mut invocation = (*home.given(id, step).await).clone();
        invocation.callback.url = format!("http://{address}/callbacks/{id}");
        container(&client).accept(invocation).unwrap();
    };
    work("research").await;
    work("analyse").await;
    until(&home, id, "AWAITING_APPROVAL").await;
    let open = home.get("/approvals").await.json()["approvals"][0].clone();
    let decision = json!({"decision": "approve", "artifact_hash": open["artifact_hash"]});
    assert_eq!(home.post(&format!("/approve/{id}"), decision).await.status, 200);
    work("write").await;
    until(&home, id, "COMPLETED").await;
    let folder = tempfile::tempdir().unwrap();
    let names = save(&home, id, folder.path()).await;
    for expected in ["corpus.json", "report/report.md", "report/report.html", "report/manifest.sha256"] {
        assert!(names.iter().any(|name| name == expected), "{expected}: {names:?}");
    }
    let report = verify(&folder.path().join("report")).unwrap();
    assert!(report.ok && report.quotes > 12, "{:?}", report.failures);
    server.abort();
}
