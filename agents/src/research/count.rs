//! Whether a sentence has a number of what a question counts, and not of something else; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::amount::is_label;
use super::evidence::Evidence;
use super::expected::is_count;
use super::kinds::{TIMES, has_run, is_money};
use super::share::BEFORE;
use crate::language::{Language, LanguageCode, WordSet, is_people, is_people_stem, word_set};
use crate::naming::is_trade;
use crate::quantities::Quantity;

/// Words of a number with what is counted: nine thousand old sheets.
const BEHIND: usize = 6;
/// Words before a time within which what it is of may stand: a warranty of five years.
const BESIDE: usize = 3;
/// What ends the clause of a number.
const ENDS: [&str; 9] = [",", ";", ".", ":", "(", ")", "|", "\u{2013}", "\u{2014}"];
/// What stands behind a number and is no noun.
const ALONE: [&str; 16] = [
    "last",
    "this",
    "altogether",
    "total",
    "today",
    "now",
    "more",
    "insgesamt",
    "zusammen",
    "heute",
    "letzte",
    "then",
    "aujourd'hui",
    "hoy",
    "más",
    "ensemble",
];
/// What says before a number what it is of.
const NUMBER_OF: [&str; 7] =
    ["number of", "zahl der", "zahl von", "nombre de", "nombre d", "número de", "cantidad de"];
/// What asks how many of some are so, which a share tells too.
const PART: [&str; 7] = [
    "how many of ",
    "wie viele der ",
    "wie viele von ",
    "combien des ",
    "combien d'entre ",
    "cuántos de ",
    "cuántas de ",
];
/// What stands between people and what they are.
const ARE: [&str; 8] = ["are", "were", "sind", "waren", "sont", "étaient", "son", "eran"];
/// What asks for all of them, and what stands behind a number of some.
const ALL_OF_IT: [&str; 8] =
    ["altogether", "in total", "in all", "insgesamt", "zusammen", "en tout", "au total", "en total"];
const SOME_OF: [&str; 8] =
    ["of the ", "of its ", "of their ", "der ", "von den ", "des ", "de los ", "de las "];
/// What stands before a number of what was named before.
const OF_WHICH: [&str; 10] = [
    "of which",
    "of whom",
    "of these",
    "davon",
    "darunter",
    "von denen",
    "dont",
    "de los cuales",
    "de las cuales",
    "de ellos",
];
/// What stands behind one.
const OF_THEM: [&str; 7] = ["of them", "of these", "of those", "von ihnen", "davon", "d'entre", "de ell"];

/// What people sit and lie on and pay with, and what they live and die as, by which they are counted.
static COUNTED_BY: WordSet = WordSet::new(|| {
    word_set(
        "seat seats chair chairs bunk bunks berth berths mattress mattresses stool stools place places ticket tickets entry \
    entries vote votes name names bed beds year years time times stuhl stühle lager platz plätze bett betten karte karten \
    stimme stimmen eintritt eintritte siège sièges matelas entrée entrées billet billets lit lits voix litera literas silla \
    sillas cama camas plaza plazas entrada entradas voto votos \
    hand hands family families couple couples household households mason masons faithful dead wounded injured familie familien \
    paar paare haushalt haushalte tote verletzte mort morts blessé blessés victime victimes famille familles foyer foyers \
    muerto muertos herido heridos familia familias hogar hogares",
    )
});
/// Share of the words that are no names that must meet where it is asked how many of some are so.
const ALL: f32 = 0.8;
/// What stands before a time of the day.
const AT: [&str; 8] = ["at", "from", "until", "um", "ab", "bis", "à", "las"];
const HOURS: u8 = 24;
const MINUTES: u8 = 60;

