//! The system's randomness, fit for secrets.

use shared::ports::Entropy;

/// The system's randomness.
#[derive(Clone, Copy, Debug)]
pub struct SystemEntropy(());

/// The system gives no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random bytes: {0}; check that this process may use getrandom")]
pub struct NoEntropy(getrandom::Error);

impl SystemEntropy {
    /// Checks that there is some.
    ///
    /// # Errors
    /// [`NoEntropy`] where there is none.
    pub fn new() -> Result<Self, NoEntropy> {
        draw().map(|_bits| Self(())).map_err(NoEntropy)
    }
}

impl Entropy for SystemEntropy {
    #[expect(
        clippy::expect_used,
        reason = "new() has seen it work; without it every id could be guessed or repeat"
    )]
    fn bits(&self) -> u128 {
        draw().expect("the system's randomness, which worked at the start")
    }
}

fn draw() -> Result<u128, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_differ() {
        let entropy = SystemEntropy::new().unwrap();
        assert_ne!(entropy.bits(), entropy.bits());
    }
}
