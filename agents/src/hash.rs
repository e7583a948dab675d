//! SHA-256 as the hexadecimal text that bundles carry; holds no keys.

use shared::digest::Digest;

/// Lower-case hex of the SHA-256 of `bytes`, 64 characters.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Digest::of_bytes(bytes).to_string()
}
