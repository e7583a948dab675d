//! From the command line to a start request: playbook, input, id. It starts nothing.

use super::{demo, documents};
use crate::app::App;
use crate::args::RunArgs;
use crate::auth::is_loopback;
use crate::client::{LAST, Session};
use crate::error::CliError;
use serde_json::{Map, Value};
use shared::exact::check_text;
use shared::ids::WorkflowId;
use shared::limits::PLAYBOOK_MAX_BYTES;
use shared::playbook::{Playbook, StepKind, load};
use shared::wire::StartRequest;
use std::io::Read;
use std::path::Path;

/// The playbook of `--demo`.
const DEMO_PLAYBOOK: &str = "research-report";
/// The built-in agent that reads documents.
const RESEARCHER: &str = "researcher";
/// Endings of files; anything else without a slash is a name.
const FILE_ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];
/// The digits of ids that are made here: no two look alike.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits of an id: 60 random bits.
const ID_DIGITS: u32 = 12;

/// The start request that the arguments mean.
///
/// # Errors
/// [`CliError`] for a playbook or input that can't be used; nothing was started then.
pub(super) async fn request(
    app: &App,
    session: &mut Session,
    args: &RunArgs,
) -> Result<StartRequest, CliError> {
    local_only(app, args.demo || !args.docs.is_empty())?;
    let id = match &args.id {
        Some(id) => checked_id(id)?,
        None => fresh_id(),
    };
    let named = args.playbook.as_deref().unwrap_or(DEMO_PLAYBOOK);
    let wanted = playbook(session, named).await?;
    let mut input = base(args)?;
    if let Some(text) = text(args) {
        let key = first_text(&wanted.input).ok_or_else(|| no_text_key(named))?;
        input.insert(key, Value::String(text));
    }
    for item in &args.items {
        input.insert(item.key.clone(), item.value.clone());
    }
    let mut paths = args.docs.clone();
    if args.demo {
        paths.push(demo::write(&session.store())?);
    }
    let docs = documents::checked(&paths)?;
    if !docs.is_empty() {
        input.insert("docs".to_owned(), docs.into());
    }
    session.connect_with(&args.agents).await?;
    if reads_documents(session, &wanted) && !has_documents(&input) {
        let why = "the built-in researcher quotes documents, and none were named";
        return Err(CliError::NoDocuments { why: why.to_owned() });
    }
    Ok(StartRequest {
        playbook: Some(wanted.playbook),
        input: Some(Value::Object(input)),
        workflow_id: Some(id),
        ..StartRequest::default()
    })
}

/// A playbook as far as its start needs it.
struct Wanted {
    /// As the request names it.
    playbook: Value,
    /// The schema of its input.
    input: Value,
    /// The agents that it calls.
    agents: Vec<String>,
}

async fn playbook(session: &mut Session, named: &str) -> Result<Wanted, CliError> {
    let path = Path::new(named);
    if named.contains(std::path::MAIN_SEPARATOR) || FILE_ENDINGS.iter().any(|ending| named.ends_with(ending))
    {
        let playbook = playbook_file(path)?;
        let agents = playbook.steps.iter().filter_map(|step| match &step.kind {
            StepKind::Agent(agent) => Some(agent.agent.to_string()),
            StepKind::Approval(_) => None,
        });
        let agents = agents.collect();
        return Ok(Wanted { playbook: playbook.source, input: playbook.input.as_json().clone(), agents });
    }
    let view = session.playbook(named).await?;
    Ok(Wanted { playbook: Value::from(named), input: view.summary.input, agents: view.summary.agents })
}

/// Whether the run would meet the built-in researcher, which has nothing to say without documents. Another process or
/// server may have another researcher, and knows.
fn reads_documents(session: &Session, wanted: &Wanted) -> bool {
    let replaced = session.agents_elsewhere().is_none_or(|agents| agents.contains_key(RESEARCHER));
    let takes_documents = wanted.input.pointer("/properties/docs").is_some();
    session.is_holder()
        && !replaced
        && takes_documents
        && wanted.agents.iter().any(|agent| agent == RESEARCHER)
}

fn has_documents(input: &Map<String, Value>) -> bool {
    input.get("docs").and_then(Value::as_array).is_some_and(|docs| !docs.is_empty())
}

/// Reads and checks a playbook's file, or stdin for `-`.
///
/// # Errors
/// [`CliError::File`] or [`CliError::Playbook`].
pub(in crate::commands) fn playbook_file(path: &Path) -> Result<Playbook, CliError> {
    let text = read_text(path)?;
    load(&text, &path.display().to_string()).map_err(|errors| CliError::Playbook(Box::new(errors)))
}

/// Reads a text file, or stdin for `-`.
///
/// # Errors
/// [`CliError::File`].
pub(in crate::commands) fn read_text(path: &Path) -> Result<String, CliError> {
    /// Nothing that is typed or generated for a command is larger; an endless pipe ends here.
    const BYTES: u64 = 16 * PLAYBOOK_MAX_BYTES as u64;
    let mut text = String::new();
    let read = match path.to_str() {
        Some("-") => std::io::stdin().lock().take(BYTES).read_to_string(&mut text),
        Some(_) | None => {
            std::fs::File::open(path).and_then(|file| file.take(BYTES).read_to_string(&mut text))
        }
    };
    read.map_err(|error| CliError::reading(path, error))?;
    Ok(text)
}

