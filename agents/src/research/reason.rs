//! Whether a sentence can give the reason for what a question asks why, and does not give that as a reason; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::cues::{Said, opens_a_reason, opens_a_time};
use super::denied::denies;
use super::evidence::Evidence;
use crate::language::{LanguageCode, WordSet, word_set};

/// What adds to a clause what is no reason for it; before it there may be one.
const ADDS: [&str; 4] = ["and", "und", "et", "y"];
/// An answer by itself.
const YES_NO: [&str; 7] = ["yes", "no", "ja", "nein", "oui", "non", "sí"];
/// What parts one clause from another by itself.
const PARTS: [&str; 6] = [": ", "; ", " : ", " - ", " \u{2013} ", "\u{2014}"];
/// What a clause of its own opens with behind a comma, and what else it may open with behind "and".
static SUBJECTS: WordSet = WordSet::new(|| {
    word_set(
        "it they he she we you i this these there nobody somebody es sie er wir ich man niemand il elle ils elles on nous cela personne \
        él ella ellos ellas nadie esto",
    )
});
static ARTICLES: WordSet = WordSet::new(|| {
    word_set(
        "the a an its their our his her my no some most der die das den ein eine kein keine ihr ihre sein seine unser unsere \
        le la les un une des son sa ses leur leurs el los las una su sus nuestro nuestra",
    )
});
/// Words of a question that asks for the reason of one thing: what caused the failure.
const FEW: usize = 2;
/// What stands before what was there first, in lower case.
const AFTER: [&str; 5] = ["after", "nach", "après", "tras", "después"];
/// Words of a subject behind its article.
const SUBJECT: usize = 3;
/// Verbs that stand in front of another word or by themselves, in the order of [`LanguageCode::ALL`].
static BE: [WordSet; 4] = [
    WordSet::new(|| word_set("is are was were has had have did does could would")),
    WordSet::new(|| word_set("ist sind war waren hat hatte hatten haben wird wurde wurden konnte musste")),
    WordSet::new(|| word_set("est sont était étaient avait avaient a ont peut doit")),
    WordSet::new(|| {
        word_set("es son era eran está están estaba estaban ha han había habían fue fueron tiene tenía hubo")
    }),
];

