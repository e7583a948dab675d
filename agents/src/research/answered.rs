//! Whether the evidence found is enough to say that the documents speak to a question; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::age::tells_an_age;
use super::evidence::{Evidence, PROMOTED};
use super::least::Least;
use super::question::SubQuestion;
use super::spans::tells_how_long;
use super::used::tells_what_is_made;
use crate::language::LanguageCode;
use crate::quantities::quantities;

/// Share of the question's weight that must meet in one place, in its own words, for the question to count as answered.
const ANSWERED: f32 = 0.38;
/// Share of the best sentence's score that another one must have: where the sentence that is nearest to the question does not
/// answer it, one that shares much less of it answers something else.
const NEAREST: f32 = 0.5;
/// Share of the question's own words from which on a sentence speaks of the very thing that is asked about, and how much of that
/// one must have that fits the question no better.
const CLOSE: f32 = 0.6;
const AS_CLOSE: f32 = 0.8;
/// Share of the words that are neither names nor for a price that must meet there or just before it.
const SAID: f32 = 0.2;
/// Share that must stand in the sentence itself where an amount is asked for.
const OWN: f32 = 0.2;
/// Shares of all its words, of those that are no names, and of the names, that must meet there where other words may stand for
/// them.
const MEANT: f32 = 0.9;
const MEANT_TOPIC: f32 = 0.85;
const MEANT_NAMES: f32 = 0.85;
/// Share of the words that are neither names nor for a price that must meet in the sentence itself, in its words or in others.
const MEANT_HERE: f32 = 0.5;
/// The share of those with which the names may stand in other documents of the folder.
const WHOLLY: f32 = 0.9;
/// Share of all its words, and of those that are no names in the sentence itself, that is enough between two languages.
const TRANSLATED: f32 = 0.7;
/// The same of a sentence that opens with a pronoun, and the share of the question's own words that must meet there.
const REFERRED_HERE: f32 = 0.6;
const REFERRED: f32 = 0.5;
/// Words behind the verb among which what it stands for opens: it was resolved by a large majority to.
const EXPLETIVE: usize = 3;
const PRONOUNS: [&str; 14] =
    ["it", "they", "he", "she", "es", "er", "sie", "il", "elle", "ils", "elles", "cela", "ello", "ellos"];

