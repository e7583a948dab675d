//! Checks that the core's dependency tree has nothing that could do I/O, and the program's none of a cloud's packages. It
//! must not look at code: clippy does.

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;
use xshell::cmd;

/// Beginnings of crate names that the core must not depend on, with the reason.
const BANNED: [(&str, &str); 12] = [
    ("tokio", "an async runtime"),
    ("async-std", "an async runtime"),
    ("smol", "an async runtime"),
    ("hyper", "HTTP"),
    ("axum", "HTTP"),
    ("reqwest", "HTTP"),
    ("tower", "HTTP"),
    ("http", "HTTP"),
    ("rustls", "network"),
    ("aws-", "AWS"),
    ("redb", "a store"),
    ("rand", "randomness"),
];

/// Beginnings of crate names that the `aegis` program must not depend on: its build is part of a user's first minutes.
const CLOUD: [&str; 3] = ["aws-", "aws_", "lambda_"];

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let tree = |package| {
        cmd!(context.shell, "cargo tree --locked --package {package} --edges normal --prefix none")
            .quiet()
            .read()
    };
    let mut outcome = Outcome::of_findings(core_findings(&tree("shared")?));
    let program = Outcome::of_findings(program_findings(&tree("cli")?));
    outcome.add(&program);
    outcome.notes.extend(program.notes);
    Ok(outcome)
}

fn core_findings(tree: &str) -> Vec<String> {
    let banned = |name: &str| BANNED.iter().find(|(start, _)| name.starts_with(start));
    names(tree)
        .into_iter()
        .filter_map(|name| {
            banned(name).map(|(_, why)| format!("shared depends on {name}: {why} has no place in the core"))
        })
        .collect()
}

fn program_findings(tree: &str) -> Vec<String> {
    names(tree)
        .into_iter()
        .filter(|name| CLOUD.iter().any(|start| name.starts_with(start)))
        .map(|name| {
            format!("the aegis program depends on {name}: a cloud's packages belong behind a feature")
        })
        .collect()
}

/// The crates of a tree, each once.
fn names(tree: &str) -> Vec<&str> {
    let mut names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{core_findings, program_findings};

    #[test]
    fn a_runtime_in_the_core_is_found() {
        assert_eq!(core_findings("shared v0.1.0 (/x)\ntokio-util v0.7.1\ntokio-util v0.7.1 (*)").len(), 1);
    }

    #[test]
    fn the_core_as_it_should_be_is_fine() {
        assert!(core_findings("shared v0.1.0 (/x)\nserde v1.0.0\nsha2 v0.11.0").is_empty());
    }

    #[test]
    fn a_package_of_a_cloud_in_the_program_is_found() {
        let found =
            program_findings("cli v0.1.0 (/aws-x)\nredb v4.0.0\naws-sdk-s3 v1.0.0\naws-sdk-s3 v1.0.0 (*)");
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
