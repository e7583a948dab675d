//! One setting with the place that it comes from, and the environment as a value. It knows no setting by name.

use super::FileSettings;
use crate::error::CliError;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The command line.
    Flag(&'static str),
    /// The command line of an earlier process on the same store.
    Before(&'static str),
    /// An environment variable.
    Variable(&'static str),
    /// A settings file.
    File(PathBuf),
    /// Nowhere: it is the default.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(formatter, "{name}"),
            Self::Before(name) => write!(formatter, "an earlier {name}, while a run goes on"),
            Self::Variable(name) => write!(formatter, "{name}"),
            Self::File(path) => write!(formatter, "{}", path.display()),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A value with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

impl<T> Setting<T> {
    /// A value with its origin.
    pub(crate) const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The value turned into another, from the same place.
    pub(crate) fn map<U>(self, turn: impl FnOnce(T) -> U) -> Setting<U> {
        Setting { value: turn(self.value), origin: self.origin }
    }

    /// Why the value can't be used.
    pub(crate) fn refuse(&self, name: &str, why: impl Into<String>) -> CliError {
        CliError::Setting { name: name.to_owned(), origin: self.origin.to_string(), why: why.into() }
    }
}

/// Flag over environment over files, the nearest first.
pub(super) fn pick(
    flag: Option<&String>,
    flag_name: &'static str,
    variable: Option<Setting<String>>,
    files: &[(Origin, FileSettings)],
    of: fn(&FileSettings) -> Option<&String>,
) -> Option<Setting<String>> {
    if let Some(value) = flag {
        return Some(Setting::new(value.clone(), Origin::Flag(flag_name)));
    }
    variable.or_else(|| {
        files.iter().find_map(|(origin, file)| Some(Setting::new(of(file)?.clone(), origin.clone())))
    })
}

/// The environment, read once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment(BTreeMap<String, String>);

impl Environment {
    /// The environment of this process; variables that are no UTF-8 are left out.
    pub(crate) fn of_process() -> Self {
        let variables = std::env::vars_os();
        Self(
            variables
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
        )
    }

    /// An environment of these variables.
    #[cfg(test)]
    pub(crate) fn of(variables: &[(&str, &str)]) -> Self {
        Self(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// A variable that is set and not empty.
    pub(crate) fn text(&self, name: &'static str) -> Option<Setting<String>> {
        let value = self.get(name)?;
        Some(Setting::new(value.to_owned(), Origin::Variable(name)))
    }

    /// A variable that means yes unless it is empty, `0`, `no` or `false`.
    pub(crate) fn flag(&self, name: &'static str) -> Setting<bool> {
        match self.get(name) {
            Some(value) => Setting::new(!matches!(value, "0" | "no" | "false"), Origin::Variable(name)),
            None => Setting::new(false, Origin::Default),
        }
    }

    /// Whether colours are not wanted whatever the terminal can do.
    pub(crate) fn is_plain(&self) -> bool {
        self.get("NO_COLOR").is_some() || self.get("TERM") == Some("dumb")
    }

    /// The user's settings file.
    pub(super) fn user_file(&self) -> Option<PathBuf> {
        let base = match self.get("XDG_CONFIG_HOME") {
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(self.get("HOME")?).join(".config"),
        };
        Some(base.join("aegis").join("aegis.toml"))
    }

    /// The editor that the user wants.
    pub(crate) fn editor(&self) -> Option<String> {
        self.get("VISUAL").or_else(|| self.get("EDITOR")).map(str::to_owned)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
