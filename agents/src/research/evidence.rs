//! The corpus as scored sentences: which are evidence for a sub-question, which say the same; writes no result.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use super::question::{Aspect, SubQuestion};
use crate::language::{Language, is_negated, numbers};
use crate::limits;
use crate::passages::{Sentence, sentences};
use crate::rank::{Index, bm25, cosine};
use crate::reading::{BlockKind, Corpus, Source, SourceId};

/// A heading's words count half for the sentences below it.
const HEADING_WEIGHT: f32 = 0.5;
/// Share of a neighbour's score that a sentence gets from its window.
const NEIGHBOUR_WEIGHT: f32 = 0.15;
/// Terms of context against terms of the subject.
const CONTEXT_WEIGHT: f32 = 0.4;
/// Share of a subject's weight (by idf) that must be present for a sentence to be about it.
const COVERAGE: f32 = 0.6;
/// Likeness from which on two sentences of different documents support each other.
const SUPPORT: f32 = 0.38;
/// Topic words that supporting sentences must share: likeness alone is easy for short ones.
const SUPPORT_WORDS: usize = 4;
/// Best sentences of a sub-question that are looked up in the other documents, and what each such document adds.
const PROMOTED: usize = 25;
const SUPPORT_BONUS: f32 = 0.25;
/// Factor for a sentence that points at something not quoted with it.
const DANGLING: f32 = 0.5;
/// Factor for table rows: figures without a sentence.
const ROW: f32 = 0.7;
/// Openings that point at the sentence before.
const POINTING: [&str; 23] = [
    "it",
    "its",
    "they",
    "their",
    "them",
    "this",
    "these",
    "that",
    "those",
    "such",
    "he",
    "she",
    "both",
    "however",
    "but",
    "and",
    "so",
    "also",
    "therefore",
    "here",
    "instead",
    "otherwise",
    "then",
];

/// Words that point back from further inside a sentence, and how far inside they are looked for.
const POINTING_INSIDE: [&str; 5] = ["then", "therefore", "however", "thus", "instead"];
const POINTING_INSIDE_WORDS: usize = 5;

