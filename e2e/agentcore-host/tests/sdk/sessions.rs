//! Sessions: their end, and the quotas on them.

use super::receiver::Receiver;
use super::support::{ARN, Host, dispatch, first, word};
use adapters::aws::emulator::config_for;
use adapters::aws::home::{AwsHome, Warmth};
use adapters::aws::registry;
use adapters::conformance::samples::{key, step};
use adapters::system::SystemClock;
use agentcore_host::Operation;
use shared::ports::DispatchError;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_the_session_and_doing_it_again_is_fine() {
    let (host, receiver) = (Host::start().await, Receiver::start().await);
    let agents = host.agents().await;
    let pinned = format!("{ARN}/runtime-endpoint/prod");
    agents.dispatch(&super::support::to(&pinned, "run-1", 1, &receiver.url)).await.unwrap();
    for _twice in 0..2 {
        agents.stop(first(&key("t", "run-1"), &step("research"), &pinned)).await.unwrap();
        host.server.until_sessions(0).await;
    }
    let stops: Vec<u16> = host.server.log().iter().skip(1).map(|record| record.status).collect();
    assert_eq!(stops, [200, 404]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_session_is_ended_and_a_busy_one_is_not() {
    let host = Host::with(|settings| settings.idle = Duration::from_millis(60)).await;
    let (busy, idle) = (Receiver::holding_back().await, Receiver::start().await);
    let agents = host.agents().await;
    agents.dispatch(&dispatch("busy", 1, &busy)).await.unwrap();
    // Its answer is not taken yet: until then it is at work.
    busy.next().await;
    agents.dispatch(&dispatch("idle", 1, &idle)).await.unwrap();
    host.server.until_sessions(1).await;
    let ended: Vec<String> = ended(&host);
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0], host.server.log()[1].session, "{ended:?}");
    busy.let_reply();
    host.server.until_sessions(0).await;
}

fn ended(host: &Host) -> Vec<String> {
    let log = host.server.log();
    let ends = log.iter().filter(|record| record.operation == Operation::IdleEnd);
    ends.map(|record| record.session.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_beyond_the_rate_limit_is_throttled() {
    let host = Host::with(|settings| settings.new_sessions_per_second = 0).await;
    let receiver = Receiver::start().await;
    let result = host.agents().await.dispatch(&dispatch("run-1", 1, &receiver)).await;
    assert_eq!(word(&result), "throttled", "{result:?}");
    assert_eq!(host.server.log()[0].status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_quota_says_so() {
    let host = Host::with(|settings| settings.sessions_max = 0).await;
    let receiver = Receiver::start().await;
    let result = host.agents().await.dispatch(&dispatch("run-1", 1, &receiver)).await;
    let Err(DispatchError::Throttled { reason, .. }) = result else { panic!("{result:?}") };
    assert!(reason.contains("quota") && reason.contains("start at 0"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn warming_up_stops_nothing_and_asks_for_nothing_else() {
    let host = Host::start().await;
    let home = AwsHome::of(config_for(&host.server.url()).await);
    let place = home.place(Some("123456789012".to_owned())).unwrap();
    let json = format!(r#"{{"researcher": {{"target": "{ARN}", "qualifier": "prod"}}}}"#);
    let registry = registry::parse(&json, &place).unwrap();
    let clock = Arc::new(SystemClock);
    let agents = home.agents(registry, place, super::support::patience(1_000), clock).unwrap();
    let cold = Warmth { agents: Some(&agents), ..Warmth::default() }.spread().await;
    assert_eq!(cold, []);
    let log = host.server.log();
    assert_eq!((log.len(), log[0].operation, log[0].status), (1, Operation::Stop, 404));
    assert!(host.settings.runtimes.is_empty());
}
