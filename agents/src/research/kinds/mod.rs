//! Which kind of value a question asks for, in four languages: how loud, à quelle heure, welcher Monat, qué porcentaje; reads
//! no document.

mod manner;
mod table;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::{WordSet, word_set};
use crate::quantities::{CLOCK, DAY};
pub(super) use manner::{is_manner, opens_a_clause};
use table::{AMOUNTS, MOMENTS};

/// Currencies, by their signs or as counted nouns.
pub(super) const MONEY: &[&str] =
    &["EUR", "USD", "GBP", "CHF", "JPY", "crown", "krone", "kronen", "couronne", "corona", "cent", "pence"];
/// Units of time.
pub(super) const TIMES: &[&str] = &["s", "days", "months", "week", "season"];

/// Whether a unit is of money.
pub(crate) fn is_money(unit: &str) -> bool {
    MONEY.contains(&unit)
}

/// A kind of value.
pub(super) struct Kind {
    /// Words that ask for it wherever they stand in a question.
    asks: &'static str,
    /// Nouns that name it near the beginning of a question.
    names: &'static str,
    /// Units in which it is told.
    pub(super) units: &'static [&'static str],
    /// Whether it is told in nothing else.
    pub(super) only: bool,
    /// Whether what tells it must name it, since the same unit tells other things of the same thing.
    pub(super) named: bool,
}

/// What asks for any time, as one of the first words.
pub(super) const WHEN: [&str; 4] = ["when", "wann", "quand", "cuándo"];
/// A time that comes back is one of the answers.
const ANY_MOMENT: Kind = Kind { asks: "", names: "", units: &[DAY, CLOCK], only: false, named: false };

/// Of what happened once, the time of day is hardly asked for.
const PAST: [&str; 20] = [
    "did", "was", "were", "had", "wurde", "wurden", "war", "waren", "hat", "haben", "a", "ont", "fut",
    "furent", "était", "fue", "fueron", "abrió", "empezó", "ha",
];
const PAST_MOMENT: Kind = Kind { units: &[DAY], ..ANY_MOMENT };

/// What has been so since some time has been so for years, not since a day of each year.
const SINCE: [&str; 6] = ["since", "seit", "depuis", "desde", "de", "d"];
const SINCE_MOMENT: Kind = Kind { units: &[], ..ANY_MOMENT };

/// Behind "how much" where no noun follows.
const VERBS: [&str; 22] = [
    "did", "do", "does", "is", "are", "was", "were", "has", "have", "had", "will", "would", "must", "can",
    "hat", "haben", "hatte", "wird", "wurde", "muss", "müssen", "soll",
];
/// What is done with money alone.
static PAID: WordSet = WordSet::new(|| {
    word_set(
        "pay pays paid earn earns earned owe owes owed donate donated invest invested zahlt zahlen zahlte \
        gezahlt bezahlt bezahlen bezahlte verdient verdienen verdiente gespendet investiert payé payer paie paient payait \
        dépensé dépenser pagó pagar paga pagan pagado cobra cobran cobró cobrado gastó gastado invirtió invertido donó",
    )
});

/// Words at the beginning among which a noun names what is asked for.
const NEAR: usize = 5;
/// What such a question begins with.
const MEASURING: [&str; 21] = [
    "how", "what", "which", "wie", "welche", "welcher", "welches", "welchen", "combien", "quel", "quelle",
    "quels", "quelles", "cuánto", "cuánta", "cuál", "cuáles", "qué", "à", "a", "at",
];
/// Those of them that are German, where a word may end with a noun of which it is a kind.
const GERMAN: [&str; 5] = ["wie", "welche", "welcher", "welches", "welchen"];
/// Nouns that make of a name for a value, if it stands before them, a name for something else: the power cable.
const HEADS: [&str; 10] =
    ["inequality", "policy", "policies", "process", "office", "plant", "cable", "code", "station", "line"];
/// What may be a part of a place as well as a size, what asks for it, and what makes of it a place or a size.
const REGIONS: [&str; 4] = ["area", "areas", "surface", "surfaces"];
const WHICH: [&str; 2] = ["what", "which"];
const INSIDE: [&str; 8] = ["in", "on", "at", "to", "from", "into", "through", "within"];
const SIZED: [&str; 10] =
    ["cover", "covers", "covered", "covering", "occupy", "occupies", "occupied", "span", "spans", "spanned"];
/// Letters from which on a German compound ends with one of the names.
const COMPOUND: usize = 5;

impl Kind {
    /// The words of the question, in lower case, that name it, and all that could; what else would ask for it does not count.
    pub(super) fn words(&self, lower: &str) -> String {
        let asks = self.asks.split('|').filter(|ask| has_run(lower, ask));
        asks.chain([self.names]).collect::<Vec<_>>().join(" ")
    }

