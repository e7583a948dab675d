//! Identifiers as types of their own, so that a step can't be passed where a run is meant. They are validated where they
//! are made and never generated here: fresh ones come through a port.

use crate::limits::{ID_MAX_CHARS, STEP_ID_MAX_CHARS};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that is not an identifier of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{given}' is no {what}: use {rule}")]
pub struct BadId {
    /// What kind of id was expected.
    pub what: &'static str,
    /// What was given, cut to a length that fits a log line.
    pub given: String,
    /// The rule that it breaks.
    pub rule: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $rule:literal, $valid:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        pub struct $name(Box<str>);

        impl $name {
            /// Checks and wraps a text.
            ///
            /// # Errors
            /// [`BadId`] where the text breaks the rule in the type's documentation.
            pub fn parse(text: impl AsRef<str>) -> Result<Self, BadId> {
                let text = text.as_ref();
                if $valid(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(BadId { what: $what, given: text.chars().take(80).collect(), rule: $rule })
                }
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.into_string()
            }
        }
    };
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= ID_MAX_CHARS
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn is_step_id(text: &str) -> bool {
    text.len() <= STEP_ID_MAX_CHARS
        && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn is_person(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 128 && !text.chars().any(char::is_control)
}

text_id!(
    /// Names one run for ever: `[A-Za-z0-9_-]{1,64}`.
    WorkflowId, "workflow id", "1 to 64 of A-Z a-z 0-9 _ -", is_id
);
text_id!(
    /// Names a tenant: `[A-Za-z0-9_-]{1,64}`. The laptop home has one, `local`.
    TenantId, "tenant id", "1 to 64 of A-Z a-z 0-9 _ -", is_id
);
text_id!(
    /// Names a step in a playbook: `[a-z][a-z0-9_]{0,31}`, so that `steps.ID.output` is a valid CEL path.
    StepId, "step id", "a lower-case letter, then up to 31 of a-z 0-9 _", is_step_id
);
text_id!(
    /// Names an agent in the registry: `[A-Za-z0-9_-]{1,64}`.
    AgentName, "agent name", "1 to 64 of A-Z a-z 0-9 _ -", is_id
);
text_id!(
    /// Names a playbook: `[A-Za-z0-9_-]{1,64}`.
    PlaybookName, "playbook name", "1 to 64 of A-Z a-z 0-9 _ -", is_id
);
text_id!(
    /// Names a signing key of the deployment: `[A-Za-z0-9_-]{1,64}`.
    KeyId, "key id", "1 to 64 of A-Z a-z 0-9 _ -", is_id
);
text_id!(
    /// Names a person or a machine that acts: 1 to 128 characters without control characters.
    PersonId, "person", "1 to 128 characters without control characters", is_person
);

impl Default for TenantId {
    /// The tenant of a deployment that has only one.
    fn default() -> Self {
        Self("default".into())
    }
}

/// Identifies one commit: 128 random bits, so that a writer can find out whether its ambiguous write went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommitId(u128);

impl CommitId {
    /// From 128 fresh random bits.
    #[must_use]
    pub const fn from_bits(bits: u128) -> Self {
        Self(bits)
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl From<CommitId> for String {
    fn from(id: CommitId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for CommitId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        u128::from_str_radix(&text, 16).map(Self).map_err(|_| BadId {
            what: "commit id",
            given: text.chars().take(80).collect(),
            rule: "32 hexadecimal digits",
        })
    }
}

/// Number of a step's attempt: from 1, counted for the life of the run, never reused by a retry or a request for changes.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = u32))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttemptNo(pub u32);

impl AttemptNo {
    /// The number after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for AttemptNo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Names one round of one gate: `step.round`, such as `review.2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApprovalId {
    /// The gate's step.
    pub step: StepId,
    /// The round, from 1.
    pub round: u32,
}

impl ApprovalId {
    /// Reads `step.round`.
    ///
    /// # Errors
    /// [`BadId`] where the text has another form.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let bad = || BadId {
            what: "approval id",
            given: text.chars().take(80).collect(),
            rule: "the step, a dot and the round, like review.1",
        };
        let (step, round) = text.rsplit_once('.').ok_or_else(bad)?;
        let round = round.parse::<u32>().ok().filter(|r| *r > 0).ok_or_else(bad)?;
        Ok(Self { step: StepId::parse(step).map_err(|_| bad())?, round })
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ApprovalId {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ApprovalId {}

impl fmt::Display for ApprovalId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.step, self.round)
    }
}

impl From<ApprovalId> for String {
    fn from(id: ApprovalId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ApprovalId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        Self::parse(&text)
    }
}

/// Version of a run's state: 1 after the first commit, plus one per commit.
pub type Version = u64;
/// Number of a journal record in its run: from 1, without gaps.
pub type Seq = u64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_breaks_keys_paths_and_expressions() {
        assert!(WorkflowId::parse("a-B_9").is_ok());
        for bad in ["", "a b", "a/b", "a#b", "ä", &"x".repeat(65)] {
            assert!(WorkflowId::parse(bad).is_err(), "{bad:?}");
        }
        for bad in ["Fact", "fact-check", "1a", "a.b", &"x".repeat(33)] {
            assert!(StepId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn approval_ids_round_trip() {
        let id = ApprovalId::parse("review.12").unwrap();
        assert_eq!((id.step.as_str(), id.round, id.to_string().as_str()), ("review", 12, "review.12"));
        for bad in ["review", "review.0", "review.x", ".1", "Review.1"] {
            assert!(ApprovalId::parse(bad).is_err(), "{bad:?}");
        }
    }
}
