//! The guard of a server that only this machine may reach: a page of another site must not be able to use it, neither by
//! a forged form nor by a name that resolves to the loopback address (DNS rebinding).

use super::ProblemResponse;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::wire::{Problem, ProblemKind};
use std::net::IpAddr;
use std::sync::Arc;

/// What the guard lets through besides loopback names.
#[derive(Clone, Debug, Default)]
pub struct LoopbackGuard {
    /// Further host names, without port.
    pub hosts: Arc<Vec<String>>,
}

/// Middleware (`axum::middleware::from_fn_with_state`): refuses requests that were not meant for this server.
pub async fn loopback_only(State(guard): State<LoopbackGuard>, request: Request, next: Next) -> Response {
    match check(&guard, request.method(), request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => ProblemResponse(problem).into_response(),
    }
}

fn check(guard: &LoopbackGuard, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    // Whoever stands before this server may have looked at the other one.
    if headers.get_all(header::HOST).iter().nth(1).is_some() {
        let detail = "the request has more than one Host header; send exactly one";
        return Err(Problem::new(ProblemKind::InvalidRequest, detail));
    }
    let authority = uri.authority().map(axum::http::uri::Authority::as_str).or_else(|| text(header::HOST));
    let Some(authority) = authority else {
        return Err(refused("the Host header is missing"));
    };
    if !guard.allows(host_of(authority)) {
        return Err(refused("this server answers to loopback names only; use 127.0.0.1 or localhost"));
    }
    if method.is_safe() {
        return Ok(());
    }
    if let Some(origin) = text(header::ORIGIN)
        && origin.split_once("://").map(|(_, rest)| rest) != Some(authority)
    {
        return Err(refused("the request comes from a page of another site"));
    }
    match headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => Err(refused("the request comes from a page of another site")),
    }
}

impl LoopbackGuard {
    fn allows(&self, host: &str) -> bool {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// The host without its port; an IPv6 literal keeps its brackets.
fn host_of(authority: &str) -> &str {
    match authority.rfind(':') {
        Some(colon) if !authority.ends_with(']') => authority.get(..colon).unwrap_or(authority),
        Some(_) | None => authority,
    }
}

fn refused(why: &str) -> Problem {
    Problem::new(ProblemKind::NotAllowed, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(method: Method, uri: &'static str, pairs: &[(&'static str, &str)]) -> Result<(), Problem> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        check(&LoopbackGuard::default(), &method, &Uri::from_static(uri), &headers)
    }

    fn verdict(method: Method, pairs: &[(&'static str, &str)]) -> bool {
        checked(method, "/x", pairs).is_ok()
    }

    #[test]
    fn two_host_headers_are_a_bad_request_even_where_both_are_loopback() {
        let own = ("host", "127.0.0.1:7410");
        for second in ["example.org", "127.0.0.1:7410"] {
            for uri in ["/x", "http://127.0.0.1:7410/x"] {
                let problem = checked(Method::GET, uri, &[own, ("host", second)]).unwrap_err();
                assert_eq!((problem.status, problem.word()), (400, "invalid-request"), "{second} {uri}");
            }
        }
        assert!(verdict(Method::GET, &[own]));
    }

    #[test]
    fn only_loopback_names_are_answered() {
        for host in ["127.0.0.1:7410", "localhost:1", "[::1]:7410", "127.8.8.8", "LOCALHOST"] {
            assert!(verdict(Method::GET, &[("host", host)]), "{host}");
        }
        for host in ["example.org", "127.0.0.1.example.org:7410", "10.0.0.1:7410", ""] {
            assert!(!verdict(Method::GET, &[("host", host)]), "{host}");
        }
        assert!(!verdict(Method::GET, &[]));
    }

    #[test]
    fn pages_of_other_sites_change_nothing() {
        let host = ("host", "127.0.0.1:7410");
        assert!(verdict(Method::POST, &[host]), "no browser");
        assert!(verdict(Method::POST, &[host, ("origin", "http://127.0.0.1:7410")]));
        assert!(!verdict(Method::POST, &[host, ("origin", "http://127.0.0.1:9999")]));
        assert!(!verdict(Method::POST, &[host, ("origin", "null")]));
        assert!(!verdict(Method::POST, &[host, ("sec-fetch-site", "cross-site")]));
        assert!(verdict(Method::GET, &[host, ("sec-fetch-site", "cross-site")]), "a link may lead here");
    }
}
