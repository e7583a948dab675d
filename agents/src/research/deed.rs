//! Whether what a question says to be done, where it asks why or how many times, is said to be done; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::denied::{WHY, denies};
use super::evidence::Evidence;
use super::kinds::has_run;
use super::share::BEFORE;
use super::terms::Term;
use super::time::is_participle;
use super::told::LIGHT;
use crate::language::LanguageCode;

/// What asks how many times something was done.
const HOW_MANY_TIMES: [&str; 5] =
    ["how many times", "wie viele male", "wie viel mal", "combien de fois", "cuántas veces"];
/// What a participle is built with.
const BE: [&str; 11] =
    ["is", "are", "was", "were", "been", "being", "be", "wird", "werden", "wurde", "wurden"];
/// What opens a clause with a verb of its own.
const CLAUSE: [&str; 6] = ["that", "which", "who", "because", "when", "while"];

impl Evidence<'_> {
    /// Whether a word for the deed of a question for why or how many times something is done stands in the sentence or before it.
    /// A row of a table has no verbs.
    pub(super) fn says_its_deed(&self, entry: usize) -> bool {
        let question = self.asked.question.to_lowercase();
        let asks = |cues: &[&str]| cues.iter().any(|cue| has_run(&question, cue));
        // Why something is not so may be told by what is.
        let asked = || asks(&WHY) && !denies(&question) || asks(&HOW_MANY_TIMES);
        self.text(entry).contains(" | ") || !asked() || self.says_the_participle_or_a_deed(entry)
    }

    /// Whether the question's participle or, if it has none, a word of it for a deed is said.
    fn says_the_participle_or_a_deed(&self, entry: usize) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return true };
        let deed = |term: &Term| {
            !term.name && !term.people && language.is_deed(&term.stem) && !LIGHT.contains(&term.stem.as_str())
        };
        match self.participle() {
            Some(participle) => self.says_one_of(entry, |term| term.stem == participle),
            None => self.says_one_of(entry, deed),
        }
    }

    /// Whether one of these words of the question stands in the sentence or before it, in any words, or it has none of them. Of a word
    /// for which another language has none, nothing tells.
    fn says_one_of(&self, entry: usize, wanted: impl Fn(&Term) -> bool) -> bool {
        let across = self.language(entry) != self.asked_in;
        let terms = self.terms.iter().zip(&self.asked.terms);
        let mut all =
            terms.filter(|(_, term)| wanted(term) && !(across && term.related.is_empty())).peekable();
        all.peek().is_none() || all.any(|(known, _)| self.present(entry, known) >= BEFORE)
    }

    /// The stem of what the question says to be done, or to have been done.
    fn participle(&self) -> Option<String> {
        let language = self.languages.get(&self.asked_in)?;
        let lower = self.asked.question.to_lowercase();
        // A clause behind a comma has a verb of its own.
        let words: Vec<&str> = lower.split(',').next()?.unicode_words().collect();
        let be = words.iter().position(|word| BE.contains(word) || CLAUSE.contains(word))?;
        let behind: Vec<&str> =
            words.iter().skip(be).take_while(|word| !CLAUSE.contains(word)).copied().collect();
        let word = match language.code() {
            // Before a noun it only says of what kind that is: the closed mill, the speed limit.
            LanguageCode::English => {
                let kind = |at: usize| behind.get(at + 1).is_some_and(|next| language.stem(next).is_some());
                let done = |word: &str| language.stem(word).is_some_and(|stem| language.is_deed(&stem));
                let mut all = behind.iter().enumerate().rev();
                all.find(|(at, word)| is_participle(word) && done(word) && !kind(*at)).map(|(_, word)| word)
            }
            LanguageCode::German => behind.last().filter(|word| word.ends_with('t') || word.ends_with("en")),
            LanguageCode::French | LanguageCode::Spanish => None,
        };
        language.stem(word?)
    }
}
