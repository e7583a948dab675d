//! The serverless home, counted: both functions handle the events that a run makes, over DynamoDB Local, in a time that the
//! bench moves. Agents, queue and bus are played; units, requests and lines are real.

mod agents;
mod fill;
pub(crate) mod home;
mod run;

use crate::report::{Cell, Check, Report, Table, narrate, number};
use crate::{Failure, ServerlessArgs, cost};
use adapters::aws::dynamodb::meter::{Meter, Purpose, Usage};
use adapters::aws::dynamodb::{DynamoStore, Options, client, configure};
use adapters::aws::emulator::{Emulator, Tool, create_table};
use aws_sdk_dynamodb::Client;
use home::Home;
use run::{Used, drive};
use serde_json::json;
use shared::time::Millis;
use std::collections::BTreeMap;

/// Most conditional writes of a four-step run.
const COMMITS_MAX: f64 = 7.0;
/// Most write units, indexes, pulses and answers included.
const WRITE_UNITS_MAX: f64 = 48.0;
/// Most strongly consistent reads.
const STRONG_READS_MAX: f64 = 12.0;
/// Most invocations but the sweep's, which all runs share.
const INVOCATIONS_MAX: f64 = 14.0;
/// Most lines of both functions' logs.
const LINES_MAX: f64 = 12.0;
/// Finished runs at the first look.
const FEW: usize = 1_000;
/// Agents that answer within their claim, that outlast it, and that outlast it so far that they have to report.
const AGENTS: [(&str, Millis); 3] = [
    ("agents of 5 s", Millis(5_000)),
    ("agents of 90 s", Millis(90_000)),
    ("agents of 10 min, a report each minute", Millis(600_000)),
];
const TABLE: &str = "runs";

