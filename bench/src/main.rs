//! The bench: what Aegis costs on this machine, each figure beside a baseline and its limit. It changes nothing but
//! folders of its own, and it judges no code: `cargo bench -p shared` measures the core alone.

mod baseline;
mod binary;
mod cost;
mod driver;
mod functions;
mod http;
mod local;
mod other_side;
mod process;
mod quality;
mod report;
mod server;
mod serverless;
mod size;
mod store;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Any failure of the bench itself; a missed limit is none.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measures Aegis on this machine, beside the disk's own speed and a bare HTTP server.
#[derive(Parser)]
#[command(
    after_help = "The pure core (decide, apply) is measured by criterion: cargo bench -p shared\n\nTwo cores, as the limits mean them: taskset -c 0,1 cargo run --release -p bench -- local\nHow to read the table: bench/README.md"
)]
struct Bench {
    #[command(subcommand)]
    command: Command,
    /// Print one JSON object instead of tables
    #[arg(long, global = true)]
    json: bool,
    /// Folder on the disk to measure, for stores that are removed afterwards [default: beside the bench's own file]
    #[arg(long, global = true, value_name = "DIR")]
    dir: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Whole runs through `aegis dev`: three instant agents and one approval
    Local(LocalArgs),
    /// Reading, listing, sweeping and starting with many stored runs
    Store(StoreArgs),
    /// The program's size, and how long it takes to build
    Size(SizeArgs),
    /// What a million runs cost on AWS, item by item
    Cost(CostArgs),
    /// The Lambda functions: start, memory, overhead and size, beside a bare function
    Functions(FunctionsArgs),
    /// How good a report is: planted facts, contradictions, gaps and citations, beside BM25 and TextRank
    Report(ReportArgs),
    /// Questions of your own about texts of your own, in the JSON format of SQuAD: which are declared gaps, beside BM25 and TextRank
    #[command(after_help = "Example: cargo run --release -p bench -- squad xquad.en.json xquad.de.json")]
    Squad(SquadArgs),
    /// One question in a process of its own
    #[command(name = "__answer-once", hide = true)]
    AnswerOnce(quality::OnceArgs),
    /// Parses the document on stdin
    #[command(name = quality::READ_DOCUMENT, hide = true)]
    ReadDocument {
        /// Its format
        format: std::ffi::OsString,
    },
    /// What a run of both functions costs in units, requests and lines, on DynamoDB Local
    Serverless(ServerlessArgs),
    /// The bare HTTP server that the others are compared with
    #[command(name = "__echo", hide = true)]
    Echo,
}

/// What `local` takes.
#[derive(Args)]
pub(crate) struct LocalArgs {
    /// How long each level is measured, in seconds
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Runs under way at a time, one level each
    #[arg(long, value_delimiter = ',', default_values_t = [1, 64, 512])]
    at: Vec<usize>,
    /// Most runs of a level
    #[arg(long, default_value_t = 40_000)]
    runs: usize,
    /// Print what the server logs when something fails
    #[arg(long)]
    log: bool,
}

/// What `store` takes.
#[derive(Args)]
pub(crate) struct StoreArgs {
    /// Measure with 1,000,000 stored runs too; needs about 14 GB of disk and some minutes
    #[arg(long)]
    full: bool,
}

/// What `size` takes.
#[derive(Args)]
pub(crate) struct SizeArgs {
    /// Build the program anew in an empty folder with two jobs, and say how long that takes
    #[arg(long)]
    clean_build: bool,
}

/// What `cost` takes.
#[derive(Args)]
pub(crate) struct CostArgs {
    /// Memory of the functions in MB
    #[arg(long, default_value_t = 256.0, value_name = "MB")]
    memory_mb: f64,
    /// How long a dispatch waits for its agent's acknowledgement in milliseconds
    #[arg(long, default_value_t = 1_000.0, value_name = "MS")]
    ack_ms: f64,
    /// Agents that work longer than the 30 s of a claim
    #[arg(long)]
    slow_agents: bool,
}

/// What `report` takes.
#[derive(Args)]
pub(crate) struct ReportArgs {
    /// Ask one part of the questions only; practice, blind and further have documents of their own, and each a spare part
    /// beside it, of which only totals are printed
    #[arg(long, value_name = "HALF")]
    only: Option<quality::Half>,
    /// Show what became of one question
    #[arg(long, value_name = "ID")]
    question: Option<String>,
    /// Show what became of each question of the tuning half, or with --only practice, blind or further of that part
    #[arg(long)]
    explain: bool,
    /// Leave out the measurement of time and memory in processes of their own
    #[arg(long)]
    no_cost: bool,
    /// Measure 1,000 documents and the worst file of each format instead
    #[arg(long)]
    scale: bool,
    /// With --question: show it even if it is held out, which spoils it for tuning
    #[arg(long)]
    held_out: bool,
}

/// What `squad` takes.
#[derive(Args)]
pub(crate) struct SquadArgs {
    /// Files in the format of SQuAD 1.1 or 2.0; their paragraphs are the documents
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What `functions` takes.
#[derive(Args)]
pub(crate) struct FunctionsArgs {
    /// Cold starts of each function
    #[arg(long, default_value_t = 21)]
    starts: usize,
    /// Events that each function handles, one after the other
    #[arg(long, default_value_t = 5_000)]
    events: usize,
    /// Callbacks that are accepted through the emulator, each of a run of its own
    #[arg(long, default_value_t = 100)]
    callbacks: usize,
    /// Cargo's profile in which the functions were built
    #[arg(long, default_value = "lambda")]
    profile: String,
}

/// What `serverless` takes.
#[derive(Args)]
pub(crate) struct ServerlessArgs {
    /// Finished runs in the table for the second look; the first one has 1,000
    #[arg(long, default_value_t = 100_000)]
    finished: usize,
}

fn main() -> ExitCode {
    let bench = Bench::parse();
    if let Command::ReadDocument { format } = bench.command {
        // Before any thread is started: this process limits its own memory.
        return ExitCode::from(agents::reading::parser_child_main(std::iter::once(format)));
    }
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(run(bench)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::complain(&*failure);
            ExitCode::FAILURE
        }
    }
}

async fn run(bench: Bench) -> Result<(), Failure> {
    let folder = || -> Result<tempfile::TempDir, Failure> {
        let beside = match &bench.dir {
            Some(folder) => folder.clone(),
            None => binary::own_folder()?,
        };
        Ok(tempfile::Builder::new().prefix("aegis-bench-").tempdir_in(beside)?)
    };
    let report = match bench.command {
        Command::Local(arguments) => local::run(&arguments, folder()?.path()).await?,
        Command::Store(arguments) => store::run(&arguments, folder()?.path()).await?,
        Command::Cost(arguments) => cost::run(&arguments),
        Command::Size(arguments) => size::run(&arguments, folder()?.path()).await?,
        Command::Functions(arguments) => functions::run(&arguments, folder()?.path()).await?,
        Command::Report(arguments) => quality::run(&arguments, folder()?.path()).await?,
        Command::Squad(arguments) => quality::squad(&arguments, folder()?.path())?,
        Command::AnswerOnce(arguments) => return quality::once(&arguments),
        Command::ReadDocument { .. } => return Ok(()),
        Command::Serverless(arguments) => serverless::run(&arguments).await?,
        Command::Echo => return baseline::echo::serve().await,
    };
    report.print(bench.json);
    Ok(())
}
