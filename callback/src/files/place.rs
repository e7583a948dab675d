//! Where an attempt's documents lie among a run's artifacts. It reads and writes nothing.

use shared::digest::Digest;
use shared::ids::{AttemptNo, StepId};
use shared::wire::ContentRef;

/// What the names of all attempts' documents begin with. Agents in the same process store beside it.
const ATTEMPTS: &str = "attempts/";
/// The list of names.
const INDEX: &str = "index.json";

/// The place of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place(String);

impl Place {
    pub(super) fn of(step: &StepId, attempt: AttemptNo) -> Self {
        Self(format!("{ATTEMPTS}{step}/{attempt}/"))
    }

    /// The artifact that is a document.
    pub(super) fn document(&self, content: ContentRef) -> String {
        format!("{}{}", self.0, object(content))
    }

    /// The artifact that is the list of names.
    pub(super) fn index(&self) -> String {
        format!("{}{INDEX}", self.0)
    }
}

/// A document's own name: its digest and its size.
pub(super) fn object(content: ContentRef) -> String {
    format!("{}.{}", content.sha256, content.bytes)
}

/// Reads a document's own name.
pub(super) fn content(object: &str) -> Option<ContentRef> {
    let (sha256, bytes) = object.split_once('.')?;
    let content = ContentRef { sha256: Digest::parse(sha256).ok()?, bytes: bytes.parse().ok()? };
    // One document, one name.
    (self::object(content) == object).then_some(content)
}

/// Whether an artifact belongs to an attempt, and is shown under the name that the attempt gave only.
pub(super) fn is_an_attempts(artifact: &str) -> bool {
    artifact.starts_with(ATTEMPTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documents_name_is_read_back_and_no_other_one() {
        let one = ContentRef { sha256: Digest::of_bytes(b"x"), bytes: 1 };
        let name = object(one);
        assert_eq!(content(&name), Some(one));
        for bad in
            ["", "index.json", &name.to_uppercase(), &format!("{}.01", one.sha256), &format!("{name}.1")]
        {
            assert_eq!(content(bad), None, "{bad}");
        }
    }

    #[test]
    fn attempts_are_apart() {
        let step = StepId::parse("write").unwrap();
        let place = Place::of(&step, AttemptNo(1));
        assert_eq!(place.index(), "attempts/write/1/index.json");
        assert!(is_an_attempts(&place.index()) && !is_an_attempts("report/report.md"));
        assert!(!Place::of(&step, AttemptNo(11)).index().starts_with(&place.0));
    }
}
