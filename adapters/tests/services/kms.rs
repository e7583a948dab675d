//! Keys derived from emulated KMS keys.

use super::support::stand_in;
use adapters::aws::emulator::{Emulator, Tool};
use adapters::aws::kms::{KmsKeys, client};
use aws_sdk_kms::Client;
use aws_sdk_kms::types::{KeySpec, KeyUsageType};
use shared::ports::Keys;
use shared::token::{Purpose, TokenError, sign, verify};
use wiremock::matchers::{body_partial_json, method};
use wiremock::{Mock, ResponseTemplate};

async fn fresh_key(client: &Client) -> (String, String) {
    let request = client.create_key().key_spec(KeySpec::Hmac256).key_usage(KeyUsageType::GenerateVerifyMac);
    let key = request.send().await.unwrap().key_metadata.unwrap();
    (key.key_id, key.arn.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_gives_the_same_ring_however_it_is_named() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let client = client(&emulator.config().await);
    let (id, arn) = fresh_key(&client).await;
    let by_id = KmsKeys::derive(&client, &[id]).await.unwrap();
    let by_arn = KmsKeys::derive(&client, &[arn]).await.unwrap();
    let token = sign(&by_id, Purpose::Callback, &["r"]);
    assert_eq!(sign(&by_arn, Purpose::Callback, &["r"]), token, "byte for byte, after any restart");
    assert_eq!(verify(&by_arn, Purpose::Callback, &token).unwrap(), ["r"]);
    assert_eq!(verify(&by_arn, Purpose::Approval, &token), Err(TokenError::Forged));
    let keys =
        [Purpose::Callback, Purpose::Approval, Purpose::Session].map(|purpose| by_id.signer(purpose).1);
    assert!(keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2], "purposes are apart");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_rotation_the_newest_signs_and_all_verify() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let client = client(&emulator.config().await);
    let ((old, _), (new, _)) = (fresh_key(&client).await, fresh_key(&client).await);
    let before = KmsKeys::derive(&client, std::slice::from_ref(&old)).await.unwrap();
    let after = KmsKeys::derive(&client, &[new.clone(), old]).await.unwrap();
    let token = sign(&before, Purpose::Approval, &["r"]);
    assert!(verify(&after, Purpose::Approval, &token).is_ok());
    assert_ne!(after.signer(Purpose::Approval).0, before.signer(Purpose::Approval).0);
    let only_new = KmsKeys::derive(&client, &[new]).await.unwrap();
    assert_eq!(verify(&only_new, Purpose::Approval, &token), Err(TokenError::Forged));
}

#[tokio::test]
async fn each_purpose_is_derived_from_its_own_words_and_never_shown() {
    let (server, config) = stand_in().await;
    // The base64 of 32 times 'k', and of the three messages.
    let mac = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";
    for message in ["YWVnaXMvY2FsbGJhY2svdjE=", "YWVnaXMvYXBwcm92YWwvdjE=", "YWVnaXMvc2Vzc2lvbi92MQ=="] {
        let body = format!(r#"{{"KeyId":"arn:aws:kms:us-east-1:1:key/one","Mac":"{mac}"}}"#);
        let wanted = serde_json::json!({"KeyId": "one", "Message": message, "MacAlgorithm": "HMAC_SHA_256"});
        Mock::given(method("POST"))
            .and(body_partial_json(wanted))
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, "application/x-amz-json-1.1"))
            .expect(1)
            .mount(&server)
            .await;
    }
    let keys = KmsKeys::derive(&client(&config), &["one".to_owned()]).await.unwrap();
    assert_eq!(keys.signer(Purpose::Session).1, [b'k'; 32]);
    let shown = format!("{keys:?}");
    assert!(!shown.contains("kkk") && !shown.contains("107"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_can_not_be_used_is_named_with_what_to_do() {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return };
    let client = client(&emulator.config().await);
    let missing = "12345678-1234-1234-1234-123456789012".to_owned();
    let error = KmsKeys::derive(&client, std::slice::from_ref(&missing)).await.unwrap_err().to_string();
    assert!(error.contains(&missing) && error.contains("Terraform"), "{error}");
    let error = KmsKeys::derive(&client, &[]).await.unwrap_err().to_string();
    assert!(error.contains("HMAC_256"), "{error}");
}
