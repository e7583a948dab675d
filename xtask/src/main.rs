//! Repository automation: one command is the gate, locally and in CI. It must not hold product behaviour.

mod agent_image;
mod bless;
mod context;
mod copy;
mod disk;
mod docs;
mod emulators;
mod error;
mod faketime;
mod files;
mod gate;
mod lambda;
mod outcome;
mod packages;
mod report;
mod run;
mod server;
mod stages;
mod tools;

use clap::{Parser, Subcommand};
use context::Context;
use std::process::ExitCode;

/// Tasks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run the gate: everything that must hold before a change is kept
    Test {
        /// Run only these stages
        #[arg(value_name = "STAGE")]
        only: Vec<String>,
        /// Print the plan and run nothing
        #[arg(long)]
        plan: bool,
    },
    /// Accept what the tests show now as the golden files, and delete golden files that no test reads
    Bless,
    /// Install the stand-ins for AWS that tests run on, below the target folder
    Tools {
        /// Only these: dynamodb-local, ministack
        #[arg(value_name = "TOOL")]
        only: Vec<String>,
    },
    /// Build the two Lambda functions: target/lambda/NAME.zip for arm64, checked; the same bytes from the same source
    Lambda {
        /// For this machine's emulators instead: target/lambda/NAME-x86_64.zip
        #[arg(long = "x86_64", conflicts_with = "debian")]
        x86_64: bool,
        /// Compile with Debian's compiler even where rustup's knows arm64
        #[arg(long)]
        debian: bool,
        /// Those of a next release instead, for emulators: what the test of two releases at once runs
        #[arg(long, conflicts_with_all = ["x86_64", "debian"])]
        next: bool,
    },
    /// Make the folder that the agents' images are built from: target/agents, for arm64
    AgentImage {
        /// For this machine instead
        #[arg(long = "x86_64")]
        x86_64: bool,
        /// Documents that the researcher may read; those of the first steps where none are named
        #[arg(long, value_name = "FOLDER")]
        documents: Option<std::path::PathBuf>,
    },
    /// Write the generated parts of the documents anew
    Docs,
}

fn main() -> ExitCode {
    let done = Context::find().and_then(|context| match Cli::parse().task {
        Task::Test { only, plan } => gate::test(&context, &only, plan),
        Task::Bless => bless::bless(&context).map(|()| true),
        Task::Tools { only } => emulators::install(&context, &only).map(|()| true),
        Task::Lambda { next: true, .. } => lambda::next_release(&context).map(|folder| {
            report::say(&format!("for --next of e2e-serverless: {}", folder.display()));
            true
        }),
        Task::Lambda { x86_64, debian, next: false } => {
            let arch = arch(x86_64);
            lambda::build(&context, &lambda::Order { arch, profile: lambda::PROFILE, debian }).map(|_| true)
        }
        Task::AgentImage { x86_64, documents } => agent_image::lint(&context).and_then(|good| {
            agent_image::make(&context, arch(x86_64), documents.as_deref()).map(|_folder| good)
        }),
        Task::Docs => docs::write(&context).map(|()| true),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            report::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn arch(x86_64: bool) -> lambda::Arch {
    if x86_64 { lambda::Arch::X86_64 } else { lambda::Arch::Arm64 }
}
