//! The suite that every store passes, on both stand-ins.

use super::support::fresh_store;
use adapters::aws::emulator::{Emulator, Tool};

#[tokio::test(flavor = "multi_thread")]
async fn passes_the_conformance_suite_on_dynamodb_local() {
    let Some(emulator) = Emulator::start(Tool::DynamoDbLocal) else { return };
    adapters::conformance::store::all(|| fresh_store(&emulator)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passes_the_conformance_suite_on_ministack() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    adapters::conformance::store::all(|| fresh_store(&emulator)).await;
}