    fn is_asked(&self, lower: &str, words: &[&str]) -> bool {
        // What damaged the power cable asks for no power.
        let verb = words.get(1).is_some_and(|word| word.ends_with("ed"));
        let starts = !verb && words.iter().take(2).any(|word| MEASURING.contains(word));
        let german = words.iter().take(2).any(|word| GERMAN.contains(word));
        let named = |word: &&str| {
            let compound = |name: &str| german && name.chars().count() >= COMPOUND && word.ends_with(name);
            let bare = word.rsplit('\'').next().unwrap_or(word);
            self.names.split_whitespace().any(|name| bare == name || compound(name))
        };
        let named =
            || words.iter().enumerate().take(NEAR).any(|(at, word)| named(word) && !is_another(words, at));
        self.asks.split('|').any(|ask| has_run(lower, ask)) || starts && named()
    }
}

/// Whether the noun at the place is only part of another one, or is a region and no size: the admission rate, in what area.
fn is_another(words: &[&str], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
    let region = REGIONS.contains(&word(Some(at)))
        && WHICH.contains(&word(at.checked_sub(1)))
        && (INSIDE.contains(&word(at.checked_sub(2))) || !words.iter().any(|word| SIZED.contains(word)));
    let admission = word(Some(at)) == "admission" && word(Some(at + 1)) == "rate";
    region || admission || HEADS.contains(&word(Some(at + 1)))
}

/// The time that comes back for which a question asks, by its words in lower case.
pub(super) fn moment(lower: &str, words: &[&str]) -> Option<&'static Kind> {
    let when = words.iter().take(2).position(|word| WHEN.contains(word));
    let past = when.and_then(|when| words.get(when + 1)).is_some_and(|word| PAST.contains(word));
    let since =
        when.and_then(|when| words.get(when.checked_sub(1)?)).is_some_and(|word| SINCE.contains(word));
    let any = match (since, past) {
        (true, _) => &SINCE_MOMENT,
        (_, true) => &PAST_MOMENT,
        _ => &ANY_MOMENT,
    };
    MOMENTS.iter().find(|kind| kind.is_asked(lower, words)).or_else(|| when.map(|_| any))
}

/// The amount for which a question asks.
pub(super) fn amount(lower: &str, words: &[&str]) -> Option<&'static Kind> {
    let paid =
        || AMOUNTS.iter().find(|kind| kind.units == MONEY).filter(|_| is_paid(words) || is_valued(words));
    AMOUNTS.iter().find(|kind| kind.is_asked(lower, words)).or_else(paid)
}

/// Whether a sentence says that something is paid or earned.
pub(super) fn says_that_it_is_paid(text: &str) -> bool {
    text.to_lowercase().unicode_words().any(|word| PAID.contains(word))
}

/// Whether it is asked how much somebody pays or earns: of money, unless something else is counted.
pub(super) fn is_paid(words: &[&str]) -> bool {
    let asks = match words {
        ["how", "much", verb, ..] => VERBS.contains(verb),
        ["wie", "viel", verb, ..] | ["wieviel", verb, ..] => VERBS.contains(verb) || PAID.contains(verb),
        ["combien", next, ..] => *next != "de" && !next.starts_with("d'") && !next.starts_with("d’"),
        ["cuánto", verb, ..] => PAID.contains(verb) || ["ha", "han", "se", "le", "nos"].contains(verb),
        ["was", "bekommt" | "bekam" | "bekommen" | "hat", ..] => true,
        _ => false,
    };
    asks && words.iter().any(|word| PAID.contains(word))
}

/// Whether an area is asked for that something takes up, and not how large it is in some way.
pub(super) fn is_sized(lower: &str) -> bool {
    let words: Vec<&str> = lower.unicode_words().collect();
    let area = words.iter().position(|word| REGIONS.contains(word));
    area.is_some_and(|area| words.iter().skip(area).any(|word| SIZED.contains(word)))
        || ["welche fläche", "quelle superficie", "qué superficie"].iter().any(|ask| has_run(lower, ask))
}

/// Whether it is asked what something is worth.
fn is_valued(words: &[&str]) -> bool {
    matches!(words, ["what" | "how" | "was" | "wie", .., "worth" | "wert"])
}

/// Whether the age of something is asked for, which a date tells too.
pub(super) fn is_age(lower: &str) -> bool {
    ["how old", "wie alt", "quel âge", "qué edad"].iter().any(|ask| has_run(lower, ask))
}

/// Whether it is asked how long something has been so, which is told by when it began, too.
pub(super) fn is_lasting(lower: &str) -> bool {
    let german = has_run(lower, "wie lange") && has_run(lower, "schon");
    let cues = [
        "how long has",
        "how long have",
        "how many years has",
        "depuis combien",
        "desde hace cuánto",
        "cuánto tiempo lleva",
    ];
    german || cues.iter().any(|cue| has_run(lower, cue))
}

