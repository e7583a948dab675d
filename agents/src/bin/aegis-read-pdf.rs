//! The PDF reader as a program of its own; holds no logic.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(agents::reading::pdf_child_main())
}
