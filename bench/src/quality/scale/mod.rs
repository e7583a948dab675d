//! Many documents, and the worst one of each format: each in a process of its own on two cores, with its time, its memory and
//! that of the parsers it starts. It judges no findings.

mod generate;
mod watch;
mod worst;

use super::once::Cost;
use crate::Failure;
use crate::report::{Cell, Check, Report, Table, narrate, number};
use std::path::Path;
use watch::{Watched, watched};

/// Documents that are generated, and their bytes of text in all.
const DOCUMENTS: usize = 1_000;
const BYTES: usize = 50_000_000;
/// Longest time from the first byte read to the verified report, in seconds.
const SECONDS_MAX: f64 = 15.0;
/// Most resident memory, in megabytes.
const MB_MAX: f64 = 400.0;
/// Longest time for a worst file, in seconds: the parsers' own limit and some room to end them.
const WORST_SECONDS_MAX: f64 = 25.0;
/// What is asked: words that the generator plants.
const QUESTION: &str = "What is the output of the quarry turbine in winter?";

/// Generates, measures, removes.
pub(crate) async fn run(folder: &Path) -> Result<Report, Failure> {
    let documents = folder.join("many");
    narrate("writing 1,000 documents");
    let written = generate::write(&documents, DOCUMENTS, BYTES)?;
    let mut rows = Vec::new();
    let mut checks = Vec::new();
    narrate("reading them, one question, the verified report");
    let all = watched(&documents, "aegis", QUESTION).await?;
    let Watched { cost, parsers_peak, together_peak } = &all;
    let peak = number(*together_peak) / 1e6;
    let cells =
        [number(cost.documents), number(written) / 1e6, cost.read_s, cost.total_s, number(cost.peak) / 1e6];
    let cells = cells.into_iter().chain([number(*parsers_peak) / 1e6]);
    rows.push((format!("{DOCUMENTS} documents"), cells.map(Cell::from).collect()));
    checks.push(Check::at_least("documents read", number(cost.documents), number(DOCUMENTS)));
    checks.push(Check::at_most("in all, s", cost.total_s, SECONDS_MAX));
    checks.push(Check::at_most("peak MB resident, its parsers' included", peak, MB_MAX));
    let mut notes = vec![cores_note()];
    notes.extend(cost.skipped.iter().take(3).map(|(path, why)| format!("Skipped: {path}: {why}")));
    let columns = vec!["documents", "text MB", "read s", "in all s", "peak MB", "parsers MB"];
    let mut tables =
        vec![Table { title: "Many documents, one question, two cores".to_owned(), columns, rows }];
    worst(folder, &mut notes, &mut tables, &mut checks).await?;
    Ok(Report { notes, tables, checks })
}

/// The worst file of each format, beside a good one, so that there is something to go on with.
async fn worst(
    folder: &Path,
    notes: &mut Vec<String>,
    tables: &mut Vec<Table>,
    checks: &mut Vec<Check>,
) -> Result<(), Failure> {
    let (mut rows, mut slowest, mut largest, mut unnamed) = (Vec::new(), 0.0_f64, 0.0_f64, 0_usize);
    for file in worst::FILES {
        narrate(&format!("reading {}", file.name));
        let place = folder.join("worst");
        std::fs::create_dir_all(&place)?;
        std::fs::write(
            place.join("good.md"),
            "# Good\n\nThis document is read whatever lies beside it in the folder.\n",
        )?;
        (file.write)(&place.join(file.name))?;
        let Watched { cost, together_peak, .. } = watched(&place, "read", "").await?;
        std::fs::remove_dir_all(&place)?;
        let megabytes = number(together_peak) / 1e6;
        (slowest, largest) = (slowest.max(cost.total_s), largest.max(megabytes));
        let fate = fate(&cost, file.name);
        unnamed += usize::from(fate.is_none() || cost.documents == 0);
        notes.push(format!(
            "{} ({}): {}",
            file.name,
            file.what,
            fate.unwrap_or_else(|| "LOST without a word".to_owned())
        ));
        rows.push((file.name.to_owned(), [cost.total_s, megabytes].map(Cell::from).to_vec()));
    }
    tables.push(Table {
        title: "The worst file of each format".to_owned(),
        columns: vec!["s", "peak MB"],
        rows,
    });
    checks.push(Check::at_most("worst file, s", slowest, WORST_SECONDS_MAX));
    checks.push(Check::at_most(
        "worst file, peak MB resident, its parser's included",
        largest,
        worst::MB_MAX,
    ));
    checks.push(Check::at_most("worst files neither read nor skipped by name", number(unnamed), 0.0));
    Ok(())
}

/// What became of a file: read, or skipped with a reason.
fn fate(cost: &Cost, name: &str) -> Option<String> {
    let skipped = cost.skipped.iter().find(|(path, _)| path == name);
    skipped
        .map(|(_, why)| format!("skipped: {why}"))
        .or_else(|| (cost.documents == 2).then(|| "read".to_owned()))
}

fn cores_note() -> String {
    match watch::two_cores() {
        Some(cores) => format!("Each process runs on the cores {cores}."),
        None => "taskset is not there: the processes run on all cores.".to_owned(),
    }
}
