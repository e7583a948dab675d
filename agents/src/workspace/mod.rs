//! What the agents of one run share: named bytes per workflow; knows nothing of what they mean.

mod remote;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use shared::ids::WorkflowId;
use shared::wire::Invocation;

pub use remote::{RemoteFiles, RemoteWorkspaces};

/// Why the workspace failed.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// A name that would leave the workspace.
    #[error("'{0}' is no relative name of a file")]
    BadName(String),
    /// The disk refused; the message names the path.
    #[error("{path}: {source}; check that the folder is writable and the disk not full")]
    Io {
        /// The path.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The run's home did not take or give a file; the message holds no secret.
    #[error("the run's files can't be reached: {why}")]
    Remote {
        /// What happened.
        why: String,
    },
}

impl WorkspaceError {
    /// Whether it is the disk's own trouble (full, read-only, failing), which ends without anybody's doing another
    /// attempt: once the disk is well, the same call works.
    #[must_use]
    pub fn is_of_disk(&self) -> bool {
        let Self::Io { source, .. } = self else { return false };
        matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::ReadOnlyFilesystem
        ) || source.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
    }
}

/// Keeps bytes per workflow. Blocking; every write is complete or not there at all, also after a crash.
pub trait Workspace: Send + Sync {
    /// Stores a file, replacing an older one. `name` is relative, with `/`.
    ///
    /// # Errors
    /// See [`WorkspaceError`].
    fn put(&self, workflow: &WorkflowId, name: &str, bytes: &[u8]) -> Result<(), WorkspaceError>;

    /// The file; `None` if there is none.
    ///
    /// # Errors
    /// See [`WorkspaceError`].
    fn get(&self, workflow: &WorkflowId, name: &str) -> Result<Option<Vec<u8>>, WorkspaceError>;

    /// Stores a folder of files as a whole, replacing an older one: no file of that stays.
    ///
    /// # Errors
    /// See [`WorkspaceError`].
    fn put_folder(
        &self,
        workflow: &WorkflowId,
        folder: &str,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), WorkspaceError>;
}

/// Where an attempt's workspace is.
pub trait Workspaces: Send + Sync {
    /// The workspace for one attempt: agents of the same run find there what the earlier ones left.
    fn of(&self, invocation: &Invocation) -> Arc<dyn Workspace>;
}

/// One place for all attempts.
impl Workspaces for Arc<dyn Workspace> {
    fn of(&self, _invocation: &Invocation) -> Arc<dyn Workspace> {
        Arc::clone(self)
    }
}

/// One folder per workflow under a base folder.
#[derive(Clone, Debug)]
pub struct FolderWorkspace {
    base: PathBuf,
}

impl FolderWorkspace {
    /// Under `base`, which is made when it is first written to.
    #[must_use]
    pub fn new(base: PathBuf) -> Self {
        Self { base }
    }

    /// The folder of a workflow.
    #[must_use]
    pub fn folder(&self, workflow: &WorkflowId) -> PathBuf {
        self.base.join(workflow.as_str())
    }

    fn path(&self, workflow: &WorkflowId, name: &str) -> Result<PathBuf, WorkspaceError> {
        Ok(self.folder(workflow).join(relative(name)?))
    }
}

impl Workspace for FolderWorkspace {
    fn put(&self, workflow: &WorkflowId, name: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        let path = self.path(workflow, name)?;
        write(&path, bytes).map_err(|source| failed(&path, source))
    }

    fn get(&self, workflow: &WorkflowId, name: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        let path = self.path(workflow, name)?;
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(failed(&path, source)),
        }
    }

    fn put_folder(
        &self,
        workflow: &WorkflowId,
        folder: &str,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), WorkspaceError> {
        let target = self.path(workflow, folder)?;
        let names: Vec<PathBuf> = files.keys().map(|name| relative(name)).collect::<Result<_, _>>()?;
        let files: Vec<(PathBuf, &[u8])> = names.into_iter().zip(files.values().map(Vec::as_slice)).collect();
        replace_folder(&target, &files).map_err(|source| failed(&target, source))
    }
}

fn failed(path: &Path, source: io::Error) -> WorkspaceError {
    WorkspaceError::Io { path: path.display().to_string(), source }
}

fn relative(name: &str) -> Result<PathBuf, WorkspaceError> {
    let path = PathBuf::from(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !name.is_empty() { Ok(path) } else { Err(WorkspaceError::BadName(name.to_owned())) }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Written beside its place, then moved there. Between the two moves there is no folder: whoever finds none writes it
/// again, because the step has not answered yet.
fn replace_folder(target: &Path, files: &[(PathBuf, &[u8])]) -> io::Result<()> {
    let parent = target.parent().unwrap_or(target);
    fs::create_dir_all(parent)?;
    let fresh = tempfile::Builder::new().prefix(".new-").tempdir_in(parent)?;
    for (name, bytes) in files {
        write(&fresh.path().join(name), bytes)?;
    }
    let old = tempfile::Builder::new().prefix(".old-").tempdir_in(parent)?;
    match fs::rename(target, old.path().join("folder")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    fs::rename(fresh.keep(), target)?;
    // A folder of tempfile's making is for its owner only; a report is there to be read.
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(target, fs::Permissions::from_mode(0o755))?;
    sync_folder(parent)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> (tempfile::TempDir, FolderWorkspace, WorkflowId) {
        let dir = tempfile::tempdir().unwrap();
        let workspace = FolderWorkspace::new(dir.path().join("work"));
        (dir, workspace, WorkflowId::parse("run-1").unwrap())
    }

    #[test]
    fn files_come_back_and_are_replaced() {
        let (_dir, workspace, id) = workspace();
        assert_eq!(workspace.get(&id, "a/b").unwrap(), None);
        workspace.put(&id, "a/b", b"one").unwrap();
        workspace.put(&id, "a/b", b"two").unwrap();
        assert_eq!(workspace.get(&id, "a/b").unwrap().unwrap(), b"two");
    }

    #[test]
    fn a_folder_is_replaced_as_a_whole() {
        let (_dir, workspace, id) = workspace();
        let files = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), b"x".to_vec())).collect();
        workspace.put_folder(&id, "report", &files(&["old.md", "sources/S1.txt"])).unwrap();
        workspace.put_folder(&id, "report", &files(&["new.md"])).unwrap();
        assert_eq!(workspace.get(&id, "report/old.md").unwrap(), None);
        assert!(workspace.get(&id, "report/new.md").unwrap().is_some());
        assert_eq!(fs::read_dir(workspace.folder(&id)).unwrap().count(), 1);
    }

    #[test]
    fn names_stay_inside() {
        let (_dir, workspace, id) = workspace();
        for name in ["../x", "/etc/passwd", "a/../../x", ""] {
            assert!(matches!(workspace.put(&id, name, b""), Err(WorkspaceError::BadName(_))), "{name}");
        }
    }
}
