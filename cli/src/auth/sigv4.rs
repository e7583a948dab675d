//! AWS Signature Version 4 in a header, as the "Create a signed AWS API request" page of the IAM user guide describes it.
//! A pure function of request, keys and time.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use shared::time::Timestamp;

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same in a path, whose segments stay apart.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a, N> {
    /// The method.
    pub(super) method: &'a str,
    /// The path as it is sent; encoded once more here, as every service but S3 wants it.
    pub(super) path: &'a str,
    /// Names and values of the query, not escaped.
    pub(super) query: &'a [(N, String)],
    /// The headers that are signed, with lowercase names.
    pub(super) headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub(super) body: &'a [u8],
}

/// Who signs, and for whom.
#[derive(Clone, Copy)]
pub(super) struct Signer<'a> {
    /// The access key's id.
    pub(super) id: &'a str,
    /// The secret access key.
    pub(super) secret: &'a str,
    /// The region.
    pub(super) region: &'a str,
    /// The service.
    pub(super) service: &'a str,
}

/// A time as `X-Amz-Date` wants it, like `20150830T123600Z`.
pub(super) fn amz_date(now: Timestamp) -> String {
    let time = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The query as it is sent: every character escaped that a signer on the other side could read in two ways.
pub(crate) fn query_text<N: AsRef<str>>(query: &[(N, String)]) -> String {
    encoded(query).into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// The `Authorization` header's value; `at` is that of [`amz_date`].
pub(super) fn authorization<N: AsRef<str>>(request: Request<'_, N>, signer: Signer<'_>, at: &str) -> String {
    let day = at.get(..8).unwrap_or(at);
    let scope = format!("{day}/{}/{}/aws4_request", signer.region, signer.service);
    let (canonical, signed_headers) = canonical(request);
    let to_sign = format!("{ALGORITHM}\n{at}\n{scope}\n{}", hash(canonical.as_bytes()));
    let parts = [day, signer.region, signer.service, "aws4_request", &to_sign];
    let secret = format!("AWS4{}", signer.secret).into_bytes();
    let signature = hex(&parts.iter().fold(secret, |key, part| mac(&key, part)));
    format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={signed_headers}, Signature={signature}",
        signer.id
    )
}

/// The canonical request, and the names of its headers.
fn canonical<N: AsRef<str>>(request: Request<'_, N>) -> (String, String) {
    let mut query = encoded(request.query);
    query.sort();
    let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut headers = request.headers.to_vec();
    headers.sort_unstable();
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let lines: String =
        headers.iter().map(|(name, value)| format!("{name}:{}\n", single_spaced(value))).collect();
    let path = utf8_percent_encode(request.path, RESERVED_IN_PATH);
    let (method, query, body) = (request.method, query.join("&"), hash(request.body));
    (format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{body}"), names)
}

fn encoded<N: AsRef<str>>(query: &[(N, String)]) -> Vec<(String, String)> {
    let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    query.iter().map(|(name, value)| (encode(name.as_ref()), encode(value))).collect()
}

fn single_spaced(value: &str) -> String {
    value.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC takes keys of any length.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.chain_update(text.as_bytes()).finalize().into_bytes().to_vec()
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
