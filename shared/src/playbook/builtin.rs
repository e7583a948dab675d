//! The playbook that every home has. Its source is `research-report.yaml`; nothing of it is repeated here.

use super::{Playbook, PlaybookErrors, load};

/// Name of the built-in playbook: what a start request without a playbook means.
pub const RESEARCH_REPORT_NAME: &str = "research-report";

/// Source of the built-in four-step line: research, analyse, review, write.
pub const RESEARCH_REPORT: &str = include_str!("research-report.yaml");

/// The built-in playbook.
///
/// # Errors
/// None in a program whose tests passed: the source is part of it.
pub fn research_report() -> Result<Playbook, PlaybookErrors> {
    load(RESEARCH_REPORT, "research-report.yaml")
}
