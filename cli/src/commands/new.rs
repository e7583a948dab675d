//! `new`: writes a playbook to start from. It never writes over a file.

use crate::app::App;
use crate::args::NewArgs;
use crate::error::CliError;
use crate::exit::Exit;
use serde_json::json;
use shared::ids::PlaybookName;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

/// The playbook, with `NAME` where its name belongs.
const STARTER: &str = include_str!("starter.yaml");

pub(super) fn new(app: &App, args: &NewArgs) -> Result<Exit, CliError> {
    let name = PlaybookName::parse(&args.name)
        .map_err(|error| CliError::usage(error.to_string(), "choose another name, like my-playbook"))?;
    let path = PathBuf::from(format!("{name}.yaml"));
    let text = starter(&name);
    let written = OpenOptions::new()
        .create_new(true)
        .write(true)
        .open(&path)
        .and_then(|mut f| f.write_all(text.as_bytes()));
    written.map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            let advice = "choose another name, or move it away";
            return CliError::usage(format!("{} exists already", path.display()), advice);
        }
        CliError::writing(&path, error)
    })?;
    let file = path.display().to_string();
    match app.out.is_json() {
        true => app.out.object("aegis.file/v1", json!({"path": file})),
        false => app.out.result(&file),
    }
    app.out.narrate(&format!(
        "  check it  aegis check {file}\n  run it    aegis run {file} \"YOUR QUESTION\" --docs FOLDER"
    ));
    Ok(Exit::Done)
}

fn starter(name: &PlaybookName) -> String {
    STARTER.replacen("NAME", name.as_str(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_is_valid_and_bears_its_name() {
        let text = starter(&PlaybookName::parse("mine").unwrap());
        let playbook = shared::playbook::load(&text, "mine.yaml").unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(playbook.name.as_str(), "mine");
        assert_eq!(playbook.steps.len(), 4);
    }
}
