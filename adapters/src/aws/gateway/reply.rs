//! From a response to the reply.

use crate::http::ProblemResponse;
use aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use aws_lambda_events::encodings;
use axum::body::to_bytes;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::limits::GATEWAY_REPLY_MAX_BYTES;
use shared::wire::ProblemKind;

/// The reply for a response. A body that the gateway could not carry becomes a problem that says so.
pub async fn reply(response: Response) -> ApiGatewayV2httpResponse {
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, GATEWAY_REPLY_MAX_BYTES).await else {
        let detail = format!(
            "the answer is larger than the {GATEWAY_REPLY_MAX_BYTES} bytes that a function may give back; ask for a smaller \
             page, or follow the artifact's link"
        );
        return Box::pin(reply(ProblemResponse::new(ProblemKind::Internal, detail).into_response())).await;
    };
    let mut out = ApiGatewayV2httpResponse::default();
    out.status_code = i64::from(parts.status.as_u16());
    let cookies = parts.headers.get_all(SET_COOKIE).iter();
    out.cookies = cookies.filter_map(|value| value.to_str().ok().map(str::to_owned)).collect();
    let text = is_text(parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()));
    out.headers = parts.headers;
    out.headers.remove(SET_COOKIE);
    match String::from_utf8(bytes.to_vec()) {
        Ok(body) if text => out.body = (!body.is_empty()).then_some(encodings::Body::Text(body)),
        _ => {
            // As text, so that nothing encodes it a second time.
            out.body = Some(encodings::Body::Text(STANDARD.encode(&bytes)));
            out.is_base64_encoded = true;
        }
    }
    out
}

/// What the gateway may pass on as it is; everything else goes as base64.
fn is_text(content_type: Option<&str>) -> bool {
    let Some(media) = content_type else { return true };
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media.starts_with("text/")
        || media.ends_with("json")
        || media.ends_with("javascript")
        || media == "image/svg+xml"
}
