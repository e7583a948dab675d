use super::*;
use crate::http::Verified;
use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use axum::body::{Body, to_bytes};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

/// The parts of an event that the gateway always sends, after its documentation.
fn event(change: impl FnOnce(&mut Value)) -> ApiGatewayV2httpRequest {
    let mut event = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/workflows/r1",
        "rawQueryString": "",
        "headers": {"content-type": "application/json", "content-length": "99", "host": "api.example"},
        "requestContext": {
            "accountId": "123456789012", "apiId": "a1", "domainName": "api.example", "requestId": "q1",
            "routeKey": "$default", "stage": "$default", "time": "21/Nov/2026:00:00:00 +0000", "timeEpoch": 1,
            "http": {"method": "POST", "path": "/workflows/r1", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
                "userAgent": "t"},
        },
        "body": "{}",
        "isBase64Encoded": false,
    });
    change(&mut event);
    serde_json::from_value(event).unwrap()
}

#[tokio::test]
async fn a_request_keeps_method_path_query_headers_and_body() {
    let request = request(event(|event| {
        event["rawQueryString"] = json!("wait=2&version=1");
        event["cookies"] = json!(["a=1", "b=2"]);
    }))
    .unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "/workflows/r1?wait=2&version=1");
    assert_eq!(request.headers()[header::COOKIE], "a=1; b=2");
    assert!(!request.headers().contains_key(header::CONTENT_LENGTH), "it counts what the gateway sent");
    assert_eq!(to_bytes(request.into_body(), 99).await.unwrap(), "{}");
}

#[test]
fn stage_and_doubled_slashes_are_no_part_of_the_path() {
    for (stage, path, wanted) in [
        ("$default", "/workflows", "/workflows"),
        ("$default", "//workflows//r1", "/workflows/r1"),
        ("prod", "/prod/workflows", "/workflows"),
        ("prod", "/prod", "/"),
        ("prod", "/workflows", "/workflows"),
        ("workflows", "/workflows/workflows", "/workflows"),
        ("$default", "/artifacts/r1/a b/\u{e4}?.txt", "/artifacts/r1/a%20b/%C3%A4%3F.txt"),
        ("$default", "", "/"),
    ] {
        let request = request(event(|event| {
            event["rawPath"] = json!(path);
            event["requestContext"]["stage"] = json!(stage);
        }));
        assert_eq!(request.unwrap().uri(), wanted, "{stage} {path}");
    }
}

#[tokio::test]
async fn a_base64_body_is_decoded_and_a_wrong_one_refused() {
    let good = request(event(|event| {
        event["body"] = json!("eyJhIjoxfQ==");
        event["isBase64Encoded"] = json!(true);
    }))
    .unwrap();
    assert_eq!(to_bytes(good.into_body(), 99).await.unwrap(), r#"{"a":1}"#);
    let bad = request(event(|event| {
        event["body"] = json!("{no base64}");
        event["isBase64Encoded"] = json!(true);
    }));
    assert!(matches!(bad, Err(BadRequestEvent::Base64)));
}

#[test]
fn who_called_is_what_the_authorizer_says_and_nothing_else() {
    let who = |authorizer: Value| {
        let request = request(event(|event| event["requestContext"]["authorizer"] = authorizer)).unwrap();
        request.extensions().get::<Verified>().map(|Verified(person)| person.to_string())
    };
    assert_eq!(
        who(json!({"jwt": {"claims": {"sub": "42", "email": "a@example.com"}}})),
        Some("a@example.com".to_owned())
    );
    assert_eq!(who(json!({"jwt": {"claims": {"sub": "42"}}})), Some("42".to_owned()));
    assert_eq!(who(json!({"jwt": {"claims": {}}})), None, "nobody is named");
    let arn = "arn:aws:iam::123456789012:user/somebody";
    assert_eq!(who(json!({"iam": {"userArn": arn, "userId": "AID"}})), Some(arn.to_owned()));
    assert_eq!(who(json!({"lambda": {"sub": "self-made"}})), None);
    let without = request(event(|event| {
        event["headers"]["x-verified"] = json!("somebody");
    }));
    assert!(without.unwrap().extensions().get::<Verified>().is_none());
}

#[tokio::test]
async fn a_reply_carries_text_as_text_and_bytes_as_base64() {
    let json = reply((StatusCode::ACCEPTED, axum::Json(json!({"a": 1}))).into_response()).await;
    let json = serde_json::to_value(json).unwrap();
    assert_eq!((&json["statusCode"], &json["body"]), (&json!(202), &json!(r#"{"a":1}"#)));
    assert_eq!(json["isBase64Encoded"], false);
    let pdf = reply(([(header::CONTENT_TYPE, "application/pdf")], vec![0xff_u8, 0]).into_response()).await;
    let pdf = serde_json::to_value(pdf).unwrap();
    assert_eq!((&pdf["body"], &pdf["isBase64Encoded"]), (&json!("/wA="), &json!(true)));
}

#[tokio::test]
async fn cookies_have_a_list_of_their_own() {
    let mut response = Response::new(Body::empty());
    response.headers_mut().append(header::SET_COOKIE, "a=1".parse().unwrap());
    response.headers_mut().append(header::SET_COOKIE, "b=2".parse().unwrap());
    let reply = serde_json::to_value(reply(response).await).unwrap();
    assert_eq!(reply["cookies"], json!(["a=1", "b=2"]));
    assert!(reply["headers"].get("set-cookie").is_none());
}

#[tokio::test]
async fn an_answer_that_is_too_large_says_so() {
    let large = Response::new(Body::from(vec![b'a'; shared::limits::GATEWAY_REPLY_MAX_BYTES + 1]));
    let reply = serde_json::to_value(reply(large).await).unwrap();
    assert_eq!(reply["statusCode"], 500);
    assert!(reply["body"].as_str().unwrap().contains("larger than"));
}
