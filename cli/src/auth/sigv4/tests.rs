//! The cases and results that AWS publishes as its Signature Version 4 test suite.

use super::*;

const AT: &str = "20150830T123600Z";
const SIGNER: Signer<'_> = Signer {
    id: "AKIDEXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    region: "us-east-1",
    service: "service",
};

/// Signs a request to `example.amazonaws.com`.
fn sign(
    method: &str,
    path: &str,
    query: &[(&str, &str)],
    more: &[(&str, &str)],
    body: &str,
) -> (String, String) {
    let mut headers = vec![("x-amz-date", AT), ("host", "example.amazonaws.com")];
    headers.extend(more);
    let query: Vec<(&str, String)> = query.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let request = Request { method, path, query: &query, headers: &headers, body: body.as_bytes() };
    let authorization = authorization(request, SIGNER, AT);
    let (start, signature) = authorization.split_once(", Signature=").unwrap();
    let (_, names) = start
        .split_once(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=",
        )
        .unwrap();
    (names.to_owned(), signature.to_owned())
}

fn signature(method: &str, path: &str, query: &[(&str, &str)]) -> String {
    let (names, signature) = sign(method, path, query, &[], "");
    assert_eq!(names, "host;x-amz-date");
    signature
}

/// Method, path, query and the signature that is published.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

#[test]
fn requests_without_a_body() {
    let cases: [Case; 7] = [
        ("GET", "/", &[], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "/", &[], "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("GET", "/ሴ", &[], "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        ("GET", "/example space/", &[], "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        (
            "GET",
            "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            &[],
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        ),
        (
            "GET",
            "/",
            &[("Param2", "value2"), ("Param1", "value1")],
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "GET",
            "/",
            &[("Param-3", "Value3"), ("Param", "Value2"), ("ሴ", "Value1")],
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        ),
    ];
    for (method, path, query, want) in cases {
        assert_eq!(signature(method, path, query), want, "{method} {path} {query:?}");
    }
}

#[test]
fn headers_and_a_body_are_covered() {
    let spaced = [("my-header2", "\"a   b   c\""), ("my-header1", " value1 ")];
    let want = (
        "host;my-header1;my-header2;x-amz-date",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    );
    assert_eq!(sign("GET", "/", &[], &spaced, ""), (want.0.to_owned(), want.1.to_owned()));

    let token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
    let (_, temporary) = sign("GET", "/", &[], &[("x-amz-security-token", token)], "");
    assert_eq!(temporary, "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");

    let form = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-length", "13"),
        ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
    ];
    let (_, posted) = sign("POST", "/", &[], &form, "Param1=value1");
    assert_eq!(posted, "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
}

#[test]
fn what_is_escaped_on_its_way_is_escaped_once_more() {
    let request: Request<'_, &str> = Request {
        method: "POST",
        path: "/test/@connections/JBDvjfGEIAMCERw%3D",
        query: &[],
        headers: &[],
        body: b"",
    };
    assert!(canonical(request).0.starts_with("POST\n/test/%40connections/JBDvjfGEIAMCERw%253D\n\n"));
}

#[test]
fn the_query_that_is_sent_is_the_one_that_is_signed() {
    assert_eq!(
        query_text(&[("cursor", "a b+c/é=".to_owned()), ("x", "~-._".to_owned())]),
        "cursor=a%20b%2Bc%2F%C3%A9%3D&x=~-._"
    );
}

#[test]
fn times_are_in_utc_without_fractions() {
    assert_eq!(amz_date(Timestamp::from_millis(1_440_938_160_999)), AT);
}
