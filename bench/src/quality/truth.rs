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
    /// Plain questions about the corpus, by an author who knew the tuning half and no rule; half of them have no answer.
    Plain,
    /// The other part of those: totals only.
    #[value(skip)]
    PlainSpare,
    /// The same about the documents for practice.
    PlainPractice,
    /// The other part of those.
    #[value(skip)]
    PlainPracticeSpare,
    /// The same about the documents of the blind ones.
    PlainBlind,
    /// The other part of those.
    #[value(skip)]
    PlainBlindSpare,
    /// The same about those of the further ones.
    PlainFurther,
    /// The other part of those.
    #[value(skip)]
    PlainFurtherSpare,
}

impl Half {
    /// Those about the corpus, in the order in which they are shown.
    pub(super) const BOTH: [Self; 2] = [Self::Tuning, Self::HeldOut];
    /// All of them.
    pub(super) const ALL: [Self; 19] = [
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
        Self::Plain,
        Self::PlainSpare,
        Self::PlainPractice,
        Self::PlainPracticeSpare,
        Self::PlainBlind,
        Self::PlainBlindSpare,
        Self::PlainFurther,
        Self::PlainFurtherSpare,
    ];
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
            Self::Plain => "plain",
            Self::PlainSpare => "plain, spare part",
            Self::PlainPractice => "plain-practice",
            Self::PlainPracticeSpare => "plain-practice, spare part",
            Self::PlainBlind => "plain-blind",
            Self::PlainBlindSpare => "plain-blind, spare part",
            Self::PlainFurther => "plain-further",
            Self::PlainFurtherSpare => "plain-further, spare part",
        }
    }

    /// Whether single questions of it may be looked at.
    pub(super) fn is_open(self) -> bool {
        self != Self::HeldOut && !self.is_spare()
    }

    /// Whether it is the part of a file of which only totals are shown.
    fn is_spare(self) -> bool {
        matches!(
            self,
            Self::Spare
                | Self::BlindSpare
                | Self::FurtherSpare
                | Self::PlainSpare
                | Self::PlainPracticeSpare
                | Self::PlainBlindSpare
                | Self::PlainFurtherSpare
        )
    }

    /// Whether it is a measure of gaps alone: it has no planted contradictions and no limits of its own.
    pub(super) fn is_near(self) -> bool {
        ["near-", "plain"].iter().any(|name| self.file().starts_with(name))
    }

    /// The parts of which totals are shown: it, and the spare part of its file.
    pub(super) fn parts(self) -> Vec<Self> {
        if Self::BOTH.contains(&self) {
            return vec![self];
        }
        Self::ALL.into_iter().filter(|half| half.file() == self.file()).collect()
    }

    /// The parts about the same documents; of near misses and plain questions, only their own beside the first ones.
    pub(super) fn set(self) -> Vec<Self> {
        let about = |half: &Self| half.documents() == self.documents();
        let counts = |half: &Self| !half.is_near() || self.is_near() && half.file() == self.file();
        Self::ALL.into_iter().filter(|half| about(half) && counts(half)).collect()
    }

    /// The documents that it is about.
    pub(super) fn documents(self) -> PathBuf {
        corpus().join(match self {
            Self::Tuning | Self::HeldOut | Self::NearCorpus | Self::Plain | Self::PlainSpare => "documents",
            Self::Practice | Self::Spare | Self::PlainPractice | Self::PlainPracticeSpare => "practice",
            Self::Blind | Self::BlindSpare | Self::NearBlind => "blind",
            Self::PlainBlind | Self::PlainBlindSpare => "blind",
            Self::Further | Self::FurtherSpare | Self::NearFurther => "further",
            Self::PlainFurther | Self::PlainFurtherSpare => "further",
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
            Self::Plain | Self::PlainSpare => "plain.yaml",
            Self::PlainPractice | Self::PlainPracticeSpare => "plain-practice.yaml",
            Self::PlainBlind | Self::PlainBlindSpare => "plain-blind.yaml",
            Self::PlainFurther | Self::PlainFurtherSpare => "plain-further.yaml",
        }
    }

    /// Whether a question of its file belongs to it: files with a spare part are dealt out by a hash of the questions' names.
    fn has(self, id: &str) -> bool {
        let even = sha256_hex(id.as_bytes()).ends_with(['0', '2', '4', '6', '8', 'a', 'c', 'e']);
        Self::BOTH.contains(&self) || self.parts().len() == 1 || even != self.is_spare()
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