impl Evidence<'_> {
    /// Whether it can, and is more than the bare fact.
    pub(super) fn may_give_a_reason(&self, entry: usize) -> bool {
        let lower = self.text(entry).to_lowercase();
        let cued = self.has_a_cue(entry);
        let more = cued || lower.contains(" | ") || self.has_another_clause(entry, &lower);
        more && !self.is_itself_the_reason(entry) && (cued || !self.affirms_what_is_not(entry, &lower))
    }

    fn has_a_cue(&self, entry: usize) -> bool {
        let code = self.language(entry);
        let Some(language) = self.languages.get(&code) else { return true };
        let words: Vec<&str> = self.text(entry).unicode_words().collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        // It asks with a word that gives reasons.
        let question = self.asked.question.to_lowercase().replace("por qué", "");
        let asked: Vec<&str> = question.unicode_words().collect();
        let asked = |word: &str| {
            let known = |stem: &String| {
                self.asked.terms.iter().any(|term| term.stem == *stem || term.related.contains_key(stem))
            };
            asked.contains(&word) || language.stem(word).is_some_and(|stem| known(&stem))
        };
        Said { code, words: &words, lower: &lower, asked: &asked, language }.has_a_cue()
    }

    /// Whether the question asks why something is not so, and the sentence says in its very words that it is.
    fn affirms_what_is_not(&self, entry: usize, lower: &str) -> bool {
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        denies(&self.asked.question.to_lowercase()) && !denies(lower) && self.asked.plain.is_subset(&own)
    }

    /// Whether a clause stands beside that of what is asked about, and not only behind it as something more: one with a subject of
    /// its own. What somebody did besides gives no reason for it.
    fn has_another_clause(&self, entry: usize, lower: &str) -> bool {
        let parts =
            PARTS.iter().flat_map(|part| lower.match_indices(part)).map(|(at, part)| (at, part.len(), true));
        let commas = [", ", " ("].into_iter().flat_map(|part| lower.match_indices(part));
        let commas = commas.map(|(at, part)| (at, part.len(), false));
        // Two things that the question joins too are no two clauses.
        let joins = |text: &str| text.unicode_words().filter(|word| ADDS.contains(word)).count();
        let more = joins(lower) > joins(&self.asked.question.to_lowercase());
        let adding = lower.unicode_word_indices().filter(|(_, word)| more && ADDS.contains(word));
        parts.chain(commas).chain(adding.map(|(at, _)| (at, 0, false))).any(|(at, len, whole)| {
            let (before, rest) = lower.split_at_checked(at).unwrap_or((lower, ""));
            let behind = rest.get(len..).unwrap_or_default();
            let mut words = behind.unicode_words().peekable();
            let adds = words.next_if(|word| ADDS.contains(word)).is_some();
            // We do not do this, and we do not do that.
            let subject = words.peek().filter(|first| SUBJECTS.contains(**first));
            let goes_on = adds && subject.is_some() && subject.copied() == before.unicode_words().next();
            let own = whole
                || words.next().is_some_and(|first| self.is_subject(entry, first, adds))
                || !adds && self.is_whole_clause(entry, behind);
            own && !goes_on
                && !YES_NO.contains(&before.trim())
                && (!adds || self.says_more_than_its_subject(entry, before, behind))
        })
    }

    /// Whether a clause that is added has something of what is asked about but whom the clause before speaks of: they may have done
    /// anything else.
    fn says_more_than_its_subject(&self, entry: usize, before: &str, clause: &str) -> bool {
        let subject = self.spoken_of();
        let others = self.asked.plain.iter().filter(|stem| Some(*stem) != subject.as_ref());
        let has_subject = |text| self.shared(entry, text, subject.iter()) > 0;
        self.shared(entry, clause, others) > 0 || has_subject(clause) && !has_subject(before)
    }

    /// What the question speaks of first.
    fn spoken_of(&self) -> Option<String> {
        let language = self.languages.get(&self.asked_in)?;
        language.phrases(&self.asked.question).into_iter().flatten().next().map(|word| word.stem)
    }

    /// Whether a clause that opens with the word has a subject: a pronoun, or what the question speaks of first.
    fn is_subject(&self, entry: usize, first: &str, adds: bool) -> bool {
        let stems = || self.languages.get(&self.language(entry)).map(|language| language.stems(first));
        SUBJECTS.contains(first)
            || adds && ARTICLES.contains(first)
            || self.spoken_of().is_some_and(|stem| stems().is_some_and(|own| own.contains(&stem)))
    }

    /// Whether what stands behind a comma has a subject with an article, and its verb directly behind: the radar was dead. A German
    /// relative clause opens like that too, and ends with its verb.
    fn is_whole_clause(&self, entry: usize, behind: &str) -> bool {
        let code = self.language(entry);
        let clause: Vec<&str> = behind.split([',', ';']).next().unwrap_or_default().unicode_words().collect();
        let [first, rest @ ..] = clause.as_slice() else { return false };
        let within = rest.get(1..).unwrap_or_default();
        let ends = usize::from(code == LanguageCode::German);
        let within = within.get(..within.len().saturating_sub(ends)).unwrap_or_default();
        // A thing that had been something else, and the last one of a list.
        let other =
            |word: &&&str| ADDS.contains(word) || ["that", "which", "who", "qui", "que"].contains(word);
        let mut subject = within.iter().take(SUBJECT).take_while(|word| !other(word));
        let verbs = LanguageCode::ALL.iter().zip(&BE).find(|(of, _)| **of == code).map(|(_, verbs)| verbs);
        let verb = |word: &str| verbs.is_some_and(|verbs| verbs.contains(word));
        verb(first) && code == LanguageCode::Spanish
            || ARTICLES.contains(*first) && subject.any(|word| verb(word))
    }

    /// How many of some words of the question stand in a part of the sentence, in its words or in others.
    fn shared<'s>(&self, entry: usize, text: &str, stems_of: impl Iterator<Item = &'s String>) -> usize {
        let Some(language) = self.languages.get(&self.language(entry)) else { return 0 };
        let stems: BTreeSet<String> = language.stems(text).into_iter().collect();
        let known = |stem: &&'s String| {
            stems.contains(*stem)
                || self.asked.related_in(stem, language.code()).any(|other| stems.contains(other))
        };
        stems_of.filter(known).count()
    }

    /// Whether what is asked about is a reason there and has none: "the harvest is small, because the pens lie fallow" does not
    /// tell why they do.
    fn is_itself_the_reason(&self, entry: usize) -> bool {
        let code = self.language(entry);
        let Some(language) = self.languages.get(&code) else { return false };
        let (text, lower) = (self.text(entry), self.text(entry).to_lowercase());
        let mut behind = text.unicode_words().skip(1);
        let opens = |(_, word): &(usize, &str)| {
            opens_a_reason(code, language, word, behind.next().unwrap_or_default())
        };
        let because: Vec<usize> = lower.unicode_word_indices().filter(opens).map(|(at, _)| at).collect();
        let times = lower.unicode_word_indices().filter(|(_, word)| opens_a_time(code, word));
        // After a storm it stops: no comma says where that ends.
        let parted = lower.contains([',', ';']);
        let times: Vec<usize> = times.map(|(at, _)| at).filter(|at| *at > 0 || parted).collect();
        let itself =
            |all: &[usize]| !all.is_empty() && all.iter().all(|at| self.is_asked_behind(entry, &lower, *at));
        itself(&because) || because.is_empty() && itself(&times)
    }

    /// Whether much more of what is asked about stands in the clause that opens there than in all the rest.
    fn is_asked_behind(&self, entry: usize, lower: &str, at: usize) -> bool {
        let (before, behind) = lower.split_at_checked(at).unwrap_or((lower, ""));
        let (clause, after) = behind.split_once([',', ';']).unwrap_or((behind, ""));
        let shared = |text: &str| self.shared(entry, text, self.asked.plain.iter());
        let rest = shared(&format!("{before} {after}"));
        // After the failure customers were given a discount: of a question for one thing there is no more than that to share.
        let follows = AFTER.iter().any(|after| behind.starts_with(after));
        let one = follows && self.asked.plain.len() <= FEW && shared(clause) > 0 && rest == 0;
        shared(clause) > rest + 1 || one
    }
}
