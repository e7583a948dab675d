//! What a status that is no success means: a problem of the API, a gateway's word in its place, or a request to come back.

use super::call::Missed;
use crate::error::{CliError, Turned};
use reqwest::Response;
use serde_json::Value;
use shared::wire::Problem;
use std::time::Duration;

/// Longest sentence of a gateway that is passed on, in characters.
const SAID: usize = 300;
/// Longest pause that a server can ask for between two tries.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(60);

/// When the server wants to be asked again.
pub(super) fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get("retry-after")?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).min(RETRY_AFTER_MAX))
}

/// What a reply means that is no success.
pub(super) fn of(
    target: &str,
    auth: &'static str,
    status: u16,
    after: Option<Duration>,
    body: &[u8],
) -> Missed {
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) if problem.status == 503 => return Missed::NotNow { why: problem.detail, after },
        Ok(problem) => return Missed::Ended(CliError::Refused(Box::new(problem))),
        Err(_) => {}
    }
    let turned = Turned { target: target.to_owned(), status, said: said(body), auth };
    match status {
        // A crash of the function is not among them: it would most likely crash again.
        429 | 502 | 503 | 504 => Missed::NotNow { why: turned.why(), after },
        _ => Missed::Ended(CliError::Gateway(Box::new(turned))),
    }
}

/// The sentence in `{"message": ...}`, on one line; nothing of a page of HTML.
fn said(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let said = body.get("message").or_else(|| body.get("Message"))?.as_str()?;
    let plain: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SAID).collect();
    Some(plain).filter(|plain| !plain.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(auth: &'static str, status: u16, body: &str) -> CliError {
        match of("https://host", auth, status, None, body.as_bytes()) {
            Missed::Ended(error) => error,
            missed @ (Missed::Gone(_) | Missed::NotNow { .. }) => panic!("{missed:?}"),
        }
    }

    #[test]
    fn a_gateways_word_is_told_with_what_to_do() {
        let cases = [
            ("none", 401, "{\"message\":\"Unauthorized\"}", 4, "AEGIS_TOKEN"),
            ("bearer", 401, "{\"message\":\"Unauthorized\"}", 4, "expired"),
            ("iam", 403, "{\"Message\":\"User: x is not authorized\"}", 4, "execute-api:Invoke"),
            ("iam", 404, "{\"message\":\"Not Found\"}", 1, "stage"),
            ("iam", 413, "{\"message\":\"Request Entity Too Large\"}", 2, "limit"),
            ("iam", 500, "{\"message\":\"Internal Server Error\"}", 1, "logs"),
            ("none", 405, "<html>", 2, "logs"),
        ];
        for (auth, status, body, code, advice) in cases {
            let error = ended(auth, status, body);
            assert_eq!(error.exit().code(), code, "{error:?}");
            assert!(error.advice().unwrap().contains(advice), "{error:?}");
            assert!(error.why().unwrap().contains(&status.to_string()), "{error:?}");
            assert_eq!(error.problem().status, status);
        }
        assert!(ended("iam", 403, "{\"Message\":\"User: x\\n is\"}").why().unwrap().ends_with("User: x  is"));
    }

    #[test]
    fn whoever_is_busy_is_asked_again_and_problems_stay_problems() {
        for status in [429, 502, 503, 504] {
            let missed =
                of("h", "none", status, Some(Duration::from_secs(7)), b"{\"message\":\"Slow down\"}");
            assert!(matches!(missed, Missed::NotNow { after: Some(Duration { .. }), .. }), "{missed:?}");
        }
        let problem = Problem::new(shared::wire::ProblemKind::NotFound, "no run x");
        let error = ended("none", 404, &serde_json::to_string(&problem).unwrap());
        assert_eq!(error.exit().code(), 10);
    }
}
