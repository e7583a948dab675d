//! Whether a sentence tells a thing of the kind that is asked for where that is no amount: somebody, a place, a colour, a
//! firm, a name, a time. What it says of it is not looked at.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::kinds::says_that_it_is_paid;
use super::often::tells_how_often;
use super::question::SubQuestion;
use super::share::BEFORE;
use crate::language::{LanguageCode, Qualifiers};
use crate::naming::{
    Naming, Wanted, is_dated, is_means, is_numeral, is_trade, names_somebody, stands_before_a_place,
};
use crate::quantities::{cells, names_time, number_of};

/// What stands before a day, a month or a season, whose names may be people's too.
const BEFORE_DATES: [&str; 19] = [
    "in", "on", "of", "since", "until", "from", "every", "next", "last", "im", "am", "seit", "bis", "ab",
    "vom", "en", "le", "el", "de",
];
/// Rows that are looked through for a name: where it stands in a title, all of a table has it.
const ROWS: usize = 200;
/// What stands before whoever did something.
const BY: [&str; 4] = ["by", "von", "par", "por"];
/// Words behind that within which whoever did it stands.
const DOER: usize = 5;

/// What says who somebody is, or that something is somebody's, before the name.
const BEFORE_AGENT: [&str; 20] = [
    "by", "von", "par", "por", "is", "are", "was", "were", "ist", "sind", "war", "est", "sont", "es", "era",
    "from", "of", "aus", "de", "bei",
];
/// Stems of English verbs that say little without what stands behind them: set up, took over.
pub(super) const LIGHT: [&str; 18] = [
    "go", "went", "becam", "set", "put", "take", "took", "get", "got", "give", "gave", "make", "made",
    "bring", "brought", "keep", "come", "came",
];

/// How words begin that say that somebody pays for something.
const FUNDS: [&str; 10] =
    ["fund", "financ", "finanz", "grant", "sponsor", "subsid", "förder", "sufrag", "subvenc", "paye"];
/// Share of the words that are no names with which the deed may be said in any words.
const REST: f32 = 0.6;
/// What asks which ones, directly before how many, or with what stands between.
const WHICH: [&str; 9] = ["which", "what", "welche", "quels", "quelles", "qué", "cuáles", "nenne", "name"];
const ARE: [&str; 12] =
    ["sind", "waren", "die", "sont", "étaient", "les", "son", "eran", "fueron", "los", "las", "the"];
/// How many of them a sentence may list.
const SEVERAL: std::ops::RangeInclusive<f64> = 3.0..=9.0;
/// What stands before the last of them.
const AND: [&str; 7] = ["and", "und", "et", "y", "well", "sowie", "ainsi"];

