//! The case for which a value is told, by the clause in which it stands: a season, a day of the week, a part of something, what
//! is decided for later or was so before. Values of different cases can all be right; compares no values.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::compatible::{compatible, is_time};
use super::cues::{
    ADDED, ADDED_BEHIND, DECIDED, DENIALS, EVEN, FROM, FUTURE, LESS, MORE, NOW, OF_THESE, SHARED_OUT, SPENT,
    TELLING_WHICH, UNTIL,
};
use crate::analysis::polarity::polarity;
use crate::analysis::statement::Statement;
use crate::language::Language;
use crate::language::clauses::{CLAUSE_ENDS, PARTING};
use crate::quantities::{Date, Moment, Quantity};

/// Words that a phrase has at most which opens a sentence and says when or where all of it holds.
const OPENING_WORDS: usize = 5;
/// Words behind a number and its unit that say that it is added.
const ADDED_WITHIN: usize = 2;
/// Words that tell a part only right before its number, for other things follow them, too (a mill "dont la roue mesure 6
/// mètres"; a price "including breakfast"), and how many words may stand between.
const OF_THESE_BESIDE: [&str; 2] = ["dont", "including"];
const OF_THESE_WITHIN: usize = 1;
/// Words before a number that say how exact it is.
const EXACT_WITHIN: usize = 5;
/// Words before a date that say whether it is an end.
const BEFORE_DATE: usize = 3;

/// What a value is told for.
#[derive(Clone, Debug, Default)]
pub(super) struct Case<'a> {
    /// The year or date that its clause, or the phrase that opens its sentence, gives it for.
    date: Option<&'a Date>,
    /// Seasons, months and days of the week.
    times: Vec<&'a Quantity>,
    /// Whether it is decided for a date to come, or was so until a date.
    later: bool,
    ended: bool,
    /// Whether it comes to what there is, and whether it is told as what is so now.
    added: bool,
    now: bool,
    /// Of a part of something: the stems that tell which.
    part: Option<BTreeSet<String>>,
    /// Whether its clause denies it.
    pub(super) denied: bool,
    /// Whether it is time that somebody spent on something, and not how long that took.
    pub(super) spent: bool,
}

impl<'a> Case<'a> {
    /// Of a value of the statement; a row is told apart by its cells.
    pub(super) fn of(language: &Language, statement: &'a Statement<'_>, quantity: &'a Quantity) -> Self {
        if statement.labels.is_some() {
            return Self::default();
        }
        let quote = statement.citation.quote.as_str();
        let clause = clause(quote, quantity.start..quantity.end);
        let text = quote.get(clause.clone()).unwrap_or_default();
        let words = words(text);
        let has = |cues: &[&str]| words.iter().any(|word| cues.contains(&word.as_str()));
        let date = quantity.date.as_ref().filter(|date| clause.contains(&date.start));
        let dated = |cues: &[&str]| date.is_some_and(|date| follows(quote, date, cues));
        Self {
            date: quantity.date.as_ref().filter(|date| {
                clause.contains(&date.start) || opening(quote, clause.start).contains(&date.start)
            }),
            times: times(statement, quantity, &clause),
            later: dated(&FROM) && (has(&DECIDED) || words.iter().any(|word| is_future(word))),
            ended: dated(&UNTIL),
            added: is_added(quote, quantity, &clause),
            now: quantity.date.is_none() && has(&NOW),
            part: part(language, quote, quantity, &clause),
            denied: quantity.moment.is_none() && is_denied(quote, quantity, &clause),
            spent: is_time(&quantity.unit.0) && has(&SPENT),
        }
    }

