//! What a rule can tell requests apart by.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri, header};

/// A request to one of AWS's services.
pub(super) struct Asked {
    /// The service, as it is signed for: `dynamodb`.
    service: String,
    /// The operation, such as `PutItem`; the method where the protocol names none, as S3's.
    operation: String,
    /// Where the id of a run may stand: address and, where it is text, body.
    text: String,
}

impl Asked {
    pub(super) fn of(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Self {
        let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let target = value("x-amz-target");
        let operation = target.rsplit('.').next().filter(|name| !name.is_empty());
        let mut text = uri.to_string();
        if operation.is_some() {
            text.push('\n');
            text.push_str(&String::from_utf8_lossy(body));
        }
        Self {
            service: signed_for(value(header::AUTHORIZATION.as_str())).unwrap_or_default().to_owned(),
            operation: operation.unwrap_or(method.as_str()).to_owned(),
            text,
        }
    }

    /// Whether it asks a service for an operation, about a run.
    pub(super) fn is(&self, service: &str, operation: &str, about: &str) -> bool {
        self.service == service && self.operation == operation && mentions(&self.text, about)
    }
}

/// The service in a signature's scope: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`.
fn signed_for(authorization: &str) -> Option<&str> {
    authorization.split_once("Credential=")?.1.split('/').nth(3)
}

/// Whether a text names a run, and not one whose id only begins or ends alike.
fn mentions(text: &str, id: &str) -> bool {
    let is_part = |part: Option<char>| part.is_some_and(|part| part.is_ascii_alphanumeric() || part == '-');
    text.match_indices(id).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + id.len()..).and_then(|text| text.chars().next());
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const SIGNED: &str =
        "AWS4-HMAC-SHA256 Credential=K/20261121/us-east-1/dynamodb/aws4_request, Signature=s";

    #[test]
    fn a_request_is_known_by_service_operation_and_run() {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", HeaderValue::from_static(SIGNED));
        headers.insert("x-amz-target", HeaderValue::from_static("DynamoDB_20120810.PutItem"));
        let body = Bytes::from_static(br##"{"Item":{"pk":{"S":"W#default#run-1"}}}"##);
        let asked = Asked::of(&Method::POST, &Uri::from_static("/"), &headers, &body);
        assert!(asked.is("dynamodb", "PutItem", "run-1"));
        for (service, operation, about) in
            [("sqs", "PutItem", "run-1"), ("dynamodb", "GetItem", "run-1"), ("dynamodb", "PutItem", "run")]
        {
            assert!(!asked.is(service, operation, about), "{service} {operation} {about}");
        }
    }

    #[test]
    fn an_object_is_known_by_its_address_alone() {
        let body = Bytes::from_static(b"run-2");
        let uri = Uri::from_static("/bucket/payloads/default/run-1/abc");
        let asked = Asked::of(&Method::PUT, &uri, &HeaderMap::new(), &body);
        assert!(asked.is("", "PUT", "run-1"));
        assert!(!asked.is("", "PUT", "run-2"));
    }
}
