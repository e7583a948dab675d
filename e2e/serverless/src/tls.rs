//! A certificate for loopback, made for one run: the bucket's policy demands TLS, so the emulator speaks it.

use crate::Failure;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::path::{Path, PathBuf};

/// The certificate, which is its own authority, and its key.
pub(crate) struct Tls {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

impl Tls {
    /// Writes both into a folder.
    pub(crate) fn make(folder: &Path) -> Result<Self, Failure> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["127.0.0.1".to_owned(), "localhost".to_owned()])?;
        let made = Self { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") };
        std::fs::write(&made.certificate, cert.pem())?;
        std::fs::write(&made.key, signing_key.serialize_pem())?;
        Ok(made)
    }
}
