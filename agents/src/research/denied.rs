//! Whether a question asks for what is not so, and a sentence denies nothing; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::terms::RELATED;
use crate::language::{LanguageCode, WordSet, word_set};

/// What denies.
static NOT: WordSet = WordSet::new(|| {
    word_set(
        "not no never none nobody nothing nowhere cannot nicht nie niemals nirgends kein keine keinen keinem keiner keines niemand \
        niemandem nichts pas jamais aucun aucune rien ne \
        nunca jamás nadie nada ningún ninguna ninguno ningunos",
    )
});
/// What denies without such a word: lack, fail, forbid.
static DENYING: WordSet = WordSet::new(|| {
    word_set(
        "without except apart although beyond rather instead neither nor hardly rarely seldom barely lack lacks lacked lacking fail \
        fails failed failing refuse refused refuses reject rejected stop stopped stops cease ceased forbid forbidden prohibit prohibited ban banned prevent \
        prevents prevented avoid avoided closed left exempt excluded missing absent impossible insufficient invalid incapable \
        inaccessible incorrect incompatible irrelevant illegal exclude excludes excluding ignore ignored skip skipped against but owe owes vacant sealed barred outside \
        separately abstain abstained other only hidden break \
        ohne außer ausgenommen ausnahme fehlt fehlen fehlte mangelt gesperrt geschlossen verboten untersagt statt sondern weder kaum \
        selten entfällt fällt gegen übersprungen schließt nur \
        sans sauf exception hormis interdit manque manquent ni fermé contre seulement refuse refusé refusent dépourvu dépourvue dépourvus dépourvues gratuit gratuite \
        sin salvo excepto excepción falta faltan prohibido solo sólo tampoco cerrado contra excluye excluyen negó negaron gratis gratuito",
    )
});
/// What asks why, which is looked at with the reasons.
pub(super) const WHY: [&str; 8] =
    ["why", "warum", "weshalb", "wieso", "pourquoi", "por qué", "pour quelle raison", "aus welchem grund"];
/// What asks whether one or the other, and denies nothing.
const WHETHER: [[&str; 2]; 2] = [["or", "not"], ["oder", "nicht"]];
/// What makes more of a denial, not less: not only.
const ONLY: [&str; 5] = ["only", "nur", "sólo", "solo", "seulement"];
/// How English words begin that say the opposite of what follows, and such as only look so.
const UN: [&str; 3] = ["un", "dis", "non"];
const NO_UN: [&str; 24] = [
    "unless", "uncle", "unanim", "disea", "disk", "disast", "disput", "dispos", "distri", "none", "under",
    "unit", "unif", "uniq", "univ", "union", "until", "distr", "distan", "distin", "discover", "discuss",
    "displ", "dish",
];
/// The same in German.
const NO_GERMAN_UN: [&str; 7] = ["und", "uns", "unter", "univ", "ungar", "union", "unif"];
/// Letters of "less" itself and of short words that end so.
const LESS: usize = 6;

impl Evidence<'_> {
    /// Whether the question asks for what is not so, and the sentence only says what is: who holds an office does not tell who
    /// holds none. Yes and no are both answers, and when it does not run is told by when it runs.
    pub(super) fn affirms_what_is_not_so(&self, entry: usize) -> bool {
        let asked = self.asked.question.to_lowercase();
        let text = self.text(entry);
        let words: Vec<&str> = asked.unicode_words().collect();
        let other = || {
            WHY.iter().any(|cue| asked.contains(cue))
                || words.windows(2).any(|pair| WHETHER.iter().any(|or| pair == or))
        };
        denies(&asked)
            && !self.asked.yes_no
            && !self.asked.when
            && !other()
            && !text.contains(" | ")
            && self.has_its_plain_words(entry)
            && !may_deny(&text.to_lowercase(), self.language(entry))
    }

    /// Whether the sentence has all of the question's words but its names: what does not run on Sundays may be told by when it runs.
    fn has_its_plain_words(&self, entry: usize) -> bool {
        let mut terms = self.terms.iter().zip(&self.asked.terms).filter(|(_, term)| !term.name);
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        terms.all(|(known, term)| own.contains(&term.stem) || self.present(entry, known) >= RELATED)
    }
}

/// Whether a text in lower case says that something is not so, or hardly.
pub(super) fn denies(lower: &str) -> bool {
    let cut = |word: &str| {
        ["n't", "n’t"].iter().any(|end| word.ends_with(end))
            || word.starts_with(['n']) && word.get(1..).is_some_and(|rest| rest.starts_with(['\'', '’']))
    };
    let words: Vec<&str> = lower.unicode_words().collect();
    // Bus no. 12, and not only it.
    let more = |at: usize, word: &str| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        ONLY.contains(&next) || word == "no" && next.starts_with(|c: char| c.is_ascii_digit())
    };
    words.iter().enumerate().any(|(at, word)| (NOT.contains(word) || cut(word)) && !more(at, word))
}

/// Whether a text in lower case may say in any way that something is not so.
pub(super) fn may_deny(lower: &str, language: LanguageCode) -> bool {
    let begins = |word: &str, with: &[&str]| with.iter().any(|start| word.starts_with(start));
    let opposite = |word: &str| match language {
        LanguageCode::English => {
            begins(word, &UN) && !begins(word, &NO_UN) || word.ends_with("less") && word.len() > LESS
        }
        LanguageCode::German => {
            word.starts_with("un") && !begins(word, &NO_GERMAN_UN)
                || word.ends_with("los")
                || word.ends_with("frei")
        }
        LanguageCode::French | LanguageCode::Spanish => false,
    };
    // À l'exception de.
    let bare = |word: &'_ str| word.rsplit(['\'', '’']).next().is_some_and(|last| DENYING.contains(last));
    denies(lower) || lower.unicode_words().any(|word| bare(word) || opposite(word))
}
