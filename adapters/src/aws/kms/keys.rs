//! The key ring over KMS: everything is derived once, when a function starts.

use crate::aws::failure::{Call, classify};
use aws_sdk_kms::Client;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::MacAlgorithmSpec;
use futures_util::future::{try_join_all, try_join3};
use shared::digest::Digest;
use shared::ids::KeyId;
use shared::ports::{Keys, KeysError};
use shared::token::Purpose;

/// Keys per purpose, each `HMAC-SHA256` by a KMS key of `aegis/PURPOSE/v1`.
pub struct KmsKeys {
    newest: Ring,
    older: Vec<Ring>,
}

/// What one KMS key gives.
struct Ring {
    id: KeyId,
    callback: [u8; 32],
    approval: [u8; 32],
    session: [u8; 32],
}

impl Ring {
    const fn key(&self, purpose: Purpose) -> [u8; 32] {
        match purpose {
            Purpose::Callback => self.callback,
            Purpose::Approval => self.approval,
            Purpose::Session => self.session,
        }
    }
}

// The keys must not reach a log through a derived Debug.
impl std::fmt::Debug for KmsKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ids = std::iter::once(&self.newest).chain(&self.older).map(|ring| ring.id.as_str());
        formatter.debug_list().entries(ids).finish()
    }
}

impl KmsKeys {
    /// Derives the keys from `HMAC_256` keys by id, ARN or alias; the first one signs, all verify.
    ///
    /// # Errors
    /// [`KeysError`] where there is no key, or one can't be used; it names action and key.
    pub async fn derive(client: &Client, key_ids: &[String]) -> Result<Self, KeysError> {
        let mut rings = try_join_all(key_ids.iter().map(|key| ring(client, key))).await?.into_iter();
        let newest = rings.next().ok_or_else(|| KeysError {
            reason: "no KMS key is named".to_owned(),
            help: "name at least one HMAC_256 key, the newest first".to_owned(),
        })?;
        Ok(Self { newest, older: rings.collect() })
    }
}

async fn ring(client: &Client, key: &str) -> Result<Ring, KeysError> {
    let of = |purpose| derive(client, key, purpose);
    let ((arn, callback), (_, approval), (_, session)) =
        try_join3(of(Purpose::Callback), of(Purpose::Approval), of(Purpose::Session)).await?;
    Ok(Ring { id: key_id(&arn), callback, approval, session })
}

/// The key's ARN and the key of a purpose.
async fn derive(client: &Client, key: &str, purpose: Purpose) -> Result<(String, [u8; 32]), KeysError> {
    let message = format!("aegis/{}/v1", purpose.word());
    let request = client.generate_mac().key_id(key).message(Blob::new(message));
    let answer = request.mac_algorithm(MacAlgorithmSpec::HmacSha256).send().await.map_err(|error| {
        let call = Call { service: "KMS", action: "kms:GenerateMac", resource: format!("key '{key}'") };
        let failure = classify(call, &error);
        KeysError { reason: failure.to_string(), help: failure.help().to_owned() }
    })?;
    let mac = answer.mac().map(Blob::as_ref).unwrap_or_default();
    let mac = <[u8; 32]>::try_from(mac).map_err(|_| unusable(key, "its codes are not of 32 bytes"))?;
    Ok((answer.key_id().unwrap_or(key).to_owned(), mac))
}

/// A short name for a key that is the same however it is configured (id, ARN, alias) and in every region it is in.
#[expect(clippy::expect_used, reason = "a letter and twelve hexadecimal digits always are a key id")]
fn key_id(arn: &str) -> KeyId {
    let id = arn.rsplit_once("key/").map_or(arn, |(_, id)| id);
    let text = format!("aegis/kms-key-id/v1/{id}");
    KeyId::parse(format!("m{}", Digest::of_bytes(text.as_bytes()).short())).expect("a valid key id")
}

fn unusable(key: &str, why: &str) -> KeysError {
    KeysError {
        reason: format!("key '{key}' can't be used: {why}"),
        help: "use a key of the specification HMAC_256".to_owned(),
    }
}

impl Keys for KmsKeys {
    fn signer(&self, purpose: Purpose) -> (KeyId, [u8; 32]) {
        (self.newest.id.clone(), self.newest.key(purpose))
    }

    fn verifier(&self, purpose: Purpose, id: &KeyId) -> Option<[u8; 32]> {
        let mut rings = std::iter::once(&self.newest).chain(&self.older);
        rings.find(|ring| ring.id == *id).map(|ring| ring.key(purpose))
    }
}
