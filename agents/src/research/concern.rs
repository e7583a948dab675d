//! How much of what a question is about a document or a folder speaks of; decides nothing.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use crate::rank::TermId;
use crate::reading::folder;

impl Evidence<'_> {
    /// How much of what the question is about (its specific words, by idf) a document speaks of, 0 to 1; 1 where it has none.
    pub(super) fn concern(&self, document: usize) -> f32 {
        self.concern_of(&[document], false)
    }

    /// The same of all documents of each folder: a note need not name what all of them are about. A word that no document has
    /// tells none of them from the others, and one document alone has none beside it: 1.
    pub(super) fn concern_of_folders(&self) -> BTreeMap<&str, f32> {
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, source) in self.corpus.sources.iter().enumerate() {
            folders.entry(folder(&source.path)).or_default().push(number);
        }
        let concern = |documents: &[usize]| match documents {
            [_] => 1.0,
            documents => self.concern_of(documents, true),
        };
        folders.iter().map(|(folder, documents)| (*folder, concern(documents))).collect()
    }

    fn concern_of(&self, documents: &[usize], known: bool) -> f32 {
        let (mut there, mut all) = (0.0, 0.0);
        for term in self.terms.iter().filter(|term| term.specific) {
            let has =
                |id: &TermId| documents.iter().any(|document| self.documents.contains_term(*document, *id));
            if known && term.documents.own.is_none() && term.documents.related.is_empty() {
                continue;
            }
            let present =
                term.documents.own.iter().any(has) || term.documents.related.iter().any(|(id, _)| has(id));
            there += if present { term.weight_of_document } else { 0.0 };
            all += term.weight_of_document;
        }
        if all > 0.0 { there / all } else { 1.0 }
    }
}
