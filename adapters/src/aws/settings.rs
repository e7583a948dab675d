//! A function's environment, read once. Everything that is missing or malformed is told in one error: whoever deploys
//! should not have to find the variables one by one.

use super::gateway::Door;
use shared::ids::TenantId;
use std::fmt::Display;
use std::str::FromStr;

/// Days that an ended run stays in the table where the environment names no number.
const RETENTION_DAYS_DEFAULT: u32 = 14;

/// Why a function can't start: one line per variable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the function's environment is not complete; set these variables:\n{}", .wrong.join("\n"))]
pub struct SettingsError {
    /// One line per variable: its name, what is wrong, what it should be.
    pub wrong: Vec<String>,
}

/// Reads variables and collects what is wrong with them. Values are never repeated in an error: they may be secrets.
pub struct Reader<F> {
    get: F,
    wrong: Vec<String>,
}

impl Reader<fn(&str) -> Option<String>> {
    /// Over the process's environment.
    #[must_use]
    pub fn environment() -> Self {
        Self { get: |name| std::env::var(name).ok(), wrong: Vec::new() }
    }
}

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    /// Over any variables.
    #[must_use]
    pub const fn new(get: F) -> Self {
        Self { get, wrong: Vec::new() }
    }

    /// A variable that may be absent; an empty one counts as absent.
    pub fn optional(&self, name: &str) -> Option<String> {
        (self.get)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// A variable that must be there. `what` says what it is.
    pub fn required(&mut self, name: &str, what: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.wrong.push(format!("  {name} is missing: {what}"));
            String::new()
        })
    }

    /// A variable that may be absent, of a type. `what` says what it should be.
    pub fn parsed<T>(&mut self, name: &str, what: &str) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        self.with(name, what, |text| text.parse::<T>().map_err(|error| error.to_string()))
    }

    /// A variable that may be absent, read by a function. `what` says what it should be.
    pub fn with<T>(
        &mut self,
        name: &str,
        what: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match read(&self.optional(name)?) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.wrong.push(format!("  {name} is not {what}: {reason}"));
                None
            }
        }
    }

    /// Notes what else is wrong with a variable.
    pub fn refuse(&mut self, name: &str, why: &str) {
        self.wrong.push(format!("  {name}: {why}"));
    }

    /// The value, if nothing was wrong.
    ///
    /// # Errors
    /// [`SettingsError`] with everything that was.
    pub fn finish<T>(self, value: T) -> Result<T, SettingsError> {
        if self.wrong.is_empty() { Ok(value) } else { Err(SettingsError { wrong: self.wrong }) }
    }
}

/// What every function of a deployment has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// `WORKFLOW_TABLE`: the DynamoDB table.
    pub table: String,
    /// `ARTIFACT_BUCKET`: the S3 bucket.
    pub bucket: String,
    /// `WAKE_QUEUE_URL`: the queue that wakes the controller.
    pub queue_url: String,
    /// `EVENT_BUS_NAME`: the bus for public events; without one, none are published.
    pub bus: Option<String>,
    /// `SIGNING_KEY_IDS`: KMS keys, the newest first.
    pub key_ids: Vec<String>,
    /// `CALLBACK_API_URL`: where the API can be reached, without a slash at the end.
    pub base_url: String,
    /// `NOTIFY_URL`: whom to tell that a person is asked.
    pub notify_url: Option<String>,
    /// `TENANT`: whose runs these are.
    pub tenant: TenantId,
    /// `ENVIRONMENT`: a label for logs and metrics.
    pub environment: String,
    /// `RETENTION_DAYS`: how long an ended run stays in the table.
    pub retention_days: u32,
    /// `ALLOWED_CIDR_BLOCKS` and `API_AUTH`: who may come to the API at all.
    pub door: Door,
}

impl Deployment {
    /// What stands before every path of the API as clients see it: empty, or like `/prod`.
    #[must_use]
    pub fn base_path(&self) -> String {
        let behind_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        behind_scheme.split_once('/').map(|(_, path)| format!("/{path}")).unwrap_or_default()
    }

