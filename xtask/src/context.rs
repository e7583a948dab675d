//! Where the repository is and how the gate was called. It must not change anything.

use crate::error::Error;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// What every task knows.
pub(crate) struct Context {
    /// The repository's root folder.
    pub(crate) root: PathBuf,
    /// Cargo's target folder: builds, logs and tools of the gate lie here.
    pub(crate) target: PathBuf,
    /// Whether this runs in CI (`CI=true`), where nothing may be skipped silently.
    pub(crate) ci: bool,
    /// A shell in the root folder.
    pub(crate) shell: Shell,
}

impl Context {
    /// Asks cargo where the workspace is.
    pub(crate) fn find() -> Result<Self, Error> {
        let shell = Shell::new()?;
        let manifest =
            cmd!(shell, "cargo locate-project --workspace --message-format plain").quiet().read()?;
        let root = Path::new(manifest.trim()).parent().unwrap_or(Path::new(".")).to_path_buf();
        shell.change_dir(&root);
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        let ci = std::env::var("CI").is_ok_and(|value| value == "true" || value == "1");
        Ok(Self { root, target, ci, shell })
    }

    /// A folder of the gate's own below the target folder, made if it is not there.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.target.join("gate").join(name);
        self.shell.create_dir(&path)?;
        Ok(path)
    }

    /// The text of a file of the repository.
    pub(crate) fn read(&self, path: &str) -> Result<String, Error> {
        Ok(self.shell.read_file(path)?)
    }

    /// Every file that git knows or would add, relative to the root, in order.
    pub(crate) fn files(&self) -> Result<Vec<String>, Error> {
        let listed =
            cmd!(self.shell, "git ls-files --cached --others --exclude-standard -z").quiet().read()?;
        let mut files: Vec<String> = listed
            .split('\0')
            .filter(|path| !path.is_empty() && self.root.join(path).is_file())
            .map(str::to_owned)
            .collect();
        files.sort();
        files.dedup();
        Ok(files)
    }
}
