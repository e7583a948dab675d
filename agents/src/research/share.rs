//! How much of the question a sentence accounts for, with its heading, its document and the words that may stand for those
//! of the question; decides nothing.

use super::evidence::Evidence;
use super::spans::tells_how_long;
use super::terms::{RELATED, Term, begins};
use crate::language::Spoken;
use crate::quantities::quantities;
use crate::rank::{Index, TermId};
use crate::reading::folder;

/// What it counts in the sentence before.
pub(super) const BEFORE: f32 = 0.6;
/// What it counts elsewhere in the document; a name need not be said again.
const ELSEWHERE: f32 = 0.3;
const NAME_ELSEWHERE: f32 = 0.9;

/// A word of the question that stands elsewhere in the document counts this much as present.
const IN_DOCUMENT: f32 = 0.5;
/// What a verb or adverb of the question counts against a noun.
const SOFT: f32 = 0.5;

/// A topic word of the question as the indexes number it.
pub(super) struct Known {
    name: bool,
    price: bool,
    people: bool,
    attribute: bool,
    pub(super) specific: bool,
    /// By idf, over all sentences, and over all documents.
    weight: f32,
    pub(super) weight_of_document: f32,
    sentences: Numbers,
    pub(super) documents: Numbers,
}

/// The word itself, and the words that may stand for it, as far as they occur.
pub(super) struct Numbers {
    pub(super) own: Option<TermId>,
    pub(super) related: Vec<(TermId, Spoken)>,
}

impl Known {
    pub(super) fn of(term: &Term, sentences: &Index, documents: &Index) -> Self {
        let numbers = |index: &Index| {
            let own = index.term(&term.stem);
            let known = |(stem, spoken): (&String, &Spoken)| index.term(stem).map(|id| (id, *spoken));
            let mut related: Vec<(TermId, Spoken)> = term.related.iter().filter_map(known).collect();
            if own.is_none() && related.is_empty() && term.compound {
                let parts = index.stems().filter(|stem| begins(&term.stem, stem) || begins(stem, &term.stem));
                related.extend(parts.filter_map(|stem| index.term(stem)).map(|id| (id, Spoken::ANY)));
            }
            Numbers { own, related }
        };
        Self {
            name: term.name,
            price: term.price,
            people: term.people,
            attribute: term.attribute,
            specific: term.specific,
            weight: sentences.idf(&term.stem),
            weight_of_document: documents.idf(&term.stem),
            sentences: numbers(sentences),
            documents: numbers(documents),
        }
    }
}

/// Shares of the question's weight (by idf), 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Share {
    /// Of all its topic words.
    pub(super) all: f32,
    /// Of the names in it; 1 if it has none.
    pub(super) names: f32,
    /// Of the other words but those for a price; 1 if it has none.
    pub(super) plain: f32,
    /// Of these, what stands in the sentence, over it, or in the one before.
    pub(super) here: f32,
}

impl Known {
    pub(super) fn is_name(&self) -> bool {
        self.name
    }

    pub(super) fn weight(&self) -> f32 {
        self.weight
    }

    /// Whether neither the word nor one that may stand for it occurs.
    pub(super) fn is_unknown(&self) -> bool {
        let occurs = |numbers: &Numbers| numbers.own.is_some() || !numbers.related.is_empty();
        !occurs(&self.sentences) && !occurs(&self.documents)
    }
}

