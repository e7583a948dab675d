//! Services that take no more, or are away. The proxy answers in their place, for one run.

use super::steps::{equal, expect, names, wanted};
use crate::Failure;
use crate::between::{Action, Rule};
use crate::world::World;
use serde_json::json;
use shared::run::RunStatus;

/// What DynamoDB and S3 say.
const THROTTLED: Action = Action::Refuse(400, "ProvisionedThroughputExceededException");
const AWAY: Action = Action::Refuse(503, "ServiceUnavailable");
/// More writes than any one call tries.
const BURST: usize = 10;
/// More requests than two calls with all their tries make.
const AWHILE: usize = 7;

pub(super) async fn table(world: &World) -> Result<String, Failure> {
    let id = "e2e-throttled";
    // From the first write on, for longer than one call tries again.
    let burst = world.between.arm(Rule::new("dynamodb", "PutItem", id, THROTTLED).times(BURST));
    world.start(id).await?;
    let notice = world.notices.of(id, "review.1").await?;
    equal("refused writes", burst.met(), BURST)?;
    drop(burst);
    // For as long as somebody asks.
    let outage = world.between.arm(Rule::new("dynamodb", "PutItem", id, THROTTLED));
    let (status, problem) = world.decide(&notice, &json!({"decision": "approve"})).await?;
    wanted("a decision while the table is throttled", status, 503)?;
    expect(&problem, "/type", "urn:aegis:problem:unavailable")?;
    names(&problem.to_string(), "dynamodb:PutItem")?;
    names(&problem.to_string(), "throttles")?;
    let refused = outage.met();
    drop(outage);
    world.approve(&notice).await?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    ended.one_attempt_each()?;
    Ok(format!(
        "{} writes refused; the person got 503 with the reason, then 200; one attempt each",
        BURST + refused
    ))
}

pub(super) async fn bucket(world: &World) -> Result<String, Failure> {
    let id = "e2e-bucket";
    // The researcher's answer can't be kept, nor the analyst's input read, for several calls each.
    let puts = world.between.arm(Rule::new("s3", "PUT", id, AWAY).times(AWHILE));
    let gets = world.between.arm(Rule::new("s3", "GET", id, AWAY).times(AWHILE));
    let notice = world.to_gate(id).await?;
    equal("refused writes", puts.met(), AWHILE)?;
    equal("refused reads", gets.met(), AWHILE)?;
    world.approve(&notice).await?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    ended.one_attempt_each()?;
    Ok(format!("{AWHILE} writes and {AWHILE} reads refused; then it went on, one attempt each"))
}
