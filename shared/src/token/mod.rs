//! Capability tokens: `v1.KEY_ID.CLAIMS.MAC`, HMAC-SHA256 over purpose and claims, each length-prefixed. They are verified
//! before any I/O and can be issued again byte for byte, so nothing has to be stored. None is ever logged.

mod claims;

pub use claims::{ApprovalClaims, CallbackClaims, CookieClaims};

use crate::ids::KeyId;
use crate::ports::Keys;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a token is good for. A token of one purpose never passes for another: each has keys of its own, and the purpose
/// is part of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// An agent's answer to one attempt.
    Callback,
    /// A person's decision at one gate.
    Approval,
    /// The cookie and the form of the approval page.
    Session,
}

impl Purpose {
    /// The word that keys are derived by and that is signed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Callback => "callback",
            Self::Approval => "approval",
            Self::Session => "session",
        }
    }
}

/// A token that does not hold. Deliberately says little: who sent it learns nothing about the signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It has not the form of a token.
    #[error("the token is malformed")]
    Malformed,
    /// The signature does not match, or no such key is known.
    #[error("the token was not issued by this deployment for this purpose")]
    Forged,
}

const VERSION: &str = "v1";
/// Longest token in characters that is looked at.
const TOKEN_MAX_CHARS: usize = 2_048;

/// Signs claims. The same claims and key give the same token.
#[must_use]
pub fn sign(keys: &dyn Keys, purpose: Purpose, claims: &[&str]) -> String {
    let (key_id, key) = keys.signer(purpose);
    let packed = pack(claims);
    let mac = mac(&key, purpose, key_id.as_str(), &packed);
    format!(
        "{VERSION}.{key_id}.{}.{}",
        URL_SAFE_NO_PAD.encode(&packed),
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

/// Checks a token and gives its claims back.
///
/// # Errors
/// [`TokenError::Malformed`] where it has another form, [`TokenError::Forged`] where the signature does not match.
pub fn verify(keys: &dyn Keys, purpose: Purpose, token: &str) -> Result<Vec<String>, TokenError> {
    if token.len() > TOKEN_MAX_CHARS {
        return Err(TokenError::Malformed);
    }
    let mut parts = token.split('.');
    let (Some(VERSION), Some(key_id), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(TokenError::Malformed);
    };
    let key_id = KeyId::parse(key_id).map_err(|_| TokenError::Malformed)?;
    let packed = URL_SAFE_NO_PAD.decode(claims).map_err(|_| TokenError::Malformed)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenError::Malformed)?;
    let key = keys.verifier(purpose, &key_id).ok_or(TokenError::Forged)?;
    // `verify_slice` compares in constant time.
    mac(&key, purpose, key_id.as_str(), &packed).verify_slice(&signature).map_err(|_| TokenError::Forged)?;
    unpack(&packed).ok_or(TokenError::Malformed)
}

fn mac(key: &[u8; 32], purpose: Purpose, key_id: &str, packed: &[u8]) -> Hmac<Sha256> {
    // HMAC pads a short key with zeros to the hash's block; doing it here leaves no length that could be wrong.
    let mut block = [0_u8; 64];
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(&pack(&["aegis", VERSION, purpose.word(), key_id]));
    mac.update(packed);
    mac
}

/// Length-prefixed, so that no two lists of claims give the same bytes.
fn pack(claims: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(claims.iter().map(|claim| claim.len() + 2).sum());
    for claim in claims {
        let length = u16::try_from(claim.len()).unwrap_or(u16::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(claim.as_bytes().get(..usize::from(length)).unwrap_or(claim.as_bytes()));
    }
    bytes
}

fn unpack(mut bytes: &[u8]) -> Option<Vec<String>> {
    let mut claims = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (claim, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        claims.push(String::from_utf8(claim.to_vec()).ok()?);
        bytes = rest;
    }
    bytes.is_empty().then_some(claims)
}

/// Compares two secrets in constant time.
#[must_use]
pub fn same_secret(one: &str, other: &str) -> bool {
    use subtle::ConstantTimeEq as _;
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct OneKey;
    impl Keys for OneKey {
        fn signer(&self, purpose: Purpose) -> (KeyId, [u8; 32]) {
            (KeyId::parse("k1").unwrap(), [purpose.word().as_bytes()[0]; 32])
        }
        fn verifier(&self, purpose: Purpose, id: &KeyId) -> Option<[u8; 32]> {
            (id.as_str() == "k1").then(|| self.signer(purpose).1)
        }
    }

    proptest! {
        #[test]
        fn claims_come_back_and_any_change_is_refused(
            claims in proptest::collection::vec(".{0,20}", 0..6), position in any::<prop::sample::Index>(), flip in 1_u8..127,
        ) {
            let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
            let token = sign(&OneKey, Purpose::Callback, &claims);
            prop_assert_eq!(&token, &sign(&OneKey, Purpose::Callback, &claims), "issued again byte for byte");
            prop_assert_eq!(verify(&OneKey, Purpose::Callback, &token).unwrap(), claims);
            prop_assert!(verify(&OneKey, Purpose::Approval, &token).is_err(), "another purpose");
            let mut bytes = token.clone().into_bytes();
            let at = position.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok(changed) = String::from_utf8(bytes) {
                prop_assert!(verify(&OneKey, Purpose::Callback, &changed).is_err());
            }
        }

        #[test]
        fn garbage_is_refused_without_a_panic(text in ".{0,300}") {
            prop_assert!(verify(&OneKey, Purpose::Callback, &text).is_err());
        }
    }

    #[test]
    fn purposes_with_equal_keys_are_still_apart() {
        struct SameKey;
        impl Keys for SameKey {
            fn signer(&self, _purpose: Purpose) -> (KeyId, [u8; 32]) {
                (KeyId::parse("k1").unwrap(), [7; 32])
            }
            fn verifier(&self, _purpose: Purpose, _id: &KeyId) -> Option<[u8; 32]> {
                Some([7; 32])
            }
        }
        let token = sign(&SameKey, Purpose::Callback, &["a"]);
        assert_eq!(verify(&SameKey, Purpose::Approval, &token), Err(TokenError::Forged));
    }
}