impl Evidence<'_> {
    /// Folders of the documents that have the word.
    pub(super) fn folders_with(&self, term: &Known) -> impl Iterator<Item = &str> {
        let has =
            |number: usize| term.documents.own.is_some_and(|id| self.documents.contains_term(number, id));
        self.corpus
            .sources
            .iter()
            .enumerate()
            .filter(move |(number, _)| has(*number))
            .map(|(_, source)| folder(&source.path))
    }

    /// Whether the topic word of the question, or one that may stand for it, stands in the sentence or over it.
    pub(super) fn says(&self, entry: usize, stem: &str) -> bool {
        let mut terms = self.terms.iter().zip(&self.asked.terms);
        self.index.contains(entry, stem)
            || terms.any(|(known, term)| term.stem == stem && self.present(entry, known) >= RELATED)
    }

    /// What the sentence accounts for, where an amount stands for what it is of.
    pub(super) fn share_as_told(&self, entry: usize) -> Share {
        let text = self.text(entry);
        let asked = &self.asked;
        let amount = asked.terms.iter().any(|term| term.attribute)
            && (tells_how_long(text, asked)
                || quantities(text).iter().any(|given| asked.units.contains(&given.unit.parts().0)));
        self.share_of(entry, |term| !(term.attribute && amount) || self.present(entry, term) >= BEFORE)
    }

    /// What the sentence accounts for.
    pub(super) fn share(&self, entry: usize) -> Share {
        self.share_of(entry, |_| true)
    }

    fn share_of(&self, entry: usize, counted: impl Fn(&Known) -> bool) -> Share {
        let (mut names, mut price, mut plain) = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0));
        let mut here = 0.0;
        // Who was counted may be called anything, but one who is called a passenger is one.
        let others = self.terms.iter().any(|term| !term.people && !term.name && !term.price);
        let counts = |term: &&Known| !(term.people && others) || self.present(entry, term) >= RELATED;
        for term in self.terms.iter().filter(counts).filter(|term| counted(term)) {
            let weight = term.weight;
            let slot = match (term.name, term.price) {
                (true, _) => &mut names,
                (false, true) => &mut price,
                (false, false) => &mut plain,
            };
            let present = self.present(entry, term);
            slot.0 += weight * present;
            slot.1 += weight;
            if !term.name && !term.price && present >= BEFORE {
                here += weight * present;
            }
        }
        let share = |(present, all): (f32, f32)| if all > 0.0 { present / all } else { 1.0 };
        Share {
            all: share((names.0 + price.0 + plain.0, names.1 + price.1 + plain.1)),
            names: share(names),
            plain: share(plain),
            here: share((here, plain.1)),
        }
    }

    /// Share of the question's weight (by idf) that stands in the sentence, its heading, its title, or, for less, in
    /// the rest of its document.
    pub(super) fn coverage(&self, entry: usize, stems: &[String], soft: &[String]) -> f32 {
        let document = self.sentences.get(entry).map(|sentence| sentence.source).unwrap_or(usize::MAX);
        let weight = |stem: &String| self.index.idf(stem) * if soft.contains(stem) { SOFT } else { 1.0 };
        let all: f32 = stems.iter().map(weight).sum();
        let present = |stem: &String| {
            let share = match (self.index.contains(entry, stem), self.documents.contains(document, stem)) {
                (true, _) => 1.0,
                (false, true) => IN_DOCUMENT,
                (false, false) => 0.0,
            };
            share * weight(stem)
        };
        if all > 0.0 { stems.iter().map(present).sum::<f32>() / all } else { 0.0 }
    }

    pub(super) fn present(&self, entry: usize, term: &Known) -> f32 {
        let document = self.sentences.get(entry).map_or(usize::MAX, |sentence| sentence.source);
        let has = |index: &Index, entry: usize, id: &TermId| index.contains_term(entry, *id);
        let own = |index: &Index, entry, of: &Numbers| of.own.is_some_and(|id| has(index, entry, &id));
        let spoken = self.spoken(entry);
        let related = |index: &Index, entry, of: &Numbers| {
            of.related.iter().any(|(id, of)| spoken.meets(*of) && has(index, entry, id))
        };
        let elsewhere = if term.name { NAME_ELSEWHERE } else { ELSEWHERE };
        if own(&self.index, entry, &term.sentences) {
            return 1.0;
        }
        if related(&self.index, entry, &term.sentences) {
            return RELATED;
        }
        let before = self.in_same_block(entry, entry.checked_sub(1));
        let before = before.is_some_and(|before| own(&self.index, before, &term.sentences));
        let before = if before { BEFORE } else { 0.0 };
        let around = if own(&self.documents, document, &term.documents) {
            elsewhere
        } else if related(&self.documents, document, &term.documents) {
            elsewhere * RELATED
        } else {
            0.0
        };
        before.max(around)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::reading::{Block, BlockKind, Corpus, MediaType, Source, SourceId};

    /// A document of these paragraphs.
    fn document(number: usize, paragraphs: &[&str]) -> Source {
        let text = paragraphs.join("\n\n");
        let block = |paragraph: &&str| {
            let start = text.find(paragraph).unwrap();
            Block { kind: BlockKind::Paragraph, start, end: start + paragraph.len(), place: None }
        };
        Source {
            id: SourceId::nth(number),
            path: format!("{number}.txt"),
            title: String::new(),
            date: None,
            media_type: MediaType::Text,
            bytes: 0,
            source_sha256: String::new(),
            text_sha256: String::new(),
            copy_of: None,
            copy_percent: None,
            language: None,
            sheets: Vec::new(),
            blocks: paragraphs.iter().map(block).collect(),
            text,
        }
    }

    /// The share of each sentence.
    fn shares(question: &str, documents: &[&[&str]]) -> Vec<Share> {
        let sources = documents.iter().enumerate().map(|(number, own)| document(number, own)).collect();
        let corpus = Corpus { sources, skipped: Vec::new() };
        let evidence = Evidence::new(&corpus, &Language::default(), question);
        (0..evidence.sentences.len()).map(|entry| evidence.share(entry)).collect()
    }

    #[test]
    fn a_word_counts_by_where_it_or_what_stands_for_it_stands() {
        let own = ["Breeding of sheep is old. It goes on today.", "A storm took the roof."];
        let related = ["Rearing of goats began late.", "A storm took the barn."];
        let shares = shares("Is there any breeding?", &[&own, &related, &["Apples are pressed in autumn."]]);
        let all: Vec<f32> = shares.iter().map(|share| share.all).collect();
        assert_eq!(all, [1.0, BEFORE, ELSEWHERE, RELATED, ELSEWHERE * RELATED, 0.0]);
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "each place counts by itself");
    }

    #[test]
    fn a_name_need_not_be_said_again_and_a_price_says_nothing_of_what_has_it() {
        let farm: [&str; 2] = ["Elmfold lies on a hill.", "Breeding of sheep is old."];
        let named = shares("Is there any breeding at Elmfold?", &[&farm]);
        assert_eq!((named[1].names, named[1].plain), (NAME_ELSEWHERE, 1.0));
        assert_eq!((named[0].names, named[0].plain), (1.0, ELSEWHERE));
        let priced = shares("What does breeding cost?", &[&farm, &["All has a cost here."]]);
        assert_eq!((priced[1].plain, priced[2].plain), (1.0, 0.0));
        assert!(priced[1].all < 1.0 && priced[2].all > 0.0, "{priced:?}");
        assert_eq!(priced[1].names, 1.0, "nothing is named");
    }
}
