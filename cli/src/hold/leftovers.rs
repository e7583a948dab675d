//! What a process that was killed while it wrote has left in the store: unfinished files, and folders on their way to
//! their place or out of it. Nothing that is finished has such a name; only the holder of the lock may remove them.

use std::fs::{self, DirEntry};
use std::path::Path;

/// How names of unfinished files and folders begin: those of the stores, of the agents' files, and of the endpoint.
const PREFIXES: [&str; 4] = [".tmp", ".unfinished-", ".new-", ".old-"];
/// Folders whose files belong to runs.
const FOLDERS: [&str; 2] = ["artifacts", "payloads"];
/// Levels of folders below one of those: tenant, run, and the parts of an artifact's name.
const DEPTH: usize = 10;

/// Removes what is left over, and says how much that was. What can't be removed stays: it is in nobody's way.
pub(super) fn remove(store: &Path) -> usize {
    let folders = FOLDERS.iter().map(|folder| below(&store.join(folder), DEPTH)).sum::<usize>();
    below(store, 0) + folders
}

fn below(folder: &Path, depth: usize) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| one(&entry, depth)).sum()
}

fn one(entry: &DirEntry, depth: usize) -> usize {
    let name = entry.file_name();
    let unfinished = PREFIXES.iter().any(|prefix| name.as_encoded_bytes().starts_with(prefix.as_bytes()));
    // The entry's own type: a link is never followed.
    let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
    match (unfinished, is_folder) {
        (true, true) => usize::from(fs::remove_dir_all(entry.path()).is_ok()),
        (true, false) => usize::from(fs::remove_file(entry.path()).is_ok()),
        (false, true) if depth > 0 => below(&entry.path(), depth - 1),
        (false, _) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_unfinished_goes() {
        let store = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = store.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        let stay =
            ["keys", "store.redb", ".gitignore", "artifacts/local/r/report/report.md", "payloads/local/r/ab"];
        let go = [
            ".tmpA",
            ".unfinished-store-B",
            "payloads/local/r/.unfinished-C",
            "artifacts/local/r/.tmpD",
            "artifacts/local/r/.new-E/report.md",
            "artifacts/local/r/.old-F/folder/report.md",
        ];
        stay.into_iter().chain(go).for_each(file);
        fs::write(outside.path().join(".tmpG"), "x").unwrap();
        std::os::unix::fs::symlink(outside.path(), store.path().join("artifacts/link")).unwrap();
        std::os::unix::fs::symlink(outside.path(), store.path().join(".tmpH")).unwrap();
        assert_eq!(remove(store.path()), go.len() + 1);
        assert!(stay.iter().all(|name| store.path().join(name).is_file()));
        assert!(!go.iter().any(|name| store.path().join(name).exists()));
        assert!(outside.path().join(".tmpG").exists(), "links are not followed");
        assert_eq!(remove(store.path()), 0);
    }
}