/// Refuses a file whose numbers would be rounded on their way.
pub(in crate::commands) fn exact(path: &Path, text: &str) -> Result<(), CliError> {
    check_text(text).map_err(|inexact| {
        CliError::usage(
            format!("{}: {inexact}", path.display()),
            format!("write it in quotes: \"{}\"", inexact.literal),
        )
    })
}

/// What `--input` gives.
fn base(args: &RunArgs) -> Result<Map<String, Value>, CliError> {
    let Some(path) = &args.input else { return Ok(Map::new()) };
    let text = read_text(path)?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(map)) => exact(path, &text).map(|()| map),
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            Err(CliError::usage(
                format!("{} holds no JSON object", path.display()),
                "write it like {\"topic\": \"...\"}",
            ))
        }
        Err(error) => Err(CliError::usage(
            format!("{} is no JSON: {error}", path.display()),
            "write it like {\"topic\": \"...\"}",
        )),
    }
}

fn text(args: &RunArgs) -> Option<String> {
    args.text.clone().or_else(|| args.demo.then(|| demo::QUESTION.to_owned()).filter(|_| !names_input(args)))
}

/// Whether the input of a demo was given in another way.
fn names_input(args: &RunArgs) -> bool {
    args.input.is_some() || args.items.iter().any(|item| item.key == "topic")
}

/// The first required text of an input's schema; where none is required, the first text.
fn first_text(schema: &Value) -> Option<String> {
    let properties = schema.get("properties")?.as_object()?;
    let is_text = |name: &str| {
        properties.get(name).and_then(|p| p.get("type")).and_then(Value::as_str) == Some("string")
    };
    let required = schema.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut names = required.iter().filter_map(Value::as_str).chain(properties.keys().map(String::as_str));
    names.find(|name| is_text(name)).map(str::to_owned)
}

fn no_text_key(playbook: &str) -> CliError {
    CliError::usage(
        format!("playbook {playbook} has no input that TEXT could fill"),
        "give its input with -i key=value or --input FILE",
    )
}

/// Paths mean nothing to another machine.
fn local_only(app: &App, has_paths: bool) -> Result<(), CliError> {
    let Some(server) = app.settings.server.as_ref().filter(|_| has_paths) else { return Ok(()) };
    let here = reqwest::Url::parse(&server.value).is_ok_and(|url| is_loopback(&url));
    if here {
        return Ok(());
    }
    Err(CliError::usage(
        format!("{} can't read documents on this machine", server.value),
        "--docs and --demo name files of this machine: leave --server out to run here, or give the input with -i or \
         --input as the server's agents want it",
    ))
}

fn checked_id(id: &str) -> Result<String, CliError> {
    let advice = "use letters, digits, - and _, like monday-report";
    if id == LAST {
        return Err(CliError::usage(format!("'{LAST}' always means the newest run"), "choose another --id"));
    }
    WorkflowId::parse(id).map_err(|error| CliError::usage(error.to_string(), advice))?;
    Ok(id.to_owned())
}

/// An id that is short, and whose beginning is rarely another's. Chosen here, so that a repeated request is the same run.
fn fresh_id() -> String {
    let mut random = uuid::Uuid::now_v7().as_u128();
    let mut id = String::new();
    for _ in 0..ID_DIGITS {
        let digit = usize::try_from(random % 32).unwrap_or(0);
        id.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
        random /= 32;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_fills_the_first_required_text() {
        let schema = json!({"required": ["n", "topic"], "properties": {
            "a": {"type": "string"}, "n": {"type": "integer"}, "topic": {"type": "string"}}});
        assert_eq!(first_text(&schema).as_deref(), Some("topic"));
        let optional = json!({"properties": {"n": {"type": "integer"}, "a": {"type": "string"}}});
        assert_eq!(first_text(&optional).as_deref(), Some("a"));
        assert_eq!(first_text(&json!({"properties": {"n": {"type": "integer"}}})), None);
        assert_eq!(first_text(&json!({"type": "object"})), None);
    }

    #[test]
    fn fresh_ids_are_ids_and_differ_from_their_first_digits_on() {
        let ids: std::collections::BTreeSet<String> = (0..100).map(|_| fresh_id()).collect();
        assert_eq!(ids.len(), 100);
        assert!(ids.iter().all(|id| WorkflowId::parse(id).is_ok() && id.len() == 12));
        let beginnings: std::collections::BTreeSet<&str> = ids.iter().map(|id| &id[..5]).collect();
        assert!(beginnings.len() > 90, "{beginnings:?}");
    }

    #[test]
    fn the_word_for_the_newest_run_is_no_id() {
        assert!(checked_id("last").is_err());
        assert!(checked_id("a b").is_err());
        assert_eq!(checked_id("monday").unwrap(), "monday");
    }
}
