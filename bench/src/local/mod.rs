//! Whole runs through `aegis dev` on this machine: one level after the other, each on a new server with an empty store.

mod level;
mod table;

use crate::baseline::{disk, echo};
use crate::report::{Report, narrate};
use crate::{Failure, LocalArgs, binary};
use std::path::Path;
use std::time::Duration;

/// How long each baseline is measured.
const BASELINE: Duration = Duration::from_secs(3);

/// Measures all levels and their baselines.
pub(crate) async fn run(arguments: &LocalArgs, folder: &Path) -> Result<Report, Failure> {
    let program = binary::aegis().await?;
    narrate("baseline: the disk's own fdatasync");
    let before = disk::measure(folder, BASELINE)?;
    let mut levels = Vec::new();
    for (number, at) in arguments.at.iter().copied().enumerate() {
        narrate(&format!("baseline: a bare HTTP server, {at} at a time"));
        let echo = echo::measure(at, BASELINE).await?;
        narrate(&format!("runs, {at} at a time"));
        let own = folder.join(format!("level-{number}"));
        std::fs::create_dir(&own)?;
        levels.push((level::measure(&program, &own, at, arguments).await?, echo));
    }
    // A disk that other programs use changes under the measurement: both figures are shown, and the slower one counts.
    let after = disk::measure(folder, BASELINE)?;
    Ok(table::report(folder, [before, after], &levels))
}
