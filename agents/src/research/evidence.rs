//! The corpus as scored sentences: which are evidence for a sub-question, which say the same; writes no result.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::asked::Asked;
use super::identity::Identity;
use super::numbered::Numbered;
use super::question::SubQuestion;
use super::share::Known;
use super::subject::subject;
use super::wording::speaks_to_programs;
use crate::language::{Language, LanguageCode, Qualifiers, Spoken};
use crate::naming::Naming;
use crate::passages::{Sentence, sentences};
use crate::rank::{Index, TermId, bm25};
use crate::reading::{Corpus, Source, SourceId, folder};

/// A heading's words count half for the sentences below it.
const HEADING_WEIGHT: f32 = 0.5;
/// A title's words count less: they stand over every sentence of the document.
const TITLE_WEIGHT: f32 = 0.35;
/// What a document that fits as a whole adds to its sentences.
const DOCUMENT_WEIGHT: f32 = 0.6;
/// Best sentences whose words are looked at one by one.
pub(super) const LOOKED_AT: usize = 400;
/// Share of the whole question's weight that must be present for a sentence to be evidence.
const WHOLE_COVERAGE: f32 = 0.26;
/// Share of a neighbour's score that a sentence gets from its window.
const NEIGHBOUR_WEIGHT: f32 = 0.15;
/// Terms of context against terms of the subject.
const CONTEXT_WEIGHT: f32 = 0.4;
/// What a sentence keeps of its score where it shares nothing; what it shares of the question adds up to 1.
const SHARED_LITTLE: f32 = 1.0;
/// A word that may stand for one of the question against that one.
const RELATED_WEIGHT: f32 = 0.6;
/// Share of a subject's weight (by idf) that must be present for a sentence to be about it.
const COVERAGE: f32 = 0.6;
/// Best sentences of a sub-question that are looked up in the other documents, and what each such document adds.
pub(super) const PROMOTED: usize = 25;
const SUPPORT_BONUS: f32 = 0.25;
/// All sentences of a corpus and their statistics.
pub(super) struct Evidence<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) sentences: Vec<Sentence>,
    pub(super) index: Index,
    /// The question's topics: two sentences about different ones can't say the same.
    pub(super) topics: Vec<Vec<String>>,
    /// What the question wants to know.
    pub(super) asked: Asked,
    /// What it wants named, if anything, and the language that it is asked in.
    pub(super) naming: Option<Naming>,
    pub(super) asked_in: LanguageCode,
    /// By what it tells its thing from others.
    pub(super) identity: Identity,
    /// Stems of the words for what it asks something of.
    pub(super) subject: Vec<String>,
    /// Whether it names what no document has.
    pub(super) unknown_name: bool,
    /// What it is narrowed down to.
    pub(super) cases: Qualifiers,
    /// Its topic words, by their numbers.
    pub(super) terms: Vec<Known>,
    /// Each document as one entry: what it is about as a whole.
    pub(super) documents: Index,
    pub(super) languages: BTreeMap<LanguageCode, Language>,
    /// Sentences that speak to programs that read them and not to people.
    pub(super) set_aside: BTreeSet<usize>,
    /// Support found so far: several sub-questions ask for the same sentence.
    pub(super) supported: RefCell<HashMap<usize, Vec<usize>>>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(corpus: &'a Corpus, language: &Language, question: &str) -> Self {
        let stems = |phrase: Vec<crate::language::Word>| phrase.into_iter().map(|word| word.stem).collect();
        let topics = language.phrases(question).into_iter().map(stems).collect();
        let asked = Asked::of(language, question);
        let names = asked.names().collect();
        let named = |code| Language::of(code).with_names(language, question, &names);
        let languages = LanguageCode::ALL.into_iter().map(|code| (code, named(code))).collect();
        let mut evidence = Self {
            corpus,
            sentences: Vec::new(),
            index: Index::default(),
            documents: Index::default(),
            languages,
            set_aside: BTreeSet::new(),
            topics,
            naming: Naming::of(language, &asked, question),
            asked_in: language.code(),
            identity: Identity::of(language, &asked),
            subject: subject(language, &asked),
            cases: Qualifiers::of_question(question, asked.is_money()),
            asked,
            terms: Vec::new(),
            unknown_name: false,
            supported: RefCell::default(),
        };
        let mut numbered = Numbered::default();
        for (number, source) in corpus.sources.iter().enumerate() {
            evidence.add(number, source, &mut numbered);
        }
        evidence.documents.share_terms_of(&evidence.index);
        evidence.asked.take_nouns_for_no_names(language, &|stem| evidence.index.term(stem).is_some());
        let known = |term| Known::of(term, &evidence.index, &evidence.documents);
        evidence.terms = evidence.asked.terms.iter().map(known).collect();
        evidence.unknown_name = evidence.has_unknown_name();
        evidence
    }

    fn add(&mut self, number: usize, source: &Source, numbered: &mut Numbered) {
        let Some(language) = self.languages.get(&source.language.unwrap_or_default()) else { return };
        let index = &mut self.index;
        // The folders that somebody put it into tell what it is about.
        let title = format!("{} {}", source.title, folder(&source.path));
        let title = numbered.terms(language, &title, index);
        let mut headings: HashMap<usize, Vec<TermId>> = HashMap::new();
        let mut whole = title.clone();
        for sentence in sentences(number, source) {
            let text = source.text.get(sentence.start..sentence.end).unwrap_or_default();
            let own = numbered.terms(language, text, index);
            let mut heading = |block| numbered.terms(language, block_text(source, block), index);
            let above = sentence.heading.map(|block| headings.entry(block).or_insert_with(|| heading(block)));
            let above = above.map(|terms| terms.as_slice()).unwrap_or_default();
            index.add_terms(&[(&own, 1.0), (above, HEADING_WEIGHT), (&title, TITLE_WEIGHT)]);
            if speaks_to_programs(text) {
                self.set_aside.insert(self.sentences.len());
            } else {
                whole.extend(own);
            }
            self.sentences.push(sentence);
        }
        whole.extend(headings.into_values().flatten());
        self.documents.add_terms(&[(&whole, 1.0)]);
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
        if sub.whole {
            self.add_related(&mut query);
        }
        let query = query.into_iter().collect::<Vec<_>>();
        let scores = bm25(&self.index, &query);
        let documents = self.of_documents(&query);
        let mut out = Vec::new();
        for (entry, own) in scores.iter().enumerate().filter(|(_, score)| **score > 0.0) {
            let text = self.text(entry);
            if self.quotable(entry)
                && sub.aspect.fits(self.language(entry), text)
                && self.covers(entry, sub)
                && !self.set_aside.contains(&entry)
            {
                let window = self.neighbour(&scores, entry, false) + self.neighbour(&scores, entry, true);
                let document = self.sentences.get(entry).and_then(|s| documents.get(s.source)).copied();
                let document = 1.0 + DOCUMENT_WEIGHT * document.unwrap_or_default();
                out.push((entry, (own + NEIGHBOUR_WEIGHT * window) * document * self.quality(entry)));
            }
        }
        best_first(&mut out);
        for (entry, score) in out.iter_mut().take(LOOKED_AT) {
            *score *= sub.fit(self.text(*entry), self.above(*entry).as_str()) * self.closeness(*entry, sub);
            if sub.whole {
                let share = self.share(*entry);
                *score *= SHARED_LITTLE + share.all;
            }
        }
        best_first(&mut out);
        for (entry, score) in out.iter_mut().take(PROMOTED) {
            *score *= 1.0 + SUPPORT_BONUS * count(self.supporting(*entry).len());
        }
        best_first(&mut out);
        out
    }

    /// Words that may stand for those of the question; none of them tells more than the word that was asked with.
    fn add_related(&self, query: &mut BTreeMap<String, f32>) {
        for term in &self.asked.terms {
            for stem in term.related.keys().filter(|stem| self.mentions(stem)) {
                let weight = RELATED_WEIGHT * (self.index.idf(&term.stem) / self.index.idf(stem)).min(1.0);
                let slot = query.entry(stem.clone()).or_insert(weight);
                *slot = slot.max(weight);
            }
        }
    }

    /// How well each document as a whole fits the query, 0 to 1.
    fn of_documents(&self, query: &[(String, f32)]) -> Vec<f32> {
        let mut scores = bm25(&self.documents, query);
        let most = scores.iter().copied().fold(0.0, f32::max);
        scores.iter_mut().for_each(|score| *score = if most > 0.0 { *score / most } else { 0.0 });
        scores
    }

    /// The language by whose rules the sentence is read.
    pub(super) fn language(&self, entry: usize) -> LanguageCode {
        self.source(entry).and_then(|source| source.language).unwrap_or_default()
    }

    /// That language, or any where it is not known.
    pub(super) fn spoken(&self, entry: usize) -> Spoken {
        self.source(entry).and_then(|source| source.language).map_or(Spoken::ANY, Spoken::of)
    }

    pub(super) fn own_stems(&self, entry: usize) -> Vec<String> {
        self.languages
            .get(&self.language(entry))
            .map(|language| language.stems(self.text(entry)))
            .unwrap_or_default()
    }

    /// Heading and title over a sentence.
    pub(super) fn above(&self, entry: usize) -> String {
        let title = self.source(entry).map(|source| source.title.as_str()).unwrap_or_default();
        // The mark keeps a year at the heading's end apart from the title's first word, which would be its unit.
        format!("{}; {title}", self.heading(entry).unwrap_or_default())
    }

    /// Every subject is present in the sentence, its heading or its title. The whole question's words may be fewer.
    fn covers(&self, entry: usize, sub: &SubQuestion) -> bool {
        if sub.whole {
            return self.share(entry).all >= WHOLE_COVERAGE;
        }
        sub.subjects.iter().all(|subject| self.coverage(entry, subject, &sub.soft) >= COVERAGE)
    }

    fn neighbour(&self, scores: &[f32], entry: usize, after: bool) -> f32 {
        let other = if after { entry.checked_add(1) } else { entry.checked_sub(1) };
        self.in_same_block(entry, other).and_then(|other| scores.get(other)).copied().unwrap_or_default()
    }

    /// The other sentence, if it stands in the same paragraph.
    pub(super) fn in_same_block(&self, entry: usize, other: Option<usize>) -> Option<usize> {
        other.filter(|other| {
            let pair = self.sentences.get(*other).zip(self.sentences.get(entry));
            pair.is_some_and(|(a, b)| (a.source, a.block) == (b.source, b.block))
        })
    }

    /// Whether any sentence or heading has the stem.
    pub(super) fn mentions(&self, stem: &str) -> bool {
        self.index.term(stem).is_some()
    }
}

/// Sorts by score; of the same score what stands first comes first.
pub(super) fn best_first(scored: &mut [(usize, f32)]) {
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

#[expect(clippy::cast_precision_loss, reason = "at most a handful")]
pub(super) fn count(documents: usize) -> f32 {
    documents as f32
}

fn block_text(source: &Source, block: usize) -> &str {
    source.blocks.get(block).and_then(|block| source.text.get(block.start..block.end)).unwrap_or_default()
}
