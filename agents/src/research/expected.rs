//! What kind of answer a question expects and for which time; reads no document.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::counted::asks_for_a_number_of;
use super::kinds;
use super::often::tells_how_often;
use crate::language::{WordSet, word_set};
use crate::quantities::{dates, quantities};

/// Openings of questions for an amount.
const AMOUNT: [&str; 30] = [
    "how many",
    "how much",
    "how large",
    "how full",
    "how often",
    "how long",
    "how high",
    "how big",
    "how far",
    "how old",
    "how deep",
    "what amount",
    "what share",
    "what percentage",
    "what is the price",
    "what is the capacity",
    "quelle est la contenance",
    "quelle est la capacité",
    "fassungsvermögen",
    "cuál es la capacidad",
    "combien",
    "wie viel",
    "wie viele",
    "wieviel",
    "wie hoch",
    "wie lang",
    "wie oft",
    "cuánt",
    "qué cantidad",
    "kostet",
];
/// What asks for a price as a word of its own: a costume is none.
const COST: [&str; 6] = ["cost", "costs", "costing", "coste", "costo", "costó"];
/// Amounts in words.
static NUMBER_WORDS: WordSet = WordSet::new(|| {
    word_set(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
    eighteen nineteen twenty thirty forty fifty sixty hundred thousand dozen half hälfte moitié mitad none zwei drei fünf \
    zehn deux trois cinq dix dos tres cinco",
    )
});
/// What asks how often.
const HOW_OFTEN: [&str; 11] = [
    "how often",
    "how frequently",
    "how many times",
    "wie oft",
    "wie häufig",
    "wie viele male",
    "wie viel mal",
    "fréquence",
    "combien de fois",
    "frecuencia",
    "cuántas veces",
];
/// Openings of questions for a reason.
const REASON: &[&str] = &[
    "why",
    "for which reason",
    "for what reason",
    "what caused",
    "what causes",
    "what damaged",
    "pourquoi",
    "warum",
    "weshalb",
    "wieso",
    "por qué",
    "what led",
    "what was the cause",
    "what is the cause",
    "the reason for",
    "ursache",
    "grund für",
    "aus welchem grund",
    "woran liegt es",
    "woran lag es",
    "pour quelle raison",
    "pour quelles raisons",
    "à quoi est dû",
    "a qué se debe",
    "quelle est la cause",
    "quelle était la cause",
    "cuál fue la causa",
    "cuál es la causa",
];
/// What asks for a time wherever it stands.
const TIME: [&str; 4] = ["when", "quand", "wann", "cuándo"];
/// Words that give a reason.
static BECAUSE: WordSet = WordSet::new(|| {
    word_set(
        "because since therefore reason reasons cause caused causes due so after owing thanks explains weil da \
    denn deshalb daher wegen grund gründe unter durch parce car puisque raison grâce afin porque debido \
    causa razón pues that where which",
    )
});
/// Words that tell a time of the day without a number.
static TIME_WORDS: WordSet = WordSet::new(|| {
    word_set(
        "hour hours day days morning mornings noon afternoon afternoons night evening evenings uhr stunde stunden \
    tag tage tagen morgen morgens vormittags mittags nachmittags abend abends nacht nachts heure heures jour \
    jours matin midi soir nuit hora horas día días mañana tarde noche",
    )
});

/// A sentence of the kind that is asked for, one that is not, one of another year, and one of the year in question.
const FITS: f32 = 1.3;
const FITS_NOT: f32 = 0.75;
const OTHER_YEAR: f32 = 0.4;
const SAME_YEAR: f32 = 1.35;
const SAME_YEAR_ABOVE: f32 = 1.2;

/// Years of a decade, from which on two spans may meet at their edges alone.
const SPAN: usize = 10;

/// What an answer must look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Whether an amount is asked for.
    pub amount: bool,
    /// Whether it is asked how often something happens.
    pub(super) often: bool,
    /// Whether a reason is asked for.
    pub(crate) reason: bool,
    /// Whether a time is asked for.
    pub time: bool,
    /// Units of times that come back of which one is asked for.
    moments: &'static [&'static str],
    /// Years that the question names, of a span all.
    pub years: Vec<i32>,
}

impl Expected {
    /// By the words of the question, in four languages.
    #[must_use]
    pub fn of(question: &str) -> Self {
        let lower = question.to_lowercase();
        let asks = |openings: &[&str]| openings.iter().any(|opening| contains(&lower, opening));
        let years: Vec<i32> = dates(question).into_iter().flat_map(|date| date.year..=date.until).collect();
        let words: Vec<&str> = lower.unicode_words().collect();
        // "Um wie viel Uhr" asks for no amount.
        let moment = kinds::moment(&lower, &words);
        let amount = asks(&AMOUNT)
            || words.iter().any(|word| COST.contains(word))
            || asks_for_a_number_of(&lower)
            || kinds::amount(&lower, &words).is_some();
        let amount = amount && moment.is_none() && !kinds::is_manner(&words);
        let moments = moment.map(|kind| kind.units).unwrap_or_default();
        Self {
            amount,
            often: asks(&HOW_OFTEN),
            reason: asks(REASON),
            time: moment.is_some() || asks(&TIME) && !kinds::opens_a_clause(&words),
            moments,
            years,
        }
    }

