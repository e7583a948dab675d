//! The container's environment, read once. Each variable that is wrong is named.

use std::net::SocketAddr;
use std::path::PathBuf;

/// Where AgentCore looks for a container.
const LISTEN: &str = "0.0.0.0:8080";
/// Where the image has its documents.
const DOCUMENTS: &str = "/documents";

/// What the container has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Config {
    /// `AEGIS_LISTEN`.
    pub(crate) listen: SocketAddr,
    /// `AEGIS_AGENT`: the one agent that it hosts; all of them where it is not named.
    pub(crate) agent: Option<String>,
    /// `AEGIS_DOCUMENTS`: the folder that the researcher reads, and nothing outside of it.
    pub(crate) documents: PathBuf,
}

/// A variable that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("AEGIS_LISTEN is '{0}'; give an address and a port, such as {LISTEN}")]
pub(crate) struct BadListen(String);

impl Config {
    /// Reads it; what is empty counts as not given.
    pub(crate) fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, BadListen> {
        let given = |name: &str| variable(name).filter(|value| !value.is_empty());
        let listen = given("AEGIS_LISTEN").unwrap_or_else(|| LISTEN.to_owned());
        Ok(Self {
            listen: listen.parse().map_err(|_| BadListen(listen))?,
            agent: given("AEGIS_AGENT"),
            documents: given("AEGIS_DOCUMENTS").unwrap_or_else(|| DOCUMENTS.to_owned()).into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn without_variables_it_is_what_agentcore_expects() {
        let config = Config::read(|_| None).unwrap();
        assert_eq!((config.listen.to_string().as_str(), config.agent), ("0.0.0.0:8080", None));
        let empty = Config::read(|name| (name == "AEGIS_AGENT").then(String::new)).unwrap();
        assert_eq!(empty.agent, None);
        let bad = Config::read(|name| (name == "AEGIS_LISTEN").then(|| "8080".to_owned()));
        assert!(bad.unwrap_err().to_string().contains("AEGIS_LISTEN is '8080'"));
    }
}
