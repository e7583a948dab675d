//! Journal records: the history of a run, one record per event, in the order of `seq`.

use super::Event;
use crate::ids::{CommitId, Seq, Version};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One event of a run's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalRecord {
    /// Its number in the run, from 1 without gaps.
    pub seq: Seq,
    /// The version of the state that it led to.
    pub version: Version,
    /// The commit that wrote it.
    pub commit_id: CommitId,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}
