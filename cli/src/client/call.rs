//! A request and what can come of it, as values. It sends nothing.

use crate::error::CliError;
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;

/// The type of every body that is sent.
pub(crate) const JSON: &str = "application/json";

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Its method.
    pub(crate) method: Method,
    /// The path's segments; escaped when it is sent.
    pub(crate) path: Vec<String>,
    /// The query.
    pub(crate) query: Vec<(&'static str, String)>,
    /// Further headers; no signature covers them.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Option<Value>,
    /// How long the server is asked to hold its reply.
    pub(crate) hold: Duration,
}

impl Call {
    /// A GET.
    pub(crate) fn get(path: &[&str]) -> Self {
        Self::new(Method::GET, path)
    }

    /// A POST.
    pub(crate) fn post(path: &[&str], body: Option<Value>) -> Self {
        Self { body, ..Self::new(Method::POST, path) }
    }

    fn new(method: Method, path: &[&str]) -> Self {
        let path = path.iter().map(|segment| (*segment).to_owned()).collect();
        Self { method, path, query: Vec::new(), headers: Vec::new(), body: None, hold: Duration::ZERO }
    }

    /// Whether it is about one thing that exists, such as `/workflows/ID`; not about all of them, or a new one.
    pub(crate) const fn is_about_one(&self) -> bool {
        self.path.len() > 1
    }

    /// With a query parameter.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// With a header.
    pub(crate) fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}

/// A reply that is no refusal.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The body.
    pub(crate) bytes: Vec<u8>,
    /// When the server wants to be asked again.
    pub(crate) retry_after: Option<Duration>,
}

/// Why there is no reply.
#[derive(Debug)]
pub(crate) enum Missed {
    /// Nobody is there, or the connection broke: somebody else may be there next time.
    Gone(String),
    /// Somebody is there who wants to be asked again.
    NotNow {
        /// Why.
        why: String,
        /// When.
        after: Option<Duration>,
    },
    /// A definite end.
    Ended(CliError),
}
