//! Who comes in at all: by network, and without signing in where the deployment is open.

use crate::pair::{Pair, body_of, gateway_event};
use serde_json::{Value, json};

const OFFICE: (&str, &str) = ("ALLOWED_CIDR_BLOCKS", "203.0.113.0/24, 2001:db8::/32");

fn from(source: &str, mut event: Value) -> Value {
    event["requestContext"]["http"]["sourceIp"] = json!(source);
    event
}

fn list() -> Value {
    gateway_event("GET", "/workflows", None, &[], Some("somebody"))
}

#[tokio::test]
async fn the_controller_takes_requests_of_the_named_networks_only() {
    let pair = Pair::with(&[OFFICE]);
    for source in ["203.0.113.9", "2001:db8::1"] {
        let reply = pair.controller(from(source, list())).await.unwrap();
        assert_eq!(reply["statusCode"], 200, "{source}: {reply}");
    }
    for source in ["198.51.100.1", "::1", "", "203.0.113.9, 198.51.100.1"] {
        let reply = pair.controller(from(source, list())).await.unwrap();
        assert_eq!(reply["statusCode"], 403, "{source}: {reply}");
        assert_eq!(reply["headers"]["content-type"], "application/problem+json");
        let problem = body_of(&reply);
        assert_eq!(problem["type"], "urn:aegis:problem:not-allowed");
        assert!(problem["detail"].as_str().unwrap().contains("allowed_cidr_blocks"), "{problem}");
    }
}

#[tokio::test]
async fn links_open_nothing_from_elsewhere_but_agents_answer_from_anywhere() {
    let pair = Pair::with(&[OFFICE]);
    let page = gateway_event("GET", "/approve/r1", None, &[], None);
    assert_eq!(pair.callback(from("198.51.100.1", page.clone())).await["statusCode"], 403);
    let inside = body_of_kind(&pair.callback(from("203.0.113.9", page)).await);
    assert_ne!(inside, "urn:aegis:problem:not-allowed");
    let body = json!({"token": "forged", "status": "SUCCESS", "result": {}});
    for path in ["/callbacks/r1", "//callbacks/r1"] {
        let answer = gateway_event("POST", path, Some(&body), &[], None);
        let reply = pair.callback(from("198.51.100.1", answer)).await;
        assert_eq!(body_of_kind(&reply), "urn:aegis:problem:bad-token", "its token is looked at: {reply}");
    }
}

fn body_of_kind(reply: &Value) -> String {
    let body: Value = serde_json::from_str(reply["body"].as_str().unwrap_or_default()).unwrap_or_default();
    body["type"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn whoever_comes_to_an_open_api_is_anonymous() {
    let pair = Pair::with(&[("API_AUTH", "none")]);
    let start = gateway_event("POST", "/workflows", Some(&json!({"topic": "heat pumps"})), &[], None);
    let reply = pair.controller(start).await.unwrap();
    assert_eq!(reply["statusCode"], 202, "{reply}");
    let id = body_of(&reply)["workflow_id"].as_str().unwrap().to_owned();
    for (step, result) in [
        ("research", json!({"key_findings": []})),
        ("analyse", json!({"summary": "s", "key_insights": [], "recommendations": []})),
    ] {
        pair.deliver_wakes().await;
        pair.answer(&id, step, result).await;
    }
    pair.deliver_wakes().await;
    let decision = json!({"decision": "approve"});
    let path = format!("/workflows/{id}/approve");
    let reply = pair.controller(gateway_event("POST", &path, Some(&decision), &[], None)).await.unwrap();
    assert_eq!(reply["statusCode"], 200, "{reply}");
    let decided = body_of(&reply);
    assert_eq!(decided["assurance"], "anonymous", "{decided}");
}

#[tokio::test]
async fn an_open_api_still_takes_no_credential_of_another_door() {
    let pair = Pair::with(&[("API_AUTH", "none")]);
    for headers in [("authorization", "Bearer v1.x.y.z"), ("x-callback-token", "v1.x.y.z")] {
        let event = gateway_event("GET", "/workflows", None, &[headers], None);
        assert_eq!(pair.controller(event).await.unwrap()["statusCode"], 403, "{headers:?}");
    }
}

#[tokio::test]
async fn an_api_that_asks_for_a_sign_in_knows_nobody_without_one() {
    for auth in ["iam", "jwt"] {
        let pair = Pair::with(&[("API_AUTH", auth)]);
        let reply = pair.controller(gateway_event("GET", "/workflows", None, &[], None)).await.unwrap();
        assert_eq!(reply["statusCode"], 401, "{auth}");
    }
}
