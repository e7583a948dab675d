//! The services that a function greets while it starts, on a loopback port: each answers at once with the least that its
//! SDK takes for an answer.

use crate::Failure;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::net::Ipv4Addr;

/// Base64 of 32 bytes.
const MAC: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// Serves them until the bench ends; gives their address.
pub(super) async fn serve() -> Result<String, Failure> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        let _ended = axum::serve(listener, Router::new().fallback(answer)).await;
    });
    Ok(format!("http://{address}"))
}

/// Services of JSON name the operation in a header; S3's question for the bucket has only a status.
async fn answer(headers: HeaderMap) -> Response {
    let operation = headers.get("x-amz-target").and_then(|name| name.to_str().ok());
    let body = match operation.and_then(|name| name.rsplit('.').next()) {
        None => return StatusCode::OK.into_response(),
        Some("GenerateMac") => json!({
            "KeyId": "arn:aws:kms:us-east-1:111122223333:key/bench", "Mac": MAC, "MacAlgorithm": "HMAC_SHA_256"
        }),
        Some("GetQueueAttributes") => {
            json!({"Attributes": {"QueueArn": "arn:aws:sqs:us-east-1:111122223333:bench"}})
        }
        Some(_) => json!({}),
    };
    ([("content-type", "application/x-amz-json-1.0")], body.to_string()).into_response()
}
