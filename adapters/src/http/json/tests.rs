use super::*;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only the shape matters")]
struct Shape {
    name: String,
    inner: Inner,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only the shape matters")]
struct Inner {
    count: u32,
}

fn detail(body: &str) -> String {
    parse_json::<Object<Shape>>(body.as_bytes()).unwrap_err().0.detail
}

async fn status_of(content_type: Option<&str>, body: impl Into<Body>) -> StatusCode {
    let mut request = Request::builder();
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type);
    }
    let request = request.body(body.into()).unwrap();
    match StrictJson::<Shape>::from_request(request, &()).await {
        Ok(_) => StatusCode::OK,
        Err(problem) => problem.into_response().status(),
    }
}

#[test]
fn wrong_fields_are_named_with_their_place() {
    let wrong = detail(r#"{"name": "x", "inner": {"count": "many"}}"#);
    assert!(
        wrong.starts_with("inner.count: ") && wrong.contains("a whole number") && !wrong.contains("u32"),
        "{wrong}"
    );
    let unknown = detail(r#"{"name": "x", "inner": {"count": 1, "colour": 2}}"#);
    assert!(unknown.contains("`colour`") && unknown.contains("`count`"), "{unknown}");
    let missing = detail(r#"{"name": "x"}"#);
    assert!(missing.contains("missing field `inner`"), "{missing}");
    let other = detail(r#"{"name": "x", "inner": 7}"#);
    assert!(other.contains("an object") && !other.contains("struct"), "{other}");
}

#[test]
fn text_that_is_no_json_is_refused_with_line_and_column() {
    let broken = detail("{\n \"name\": x}");
    assert!(broken.contains("line 2 column 10"), "{broken}");
    assert!(detail(r#"{"name": "x", "inner": {"count": 1}} {}"#).contains("something follows"));
    assert!(detail("  ").contains("empty"));
    assert!(detail(&"[".repeat(100_000)).contains("64 levels"));
    assert!(parse_json::<Shape>(b"{\"\xff").unwrap_err().0.detail.contains("byte 2"));
}

#[tokio::test]
async fn media_type_and_size_are_checked_before_the_body_is_looked_at() {
    let good = r#"{"name": "x", "inner": {"count": 1}}"#;
    for accepted in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
        assert_eq!(status_of(Some(accepted), good).await, StatusCode::OK, "{accepted}");
    }
    for refused in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("text/json")] {
        assert_eq!(status_of(refused, good).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{refused:?}");
    }
    let large = "x".repeat(BODY_MAX_BYTES + 1);
    assert_eq!(status_of(Some("application/json"), large.clone()).await, StatusCode::PAYLOAD_TOO_LARGE);
    // Without a known length, as in a chunked body.
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(large)]);
    let stream = Body::from_stream(chunks);
    assert_eq!(status_of(Some("application/json"), stream).await, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_envelope_is_an_object_and_never_a_list_of_its_values() {
    for list in [r#"["x", {"count": 1}]"#, "[]", "\"x\"", "7", "null"] {
        assert_eq!(status_of(Some("application/json"), list).await, StatusCode::BAD_REQUEST, "{list}");
    }
    assert!(detail(r#"["x", {"count": 1}]"#).contains("a list, expected an object"));
    let any = Request::builder().header(CONTENT_TYPE, "application/json").body("[1]".into()).unwrap();
    assert_eq!(AnyJson::from_request(any, &()).await.unwrap().0, serde_json::json!([1]));
}
