//! The key ring of a store folder.

use super::{derived, file, key_id};
use shared::ids::KeyId;
use shared::ports::{Keys, KeysError};
use shared::token::Purpose;
use std::path::Path;

/// The key ring of a store folder: made on first use; the newest key signs, all verify.
pub struct FolderKeys {
    newest: (KeyId, [u8; 32]),
    older: Vec<(KeyId, [u8; 32])>,
}

impl FolderKeys {
    /// Name of the key file in a store folder.
    pub const FILE: &'static str = "keys";

    /// Reads the key file of a folder, and makes one where there is none.
    ///
    /// # Errors
    /// [`KeysError`] where it can't be read or written, or others may read it.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, KeysError> {
        let path = folder.as_ref().join(Self::FILE);
        let masters = match file::read(&path)? {
            Some(masters) => masters,
            None => {
                file::create(&path, &fresh()?)?;
                // Another process may have been quicker: what stands in the file counts.
                file::read(&path)?.unwrap_or_default()
            }
        };
        let mut masters = masters.into_iter().map(|master| (key_id(&master), master));
        let newest = masters.next().ok_or_else(|| KeysError {
            reason: format!("{} vanished while it was made", path.display()),
            help: "try again".to_owned(),
        })?;
        Ok(Self { newest, older: masters.collect() })
    }
}

fn fresh() -> Result<[u8; 32], KeysError> {
    let mut master = [0_u8; 32];
    getrandom::fill(&mut master).map_err(|error| KeysError {
        reason: format!("the system gives no random bytes: {error}"),
        help: "check that this process may use getrandom".to_owned(),
    })?;
    Ok(master)
}

impl Keys for FolderKeys {
    fn signer(&self, purpose: Purpose) -> (KeyId, [u8; 32]) {
        let (id, master) = &self.newest;
        (id.clone(), derived(master, purpose))
    }

    fn verifier(&self, purpose: Purpose, id: &KeyId) -> Option<[u8; 32]> {
        let mut masters = std::iter::once(&self.newest).chain(&self.older);
        let (_, master) = masters.find(|(known, _)| known == id)?;
        Some(derived(master, purpose))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn the_same_folder_gives_the_same_keys_and_purposes_differ() {
        let folder = folder();
        let (id, key) = FolderKeys::open(folder.path()).unwrap().signer(Purpose::Callback);
        let again = FolderKeys::open(folder.path()).unwrap();
        assert_eq!(again.signer(Purpose::Callback), (id.clone(), key));
        assert_eq!(again.verifier(Purpose::Callback, &id), Some(key));
        assert_ne!(again.signer(Purpose::Approval).1, key);
        assert_ne!(FolderKeys::open(self::folder().path()).unwrap().signer(Purpose::Callback).0, id);
    }

    #[test]
    fn only_the_owner_can_read_the_file_and_one_that_others_read_is_refused() {
        let folder = folder();
        FolderKeys::open(folder.path()).unwrap();
        let path = folder.path().join(FolderKeys::FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = FolderKeys::open(folder.path()).err().unwrap();
        assert!(error.to_string().contains("others can read") && error.help.contains("chmod 600"), "{error}");
    }

    #[test]
    fn after_a_rotation_the_newest_signs_and_all_verify() {
        let folder = folder();
        let old = FolderKeys::open(folder.path()).unwrap();
        let (old_id, old_key) = old.signer(Purpose::Approval);
        let path = folder.path().join(FolderKeys::FILE);
        let older = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("# rotated\n{}\n{older}", "ab".repeat(32))).unwrap();
        let rotated = FolderKeys::open(folder.path()).unwrap();
        assert_ne!(rotated.signer(Purpose::Approval).0, old_id);
        assert_eq!(rotated.verifier(Purpose::Approval, &old_id), Some(old_key));
    }

    #[test]
    fn a_damaged_file_is_refused_without_showing_it() {
        let folder = folder();
        FolderKeys::open(folder.path()).unwrap();
        let path = folder.path().join(FolderKeys::FILE);
        for text in ["", "abc", &"zz".repeat(32)] {
            fs::write(&path, text).unwrap();
            let error = FolderKeys::open(folder.path()).err().unwrap().to_string();
            assert!(error.contains("can't be read"), "{error}");
            assert!(text.is_empty() || !error.contains(text), "{error}");
        }
    }

    #[test]
    fn processes_that_start_together_agree_on_one_key() {
        let folder = folder();
        let ids: Vec<KeyId> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| FolderKeys::open(folder.path()).unwrap().signer(Purpose::Callback).0))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    }
}
