//! `agentcore-host`: the stand-in as a program. Its first line on stdout is its address.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the address is this program's result")]

use agentcore_host::{Planned, Server, Settings};
use clap::Parser;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// A stand-in for Bedrock AgentCore Runtime on loopback, for tests. Point `AWS_ENDPOINT_URL_BEDROCK_AGENTCORE` at it.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Where to listen, on loopback; port 0 is any.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The folder of the agents' files; without it they go where the callback address says.
    #[arg(long)]
    workspace: Option<PathBuf>,
    /// The program that parses risky documents (`aegis-read-document`).
    #[arg(long)]
    document_parser: Option<PathBuf>,
    /// A runtime that exists (repeatable); without one, all do.
    #[arg(long = "runtime", value_name = "ARN")]
    runtimes: Vec<String>,
    /// End a session that is idle for so long.
    #[arg(long, default_value_t = 900_000, value_name = "MS")]
    idle_ms: u64,
    /// New sessions per second.
    #[arg(long, default_value_t = 25)]
    new_sessions_per_second: usize,
    /// Sessions at a time.
    #[arg(long, default_value_t = 5_000)]
    sessions_max: usize,
    /// How often an agent says that it is alive.
    #[arg(long, default_value_t = 30_000, value_name = "MS")]
    heartbeat_ms: u64,
    /// A certificate (PEM) that the agents trust when they call back over TLS.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// Faults from the start on, as JSON: `[{"fault": {"kind": "twice"}, "agent": "writer"}]`.
    #[arg(long, value_parser = faults, default_value = "[]", value_name = "JSON")]
    faults: Faults,
}

#[derive(Clone)]
struct Faults(Vec<Planned>);

fn faults(text: &str) -> Result<Faults, String> {
    serde_json::from_str(text).map(Faults).map_err(|error| error.to_string())
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt().with_writer(std::io::stderr).json().init();
    let settings = Settings {
        document_parser: args.document_parser,
        runtimes: args.runtimes,
        idle: Duration::from_millis(args.idle_ms),
        new_sessions_per_second: args.new_sessions_per_second,
        sessions_max: args.sessions_max,
        heartbeat: Duration::from_millis(args.heartbeat_ms),
        trust: args.trust,
        faults: args.faults.0,
        workspace: args.workspace,
    };
    match Server::start(args.listen, settings).await {
        Ok(server) => {
            println!("{}", server.url());
            server.serve().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("agentcore-host: {error}");
            ExitCode::FAILURE
        }
    }
}
