//! The list of an attempt's names, as it is stored. Its names are checked before they are kept.

use super::place::Place;
use serde::{Deserialize, Serialize};
use shared::limits::FILES_PER_ATTEMPT_MAX;
use shared::ports::{PayloadError, Payloads};
use shared::run::RunKey;
use shared::wire::ContentRef;
use std::collections::BTreeMap;

/// Schema number of the list.
const SCHEMA: u32 = 1;

/// An attempt's names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Index {
    schema: u32,
    /// Names and documents.
    pub(super) files: BTreeMap<String, ContentRef>,
}

/// Why names can't be added.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// A name is the folder of another one: no folder could keep both.
    #[error("'{0}' would be a file and a folder at once; choose another name")]
    Clash(String),
    /// There are too many.
    #[error("an attempt may have {FILES_PER_ATTEMPT_MAX} files; pack some of them together")]
    TooMany,
}

impl Index {
    pub(super) fn empty() -> Self {
        Self { schema: SCHEMA, files: BTreeMap::new() }
    }

    /// Loads an attempt's list; an empty one where it has none.
    pub(super) async fn load(
        payloads: &dyn Payloads,
        run: &RunKey,
        place: &Place,
    ) -> Result<Self, PayloadError> {
        let name = place.index();
        let bytes = match payloads.artifact(run, &name).await {
            Ok(bytes) => bytes,
            Err(PayloadError::NotFound { .. }) => return Ok(Self::empty()),
            Err(error) => return Err(error),
        };
        let index: Self =
            serde_json::from_slice(&bytes).map_err(|error| unreadable(&name, &error.to_string()))?;
        if index.schema == SCHEMA {
            Ok(index)
        } else {
            Err(unreadable(&name, "it was written by a newer release"))
        }
    }

    pub(super) async fn save(
        &self,
        payloads: &dyn Payloads,
        run: &RunKey,
        place: &Place,
    ) -> Result<(), PayloadError> {
        let name = place.index();
        let bytes = serde_json::to_vec(self).map_err(|error| unreadable(&name, &error.to_string()))?;
        payloads.put_artifact(run, &name, bytes).await
    }

    /// Adds names, over older ones; all or none.
    pub(super) fn add(&mut self, files: BTreeMap<String, ContentRef>) -> Result<(), Refused> {
        let mut all = self.files.clone();
        all.extend(files);
        if all.len() > FILES_PER_ATTEMPT_MAX {
            return Err(Refused::TooMany);
        }
        let is_folder = |name: &String| {
            let inside = format!("{name}/");
            all.range(inside.clone()..).next().is_some_and(|(next, _)| next.starts_with(&inside))
        };
        if let Some(clash) = all.keys().find(|name| is_folder(name)) {
            return Err(Refused::Clash(clash.clone()));
        }
        self.files = all;
        Ok(())
    }
}

fn unreadable(name: &str, why: &str) -> PayloadError {
    PayloadError::Unavailable {
        reason: format!("the list of names '{name}' can't be used: {why}"),
        help: "use the newest release, or restore the store from a copy".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::digest::Digest;

    fn files(names: &[&str]) -> BTreeMap<String, ContentRef> {
        let content = ContentRef { sha256: Digest::of_bytes(b"x"), bytes: 1 };
        names.iter().map(|name| ((*name).to_owned(), content)).collect()
    }

    #[test]
    fn a_name_is_a_file_or_a_folder() {
        let mut index = Index::empty();
        index.add(files(&["a.md", "b/c.md", "b.md", "b-1"])).unwrap();
        assert_eq!(index.add(files(&["b"])), Err(Refused::Clash("b".to_owned())));
        assert_eq!(index.add(files(&["a.md/x", "y"])), Err(Refused::Clash("a.md".to_owned())));
        assert_eq!(index.files.len(), 4, "all or none");
    }

    #[test]
    fn an_attempt_has_a_bounded_number_of_files() {
        let names: Vec<String> = (0..FILES_PER_ATTEMPT_MAX).map(|number| number.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut index = Index::empty();
        index.add(files(&names)).unwrap();
        index.add(files(&["0"])).unwrap();
        assert_eq!(index.add(files(&["one-more"])), Err(Refused::TooMany));
    }
}
