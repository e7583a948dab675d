//! The settings that say who the user is to a server. Tokens come from the environment or the user's own file, never from
//! a folder that somebody else may have written.

use super::{Environment, FileSettings, Origin, Setting};
use crate::args::{AuthMode, Global};
use crate::error::CliError;
use clap::ValueEnum as _;
use reqwest::Url;
use std::os::unix::fs::PermissionsExt as _;

/// `--auth`, wherever it comes from.
pub(super) fn auth(
    flags: &Global,
    environment: &Environment,
    files: &[(Origin, FileSettings)],
) -> Result<Option<Setting<AuthMode>>, CliError> {
    if let Some(mode) = flags.auth {
        return Ok(Some(Setting::new(mode, Origin::Flag("--auth"))));
    }
    if let Some(named) = environment.text("AEGIS_AUTH") {
        let mode = AuthMode::from_str(&named.value, false)
            .map_err(|_| named.refuse("auth", format!("'{}' is none of none, bearer, iam", named.value)))?;
        return Ok(Some(named.map(|_| mode)));
    }
    Ok(files.iter().find_map(|(origin, file)| Some(Setting::new(file.auth?, origin.clone()))))
}

/// The token: that of the environment for any server, that of the user's file for the server that this file names.
pub(super) fn token(
    environment: &Environment,
    server: Option<&Setting<String>>,
    project: Option<&(Origin, FileSettings)>,
    user: Option<&(Origin, FileSettings)>,
) -> Result<Option<Setting<String>>, CliError> {
    if let Some((origin, FileSettings { token: Some(token), .. })) = project {
        let why = "a token does not belong beside a project; use AEGIS_TOKEN or your own settings file";
        return Err(Setting::new(token.clone(), origin.clone()).refuse("token", why));
    }
    if let Some(token) = environment.text("AEGIS_TOKEN") {
        return Ok(Some(token));
    }
    let Some((origin, file)) = user else { return Ok(None) };
    let Some(token) = &file.token else { return Ok(None) };
    let token = Setting::new(token.clone(), origin.clone());
    if let Origin::File(path) = origin
        && std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
    {
        let why = format!("others can read the file that holds it: chmod 600 {}", path.display());
        return Err(token.refuse("token", why));
    }
    let same = server.map(|server| server.value.trim_end_matches('/'))
        == file.server.as_deref().map(|url| url.trim_end_matches('/'));
    Ok(Some(token).filter(|_| same))
}

/// Refuses what does not belong into a server's address: it would be printed, or sent by accident.
pub(super) fn bare(setting: &Setting<String>, url: &Url) -> Result<(), CliError> {
    if !url.username().is_empty() || url.password().is_some() {
        let why = "it holds a user or a password; use AEGIS_TOKEN or --auth iam";
        return Err(setting.refuse("server", why));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(setting.refuse("server", "it ends in ?... or #...; the address is scheme, host and path"));
    }
    Ok(())
}
