//! What is known about the corpus: its questions, the sentences that answer them, where they disagree, and what only looks
//! like an answer. It knows no answers.

use super::matching::{Quote, holds};
use crate::Failure;
use agents::hash::sha256_hex;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A part of the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Half {
    /// To work with.
    Tuning,
    /// For the final figure only.
    HeldOut,
    /// Further questions to work with, about documents of their own.
    Practice,
    /// The other part of those: totals only, so that rules that fit nothing but what was looked at are noticed.
    #[value(skip)]
    Spare,
    /// Questions by an author who knew neither the rules nor the other questions, about documents of their own.
    Blind,
    /// The other part of those: totals only.
    #[value(skip)]
    BlindSpare,
    /// Questions by two further authors, about documents of their own.
    Further,
    /// The other part of those: totals only.
    #[value(skip)]
    FurtherSpare,
    /// Questions about what is described and not told, each beside one that is told, about the documents of the first two, by
    /// authors who knew no rule; all of them may be looked at.
    NearCorpus,
    /// The same about the documents of the blind ones.
    NearBlind,
    /// The same about those of the further ones.
    NearFurther,
}

impl Half {
    /// Those about the corpus, in the order in which they are shown.
    pub(super) const BOTH: [Self; 2] = [Self::Tuning, Self::HeldOut];
    /// Those about the documents for practice.
    pub(super) const PRACTICE: [Self; 2] = [Self::Practice, Self::Spare];
    /// Those about the documents of an author who knew no rule.
    pub(super) const BLIND: [Self; 2] = [Self::Blind, Self::BlindSpare];
    /// Those about the documents of the two further authors.
    pub(super) const FURTHER: [Self; 2] = [Self::Further, Self::FurtherSpare];
    /// All of them.
    pub(super) const ALL: [Self; 11] = [
        Self::Tuning,
        Self::HeldOut,
        Self::Practice,
        Self::Spare,
        Self::Blind,
        Self::BlindSpare,
        Self::Further,
        Self::FurtherSpare,
        Self::NearCorpus,
        Self::NearBlind,
        Self::NearFurther,
    ];
    /// Near misses with the other questions about the same documents.
    const NEAR_CORPUS: [Self; 3] = [Self::Tuning, Self::HeldOut, Self::NearCorpus];
    const NEAR_BLIND: [Self; 3] = [Self::Blind, Self::BlindSpare, Self::NearBlind];
    const NEAR_FURTHER: [Self; 3] = [Self::Further, Self::FurtherSpare, Self::NearFurther];

    /// Its name on the command line and in what is shown.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tuning => "tuning",
            Self::HeldOut => "held-out",
            Self::Practice => "practice",
            Self::Spare => "practice, spare part",
            Self::Blind => "blind",
            Self::BlindSpare => "blind, spare part",
            Self::Further => "further",
            Self::FurtherSpare => "further, spare part",
            Self::NearCorpus => "near-corpus",
            Self::NearBlind => "near-blind",
            Self::NearFurther => "near-further",
        }
    }

    /// Whether single questions of it may be looked at.
    pub(super) fn is_open(self) -> bool {
        match self {
            Self::Tuning | Self::Practice | Self::Blind | Self::Further => true,
            Self::NearCorpus | Self::NearBlind | Self::NearFurther => true,
            Self::HeldOut | Self::Spare | Self::BlindSpare | Self::FurtherSpare => false,
        }
    }

    /// Whether it asks for nothing but gaps: it has no planted contradictions.
    pub(super) fn is_near(self) -> bool {
        matches!(self, Self::NearCorpus | Self::NearBlind | Self::NearFurther)
    }

    /// The parts about the same documents.
    pub(super) fn set(self) -> &'static [Self] {
        match self {
            Self::Tuning | Self::HeldOut => &Self::BOTH,
            Self::Practice | Self::Spare => &Self::PRACTICE,
            Self::Blind | Self::BlindSpare => &Self::BLIND,
            Self::Further | Self::FurtherSpare => &Self::FURTHER,
            Self::NearCorpus => &Self::NEAR_CORPUS,
            Self::NearBlind => &Self::NEAR_BLIND,
            Self::NearFurther => &Self::NEAR_FURTHER,
        }
    }

    /// The documents that it is about.
    pub(super) fn documents(self) -> PathBuf {
        corpus().join(match self {
            Self::Tuning | Self::HeldOut | Self::NearCorpus => "documents",
            Self::Practice | Self::Spare => "practice",
            Self::Blind | Self::BlindSpare | Self::NearBlind => "blind",
            Self::Further | Self::FurtherSpare | Self::NearFurther => "further",
        })
    }

    fn file(self) -> &'static str {
        match self {
            Self::Tuning => "tuning.yaml",
            Self::HeldOut => "held-out.yaml",
            Self::Practice | Self::Spare => "practice.yaml",
            Self::Blind | Self::BlindSpare => "blind.yaml",
            Self::Further | Self::FurtherSpare => "further.yaml",
            Self::NearCorpus => "near-corpus.yaml",
            Self::NearBlind => "near-blind.yaml",
            Self::NearFurther => "near-further.yaml",
        }
    }

    /// Whether a question of its file belongs to it: files with a spare part are dealt out by a hash of the questions' names.
    fn has(self, id: &str) -> bool {
        let even = sha256_hex(id.as_bytes()).ends_with(['0', '2', '4', '6', '8', 'a', 'c', 'e']);
        match self {
            Self::Tuning | Self::HeldOut | Self::NearCorpus | Self::NearBlind | Self::NearFurther => true,
            Self::Practice | Self::Blind | Self::Further => even,
            Self::Spare | Self::BlindSpare | Self::FurtherSpare => !even,
        }
    }
}

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
