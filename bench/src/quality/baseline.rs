//! What is to be beaten: plain BM25 over sentences, and TextRank over the sentences that share a word with the question. Both
//! rank the sentences that Aegis ranks, with words, weights and rules of their own, so that they stay as they are while
//! Aegis changes.

use super::answer::{Answer, System, TOP};
use super::matching::{Quote, normal};
use crate::Failure;
use crate::report::number;
use agents::passages::sentences;
use agents::reading::Corpus;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Saturation and normalisation by length, as BM25 is usually run.
const BM25: (f64, f64) = (1.2, 0.75);
/// Damping and rounds, as TextRank was published.
const TEXT_RANK: (f64, usize) = (0.85, 30);
/// Share of the sentences from which on a word tells nothing.
const COMMON: f64 = 0.05;
/// Words that two sentences with different numbers share to be called a contradiction.
const SHARED: usize = 4;

/// The way to rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ranking {
    /// Okapi BM25.
    Bm25,
    /// PageRank over likeness.
    TextRank,
}

/// A baseline with all sentences.
pub(super) struct Baseline {
    ranking: Ranking,
    quotes: Vec<Quote>,
    /// Per sentence: its stems.
    words: Vec<Vec<String>>,
    /// Per stem: in how many sentences.
    frequency: BTreeMap<String, usize>,
}

impl Baseline {
    pub(super) fn new(ranking: Ranking, corpus: &Corpus) -> Self {
        let mut baseline =
            Self { ranking, quotes: Vec::new(), words: Vec::new(), frequency: BTreeMap::new() };
        let stemmer = Stemmer::create(Algorithm::English);
        for (index, source) in corpus.sources.iter().enumerate() {
            for sentence in sentences(index, source) {
                let text = source.text.get(sentence.start..sentence.end).unwrap_or_default();
                let words = stems(&stemmer, text);
                for word in words.iter().collect::<BTreeSet<_>>() {
                    *baseline.frequency.entry(word.clone()).or_default() += 1;
                }
                baseline.words.push(words);
                baseline.quotes.push(Quote { document: source.path.clone(), text: text.to_owned() });
            }
        }
        baseline
    }

    fn of(&self, word: &str) -> usize {
        self.frequency.get(word).copied().unwrap_or(0)
    }

    fn is_common(&self, word: &str) -> bool {
        number(self.of(word)) > COMMON * number(self.words.len())
    }

    /// Score and index of each sentence that shares a word with the question.
    fn scores(&self, asked: &BTreeSet<String>) -> Vec<(f64, usize)> {
        let told: BTreeSet<&String> = asked.iter().filter(|word| !self.is_common(word)).collect();
        match self.ranking {
            Ranking::Bm25 => {
                let average =
                    number(self.words.iter().map(Vec::len).sum::<usize>()) / number(self.words.len().max(1));
                let score =
                    |words: &Vec<String>| asked.iter().map(|word| self.bm25(word, words, average)).sum();
                self.words.iter().enumerate().map(|(index, words)| (score(words), index)).collect()
            }
            Ranking::TextRank => {
                let near = |index: &usize| {
                    self.words.get(*index).is_some_and(|words| words.iter().any(|word| told.contains(word)))
                };
                let members: Vec<usize> = (0..self.words.len()).filter(near).collect();
                self.text_rank(&members)
            }
        }
    }

    fn bm25(&self, word: &str, words: &[String], average: f64) -> f64 {
        let (all, with) = (number(self.words.len()), number(self.of(word)));
        let times = number(words.iter().filter(|other| *other == word).count());
        let idf = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        let (k, b) = BM25;
        idf * times * (k + 1.0) / (times + k * (1.0 - b + b * number(words.len()) / average))
    }

