//! Checks that the core's dependency tree has nothing that could do I/O. It must not look at code: clippy does.

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

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let tree =
        cmd!(context.shell, "cargo tree --locked --package shared --edges normal --prefix none").quiet();
    Ok(Outcome::of_findings(findings(&tree.read()?)))
}

fn findings(tree: &str) -> Vec<String> {
    let mut names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    names.sort_unstable();
    names.dedup();
    let banned = |name: &str| BANNED.iter().find(|(start, _)| name.starts_with(start));
    names
        .into_iter()
        .filter_map(|name| {
            banned(name).map(|(_, why)| format!("shared depends on {name}: {why} has no place in the core"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::findings;

    #[test]
    fn a_runtime_in_the_core_is_found() {
        assert_eq!(findings("shared v0.1.0 (/x)\ntokio-util v0.7.1\ntokio-util v0.7.1 (*)").len(), 1);
    }

    #[test]
    fn the_core_as_it_should_be_is_fine() {
        assert!(findings("shared v0.1.0 (/x)\nserde v1.0.0\nsha2 v0.11.0").is_empty());
    }
}
