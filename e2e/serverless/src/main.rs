//! `e2e-serverless`: brings the serverless home up on an emulator, lives through a list of scenarios as a user would, says
//! what it saw, and takes everything down. Loopback only, on free ports.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what it saw is this program's result")]

mod aegis;
mod between;
mod deployment;
mod functions;
mod heard;
mod notices;
mod operator;
mod outputs;
mod queues;
mod scenarios;
mod settled;
mod table;
mod terraform;
mod tls;
mod world;

use clap::Parser;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use scenarios::Scenario;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use world::World;

/// Any failure; it is for people.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Brings the serverless home up on an emulator and drives it. Needs `terraform` and `cargo xtask tools ministack`.
#[derive(Parser)]
#[command(
    after_help = "Example: cargo xtask test e2e\n         cargo run -p e2e-serverless -- --packages target/lambda --aegis target/debug/aegis --only happy"
)]
struct Args {
    /// Folder with controller-x86_64.zip and callback-x86_64.zip
    #[arg(long, value_name = "DIR")]
    packages: PathBuf,
    /// The program that drives it
    #[arg(long, value_name = "FILE")]
    aegis: PathBuf,
    /// The workspace's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Only scenarios whose name contains this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Runs that are open at once in the scenario of many
    #[arg(long, value_name = "N", default_value_t = 200)]
    many: usize,
    /// Of these, runs that are at work at once; fewer than all where the emulator is too slow to answer within its clients'
    /// patience
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..))]
    at_work: u16,
    /// Folder with e2e/browser's files and their library; without it, the page is ignored
    #[arg(long, value_name = "DIR")]
    browser: Option<PathBuf>,
    /// Folder with the same two files of a next release; without it, two releases at once are ignored
    #[arg(long, value_name = "DIR")]
    next: Option<PathBuf>,
    /// libfaketime.so.1; without it, wrong clocks are ignored
    #[arg(long, value_name = "FILE")]
    faketime: Option<PathBuf>,
}

/// Pause before the second look at what is waited for, and the longest, to which it grows: hundreds of looks a second would be
/// most of the emulator's work.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
const LOOK_RARELY: Duration = Duration::from_secs(3);

/// Looks again and again until there is something, for as long as patience lasts.
async fn until<T, F>(what: &str, patience: Duration, look: impl Fn() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<Option<T>, Failure>>,
{
    let looking = async {
        let mut pause = LOOK_AGAIN;
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 3 / 2).min(LOOK_RARELY);
        }
    };
    let found = tokio::time::timeout(patience, looking).await;
    found.map_err(|_| format!("{what}: not within {patience:?}"))?
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The number of scenarios that failed.
async fn run(args: &Args) -> Result<usize, Failure> {
    let begin = Instant::now();
    eprintln!("bringing up emulator, agents and terraform/modules/platform (about 90 s) ...");
    let world = World::up(args).await?;
    eprintln!("up after {} s: {}", begin.elapsed().as_secs(), world.api);
    let (mut passed, mut failed, mut ignored) = (0, 0, 0);
    for group in scenarios::groups() {
        let named = group.into_iter().filter(|scenario| scenario.name.contains(args.only.as_str()));
        let can = |scenario: &Scenario| match scenario.name {
            scenarios::PAGE => args.browser.is_some(),
            scenarios::TWO_RELEASES => args.next.is_some(),
            scenarios::SKEWED => args.faketime.is_some(),
            _other => true,
        };
        let (chosen, blind): (Vec<_>, Vec<_>) = named.partition(can);
        ignored += blind.len();
        let mut lives: FuturesUnordered<_> =
            chosen.into_iter().map(|scenario| live(&world, scenario)).collect();
        while let Some(went_well) = lives.next().await {
            if went_well { passed += 1 } else { failed += 1 }
        }
    }
    eprintln!("taking it down ...");
    world.down().await?;
    println!(
        "test result: {}. {passed} passed; {failed} failed; {ignored} ignored",
        if failed == 0 { "ok" } else { "FAILED" }
    );
    Ok(failed)
}

/// Lives through a scenario and says what it saw; whether it went well.
async fn live(world: &World, scenario: Scenario) -> bool {
    let begin = Instant::now();
    let outcome = (scenario.live)(world).await;
    let (word, seen) = match &outcome {
        Ok(seen) => ("ok   ", seen.clone()),
        Err(failure) => ("FAIL ", failure.to_string()),
    };
    let (name, about, seconds) = (scenario.name, scenario.about, begin.elapsed().as_secs_f64());
    println!("{word} {name:<16} {seconds:>6.1} s  {about}: {seen}");
    outcome.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_least_one_run_is_at_work() {
        let at_work = |number| {
            let own = ["e2e-serverless", "--packages", "packages", "--aegis", "aegis", "--at-work", number];
            Args::try_parse_from(own).is_ok()
        };
        assert!(at_work("1"));
        assert!(!at_work("0"), "nothing would ever begin");
    }
}
