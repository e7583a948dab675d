//! The Lambda functions on this machine's processor: from the start of the process to its first poll, its memory, and what
//! it adds to an event that asks nothing of AWS. Lambda's runtime API and the services are played by the bench.

mod function;
mod runtime_api;
mod services;
mod warm;

use crate::report::{Cell, Check, Report, Table, narrate, number};
use crate::{Failure, FunctionsArgs};
use function::Function;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longest time from the start of the process to its first poll, in milliseconds.
const INIT_MS_MAX: f64 = 25.0;
/// Most resident memory, in megabytes.
const RSS_MB_MAX: f64 = 40.0;
/// Longest time for an event that asks nothing of AWS, in milliseconds, in 99 of 100 cases.
const OVERHEAD_MS_MAX: f64 = 1.0;
/// Largest zip for arm64, in megabytes.
const ZIP_MB_MAX: f64 = 5.0;

/// The functions, and the bare one that they are compared with.
const PROGRAMS: [(&str, &str); 3] =
    [("controller", "controller"), ("callback", "callback"), ("bare function", "examples/bare")];

/// What was measured of one.
struct Measured {
    name: &'static str,
    /// From start to first poll, each cold start, sorted.
    starts: Vec<Duration>,
    /// From handing an event out to having its answer, sorted.
    events: Vec<Duration>,
    /// Most resident memory in bytes, after all events.
    peak: u64,
}

/// Measures all of them.
pub(crate) async fn run(arguments: &FunctionsArgs, folder: &Path) -> Result<Report, Failure> {
    let target = target_folder()?;
    let programs = target.join("x86_64-unknown-linux-gnu").join(&arguments.profile);
    let services = services::serve().await?;
    let mut measured = Vec::new();
    for (name, file) in PROGRAMS {
        let program = programs.join(file);
        if !program.is_file() {
            return Err(format!(
                "{} is not there; build it with: cargo xtask lambda --x86_64",
                program.display()
            )
            .into());
        }
        narrate(&format!("measuring {name}"));
        measured.push(measure(name, &program, &services, arguments, folder).await?);
    }
    let mut report = report(&measured, &target, &arguments.profile);
    narrate("measuring a warm callback through the emulator");
    match warm::measure(&programs, arguments.callbacks).await? {
        Some(warm) => warm.told(&mut report),
        None => report.notes.push(
            "Through the emulator nothing was measured: `cargo xtask tools ministack` installs it."
                .to_owned(),
        ),
    }
    Ok(report)
}

async fn measure(
    name: &'static str,
    program: &Path,
    services: &str,
    arguments: &FunctionsArgs,
    folder: &Path,
) -> Result<Measured, Failure> {
    let mut starts = Vec::new();
    for _ in 0..arguments.starts.max(1) {
        starts.push(Function::start(program, services, folder).await?.first_poll_after);
    }
    let mut function = Function::start(program, services, folder).await?;
    // The first ones fill caches, as on any warm function.
    for _ in 0..arguments.events / 10 {
        function.unknown_path().await?;
    }
    let mut events = Vec::new();
    for _ in 0..arguments.events.max(1) {
        events.push(function.unknown_path().await?);
    }
    starts.sort_unstable();
    events.sort_unstable();
    Ok(Measured { name, starts, events, peak: function.peak() })
}

fn report(measured: &[Measured], target: &Path, profile: &str) -> Report {
    let mut rows = Vec::new();
    let mut checks = Vec::new();
    for one in measured {
        let (start, p99) = (at(&one.starts, 50), at(&one.events, 99));
        let megabytes = number(one.peak) / 1e6;
        let figures = [start, at(&one.starts, 100), at(&one.events, 50), p99, megabytes];
        rows.push((one.name.to_owned(), figures.map(Cell::from).to_vec()));
        if one.name != "bare function" {
            checks.push(Check::at_most(
                format!("{}: start to first poll, median, ms", one.name),
                start,
                INIT_MS_MAX,
            ));
            checks.push(Check::at_most(format!("{}: peak resident, MB", one.name), megabytes, RSS_MB_MAX));
            checks.push(Check::at_most(
                format!("{}: an event without AWS, p99 ms", one.name),
                p99,
                OVERHEAD_MS_MAX,
            ));
        }
    }
    let columns = vec!["init p50 ms", "init max ms", "event p50 ms", "event p99 ms", "peak MB"];
    let speed = Table { title: format!("x86_64 functions, profile {profile}"), columns, rows };
    let mut sizes = Vec::new();
    for (name, _) in PROGRAMS.iter().take(2) {
        let megabytes = |suffix: &str| {
            let zip = target.join("lambda").join(format!("{name}{suffix}.zip"));
            zip.metadata().map_or(f64::NAN, |file| number(file.len()) / 1e6)
        };
        let arm64 = megabytes("");
        sizes.push(((*name).to_owned(), vec![Cell::from(arm64), Cell::from(megabytes("-x86_64"))]));
        if arm64.is_finite() {
            checks.push(Check::at_most(format!("{name}: arm64 zip, MB"), arm64, ZIP_MB_MAX));
        }
    }
    let sizes = Table { title: "Zips, MB".to_owned(), columns: vec!["arm64", "x86_64"], rows: sizes };
    let notes =
        vec!["An event: a request for an unknown path, from handing it out to having its 404.".to_owned()];
    Report { notes, tables: vec![speed, sizes], checks }
}

/// The value below which so many percent of the sorted ones lie, in milliseconds.
fn at(sorted: &[Duration], percent: usize) -> f64 {
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).map_or(f64::NAN, |value| value.as_secs_f64() * 1e3)
}

/// The target folder, in one of whose folders the bench lies.
fn target_folder() -> Result<PathBuf, Failure> {
    let own = crate::binary::own_folder()?;
    Ok(own.parent().ok_or("the bench lies outside a target folder; start it with cargo run")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_was_measured() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!([1, 50, 99, 100].map(|percent| at(&sorted, percent)), [2.0, 100.0, 198.0, 200.0]);
        assert_eq!(at(&[Duration::from_millis(3)], 50), 3.0);
        assert!(at(&[], 50).is_nan());
    }
}
