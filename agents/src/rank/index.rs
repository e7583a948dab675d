//! Term statistics of a set of sentences; scores nothing.

use std::collections::HashMap;
use std::sync::Arc;

/// Number of a term in an [`Index`].
pub type TermId = u32;

/// Weighted terms of one text, sorted by term, of length 1 (or empty).
pub type Vector = Vec<(TermId, f32)>;

/// Entries from which on a term is too common to tell anything.
const COMMON: usize = 3_000;

/// Terms, where they occur and how often.
#[derive(Debug, Default)]
pub struct Index {
    terms: Arc<HashMap<String, TermId>>,
    /// Per term: (entry, weighted frequency), in the order of entries.
    pub(super) postings: Vec<Vec<(u32, f32)>>,
    /// Per entry: weighted number of words.
    pub(super) lengths: Vec<f32>,
    /// The terms of all entries, one entry after the other, each sorted, with weighted frequency. A list for each entry
    /// would take half as much memory again.
    terms_of_entries: Vec<(TermId, f32)>,
    /// Per entry: where its terms end in there.
    ends: Vec<usize>,
}

impl Index {
    /// Adds a text as groups of stems with a weight per occurrence (say 1 for its own words, less for its heading's).
    /// Entries are numbered from 0 in the order of the calls.
    pub fn add(&mut self, groups: &[(&[String], f32)]) {
        let mut intern = |stems: &[String]| stems.iter().map(|stem| self.intern(stem)).collect();
        let numbered: Vec<Vec<TermId>> = groups.iter().map(|(stems, _)| intern(stems)).collect();
        let weights = groups.iter().map(|(_, weight)| *weight);
        let groups: Vec<(&[TermId], f32)> = numbered.iter().map(Vec::as_slice).zip(weights).collect();
        self.add_terms(&groups);
    }

    /// The same with the numbers of terms, from [`Index::intern`].
    pub fn add_terms(&mut self, groups: &[(&[TermId], f32)]) {
        let begin = self.terms_of_entries.len();
        let mut length = 0.0;
        for (terms, weight) in groups {
            for term in *terms {
                self.terms_of_entries.push((*term, *weight));
                length += weight;
            }
        }
        self.merge_from(begin);
        let entry = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let fresh = self.terms_of_entries.get(begin..).unwrap_or_default();
        // Sorted: the last has the largest number.
        let terms = fresh.last().map_or(0, |(term, _)| *term as usize + 1);
        self.postings.resize_with(terms.max(self.postings.len()), Vec::new);
        for (term, frequency) in fresh {
            if let Some(postings) = self.postings.get_mut(*term as usize) {
                postings.push((entry, *frequency));
            }
        }
        self.ends.push(self.terms_of_entries.len());
        self.lengths.push(length);
    }

    /// Sorts the terms from `begin` on and adds up those that are the same.
    fn merge_from(&mut self, begin: usize) {
        let Some(fresh) = self.terms_of_entries.get_mut(begin..) else { return };
        // Stable: sums of weights don't depend on anything but the text.
        fresh.sort_by_key(|(term, _)| *term);
        let mut kept: Vec<(TermId, f32)> = Vec::with_capacity(fresh.len());
        for (term, weight) in fresh.iter() {
            match kept.last_mut() {
                Some(last) if last.0 == *term => last.1 += weight,
                Some(_) | None => kept.push((*term, *weight)),
            }
        }
        self.terms_of_entries.truncate(begin);
        self.terms_of_entries.append(&mut kept);
    }

    fn terms_of(&self, entry: usize) -> &[(TermId, f32)] {
        let begin =
            entry.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let range = self.ends.get(entry).and_then(|end| self.terms_of_entries.get(begin..*end));
        range.unwrap_or_default()
    }

