//! `agents`: which agents this machine knows and where they run.

use crate::app::App;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::table::table;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The agents in this program.
const BUILTIN: [(&str, &str); 3] = [
    ("researcher", "reads documents and quotes them; no language model"),
    ("analyst", "groups quotes and computes confidence; no language model"),
    ("writer", "writes the report from approved findings; no language model"),
];

pub(super) fn agents(app: &App) -> Result<Exit, CliError> {
    if let Some(server) = &app.settings.server {
        let advice = "its operator knows; `aegis playbooks` lists the agents that its playbooks name";
        return Err(CliError::usage(format!("{} does not list its agents", server.value), advice));
    }
    let mut rows: BTreeMap<String, (String, String)> = BUILTIN
        .into_iter()
        .map(|(name, about)| (name.to_owned(), (format!("builtin:{name}"), about.to_owned())))
        .collect();
    for (name, url) in &app.settings.agents {
        rows.insert(name.clone(), (url.value.clone(), format!("from {}", url.origin)));
    }
    if app.out.is_json() {
        let agents: Vec<Value> = rows
            .iter()
            .map(|(name, (target, about))| json!({"name": name, "target": target, "about": about}))
            .collect();
        app.out.object("aegis.agents/v1", json!({"agents": agents}));
    } else {
        let rows = rows.into_iter().map(|(name, (target, about))| vec![name, target, about]);
        app.out.result(&table(&["NAME", "RUNS AT", "ABOUT"], rows.collect()));
    }
    Ok(Exit::Done)
}
