//! The approval page behind the gateway's address, in a real browser. What a person does there is in
//! `e2e/browser/serverless.test.mjs`.

use super::steps::equal;
use crate::Failure;
use crate::world::World;
use serde_json::Value;
use shared::principal::Assurance;
use shared::run::RunStatus;
use tokio::process::Command;

/// What the person writes beside the decision.
const COMMENT: &str = "Read behind the gateway.";

pub(super) async fn page(world: &World) -> Result<String, Failure> {
    let browser =
        world.browser.as_deref().ok_or("name the folder of e2e/browser with its library by --browser")?;
    let id = "e2e-page";
    let notice = world.to_gate(id).await?;
    let link = notice.get("approve_url").and_then(Value::as_str).ok_or("the notice has no link")?;
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec", "serverless.test.mjs"])
        .current_dir(browser)
        .env("LINK", link)
        .env("COMMENT", COMMENT)
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| format!("node can't be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("the browser's test failed:\n{}", String::from_utf8_lossy(&output.stdout)).into());
    }
    let ended = world.settled(id, RunStatus::Completed).await?;
    let [decision] = ended.run.decisions.as_slice() else { return Err("not one decision".into()) };
    if decision.comment.as_deref() != Some(COMMENT) || decision.by.assurance != Assurance::Link {
        return Err(format!("the decision is not what was clicked: {decision:?}").into());
    }
    equal("ApprovalDecided on the bus", ended.heard("ApprovalDecided"), 1)?;
    Ok("the link became a cookie, a forged form got 403, the click decided".to_owned())
}
