//! The parser of risky documents as a program of its own; holds no logic.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(agents::reading::parser_child_main(std::env::args_os().skip(1)))
}
