//! Whether a sentence tells of the occasion that a question asks about: on which day or in which season it was, how it was years
//! ago, when it opened and not when it closed. Ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::denied::denies;
use super::evidence::Evidence;
use super::kinds::WHEN;
use super::question::SubQuestion;
use crate::language::{Language, WordSet, word_set};
use crate::naming::is_dated;
use crate::quantities::{Moment, dates, quantities};

/// What asks for one day, and what asks for the season of one year.
const WHICH_DAY: [&str; 12] = [
    "what day",
    "which day",
    "what date",
    "which date",
    "welchem tag",
    "welchen tagen",
    "welchem datum",
    "quel jour",
    "quels jours",
    "quelle date",
    "qué día",
    "qué fecha",
];
const WHICH_SEASON: [&str; 14] = [
    "which winter",
    "what winter",
    "which summer",
    "what summer",
    "which autumn",
    "what autumn",
    "which spring",
    "what spring",
    "welchem winter",
    "welchem sommer",
    "quel hiver",
    "quel été",
    "qué invierno",
    "qué verano",
];
/// Words of a question for what happened once.
static PAST: WordSet = WordSet::new(|| {
    word_set("did was were wurde wurden hat haben ist sind war t eu été fut furent ont fue fueron se")
});
/// What asks how something was a number of years ago: before the number, and behind it.
const AGO: [(&str, &str); 4] =
    [("", " years ago"), ("il y a ", " ans"), ("vor ", " jahren"), ("hace ", " años")];
/// What says that something was so before.
const BEFORE_NOW: [&str; 17] = [
    "ago",
    "il y a",
    "vor ",
    "hace ",
    "earlier",
    "früher",
    "then",
    "damals",
    "auparavant",
    "avant",
    "autrefois",
    "antes",
    "entonces",
    "used to",
    "once",
    "jadis",
    "einst",
];
/// Before a year up to which something was so, and before one from which it has been.
const UP_TO: [&str; 6] = ["before", "until", "vor", "avant", "antes", "hasta"];
const FROM: [&str; 5] = ["since", "from", "seit", "depuis", "desde"];
/// Words between that and the year.
const TO_YEAR: usize = 3;
/// Words of the names of feasts, and for which of some days it was.
static FEASTS: WordSet = WordSet::new(|| {
    word_set(
        "eve christmas easter pentecost whitsun ascension first second third last ersten zweiten dritten letzten silvester ostern \
    pfingsten heiligabend himmelfahrt weihnachten premier première dernier veille noël pâques pentecôte toussaint \
    primero primer último nochebuena nochevieja navidad pascua reyes santos boxing may new saint st",
    )
});
const FEAST_ENDS: [&str; 3] = ["tag", "mittwoch", "abend"];
/// Days of a month at most.
const DAYS: u8 = 31;
/// What stands behind a season and before what happened in or near it.
const OF_AN_EVENT: [&str; 10] = ["of", "after", "before", "when", "des", "nach", "vor", "de", "après", "del"];
/// Days of two kinds, and what is said of both.
static WORKING: WordSet = WordSet::new(|| {
    word_set("weekday weekdays werktag werktags werktagen wochentags ouvrable ouvrables laborable laborables")
});
static FREE: WordSet = WordSet::new(|| {
    word_set(
        "saturday saturdays sunday sundays weekend weekends samstag samstags sonntag sonntags wochenende samedi samedis dimanche \
    dimanches sábado sábados domingo domingos",
    )
});
static BOTH: WordSet = WordSet::new(|| {
    word_set(
        "daily every each all whole week täglich jeden jeder ganze ganzen woche alle chaque tous toute toutes semaine cada todo todos \
    toda todas semana",
    )
});
/// What leaves out the day behind it, takes another one's place, or names more days than one.
const BUT: [&str; 19] = [
    "except",
    "moved",
    "weekend",
    "weekends",
    "weekday",
    "weekdays",
    "außer",
    "ausgenommen",
    "verlegt",
    "wochenende",
    "wochenenden",
    "werktags",
    "werktag",
    "sauf",
    "week-end",
    "reporté",
    "salvo",
    "excepto",
    "laborables",
];
/// What asks which of the days it is.
const WHICH: [&str; 9] =
    ["which", "what", "welchem", "welchen", "welcher", "quel", "quels", "qué", "wochentag"];
/// Words for the beginning of what can be visited or used, and for its end.
static OPENED: WordSet = WordSet::new(|| {
    word_set(
        "open opened opens opening eröffnet öffnet öffnete eröffnung ouvert ouverte ouvre ouvrir ouverture abre abrió \
    abierto abierta apertura",
    )
});
static CLOSED: WordSet = WordSet::new(|| {
    word_set(
        "close closed closes closing shut schließt schloss geschlossen schließung fermé fermée ferme fermeture cierra \
    cerró cerrado cerrada cierre",
    )
});

impl Evidence<'_> {
    /// Whether nothing says that it tells of another one.
    pub(super) fn is_of_the_occasion(&self, entry: usize, sub: &SubQuestion) -> bool {
        let (question, text) = (self.asked.question.to_lowercase(), self.text(entry).to_lowercase());
        let Some(language) = self.languages.get(&self.language(entry)) else { return true };
        let opposite = self.asked.timed && !sub.expected.amount && is_opposite(&question, &text);
        tells_the_day(language, &question, &text)
            && tells_of_then(&question, &text)
            && !opposite
            && !begins_there(&question, &text)
            && !ends_there(&question, &text)
            && !is_of_other_days(&question, &text)
            && (self.asked.yes_no || self.asked.reason || !is_of_other_weekdays(&question, &text))
    }
}

