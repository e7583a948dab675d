//! Filling a store with copies of one real run that has ended. Only what must differ differs: id, commit and time.

use crate::Failure;
use crate::driver::Driver;
use crate::server::{STORE_FILE, Server, TENANT};
use adapters::redb_store::{Options, RedbStore};
use futures_util::future::join_all;
use shared::ids::{CommitId, TenantId, WorkflowId};
use shared::ports::{Commit, CommitOutcome, RunStore as _, Urgency};
use shared::run::{JournalRecord, Run, RunKey};
use shared::time::Millis;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Runs that are handed to the store at once.
const GROUP: usize = 512;
/// Bits of the copies' commit ids above their number, so that none meets a real one.
const COPIES: u128 = 0xC0 << 120;
/// Time between the beginnings of two copies.
const APART: Millis = Millis(1);

/// A real run that has ended, and its history.
pub(super) struct Template {
    run: Run,
    records: Vec<JournalRecord>,
}

/// The id of a copy.
pub(super) fn id(number: usize) -> String {
    format!("copy-{number:08}")
}

/// The key of a copy.
pub(super) fn key(number: usize) -> Result<RunKey, Failure> {
    Ok(RunKey { tenant: TenantId::parse(TENANT)?, id: WorkflowId::parse(id(number))? })
}

/// Lets a server do one run in the store of a folder, and takes it as the template.
pub(super) async fn template(program: &Path, folder: &Path) -> Result<Template, Failure> {
    let (driver, options) = Driver::start().await?;
    let server = Server::start(program, folder, &options).await?;
    let (ids, _) = driver.load(&server.url, 1, Duration::from_secs(10), 1).await?;
    driver.all_completed(&server.url, ids.clone()).await?;
    server.stop().await?;
    let id = ids.first().ok_or("no run was done within ten seconds")?;
    let key = RunKey { tenant: TenantId::parse(TENANT)?, id: WorkflowId::parse(id)? };
    let store = open(folder)?;
    let run = store.load(&key).await?.ok_or("the run that was just done is not stored")?;
    let records = store.journal(&key, 0, usize::MAX).await?;
    Ok(Template { run: (*run).clone(), records })
}

/// The store in a folder that no server serves just now.
pub(super) fn open(folder: &Path) -> Result<RedbStore, Failure> {
    Ok(RedbStore::open(folder.join(STORE_FILE), Options::default())?)
}

/// Stores copies by number.
pub(super) async fn fill(
    folder: &Path,
    template: &Template,
    mut numbers: Range<usize>,
) -> Result<(), Failure> {
    let store = open(folder)?;
    while !numbers.is_empty() {
        let end = numbers.end.min(numbers.start + GROUP);
        let commits =
            (numbers.start..end).map(|number| template.copy(number)).collect::<Result<Vec<_>, _>>()?;
        for outcome in join_all(commits.into_iter().map(|commit| store.commit(commit))).await {
            match outcome? {
                CommitOutcome::Committed => {}
                CommitOutcome::Conflict(_) => return Err("a copy was stored before".into()),
                CommitOutcome::Unknown { reason } => return Err(reason.into()),
            }
        }
        numbers.start = end;
    }
    Ok(())
}

impl Template {
    fn copy(&self, number: usize) -> Result<Commit, Failure> {
        let mut run = self.run.clone();
        run.key = key(number)?;
        run.commit_id = CommitId::from_bits(COPIES | u128::try_from(number)?);
        let later = Millis(APART.0 * u64::try_from(number)?);
        run.created_at = self.run.created_at.after(later);
        let now = self.run.updated_at.after(later);
        run.updated_at = now;
        Ok(Commit {
            run: Arc::new(run),
            expected: None,
            records: self.records.clone(),
            due: None,
            answers: Vec::new(),
            now,
            urgency: Urgency::Now,
        })
    }
}