    /// PageRank over the likeness of sentences: shared words by the logarithms of both lengths.
    fn text_rank(&self, members: &[usize]) -> Vec<(f64, usize)> {
        let bags: Vec<BTreeSet<&String>> = members
            .iter()
            .filter_map(|index| self.words.get(*index))
            .map(|words| words.iter().filter(|word| !self.is_common(word)).collect())
            .collect();
        let likeness = |a: &BTreeSet<&String>, b: &BTreeSet<&String>| {
            let lengths = number(a.len().max(1)).ln() + number(b.len().max(1)).ln();
            if lengths > 0.0 { number(a.intersection(b).count()) / lengths } else { 0.0 }
        };
        let edges: Vec<Vec<f64>> = bags
            .iter()
            .enumerate()
            .map(|(i, a)| {
                bags.iter().enumerate().map(|(j, b)| if i == j { 0.0 } else { likeness(a, b) }).collect()
            })
            .collect();
        let totals: Vec<f64> = edges.iter().map(|row| row.iter().sum()).collect();
        let mut ranks = vec![1.0; members.len()];
        for _ in 0..TEXT_RANK.1 {
            let given: Vec<f64> = ranks
                .iter()
                .zip(&totals)
                .map(|(rank, total)| if *total > 0.0 { rank / total } else { 0.0 })
                .collect();
            ranks = edges
                .iter()
                .map(|row| {
                    1.0 - TEXT_RANK.0
                        + TEXT_RANK.0 * row.iter().zip(&given).map(|(edge, rank)| edge * rank).sum::<f64>()
                })
                .collect();
        }
        ranks.into_iter().zip(members.iter().copied()).collect()
    }

    /// Pairs of the found sentences from different documents that share words and not their numbers.
    fn contradictions(&self, found: &[usize]) -> Vec<Vec<Quote>> {
        let mut pairs = Vec::new();
        for (position, a) in found.iter().enumerate() {
            for b in found.iter().skip(position + 1) {
                let (Some(first), Some(second)) = (self.quotes.get(*a), self.quotes.get(*b)) else {
                    continue;
                };
                let (left, right) = (self.bag(*a), self.bag(*b));
                let (digits, others) = (numbers(&left), numbers(&right));
                let differ = !digits.is_empty() && !others.is_empty() && digits != others;
                if first.document != second.document && left.intersection(&right).count() >= SHARED && differ
                {
                    pairs.push(vec![first.clone(), second.clone()]);
                }
            }
        }
        pairs
    }

    fn bag(&self, index: usize) -> BTreeSet<&String> {
        self.words.get(index).into_iter().flatten().filter(|word| !self.is_common(word)).collect()
    }

    /// Whether the best sentence lacks most of the words that tell something.
    fn lacks(&self, asked: &BTreeSet<String>, best: Option<&usize>) -> bool {
        let told: Vec<&String> = asked.iter().filter(|word| !self.is_common(word)).collect();
        let words = best.and_then(|best| self.words.get(*best));
        let found = told.iter().filter(|word| words.is_some_and(|words| words.contains(word))).count();
        found * 2 < told.len().max(1)
    }
}

impl System for Baseline {
    fn name(&self) -> &'static str {
        match self.ranking {
            Ranking::Bm25 => "BM25",
            Ranking::TextRank => "TextRank",
        }
    }

    fn answer(&self, question: &str) -> Result<Answer, Failure> {
        let begin = Instant::now();
        let asked: BTreeSet<String> =
            stems(&Stemmer::create(Algorithm::English), question).into_iter().collect();
        let mut scores = self.scores(&asked);
        scores.retain(|(score, _)| *score > 0.0);
        scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let found: Vec<usize> = scores.into_iter().take(TOP).map(|(_, index)| index).collect();
        Ok(Answer {
            findings: found
                .iter()
                .filter_map(|index| self.quotes.get(*index))
                .map(|quote| vec![quote.clone()])
                .collect(),
            contradictions: self.contradictions(&found),
            gap: self.lacks(&asked, found.first()),
            time: begin.elapsed(),
            ..Answer::default()
        })
    }
}

fn numbers<'a>(words: &BTreeSet<&'a String>) -> BTreeSet<&'a String> {
    words.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).copied().collect()
}

fn stems(stemmer: &Stemmer, text: &str) -> Vec<String> {
    normal(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| stemmer.stem(word).into_owned())
        .collect()
}
