//! Where the holder of a store serves: `endpoint.json` in the store's folder. It neither listens nor connects.

use crate::error::CliError;
use serde::{Deserialize, Serialize};
use shared::digest::Digest;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file's name.
pub(crate) const ENDPOINT_FILE: &str = "endpoint.json";
/// Longest path of a socket in bytes: the smallest limit of the systems that are supported, less room for a NUL.
const SOCKET_PATH_BYTES: usize = 100;

/// Where the holder of a store serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Endpoint {
    /// The Unix socket.
    pub(crate) socket: PathBuf,
    /// The API's address for browsers and agents, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// The process.
    pub(crate) pid: u32,
    /// Whether it carries runs on, or only looks after one command.
    pub(crate) engine: bool,
    /// The agents elsewhere that it calls: names and addresses.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) agents: BTreeMap<String, String>,
}

impl Endpoint {
    /// Reads a store's file; `None` where nobody has written one that can be read.
    pub(crate) fn read(store: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(store.join(ENDPOINT_FILE)).ok()?).ok()
    }

    /// Writes a store's file, whole or not at all.
    ///
    /// # Errors
    /// [`CliError::File`].
    pub(crate) fn write(&self, store: &Path) -> Result<(), CliError> {
        let path = store.join(ENDPOINT_FILE);
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(store)?;
            file.write_all(serde_json::to_string(self)?.as_bytes())?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|error| CliError::writing(&path, error))
    }
}

/// Where a store's socket belongs: in the store; where that path is too long, in the user's runtime folder.
pub(crate) fn socket_path(store: &Path) -> PathBuf {
    let inside = store.join("api.sock");
    if inside.as_os_str().len() <= SOCKET_PATH_BYTES {
        return inside;
    }
    let name = Digest::of_bytes(store.as_os_str().as_encoded_bytes()).short();
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    // A folder of its own, which only its owner may enter: the temporary folder belongs to everybody.
    runtime.unwrap_or_else(std::env::temp_dir).join(format!("aegis-{name}")).join("api.sock")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_gets_a_short_socket_of_its_own() {
        assert_eq!(socket_path(Path::new("/a/.aegis")), Path::new("/a/.aegis/api.sock"));
        let long = |name: &str| socket_path(&Path::new("/").join("x".repeat(120)).join(name));
        assert!(long("a").as_os_str().len() <= SOCKET_PATH_BYTES, "{:?}", long("a"));
        assert_ne!(long("a"), long("b"));
    }

    #[test]
    fn what_was_written_is_read_and_rubbish_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Endpoint::read(folder.path()), None);
        let agents = BTreeMap::from([("helper".to_owned(), "http://127.0.0.1:1".to_owned())]);
        let endpoint = Endpoint { socket: "/x/api.sock".into(), url: None, pid: 7, engine: true, agents };
        endpoint.write(folder.path()).unwrap();
        assert_eq!(Endpoint::read(folder.path()), Some(endpoint));
        std::fs::write(folder.path().join(ENDPOINT_FILE), "{").unwrap();
        assert_eq!(Endpoint::read(folder.path()), None);
    }
}
