//! Settings: flag over environment over `./aegis.toml` over the user's file, each with its origin. It opens no store and
//! reads nothing but those files and the environment.

mod auth;
mod file;
mod source;

pub(crate) use file::FileSettings;
pub(crate) use source::{Environment, Origin, Setting};

use crate::args::{AuthMode, ColorWhen, Global, NamedUrl};
use crate::auth::{AwsSettings, Gateway};
use crate::error::CliError;
use crate::output::doctor::SettingRow;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Folder of the store where nothing names one.
const STORE_DEFAULT: &str = ".aegis";

/// All settings.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The server, where the local store is not meant.
    pub(crate) server: Option<Setting<String>>,
    /// Folder of the local store.
    pub(crate) store: Setting<PathBuf>,
    /// Colours.
    pub(crate) color: Setting<ColorWhen>,
    /// Never ask.
    pub(crate) no_input: Setting<bool>,
    /// How requests to the server prove who sends them, where it is named.
    pub(crate) auth: Option<Setting<AuthMode>>,
    /// Token for the server. Never printed.
    pub(crate) token: Option<Setting<String>>,
    /// Where AWS credentials are looked for.
    pub(crate) aws: AwsSettings,
    /// Address that `dev` listens on.
    pub(crate) listen: Option<Setting<String>>,
    /// Where notices for approvers go.
    pub(crate) notify_url: Option<Setting<String>>,
    /// Agents that run elsewhere, by name.
    pub(crate) agents: BTreeMap<String, Setting<String>>,
}

impl Settings {
    /// Reads all sources. Files that are not there are no error; unknown keys in them are.
    ///
    /// # Errors
    /// [`CliError::Setting`] with its origin, [`CliError::File`] for a file that can't be read.
    pub(crate) fn load(flags: &Global, environment: &Environment) -> Result<Self, CliError> {
        let project = FileSettings::read(PathBuf::from("aegis.toml"))?;
        let user = match environment.user_file() {
            Some(path) => FileSettings::read(path)?,
            None => None,
        };
        Self::merge(flags, environment, project, user)
    }

