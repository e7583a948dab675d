//! `agents`: which agents this machine knows and where they run; of a server, which agents its playbooks call.

use crate::app::App;
use crate::client::Session;
use crate::config::Setting;
use crate::error::CliError;
use crate::exit::Exit;
use crate::hold::remembered::read;
use crate::output::{table::table, text::one_line};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The agents in this program.
const BUILTIN: [(&str, &str); 3] = [
    ("researcher", "reads documents and quotes them; no language model"),
    ("analyst", "groups quotes and computes confidence; no language model"),
    ("writer", "writes the report from approved findings; no language model"),
];

pub(super) async fn agents(app: &App, session: &mut Session) -> Result<Exit, CliError> {
    let rows =
        if session.is_remote() { of_server(session).await? } else { of_this_machine(app, session).await? };
    if app.out.is_json() {
        let agents: Vec<Value> = rows
            .iter()
            .map(|(name, (target, about))| json!({"name": name, "target": target, "about": about}))
            .collect();
        app.out.object("aegis.agents/v1", json!({"agents": agents}));
    } else {
        let rows = rows.into_iter().map(|(name, (target, about))| {
            vec![one_line(&name), target.unwrap_or_else(|| "its server knows".to_owned()), one_line(&about)]
        });
        app.out.result(&table(&["NAME", "RUNS AT", "ABOUT"], rows.collect()));
    }
    Ok(Exit::Done)
}

/// Agents by name, each with where it runs, where that is known, and what it is.
type Rows = BTreeMap<String, (Option<String>, String)>;

/// Those that whoever carries the store's runs on calls; where nobody does, those that the next one would call.
async fn of_this_machine(app: &App, session: &Session) -> Result<Rows, CliError> {
    let mut rows: Rows = BUILTIN
        .into_iter()
        .map(|(name, about)| (name.to_owned(), (Some(format!("builtin:{name}")), about.to_owned())))
        .collect();
    if let Some(engine) = session.other_engine().await {
        let by = format!("called by process {}, which carries runs on", engine.pid);
        rows.extend(engine.agents.into_iter().map(|(name, url)| (name, (Some(url), by.clone()))));
        return Ok(rows);
    }
    let mut next = read(&session.store())?;
    next.extend(app.settings.agents.clone());
    let row =
        |(name, url): (String, Setting<String>)| (name, (Some(url.value), format!("from {}", url.origin)));
    rows.extend(next.into_iter().map(row));
    Ok(rows)
}

/// A server keeps to itself where its agents run.
async fn of_server(session: &mut Session) -> Result<Rows, CliError> {
    let mut callers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for playbook in session.playbooks().await?.playbooks {
        for agent in playbook.agents {
            callers.entry(agent).or_default().push(playbook.name.clone());
        }
    }
    let row = |(name, by): (String, Vec<String>)| (name, (None, format!("called by {}", by.join(", "))));
    Ok(callers.into_iter().map(row).collect())
}
