//! Runs the hidden command on two cores and looks at the memory of the parsers that it starts, as long as it lives. Linux only;
//! elsewhere the parsers' memory is 0.

use super::super::once::{Cost, command, cost_of};
use crate::Failure;
use crate::process::usage;
use std::path::Path;
use std::time::Duration;
use tokio::process::Command;

/// How often the parsers are looked at.
const INTERVAL: Duration = Duration::from_millis(10);

/// What a process and its parsers used.
pub(super) struct Watched {
    /// Of the process itself.
    pub(super) cost: Cost,
    /// Most memory of all its parsers at one time, in bytes.
    pub(super) parsers_peak: u64,
    /// Most memory of the process and its parsers at one time, in bytes.
    pub(super) together_peak: u64,
}

/// Runs it.
pub(super) async fn watched(documents: &Path, system: &str, question: &str) -> Result<Watched, Failure> {
    let inner = command(documents, system, question)?;
    let mut outer = match two_cores() {
        Some(cores) => {
            let mut taskset = Command::new("taskset");
            taskset.args(["-c", &cores]).arg(inner.as_std().get_program()).args(inner.as_std().get_args());
            taskset
        }
        None => inner,
    };
    let child = outer
        .kill_on_drop(true)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()?;
    let pid = child.id().unwrap_or_default();
    let mut ended = std::pin::pin!(child.wait_with_output());
    let (mut parsers_peak, mut together_peak) = (0, 0);
    loop {
        tokio::select! {
            output = &mut ended => {
                let cost = cost_of(&output?)?;
                // Alone, it knows its own peak better than whoever looks at it now and then.
                let together_peak = cost.peak.max(together_peak);
                return Ok(Watched { cost, parsers_peak, together_peak });
            }
            () = tokio::time::sleep(INTERVAL) => {
                let parsers: u64 = children(pid).into_iter().map(|child| usage(child).rss).sum();
                parsers_peak = parsers_peak.max(parsers);
                together_peak = together_peak.max(parsers + usage(pid).rss);
            }
        }
    }
}

/// Two cores that this process may use, as `taskset` takes them.
pub(super) fn two_cores() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?.trim();
    std::process::Command::new("taskset").arg("--version").output().ok()?;
    first_two(list)
}

/// The first two of a list such as `0-3,8`.
fn first_two(list: &str) -> Option<String> {
    let mut cores = list.split(',').flat_map(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let range = first.parse::<u32>().ok().zip(last.parse::<u32>().ok());
        range.into_iter().flat_map(|(first, last)| first..=last)
    });
    let first = cores.next()?;
    Some(cores.next().map_or_else(|| first.to_string(), |second| format!("{first},{second}")))
}

/// The processes that any thread of a process has started.
fn children(pid: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_two_cores_are_taken_from_any_list() {
        let taken = ["0-3", "2,5-7", "4-4,9", "6"].map(|list| first_two(list).unwrap());
        assert_eq!(taken, ["0,1", "2,5", "4,9", "6"].map(str::to_owned));
    }
}