/// All sentences of a corpus and their statistics.
pub(super) struct Evidence<'a> {
    corpus: &'a Corpus,
    pub(super) sentences: Vec<Sentence>,
    pub(super) index: Index,
    /// The question's topics: two sentences about different ones can't say the same.
    topics: Vec<Vec<String>>,
    /// Support found so far: several sub-questions ask for the same sentence.
    supported: RefCell<HashMap<usize, Vec<usize>>>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(corpus: &'a Corpus, language: &Language, question: &str) -> Self {
        let stems = |phrase: Vec<crate::language::Word>| phrase.into_iter().map(|word| word.stem).collect();
        let topics = language.phrases(question).into_iter().map(stems).collect();
        let mut evidence = Self {
            corpus,
            sentences: Vec::new(),
            index: Index::default(),
            topics,
            supported: RefCell::default(),
        };
        for (number, source) in corpus.sources.iter().enumerate() {
            let mut headings: HashMap<usize, Vec<String>> = HashMap::new();
            for sentence in sentences(number, source) {
                let own = language.stems(source.text.get(sentence.start..sentence.end).unwrap_or_default());
                let above = sentence.heading.map(|block| {
                    headings.entry(block).or_insert_with(|| language.stems(block_text(source, block))).clone()
                });
                evidence.index.add(&[(&own, 1.0), (&above.unwrap_or_default(), HEADING_WEIGHT)]);
                evidence.sentences.push(sentence);
            }
        }
        evidence
    }

    pub(super) fn source(&self, entry: usize) -> Option<&'a Source> {
        self.sentences.get(entry).and_then(|sentence| self.corpus.sources.get(sentence.source))
    }

    pub(super) fn text(&self, entry: usize) -> &'a str {
        let range = self.sentences.get(entry).map(|sentence| sentence.start..sentence.end);
        let text = self.source(entry).zip(range).and_then(|(source, range)| source.text.get(range));
        text.unwrap_or_default()
    }

    pub(super) fn heading(&self, entry: usize) -> Option<&'a str> {
        let block = self.sentences.get(entry)?.heading?;
        self.source(entry).map(|source| block_text(source, block))
    }

    /// The source that counts: copies count as the document they repeat.
    pub(super) fn independent(&self, entry: usize) -> Option<&'a SourceId> {
        self.source(entry).map(|source| source.copy_of.as_ref().unwrap_or(&source.id))
    }

    /// Sentences that are evidence for the sub-question with their score, best first.
    pub(super) fn for_question(&self, sub: &SubQuestion) -> Vec<(usize, f32)> {
        let mut query: BTreeMap<String, f32> = BTreeMap::new();
        for stem in &sub.context {
            query.insert(stem.clone(), CONTEXT_WEIGHT);
        }
        for stem in sub.subjects.iter().flatten() {
            query.insert(stem.clone(), 1.0);
        }
        let scores = bm25(&self.index, &query.into_iter().collect::<Vec<_>>());
        let mut out = Vec::new();
        for (entry, own) in scores.iter().enumerate().filter(|(_, score)| **score > 0.0) {
            let text = self.text(entry);
            if quotable(text) && sub.aspect.fits(text) && self.covers(entry, sub) {
                let window = self.neighbour(&scores, entry, false) + self.neighbour(&scores, entry, true);
                out.push((entry, (own + NEIGHBOUR_WEIGHT * window) * self.quality(entry)));
            }
        }
        best_first(&mut out);
        for (entry, score) in out.iter_mut().take(PROMOTED) {
            *score *= 1.0 + SUPPORT_BONUS * count(self.supporting(*entry).len());
        }
        best_first(&mut out);
        out
    }

    /// Every subject is present in the sentence, its heading or, for comparisons, not at all otherwise.
    fn covers(&self, entry: usize, sub: &SubQuestion) -> bool {
        sub.subjects.iter().all(|subject| {
            let weight = |stem: &String| self.index.idf(stem);
            let all: f32 = subject.iter().map(weight).sum();
            let present: f32 =
                subject.iter().filter(|stem| self.index.contains(entry, stem)).map(weight).sum();
            // A whole question has many terms; its sentences need not contain most of them.
            let needed = if subject.len() > 3 { COVERAGE / 2.0 } else { COVERAGE };
            all > 0.0 && present / all >= needed
        })
    }

    fn neighbour(&self, scores: &[f32], entry: usize, after: bool) -> f32 {
        let other = if after { entry.checked_add(1) } else { entry.checked_sub(1) };
        let same_block = |other: &usize| {
            let pair = self.sentences.get(*other).zip(self.sentences.get(entry));
            pair.is_some_and(|(a, b)| (a.source, a.block) == (b.source, b.block))
        };
        other.filter(same_block).and_then(|other| scores.get(other)).copied().unwrap_or_default()
    }

    fn quality(&self, entry: usize) -> f32 {
        let row = self.sentences.get(entry).is_some_and(|sentence| sentence.kind == BlockKind::TableRow);
        let dangling =
            points_back(self.text(entry)) && self.range(entry).is_none_or(|(from, _)| from == entry);
        (if row { ROW } else { 1.0 }) * (if dangling { DANGLING } else { 1.0 })
    }

    /// First and last sentence to quote: one that points back is quoted with the sentence before it, if that fits.
    pub(super) fn range(&self, entry: usize) -> Option<(usize, usize)> {
        let sentence = self.sentences.get(entry)?;
        if !points_back(self.text(entry)) {
            return Some((entry, entry));
        }
        let before = entry.checked_sub(1)?;
        let previous = self.sentences.get(before)?;
        let together = (previous.source, previous.block) == (sentence.source, sentence.block);
        let text = self.source(entry)?.text.get(previous.start..sentence.end)?;
        let fits = text.chars().count() <= limits::QUOTE_MAX_CHARS && !points_back(self.text(before));
        Some(if together && fits { (before, entry) } else { (entry, entry) })
    }

    /// Sentences of other documents that say the same, best first, one per independent document.
    pub(super) fn supporting(&self, entry: usize) -> Vec<usize> {
        if let Some(found) = self.supported.borrow().get(&entry) {
            return found.clone();
        }
        let found = self.find_support(entry);
        self.supported.borrow_mut().insert(entry, found.clone());
        found
    }

    fn find_support(&self, entry: usize) -> Vec<usize> {
        let vector = self.index.vector(entry);
        let mut best: BTreeMap<&SourceId, (f32, usize)> = BTreeMap::new();
        for (other, _) in self.index.sharing(entry).into_iter().filter(|(_, shared)| *shared >= SUPPORT_WORDS)
        {
            let other = other as usize;
            let (Some(mine), Some(theirs)) = (self.independent(entry), self.independent(other)) else {
                continue;
            };
            if mine == theirs || !quotable(self.text(other)) {
                continue;
            }
            let likeness = cosine(&vector, &self.index.vector(other));
            let alike = likeness >= SUPPORT && self.same_topic(entry, other);
            if !alike || !compatible(self.text(entry), self.text(other)) {
                continue;
            }
            let slot = best.entry(theirs).or_insert((likeness, other));
            if likeness > slot.0 || (likeness == slot.0 && other < slot.1) {
                *slot = (likeness, other);
            }
        }
        let mut found: Vec<_> = best.into_values().collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(limits::SUPPORTING_QUOTES);
        found.into_iter().map(|(_, other)| other).collect()
    }

    /// Whether both are about a topic of the question in common, or one of them about none.
    fn same_topic(&self, entry: usize, other: usize) -> bool {
        let about =
            |entry: usize, topic: &[String]| topic.iter().all(|stem| self.index.contains(entry, stem));
        let both = |topic: &&Vec<String>| about(entry, topic) && about(other, topic);
        let any = |entry: usize| self.topics.iter().any(|topic| about(entry, topic));
        self.topics.iter().any(|topic| both(&topic)) || !any(entry) || !any(other)
    }

    /// Whether any sentence or heading has the stem.
    pub(super) fn mentions(&self, stem: &str) -> bool {
        self.index.term(stem).is_some()
    }
}

