//! `agent check`: asks an agent whether it keeps the contract. Nothing that it sends may start work.

use crate::app::App;
use crate::client::plain_client;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::doctor::{Check, Verdict, checks};
use reqwest::{Client, Url};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A ping must never block.
const PING: Duration = Duration::from_secs(5);
/// A ping that takes longer stands in a platform's way.
const PING_GOOD: Duration = Duration::from_secs(1);

pub(super) async fn check(app: &App, url: &str) -> Result<Exit, CliError> {
    let base = url.trim_end_matches('/');
    let sound = Url::parse(base).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !sound {
        return Err(CliError::usage(
            format!("'{url}' is no agent's address"),
            "write it like http://127.0.0.1:9000",
        ));
    }
    let client = plain_client()?;
    let mut found = vec![ping(&client, base).await];
    if found.iter().all(|check| check.verdict != Verdict::Broken) {
        found.push(refuses(&client, base, "an empty invocation", json!({})).await);
        found.push(
            refuses(&client, base, "an invocation without a callback", json!({"workflow_id": "check"})).await,
        );
    }
    let broken = found.iter().any(|check| check.verdict == Verdict::Broken);
    if app.out.is_json() {
        app.out.object("aegis.agent-check/v1", json!({"url": base, "ok": !broken, "checks": found}));
    } else {
        app.out.result(&checks(&found, app.out.out));
    }
    if broken { Err(CliError::AgentCheck { url: base.to_owned() }) } else { Ok(Exit::Done) }
}

async fn ping(client: &Client, base: &str) -> Check {
    let name = "GET /ping";
    let asked = Instant::now();
    let response = match client.get(format!("{base}/ping")).timeout(PING).send().await {
        Ok(response) => response,
        Err(error) if error.is_timeout() => {
            return Check::new(name, Verdict::Broken, "no answer within 5 s; a ping must never block");
        }
        Err(error) => {
            let why = error.without_url();
            return Check::new(
                name,
                Verdict::Broken,
                format!("no answer ({why}); start the agent, check the address"),
            );
        }
    };
    let (status, took) = (response.status(), asked.elapsed());
    let body = response.json::<Value>().await.unwrap_or_default();
    let said = body.get("status").and_then(Value::as_str).unwrap_or_default();
    match (status.as_u16(), said) {
        (200, "Healthy" | "HealthyBusy") if took <= PING_GOOD => {
            Check::new(name, Verdict::Ok, format!("{said} in {} ms", took.as_millis()))
        }
        (200, "Healthy" | "HealthyBusy") => {
            Check::new(name, Verdict::Attention, format!("{said}, but only after {} ms", took.as_millis()))
        }
        (200, _) => Check::new(
            name,
            Verdict::Broken,
            "answered 200, but not {\"status\": \"Healthy\"} or {\"status\": \"HealthyBusy\"}",
        ),
        (code, _) => Check::new(name, Verdict::Broken, format!("answered {code}; 200 is expected")),
    }
}

/// What can't be worked on must be refused: an agent that accepts it would never answer.
async fn refuses(client: &Client, base: &str, what: &str, body: Value) -> Check {
    let name = format!("POST /invocations with {what}");
    match client.post(format!("{base}/invocations")).timeout(PING).json(&body).send().await {
        Ok(response) => match response.status().as_u16() {
            code @ (400 | 422) => Check::new(&name, Verdict::Ok, format!("refused with {code}")),
            404 | 405 => Check::new(&name, Verdict::Broken, "there is no POST /invocations"),
            code @ 400..=499 => Check::new(&name, Verdict::Ok, format!("refused with {code}")),
            code @ 500..=599 => {
                Check::new(&name, Verdict::Attention, format!("answered {code}: refuse it with 400 instead"))
            }
            code => Check::new(
                &name,
                Verdict::Attention,
                format!("answered {code}: refuse with 400 what has no callback to answer on"),
            ),
        },
        Err(error) => Check::new(&name, Verdict::Broken, format!("no answer ({})", error.without_url())),
    }
}
