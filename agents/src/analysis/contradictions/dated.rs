//! Which statements answer a question for a time, and with which; compares nothing.

use std::collections::BTreeSet;

use super::Compared;
use super::answers::{OTHER_THING, Qualified};
use crate::analysis::statement::Statement;
use crate::quantities::{Date, Edge, Moment, Quantity, month_and_day};

/// Stems of words for a beginning, and the one that a question for it has.
const BEGINNINGS: [&str; 2] = [FOUNDED, "begin"];
const FOUNDED: &str = "founded";
/// Words and phrases that tell one, in lower case between blanks.
const BEGINNING_PHRASES: [&str; 61] = [
    "for the first time",
    "first used",
    "launched",
    "was born",
    "set up",
    "came into being",
    "into service",
    "into operation",
    "commissioned",
    "dates from",
    "dates back",
    "goes back to",
    "originated",
    "in existence",
    "erstmals",
    "zum ersten mal",
    "das erste mal",
    "geboren",
    "ins leben gerufen",
    "in betrieb",
    "in dienst",
    "entstand",
    "entstanden",
    "aufgenommen",
    "stammt aus",
    "geht auf",
    "né",
    "née",
    "nés",
    "nées",
    "naquit",
    "première fois",
    "vu le jour",
    "vit le jour",
    "lancé",
    "lancée",
    "mis en service",
    "mise en service",
    "remonte à",
    "remonte au",
    "date de",
    "naissance",
    "origine",
    "nació",
    "nacido",
    "nacida",
    "nacimiento",
    "primera vez",
    "vez primera",
    "lanzado",
    "lanzada",
    "lanzó",
    "surgió",
    "puesto en marcha",
    "puesta en marcha",
    "en servicio",
    "se remonta a",
    "se remonta al",
    "data de",
    "inició",
    "arrancó",
];
/// What stands before a time from which on something has been so.
const SINCE: [&str; 4] = ["since", "seit", "depuis", "desde"];
/// What something happens with that is told of an earlier time.
const HAPPENING: [&str; 20] = [
    "was", "were", "had", "has", "have", "got", "wurde", "wurden", "war", "waren", "hatte", "fut", "furent",
    "a", "ont", "été", "fue", "fueron", "había", "ha",
];
/// What asks since when something is as it is.
const SINCE_WHEN: [&str; 24] = [
    "since when",
    "since what year",
    "since which year",
    "from when",
    "seit wann",
    "seit welchem jahr",
    "ab wann",
    "depuis quand",
    "depuis quelle année",
    "de quand date",
    "de quand datent",
    "à quand remonte",
    "à quand remontent",
    "de quelle année date",
    "desde cuándo",
    "desde qué año",
    "de cuándo data",
    "de cuándo es",
    "de qué año data",
    "how long has",
    "how long have",
    "wie lange gibt es",
    "wann entstand",
    "cuánto tiempo lleva",
];

impl Compared<'_> {
    /// Statements that answer a question for a time, each with that time.
    pub(super) fn dated(&self, statements: &[Statement<'_>]) -> Vec<(usize, Date)> {
        if !self.asked.when {
            return Vec::new();
        }
        let asked = plain(&self.asking_words);
        let since_when = SINCE_WHEN.iter().any(|phrase| asked.contains(&format!(" {phrase} ")));
        let founded = self.question.iter().any(|stem| stem == FOUNDED);
        let begins = since_when || founded || tells_beginning(&asked);
        let rated = statements.iter().enumerate().filter(|(_, statement)| statement.labels.is_none());
        let rated = rated.filter_map(|(number, statement)| {
            time(statement)?;
            let also = self.said_by_the_time(statement, begins);
            // Of another language, few words are known to mean the same.
            let known = statement.foreign && !self.asked.plain.is_disjoint(&statement.stems);
            let covered = self.answers(statement, &also).filter(|_| known || self.does(statement, &also))?;
            let other =
                if self.is_qualified(statement) == Some(Qualified::AsNoun) { OTHER_THING } else { 0.0 };
            Some((number, covered - other, statement.relevance, statement.citation.source.to_string()))
        });
        let best = self.best(rated);
        best.into_iter().filter_map(|number| Some((number, time(statements.get(number)?)?))).collect()
    }

    /// What of the question the statement says by giving a time: since a year, something has been what it became in that
    /// year, and what begins is what there is from then on.
    fn said_by_the_time(&self, statement: &Statement<'_>, begins: bool) -> BTreeSet<String> {
        let since =
            time(statement).is_some_and(|date| is_since(&statement.citation.quote, &date)) && !self.asked.age;
        let tells = || {
            statement.stems.iter().any(|stem| is_beginning(stem))
                || tells_beginning(&plain(&words(&statement.citation.quote)))
        };
        let of_it = || {
            let asked = |stem: &String| self.asked.stems.contains(stem);
            let told = |stem: &String| !is_beginning(stem) && asked(stem);
            statement.stems.iter().any(told) || statement.names.iter().all(asked)
        };
        if since || begins && tells() && of_it() { self.asked.plain.clone() } else { BTreeSet::new() }
    }
}

fn is_beginning(stem: &str) -> bool {
    BEGINNINGS.contains(&stem)
}

fn tells_beginning(plain: &str) -> bool {
    BEGINNING_PHRASES.iter().any(|phrase| plain.contains(&format!(" {phrase} ")))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn plain(words: &[String]) -> String {
    format!(" {} ", words.join(" "))
}

/// The only time that the statement gives: the closest of several of which each holds the next, or the day that it names
/// beside a year.
fn time(statement: &Statement<'_>) -> Option<Date> {
    let exactness = |date: &&Date| (date.month.is_some(), date.day.is_some());
    let closest = statement.dates.iter().max_by_key(exactness)?;
    let holds = |date: &Date| {
        date == closest || date.edge == Edge::At && date.is_year() && closest.years() == date.years()
    };
    if !statement.dates.iter().all(holds) {
        return None;
    }
    let mut days = statement.quantities.iter().filter_map(day);
    match (days.next(), days.next()) {
        (Some((own, (month, day))), None) if closest.is_year() && closest.edge == Edge::At => {
            let (start, end) = (own.start, own.end);
            Some(Date { month: Some(month), day: Some(day), start, end, ..closest.clone() })
        }
        _ => Some(closest.clone()),
    }
}

/// The month and the day that a quantity is.
fn day(quantity: &Quantity) -> Option<(&Quantity, (u8, u8))> {
    let single = quantity.moment == Some(Moment::Day { range: false }) && quantity.low >= quantity.high;
    single.then(|| month_and_day(quantity.low)).flatten().map(|day| (quantity, day))
}

/// Whether it is said what has been so since that date, and not since something that happened then: since the roof was raised
/// in 2019. What has been so since, without more, is so since the date before it.
fn is_since(text: &str, date: &Date) -> bool {
    let before = words(text.get(..date.start).unwrap_or_default());
    let is = |word: &String| SINCE.contains(&word.as_str());
    let between = before.iter().rposition(is).and_then(|at| before.get(at + 1..));
    let alone = || text.split([',', ';', '.', '!', '?']).any(|clause| words(clause).last().is_some_and(is));
    between.is_some_and(|between| !between.iter().any(|word| HAPPENING.contains(&word.as_str()))) || alone()
}
