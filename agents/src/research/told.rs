//! Whether a sentence tells a thing of the kind that is asked for where that is no amount and nobody: a place, a colour, a
//! firm, a name, a time. What it says of it is not looked at.

use super::evidence::Evidence;
use super::expected::Expected;
use super::kinds::TIMES;
use super::question::SubQuestion;
use crate::language::{Qualifiers, WordSet, word_set};
use crate::naming::{Naming, Wanted, calendar};
use crate::quantities::{Quantity, dates, quantities};

/// What asks how often, and what tells it, in lower case.
const HOW_OFTEN: [&str; 8] = [
    "how often",
    "how frequently",
    "wie oft",
    "wie häufig",
    "fréquence",
    "combien de fois",
    "frecuencia",
    "cuántas veces",
];
static OFTEN: WordSet = WordSet::new(|| {
    word_set(
        "time times once twice thrice every each daily weekly fortnightly monthly quarterly yearly annually hourly per \
    always never rarely mal einmal zweimal dreimal viermal jede jeden jedes jeder alle täglich wöchentlich monatlich \
    jährlich vierteljährlich stündlich pro nie immer fois chaque tous toutes quotidien quotidienne hebdomadaire mensuel \
    annuel par jamais vez veces cada todos todas diario diaria semanal mensual anual nunca",
    )
});

impl Evidence<'_> {
    /// Whether the sentence has what the question wants named, or a time if it wants one.
    pub(super) fn tells(&self, entry: usize, sub: &SubQuestion) -> bool {
        (!self.asked.timed || sub.expected.amount || self.tells_a_time(entry))
            && self.naming.as_ref().is_none_or(|naming| self.names(entry, naming))
            && (!asks_how_often(&sub.question) || tells_how_often(self.text(entry)))
            && !self.cases.are_apart(&Qualifiers::of_question(self.text(entry)))
    }

    fn names(&self, entry: usize, naming: &Naming) -> bool {
        let text = self.text(entry);
        // A cell is told by its column: of a place or a firm it has the name and no preposition.
        let row = text.contains(" | ");
        let exempt = match naming.wanted {
            // Who did something is looked at with what was done.
            Wanted::Somebody => row || self.asked.who,
            Wanted::Place(_) => row,
            Wanted::Member(_) | Wanted::Version | Wanted::Kind => {
                row && self.own_stems(entry).iter().any(|stem| naming.heads.contains(stem))
            }
        };
        let known = |stem: &String| self.asked.stems.contains(stem);
        let language = self.languages.get(&self.asked_in);
        exempt || language.is_none_or(|language| naming.is_told(language, text, &known))
    }

    fn tells_a_time(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let language = || self.languages.get(&self.language(entry));
        let named =
            || language().is_some_and(|language| !calendar(language, text).is_subset(&self.asked.stems));
        let timed =
            |quantity: &Quantity| quantity.moment.is_some() || TIMES.contains(&quantity.unit.0.as_str());
        text.contains(" | ")
            || !dates(text).is_empty()
            || quantities(text).iter().any(timed)
            || Expected::has_time_word(text, |word| self.asked.has_word(word))
            || named()
    }
}

fn asks_how_often(question: &str) -> bool {
    let lower = question.to_lowercase();
    HOW_OFTEN.iter().any(|cue| lower.contains(cue))
}

fn tells_how_often(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    text.contains(" | ") || words.any(|word| OFTEN.contains(word.as_str()))
}
