//! The parts of the questions: which may be looked at, and about which documents each is. It reads no question.

use super::truth::corpus;
use agents::hash::sha256_hex;
use std::path::PathBuf;

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
    /// Short questions for what the corpus does not tell of a thing that it describes, three for each that is told, by six authors
    /// who knew the tuning half and no rule.
    NearShort,
    /// The other part of those: totals only.
    #[value(skip)]
    NearShortSpare,
    /// The same about the documents for practice, by another one; all of them may be looked at.
    NearShortPractice,
    /// The same about those of the blind ones.
    NearShortBlind,
    /// The same about those of the further ones.
    NearShortFurther,
    /// What a reader would ask about the corpus, two of three without an answer, by three authors who knew neither the questions
    /// nor a rule.
    NearAsked,
    /// What may be asked about any thing, put together by things of the corpus and by what is asked; none has an answer.
    NearAny,
    /// What readers who had just been handed the corpus would ask of it in their own words, three of five without an answer, by
    /// three of them who knew neither the questions nor a rule; all of them may be looked at.
    NearFresh,
    /// The same about the documents for practice, by another one.
    NearFreshPractice,
    /// The same about those of the blind ones.
    NearFreshBlind,
    /// The same about those of the further ones.
    NearFreshFurther,
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
    pub(super) const ALL: [Self; 30] = [
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
        Self::NearShort,
        Self::NearShortSpare,
        Self::NearShortPractice,
        Self::NearShortBlind,
        Self::NearShortFurther,
        Self::NearAsked,
        Self::NearAny,
        Self::NearFresh,
        Self::NearFreshPractice,
        Self::NearFreshBlind,
        Self::NearFreshFurther,
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
            Self::NearShort => "near-short",
            Self::NearShortSpare => "near-short, spare part",
            Self::NearShortPractice => "near-short-practice",
            Self::NearShortBlind => "near-short-blind",
            Self::NearShortFurther => "near-short-further",
            Self::NearAsked => "near-asked",
            Self::NearAny => "near-any",
            Self::NearFresh => "near-fresh",
            Self::NearFreshPractice => "near-fresh-practice",
            Self::NearFreshBlind => "near-fresh-blind",
            Self::NearFreshFurther => "near-fresh-further",
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
                | Self::NearShortSpare
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
            Self::Tuning | Self::HeldOut | Self::NearCorpus | Self::NearShort | Self::NearShortSpare => {
                "documents"
            }
            Self::Plain | Self::PlainSpare | Self::NearAsked | Self::NearAny | Self::NearFresh => "documents",
            Self::Practice | Self::Spare | Self::PlainPractice | Self::PlainPracticeSpare => "practice",
            Self::NearShortPractice | Self::NearFreshPractice => "practice",
            Self::Blind | Self::BlindSpare | Self::NearBlind => "blind",
            Self::PlainBlind | Self::PlainBlindSpare | Self::NearShortBlind | Self::NearFreshBlind => "blind",
            Self::Further | Self::FurtherSpare | Self::NearFurther => "further",
            Self::PlainFurther | Self::PlainFurtherSpare => "further",
            Self::NearShortFurther | Self::NearFreshFurther => "further",
        })
    }

    /// The name of its file.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Tuning => "tuning.yaml",
            Self::HeldOut => "held-out.yaml",
            Self::Practice | Self::Spare => "practice.yaml",
            Self::Blind | Self::BlindSpare => "blind.yaml",
            Self::Further | Self::FurtherSpare => "further.yaml",
            Self::NearCorpus => "near-corpus.yaml",
            Self::NearBlind => "near-blind.yaml",
            Self::NearFurther => "near-further.yaml",
            Self::NearShort | Self::NearShortSpare => "near-short.yaml",
            Self::NearShortPractice => "near-short-practice.yaml",
            Self::NearShortBlind => "near-short-blind.yaml",
            Self::NearShortFurther => "near-short-further.yaml",
            Self::NearAsked => "near-asked.yaml",
            Self::NearAny => "near-any.yaml",
            Self::NearFresh => "near-fresh.yaml",
            Self::NearFreshPractice => "near-fresh-practice.yaml",
            Self::NearFreshBlind => "near-fresh-blind.yaml",
            Self::NearFreshFurther => "near-fresh-further.yaml",
            Self::Plain | Self::PlainSpare => "plain.yaml",
            Self::PlainPractice | Self::PlainPracticeSpare => "plain-practice.yaml",
            Self::PlainBlind | Self::PlainBlindSpare => "plain-blind.yaml",
            Self::PlainFurther | Self::PlainFurtherSpare => "plain-further.yaml",
        }
    }

    /// Whether a question of its file belongs to it: files with a spare part are dealt out by a hash of the questions' names.
    pub(super) fn has(self, id: &str) -> bool {
        let even = sha256_hex(id.as_bytes()).ends_with(['0', '2', '4', '6', '8', 'a', 'c', 'e']);
        Self::BOTH.contains(&self) || self.parts().len() == 1 || even != self.is_spare()
    }
}