impl Evidence<'_> {
    /// Whether the evidence is enough to say that the documents speak to the sub-question: for the question itself,
    /// most of its weight must meet in one place, for the year that it names, in the form that it asks for.
    pub(super) fn is_answered(&self, sub: &SubQuestion, found: &[(usize, f32)]) -> bool {
        if !sub.whole {
            return !found.is_empty();
        }
        let stems = sub.subjects.first().map(Vec::as_slice).unwrap_or_default();
        let spoken_of = |(entry, _): &&(usize, f32)| self.is_in_time(*entry, sub) && self.is_about(*entry);
        let found: Vec<&(usize, f32)> = found.iter().take(PROMOTED).filter(spoken_of).collect();
        let best = found.first().map_or(0.0, |(_, best)| *best);
        let enough = |entry: usize| {
            let text = self.text(entry);
            // Of what costs nothing no number tells that it is what the question means.
            let free = || self.says_that_it_is_free(text) && self.share(entry).here >= MEANT_HERE;
            (!sub.expected.amount
                || sub.expected.has_amount(text)
                || self.tells_since(text)
                || tells_how_long(text, &self.asked)
                || self.asked.age && tells_an_age(text, &quantities(text))
                || free())
                && self.is_of_kind(entry)
                && (self.asked.counted.is_empty() || !tells_what_is_made(&self.asked.question, text))
                && !self.counts_together(entry)
                && (!sub.expected.amount
                    || free()
                    || self.tells_since(text)
                    || tells_how_long(text, &self.asked)
                    || !self.gives_only_its_own(entry) && !self.gives_another_mass(entry))
                && !(sub.expected.amount && self.is_of_something_wider(entry))
                && !self.is_of_unknown(entry)
                && !self.lacks_what_may_be_there(entry)
                && !self.is_of_another_thing(entry)
                && !self.affirms_what_is_not_so(entry)
                && self.tells(entry, sub)
                && !self.shares_little(entry, sub, stems)
                && self.says_enough(entry, sub, stems)
        };
        let near =
            |candidate: &&&(usize, f32)| candidate.1 >= best * NEAREST && !self.is_far(candidate, best);
        let covered = |entry: usize| self.coverage(entry, stems, &sub.soft);
        found.iter().filter(near).any(|candidate| {
            enough(candidate.0) && !found.iter().any(|other| self.is_outdone(candidate, other, &covered))
        })
    }

    /// Whether another sentence fits the question no worse and has many more of its own words: it speaks of the very thing, and
    /// what it does not tell, one that is farther from it tells of something else. What follows it may refer to it.
    fn is_outdone(&self, own: &(usize, f32), other: &(usize, f32), covered: &impl Fn(usize) -> f32) -> bool {
        let follows = self.in_same_block(own.0, own.0.checked_sub(1)) == Some(other.0);
        let best = if other.1 >= own.1 && !follows { covered(other.0) } else { 0.0 };
        best >= CLOSE && covered(own.0) < AS_CLOSE * best
    }

    /// Whether enough of the question meets there, by what it asks for.
    fn says_enough(&self, entry: usize, sub: &SubQuestion, stems: &[String]) -> bool {
        match Least::of(&self.asked, self.naming.as_ref(), sub.expected.amount) {
            Some(least) => {
                let share = self.share_as_told(entry);
                share.all >= least.all
                    && (share.names >= least.names || share.here >= WHOLLY && self.knows_its_names())
                    && share.here >= least.here
                    && (self.is_translated(entry)
                        || self.coverage(entry, stems, &sub.soft) >= least.covered
                            && self.own_share(entry, stems) >= least.own)
            }
            None => {
                self.has_its_words(entry, sub, stems)
                    || self.means_it(entry)
                    || self.refers_to_it(entry, sub, stems)
            }
        }
    }

    /// Whether the names of the question stand in any document.
    fn knows_its_names(&self) -> bool {
        !self.terms.iter().any(|term| term.is_name() && term.is_unknown())
    }

    /// Whether nearly all of the question meets there in another language, which has few of its own words.
    fn is_translated(&self, entry: usize) -> bool {
        let share = self.share_as_told(entry);
        self.language(entry) != self.asked_in && share.all >= TRANSLATED && share.here >= TRANSLATED
    }

    /// Whether most of the question's own words meet there. An amount of something else in the right document is no answer.
    fn has_its_words(&self, entry: usize, sub: &SubQuestion, stems: &[String]) -> bool {
        self.coverage(entry, stems, &sub.soft) >= ANSWERED
            && match sub.expected.amount {
                true => self.names_a_topic(entry, stems),
                false => self.share(entry).here >= SAID,
            }
    }

    /// Whether nearly all of it meets there, in its words or in others.
    fn means_it(&self, entry: usize) -> bool {
        let share = self.share_as_told(entry);
        let whole = share.all >= MEANT && share.plain >= MEANT_TOPIC;
        share.names >= MEANT_NAMES && (whole || !self.asked.is_money() && share.here >= MEANT_HERE)
    }

    /// Whether it opens with a pronoun for what stands before it, and most of the question meets there: "It will cost 4,000
    /// crowns" has little of the question itself.
    fn refers_to_it(&self, entry: usize, sub: &SubQuestion, stems: &[String]) -> bool {
        let first = self.text(entry).split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|first| PRONOUNS.contains(&first.to_lowercase().as_str()))
            && !is_expletive(self.text(entry))
            && self.share(entry).here >= REFERRED_HERE
            && self.coverage(entry, stems, &sub.soft) >= REFERRED
    }

    /// Whether the sentence itself has enough of the question, and a topic of it nearly whole: half of a compound is
    /// another thing (a season is no season ticket).
    fn names_a_topic(&self, entry: usize, stems: &[String]) -> bool {
        let own = self.own_stems(entry);
        // A price, a depth or an age alone is no topic: all sorts of things have one.
        let asked = &self.asked;
        let attribute = |stem: &String| {
            asked.attribute.is_some_and(|attribute| attribute == stem) || !asked.stems.contains(stem)
        };
        let empty_word = |stem: &String| stem.starts_with(char::is_numeric) || attribute(stem);
        let empty = |topic: &&Vec<String>| topic.iter().all(empty_word);
        // Nor is the name of what has it, with what that is: what is asked about it must be said.
        let named = |stem: &String| {
            !asked.plain.contains(stem) || asked.named_pairs.iter().any(|(thing, _)| thing == stem)
        };
        let all: Vec<&Vec<String>> = self.topics.iter().filter(|topic| !empty(topic)).collect();
        let about: Vec<&Vec<String>> = all.iter().copied().filter(|topic| !topic.iter().any(named)).collect();
        let mut whole = if about.is_empty() { all } else { about }.into_iter().map(|topic| {
            let words: Vec<&String> = topic.iter().filter(|stem| !empty_word(stem)).collect();
            words.iter().filter(|stem| own.contains(stem)).count() * 3 >= words.len() * 2
        });
        self.own_share(entry, stems) >= OWN && whole.any(|whole| whole)
    }

    /// Share of the question's weight that stands in the sentence itself.
    fn own_share(&self, entry: usize, stems: &[String]) -> f32 {
        let own = self.own_stems(entry);
        let all: f32 = stems.iter().map(|stem| self.index.idf(stem)).sum();
        let present = stems.iter().filter(|stem| own.contains(stem)).map(|stem| self.index.idf(stem));
        if all > 0.0 { present.sum::<f32>() / all } else { 0.0 }
    }
}

/// Whether a text of the language, in lower case, has a pronoun for what stands before it. What is "it" in German is "is" in Spanish.
pub(super) fn has_a_pronoun(code: LanguageCode, lower: &str) -> bool {
    let spanish = code == LanguageCode::Spanish;
    lower.unicode_words().any(|word| PRONOUNS.contains(&word) && !(spanish && word == "es"))
}

/// Whether the text opens with a pronoun for nothing that stands before it: "It was resolved to raise the rent."
fn is_expletive(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    matches!(words.as_slice(), ["it", "is" | "was" | "has" | "will", rest @ ..]
        if rest.iter().take(EXPLETIVE).any(|word| ["to", "that", "whether"].contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_resolved_refers_to_nothing() {
        for text in [
            "It was resolved to raise the rent.",
            "It is said that he left.",
            "“It has been agreed to wait.”",
        ] {
            assert!(is_expletive(text), "{text}");
        }
        for text in
            ["It was bought for 52 crowns.", "They agreed to wait.", "It stands there and is able to turn."]
        {
            assert!(!is_expletive(text), "{text}");
        }
    }
}
