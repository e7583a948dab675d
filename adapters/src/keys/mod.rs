//! The deployment's signing keys: one master secret in a file that only its owner reads, and a key per purpose derived
//! from it. No key ever leaves the process or reaches a log.

mod file;
mod folder;

pub use folder::FolderKeys;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use shared::digest::Digest;
use shared::ids::KeyId;
use shared::token::Purpose;

/// The key of a purpose: `HMAC-SHA256(master, "aegis/PURPOSE/v1")`, the same as the cloud's key service derives.
pub(crate) fn derived(master: &[u8; 32], purpose: Purpose) -> [u8; 32] {
    let mut block = [0_u8; 64];
    for (slot, byte) in block.iter_mut().zip(master) {
        *slot = *byte;
    }
    let mut mac = <Hmac<Sha256>>::new(&block.into());
    mac.update(format!("aegis/{}/v1", purpose.word()).as_bytes());
    mac.finalize().into_bytes().into()
}

/// A short name for a master that says nothing about it.
#[expect(clippy::expect_used, reason = "a letter and twelve hexadecimal digits always are a key id")]
pub(crate) fn key_id(master: &[u8; 32]) -> KeyId {
    let mut text = b"aegis/key-id/v1".to_vec();
    text.extend_from_slice(master);
    KeyId::parse(format!("k{}", Digest::of_bytes(&text).short())).expect("a valid key id")
}
