//! `e2e-serverless`: brings the serverless home up on an emulator, lives through a list of scenarios as a user would, says
//! what it saw, and takes everything down. Loopback only, on free ports.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what it saw is this program's result")]

mod aegis;
mod notices;
mod scenarios;
mod terraform;
mod tls;
mod world;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

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
    /// Runs at once in the scenario of many
    #[arg(long, value_name = "N", default_value_t = 50)]
    many: usize,
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
    let world = world::World::up(args).await?;
    eprintln!("up after {} s: {}", begin.elapsed().as_secs(), world.api);
    let (mut passed, mut failed) = (0, 0);
    for (name, about, scenario) in scenarios::all() {
        if !name.contains(args.only.as_str()) {
            continue;
        }
        let begin = Instant::now();
        let outcome = scenario(&world).await;
        let seconds = begin.elapsed().as_secs_f64();
        match outcome {
            Ok(seen) => {
                passed += 1;
                println!("ok    {name:<16} {seconds:>6.1} s  {about}: {seen}");
            }
            Err(failure) => {
                failed += 1;
                println!("FAIL  {name:<16} {seconds:>6.1} s  {about}: {failure}");
            }
        }
    }
    eprintln!("taking it down ...");
    world.down().await?;
    println!(
        "test result: {}. {passed} passed; {failed} failed; 0 ignored",
        if failed == 0 { "ok" } else { "FAILED" }
    );
    Ok(failed)
}