/// Whether the text has a day, or the year of a season, where the question asks for the one on which something happened.
fn tells_the_day(language: &Language, question: &str, text: &str) -> bool {
    let asks = |cues: &[&str]| cues.iter().any(|cue| question.contains(cue));
    let past = question.unicode_words().any(|word| PAST.contains(word));
    let day = || {
        let mut words = text.unicode_words();
        let of_a_month = |word: &str| {
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u8>().is_ok_and(|day| day <= DAYS)
        };
        let number = text.unicode_words().any(of_a_month);
        number || words.any(|word| is_dated(language, word) || is_feast(word))
    };
    let season = || {
        let year = !dates(text).is_empty() || text.contains(|c: char| c.is_ascii_digit());
        let words: Vec<&str> = text.unicode_words().collect();
        year || words
            .windows(2)
            .any(|pair| matches!(pair, [time, of] if is_dated(language, time) && OF_AN_EVENT.contains(of)))
    };
    let row = text.contains(" | ");
    !past || row || (!asks(&WHICH_DAY) || day()) && (!asks(&WHICH_SEASON) || season())
}

/// Whether the word, in lower case, is of the name of a feast or says which of some days it was.
fn is_feast(word: &str) -> bool {
    let long = word.chars().count() > "today".len();
    FEASTS.contains(word) || long && FEAST_ENDS.iter().any(|end| word.ends_with(end))
}

/// Whether the text has a time, or says that something was so before, where the question asks how it was years ago.
fn tells_of_then(question: &str, text: &str) -> bool {
    let asked = AGO.iter().any(|(before, behind)| {
        question.find(before).and_then(|at| question.get(at..)).is_some_and(|rest| rest.contains(behind))
    });
    !asked
        || text.contains(" | ")
        || !dates(text).is_empty()
        || BEFORE_NOW.iter().any(|cue| text.contains(cue))
}

/// Whether the question is for days off and the text only for working days, or the other way round. What stands behind a comma
/// is often an exception to what is said before it.
fn is_of_other_days(question: &str, text: &str) -> bool {
    let has = |text: &str, words: &WordSet| text.unicode_words().any(|word| words.contains(word));
    let which = question.unicode_words().any(|word| WHICH.contains(&word)) && !question.contains("what time");
    let apart = |asked: &WordSet, other: &WordSet| {
        let first = || text.split([',', ';']).next().unwrap_or_default();
        has(question, asked) && !has(question, other) && !has(text, asked) && has(first(), other)
    };
    !which && !has(text, &BOTH) && (apart(&WORKING, &FREE) || apart(&FREE, &WORKING))
}

/// Whether the text names days of the week, and none that the question names. Whether it is so on one may be told by when it is not.
fn is_of_other_weekdays(question: &str, text: &str) -> bool {
    let which = WHICH_DAY.iter().any(|cue| question.contains(cue)) || question.contains("wochentag");
    let all = text.unicode_words().any(|word| BOTH.contains(word) || BUT.contains(&word));
    let (asked, told) = (weekdays(question), weekdays(text));
    let meet = |a: &(f64, f64)| told.iter().any(|b| a.0 <= b.1 && b.0 <= a.1);
    !which && !all && !denies(question) && !asked.is_empty() && !told.is_empty() && !asked.iter().any(meet)
}

/// The days of the week that a text names, by their numbers from the first to the last of each span.
fn weekdays(text: &str) -> Vec<(f64, f64)> {
    let days = quantities(text).into_iter().filter(|day| matches!(day.moment, Some(Moment::Weekday)));
    // From Friday to Monday goes on into the next week.
    let spans = days.flat_map(|day| match day.low <= day.high {
        true => vec![(day.low, day.high)],
        false => vec![(day.low, f64::MAX), (f64::MIN, day.high)],
    });
    spans.collect()
}

/// Whether the question asks what was before a year, and the text tells what has been since then.
fn begins_there(question: &str, text: &str) -> bool {
    let year = |text: &str, cues: &[&str]| -> Option<String> {
        let words: Vec<&str> = text.unicode_words().collect();
        let at = words.iter().position(|word| cues.contains(word))?;
        words.iter().skip(at + 1).take(TO_YEAR).find(|word| is_year(word)).map(|year| (*year).to_owned())
    };
    year(question, &UP_TO).is_some_and(|asked| year(text, &FROM) == Some(asked))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
}

/// Whether the question asks since when something has been so, and the text has no year but one until which it will be.
fn ends_there(question: &str, text: &str) -> bool {
    let opening: Vec<&str> = question.unicode_words().take(2).collect();
    let since = matches!(opening.as_slice(), [from, when] if FROM.contains(from) && WHEN.contains(when));
    let words: Vec<&str> = text.unicode_words().collect();
    let year = words.iter().position(|word| is_year(word));
    let before = |at: usize| words.iter().take(at).rev().take(TO_YEAR);
    let until = |at: usize| {
        before(at).any(|word| UP_TO.contains(word)) && !before(at).any(|word| FROM.contains(word))
    };
    since && dates(text).len() == 1 && year.is_some_and(until)
}

/// Whether one speaks only of opening and the other only of closing.
fn is_opposite(question: &str, text: &str) -> bool {
    let has = |text: &str, words: &WordSet| text.unicode_words().any(|word| words.contains(word));
    let only = |text: &str| match (has(text, &OPENED), has(text, &CLOSED)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    only(question).zip(only(text)).is_some_and(|(asked, told)| asked != told)
}