impl Evidence<'_> {
    /// Whether the number is of some of what is counted where all of it is asked for: eleven of the lorries.
    fn is_of_some(&self, entry: usize, quantity: &Quantity) -> bool {
        let question = self.asked.question.to_lowercase();
        let all = ALL_OF_IT.iter().any(|cue| has_run(&question, cue));
        let behind = self.text(entry).get(quantity.end..).unwrap_or_default().trim_start().to_lowercase();
        all && SOME_OF.iter().any(|cue| behind.starts_with(cue))
    }

    /// Whether the sentence has a number of what is counted, or of what it does not name, or a share where a part is asked for;
    /// not only of measures, prices, times or other things.
    pub(super) fn gives_a_count(&self, entry: usize, given: &[Quantity]) -> bool {
        let part = self.asks_for_a_part();
        if given.is_empty() {
            let mut words = self.text(entry).split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            return words.any(|word| is_count(&word));
        }
        given.iter().any(|quantity| {
            let (unit, _) = quantity.unit.parts();
            let thing = part && unit == "%" || !quantity.unit.is_measure() && !is_money(unit);
            let whole = unit == "%" || !is_a_time_of_day(self.text(entry), quantity);
            let label = || is_label(self.text(entry), quantity) && !self.has_counted_behind(entry, quantity);
            let apart = self.is_of_some(entry, quantity) || part && self.repeats(entry, quantity) || label();
            thing
                && whole
                && !apart
                && quantity.moment.is_none()
                && self.is_of_what_is_counted(entry, quantity)
        })
    }

    /// The same where it may be one that is measured: how much water. A time is only one of what stands beside it: 28 days of
    /// holiday.
    pub(super) fn gives_a_quantity(&self, entry: usize, given: &[Quantity]) -> bool {
        let lasts = |unit: &str| TIMES.contains(&unit) && !self.asked.units.contains(&unit);
        let fits = |quantity: &Quantity| {
            let (unit, _) = quantity.unit.parts();
            let extent = unit == "m" || unit == "m²";
            let measured = quantity.unit.is_measure() && !lasts(unit) && !(extent && self.counts_no_extent())
                || is_money(unit);
            let beside = || match lasts(unit) {
                true => self.stands_beside(entry, quantity),
                false => self.is_of_what_is_counted(entry, quantity),
            };
            quantity.moment.is_none() && (measured || beside())
        };
        given.is_empty() || given.iter().any(fits)
    }

    /// Whether what is counted has neither a length nor an area: electricity.
    fn counts_no_extent(&self) -> bool {
        self.asked
            .counted
            .first()
            .is_some_and(|stem| ["electr", "energi", "strom", "électr"].contains(&stem.as_str()))
    }

    /// Whether a number is of what is counted: one of the words behind it is that or may stand for it, or none of them is a noun.
    fn is_of_what_is_counted(&self, entry: usize, quantity: &Quantity) -> bool {
        let (text, noun) = (self.text(entry), quantity.unit.parts().0);
        let head = text.get(..quantity.start).unwrap_or_default();
        let Some(language) = self.languages.get(&self.language(entry)) else { return true };
        if self.has_counted(&language.stems(&behind(text, quantity))) {
            return true;
        }
        let of_which = head.trim_end().to_lowercase();
        if noun.is_empty() && OF_WHICH.iter().any(|cue| of_which.ends_with(cue)) {
            return self.has_counted(&language.stems(head));
        }
        if is_of_them(text, quantity) {
            let rest = language.stems(text.get(quantity.end..).unwrap_or_default());
            return self.has_counted(&language.stems(head)) || !self.has_counted(&rest);
        }
        let people = self.asked.counted.iter().any(|stem| is_people_stem(stem));
        let bare = ["", "%"].contains(&noun) || ALONE.contains(&noun);
        // People are counted by what they do and by what they sit and lie on.
        bare || is_people(noun)
            || people && (may_be_people(language, noun) || self.asks_how_many_are(language, noun))
            || self.follows_what_is_counted(language, head)
    }

    /// Whether it is asked how many are that: how many people are apprentices.
    fn asks_how_many_are(&self, language: &Language, noun: &str) -> bool {
        let question = self.asked.question.to_lowercase();
        let words: Vec<&str> = question.unicode_words().collect();
        let stem = language.stem(noun);
        words.windows(2).any(|pair| {
            matches!(pair, [are, what] if ARE.contains(are) && stem.is_some() && language.stem(what) == stem)
        })
    }

    /// Whether it was said before that a number of them follows: the number of lamps rose to 48.
    fn follows_what_is_counted(&self, language: &Language, head: &str) -> bool {
        let lower = head.to_lowercase();
        let mut cues = NUMBER_OF.iter().filter_map(|cue| lower.rfind(cue).map(|at| at + cue.len()));
        cues.any(|at| self.has_counted(&language.stems(lower.get(at..).unwrap_or_default())))
    }

    /// Whether what is counted stands directly before or behind a time.
    fn stands_beside(&self, entry: usize, quantity: &Quantity) -> bool {
        let text = self.text(entry);
        let head = text.get(..quantity.start).unwrap_or_default();
        let before: Vec<&str> = head.split_whitespace().rev().take(BESIDE).collect();
        let Some(language) = self.languages.get(&self.language(entry)) else { return true };
        let stems = language.stems(&format!("{} {}", before.join(" "), behind(text, quantity)));
        self.asked.counted.first().is_some_and(|counted| stems.contains(counted))
    }

    /// Whether it stands behind the number, or people do where they are counted: at the gate 40 people waited.
    fn has_counted_behind(&self, entry: usize, quantity: &Quantity) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        is_people(quantity.unit.parts().0)
            || self.has_counted(&language.stems(&behind(self.text(entry), quantity)))
    }

    pub(super) fn has_counted(&self, stems: &[String]) -> bool {
        let has = |of: &String| stems.contains(of) || self.asked.related(of).any(|of| stems.contains(of));
        self.asked.counted.iter().any(has)
    }

    /// Whether, where it is asked how many of some are so, all of that is said.
    pub(super) fn says_which_part(&self, entry: usize) -> bool {
        !self.asks_for_a_part() || self.share(entry).here >= ALL
    }

    /// Whether it is asked how many of some are so.
    fn asks_for_a_part(&self) -> bool {
        let lower = self.asked.question.to_lowercase();
        PART.iter().any(|cue| lower.contains(cue))
    }

    /// Whether what is counted stands there; where it is called otherwise, with something else that is asked about it.
    pub(super) fn says_what_is_counted(&self, entry: usize) -> bool {
        let counted = &self.asked.counted;
        let known = || self.terms.iter().zip(&self.asked.terms).filter(|(known, _)| !known.is_name());
        let mut others = known().filter(|(_, term)| !counted.contains(&term.stem)).peekable();
        let own = |stem: &String| is_people_stem(stem) || self.index.contains(entry, stem);
        if self.counts_something_wider(entry) {
            return false;
        }
        counted.iter().any(own)
            || counted.iter().any(|stem| self.says(entry, stem))
                && (others.peek().is_none() || others.any(|(known, _)| self.present(entry, known) >= BEFORE))
    }
}

