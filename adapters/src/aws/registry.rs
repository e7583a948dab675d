//! The agent registry of the serverless home: names of agents, each with a runtime's ARN or a URL. It is read once, when a
//! function starts, and calls nobody.

use super::agentcore::{BadRuntime, Place, RuntimeArn};
use crate::http_agent::{BadTarget, http_target};
use serde::Deserialize;
use shared::ids::{AgentName, BadId};
use shared::run::{ReplyMode, Target};
use std::collections::BTreeMap;

/// Agents by name.
pub type Registry = BTreeMap<AgentName, Target>;

/// An agent as it is registered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// A runtime's ARN, or an `https:` URL.
    pub target: String,
    /// The runtime's endpoint; without one, the default one, which follows the newest version.
    #[serde(default)]
    pub qualifier: Option<String>,
    /// How it answers.
    #[serde(default)]
    pub reply: ReplyMode,
    /// Whether the same attempt may be delivered to it twice.
    #[serde(default = "yes")]
    pub idempotent: bool,
}

const fn yes() -> bool {
    true
}

/// An agent that can't be registered.
#[derive(Debug, thiserror::Error)]
pub enum BadAgent {
    /// The whole text is none.
    #[error(
        "the agent registry can't be read: {0}; write it like {{\"researcher\": {{\"target\": \"arn:...\"}}}}"
    )]
    Unreadable(String),
    /// The name is none.
    #[error(transparent)]
    Name(#[from] BadId),
    /// The ARN is none, or another account's.
    #[error("agent '{agent}': {reason}")]
    Runtime {
        /// The agent.
        agent: String,
        /// What is wrong.
        reason: BadRuntime,
    },
    /// The URL is none.
    #[error("agent '{agent}': {reason}")]
    Url {
        /// The agent.
        agent: String,
        /// What is wrong.
        reason: BadTarget,
    },
    /// A URL has no endpoints.
    #[error("agent '{agent}' has a URL and a qualifier: only runtimes have qualifiers, so leave it out")]
    QualifierOfUrl {
        /// The agent.
        agent: String,
    },
}

/// Reads a registry: a JSON object of [`Registered`] by name.
///
/// # Errors
/// Everything that is wrong with it, so that one look is enough.
pub fn parse(json: &str, place: &Place) -> Result<Registry, Vec<BadAgent>> {
    let entries: BTreeMap<String, Registered> =
        serde_json::from_str(json).map_err(|error| vec![BadAgent::Unreadable(error.to_string())])?;
    let mut registry = Registry::new();
    let mut bad = Vec::new();
    for (name, registered) in entries {
        match entry(&name, registered, place) {
            Ok((name, target)) => drop(registry.insert(name, target)),
            Err(error) => bad.push(error),
        }
    }
    if bad.is_empty() { Ok(registry) } else { Err(bad) }
}

/// One agent.
///
/// # Errors
/// What is wrong with it, by name.
pub fn entry(name: &str, registered: Registered, place: &Place) -> Result<(AgentName, Target), BadAgent> {
    let agent = AgentName::parse(name)?;
    let Registered { target, qualifier, reply, idempotent } = registered;
    if !target.starts_with("arn:") {
        if qualifier.is_some() {
            return Err(BadAgent::QualifierOfUrl { agent: name.to_owned() });
        }
        let target =
            http_target(&target, reply).map_err(|reason| BadAgent::Url { agent: name.to_owned(), reason })?;
        return Ok((agent, Target { idempotent, ..target }));
    }
    let bad = |reason| BadAgent::Runtime { agent: name.to_owned(), reason };
    let mut runtime = RuntimeArn::parse(&target).map_err(bad)?;
    if let Some(qualifier) = qualifier {
        runtime = runtime.with_qualifier(&qualifier).map_err(bad)?;
    }
    runtime.check(place).map_err(bad)?;
    Ok((agent, Target { address: runtime.to_string(), reply, idempotent, volatile: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/r-1";

    fn read(json: &str) -> Result<Registry, String> {
        let place = Place { region: "us-east-1".to_owned(), account: Some("123456789012".to_owned()) };
        let told = |bad: Vec<BadAgent>| bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        parse(json, &place).map_err(told)
    }

    #[test]
    fn runtimes_and_urls_stand_side_by_side() {
        let json = format!(
            r#"{{"researcher": {{"target": "{ARN}", "qualifier": "prod"}},
                "other": {{"target": "https://example.org/a/", "reply": "response", "idempotent": false}}}}"#
        );
        let registry = read(&json).unwrap();
        let of = |name| registry[&AgentName::parse(name).unwrap()].clone();
        let researcher = of("researcher");
        assert_eq!(researcher.address, format!("{ARN}/runtime-endpoint/prod"));
        assert_eq!((researcher.reply, researcher.idempotent), (ReplyMode::Callback, true));
        let other = of("other");
        assert_eq!(other.address, "https://example.org/a");
        assert_eq!((other.reply, other.idempotent), (ReplyMode::Response, false));
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let theirs = ARN.replace("123456789012", "999999999999");
        let json = format!(
            r#"{{"a": {{"target": "{theirs}"}}, "b": {{"target": "ftp://x"}}, "c d": {{"target": "{ARN}"}},
                "e": {{"target": "https://x/", "qualifier": "prod"}}}}"#
        );
        let error = read(&json).unwrap_err();
        for part in ["'a'", "account 999999999999", "'b'", "'c d'", "'e'"] {
            assert!(error.contains(part), "{part}: {error}");
        }
        assert!(read("nonsense").unwrap_err().contains("can't be read"));
        assert!(read(r#"{"a": {"target": "https://x", "retry": 1}}"#).unwrap_err().contains("retry"));
    }
}
