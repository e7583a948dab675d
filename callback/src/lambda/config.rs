//! The callback handler's environment, read once.

use adapters::aws::agents::AgentSettings;
use adapters::aws::settings::{Deployment, Reader, SettingsError};

/// What the callback handler has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What every function of the deployment knows.
    pub deployment: Deployment,
    /// Which agents there are: an answer may start the next step, whose target is recorded then.
    pub agents: AgentSettings,
}

impl Config {
    /// Reads it.
    ///
    /// # Errors
    /// [`SettingsError`] with every variable that is missing or malformed.
    pub fn read<F: Fn(&str) -> Option<String>>(mut reader: Reader<F>) -> Result<Self, SettingsError> {
        let deployment = Deployment::read(&mut reader);
        let agents = AgentSettings::read(&mut reader);
        reader.finish(Self { deployment, agents })
    }
}