/// Whether a noun, in lower case, may be one for people: no known thing but what they sit on and pay with.
fn may_be_people(language: &Language, noun: &str) -> bool {
    let agents: &[&str] = match language.code() {
        LanguageCode::English => &["er", "ers", "or", "ors", "ist", "ists"],
        LanguageCode::German => &["erin", "innen", "leute", "kräfte"],
        LanguageCode::French => &["eur", "eurs", "euse", "euses", "iste", "istes"],
        LanguageCode::Spanish => &["or", "ores", "ora", "oras", "ista", "istas"],
    };
    let agent = agents.iter().any(|end| noun.ends_with(end));
    let known = language.stem(noun).is_some_and(|stem| language.knows(&stem));
    !known || agent || is_trade(language, noun) || COUNTED_BY.contains(noun)
}

/// Whether the number is a time of the day that is written like a fraction: at 5.40 and 13.20.
fn is_a_time_of_day(text: &str, quantity: &Quantity) -> bool {
    let written = text.get(quantity.start..quantity.end).unwrap_or_default();
    let before = text.get(..quantity.start).and_then(|head| head.split_whitespace().next_back());
    let timed = before.is_some_and(|word| AT.contains(&word.to_lowercase().trim_matches(',')));
    let clock = written.split_once('.').is_some_and(|(hour, minute)| {
        let minute: String = minute.chars().take_while(char::is_ascii_digit).collect();
        hour.parse::<u8>().is_ok_and(|hour| hour < HOURS)
            && minute.len() == 2
            && minute.parse::<u8>().is_ok_and(|minute| minute < MINUTES)
    });
    // The next ones of a list follow a time.
    clock
        && (timed
            || before.is_some_and(|word| word.ends_with(',') && word.contains('.'))
            || before == Some("and"))
}

/// The words of a number and those behind it, up to the end of their clause.
pub(super) fn behind(text: &str, quantity: &Quantity) -> String {
    let tokens = text.get(quantity.start..).unwrap_or_default().split_word_bounds();
    let clause = tokens.take_while(|token| !ENDS.contains(token));
    let words = clause.filter(|token| token.starts_with(char::is_alphanumeric));
    words.take(BEHIND).collect::<Vec<_>>().join(" ")
}

/// Whether the number is of what stands before it: a few hundred of them.
pub(super) fn is_of_them(text: &str, quantity: &Quantity) -> bool {
    let behind = text.get(quantity.end..).unwrap_or_default().trim_start().to_lowercase();
    OF_THEM.iter().any(|cue| behind.starts_with(cue))
}
