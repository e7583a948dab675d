//! What a stage came to. It must not run or print anything.

/// The result of one stage. A stage that runs many tests counts each of them, any other counts as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// How many checks passed.
    pub(crate) passed: usize,
    /// How many failed.
    pub(crate) failed: usize,
    /// How many were not run.
    pub(crate) skipped: usize,
    /// Why, for a person: one line each.
    pub(crate) notes: Vec<String>,
}

impl Outcome {
    /// The stage's one check passed.
    pub(crate) fn passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// The stage's one check failed.
    pub(crate) fn failed(why: impl Into<String>) -> Self {
        Self { failed: 1, notes: vec![why.into()], ..Self::default() }
    }

    /// The stage was not run.
    pub(crate) fn skipped(why: impl Into<String>) -> Self {
        Self { skipped: 1, notes: vec![why.into()], ..Self::default() }
    }

    /// One check: passed if nothing is wrong, else failed with a line for each finding.
    pub(crate) fn of_findings(findings: Vec<String>) -> Self {
        match findings.is_empty() {
            true => Self::passed(),
            false => Self { failed: 1, notes: findings, ..Self::default() },
        }
    }

    /// One check: whether a program ended well.
    pub(crate) fn of_success(success: bool, why: &str) -> Self {
        if success { Self::passed() } else { Self::failed(why) }
    }

    /// One word for the table.
    pub(crate) fn verdict(&self) -> &'static str {
        match (self.failed, self.passed, self.skipped) {
            (0, 0, 1..) => "SKIPPED",
            (0, _, _) => "passed",
            _ => "FAILED",
        }
    }

    /// Adds the counts of another outcome.
    pub(crate) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn one_failure_among_passes_is_a_failure() {
        let outcome = Outcome { passed: 3, failed: 1, skipped: 1, notes: Vec::new() };
        assert_eq!(outcome.verdict(), "FAILED");
    }

    #[test]
    fn a_stage_that_ran_nothing_is_skipped() {
        assert_eq!(Outcome::skipped("no tool").verdict(), "SKIPPED");
        assert_eq!(Outcome { passed: 2, skipped: 1, ..Outcome::default() }.verdict(), "passed");
    }
}
