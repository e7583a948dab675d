//! Whether a sentence tells the amount that is asked for: in its units, of its dimension, of what is counted; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::age::{asks_for_a_least_age, tells_a_least_age, tells_an_age};
use super::dimension::{Dimensions, is_said_to_be, speaks_of_a_weight};
use super::evidence::Evidence;
use super::kinds::{TIMES, is_money, is_sized};
use super::spans::{
    has_a_length, is_a_delay, is_a_distance, is_deadline, is_of_a_part, speaks_of_a_part, tells_how_long,
};
use crate::quantities::{DAY, Quantity, dates, months, quantities};

/// What has a number for a name.
const LABELLED: [&str; 24] = [
    "key",
    "page",
    "chapter",
    "section",
    "platform",
    "line",
    "room",
    "berth",
    "gate",
    "number",
    "no",
    "extension",
    "taste",
    "seite",
    "kapitel",
    "gleis",
    "linie",
    "zimmer",
    "nummer",
    "nr",
    "touche",
    "ligne",
    "línea",
    "número",
];
/// What stands before a thing of which each has a price: per room 40.
const PER: [&str; 4] = ["per", "pro", "par", "por"];

/// What tells since when something has been so.
const SINCE: [&str; 4] = ["since", "seit", "depuis", "desde"];

/// Words of a unit: square metres.
const UNIT: usize = 2;
/// What stands before the size of something.
const OF: [&str; 3] = ["of", "von", "de"];
/// A share that is no number.
const HALF: [&str; 5] = ["half", "hälfte", "halb", "moitié", "mitad"];

