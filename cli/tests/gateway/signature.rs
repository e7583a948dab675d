//! Checks a signature with Amazon's own signer: what it makes of the same request must be what came.

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use axum::http::request::Parts;

/// The keys that may come in.
pub(crate) const ID: &str = "AKIDEXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
pub(crate) const SESSION: &str = "session/token+of==tests";
pub(crate) const REGION: &str = "eu-central-1";
/// How far a request's time may be off, in seconds.
const SKEW: i64 = 300;

/// Whether the request was signed for this API, now, by the keys above, with everything in it that matters.
pub(crate) fn check(request: &Parts, body: &[u8]) -> Result<(), String> {
    let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
    let given = header("authorization").ok_or("no signature")?;
    let at = header("x-amz-date").ok_or("no date")?;
    let signed =
        given.split("SignedHeaders=").nth(1).and_then(|rest| rest.split(',').next()).ok_or("no headers")?;
    let signed: Vec<&str> = signed.split(';').collect();
    let mut wanted = vec!["host", "x-amz-date"];
    wanted.extend(header("x-amz-security-token").map(|_| "x-amz-security-token"));
    wanted.extend(header("content-type").map(|_| "content-type"));
    if let Some(left_out) = wanted.iter().find(|name| !signed.contains(name)) {
        return Err(format!("{left_out} is not signed"));
    }
    let time = jiff::fmt::strtime::parse("%Y%m%dT%H%M%SZ", at).and_then(|time| time.to_datetime());
    let time =
        time.map_err(|error| error.to_string())?.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    if (time.as_second() - jiff::Timestamp::now().as_second()).abs() > SKEW {
        return Err("signature expired".to_owned());
    }
    let token = header("x-amz-security-token").map(str::to_owned);
    if token.as_deref().is_some_and(|token| token != SESSION) {
        return Err("another session token".to_owned());
    }
    let identity = Credentials::new(ID, SECRET, token, None, "tests").into();
    let params = SigningParams::builder()
        .identity(&identity)
        .region(REGION)
        .name("execute-api")
        .time(time.into())
        .settings(SigningSettings::default())
        .build()
        .unwrap();
    let uri = format!("http://{}{}", header("host").ok_or("no host")?, request.uri);
    let added = ["x-amz-date", "x-amz-security-token"];
    let headers =
        signed.iter().filter(|name| !added.contains(name)).filter_map(|name| Some((*name, header(name)?)));
    let signable =
        SignableRequest::new(request.method.as_str(), uri, headers, SignableBody::Bytes(body)).unwrap();
    let (instructions, _) = sign(signable, &params.into()).unwrap().into_parts();
    let (headers, _) = instructions.into_parts();
    let want =
        headers.iter().find(|header| header.name() == "authorization").unwrap().value().replace(", ", ",");
    match given.replace(", ", ",") == want {
        true => Ok(()),
        false => Err(format!("the signature does not match: {given} instead of {want}")),
    }
}
