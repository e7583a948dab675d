//! Which agents a deployment has, read from a function's environment.

use super::CloudAgents;
use super::agentcore::{self, AgentCoreAgents, Patience, Place};
use super::registry::{Registered, Registry, entry, parse};
use super::settings::Reader;
use crate::http_agent::{HttpAgents, NoClient};
use aws_config::SdkConfig;
use shared::ports::Clock;
use shared::run::ReplyMode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The built-in playbook's agents have a variable each, beside `AGENTS` for all others.
const BY_ARN: [(&str, &str); 3] = [
    ("researcher", "RESEARCHER_AGENT_ARN"),
    ("analyst", "ANALYST_AGENT_ARN"),
    ("writer", "WRITER_AGENT_ARN"),
];

/// Which agents there are: `AGENTS`, a JSON object of [`Registered`] by name, and `RESEARCHER_AGENT_ARN`,
/// `ANALYST_AGENT_ARN`, `WRITER_AGENT_ARN`, each an ARN or a URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentSettings {
    registry: Registry,
}

impl AgentSettings {
    /// Reads them; what is wrong stays with the reader.
    pub fn read<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> Self {
        let place = place(reader);
        let mut registry = reader
            .with("AGENTS", "a registry of agents", |json| {
                parse(json, &place).map_err(|bad| {
                    bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
                })
            })
            .unwrap_or_default();
        for (name, variable) in BY_ARN {
            let target = reader.with(variable, "an agent's ARN or URL", |target| {
                let registered = Registered {
                    target: target.to_owned(),
                    qualifier: None,
                    reply: ReplyMode::default(),
                    idempotent: true,
                };
                entry(name, registered, &place).map_err(|error| error.to_string())
            });
            registry.extend(target);
        }
        Self { registry }
    }

    /// The agents by name.
    #[must_use]
    pub const fn registry(&self) -> &Registry {
        &self.registry
    }
}

/// Where runtimes have to be: the function's own region; and its account, where the deployment names it.
fn place<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> Place {
    let region = reader.required("AWS_REGION", "the region; Lambda sets it itself");
    Place { region, account: reader.optional("AWS_ACCOUNT_ID") }
}

/// The agents, ready to be called.
///
/// # Errors
/// [`NoClient`] where no HTTP client can be made.
pub fn agents(
    sdk: &SdkConfig,
    settings: &AgentSettings,
    clock: &Arc<dyn Clock>,
) -> Result<CloudAgents, NoClient> {
    let region = sdk.region().map(ToString::to_string).unwrap_or_default();
    let place = Place { region, account: std::env::var("AWS_ACCOUNT_ID").ok() };
    let runtimes =
        AgentCoreAgents::new(agentcore::client(sdk), place, Patience::default(), Arc::clone(clock));
    let http = HttpAgents::new(BTreeMap::new(), Arc::clone(clock))?;
    Ok(CloudAgents::new(settings.registry.clone(), runtimes, http))
}
