//! A settings file. Unknown keys are refused, so that a slip does not go unnoticed.

use super::Origin;
use crate::args::{AuthMode, ColorWhen};
use crate::error::CliError;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

/// What a settings file may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSettings {
    /// See [`super::Settings::server`].
    pub(crate) server: Option<String>,
    /// See [`super::Settings::auth`].
    pub(crate) auth: Option<AuthMode>,
    /// See [`super::Settings::token`].
    pub(crate) token: Option<String>,
    /// See [`super::Settings::store`].
    pub(crate) store: Option<String>,
    /// See [`super::Settings::color`].
    pub(crate) color: Option<ColorWhen>,
    /// See [`super::Settings::listen`].
    pub(crate) listen: Option<String>,
    /// See [`super::Settings::notify_url`].
    pub(crate) notify_url: Option<String>,
    /// See [`super::Settings::agents`].
    #[serde(default)]
    pub(crate) agents: BTreeMap<String, String>,
}

impl FileSettings {
    /// Reads a file; `None` where there is none.
    pub(super) fn read(path: PathBuf) -> Result<Option<(Origin, Self)>, CliError> {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(CliError::reading(&path, error)),
        };
        match toml::from_str(&text) {
            Ok(settings) => Ok(Some((Origin::File(path), settings))),
            Err(error) => Err(CliError::Setting {
                name: "file".to_owned(),
                origin: path.display().to_string(),
                why: error.to_string().trim_end().to_owned(),
            }),
        }
    }
}
