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

/// How long agents work.
#[derive(Clone, Copy, PartialEq)]
enum Agents {
    /// Less than a claim lasts.
    Quick,
    /// So long that the sweep comes by.
    Slow,
}

async fn measured(tool: Tool, agents: Agents) -> Option<BTreeMap<Purpose, Usage>> {
    let emulator = Emulator::start(tool)?;
    let config = emulator.config().await;
    let table = fresh_table(&config).await;
    let meter = Meter::default();
    let client = Client::from_conf(configure(&config).interceptor(meter.clone()).build());
    let home = Home::new(Arc::new(store_on(client, &table)));
    home.deploy().await;
    drop(meter.take());
    let run = home.start().await;
    let research = json!({"summary": TEXTS[2], "key_findings": findings(&TEXTS[..2])});
    let analysis = json!({"summary": "They pay off where heat demand is low.", "key_insights": findings(&TEXTS[..2]),
        "recommendations": ["Insulate first."]});
    let written = json!({"report": {"artifact": "report/report.md", "words": 900}});
    for (step, result) in [("research", research), ("analyse", analysis), ("write", written)] {
        home.perform(&run).await;
        if agents == Agents::Slow {
            home.sweep().await;
        }
        home.answer(&run, step, result).await;
        if step == "analyse" {
            home.perform(&run).await;
            home.approve(&run).await;
        }
    }
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

/// What a run came to.
struct Total {
    commits: u64,
    writes: f64,
    strong_reads: u64,
    reads: f64,
}

fn total(usage: &BTreeMap<Purpose, Usage>) -> Total {
    let is_read = |purpose: &Purpose| {
        matches!(purpose, Purpose::StrongGet | Purpose::Get | Purpose::StrongQuery | Purpose::Query)
    };
    let units = |read: bool| {
        let some = usage.iter().filter(move |(purpose, _)| is_read(purpose) == read);
        some.map(|(_, usage)| usage.table_units + usage.index_units).sum()
    };
    let strong = usage.iter().filter(|(purpose, _)| purpose.is_strong_read());
    Total {
        commits: usage[&Purpose::Commit].requests,
        writes: units(false),
        strong_reads: strong.map(|(_, usage)| usage.requests).sum(),
        reads: units(true),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_four_step_run_stays_within_its_budget() {
    let Some(usage) = measured(Tool::DynamoDbLocal, Agents::Quick).await else { return };
    print(&usage);
    let Total { commits, writes, strong_reads, reads } = total(&usage);
    println!("{commits} conditional writes (at most {COMMITS_MAX})");
    println!("{writes} write units (at most {WRITE_UNITS_MAX})");
    println!("{strong_reads} strong reads (at most {STRONG_READS_MAX}), {reads} read units");
    assert!(commits <= COMMITS_MAX && strong_reads <= STRONG_READS_MAX && writes <= WRITE_UNITS_MAX);
    assert!(writes >= 10.0, "something was counted");
    // Another stand-in counts the same writes; it takes every read for a small one.
    if let Some(other) = measured(Tool::Ministack, Agents::Quick).await {
        for purpose in [Purpose::Commit, Purpose::Pulse] {
            assert_eq!(other[&purpose], usage[&purpose], "{purpose:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn agents_that_outlast_their_claims_stay_within_the_same_budget() {
    let Some(quick) = measured(Tool::DynamoDbLocal, Agents::Quick).await else { return };
    let Some(slow) = measured(Tool::DynamoDbLocal, Agents::Slow).await else { return };
    print(&slow);
    let (quick, slow) = (total(&quick), total(&slow));
    println!("{} commits, {} write units, {} strong reads", slow.commits, slow.writes, slow.strong_reads);
    assert_eq!(slow.commits, quick.commits, "nobody writes down what a row says already");
    assert!(slow.writes <= WRITE_UNITS_MAX, "{} write units", slow.writes);
    assert_eq!(slow.strong_reads, quick.strong_reads, "a sweep glances");
}