impl Evidence<'_> {
    /// Whether the sentence has what the question wants named, or a time if it wants one, and is of no other case.
    pub(super) fn tells(&self, entry: usize, sub: &SubQuestion) -> bool {
        let text = self.text(entry);
        (!self.asked.timed || sub.expected.amount || self.tells_a_time(entry) && self.tells_when(entry))
            && self.naming.as_ref().is_none_or(|naming| self.names(entry, naming))
            && (!sub.expected.often || tells_how_often(text))
            && (!sub.expected.reason || self.may_give_a_reason(entry))
            && self.may_tell_the_means(entry)
            && self.is_of_the_occasion(entry, sub)
            && self.says_the_deed(entry)
            && self.says_its_deed(entry)
            && self.says_its_verbs(entry)
            && self.says_who_pays(entry)
            && self.says_which_part(entry)
            && self.lists_as_many(text)
            && !self.cases.are_apart(&Qualifiers::of_question(text, self.asked.is_money()))
            && !self.is_row_of_another(entry)
    }

    /// Whether as many are told as the question asks for by number: which three lakes. Of two, one may stand before the verb.
    fn lists_as_many(&self, text: &str) -> bool {
        let lower = self.asked.question.to_lowercase();
        let mut words = words(&lower).peekable();
        // A preposition may stand before it: in which three towns.
        let opens = words.next_if(|word| WHICH.contains(word)).is_some()
            || words.next().is_some() && words.next_if(|word| WHICH.contains(word)).is_some();
        if !opens {
            return true;
        }
        let many = words.find(|word| !ARE.contains(word)).and_then(number_of);
        // Days and months may be told from the first to the last.
        let timed = words.next().is_none_or(names_time);
        let Some(many) = many.filter(|many| SEVERAL.contains(many) && !timed) else { return true };
        let parted = text.matches([',', ';', '/', '|', '-']).count();
        let joined = self::words(text).filter(|word| AND.contains(word)).count();
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let told = (parted + joined + 1) as f64;
        told >= many
    }

    /// Whether what somebody is asked for having done stands there, in its words or in others: who runs the tea room is not told by what
    /// it serves.
    fn says_the_deed(&self, entry: usize) -> bool {
        let deed = self.naming.iter().flat_map(|naming| &naming.deed);
        let deed: BTreeSet<&String> =
            deed.filter(|deed| self.asked.who && !LIGHT.contains(&deed.as_str())).collect();
        let terms = self.terms.iter().zip(&self.asked.terms);
        let mut deeds = terms.filter(|(_, term)| !term.name && deed.contains(&term.stem)).peekable();
        deeds.peek().is_none()
            || self.text(entry).contains(" | ")
            || deeds.any(|(known, _)| self.present(entry, known) >= BEFORE)
            || self.names_behind(self.text(entry))
            || self.names_one_for_the_rest(entry)
    }

    /// Whether it is said that somebody pays, where it is asked who does: what something costs does not tell. A row has no verbs.
    fn says_who_pays(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let asked = self.asked.who && says_that_it_is_paid(&self.asked.question);
        let gives =
            || words(text).any(|word| FUNDS.iter().any(|start| word.to_lowercase().starts_with(start)));
        !asked || text.contains(" | ") || says_that_it_is_paid(text) || gives()
    }

    /// Whether all else that is asked about stands there, and somebody's name: Ann Orr performed the song, where it is asked who sang.
    fn names_one_for_the_rest(&self, entry: usize) -> bool {
        let known = |stem: &String| self.asked.stems.contains(stem);
        let language = self.languages.get(&self.asked_in);
        self.naming.is_some()
            && self.share(entry).here >= REST
            && language.is_some_and(|language| names_somebody(language, self.text(entry), &known))
    }

    /// Whether a new name stands directly behind what says who somebody is or that something is somebody's.
    fn names_behind(&self, text: &str) -> bool {
        let all: Vec<&str> = words(text).collect();
        all.windows(2).any(|pair| match pair {
            [before, name] => {
                BEFORE_AGENT.contains(&before.to_lowercase().as_str())
                    && name.starts_with(char::is_uppercase)
                    && !self.asked.has_word(name)
                    && !self.languages.values().any(|language| is_dated(language, name))
            }
            _ => false,
        })
    }

    fn names(&self, entry: usize, naming: &Naming) -> bool {
        let text = self.text(entry);
        // A cell is told by its column: of a place or a firm it has the name and no preposition.
        let row = text.contains(" | ");
        let exempt = match naming.wanted {
            // Who did something is looked at with what was done.
            Wanted::Somebody => {
                self.asked.who
                    || row && self.names_somebody(entry, &self.own_stems(entry).into_iter().collect())
            }
            Wanted::Place(_) => row,
            Wanted::Member(_) | Wanted::Version | Wanted::Kind => row && self.has_column_of(entry, naming),
        };
        let known = |stem: &String| self.asked.stems.contains(stem);
        let language = self.languages.get(&self.asked_in);
        exempt || language.is_none_or(|language| naming.is_told(language, text, &known))
    }

    /// Whether one of the row's columns is named for what is wanted.
    fn has_column_of(&self, entry: usize, naming: &Naming) -> bool {
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let columns = cells(self.text(entry)).unwrap_or_default();
        columns.iter().any(|cell| language.stems(cell.name).iter().any(|stem| naming.heads.contains(stem)))
    }

    /// Whether what is asked about stands there, with a name that the question does not have, or with what points at one.
    /// The names of columns, units and dates are nobody's.
    pub(super) fn names_somebody(&self, entry: usize, own: &BTreeSet<String>) -> bool {
        let (text, code) = (self.text(entry), self.language(entry));
        let plain = &self.asked.plain;
        let all: f32 = plain.iter().map(|stem| self.index.idf(stem)).sum();
        // In its words or in others: whoever manages to win has won.
        let said = |stem: &&String| {
            own.contains(*stem) || self.asked.related_in(stem, code).any(|other| own.contains(other))
        };
        let present: f32 = plain.iter().filter(said).map(|stem| self.index.idf(stem)).sum();
        let named = match cells(text) {
            Some(cells) => cells.iter().any(|cell| self.has_new_name(code, cell.value, 0)),
            // A sentence's first word has a capital in any case.
            None => self.has_new_name(code, text, 1),
        };
        let by = || self.is_done_by_somebody(code, text);
        present * 2.0 >= all && (named || by() || self.has_a_doer(text))
    }

    /// Whether something new stands behind what tells by whom something was done.
    fn is_done_by_somebody(&self, code: LanguageCode, text: &str) -> bool {
        let all: Vec<&str> = words(text).collect();
        let Some(language) = self.languages.get(&code) else { return true };
        let known = |word: &str| language.stem(word).is_some_and(|stem| self.asked.stems.contains(&stem));
        // There it is before what something belongs to, too.
        let german = code == LanguageCode::German;
        all.iter().enumerate().any(|(at, word)| {
            let next = all.get(at + 1).copied().unwrap_or_default();
            let doer = all.iter().skip(at + 1).take(DOER).take_while(|word| german || !known(word));
            BY.contains(&word.to_lowercase().as_str())
                && !is_means(word, next)
                && doer.into_iter().any(|word| !known(word) && language.stem(word).is_some())
        })
    }

    /// Whether something new, be it called by a name or not, does there what somebody is asked for having done: pharmacists supply it.
    fn has_a_doer(&self, text: &str) -> bool {
        let known = |stem: &String| self.asked.stems.contains(stem);
        let answer = |naming: &Naming| {
            let language = self.languages.get(&self.asked_in)?;
            naming.answer(language, text, &known, &BTreeSet::new())
        };
        self.asked.who && self.naming.as_ref().and_then(answer).is_some_and(|answer| answer.by_form)
    }

    /// Whether a word with a capital, from the `first` on, is new and neither a unit behind its number nor part of a date; before
    /// that only a word that is not known, and in German, where all nouns have capitals, only such a one or a trade.
    fn has_new_name(&self, code: LanguageCode, text: &str, first: usize) -> bool {
        let all: Vec<&str> = words(text).collect();
        let number = |at: Option<usize>| {
            at.and_then(|at| all.get(at)).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        let in_date = |at: usize, word: &str| {
            let before = at.checked_sub(1).and_then(|before| all.get(before)).map(|word| word.to_lowercase());
            self.languages.values().any(|language| is_dated(language, word))
                && (number(Some(at + 1)) || before.is_none_or(|word| BEFORE_DATES.contains(&word.as_str())))
        };
        let language = self.languages.get(&code);
        let known = |word: &str| {
            language.is_some_and(|language| {
                let lower = word.to_lowercase();
                let stem = language.stem(word);
                stem.is_none_or(|stem| language.knows(&stem)) && !is_trade(language, &lower)
            })
        };
        let german = code == LanguageCode::German;
        all.iter().enumerate().any(|(at, word)| {
            word.starts_with(char::is_uppercase)
                && !is_numeral(word)
                && !self.is_placed(code, &all, at)
                && !self.asked.has_word(word)
                && !number(at.checked_sub(1))
                && !in_date(at, word)
                && (at >= first && !german || !known(word))
        })
    }

    /// Whether a preposition of place stands before the name at a place, or before the one that it ends: in Cooper's Row.
    fn is_placed(&self, code: LanguageCode, all: &[&str], at: usize) -> bool {
        let said = |word: &str| stands_before_a_place(code, &word.to_lowercase());
        let before = |steps: usize| at.checked_sub(steps).and_then(|at| all.get(at)).copied();
        let name = |word: &str| word.starts_with(char::is_uppercase) && !self.asked.has_word(word);
        match before(1) {
            Some(first) if at > 1 && name(first) => before(2).is_some_and(said),
            first => first.is_some_and(said),
        }
    }

    /// Whether it is a row of a table in which another row, by a value of the same column, is that of a name in the question, and
    /// has all names of it that this one has.
    fn is_row_of_another(&self, entry: usize) -> bool {
        let Some(own) = cells(self.text(entry)) else { return false };
        let stems: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        let (here, missing): (Vec<&String>, Vec<&String>) =
            self.asked.names().partition(|name| stems.contains(*name));
        let source = self.sentences.get(entry).map(|sentence| sentence.source);
        let Some(language) = self.languages.get(&self.language(entry)) else { return false };
        let entries = missing.iter().flat_map(|name| self.index.entries(name));
        let mut others = entries
            .filter(|other| {
                self.sentences.get(*other).map(|sentence| sentence.source) == source && *other != entry
            })
            .take(ROWS);
        others.any(|other| {
            let has = |name: &&String| self.index.contains(other, name);
            here.iter().all(has)
                && cells(self.text(other)).unwrap_or_default().iter().any(|cell| {
                    own.iter().any(|own| own.name == cell.name && own.value != cell.value)
                        && language.stems(cell.value).iter().any(|stem| missing.contains(&stem))
                })
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
