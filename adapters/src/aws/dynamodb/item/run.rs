//! A run's item: state and journal tail compressed together, and the keys of the indexes that it is in.

use super::tail::Tail;
use super::{Item, Stored, begin, blob, check_item_size, corrupt, number, row, text};
use crate::aws::dynamodb::deflate::{deflate, inflate};
use crate::aws::dynamodb::key;
use crate::aws::dynamodb::table::{DUE, IDS, LIST, TTL};
use shared::ids::{CommitId, Version};
use shared::ports::{Commit, StoreError};
use shared::run::{Run, RunKey, status};
use shared::time::Timestamp;

/// Attribute: the state's version.
pub(in super::super) const VERSION: &str = "version";
/// Attribute: the commit that wrote it.
pub(in super::super) const COMMIT_ID: &str = "commit_id";
/// Attribute: state and tail, see [`Body`].
const STATE: &str = "state";
/// Attribute: the playbook's name, for filters of lists.
pub(in super::super) const PLAYBOOK: &str = "playbook";

/// What a stored item tells besides the state: all that the next commit needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Known {
    /// The version.
    pub(in super::super) version: Version,
    /// The commit that wrote it.
    pub(in super::super) commit_id: CommitId,
    /// The indexed due time.
    pub(in super::super) due: Option<Timestamp>,
    /// Its place in lists, which never changes.
    list_sk: String,
    /// The journal's tail.
    pub(in super::super) tail: Tail,
}

/// Writes the item of a commit that goes on from `before`, with the tail as it is without the commit's records.
/// `expires` in seconds since 1970 is kept where the run has ended.
pub(in super::super) fn encode(
    commit: &Commit,
    before: Option<&Known>,
    tail: &Tail,
    expires: i64,
) -> Result<(Item, Known), StoreError> {
    let (run, key) = (&commit.run, &commit.run.key);
    let what = name(key);
    let state = row::to_json(&what, run.as_ref())?;
    let due = due_to_index(before.and_then(|before| before.due), commit);
    let list_sk = || key::list::sk(run.created_at, &key.id);
    let known = Known {
        version: run.version,
        commit_id: run.commit_id,
        due,
        list_sk: before.map_or_else(list_sk, |before| before.list_sk.clone()),
        tail: tail.with(&what, &commit.records)?,
    };
    let mut item = begin(key::run::key(key));
    let mut put = |name: &str, value| drop(item.insert(name.to_owned(), value));
    put(super::SCHEMA_NAME, number(run.schema));
    put(VERSION, number(run.version));
    put(COMMIT_ID, text(run.commit_id.to_string()));
    put(
        STATE,
        blob(Body { state, tail: known.tail.clone() }.write().map_err(|error| corrupt(&what, error))?),
    );
    put(PLAYBOOK, text(run.playbook.name.as_str()));
    put(LIST.hash, text(key::list::pk(key, status(run).listed())));
    put(LIST.range, text(known.list_sk.as_str()));
    put(IDS.hash, text(key::id::pk(key)));
    if let Some(due) = due {
        put(DUE.hash, text(key::due::pk(key)));
        put(DUE.range, text(key::due::sk(due, key)));
    }
    if run.is_terminal() {
        put(TTL, number(expires));
    }
    check_item_size(&what, &item)?;
    Ok((item, known))
}

/// The due time that is indexed from now on. An earlier one stays where the run is due soon anyway: it costs a sweep a look,
/// where moving it would cost two index writes each time.
fn due_to_index(indexed: Option<Timestamp>, commit: &Commit) -> Option<Timestamp> {
    let stays = |old: &Timestamp| commit.is_due_soon() && commit.may_stay(*old);
    indexed.filter(stays).or(commit.due)
}

/// Reads an item.
pub(in super::super) fn decode(key: &RunKey, item: &Item) -> Result<(Run, Known), StoreError> {
    let what = name(key);
    let stored = Stored::new(item, &what)?;
    let body = Body::read(stored.blob(STATE)?).map_err(|error| corrupt(&what, error))?;
    let run: Run = serde_json::from_slice(&body.state).map_err(|error| corrupt(&what, error))?;
    let commit_id = CommitId::try_from(stored.text(COMMIT_ID)?.to_owned());
    let due = if stored.has(DUE.range) {
        let entry = key::due::decode(stored.text(DUE.range)?);
        Some(entry.ok_or_else(|| corrupt(&what, "its due time is damaged"))?.due)
    } else {
        None
    };
    let known = Known {
        version: stored.number(VERSION)?,
        commit_id: commit_id.map_err(|error| corrupt(&what, error))?,
        due,
        list_sk: stored.text(LIST.range)?.to_owned(),
        tail: body.tail,
    };
    Ok((run, known))
}

/// What an error calls a run.
pub(in super::super) fn name(key: &RunKey) -> String {
    format!("run '{}'", key.id)
}

/// State and tail in one compressed stream: three big-endian numbers (bytes of the state, first record, records), the
/// state's JSON, the tail's lines.
struct Body {
    state: Vec<u8>,
    tail: Tail,
}

impl Body {
    fn write(&self) -> Result<Vec<u8>, std::io::Error> {
        let too_long = |_| std::io::Error::other("more than 4 GB of JSON");
        let state = u32::try_from(self.state.len()).map_err(too_long)?;
        let count = u32::try_from(self.tail.count).map_err(too_long)?;
        deflate(&[
            &state.to_be_bytes(),
            &self.tail.first.to_be_bytes(),
            &count.to_be_bytes(),
            &self.state,
            &self.tail.lines,
        ])
    }

    fn read(bytes: &[u8]) -> Result<Self, std::io::Error> {
        let inflated = inflate(bytes)?;
        Self::split(&inflated).ok_or_else(|| std::io::Error::other("its state is cut off"))
    }

    fn split(inflated: &[u8]) -> Option<Self> {
        let (state_bytes, rest) = inflated.split_first_chunk::<4>()?;
        let (first, rest) = rest.split_first_chunk::<8>()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let (state, lines) =
            rest.split_at_checked(usize::try_from(u32::from_be_bytes(*state_bytes)).ok()?)?;
        let tail = Tail {
            first: u64::from_be_bytes(*first),
            count: usize::try_from(u32::from_be_bytes(*count)).ok()?,
            lines: lines.to_vec(),
        };
        Some(Self { state: state.to_vec(), tail })
    }
}

#[cfg(test)]
mod tests;
