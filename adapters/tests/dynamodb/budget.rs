//! What a run costs in DynamoDB's units, counted request by request on Amazon's own stand-in. `cargo test -p adapters --features aws,conformance --test dynamodb budget -- --nocapture` prints it.

use super::functions::Home;
use super::support::{fresh_table, store_on};
use adapters::aws::dynamodb::configure;
use adapters::aws::dynamodb::meter::{Meter, Purpose, Usage};
use adapters::aws::emulator::{Emulator, Tool};
use aws_sdk_dynamodb::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most conditional writes of a four-step run.
const COMMITS_MAX: u64 = 7;
/// Most write units of a four-step run: table, indexes, pulses and answers.
const WRITE_UNITS_MAX: f64 = 48.0;
/// Most strongly consistent reads of a four-step run.
const STRONG_READS_MAX: u64 = 12;

const TEXTS: [&str; 3] = [
    include_str!("../../../examples/documents/heat-pumps.md"),
    include_str!("../../../examples/documents/insulation.md"),
    include_str!("../../../examples/documents/running-costs.txt"),
];

/// Findings that quote real text, about as long as those of the built-in researcher.
fn findings(texts: &[&str]) -> Value {
    let paragraphs = texts.iter().flat_map(|text| text.split("\n\n")).filter(|text| text.len() > 80);
    let finding = |(number, text): (usize, &str)| json!({"id": number, "source": "S1", "finding": text});
    json!(paragraphs.enumerate().map(finding).collect::<Vec<_>>())
}

async fn measured(tool: Tool) -> Option<BTreeMap<Purpose, Usage>> {
    let emulator = Emulator::start(tool)?;
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let meter = Meter::default();
    let client = Client::from_conf(configure(&config).interceptor(meter.clone()).build());
    let home = Home::new(Arc::new(store_on(client, &table)));
    home.deploy().await;
    drop(meter.take());
    let run = home.start().await;
    home.perform(&run).await;
    let research = json!({"summary": TEXTS[2], "key_findings": findings(&TEXTS[..2])});
    home.answer(&run, "research", research).await;
    home.perform(&run).await;
    let analysis = json!({"summary": "They pay off where heat demand is low.", "key_insights": findings(&TEXTS[..2]),
        "recommendations": ["Insulate first."]});
    home.answer(&run, "analyse", analysis).await;
    home.perform(&run).await;
    home.approve(&run).await;
    home.perform(&run).await;
    home.answer(&run, "write", json!({"report": {"artifact": "report/report.md", "words": 900}})).await;
    home.perform(&run).await;
    let usage = meter.take();
    home.is_completed(&run).await;
    Some(usage)
}

fn print(usage: &BTreeMap<Purpose, Usage>) {
    println!(
        "{:<12} {:>8} {:>8} {:>12} {:>12}",
        "purpose", "requests", "tries", "table units", "index units"
    );
    for (purpose, Usage { requests, attempts, table_units, index_units }) in usage {
        let purpose = format!("{purpose:?}");
        println!("{purpose:<12} {requests:>8} {attempts:>8} {table_units:>12.1} {index_units:>12.1}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_four_step_run_stays_within_its_budget() {
    let Some(usage) = measured(Tool::DynamoDbLocal).await else { return };
    print(&usage);
    stays_within(&usage);
    // Another stand-in counts the same writes; it takes every read for a small one.
    if let Some(other) = measured(Tool::Ministack).await {
        for purpose in [Purpose::Commit, Purpose::Pulse] {
            assert_eq!(other[&purpose], usage[&purpose], "{purpose:?}");
        }
    }
}

fn stays_within(usage: &BTreeMap<Purpose, Usage>) {
    let is_read = |purpose: &Purpose| {
        matches!(purpose, Purpose::StrongGet | Purpose::Get | Purpose::StrongQuery | Purpose::Query)
    };
    let of = |read: bool| usage.iter().filter(move |(purpose, _)| is_read(purpose) == read);
    let units = |usage: &Usage| usage.table_units + usage.index_units;
    let writes: f64 = of(false).map(|(_, usage)| units(usage)).sum();
    let reads: f64 = of(true).map(|(_, usage)| units(usage)).sum();
    let strong: u64 =
        of(true).filter(|(purpose, _)| purpose.is_strong_read()).map(|(_, usage)| usage.requests).sum();
    let commits = usage[&Purpose::Commit].requests;
    println!("{commits} conditional writes (at most {COMMITS_MAX})");
    println!("{writes} write units (at most {WRITE_UNITS_MAX})");
    println!("{strong} strong reads (at most {STRONG_READS_MAX}), {reads} read units");
    assert!(commits <= COMMITS_MAX && strong <= STRONG_READS_MAX && writes <= WRITE_UNITS_MAX);
    assert!(writes >= 10.0, "something was counted");
}
