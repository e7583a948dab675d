//! Which agents a deployment has, read from a function's environment.

use super::agentcore::Place;
use super::registry::{Registered, Registry, entry, parse};
use super::settings::Reader;
use shared::run::ReplyMode;

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
    place: Place,
}

impl AgentSettings {
    /// Reads them; what is wrong stays with the reader.
    pub fn read<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> Self {
        let place = place(reader);
        let mut registry = reader
            .with("AGENTS", "a registry of agents", |json| {
                parse(json, &place)
                    .map_err(|bad| bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
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
        Self { registry, place }
    }

    /// The agents by name.
    #[must_use]
    pub const fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Where runtimes have to be.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }
}

/// Where runtimes have to be: the function's own region; and its account, where the deployment names it.
fn place<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> Place {
    let region = reader.required("AWS_REGION", "the region; Lambda sets it itself");
    Place { region, account: reader.optional("AWS_ACCOUNT_ID") }
}