    /// Whether both are told for cases of which none is the other.
    pub(super) fn is_apart(&self, other: &Self, own: &Statement<'_>, others: &Statement<'_>) -> bool {
        let unnamed = |part: &Option<BTreeSet<String>>, whole: &Self, statement: &Statement<'_>| {
            let named = |stem: &String| statement.stems.contains(stem);
            whole.part.is_none() && part.as_ref().is_some_and(|part| !part.iter().any(named))
        };
        let one_date = self.date.zip(other.date).is_some_and(|(own, other)| own.same_time(other));
        self.later != other.later && !one_date
            || self.ended != other.ended
            || self.added != other.added
            || self.now && is_of_a_year(other, own)
            || other.now && is_of_a_year(self, others)
            || unnamed(&self.part, other, others)
            || unnamed(&other.part, self, own)
            || self.times.iter().any(|time| {
                let alike = || other.times.iter().filter(|other| other.unit == time.unit);
                alike().next().is_some() && !alike().any(|other| compatible(time, other))
            })
    }
}

/// Whether a value is told for a year, and nothing says that the statement about now is of that year.
fn is_of_a_year(dated: &Case<'_>, now: &Statement<'_>) -> bool {
    let of =
        |date: &Date| now.times_above.iter().any(|above| (above.year..=above.until).contains(&date.year));
    dated.date.is_some_and(|date| !of(date))
}

/// Whether so many are told that come to others: another ten, ten more.
fn is_added(text: &str, quantity: &Quantity, clause: &Range<usize>) -> bool {
    let tail = text.get(quantity.end..clause.end).unwrap_or_default().to_lowercase();
    let own = text.get(quantity.start..quantity.end).unwrap_or_default().to_lowercase();
    let near: Vec<&str> = tail.unicode_words().take(ADDED_WITHIN).collect();
    quantity.moment.is_none()
        && (before(text, quantity.start, 1).iter().any(|word| ADDED.contains(&word.as_str()))
            || near.first().is_some_and(|word| ADDED_BEHIND.contains(word))
            || near.as_slice() == ["de", "plus"]
            || own.unicode_words().any(|word| ADDED_BEHIND.contains(&word)))
}

