//! Room on the disk of the target folder: a gate that fills it fails in ways that name everything but the reason.

use std::path::Path;

/// Bytes in a GB.
const GB: f64 = 1e9;
/// What a gate from nothing leaves below the target folder, in GB: without what serves only later builds and debuggers, as `.ci/run`
/// builds in CI, and with it. Seen with `du` on 2026-11-23.
const WHOLE_GATE: (f64, f64) = (7.0, 14.0);
/// GB below which a failure may well be the disk's: compilers and linkers take back what they could not finish.
const NEARLY_FULL: f64 = 2.0;

/// Free GB for this user on the disk of a folder or of the nearest one above it; none where the system does not tell.
fn free(folder: &Path) -> Option<f64> {
    let there = folder.ancestors().find(|folder| folder.exists())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    #[expect(clippy::cast_precision_loss, reason = "only shown, to a tenth of a GB")]
    Some(disk.f_bavail as f64 * disk.f_frsize as f64 / GB)
}

/// How much room there is, and how much a whole gate takes.
pub(crate) fn room(target: &Path) -> Option<String> {
    // What `.ci/run` sets in CI.
    let built_once = std::env::var("CARGO_INCREMENTAL").is_ok_and(|value| value == "0");
    Some(told(free(target)?, built_once))
}

fn told(free: f64, built_once: bool) -> String {
    let needed = if built_once { WHOLE_GATE.0 } else { WHOLE_GATE.1 };
    format!(
        "disk: {free:.1} GB free for the target folder; from nothing, a whole gate fills about {needed} GB"
    )
}

/// A hint after a failure, if the disk is nearly full.
pub(crate) fn nearly_full(target: &Path) -> Option<String> {
    hint(free(target)?)
}

fn hint(free: f64) -> Option<String> {
    (free < NEARLY_FULL).then(|| {
        format!("the target folder's disk has only {free:.2} GB left, which may be why: make room, or set CARGO_TARGET_DIR")
    })
}

#[cfg(test)]
mod tests {
    use super::{free, hint, told};
    use std::path::Path;

    #[test]
    fn room_is_told_of_a_folder_that_is_not_there_yet() {
        let target = std::env::temp_dir().join("not-there").join("target");
        assert!(free(&target).is_some_and(|free| free > 0.0));
        let [once, often] = [true, false].map(|built_once| told(20.0, built_once));
        assert!(once.contains("about 7 GB") && often.contains("about 14 GB"), "{once}\n{often}");
        assert!(free(Path::new("")).is_none());
    }

    #[test]
    fn only_a_disk_that_is_nearly_full_is_a_reason() {
        assert!(hint(0.3).is_some_and(|hint| hint.contains("0.30 GB left")));
        assert_eq!(hint(12.0), None);
    }
}
