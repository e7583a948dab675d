//! The program's size, and how long a clean build takes.

use crate::report::{Cell, Check, Report, Table, number};
use crate::{Failure, SizeArgs, binary};
use std::path::Path;
use std::time::Instant;

/// Most bytes of the release binary.
const BINARY_MB_MAX: f64 = 25.0;
/// Longest clean release build on two cores, in seconds.
const BUILD_S_MAX: f64 = 300.0;

/// Measures both.
pub(crate) async fn run(arguments: &SizeArgs, folder: &Path) -> Result<Report, Failure> {
    let mut rows = Vec::new();
    let mut checks = Vec::new();
    if arguments.clean_build {
        crate::report::narrate("building the program in an empty folder with two jobs");
        let begin = Instant::now();
        binary::build(folder, &["--jobs", "2"]).await?;
        let seconds = begin.elapsed().as_secs_f64();
        rows.push(("clean release build, 2 jobs, s".to_owned(), vec![Cell::from(seconds)]));
        checks.push(Check::at_most("clean release build with 2 jobs, s", seconds, BUILD_S_MAX));
    }
    let megabytes = number(binary::aegis().await?.metadata()?.len()) / 1e6;
    rows.push(("release binary, MB".to_owned(), vec![Cell::from(megabytes)]));
    checks.push(Check::at_most("release binary, MB", megabytes, BINARY_MB_MAX));
    let table = Table { title: "Size".to_owned(), columns: vec!["measured"], rows };
    Ok(Report { notes: Vec::new(), tables: vec![table], checks })
}
