//! AWS credentials: from the environment, else from a profile of the shared credentials file, as other AWS tools find
//! them. It knows no other source, and prints no key.

use super::Secret;
use crate::config::{Environment, Setting};
use crate::error::CliError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The profile that is read where none is named.
const DEFAULT_PROFILE: &str = "default";
/// What helps where other tools sign in by ways that are not known here.
const ADVICE: &str = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; after a sign-in with the AWS command line: \
                      eval \"$(aws configure export-credentials --format env)\"";

/// Keys that sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keys {
    /// The access key's id.
    pub(super) id: String,
    /// The secret access key.
    pub(super) secret: Secret,
    /// The token of temporary keys.
    pub(super) session_token: Option<Secret>,
}

/// Where AWS credentials and the region are looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct AwsSettings {
    id: Option<String>,
    secret: Option<Secret>,
    session_token: Option<Secret>,
    profile: Option<String>,
    file: Option<PathBuf>,
    region: Option<String>,
}

impl AwsSettings {
    /// From the environment. It reads no file.
    pub(crate) fn of(environment: &Environment) -> Self {
        let text = |name| environment.text(name).map(|setting: Setting<String>| setting.value);
        let file = text("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from);
        Self {
            id: text("AWS_ACCESS_KEY_ID"),
            secret: text("AWS_SECRET_ACCESS_KEY").map(Secret),
            session_token: text("AWS_SESSION_TOKEN").map(Secret),
            profile: text("AWS_PROFILE"),
            file: file.or_else(|| Some(Path::new(&text("HOME")?).join(".aws").join("credentials"))),
            region: text("AWS_REGION").or_else(|| text("AWS_DEFAULT_REGION")),
        }
    }

    /// The region that the environment names.
    pub(super) fn region(&self) -> Option<String> {
        self.region.clone()
    }

    /// Where the keys come from, for people; without a look at the file.
    pub(crate) fn source(&self) -> String {
        match (&self.id, &self.file) {
            (Some(_), _) => "AWS_ACCESS_KEY_ID".to_owned(),
            (None, Some(file)) => format!("profile {} of {}", self.profile(), file.display()),
            (None, None) => "nowhere".to_owned(),
        }
    }

    /// The keys.
    ///
    /// # Errors
    /// [`CliError::Credentials`] where there are none, or only half of them.
    pub(crate) fn keys(&self) -> Result<Keys, CliError> {
        match (&self.id, &self.secret) {
            (Some(id), Some(secret)) => {
                let (id, secret) = (id.clone(), secret.clone());
                checked(Keys { id, secret, session_token: self.session_token.clone() }, "the environment")
            }
            (Some(_), None) => Err(missing("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")),
            (None, Some(_)) => Err(missing("AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not")),
            (None, None) => self.keys_of_file(),
        }
    }

    fn keys_of_file(&self) -> Result<Keys, CliError> {
        let Some(file) = &self.file else {
            return Err(missing("AWS_ACCESS_KEY_ID is not set, and there is no home folder to look in"));
        };
        let place = file.display();
        let text = std::fs::read_to_string(file).map_err(|error| {
            missing(&format!("AWS_ACCESS_KEY_ID is not set, and {place} can't be read: {error}"))
        })?;
        let mut found = profile(&text, self.profile());
        let mut take = |name: &str| found.remove(name).filter(|value| !value.is_empty());
        match (take("aws_access_key_id"), take("aws_secret_access_key")) {
            (Some(id), Some(secret)) => {
                let session_token = take("aws_session_token").map(Secret);
                checked(Keys { id, secret: Secret(secret), session_token }, &place.to_string())
            }
            (_, _) => Err(missing(&format!(
                "AWS_ACCESS_KEY_ID is not set, and {place} holds no pair of keys for profile {}",
                self.profile()
            ))),
        }
    }

    fn profile(&self) -> &str {
        self.profile.as_deref().unwrap_or(DEFAULT_PROFILE)
    }
}

/// What can't stand in a header would be left out of the request.
fn checked(keys: Keys, place: &str) -> Result<Keys, CliError> {
    let token = keys.session_token.as_ref().map_or("", |token| token.0.as_str());
    let sound = [keys.id.as_str(), &keys.secret.0, token]
        .iter()
        .all(|text| text.bytes().all(|b| b.is_ascii_graphic()));
    if sound {
        Ok(keys)
    } else {
        Err(missing(&format!("the AWS keys of {place} hold spaces or other characters that no key has")))
    }
}

fn missing(why: &str) -> CliError {
    CliError::Credentials { why: why.to_owned(), advice: ADVICE.to_owned() }
}

/// The entries of one profile in the format of the shared credentials file.
fn profile(text: &str, wanted: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            inside = name.trim() == wanted;
        } else if inside
            && !line.starts_with(['#', ';'])
            && let Some((name, value)) = line.split_once('=')
        {
            found.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# mine\n[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key=a/b+c==\n\n\
                        [ work ]\n; old\n#aws_access_key_id = AKIDOLD\nAWS_ACCESS_KEY_ID = AKIDWORK\r\n\
                        aws_secret_access_key = s\naws_session_token = t\n[half]\naws_access_key_id = AKIDHALF\n";

    fn keys(variables: &[(&str, &str)]) -> Result<(String, String, Option<String>), String> {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join(".aws")).unwrap();
        std::fs::write(home.path().join(".aws/credentials"), FILE).unwrap();
        let mut all = vec![("HOME", home.path().to_str().unwrap())];
        all.extend(variables);
        match AwsSettings::of(&Environment::of(&all)).keys() {
            Ok(keys) => Ok((keys.id, keys.secret.0, keys.session_token.map(|token| token.0))),
            Err(error) => {
                assert_eq!(error.exit().code(), 4);
                Err(error.why().unwrap())
            }
        }
    }

    #[test]
    fn keys_come_from_the_environment_before_the_profile() {
        let file = ("AKIDDEFAULT".to_owned(), "a/b+c==".to_owned(), None);
        assert_eq!(keys(&[]), Ok(file));
        let work = ("AKIDWORK".to_owned(), "s".to_owned(), Some("t".to_owned()));
        assert_eq!(keys(&[("AWS_PROFILE", "work"), ("AWS_SESSION_TOKEN", "of nobody")]), Ok(work));
        let variables =
            [("AWS_ACCESS_KEY_ID", "AKIDENV"), ("AWS_SECRET_ACCESS_KEY", "e"), ("AWS_PROFILE", "work")];
        assert_eq!(keys(&variables), Ok(("AKIDENV".to_owned(), "e".to_owned(), None)));
    }

    #[test]
    fn what_is_missing_is_named_and_no_secret_is_said() {
        assert!(keys(&[("AWS_ACCESS_KEY_ID", "AKID")]).unwrap_err().contains("AWS_SECRET_ACCESS_KEY is not"));
        assert!(keys(&[("AWS_SECRET_ACCESS_KEY", "e")]).unwrap_err().contains("AWS_ACCESS_KEY_ID is not"));
        assert!(keys(&[("AWS_PROFILE", "half")]).unwrap_err().contains("profile half"));
        assert!(keys(&[("AWS_PROFILE", "nobody")]).unwrap_err().contains("profile nobody"));
        assert!(keys(&[("AWS_SHARED_CREDENTIALS_FILE", "no/such")]).unwrap_err().contains("no/such"));
        let broken =
            keys(&[("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "se\ncret")]).unwrap_err();
        assert!(!broken.contains("se\ncret") && broken.contains("spaces"), "{broken}");
        assert_eq!(format!("{:?}", Secret("x".to_owned())), "(secret)");
    }
}
