//! Finished runs in the table: what grows for ever in a deployment.

use crate::Failure;
use crate::report::narrate;
use adapters::aws::dynamodb::DynamoStore;
use adapters::conformance::samples::{key, start, with_status};
use futures_util::future::join_all;
use shared::ports::{CommitOutcome, RunStore as _};
use shared::run::ListStatus;

/// Writes at a time.
const AT_ONCE: usize = 64;
/// Runs between two words about it.
const SAY_EVERY: usize = 10_000;

/// Stores finished runs with these numbers.
pub(super) async fn fill(store: &DynamoStore, numbers: std::ops::Range<usize>) -> Result<(), Failure> {
    let numbers: Vec<usize> = numbers.collect();
    for some in numbers.chunks(AT_ONCE) {
        for written in join_all(some.iter().map(|number| ended(store, *number))).await {
            written?;
        }
        if let Some(last) = some.iter().find(|number| *number % SAY_EVERY == 0).filter(|number| **number > 0)
        {
            narrate(&format!("{last} finished runs"));
        }
    }
    Ok(())
}

/// One that ended long ago: one write, as its last commit left it.
async fn ended(store: &DynamoStore, number: usize) -> Result<(), Failure> {
    let created = i64::try_from(number)?;
    let mut commit =
        with_status(start(&key("default", &format!("old-{number:08}")), created, 1), ListStatus::Completed);
    commit.due = None;
    match store.commit(commit).await? {
        CommitOutcome::Committed => Ok(()),
        other @ (CommitOutcome::Conflict(_) | CommitOutcome::Unknown { .. }) => {
            Err(format!("a finished run was not stored: {other:?}").into())
        }
    }
}