/// Whether a height is one above the sea, which is told without the word.
pub(super) fn is_altitude(lower: &str) -> bool {
    let cues = [
        "above the sea",
        "above sea",
        "sea level",
        "über dem meer",
        "über meer",
        "meeresspiegel",
        "meereshöhe",
        "de la mer",
        "del mar",
    ];
    cues.iter().any(|cue| has_run(lower, cue))
}

/// Whether the run stands in the text as whole words.
pub(super) fn has_run(text: &str, run: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(run).any(|(at, _)| {
        let (head, tail) =
            (text.get(..at).unwrap_or_default(), text.get(at + run.len()..).unwrap_or_default());
        edge(head.chars().next_back()) && edge(tail.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::super::asked::Asked;
    use crate::language::Language;
    use crate::quantities::{CLOCK, DAY, WEEKDAY};

    fn fits(question: &str, unit: &str) -> Option<bool> {
        Asked::of(&Language::of_text(question, None), question).fits(unit)
    }

    #[test]
    fn how_and_an_adjective_ask_for_its_unit_in_four_languages() {
        for (question, unit) in [
            ("How loud in decibels is the mill?", "dB"),
            ("Wie laut ist die Mühle im Dorf?", "dB"),
            ("How steep is the lane to the mill?", "%"),
            ("Wie steil ist der Weg zur Mühle?", "%"),
            ("How thick is the wall of the mill?", "m"),
            ("Quelle est l'épaisseur du mur du moulin ?", "m"),
            ("¿Qué temperatura tiene el agua del molino?", "°C"),
            ("Wie warm ist das Wasser in der Mühle?", "°C"),
            ("How deep is the pond?", "m"),
            ("Quelle est la vitesse du bateau ?", "km/h"),
            ("Wie hoch ist die Jahresmiete der Mühle?", "EUR per year"),
            ("¿Cuál es el alquiler del molino?", "EUR per month"),
            ("What is the salary of the miller?", "GBP per year"),
            ("Quel pourcentage des chèvres est blanc ?", "%"),
            ("Wie lange dauert die Fahrt zur Mühle?", "s"),
            ("How large are the meadows of the mill?", "m²"),
            ("Wie hoch ist die Vereinsförderung der Mühle?", "EUR"),
            ("Quel est le montant de la prime du moulin ?", "EUR"),
        ] {
            assert_eq!(fits(question, unit), Some(true), "{question}");
        }
        assert_eq!(fits("How loud in decibels is the mill?", "m"), Some(false));
        assert_eq!(fits("How large is the flock of the mill?", "goat"), None, "a flock is counted");
    }

    #[test]
    fn times_of_day_of_the_year_and_of_the_week_are_asked_for() {
        for (question, unit) in [
            ("At what time does the mill open?", CLOCK),
            ("At what hour do they ring the bell?", CLOCK),
            ("Um wie viel Uhr öffnet die Mühle?", CLOCK),
            ("À quelle heure ouvre le moulin ?", CLOCK),
            ("¿A qué hora abre el molino?", CLOCK),
            ("When does the mill open?", CLOCK),
            ("In welchem Monat wird geerntet?", DAY),
            ("En quel mois récolte-t-on ?", DAY),
            ("¿En qué mes se cosecha?", DAY),
            ("Wann wird geerntet?", DAY),
            ("On which day is the market?", WEEKDAY),
            ("Quel jour a lieu le marché ?", WEEKDAY),
        ] {
            assert_eq!(fits(question, unit), Some(true), "{question}");
        }
        assert_eq!(fits("When does the mill open?", WEEKDAY), None);
        assert_eq!(fits("When was the mill opened?", CLOCK), None);
        for question in
            ["Since when has the mill worked?", "De quand date le moulin ?", "Seit wann steht die Mühle?"]
        {
            assert_eq!((fits(question, DAY), fits(question, CLOCK)), (None, None), "{question}");
        }
        assert_eq!(fits("At what time does the mill open?", "m"), Some(false));
    }

    #[test]
    fn a_word_elsewhere_or_part_of_one_asks_for_nothing() {
        assert_eq!(fits("What damaged the power cable to the mill?", "kW"), None);
        assert_eq!(fits("¿Qué imprenta hizo el folleto del molino?", "EUR"), None, "renta");
        assert_eq!(fits("How fast does the boat of the mill go?", "bicycle"), Some(false));
        assert_eq!(fits("What did the council say in its letter about the salary of millers?", "GBP"), None);
        assert_eq!(fits("Who has the power to close the mill?", "kW"), None);
    }
}