/// What one question cost.
type Question = (&'static str, BTreeMap<Purpose, Usage>);

/// Measures.
pub(crate) async fn run(arguments: &ServerlessArgs) -> Result<Report, Failure> {
    let emulator = Emulator::start(Tool::DynamoDbLocal)
        .ok_or("DynamoDB Local is not installed; cargo xtask tools dynamodb-local brings it")?;
    let config = emulator.config().await;
    let plain = client(&config);
    create_table(&plain, TABLE).await?;
    let meter = Meter::default();
    let metered = Client::from_conf(configure(&config).interceptor(meter.clone()).build());
    let home = Home::new(&metered, TABLE)?;
    // Stores the playbook, and warms what is kept in memory.
    drive(&home, &meter, "run-0", Millis(5_000)).await?;
    let mut runs = Vec::new();
    for (place, (name, work)) in AGENTS.into_iter().enumerate() {
        narrate(name);
        runs.push((name, drive(&home, &meter, &format!("run-{}", place + 1), work).await?));
    }
    let forged = forged(&home, &meter).await?;
    let store = DynamoStore::new(plain, Options { table: TABLE.to_owned(), retention_days: 30 });
    fill::fill(&store, 0..FEW).await?;
    // So that the page of the list has the same kinds of runs both times.
    questions(&home, &meter, "ask-0").await?;
    let few = questions(&home, &meter, "ask-1").await?;
    fill::fill(&store, FEW..arguments.finished).await?;
    let many = questions(&home, &meter, "ask-2").await?;
    Ok(report(&runs, forged, &few, &many, arguments.finished))
}

/// Units of a callback whose token nobody has issued.
async fn forged(home: &Home, meter: &Meter) -> Result<f64, Failure> {
    drop(meter.take());
    let body = json!({"token": "v1.nobody.nothing.none", "status": "SUCCESS", "result": {}});
    let (status, answer) = home.callback("/callbacks/run-1", &body, None).await?;
    if status != 403 {
        return Err(format!("a forged callback was answered with {status}: {answer}").into());
    }
    let used = meter.take();
    Ok(used.values().fold(0.0, |sum, usage| sum + number(usage.requests)) + units(&used))
}

/// Starts a run, answers, looks, lists and sweeps: what each took.
async fn questions(home: &Home, meter: &Meter, id: &str) -> Result<Vec<Question>, Failure> {
    narrate("asking");
    drop(meter.take());
    let mut asked: Vec<Question> = Vec::new();
    let body = json!({"workflow_id": id, "topic": "Do heat pumps pay off in older homes?"});
    home.controller("POST", "/workflows", Some(&body)).await?;
    asked.push(("start", meter.take()));
    home.pass(Millis(100)).await?;
    asked.push(("dispatch", meter.take()));
    let token = home.agents.token(id, "research").ok_or("research was not dispatched")?;
    let body =
        json!({"token": token, "status": "SUCCESS", "result": {"key_findings": [], "summary": "Short."}});
    let (status, answer) = home.callback(&format!("/callbacks/{id}"), &body, None).await?;
    if status != 200 {
        return Err(format!("a callback was answered with {status}: {answer}").into());
    }
    asked.push(("callback", meter.take()));
    home.controller("GET", &format!("/workflows/{id}"), None).await?;
    asked.push(("GET", meter.take()));
    home.controller("GET", "/workflows?limit=2", None).await?;
    asked.push(("list of 2", meter.take()));
    home.sweep().await?;
    asked.push(("sweep", meter.take()));
    // Nothing of it is to be left for the next round.
    home.controller("POST", &format!("/workflows/{id}/cancel"), Some(&json!({}))).await?;
    home.pass(Millis(150_000)).await?;
    Ok(asked)
}

fn units(usage: &BTreeMap<Purpose, Usage>) -> f64 {
    usage.values().fold(0.0, |sum, usage| sum + usage.table_units + usage.index_units)
}

fn report(
    runs: &[(&str, Used)],
    forged: f64,
    few: &[Question],
    many: &[Question],
    finished: usize,
) -> Report {
    let mut checks = Vec::new();
    let mut rows = Vec::new();
    for (place, (name, used)) in runs.iter().enumerate() {
        let (commits, writes, strong, reads) = used.totals();
        let figures =
            [number(commits), writes, number(strong), reads, number(used.invocations), number(used.lines)];
        rows.push(((*name).to_owned(), figures.map(Cell::from).to_vec()));
        // Reports are of the agent's own choosing, each a request.
        if place < 2 {
            let limits =
                [COMMITS_MAX, WRITE_UNITS_MAX, STRONG_READS_MAX, f64::NAN, INVOCATIONS_MAX, LINES_MAX];
            let names = ["conditional writes", "write units", "strong reads", "", "invocations", "log lines"];
            for ((what, value), limit) in names.into_iter().zip(figures).zip(limits) {
                if limit.is_finite() {
                    checks.push(Check::at_most(format!("{name}: {what}"), value, limit));
                }
            }
        }
    }
    checks.push(Check::at_most("a forged callback, requests and units", forged, 0.0));
    let mut growth = Vec::new();
    for ((what, before), (_, after)) in few.iter().zip(many) {
        growth.push(((*what).to_owned(), vec![Cell::from(units(before)), Cell::from(units(after))]));
        checks.push(Check::at_most(
            format!("{what}: units with {finished} finished runs"),
            units(after),
            units(before),
        ));
    }
    Report {
        notes: vec![
            "A four-step run over both functions on DynamoDB Local; a person decides after 10 minutes, the sweep comes by every minute.".to_owned(),
            "What a run costs with everything around its state: bench cost".to_owned(),
        ],
        tables: vec![
            Table {
                title: "Per run".to_owned(),
                columns: vec!["commits", "write units", "strong reads", "read units", "invocations", "log lines"],
                rows,
            },
            baseline(runs),
            Table {
                title: format!("Units with 1000 and with {finished} finished runs in the table"),
                columns: vec!["1000", "many"],
                rows: growth,
            },
        ],
        checks,
    }
}

/// Beside the same run of services that keep a workflow's state: what each counts, and its price for the state alone.
fn baseline(runs: &[(&str, Used)]) -> Table {
    let ours = runs.first().map_or((f64::NAN, f64::NAN), |(_, used)| {
        let (_, writes, _, reads) = used.totals();
        (writes + reads, cost::table(writes, reads))
    });
    let row = |name: String, counted: f64, dollars: f64| {
        (name, [counted, dollars, dollars / ours.1].map(Cell::from).to_vec())
    };
    let others = cost::elsewhere()
        .map(|other| row(format!("{}, {}", other.name, other.counted), other.per_run, other.dollars));
    let own = row("Aegis, write and read units".to_owned(), ours.0, ours.1);
    Table {
        title: "Baseline: the state of the same run elsewhere, agents of 5 s".to_owned(),
        columns: vec!["counted per run", "$ per million runs", "x ours"],
        rows: std::iter::once(own).chain(others).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn every_limit_is_kept_with_few_finished_runs() {
        let installed = Emulator::start(Tool::DynamoDbLocal).is_some();
        if !installed {
            return;
        }
        let report = run(&ServerlessArgs { finished: 2 * FEW }).await.unwrap();
        report.print(false);
        assert!(report.checks.len() >= 17, "each figure is compared");
        let missed = report.checks.iter().filter(|check| !check.ok).map(|check| check.what.as_str());
        assert_eq!(missed.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
