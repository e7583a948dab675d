//! Payloads and artifacts as files: `payloads/TENANT/RUN/SHA256` and `artifacts/TENANT/RUN/NAME...`. Every file appears
//! whole or not at all. It interprets no content.

mod name;
mod payloads;
mod write;

pub use name::checked_name;
pub(crate) use name::clash;
pub use payloads::FolderPayloads;

use shared::digest::Digest;
use shared::ports::PayloadError;

/// Compares bytes with the digest that they are stored under.
///
/// # Errors
/// [`PayloadError::Changed`] for other bytes.
pub fn check_digest(name: &str, expected: Digest, bytes: &[u8]) -> Result<(), PayloadError> {
    let found = Digest::of_bytes(bytes);
    if found == expected {
        Ok(())
    } else {
        Err(PayloadError::Changed { name: name.to_owned(), expected, found })
    }
}
