//! What is known about the corpus: its questions, the sentences that answer them, where they disagree, and what only looks
//! like an answer. It knows no answers.

use super::half::Half;
use super::matching::{Quote, holds};
use crate::Failure;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// Its name, in no other question.
    pub(super) id: String,
    /// What makes it hard.
    pub(super) kind: String,
    /// As it is asked.
    pub(super) question: String,
    /// Everything in the documents that answers it; nothing for a question without an answer.
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
    /// Pairs of facts that contradict each other.
    #[serde(default)]
    pub(super) conflicts: Vec<(String, String)>,
    /// What shares its words and does not answer it.
    #[serde(default)]
    pub(super) traps: Vec<Passage>,
}

/// A planted fact.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Fact {
    /// Its name within the question.
    pub(super) id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub(super) passage: Passage,
}

/// A sentence or a row of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Passage {
    /// Path of the document.
    pub(super) document: String,
    /// Documents that copied it word for word.
    #[serde(default)]
    pub(super) copies: Vec<String>,
    /// The sentence; white space may differ.
    #[serde(default)]
    pub(super) sentence: Option<String>,
    /// Cells of the row, for tables.
    #[serde(default)]
    pub(super) cells: Vec<String>,
}

impl Passage {
    /// Whether a quote is of this passage.
    pub(super) fn is_quoted(&self, quote: &Quote) -> bool {
        let place = self.document == quote.document || self.copies.contains(&quote.document);
        place && holds(&quote.text, self)
    }
}

impl Question {
    /// The fact with this name.
    pub(super) fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The passages on both sides of each conflict.
    pub(super) fn sides(&self) -> impl Iterator<Item = (&Passage, &Passage)> {
        let passage = |id: &str| self.fact(id).map(|fact| &fact.passage);
        self.conflicts.iter().filter_map(move |(a, b)| passage(a).zip(passage(b)))
    }
}

/// Folder of the corpus in the repository.
pub(super) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The questions of a part.
///
/// # Errors
/// A file that is absent or has another shape, or names that are not unique or lead nowhere.
pub(super) fn questions(half: Half) -> Result<Vec<Question>, Failure> {
    let path = corpus().join("questions").join(half.file());
    let failed = |why: String| Failure::from(format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
    let mut questions: Vec<Question> =
        serde_saphyr::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let mut names = BTreeSet::new();
    for question in &questions {
        let unknown = question.conflicts.len() - question.sides().count();
        if !names.insert(&question.id) || unknown > 0 {
            return Err(failed(format!(
                "'{}' is there twice, or has a conflict of unknown facts",
                question.id
            )));
        }
    }
    questions.retain(|question| half.has(&question.id));
    Ok(questions)
}
