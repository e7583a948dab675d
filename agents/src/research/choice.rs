//! Chooses findings among ranked sentences: worth for the question, variety, and a place for each sub-question.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::question::SubQuestion;
use crate::rank::{Vector, marginal_relevance};

/// Candidates per sub-question that take part in the choice: enough to get past many copies of one sentence.
const CANDIDATES: usize = 300;
/// Share of a sub-question's best score below which a sentence is no longer worth a finding.
pub(super) const WORTH: f32 = 0.3;
/// Share of the findings that are chosen by worth alone, in percent; the others make sure that no sub-question with
/// evidence goes without a finding.
const BY_WORTH_PERCENT: usize = 84;

/// Sentences (first) with the sub-question that each answers, in the order of the choice.
pub(super) fn choose(
    evidence: &Evidence<'_>,
    asked: &[SubQuestion],
    ranked: &[Vec<(usize, f32)>],
    limit: usize,
    per_part: usize,
) -> Vec<(usize, usize)> {
    let mut choice =
        Choice { evidence, per_part, taken: Vec::new(), used: BTreeSet::new(), chosen: Vec::new() };
    let all = candidates(asked, ranked, |_| true);
    choice.fill(&all, limit * BY_WORTH_PERCENT / 100);
    for sub in 0..asked.len() {
        if choice.chosen.len() < limit && !choice.chosen.iter().any(|(_, of)| *of == sub) {
            let own = candidates(asked, ranked, |other| other == sub);
            choice.fill(&own, choice.chosen.len() + 1);
        }
    }
    choice.fill(&all, limit);
    choice.chosen
}

/// Each candidate with the sub-question for which it is worth most, and that worth (0 to 1).
type Candidates = BTreeMap<usize, (f32, usize)>;

fn candidates(
    asked: &[SubQuestion],
    ranked: &[Vec<(usize, f32)>],
    wanted: impl Fn(usize) -> bool,
) -> Candidates {
    let mut out = Candidates::new();
    for (number, (sub, found)) in asked.iter().zip(ranked).enumerate().filter(|(number, _)| wanted(*number)) {
        let Some((_, best)) = found.first() else { continue };
        for (entry, score) in found.iter().take(CANDIDATES).filter(|(_, score)| *score >= best * WORTH) {
            let worth = sub.weight * score / best;
            let slot = out.entry(*entry).or_insert((worth, number));
            if worth > slot.0 {
                *slot = (worth, number);
            }
        }
    }
    out
}

struct Choice<'a> {
    evidence: &'a Evidence<'a>,
    per_part: usize,
    taken: Vec<Vector>,
    used: BTreeSet<usize>,
    chosen: Vec<(usize, usize)>,
}

impl Choice<'_> {
    /// Takes the candidate with the highest marginal relevance until there are `limit` or none is left.
    fn fill(&mut self, candidates: &Candidates, limit: usize) {
        while self.chosen.len() < limit {
            let Some((entry, sub)) = self.best(candidates) else { return };
            let (first, last) = self.evidence.range(entry).unwrap_or((entry, entry));
            self.used.extend(first..=last);
            // A quote that supports a finding is not a finding of its own.
            self.used.extend(self.evidence.supporting(entry));
            self.taken.push(self.evidence.index.vector(entry));
            match self.widened(entry) {
                Some(finding) => finding.0 = entry,
                None => self.chosen.push((entry, sub)),
            }
        }
    }

    /// The finding that is all that the sentence leans on: quoted on to its end, it says both. Where other documents support one of
    /// the two, both stay findings, since they need not say the other.
    fn widened(&mut self, entry: usize) -> Option<&mut (usize, usize)> {
        let (first, _) = self.evidence.range(entry).filter(|(first, _)| *first != entry)?;
        if [first, entry].iter().any(|part| !self.evidence.supporting(*part).is_empty()) {
            return None;
        }
        self.chosen.iter_mut().find(|(finding, _)| *finding == first)
    }

    fn best(&self, candidates: &Candidates) -> Option<(usize, usize)> {
        let mut winner: Option<(f32, usize, usize)> = None;
        for (entry, (worth, sub)) in candidates {
            let full = self.chosen.iter().filter(|(_, of)| of == sub).count() >= self.per_part;
            // The sentence before it, which it may need to be understood, is quoted once more if need be: better read
            // twice than what follows it not at all.
            if full || self.used.contains(entry) {
                continue;
            }
            let value = marginal_relevance(*worth, &self.evidence.index.vector(*entry), &self.taken);
            if let Some(value) = value
                && winner.is_none_or(|(most, ..)| value > most)
            {
                winner = Some((value, *entry, *sub));
            }
        }
        winner.map(|(_, entry, sub)| (entry, sub))
    }
}
