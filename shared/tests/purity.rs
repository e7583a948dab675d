//! The core's dependency tree holds nothing that could do I/O by itself.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is a failed test")]

use std::process::Command;

/// What must not be there, by the beginning of its name, and why.
const FORBIDDEN: [(&str, &str); 18] = [
    ("tokio", "an async runtime: the core runs where its caller runs it"),
    ("async-std", "an async runtime"),
    ("smol", "an async runtime (smol_str is none, but not needed either)"),
    ("async-io", "an async runtime's reactor"),
    ("futures-executor", "an executor: the ports are async, running them is the caller's"),
    ("mio", "sockets"),
    ("socket2", "sockets"),
    ("hyper", "HTTP"),
    ("http", "HTTP: the wire types are plain data"),
    ("h2", "HTTP"),
    ("reqwest", "HTTP: a JSON Schema could make it fetch what its author names"),
    ("ureq", "HTTP"),
    ("axum", "an HTTP server"),
    ("rustls", "TLS"),
    ("aws-", "the cloud is an adapter's"),
    ("lambda_", "the cloud is an adapter's"),
    ("redb", "a store is an adapter's"),
    ("rand", "randomness comes in through a port"),
];

/// `getrandom` seeds the hash tables inside of the JSON Schema validator, which decide nothing; nobody else may have it.
const MAY_SEED_HASH_TABLES: &str = "ahash";

/// Names and versions, as `cargo tree` lists them.
fn tree(arguments: &[&str]) -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "-p", "shared", "-e", "normal", "--prefix", "none", "--offline"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter_map(|line| {
            let (name, rest) = line.split_once(" v")?;
            Some((name.to_owned(), rest.split(' ').next()?.to_owned()))
        })
        .collect()
}

#[test]
fn no_runtime_no_http_and_no_cloud_is_in_the_tree() {
    let crates = tree(&[]);
    assert!(crates.iter().any(|(name, _)| name == "serde_json"), "this is not the tree: {crates:?}");
    for (name, _) in &crates {
        if let Some((_, why)) = FORBIDDEN.iter().find(|(word, _)| name.starts_with(word)) {
            panic!("{name} is in the core's tree: {why}");
        }
    }
}

#[test]
fn randomness_is_only_where_hash_tables_are_seeded() {
    let crates = tree(&[]);
    for (_, version) in crates.iter().filter(|(name, _)| name == "getrandom") {
        let users = tree(&["--invert", &format!("getrandom@{version}"), "--depth", "1"]);
        let other = users.iter().find(|(name, _)| name != "getrandom" && name != MAY_SEED_HASH_TABLES);
        assert!(other.is_none(), "{other:?} draws random numbers in the core");
    }
}
