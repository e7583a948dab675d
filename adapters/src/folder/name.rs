//! Names of artifacts: relative paths that stay inside their folder on every system.

use shared::ports::PayloadError;
use std::path::PathBuf;

/// Longest name in characters, and longest part of it: what every file system takes.
const NAME_MAX_CHARS: usize = 512;
const PART_MAX_CHARS: usize = 200;
const PARTS_MAX: usize = 8;

/// Checks an artifact's name and gives it as a relative path.
///
/// # Errors
/// [`PayloadError::BadName`].
pub fn checked_name(name: &str) -> Result<PathBuf, PayloadError> {
    let parts: Vec<&str> = name.split('/').collect();
    if name.len() > NAME_MAX_CHARS || parts.len() > PARTS_MAX || !parts.iter().all(|part| is_part(part)) {
        return Err(PayloadError::BadName { name: name.chars().take(NAME_MAX_CHARS).collect() });
    }
    Ok(parts.into_iter().collect())
}

/// Whether one name is the folder of the other: no store keeps both, since no folder can.
pub(crate) fn clash(one: &str, other: &str) -> bool {
    let is_inside =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    is_inside(one, other) || is_inside(other, one)
}

fn is_part(part: &str) -> bool {
    // No leading dot: it keeps `.`, `..`, hidden files and the names of unfinished writes out.
    !part.is_empty()
        && part.len() <= PART_MAX_CHARS
        && !part.starts_with('.')
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Component;

    #[test]
    fn names_that_leave_the_folder_or_hide_in_it_are_refused() {
        for good in ["report.md", "report/report.md", "a/b/c-1_2.json"] {
            assert!(checked_name(good).is_ok(), "{good}");
        }
        let long = "x".repeat(201);
        for bad in [
            "",
            ".",
            "..",
            "a/../b",
            "/etc/passwd",
            "a//b",
            "a/",
            "a\\b",
            ".hidden",
            "a\0b",
            "c:x",
            "ä",
            &long,
        ] {
            assert!(matches!(checked_name(bad), Err(PayloadError::BadName { .. })), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_passes_consists_of_normal_parts_only(name in "[a-z./\\\\~ -]{0,12}") {
            if let Ok(path) = checked_name(&name) {
                prop_assert!(path.components().all(|part| matches!(part, Component::Normal(_))));
                prop_assert_eq!(path.to_str(), Some(name.as_str()));
            }
        }
    }
}
