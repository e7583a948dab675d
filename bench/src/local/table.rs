//! The figures of all levels as tables, with the limits of the specification beside them. It measures nothing.

use super::level::Level;
use crate::baseline::disk::Disk;
use crate::baseline::echo::{EXCHANGES_PER_RUN, Echo};
use crate::report::{Cell, Check, Report, Table, number};
use std::path::Path;
use std::time::Duration;

/// Fewest runs per second at 64 at a time, on two cores.
const RUNS_PER_SECOND_MIN: f64 = 1_200.0;
/// The level that this holds for.
const BUSY: usize = 64;
/// Commits of a run with three agents and one gate.
const COMMITS_MAX: f64 = 7.0;
/// How much longer than its commits' own fdatasyncs a run alone may take.
const ALONE_FACTOR: f64 = 1.5;
/// Most resident memory without a request, in MB.
const IDLE_MB_MAX: f64 = 40.0;
/// Most resident memory at 512 at a time, in MB.
const CROWD_MB_MAX: f64 = 200.0;
/// The level that this holds for.
const CROWD: usize = 512;

/// Everything as a report.
pub(super) fn report(folder: &Path, disks: [Disk; 2], levels: &[(Level, Echo)]) -> Report {
    let slower = if disks[0].p50 > disks[1].p50 { disks[0] } else { disks[1] };
    Report {
        notes: notes(folder),
        tables: vec![speed(levels), cost(levels), memory(levels), baselines(levels), disk(disks)],
        checks: levels.iter().flat_map(|(level, _)| checks(level, slower)).collect(),
    }
}

fn notes(folder: &Path) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    vec![
        format!("{cores} cores for server and driver together; stores in {}", folder.display()),
        "A run: start, 3 instant agents, 1 approval through --notify-url; 9 HTTP exchanges; fsync on."
            .to_owned(),
    ]
}

fn speed(levels: &[(Level, Echo)]) -> Table {
    let row = |(level, _): &(Level, Echo)| {
        let at = |quantile| Cell::from(number(level.times.value_at_quantile(quantile)) / 1e3);
        vec![
            Cell::from(number(level.runs)),
            Cell::from(level.per_second()),
            at(0.5),
            at(0.99),
            Cell::from(number(level.times.max()) / 1e3),
        ]
    };
    Table {
        title: "Start request to COMPLETED".to_owned(),
        columns: vec!["runs", "runs/s", "p50 ms", "p99 ms", "max ms"],
        rows: levels.iter().map(|level| (level.0.name(), row(level))).collect(),
    }
}

fn cost(levels: &[(Level, Echo)]) -> Table {
    let row = |(level, _): &(Level, Echo)| {
        let of = |pick: fn(&crate::server::Stats) -> u64| {
            Cell(level.stats.map(|stats| level.per_run(pick(&stats))))
        };
        vec![
            of(|stats| stats.commits),
            of(|stats| stats.fsyncs),
            of(|stats| stats.transactions),
            Cell(level.stats.map(|stats| number(stats.commits) / number(stats.transactions).max(1.0))),
            Cell(level.stats.map(|stats| level.per_run(stats.bytes_written) / 1e3)),
            Cell::from(level.per_run(level.server.written) / 1e3),
            Cell::from(milliseconds(level.server.cpu) / number(level.runs).max(1.0)),
            Cell::from(milliseconds(level.driver_cpu) / number(level.runs).max(1.0)),
        ]
    };
    Table {
        title: "Cost per run".to_owned(),
        columns: vec![
            "commits",
            "fsyncs",
            "transactions",
            "commits/transaction",
            "kB to file",
            "kB to disk",
            "CPU ms",
            "driver CPU ms",
        ],
        rows: levels.iter().map(|level| (level.0.name(), row(level))).collect(),
    }
}

fn memory(levels: &[(Level, Echo)]) -> Table {
    let row = |(level, _): &(Level, Echo)| {
        let sizes =
            [level.idle, level.server.peak, level.server.rss].map(|bytes| Cell::from(megabytes(bytes)));
        let mut cells = sizes.to_vec();
        cells.push(Cell::from(milliseconds(level.ready_after)));
        cells
    };
    Table {
        title: "Memory and start of aegis dev".to_owned(),
        columns: vec!["idle MB", "peak MB", "after MB", "ready ms"],
        rows: levels.iter().map(|level| (level.0.name(), row(level))).collect(),
    }
}

fn baselines(levels: &[(Level, Echo)]) -> Table {
    let row = |(level, echo): &(Level, Echo)| {
        vec![
            Cell::from(echo.runs_per_second),
            Cell::from(echo.runs_per_second / level.per_second()),
            Cell::from(milliseconds(echo.cpu_per_run)),
            Cell::from(milliseconds(level.cpu_per_run()) / milliseconds(echo.cpu_per_run)),
        ]
    };
    Table {
        title: format!(
            "Baseline: {EXCHANGES_PER_RUN} exchanges with a bare axum echo server instead of each run"
        ),
        columns: vec!["runs/s", "x ours", "CPU ms/run", "ours x"],
        rows: levels.iter().map(|level| (level.0.name(), row(level))).collect(),
    }
}

fn disk(disks: [Disk; 2]) -> Table {
    let row = |disk: Disk| {
        vec![
            Cell::from(milliseconds(disk.p50)),
            Cell::from(milliseconds(disk.p99)),
            Cell::from(disk.per_second),
        ]
    };
    let names = ["before".to_owned(), "after".to_owned()];
    Table {
        title: "Baseline: the disk's own fdatasync, 4 KiB appends".to_owned(),
        columns: vec!["p50 ms", "p99 ms", "per second"],
        rows: names.into_iter().zip(disks.map(row)).collect(),
    }
}

fn checks(level: &Level, disk: Disk) -> Vec<Check> {
    let at = level.at;
    let mut checks = Vec::new();
    if at == BUSY {
        let what = format!("runs/s, {at} at a time (meant for 2 cores)");
        checks.push(Check::at_least(what, level.per_second(), RUNS_PER_SECOND_MIN));
    }
    if at == 1 {
        let limit = ALONE_FACTOR * COMMITS_MAX * milliseconds(disk.p50);
        let p50 = number(level.times.value_at_quantile(0.5)) / 1e3;
        checks.push(Check::at_most("alone, p50 ms (1.5 x 7 x the disk's fdatasync p50)", p50, limit));
        checks.push(Check::at_most("idle, MB resident", megabytes(level.idle), IDLE_MB_MAX));
    }
    if let Some(stats) = level.stats {
        let what = format!("commits per run, {at} at a time");
        checks.push(Check::at_most(what, level.per_run(stats.commits), COMMITS_MAX));
    }
    if at == CROWD {
        let what = format!("peak, MB resident, {at} at a time");
        checks.push(Check::at_most(what, megabytes(level.server.peak), CROWD_MB_MAX));
    }
    checks
}

impl Level {
    fn name(&self) -> String {
        format!("{} at a time", self.at)
    }

    fn per_second(&self) -> f64 {
        number(self.runs) / self.elapsed.as_secs_f64()
    }

    fn per_run(&self, count: u64) -> f64 {
        number(count) / number(self.runs).max(1.0)
    }

    fn cpu_per_run(&self) -> Duration {
        (self.server.cpu + self.driver_cpu).div_f64(number(self.runs).max(1.0))
    }
}

fn milliseconds(span: Duration) -> f64 {
    span.as_secs_f64() * 1e3
}

fn megabytes(bytes: u64) -> f64 {
    number(bytes) / 1e6
}