    /// The stem's number, which is the next one for a stem that is new.
    pub fn intern(&mut self, stem: &str) -> TermId {
        if let Some(id) = self.terms.get(stem) {
            return *id;
        }
        let id = TermId::try_from(self.terms.len()).unwrap_or(TermId::MAX);
        Arc::make_mut(&mut self.terms).insert(stem.to_owned(), id);
        id
    }

    /// Takes over the numbers of another index's terms, with which the entries of this one were added.
    pub fn share_terms_of(&mut self, other: &Self) {
        self.terms = Arc::clone(&other.terms);
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The term's number; `None` if neither an entry of this index has it nor one of the index whose terms it shares.
    #[must_use]
    pub fn term(&self, stem: &str) -> Option<TermId> {
        self.terms.get(stem).copied()
    }

    /// The stems of all terms, in no order.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.terms.keys().map(String::as_str)
    }

    /// Inverse document frequency in the form of BM25 (never negative); a term that occurs nowhere weighs most.
    #[must_use]
    pub fn idf(&self, stem: &str) -> f32 {
        let postings = self.term(stem).and_then(|term| self.postings.get(term as usize));
        self.idf_of(postings.map_or(0, Vec::len))
    }

    #[expect(clippy::cast_precision_loss, reason = "a rank needs no more than 24 bits")]
    pub(super) fn idf_of(&self, occurrences: usize) -> f32 {
        let (all, with) = (self.len() as f32, occurrences as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// Whether the entry has the term.
    #[must_use]
    pub fn contains(&self, entry: usize, stem: &str) -> bool {
        self.term(stem).is_some_and(|term| self.contains_term(entry, term))
    }

    /// Whether the entry has the term with this number.
    #[must_use]
    pub fn contains_term(&self, entry: usize, term: TermId) -> bool {
        self.terms_of(entry).binary_search_by_key(&term, |(id, _)| *id).is_ok()
    }

    /// Entries that have the term, each with a weight of at least one occurrence, in their order.
    pub fn entries(&self, stem: &str) -> impl Iterator<Item = usize> {
        let postings = self.term(stem).and_then(|term| self.postings.get(term as usize));
        postings.into_iter().flatten().filter(|(_, weight)| *weight >= 1.0).map(|(entry, _)| *entry as usize)
    }

    /// Entries that share at least one of the terms of `entry`, with the number of terms shared. Terms that are
    /// everywhere are left out: they would make every entry a neighbour of every other.
    #[must_use]
    pub fn sharing(&self, entry: usize) -> HashMap<u32, usize> {
        let mut shared = HashMap::new();
        for (term, _) in self.terms_of(entry) {
            let postings = self.postings.get(*term as usize).filter(|postings| postings.len() <= COMMON);
            for (other, _) in postings.into_iter().flatten() {
                *shared.entry(*other).or_default() += 1;
            }
        }
        shared
    }

    /// The entry's tf-idf vector.
    #[must_use]
    pub fn vector(&self, entry: usize) -> Vector {
        let mut vector: Vector = Vec::new();
        for (term, frequency) in self.terms_of(entry) {
            let occurrences = self.postings.get(*term as usize).map_or(0, Vec::len);
            vector.push((*term, frequency * self.idf_of(occurrences)));
        }
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        vector
    }
}

/// Cosine of two vectors, 0 to 1.
#[must_use]
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut left, mut right, mut sum) = (a.iter().peekable(), b.iter().peekable(), 0.0);
    while let (Some((x, wx)), Some((y, wy))) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                sum += wx * wy;
                left.next();
                right.next();
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(index: &mut Index, stem: &str) {
        index.add(&[(&[stem.to_owned()], 1.0)]);
    }

    #[test]
    fn a_term_that_is_new_after_terms_were_shared_has_a_number_of_its_own() {
        let (mut sentences, mut documents) = (Index::default(), Index::default());
        add(&mut sentences, "bridge");
        documents.share_terms_of(&sentences);
        add(&mut documents, "ferry");
        assert!(documents.contains(0, "ferry"));
        assert!(!documents.contains(0, "bridge"));
    }
}
