//! The `aegis` program: reads the command line, runs one command, ends with its exit code. Everything else is elsewhere.

mod app;
mod args;
mod auth;
mod client;
mod commands;
mod config;
mod error;
mod exit;
#[cfg(feature = "failpoints")]
mod failpoints;
mod hold;
mod output;
mod prompt;

use std::process::ExitCode;

/// A quarter of a loaded server's time went into the system's allocator; this one takes half as long, for some megabytes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    adapters::redb_store::hush_guarded_panics();
    ExitCode::from(app::main(std::env::args_os()).code())
}
