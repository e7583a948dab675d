//! Many finished runs in one store: what reading, listing and sweeping cost then, and how soon a server is ready. The runs
//! are copies of a real one, written through the store's own adapter.

mod fill;
mod measure;
mod start;

use crate::report::{Cell, Check, Report, Table, narrate};
use crate::{Failure, StoreArgs, binary};
use measure::Costs;
use start::Starts;
use std::path::Path;

/// Stored runs, one row each; the last one only with `--full`.
const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// The size at which starting is limited.
const START_SIZE: usize = 100_000;
/// Longest time until a server is ready, in milliseconds.
const READY_MS_MAX: f64 = 100.0;
/// How much more the same question may cost in the largest store than in the smallest.
const GROWTH_MAX: f64 = 1.2;

/// Measures all sizes, one after the other in a growing store.
pub(crate) async fn run(arguments: &StoreArgs, folder: &Path) -> Result<Report, Failure> {
    let program = binary::aegis().await?;
    let template = fill::template(&program, folder).await?;
    let sizes = if arguments.full { &SIZES[..] } else { &SIZES[..2] };
    let mut rows: Vec<Row> = Vec::new();
    for size in sizes.iter().copied() {
        let before = rows.last().map_or(0, |row| row.size);
        narrate(&format!("storing {} more runs", size - before));
        fill::fill(folder, &template, before..size).await?;
        narrate(&format!("measuring with {size} runs"));
        let costs = measure::measure(&program, folder, size).await?;
        rows.push(Row { size, costs, starts: start::measure(&program, folder).await? });
    }
    Ok(report(&rows))
}

/// What was measured with so many runs.
struct Row {
    size: usize,
    costs: Costs,
    starts: Starts,
}

fn report(rows: &[Row]) -> Report {
    let named = |cells: fn(&Row) -> Vec<Cell>| {
        rows.iter().map(|row| (format!("{} runs", row.size), cells(row))).collect()
    };
    let questions = Table {
        title: "One question at a time, median in microseconds".to_owned(),
        columns: vec!["GET", "list of 50", "GET, store", "list, store", "sweep, store", "file MB"],
        rows: named(|row| {
            let file = Cell::from(crate::report::number(row.costs.file_bytes) / 1e6);
            row.costs.all().map(Cell::from).into_iter().chain([file]).collect()
        }),
    };
    let starts = Table {
        title: "From the start of aegis dev to its readiness, median of several, in ms".to_owned(),
        columns: vec!["after stop", "idle kill -9", "busy kill -9", "idle MB"],
        rows: named(|row| row.starts.cells()),
    };
    Report { notes: Vec::new(), tables: vec![questions, starts], checks: checks(rows) }
}

fn checks(rows: &[Row]) -> Vec<Check> {
    let mut checks = Vec::new();
    for row in rows.iter().filter(|row| row.size == START_SIZE) {
        for (how, milliseconds) in row.starts.all() {
            let what = format!("ready with {START_SIZE} finished runs, after {how}, ms");
            checks.push(Check::at_most(what, milliseconds, READY_MS_MAX));
        }
    }
    if let (Some(few), Some(many)) = (rows.first(), rows.last()) {
        for ((what, before), (_, after)) in few.costs.limited().into_iter().zip(many.costs.limited()) {
            let what = format!("{what}: cost with {} runs / with {}", many.size, few.size);
            checks.push(Check::at_most(what, after / before, GROWTH_MAX));
        }
    }
    checks
}