    /// Factor for a sentence under `above` (heading and title).
    #[must_use]
    pub fn fit(&self, sentence: &str, above: &str) -> f32 {
        let words = || sentence.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let has = |cues: &WordSet| words().any(|word| cues.contains(word.as_str()));
        let kind = |asked: bool, given: bool| match (asked, given) {
            (false, _) => 1.0,
            (true, true) => FITS,
            (true, false) => FITS_NOT,
        };
        let moment = || quantities(sentence).iter().any(|own| self.moments.contains(&own.unit.0.as_str()));
        let dated = || !dates(sentence).is_empty() || Self::has_time_word(sentence, |_| false) || moment();
        kind(self.amount, self.amount && self.has_amount(sentence))
            * kind(self.reason, self.reason && has(&BECAUSE))
            * kind(self.time, self.time && dated())
            * self.time_fit(sentence, above)
    }

    /// Whether the sentence has a word for a time of the day that is not `known`.
    pub(super) fn has_time_word(sentence: &str, known: impl Fn(&str) -> bool) -> bool {
        let mut words = sentence.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.any(|word| TIME_WORDS.contains(word.as_str()) && !known(&word))
    }

    /// Whether the sentence gives an amount.
    #[must_use]
    pub fn has_amount(&self, sentence: &str) -> bool {
        let mut words = sentence.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        words.any(|word| NUMBER_WORDS.contains(word.as_str()))
            || quantities(sentence).iter().any(|quantity| quantity.moment.is_none())
            || self.often && tells_how_often(sentence)
            || sentence.contains(" | ") && sentence.contains(|c: char| c.is_ascii_digit())
    }

    fn time_fit(&self, sentence: &str, above: &str) -> f32 {
        if self.years.is_empty() {
            return 1.0;
        }
        match (self.names_year(sentence), self.names_year(above)) {
            (Some(true), _) => SAME_YEAR,
            (Some(false), _) => OTHER_YEAR,
            (None, Some(true)) => SAME_YEAR_ABOVE,
            (None, Some(false)) => OTHER_YEAR,
            (None, None) => 1.0,
        }
    }

    /// Whether the text names a year that is asked for; `None` if it names no year at all.
    #[must_use]
    pub fn names_year(&self, text: &str) -> Option<bool> {
        let named: BTreeSet<i32> = years_in(text).into_iter().collect();
        let shared = named.iter().filter(|year| self.years.contains(year)).count();
        // The eleventh century ends with the year with which the 1100s begin.
        let edge = usize::from(self.years.len() >= SPAN && named.len() >= SPAN);
        (!named.is_empty()).then_some(shared > edge)
    }
}

/// Whether the word, in lower case, is a number of single things.
pub(super) fn is_count(word: &str) -> bool {
    !["half", "hälfte", "moitié", "mitad"].contains(&word) && NUMBER_WORDS.contains(word)
}

/// Years in running text, and numbers of a table's row that can be nothing else.
fn years_in(text: &str) -> Vec<i32> {
    let mut years: Vec<i32> = dates(text).iter().flat_map(|date| date.year..=date.until).collect();
    let cell = |word: &&str| word.len() == 4 && word.starts_with(['1', '2']);
    let cells =
        text.split([' ', '|', ':', '-', ',', '/']).filter(cell).filter_map(|word| word.parse::<i32>().ok());
    years.extend(cells.filter(|year| text.contains(" | ") && (1900..2100).contains(year)));
    years
}

fn contains(text: &str, opening: &str) -> bool {
    text.match_indices(opening)
        .any(|(at, _)| text.get(..at).is_some_and(|head| !head.ends_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_kind_and_year_fit_better() {
        let expected = Expected::of("How many people came in 2021?");
        let fit = |sentence: &str| expected.fit(sentence, "");
        assert!(fit("In 2021, 300 people came.") > fit("300 people came."));
        assert!(fit("300 people came.") > fit("People came from afar."));
        assert!(fit("People came from afar.") > fit("In 2020, people came from afar."));
        assert!(fit("Month: 2021-08 | 12") > fit("Month: 2020-08 | 12"));
        assert_eq!(Expected::of("What is a heat pump?").fit("A pump.", ""), 1.0);
    }
}
