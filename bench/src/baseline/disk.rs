//! The disk's own fdatasync: appends of 4 KiB to one file, each made durable. It uses nothing of Aegis.

use crate::Failure;
use hdrhistogram::Histogram;
use serde::Serialize;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Bytes of an append: the page of the store and of most file systems.
const APPEND_BYTES: usize = 4096;

/// What the disk does.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Disk {
    /// Median of one write and fdatasync.
    pub(crate) p50: Duration,
    /// 99th percentile.
    pub(crate) p99: Duration,
    /// Writes made durable per second, one after the other.
    pub(crate) per_second: f64,
}

/// Measures for `span` in a folder.
pub(crate) fn measure(folder: &Path, span: Duration) -> Result<Disk, Failure> {
    let mut file = File::create(folder.join("fdatasync"))?;
    let mut times = Histogram::<u64>::new(3)?;
    let begin = Instant::now();
    while begin.elapsed() < span {
        let start = Instant::now();
        file.write_all(&[0x5A; APPEND_BYTES])?;
        file.sync_data()?;
        times.record(u64::try_from(start.elapsed().as_nanos())?)?;
    }
    let per_second = crate::report::number(times.len()) / begin.elapsed().as_secs_f64();
    std::fs::remove_file(folder.join("fdatasync"))?;
    let at = |quantile| Duration::from_nanos(times.value_at_quantile(quantile));
    Ok(Disk { p50: at(0.5), p99: at(0.99), per_second })
}
