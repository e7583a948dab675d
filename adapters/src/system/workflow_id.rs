//! Fresh ids of runs: UUID version 7, so that ids of a day share their beginning and sort by time.

use shared::ids::WorkflowId;
use shared::time::Timestamp;

/// An id from the time and fresh random bits.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "a UUID is 36 letters, digits and dashes, which always are a workflow id"
)]
pub fn new_workflow_id(now: Timestamp, bits: u128) -> WorkflowId {
    let millis = u64::try_from(now.as_millis()).unwrap_or_default();
    let [_, _, _, _, _, _, random @ ..] = bits.to_be_bytes();
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    WorkflowId::parse(id.hyphenated().to_string()).expect("a valid workflow id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_differ_by_their_bits() {
        let at = |millis| Timestamp::from_millis(millis);
        let early = new_workflow_id(at(1_769_852_400_123), u128::MAX);
        let late = new_workflow_id(at(1_769_852_400_124), 0);
        assert!(early < late, "{early} {late}");
        assert_ne!(new_workflow_id(at(5), 1), new_workflow_id(at(5), 2));
        assert_eq!(new_workflow_id(at(5), 1), new_workflow_id(at(5), 1));
        assert_eq!(late.as_str().len(), 36);
    }
}
