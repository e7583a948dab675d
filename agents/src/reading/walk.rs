//! Finds the files under the paths that the user named; opens none of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::corpus::Skipped;
use super::skip::SkipReason;
use crate::limits;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Relative path with `/`: the document's name for people.
    pub(super) path: String,
    /// Where it is.
    pub(super) file: PathBuf,
}

/// What is under the named paths, both lists sorted by relative path.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) found: Vec<Found>,
    pub(super) skipped: Vec<Skipped>,
}

/// Walks every path. Hidden files and what `.gitignore`, `.ignore` and `.aegisignore` name are left out silently;
/// symbolic links are not followed: inside the folder their target is met anyway; those that lead out or nowhere, and what
/// is no regular file, are skipped by name.
pub(super) fn walk(paths: &[PathBuf]) -> Walked {
    let mut out = Walked::default();
    for path in paths {
        let name = path.file_name().map_or_else(|| ".".to_owned(), |name| printable(&name.to_string_lossy()));
        match path.canonicalize() {
            Err(error) => out.skip(printable(&path.display().to_string()), SkipReason::refused(&error)),
            Ok(root) if root.is_dir() => {
                let prefix = if paths.len() > 1 { format!("{name}/") } else { String::new() };
                folder(&root, &prefix, &mut out);
            }
            Ok(file) if file.is_file() => out.found.push(Found { path: name, file }),
            Ok(_) => out.skip(name, no_file()),
        }
    }
    out.found.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.file.cmp(&b.file)));
    // Paths may overlap, and then a file has a name under each of them: the first in the alphabet is its own.
    let mut met = BTreeSet::new();
    out.found.retain(|found| met.insert(found.file.clone()));
    make_unique(&mut out.found);
    out.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

impl Walked {
    fn skip(&mut self, path: String, reason: SkipReason) {
        self.skipped.push(Skipped { path, reason });
    }
}

/// Symbolic links that give no document, with the reason.
type Links = Arc<Mutex<Vec<(PathBuf, SkipReason)>>>;

/// The walk below a folder; it notes links and does not follow them.
fn walker(root: &Path, links: &Links) -> ignore::Walk {
    let (record, inside) = (Arc::clone(links), root.to_owned());
    WalkBuilder::new(root)
        .require_git(false)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .add_custom_ignore_filename(".aegisignore")
        .filter_entry(move |entry| {
            if !entry.path_is_symlink() {
                return true;
            }
            if let Some(reason) = useless(entry.path(), &inside) {
                let mut links = record.lock().unwrap_or_else(PoisonError::into_inner);
                links.push((entry.path().to_owned(), reason));
            }
            false
        })
        .build()
}

fn folder(root: &Path, prefix: &str, out: &mut Walked) {
    let links = Links::default();
    let relative = |path: &Path| {
        let parts = path.strip_prefix(root).unwrap_or(path).components();
        let parts: Vec<_> = parts.map(|part| printable(&part.as_os_str().to_string_lossy())).collect();
        format!("{prefix}{}", parts.join("/"))
    };
    for (count, entry) in walker(root, &links).enumerate() {
        if count >= limits::WALK_ENTRIES {
            let limit = format!("{} files and folders", limits::WALK_ENTRIES);
            out.skip(format!("{prefix}..."), SkipReason::OverTotal { limit });
            break;
        }
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                out.found.push(Found { path: relative(entry.path()), file: entry.path().to_owned() });
            }
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                out.skip(relative(entry.path()), no_file());
            }
            Ok(_) => {}
            Err(error) => {
                let path = failed_path(&error).map_or_else(|| prefix.to_owned(), |path| relative(&path));
                let unlisted = || SkipReason::Unreadable { detail: "the folder can't be listed".to_owned() };
                out.skip(path, error.io_error().map_or_else(unlisted, SkipReason::refused));
            }
        }
    }
    for (path, reason) in links.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        out.skip(relative(&path), reason);
    }
}

/// Why a symbolic link gives no document; `None` where its target is met anyway.
fn useless(link: &Path, inside: &Path) -> Option<SkipReason> {
    match link.canonicalize() {
        Ok(target) if target.starts_with(inside) => None,
        Ok(_) => Some(SkipReason::OutsideFolder),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Some(SkipReason::refused(&error))
        }
        // Nothing is there, or it leads to itself.
        Err(_) => Some(SkipReason::Unreadable {
            detail: "a symbolic link that leads nowhere; mend or remove it".to_owned(),
        }),
    }
}

fn no_file() -> SkipReason {
    SkipReason::Unreadable { detail: "a device, pipe or socket, not a document".to_owned() }
}

/// A file's name for people: what would drive a terminal, or show a name in another order than it has, is written out.
pub(super) fn printable(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        let hidden = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
        match c.is_control() || hidden {
            true => text.extend(c.escape_unicode()),
            false => text.push(c),
        }
    }
    text
}

fn failed_path(error: &ignore::Error) -> Option<PathBuf> {
    if let ignore::Error::WithPath { path, .. } = error {
        return Some(path.clone());
    }
    if let ignore::Error::WithDepth { err, .. } = error {
        return failed_path(err);
    }
    None
}

/// Two roots may hold the same relative path: later ones get a number, so that a name means one file.
fn make_unique(found: &mut [Found]) {
    let mut taken = BTreeSet::new();
    for file in found {
        let mut path = file.path.clone();
        let mut number = 2;
        while !taken.insert(path.clone()) {
            path = format!("{} ({number})", file.path);
            number += 1;
        }
        file.path = path;
    }
}
