//! Artifacts that lie elsewhere: the server answers with a presigned address on another host. It is followed without
//! credentials, cookies or a referrer, and never printed: whoever has it can read the file.

use super::call::Missed;
use super::http::{builder, built, missed};
use crate::error::CliError;
use reqwest::{Response, Url, header, redirect};
use std::time::Duration;

/// Longest time for a file from there.
const DOWNLOAD: Duration = Duration::from_secs(600);
/// How often the storage may send on: a new bucket sends to its region's host.
const HOPS: usize = 3;

/// Fetches what a redirect of a GET points to.
pub(super) async fn follow(target: &str, from: &Url, redirect: &Response) -> Result<Response, Missed> {
    let bad = |why: String| Missed::Ended(CliError::BadAnswer { target: target.to_owned(), why });
    let to = redirect
        .headers()
        .get(header::LOCATION)
        .and_then(|location| from.join(location.to_str().ok()?).ok())
        .ok_or_else(|| bad(format!("it answered {} without an address", redirect.status())))?;
    if !allowed(from, &to) {
        return Err(bad(format!("it sends to {}, which is not https", host(&to))));
    }
    let policy = redirect::Policy::custom(|attempt| {
        let from = attempt.previous().last().cloned();
        match attempt.previous().len() <= HOPS && from.is_some_and(|from| allowed(&from, attempt.url())) {
            true => attempt.follow(),
            false => attempt.stop(),
        }
    });
    let client = built(builder().redirect(policy)).map_err(Missed::Ended)?;
    let name = host(&to);
    let response = client.get(to).timeout(DOWNLOAD).send().await.map_err(missed)?;
    match response.status().as_u16() {
        200..=299 => Ok(response),
        // The next try gets a fresh address.
        429 | 500..=599 => {
            Err(Missed::NotNow { why: format!("{name} answered {}", response.status()), after: None })
        }
        _ => Err(bad(format!("it sent to {name}, which answered {}", response.status()))),
    }
}

/// What came over https must not go on without.
fn allowed(from: &Url, to: &Url) -> bool {
    to.has_host() && (to.scheme() == "https" || (to.scheme() == "http" && from.scheme() == "http"))
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or("another host").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_over_tls_goes_on_over_tls() {
        let url = |text: &str| Url::parse(text).unwrap();
        assert!(allowed(&url("https://a"), &url("https://b/x?y")));
        assert!(allowed(&url("http://a"), &url("https://b")) && allowed(&url("http://a"), &url("http://b")));
        assert!(!allowed(&url("https://a"), &url("http://b")));
        assert!(!allowed(&url("http://a"), &url("file:///etc/passwd")));
    }
}
