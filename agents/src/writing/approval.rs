//! Facts of the decision as the writer's step gets them; decides nothing.

use serde::{Deserialize, Serialize};

/// Who decided: one name or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DecidedBy {
    /// One person.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl std::fmt::Display for DecidedBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One(name) => f.write_str(name),
            Self::Many(names) => f.write_str(&names.join(", ")),
        }
    }
}

/// The comment of a decision that a program took because nobody was asked: the report says so and answers nothing.
pub const AUTOMATIC_APPROVAL: &str = "approved by --approve auto: nobody looked at it";

/// Facts of the approval, as the writer's step gets them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Approval {
    /// What the approver wrote.
    pub comment: Option<String>,
    /// SHA-256 of the artifact that was approved, hex.
    pub artifact_hash: Option<String>,
    /// Who approved.
    pub decided_by: Option<DecidedBy>,
    /// Whether the artifact was edited at the approval.
    pub edited: bool,
}

impl Approval {
    /// Whether a program decided and nobody looked at the artifact.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.comment.as_deref().is_some_and(|comment| comment.trim() == AUTOMATIC_APPROVAL)
    }

    /// What a person wrote, if anything.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.comment.as_deref().filter(|comment| !comment.trim().is_empty() && !self.is_automatic())
    }
}