/// The clause around a place: marks within numbers end none.
fn clause(text: &str, place: Range<usize>) -> Range<usize> {
    let ends = |at: usize, c: char| {
        let after = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let open = after.is_none_or(char::is_whitespace);
        matches!(c, '(' | ')' | '\u{2013}' | '\u{2014}')
            || (CLAUSE_ENDS.contains(&c) || matches!(c, '.' | '!' | '?')) && open
    };
    let (head, tail) =
        (text.get(..place.start).unwrap_or_default(), text.get(place.end..).unwrap_or_default());
    let before = head.char_indices().rev().find(|(at, c)| ends(*at, *c));
    let after = tail.char_indices().find(|(at, c)| ends(place.end + at, *c));
    let mut start = before.map_or(0, |(at, c)| at + c.len_utf8());
    let mut end = after.map_or(text.len(), |(at, _)| place.end + at);
    let from = start;
    for (at, word) in text.get(start..end).unwrap_or_default().unicode_word_indices() {
        let at = from + at;
        if !PARTING.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        if at < place.start {
            start = at;
        } else {
            end = end.min(at);
        }
    }
    start..end.max(place.end)
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// The last words before a place, nearest first.
fn before(text: &str, end: usize, count: usize) -> Vec<String> {
    let head = text.get(..end).unwrap_or_default();
    head.unicode_words().rev().take(count).map(str::to_lowercase).collect()
}

/// Seasons, months and days of the week in the value's clause, or in the phrase that opens its sentence.
fn times<'a>(statement: &'a Statement<'_>, quantity: &Quantity, clause: &Range<usize>) -> Vec<&'a Quantity> {
    if matches!(quantity.moment, Some(Moment::Day { .. } | Moment::Weekday)) {
        return Vec::new();
    }
    let opening = opening(&statement.citation.quote, clause.start);
    let within = |own: &&Quantity| clause.contains(&own.start) || opening.contains(&own.start);
    let comes_back = |own: &&Quantity| matches!(own.moment, Some(Moment::Day { .. } | Moment::Weekday));
    statement.quantities.iter().filter(comes_back).filter(within).collect()
}

/// The few words up to the first mark of the sentence in which a clause starts.
fn opening(text: &str, clause: usize) -> Range<usize> {
    let head = text.get(..clause).unwrap_or_default();
    let start = head.rfind(". ").map_or(0, |at| at + 2);
    let phrase = text.get(start..).unwrap_or_default();
    let end = start + phrase.find(CLAUSE_ENDS).unwrap_or_default();
    let few = text.get(start..end).is_some_and(|phrase| phrase.unicode_words().count() <= OPENING_WORDS);
    if few { start..end } else { start..start }
}

/// Whether the date is told after one of these words.
fn follows(text: &str, date: &Date, cues: &[&str]) -> bool {
    before(text, date.start, BEFORE_DATE).iter().any(|word| {
        cues.contains(&word.as_str()) || word.split(['\'', '\u{2019}']).any(|part| cues.contains(&part))
    })
}

/// French and Spanish verbs of what is to come.
fn is_future(word: &str) -> bool {
    word.ends_with("rá") || word.ends_with("rán") || word.ends_with("eront") || FUTURE.contains(&word)
}

/// What tells the part of which the value is told: the subject of what is shared out, or what follows what is one of these.
fn part(
    language: &Language,
    text: &str,
    quantity: &Quantity,
    clause: &Range<usize>,
) -> Option<BTreeSet<String>> {
    // A share is of the whole.
    if quantity.unit.0 == "%" {
        return None;
    }
    let head = text.get(clause.start..quantity.start)?.to_lowercase();
    let tail = text.get(quantity.end..clause.end)?;
    if let Some(at) = SHARED_OUT.iter().filter_map(|cue| place_of(&head, cue)).min() {
        let subject: BTreeSet<String> = language.stems(head.get(..at)?).into_iter().collect();
        return (!subject.is_empty()).then_some(subject);
    }
    let between = OF_THESE.iter().find_map(|cue| {
        let between = head.get(place_of(&head, cue)? + cue.len()..)?;
        let beside = || between.unicode_words().count() <= OF_THESE_WITHIN;
        (!OF_THESE_BESIDE.contains(cue) || beside()).then_some(between)
    })?;
    // Without a word beside it, nothing tells which part it is.
    let parts = [tail, between].map(|text| language.stems(text).into_iter().collect::<BTreeSet<String>>());
    parts.into_iter().find(|part| !part.is_empty())
}

/// Where the phrase stands in the text as whole words.
fn place_of(text: &str, phrase: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let (head, tail) = (text.get(..*at), text.get(at + phrase.len()..));
        edge(head.and_then(|head| head.chars().next_back()))
            && edge(tail.and_then(|tail| tail.chars().next()))
    })
}

/// Whether the clause denies the value before it gives it: that something is no more than so much, or not even so much, is an
/// answer, as is that nothing of more than so much may be.
fn is_denied(text: &str, quantity: &Quantity, clause: &Range<usize>) -> bool {
    let near = before(text, quantity.start, EXACT_WITHIN);
    let is = |word: &String, cues: &[&str]| cues.contains(&word.as_str());
    let most = near.iter().any(|word| is(word, &MORE) || is(word, &EVEN));
    let least =
        near.iter().zip(near.iter().skip(1)).any(|(word, before)| is(word, &LESS) && is(before, &DENIALS));
    let head = text.get(clause.start..quantity.start).unwrap_or_default();
    // A compound such as "non-members" denies nothing.
    let compound = |word: &&str| word.contains('-');
    let kept: Vec<&str> = head.split_whitespace().filter(|word| !compound(word)).collect();
    !most && !least && !tells_which(&kept) && polarity(&kept.join(" ")).denies
}

/// Whether a denial only tells who or what is meant: members who do not row.
fn tells_which(words: &[&str]) -> bool {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is = |word: &String, cues: &[&str]| cues.contains(&word.as_str());
    lower.iter().enumerate().any(|(at, word)| {
        is(word, &DENIALS) && lower.iter().take(at).rev().take(2).any(|before| is(before, &TELLING_WHICH))
    })
}

impl super::Compared<'_> {
    /// Whether the question itself asks how somebody uses time.
    pub(super) fn asks_how_time_is_spent(&self) -> bool {
        SPENT.iter().any(|word| self.asked.has_word(word))
    }
}
