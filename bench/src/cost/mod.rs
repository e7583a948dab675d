//! What a million four-step runs cost on AWS, from counts that tests pin and prices with a date. It calls nothing.

mod prices;

use crate::CostArgs;
use crate::report::{Cell, Check, Report, Table};

/// Most dollars for a million runs, all in but the agents.
const LIMIT: f64 = 90.0;
/// Write units of a run, indexes, pulses and answers included, however long its agents work: `bench serverless`.
const WRITE_UNITS: f64 = 45.0;
/// Read units of a run whose agents answer within their claim of 30 s, and of one whose agents take 90 s, which is the usual
/// case for language models.
const READ_UNITS: f64 = 12.0;
const READ_UNITS_SLOW: f64 = 15.5;
/// Invocations: start, 3 callbacks, a decision, a look at the run; 4 wakes of the queue; one of the sweep's, shared.
const INVOCATIONS: f64 = 11.0;
/// Of these, those that wait for an agent's acknowledgement.
const DISPATCHES: f64 = 3.0;
/// Requests through the gateway: start, 3 callbacks, decision, two looks.
const API_REQUESTS: f64 = 7.0;
/// Requests to the queue: a message is sent, received and deleted.
const SQS_REQUESTS: f64 = 4.0 * 3.0;
/// Public events, and a copy of each to a log group.
const EVENTS: f64 = 9.0;
/// Objects: three artifacts of the report and one large result.
const S3_PUTS: f64 = 1.0;
const S3_GETS: f64 = 1.0;
/// Kilobytes of logs: 12 lines of ours, and Lambda's own report line per invocation.
const LOG_KB: f64 = 12.0 * 0.45 + INVOCATIONS * 0.35;
/// Share of runs that are traced.
const TRACED: f64 = 0.05;
/// Milliseconds of an invocation that waits for nobody but AWS.
const WORK_MS: f64 = 40.0;
/// State transitions of the same run in Step Functions: entering and leaving 3 tasks with callbacks, a choice, a wait for
/// approval, retries and failure branches that are not taken count nothing.
const STEP_FUNCTIONS_TRANSITIONS: f64 = 9.0;
/// Durable operations of the same run: 3 invocations with callbacks, a wait for approval, start and end.
const DURABLE_OPERATIONS_PER_RUN: f64 = 9.0;
/// Kilobytes that these write.
const DURABLE_KB: f64 = 30.0;

/// Computes the sheet.
pub(crate) fn run(arguments: &CostArgs) -> Report {
    let reads = if arguments.slow_agents { READ_UNITS_SLOW } else { READ_UNITS };
    let seconds = (INVOCATIONS * WORK_MS + DISPATCHES * arguments.ack_ms) / 1_000.0;
    let gigabytes = arguments.memory_mb / 1_024.0;
    // A unit per run is a million per million runs: each line is units per run times dollars per million.
    let items = [
        ("DynamoDB, write units", WRITE_UNITS, prices::DYNAMODB_WRITES),
        ("DynamoDB, read units", reads, prices::DYNAMODB_READS),
        ("Lambda, requests", INVOCATIONS, prices::LAMBDA_REQUESTS),
        ("Lambda, GB-seconds", seconds * gigabytes, prices::LAMBDA_GB_S),
        ("HTTP API, requests", API_REQUESTS, prices::HTTP_API),
        ("SQS, requests", SQS_REQUESTS, prices::SQS),
        ("EventBridge, events", EVENTS, prices::EVENTBRIDGE),
        ("S3, PUT", S3_PUTS, prices::S3_PUT),
        ("S3, GET", S3_GETS, prices::S3_GET),
        ("Logs, KB", LOG_KB, prices::LOGS_GB * 1e6 / (1_024.0 * 1_024.0)),
        ("X-Ray, traces", TRACED, prices::XRAY),
    ];
    let total: f64 = items.iter().map(|(_, units, price)| units * price).sum();
    let mut rows: Vec<(String, Vec<Cell>)> = items
        .iter()
        .map(|(name, units, price)| {
            ((*name).to_owned(), vec![Cell::from(*units), Cell::from(*price), Cell::from(units * price)])
        })
        .collect();
    rows.push(("all of it".to_owned(), vec![Cell(None), Cell(None), Cell::from(total)]));
    let ours = Table {
        title: "A million four-step runs, agents not counted, in dollars".to_owned(),
        columns: vec!["units per run", "$ per million", "$"],
        rows,
    };
    Report {
        notes: notes(arguments),
        tables: vec![ours, others(total)],
        checks: vec![Check::at_most("a million runs, $", total, LIMIT)],
    }
}

/// A service that keeps the state of the same run.
pub(crate) struct Elsewhere {
    pub(crate) name: &'static str,
    /// What is counted there, and how many of it a run takes.
    pub(crate) counted: &'static str,
    pub(crate) per_run: f64,
    /// Dollars for a million runs, for the orchestration alone: functions, API, events and logs come on top there.
    pub(crate) dollars: f64,
}

/// What the same run takes elsewhere.
pub(crate) fn elsewhere() -> [Elsewhere; 2] {
    let written = DURABLE_KB * prices::DURABLE_GB * 1e6 / (1_024.0 * 1_024.0);
    [
        Elsewhere {
            name: "Step Functions Standard",
            counted: "state transitions",
            per_run: STEP_FUNCTIONS_TRANSITIONS,
            dollars: STEP_FUNCTIONS_TRANSITIONS * prices::STEP_FUNCTIONS,
        },
        Elsewhere {
            name: "Lambda durable functions",
            counted: "durable operations",
            per_run: DURABLE_OPERATIONS_PER_RUN,
            dollars: DURABLE_OPERATIONS_PER_RUN * prices::DURABLE_OPERATIONS + written,
        },
    ]
}

/// Dollars for the table of a million runs that take so many units each.
pub(crate) fn table(write_units: f64, read_units: f64) -> f64 {
    write_units * prices::DYNAMODB_WRITES + read_units * prices::DYNAMODB_READS
}

fn others(ours: f64) -> Table {
    let row = |other: Elsewhere| {
        (other.name.to_owned(), vec![Cell::from(other.dollars), Cell::from(other.dollars / ours)])
    };
    Table {
        title: "The same run elsewhere, orchestration alone".to_owned(),
        columns: vec!["$", "x ours, all in"],
        rows: elsewhere().into_iter().map(row).collect(),
    }
}

fn notes(arguments: &CostArgs) -> Vec<String> {
    vec![
        "prices of us-east-1 on 2026-11-01, on demand; agents (AgentCore, models) are not counted".to_owned(),
        format!(
            "functions of {} MB; {} ms of waiting for each agent's acknowledgement",
            arguments.memory_mb, arguments.ack_ms
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_deployment_stays_within_its_limit() {
        let report = run(&CostArgs { memory_mb: 256.0, ack_ms: 1_000.0, slow_agents: false });
        assert!(
            report.checks.iter().all(|check| check.ok && check.value > 40.0),
            "the sheet adds up to something"
        );
    }

    #[test]
    fn waiting_longer_for_agents_costs_more() {
        let of = |ack_ms| run(&CostArgs { memory_mb: 256.0, ack_ms, slow_agents: false }).checks[0].value;
        assert!(of(5_000.0) > of(1_000.0) + 30.0);
    }
}
