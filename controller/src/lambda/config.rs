//! The controller's environment, read once.

use adapters::aws::agents::AgentSettings;
use adapters::aws::settings::{Deployment, Reader, SettingsError};

/// Shortest and longest time to decide, in hours.
const APPROVAL_HOURS: std::ops::RangeInclusive<u32> = 1..=168;

/// What the controller has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What every function of the deployment knows.
    pub deployment: Deployment,
    /// Which agents there are.
    pub agents: AgentSettings,
    /// `APPROVAL_TIMEOUT_HOURS`: after how many hours the built-in playbook takes silence for a no; it waits for ever
    /// where nothing is set.
    pub approval_timeout_hours: Option<u32>,
}

impl Config {
    /// Reads it.
    ///
    /// # Errors
    /// [`SettingsError`] with every variable that is missing or malformed.
    pub fn read<F: Fn(&str) -> Option<String>>(mut reader: Reader<F>) -> Result<Self, SettingsError> {
        let deployment = Deployment::read(&mut reader);
        let agents = AgentSettings::read(&mut reader);
        let hours = reader.parsed::<u32>("APPROVAL_TIMEOUT_HOURS", "a number of hours");
        if hours.is_some_and(|hours| !APPROVAL_HOURS.contains(&hours)) {
            let (least, most) = (APPROVAL_HOURS.start(), APPROVAL_HOURS.end());
            reader.refuse("APPROVAL_TIMEOUT_HOURS", &format!("it should be {least} to {most}"));
        }
        reader.finish(Self { deployment, agents, approval_timeout_hours: hours })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_outside_the_range_are_refused_with_all_else_that_is_wrong() {
        let reader = Reader::new(|name: &str| (name == "APPROVAL_TIMEOUT_HOURS").then(|| "200".to_owned()));
        let error = Config::read(reader).unwrap_err();
        assert!(error.wrong.iter().any(|line| line.contains("1 to 168")), "{error}");
        assert!(error.wrong.iter().any(|line| line.contains("WORKFLOW_TABLE")), "{error}");
    }
}
