//! Which files a researcher may read: those of a machine's own user, or one folder. It reads none itself.

use std::path::PathBuf;

use super::researcher::NO_READABLE_DOCUMENT;
use crate::agent::AgentError;

/// Which files a researcher may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Documents {
    /// Whatever the user who runs it may read.
    Anywhere,
    /// This folder alone: whoever starts a run is not who owns the machine. All of it where a run names no documents.
    Folder(PathBuf),
}

impl Documents {
    /// The paths that a run names. In a folder they are relative to it.
    pub(super) fn paths(&self, named: &[String]) -> Result<Vec<PathBuf>, AgentError> {
        let Self::Folder(folder) = self else { return Ok(named.iter().map(PathBuf::from).collect()) };
        let refused = |why: String| AgentError::permanent(NO_READABLE_DOCUMENT, why);
        let root = folder.canonicalize();
        let root = root.map_err(|_| {
            refused("this agent has no folder of documents; put one into its image".to_owned())
        })?;
        if named.is_empty() {
            return Ok(vec![root]);
        }
        let inside = |name: &String| {
            let path = root.join(name).canonicalize().ok().filter(|path| path.starts_with(&root));
            path.ok_or_else(|| {
                refused(format!(
                    "'{name}' is not among this agent's documents; name files or folders of its own folder"
                ))
            })
        };
        named.iter().map(inside).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_left() {
        let base = tempfile::tempdir().unwrap();
        let folder = base.path().join("documents");
        std::fs::create_dir_all(folder.join("heat")).unwrap();
        std::fs::write(folder.join("heat/one.md"), "x").unwrap();
        std::fs::write(base.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink(base.path().join("secret"), folder.join("link")).unwrap();
        let documents = Documents::Folder(folder.clone());
        let paths = |named: &[&str]| {
            documents.paths(&named.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        let root = folder.canonicalize().unwrap();
        assert_eq!(paths(&[]).unwrap(), std::slice::from_ref(&root));
        assert_eq!(paths(&["heat/one.md"]).unwrap(), [root.join("heat/one.md")]);
        for bad in ["../secret", "/proc/self/environ", "link", "missing"] {
            assert_eq!(paths(&[bad]).unwrap_err().kind, NO_READABLE_DOCUMENT, "{bad}");
        }
        assert_eq!(Documents::Anywhere.paths(&["/x".to_owned()]).unwrap(), [PathBuf::from("/x")]);
    }
}
