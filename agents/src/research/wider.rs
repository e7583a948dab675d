//! Whether the figure of a sentence is of something wider than what a question asks for: foundations included, above all
//! almonds, in summer much more. Ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use crate::language::{LanguageCode, WordSet, is_people_stem, word_set};
use crate::quantities::quantities;

/// What parts the segments of a sentence.
const ENDS: [char; 5] = [',', ';', '(', ')', '\u{2014}'];
/// What says that something is one of the things that a figure is of, or most of them.
static AMONG: WordSet = WordSet::new(|| {
    word_set(
        "including include includes included inclusive mainly mostly chiefly especially particularly notably \
        einschließlich inklusive samt inbegriffen eingerechnet hauptsächlich besonders darunter vorwiegend \
        compris inclus incluse notamment surtout principalement \
        incluido incluida incluidos incluidas incluyendo principalmente especialmente",
    )
});
/// The same in two words.
const ABOVE_ALL: [&str; 3] = ["vor allem", "sobre todo", "above all"];
/// What compares without telling how much.
static COMPARES: WordSet = WordSet::new(|| {
    word_set("more less fewer higher lower mehr weniger höher niedriger davantage moins más menos")
});

/// What opens a part that tells what else is so, and what says there that something has most of it.
const WITH: [&str; 5] = ["with", "wobei", "mit", "avec", "con"];
static MOST: WordSet = WordSet::new(|| {
    word_set(
        "worst best most least highest lowest meisten wenigsten schlechtesten besten pire meilleur peor mejor",
    )
});

impl Evidence<'_> {
    /// Whether it counts seals where their pups are asked for, of which its document speaks elsewhere.
    pub(super) fn counts_something_wider(&self, entry: usize) -> bool {
        let english = [self.asked_in, self.language(entry)] == [LanguageCode::English; 2];
        let Some(language) = self.languages.get(&self.asked_in).filter(|_| english) else { return false };
        let counted = &self.asked.counted;
        let last = counted.iter().rposition(|stem| self.says(entry, stem));
        // What docks there are is no verb, what lived is one.
        let plural = |stem: &String| {
            let mut words = self.asked.question.unicode_words();
            words.any(|word| {
                word.ends_with('s') && !word.ends_with("ss") && language.stem(word).as_ref() == Some(stem)
            })
        };
        let noun = |stem: &&String| !language.is_deed(stem) || plural(stem);
        let narrower = last.and_then(|last| counted.get(last + 1)).filter(noun);
        let document = self.sentences.get(entry).map(|sentence| sentence.source);
        narrower.zip(document).is_some_and(|(narrower, document)| {
            !self.says(entry, narrower) && self.documents.contains(document, narrower)
        })
    }

    /// Whether some of what is asked about stands only in a part of the sentence that has no figure and says that it is one of
    /// the things of which the figure is, or that of it there is more or less.
    pub(super) fn is_of_something_wider(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let question = self.asked.question.to_lowercase();
        let with = question.unicode_words().any(|word| WITH.contains(&word));
        if with
            || quantities(text).is_empty()
            || text.contains(" | ")
            || is_among(&question)
            || compares(&question)
        {
            return false;
        }
        let segments = segments(text);
        let aside = |segment: &str| {
            let lower = segment.to_lowercase();
            let opens = || lower.unicode_words().next().is_some_and(|word| WITH.contains(&word));
            let said = is_among(&lower) || compares(&lower) || opens() && is_most(&lower);
            said && quantities(segment).iter().all(|quantity| quantity.moment.is_some())
        };
        // What is said first is what the rest is told of.
        let (mut beside, mut rest): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for (at, segment) in segments.into_iter().enumerate() {
            if at > 0 && aside(segment) { beside.push(segment) } else { rest.push(segment) }
        }
        let known = |parts: &[&str]| -> BTreeSet<&String> {
            let Some(language) = self.languages.get(&self.language(entry)) else { return BTreeSet::new() };
            let stems: BTreeSet<String> = parts.iter().flat_map(|part| language.stems(part)).collect();
            let code = language.code();
            let said = |stem: &&String| {
                stems.contains(*stem) || self.asked.related_in(stem, code).any(|other| stems.contains(other))
            };
            self.asked.stems.iter().filter(|stem| !is_people_stem(stem)).filter(said).collect()
        };
        !beside.is_empty() && !known(&beside).is_subset(&known(&rest))
    }
}

/// The segments of a sentence; what says that something is among others opens one, unless it ends one.
fn segments(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in text.split(ENDS) {
        let opens = part.unicode_word_indices().filter(|(at, word)| {
            let lower = part.get(*at..).unwrap_or_default().to_lowercase();
            let ends = lower.unicode_words().nth(1).is_none();
            !ends
                && (AMONG.contains(word.to_lowercase().as_str())
                    || ABOVE_ALL.iter().any(|cue| lower.starts_with(cue)))
        });
        let at = opens.map(|(at, _)| at).next().unwrap_or_default();
        let (head, tail) = part.split_at_checked(at).unwrap_or((part, ""));
        out.extend([head, tail].into_iter().filter(|part| !part.trim().is_empty()));
    }
    out
}

fn is_among(lower: &str) -> bool {
    lower.unicode_words().any(|word| AMONG.contains(word)) || ABOVE_ALL.iter().any(|cue| lower.contains(cue))
}

fn is_most(lower: &str) -> bool {
    lower.unicode_words().any(|word| MOST.contains(word))
}

fn compares(lower: &str) -> bool {
    lower.unicode_words().any(|word| COMPARES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_among_others_opens_a_segment_unless_it_ends_one() {
        assert_eq!(
            segments("It cost 9 crowns including the roof, and more."),
            ["It cost 9 crowns ", "including the roof", " and more."]
        );
        assert_eq!(
            segments("It had 612 people, apprentices included."),
            ["It had 612 people", " apprentices included."]
        );
    }
}