    fn merge(
        flags: &Global,
        environment: &Environment,
        project: Option<(Origin, FileSettings)>,
        user: Option<(Origin, FileSettings)>,
    ) -> Result<Self, CliError> {
        let files: Vec<(Origin, FileSettings)> =
            [project.clone(), user.clone()].into_iter().flatten().collect();
        let text = |flag: Option<&String>,
                    flag_name: &'static str,
                    variable,
                    of: fn(&FileSettings) -> Option<&String>| {
            source::pick(flag, flag_name, environment.text(variable), &files, of)
        };
        let store = text(
            flags.store.as_ref().map(|path| path.to_string_lossy().into_owned()).as_ref(),
            "--store",
            "AEGIS_STORE",
            |file| file.store.as_ref(),
        );
        let no_input = match flags.no_input {
            true => Setting::new(true, Origin::Flag("--no-input")),
            false => environment.flag("AEGIS_NO_INPUT"),
        };
        let server = text(flags.server.as_ref(), "--server", "AEGIS_SERVER", |file| file.server.as_ref())
            .filter(|server| !server.value.is_empty());
        let settings = Self {
            auth: auth::auth(flags, environment, &files)?,
            token: auth::token(environment, server.as_ref(), project.as_ref(), user.as_ref())?,
            aws: AwsSettings::of(environment),
            server,
            store: match store {
                Some(found) => found.map(PathBuf::from),
                None => Setting::new(PathBuf::from(STORE_DEFAULT), Origin::Default),
            },
            color: color(flags, environment, &files)?,
            no_input,
            listen: text(None, "--listen", "AEGIS_LISTEN", |file| file.listen.as_ref()),
            notify_url: text(None, "--notify-url", "AEGIS_NOTIFY_URL", |file| file.notify_url.as_ref()),
            agents: agents(&files)?,
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), CliError> {
        for (name, setting) in [("server", &self.server), ("notify_url", &self.notify_url)] {
            let Some(setting) = setting else { continue };
            let sound = reqwest::Url::parse(&setting.value)
                .ok()
                .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            let Some(url) = sound else {
                let why = format!("'{}' is no http or https address", setting.value);
                return Err(setting.refuse(name, why));
            };
            if name == "server" {
                auth::bare(setting, &url)?;
            }
        }
        Ok(())
    }

    /// How requests to the server prove who sends them: as named; else by the token that is set; else by a signature
    /// where the server is an API Gateway; else not at all.
    pub(crate) fn auth_mode(&self) -> Setting<AuthMode> {
        let url = self.server.as_ref().and_then(|server| reqwest::Url::parse(&server.value).ok());
        match (&self.auth, &self.token) {
            (Some(named), _) => named.clone(),
            (None, Some(token)) => Setting::new(AuthMode::Bearer, token.origin.clone()),
            (None, None) if url.is_some_and(|url| Gateway::of(&url).is_gateway) => {
                Setting::new(AuthMode::Iam, Origin::Default)
            }
            (None, None) => Setting::new(AuthMode::None, Origin::Default),
        }
    }

    /// Agents from the command line stand over those from files.
    pub(crate) fn with_agents(mut self, agents: &[NamedUrl]) -> Self {
        for agent in agents {
            self.agents.insert(agent.name.clone(), Setting::new(agent.url.clone(), Origin::Flag("--agent")));
        }
        self
    }

    /// All settings as rows for `doctor`; the token only as set or not.
    pub(crate) fn rows(&self) -> Vec<SettingRow> {
        let row = |name: &str, value: String, origin: &Origin| SettingRow {
            name: name.to_owned(),
            value,
            origin: origin.to_string(),
        };
        let optional = |name: &str, setting: &Option<Setting<String>>| match setting {
            Some(setting) => row(name, setting.value.clone(), &setting.origin),
            None => row(name, "-".to_owned(), &Origin::Default),
        };
        let token = self.token.as_ref().map(|token| Setting::new("(set)".to_owned(), token.origin.clone()));
        let auth = self.auth_mode();
        let mut rows = vec![
            optional("server", &self.server),
            row("store", self.store.value.display().to_string(), &self.store.origin),
            row("color", format!("{:?}", self.color.value).to_lowercase(), &self.color.origin),
            row("no_input", self.no_input.value.to_string(), &self.no_input.origin),
            row("auth", auth.value.word().to_owned(), &auth.origin),
            optional("token", &token),
            optional("listen", &self.listen),
            optional("notify_url", &self.notify_url),
        ];
        for (name, setting) in &self.agents {
            rows.push(row(&format!("agents.{name}"), setting.value.clone(), &setting.origin));
        }
        rows
    }
}

fn color(
    flags: &Global,
    environment: &Environment,
    files: &[(Origin, FileSettings)],
) -> Result<Setting<ColorWhen>, CliError> {
    if let Some(value) = flags.color {
        return Ok(Setting::new(value, Origin::Flag("--color")));
    }
    if let Some(setting) = environment.text("AEGIS_COLOR") {
        let value = match setting.value.as_str() {
            "auto" => ColorWhen::Auto,
            "always" => ColorWhen::Always,
            "never" => ColorWhen::Never,
            other => return Err(setting.refuse("color", format!("'{other}' is none of auto, always, never"))),
        };
        return Ok(Setting::new(value, setting.origin));
    }
    let found = files.iter().find_map(|(origin, file)| Some(Setting::new(file.color?, origin.clone())));
    Ok(found.unwrap_or_else(|| Setting::new(ColorWhen::Auto, Origin::Default)))
}

fn agents(files: &[(Origin, FileSettings)]) -> Result<BTreeMap<String, Setting<String>>, CliError> {
    let mut agents = BTreeMap::new();
    // The nearest file comes last and so counts.
    for (origin, file) in files.iter().rev() {
        for (name, url) in &file.agents {
            let setting = Setting::new(url.trim_end_matches('/').to_owned(), origin.clone());
            let sound = reqwest::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
            if !sound || shared::ids::AgentName::parse(name).is_err() {
                let why = format!("'{name}' = '{url}' is no agent's name with an http or https address");
                return Err(setting.refuse("agents", why));
            }
            agents.insert(name.clone(), setting);
        }
    }
    Ok(agents)
}

#[cfg(test)]
mod tests;
