//! What the kernel says about a process: processor time, memory, bytes sent to the disk. Linux only; elsewhere all is 0.

use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// Ticks per second in `/proc/PID/stat`: a fixed part of Linux' interface on all machines that Aegis runs on.
const TICKS_PER_SECOND: u32 = 100;

/// What a process has used so far.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Usage {
    /// Processor time, user and system.
    pub(crate) cpu: Duration,
    /// Resident memory now, in bytes.
    pub(crate) rss: u64,
    /// Most resident memory since the last [`forget_peak`], in bytes.
    pub(crate) peak: u64,
    /// Bytes that it caused to be written to a disk.
    pub(crate) written: u64,
}

/// Reads it.
pub(crate) fn usage(pid: u32) -> Usage {
    let read = |name: &str| std::fs::read_to_string(file(pid, name)).unwrap_or_default();
    let (stat, status, io) = (read("stat"), read("status"), read("io"));
    Usage {
        cpu: cpu(&stat).unwrap_or_default(),
        rss: field(&status, "VmRSS:") * 1024,
        peak: field(&status, "VmHWM:") * 1024,
        written: field(&io, "write_bytes:"),
    }
}

/// Lets the peak start anew from what is resident now.
pub(crate) fn forget_peak(pid: u32) {
    // Without the right to do so the peak counts from the start of the process, which is only stricter.
    let _kept = std::fs::write(file(pid, "clear_refs"), "5");
}

fn file(pid: u32, name: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{pid}/{name}"))
}

/// User and system time: the 12th and 13th field behind the program's name, which may hold blanks itself.
fn cpu(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u32 =
        fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
    Some(Duration::from_secs(u64::from(ticks)) / TICKS_PER_SECOND)
}

fn field(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_behind_any_name() {
        let stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0 4 0 100 0 0";
        assert_eq!(cpu(stat), Some(Duration::from_secs(2)));
        assert_eq!(cpu("nonsense"), None);
    }

    #[test]
    fn fields_are_read_by_name() {
        let status = "VmPeak:\t  9 kB\nVmHWM:\t  1234 kB\nVmRSS:\t   12 kB\n";
        assert_eq!(
            (field(status, "VmHWM:"), field(status, "VmRSS:"), field(status, "VmSwap:")),
            (1234, 12, 0)
        );
    }
}
