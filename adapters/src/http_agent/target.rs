//! The registry's entry for an agent behind HTTP.

use reqwest::Url;
use shared::run::{ReplyMode, Target};

/// A text that is no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{given}' is no agent's URL: {why}; write it like http://127.0.0.1:9000")]
pub struct BadTarget {
    /// What was given, without anything secret in it.
    pub given: String,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The target for a URL. Its agent acknowledges and answers on the callback URL, or replies with its result; the same
/// attempt may be delivered to it twice.
///
/// # Errors
/// [`BadTarget`] where it is no absolute `http:` or `https:` URL, or holds a password, a query or a fragment.
pub fn http_target(text: &str, reply: ReplyMode) -> Result<Target, BadTarget> {
    let bad = |given: &str, why| BadTarget { given: given.chars().take(200).collect(), why };
    let url = Url::parse(text).map_err(|_| bad(text, "it can't be read as a URL"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad(
            "(hidden)",
            "it holds a user or a password, which would end up in the run's history",
        ));
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad(text, "only http and https are known"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(bad(text, "a query or a fragment can't be followed by /invocations"));
    }
    let address = url.as_str().trim_end_matches('/').to_owned();
    Ok(Target { address, reply, idempotent: true, volatile: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_kept_without_a_slash_at_the_end() {
        for (given, kept) in [
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("http://127.0.0.1:9000/", "http://127.0.0.1:9000"),
            ("HTTPS://Example.org/agents/one/", "https://example.org/agents/one"),
        ] {
            assert_eq!(http_target(given, ReplyMode::Callback).unwrap().address, kept);
        }
    }

    #[test]
    fn what_is_no_url_or_holds_a_secret_is_refused() {
        for bad in ["", "127.0.0.1:9000", "ftp://host/", "http://host/?a=b", "http://host/#x", "/path"] {
            assert!(http_target(bad, ReplyMode::Callback).is_err(), "{bad}");
        }
        let error = http_target("http://user:hush@host/", ReplyMode::Callback).unwrap_err().to_string();
        assert!(!error.contains("hush"), "{error}");
    }
}
