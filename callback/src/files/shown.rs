//! What a run shows of its agents' files: what the agents in the same process stored, and what the attempts that
//! succeeded gave names to. It changes nothing.

use super::index::Index;
use super::place::{Place, is_an_attempts};
use adapters::folder::{check_digest, checked_name};
use shared::ports::{PayloadError, Payloads};
use shared::run::{Run, StepStatus};
use shared::wire::ContentRef;
use std::collections::BTreeSet;

/// A file that a run shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its name in the payload store.
    pub artifact: String,
    /// What it is, where an attempt said so.
    pub content: Option<ContentRef>,
}

/// Names of all files that a run shows, ascending.
///
/// # Errors
/// The payload store's.
pub async fn list(payloads: &dyn Payloads, run: &Run) -> Result<Vec<String>, PayloadError> {
    let stored = payloads.artifacts(&run.key).await?;
    let mut names: BTreeSet<String> = BTreeSet::new();
    for (_place, index) in succeeded(payloads, run, &stored).await? {
        names.extend(index.files.into_keys());
    }
    names.extend(stored.into_iter().filter(|name| !is_an_attempts(name)));
    Ok(names.into_iter().collect())
}

/// Finds a file by the name that it is shown under. Where several steps gave it, the last that succeeded counts.
///
/// # Errors
/// [`PayloadError::NotFound`] and [`PayloadError::BadName`], or the payload store's.
pub async fn locate(payloads: &dyn Payloads, run: &Run, name: &str) -> Result<Shown, PayloadError> {
    checked_name(name)?;
    let stored = payloads.artifacts(&run.key).await?;
    for (place, index) in succeeded(payloads, run, &stored).await? {
        if let Some(content) = index.files.get(name) {
            return Ok(Shown { artifact: place.document(*content), content: Some(*content) });
        }
    }
    let is_there = stored.iter().any(|other| other == name) && !is_an_attempts(name);
    match is_there {
        true => Ok(Shown { artifact: name.to_owned(), content: None }),
        false => Err(PayloadError::NotFound { name: name.to_owned() }),
    }
}

/// Reads a file, and checks it against its digest where that is known.
///
/// # Errors
/// [`PayloadError::Changed`] for other bytes, or the payload store's.
pub async fn read(payloads: &dyn Payloads, run: &Run, shown: &Shown) -> Result<Vec<u8>, PayloadError> {
    let bytes = payloads.artifact(&run.key, &shown.artifact).await?;
    if let Some(content) = shown.content {
        check_digest(&shown.artifact, content.sha256, &bytes)?;
    }
    Ok(bytes)
}

/// The lists of names that count, the newest first. `stored` spares a read for each step that has none.
async fn succeeded(
    payloads: &dyn Payloads,
    run: &Run,
    stored: &[String],
) -> Result<Vec<(Place, Index)>, PayloadError> {
    let ended = run.steps.iter().filter_map(|(step, state)| match &state.status {
        // A step succeeds by its newest attempt.
        StepStatus::Succeeded { at, .. } => Some((*at, Place::of(step, state.last_attempt))),
        StepStatus::Pending
        | StepStatus::Running(_)
        | StepStatus::WaitingRetry { .. }
        | StepStatus::AwaitingApproval(_)
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    });
    let mut places: Vec<_> = ended.filter(|(_at, place)| stored.contains(&place.index())).collect();
    places.sort_by_key(|(at, _place)| std::cmp::Reverse(*at));
    let mut lists = Vec::with_capacity(places.len());
    for (_at, place) in places {
        let index = Index::load(payloads, &run.key, &place).await?;
        lists.push((place, index));
    }
    Ok(lists)
}
