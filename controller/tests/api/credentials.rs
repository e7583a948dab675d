//! Whoever brings a credential is that credential's holder or nobody, never the user of this machine.

use crate::support::{Home, token};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

/// Every way to bring a token: header pairs.
fn ways(token: &str) -> Vec<(&'static str, String)> {
    vec![
        ("authorization", format!("Bearer {token}")),
        ("authorization", format!("Token {token}")),
        ("authorization", token.to_owned()),
        ("authorization", String::new()),
        ("x-callback-token", token.to_owned()),
    ]
}

#[tokio::test]
async fn no_credential_of_another_door_changes_or_reads_a_run() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let agent = home.given(&id, "analyse").await.callback.token.clone();
    let notice = home.notice(&id).await;
    let before = home.get(&format!("/workflows/{id}")).await.text;
    let doors = [
        ("/workflows".to_owned(), json!({"topic": "heat pumps"})),
        (format!("/workflows/{id}/cancel"), json!({})),
        (format!("/workflows/{id}/pause"), json!({})),
        (format!("/workflows/{id}/resume"), json!({})),
        (format!("/workflows/{id}/approve"), json!({"decision": "approve"})),
    ];
    for credential in [agent.as_str(), token(&notice), "garbage"] {
        let mut brought = ways(credential);
        brought.push(("cookie", format!("other=1; aegis_approval={credential}")));
        for (name, value) in brought {
            for (path, body) in &doors {
                let answer = home.post_with(path, body.clone(), &[(name, &value)]).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}: {}", answer.text);
                assert!(!answer.text.contains(&agent), "a token leaked into a problem");
            }
            for path in ["/workflows", &format!("/workflows/{id}"), "/approvals", &format!("/artifacts/{id}")]
            {
                let get = Request::get(path).header(name, &value).body(Body::empty()).unwrap();
                assert_eq!(home.send(get).await.status, StatusCode::FORBIDDEN, "{path} {name}");
            }
        }
        for (path, body) in &doors {
            let answer = home.post(&format!("{path}?token={credential}"), body.clone()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}?token");
        }
    }
    assert_eq!(home.get(&format!("/workflows/{id}")).await.text, before, "nothing was written");
}

#[tokio::test]
async fn at_the_door_of_links_only_a_link_of_the_run_decides() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let agent = home.given(&id, "analyse").await.callback.token.clone();
    let path = format!("/approve/{id}");
    let approve = json!({"decision": "approve"});
    let mut brought = ways(&agent);
    brought.push(("cookie", format!("aegis_approval={agent}")));
    for (name, value) in brought {
        let answer = home.post_with(&path, approve.clone(), &[(name, &value)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {}", answer.text);
    }
    let answer = home.post(&format!("{path}?token={agent}"), approve.clone()).await;
    assert_eq!(answer.problem(), "bad-token");
    let notice = home.notice(&id).await;
    let bearer = format!("Bearer {}", token(&notice));
    let two = [("authorization", bearer.as_str()), ("authorization", bearer.as_str())];
    assert_eq!(home.post_with(&path, approve.clone(), &two).await.problem(), "bad-token");
    let both = [("authorization", bearer.as_str()), ("x-callback-token", agent.as_str())];
    assert_eq!(home.post_with(&path, approve, &both).await.problem(), "bad-token");
    assert_eq!(home.get(&format!("/workflows/{id}")).await.json()["status"], "AWAITING_APPROVAL");
}