    /// Reads it; what is wrong stays with the reader.
    pub fn read<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> Self {
        let key_ids =
            reader.required("SIGNING_KEY_IDS", "ids of KMS HMAC_256 keys, newest first, between commas");
        let base_url = reader.required(
            "CALLBACK_API_URL",
            "the API's address, such as https://ID.execute-api.REGION.amazonaws.com",
        );
        if !base_url.is_empty() && !base_url.starts_with("https://") && !base_url.starts_with("http://") {
            reader.refuse("CALLBACK_API_URL", "it should begin with https://");
        }
        Self {
            table: reader.required("WORKFLOW_TABLE", "the name of the DynamoDB table"),
            bucket: reader.required("ARTIFACT_BUCKET", "the name of the S3 bucket"),
            queue_url: reader
                .required("WAKE_QUEUE_URL", "the URL of the SQS queue that wakes the controller"),
            bus: reader.optional("EVENT_BUS_NAME"),
            key_ids: key_ids
                .split(',')
                .map(str::trim)
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect(),
            base_url: base_url.trim_end_matches('/').to_owned(),
            notify_url: reader.optional("NOTIFY_URL"),
            tenant: tenant(reader),
            environment: reader.optional("ENVIRONMENT").unwrap_or_else(|| "dev".to_owned()),
            retention_days: reader
                .parsed("RETENTION_DAYS", "a number of days")
                .unwrap_or(RETENTION_DAYS_DEFAULT),
            door: Door::read(reader),
        }
    }
}

fn tenant<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> TenantId {
    let parse = |text: &str| TenantId::parse(text).map_err(|error| error.to_string());
    let named = reader.with("TENANT", "a tenant's id", parse);
    named.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(pairs: &'static [(&'static str, &'static str)]) -> Reader<impl Fn(&str) -> Option<String>> {
        Reader::new(|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    const COMPLETE: &[(&str, &str)] = &[
        ("WORKFLOW_TABLE", "t"),
        ("ARTIFACT_BUCKET", "b"),
        ("WAKE_QUEUE_URL", "http://q"),
        ("SIGNING_KEY_IDS", "new, old"),
        ("CALLBACK_API_URL", "https://api.example/prod/"),
    ];

    #[test]
    fn a_complete_environment_is_read() {
        let mut reader = reader(COMPLETE);
        let deployment = Deployment::read(&mut reader);
        let deployment = reader.finish(deployment).unwrap();
        assert_eq!(deployment.base_url, "https://api.example/prod");
        assert_eq!(deployment.base_path(), "/prod");
        assert_eq!(deployment.key_ids, ["new", "old"]);
        assert_eq!((deployment.tenant.as_str(), deployment.retention_days), ("default", 14));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_and_no_value_is_repeated() {
        let mut reader = reader(&[
            ("CALLBACK_API_URL", "secret.example"),
            ("TENANT", "not an id!"),
            ("RETENTION_DAYS", "soon"),
            ("ARTIFACT_BUCKET", " "),
            ("ALLOWED_CIDR_BLOCKS", "203.0.113.0/24,anywhere"),
            ("API_AUTH", "none"),
            ("ENVIRONMENT", "prod"),
        ]);
        let deployment = Deployment::read(&mut reader);
        let error = reader.finish(deployment).unwrap_err();
        let text = error.to_string();
        for name in [
            "WORKFLOW_TABLE",
            "ARTIFACT_BUCKET",
            "WAKE_QUEUE_URL",
            "SIGNING_KEY_IDS",
            "CALLBACK_API_URL",
            "TENANT",
            "RETENTION_DAYS",
            "ALLOWED_CIDR_BLOCKS",
            "API_AUTH",
        ] {
            assert!(text.contains(name), "{name}: {text}");
        }
        assert!(!text.contains("secret.example"), "{text}");
    }
}