impl Evidence<'_> {
    /// Whether the sentence tells what is asked for: the attribute in its units, the things that are counted, somebody.
    pub(super) fn is_of_kind(&self, entry: usize) -> bool {
        let (asked, text) = (&self.asked, self.text(entry));
        let row = text.contains(" | ");
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        if asked.who {
            return self.names_somebody(entry, &own);
        }
        let mut given = quantities(text);
        if !row && !speaks_of_a_part(&asked.question) {
            given.retain(|quantity| !is_of_a_part(text, quantity));
        }
        let told = || self.says_that_it_is_free(text) || self.tells_since(text) || says_half(text);
        if !row && self.are_in_the_question(&given) && !told() {
            return false;
        }
        if !asked.counted.is_empty() && asked.unit.is_none() {
            let amount = || match asked.many {
                true => self.gives_a_count(entry, &given),
                false => self.gives_a_quantity(entry, &given),
            };
            return (row || amount()) && self.says_what_is_counted(entry);
        }
        if asked.is_money() {
            let other = self.is_price_of_another(entry) || !row && asked.is_of_another(&own);
            return self.gives_a_price(entry, &given) && !other;
        }
        if self.tells_since(text) || tells_how_long(text, asked) {
            return true;
        }
        if asked.units == ["%"] && !row && !tells_a_share(text, &given) {
            return false;
        }
        if asked.age {
            let least = asks_for_a_least_age(&asked.question);
            return tells_an_age(text, &given) || least && tells_a_least_age(text, &given);
        }
        if asked.units == TIMES {
            let time = |quantity: &Quantity| {
                is_bare(quantity)
                    || TIMES.contains(&quantity.unit.0.as_str()) && !is_a_delay(text, quantity, asked)
            };
            return given.iter().any(time);
        }
        if asked.units == ["m²"] && is_sized(&asked.question.to_lowercase()) {
            let area = |given: &Quantity| given.unit.parts().0 == "m²";
            return given.iter().any(|given| area(given) || row && is_bare(given));
        }
        if asked.units == [DAY] && !months(text).is_empty() {
            return true;
        }
        self.is_of_its_dimension(entry, &given, &own)
    }

    /// Whether the amounts of a sentence with these words are in the units that are asked for, and of the dimension.
    fn is_of_its_dimension(&self, entry: usize, given: &[Quantity], own: &BTreeSet<String>) -> bool {
        let (asked, text) = (&self.asked, self.text(entry));
        let row = text.contains(" | ");
        let said = || given.iter().any(|given| is_said_to_be(text, given));
        let weight = asked.units.contains(&"kg") && speaks_of_a_weight(&asked.question);
        if weight && !row && !speaks_of_a_weight(text) && !said() {
            return false;
        }
        let fits = asked.fits("").is_none()
            || row && (self.names_the_unit(text) || given.iter().any(|given| self.may_be_of_row(given)))
            || given.iter().any(|quantity| self.is_in_units(text, quantity));
        let timed = |quantity: &Quantity| {
            let (unit, _) = quantity.unit.parts();
            TIMES.contains(&unit) && asked.units.contains(&unit)
        };
        let beside = Dimensions::beside(text, given);
        let other = (asked.units.contains(&"m") || asked.unit.as_deref() == Some("m"))
            && asked.dimensions.are_apart(beside)
            && !given.iter().any(timed);
        let dimension = asked.dimensions.share_one(beside) || self.is_of_asked(entry, given);
        fits && !other && (row || dimension || !asked.is_of_another(own))
    }

    /// Whether a row's amount may be what is asked for: its column may name the unit in any way, but hardly one that is asked for.
    fn may_be_of_row(&self, given: &Quantity) -> bool {
        let fits = self.asked.fits(&given.unit.0);
        fits != Some(false) || self.asked.unit.is_none() && !given.unit.is_measure()
    }

    /// Whether a column of the row names the unit that is asked for: litres filled, plot in square metres.
    fn names_the_unit(&self, text: &str) -> bool {
        let Some(unit) = &self.asked.unit else { return false };
        let starts = text.unicode_word_indices().filter_map(|(at, _)| text.get(at..));
        let mut read = starts.map(|rest| {
            let words: Vec<&str> = rest.split_whitespace().take(UNIT).collect();
            quantities(&format!("2 {}", words.join(" ").to_lowercase()))
        });
        read.any(|read| read.iter().any(|read| read.start == 0 && read.unit.parts().0 == unit.as_str()))
    }

    /// Whether a length is said of something whose thickness is asked for: ice of twenty centimetres.
    fn is_of_asked(&self, entry: usize, given: &[Quantity]) -> bool {
        let text = self.text(entry);
        if !self.asked.dimensions.share_one(Dimensions::of("thick")) {
            return false;
        }
        let mut lengths = given.iter().filter(|quantity| quantity.unit.0 == "m");
        lengths.any(|length| {
            let mut before = text.get(..length.start).unwrap_or_default().unicode_words().rev();
            let of = before.next().is_some_and(|of| OF.contains(&of));
            let language = self.languages.get(&self.language(entry));
            let thing = before.next().zip(language).and_then(|(thing, language)| language.stem(thing));
            of && thing.is_some_and(|thing| self.asked.stems.contains(&thing))
        })
    }

    /// Whether the question has all amounts itself of which one could be what it asks for: how many sockets of 100 kW.
    fn are_in_the_question(&self, given: &[Quantity]) -> bool {
        let asked = &self.asked;
        let could = |given: &Quantity| {
            let timed = given.moment.is_some() && !asked.units.is_empty();
            timed || !asked.counted.is_empty() || asked.units.contains(&given.unit.parts().0)
        };
        let known = quantities(&asked.question);
        let same = |given: &Quantity| {
            let same = |known: &Quantity| (known.low - given.low).abs() <= f64::EPSILON * known.low.abs();
            !given.unit.0.is_empty() && known.iter().any(|known| known.unit == given.unit && same(known))
        };
        // Of prices, other numbers are none.
        let mut meant =
            given.iter().filter(|given| !asked.is_money() || is_money(given.unit.parts().0)).peekable();
        given.iter().any(could) && meant.peek().is_some() && meant.all(same)
    }

    /// Whether the amount is in the units of the attribute that is asked for.
    fn is_in_units(&self, text: &str, quantity: &Quantity) -> bool {
        let asked = &self.asked;
        // How fast something is may be told by what it does in a time.
        let rate = asked.units.contains(&"km/h") && quantity.unit.parts().1.is_some();
        let in_space = has_a_length(&asked.question) && !has_a_length(text);
        let lasts = TIMES.contains(&quantity.unit.parts().0);
        let otherwise = lasts
            && (in_space || is_deadline(text, quantity, asked) || is_a_delay(text, quantity, asked))
            || is_a_distance(text, quantity, asked);
        asked.fits(&quantity.unit.0) != Some(false) && !otherwise || rate
    }

    /// Whether it is asked how long something has been so and the sentence tells since when.
    pub(super) fn tells_since(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        self.asked.lasting && words.any(|word| SINCE.contains(&word.as_str())) && !dates(text).is_empty()
    }
}

pub(super) fn says_half(text: &str) -> bool {
    text.to_lowercase().unicode_words().any(|word| HALF.contains(&word))
}

/// Whether the text tells a share: in percent, as a part of a whole, or by how many of how many.
fn tells_a_share(text: &str, given: &[Quantity]) -> bool {
    let counted = given.iter().filter(|given| !given.unit.is_measure() && given.moment.is_none());
    says_half(text) || given.iter().any(|given| given.unit.parts().0 == "%") || counted.count() > 1
}

pub(super) fn is_bare(quantity: &Quantity) -> bool {
    quantity.unit.0.is_empty() && quantity.moment.is_none()
}

/// Whether the number tells one thing from others of its kind and no amount: key 77, platform 2.
pub(super) fn is_label(text: &str, quantity: &Quantity) -> bool {
    let head = text.get(..quantity.start).unwrap_or_default().to_lowercase();
    let mut before = head.split_whitespace().rev();
    let labelled = before.next().is_some_and(|word| LABELLED.contains(&word));
    let each = before.next().is_some_and(|word| PER.contains(&word));
    labelled && !each && quantity.low.fract() == 0.0
}