fn best_first(scored: &mut [(usize, f32)]) {
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

#[expect(clippy::cast_precision_loss, reason = "at most a handful")]
fn count(documents: usize) -> f32 {
    documents as f32
}

fn block_text(source: &Source, block: usize) -> &str {
    source.blocks.get(block).and_then(|block| source.text.get(block.start..block.end)).unwrap_or_default()
}

/// A statement of readable length: no question, no fragment.
fn quotable(text: &str) -> bool {
    let chars = text.chars().count();
    (limits::QUOTE_MIN_CHARS..=limits::QUOTE_MAX_CHARS).contains(&chars) && !text.ends_with(['?', ':'])
}

fn points_back(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let opening: Vec<String> = words.take(POINTING_INSIDE_WORDS).map(str::to_lowercase).collect();
    opening.first().is_some_and(|word| POINTING.contains(&word.as_str()))
        || opening.iter().any(|word| POINTING_INSIDE.contains(&word.as_str()))
}

/// Two statements don't support each other if one negates or if each gives a number that the other lacks.
fn compatible(a: &str, b: &str) -> bool {
    let (left, right) = (numbers(a), numbers(b));
    let same_numbers = left.is_subset(&right) || right.is_subset(&left);
    same_numbers && is_negated(a) == is_negated(b)
}

impl Aspect {
    /// Sub-questions that ask for more than a subject are fed last: their evidence repeats that of the others.
    pub(super) fn is_special(self) -> bool {
        self != Self::Any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_numbers_and_negation_are_no_support() {
        assert!(compatible("It gives 3 kW", "About 3 kW is given"));
        assert!(compatible("It gives heat", "About 3 kW is given"));
        assert!(!compatible("It gives 3 kW", "It gives 4 kW"));
        assert!(!compatible("It lasts 10 to 15 years", "It lasts 15 to 20 years"));
        assert!(!compatible("It works in winter", "It does not work in winter"));
    }

    #[test]
    fn fragments_and_questions_are_not_quoted() {
        assert!(!quotable("Too short.") && !quotable("Is this a question that is long enough to be one?"));
        assert!(points_back("They move heat.") && !points_back("Heat pumps move heat."));
    }
}
