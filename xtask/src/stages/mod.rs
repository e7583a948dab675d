//! The stages of the gate, in the order in which they run: what is quick and often wrong comes first.

mod aws;
mod browser;
mod cargo;
mod deny;
mod deploy;
mod e2e;
mod functions;
mod openapi;
mod purity;
mod readme;
mod reproducible;
mod scan;
mod shellcheck;
mod sim;
mod snapshots;
mod suite;
mod terraform;
mod tflint;
mod transcripts;

pub(crate) use browser::take_screenshot;
pub(crate) use snapshots::orphans;
pub(crate) use suite::GOLDEN_REFERENCES;
pub(crate) use transcripts::write_transcripts;

use crate::context::Context;
use crate::error::Error;
use crate::files;
use crate::outcome::Outcome;

/// One stage of the gate.
pub(crate) struct Stage {
    /// Its name on the command line and in the table.
    pub(crate) name: &'static str,
    /// What it checks, in one line.
    pub(crate) about: &'static str,
    /// Whether the whole gate leaves it out, because it takes too long for every change: it runs where it is named.
    pub(crate) by_name_only: bool,
    /// Runs it.
    pub(crate) run: fn(&Context) -> Result<Outcome, Error>,
}

/// All stages.
pub(crate) fn all() -> Vec<Stage> {
    let stage = |name, about, run| Stage { name, about, by_name_only: false, run };
    let by_name = |name, about, run| Stage { name, about, by_name_only: true, run };
    vec![
        stage("fmt", "every Rust file is formatted", cargo::fmt),
        stage(
            "files",
            "line endings, sizes, leftovers, machine paths, links between documents",
            files::check,
        ),
        stage("shellcheck", "shell scripts", shellcheck::check),
        stage("purity", "the core's dependency tree has no I/O, the program's no cloud", purity::check),
        stage("clippy", "lints, all features, warnings are errors", cargo::clippy),
        stage("rustdoc", "documentation builds without a warning", cargo::rustdoc),
        stage("aws", "the serverless home's adapters on DynamoDB Local and ministack", aws::check),
        stage("tests", "unit, property, conformance, kill and simulation tests", suite::run),
        stage("lambda", "the functions' x86_64 zips, which Lambda could start", functions::x86_64),
        by_name("lambda-arm64", "the functions' arm64 zips as they are deployed", functions::arm64),
        by_name("reproducible", "the arm64 zips from two folders have the same bytes", reproducible::check),
        stage("snapshots", "no golden file is left over", snapshots::check),
        stage("deny", "licences, banned crates and sources of all dependencies", deny::check),
        stage("sim", "seeds of the simulation pass, and it catches every deliberate bug", sim::check),
        stage("terraform", "the Terraform code without an apply: facts, validity, mocks", terraform::check),
        stage(
            "scan",
            "checkov finds nothing in the Terraform code that is not excused with a reason",
            scan::check,
        ),
        by_name("tflint", "tflint finds nothing in the Terraform code", tflint::check),
        stage("readme", "the README's commands do what it says", readme::check),
        stage("transcripts", "the commands that documents show print what they say", transcripts::check),
        stage("e2e", "the serverless home on an emulator, lived through as users do", e2e::check),
        stage(
            "deploy",
            "deploy.sh on an emulator that enforces IAM: one deployment's whole life",
            deploy::life,
        ),
        by_name("rights", "every right of every role taken away in turn, and missed", deploy::rights),
        stage("openapi", "the server keeps its OpenAPI document under generated requests", openapi::check),
        stage("browser", "the approval page and the report in a real browser", browser::check),
    ]
}
