//! Whether a sentence tells the price that is asked for, or what is paid; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::amount::{is_bare, is_label, says_half};
use super::answered::has_a_pronoun;
use super::count::is_of_them;
use super::evidence::Evidence;
use super::kinds::{TIMES, has_run, is_money, is_paid, says_that_it_is_paid};
use super::terms::RELATED;
use crate::language::{has_free_entry, is_free, is_people};
use crate::quantities::{Quantity, cells};

/// What asks for the price of something or for any other amount of it.
const HOW_MUCH_IS: [&str; 4] = ["how much is ", "how much are ", "how much was ", "how much were "];
/// What asks for what something cost once, and not for what it costs to go there.
const ONCE: [&str; 6] = ["did", "gekostet", "kostete", "coûté", "coûtait", "costó"];
/// Money that is read as a noun.
const COINS: [&str; 16] = [
    "peso", "franc", "mark", "rappen", "centime", "céntimo", "penny", "p", "shilling", "złoty", "rupee",
    "yen", "sek", "nok", "dkk", "forint",
];
/// What a column of prices is called, in parts of words and lower case.
const PRICED: [&str; 17] = [
    "price", "cost", "fee", "fare", "preis", "kosten", "gebühr", "prix", "tarif", "coût", "precio", "coste",
    "crown", "euro", "cent", "$", "£",
];

impl Evidence<'_> {
    /// Whether the sentence has an amount of money, says that there is none to pay, or is a row with a price. A bare number must stand
    /// with a word for a price. "How much is" may ask for a measure too.
    pub(super) fn gives_a_price(&self, entry: usize, given: &[Quantity]) -> bool {
        let text = self.text(entry);
        let row = cells(text).unwrap_or_default();
        let digit = |value: &str| value.contains(|c: char| c.is_ascii_digit());
        let mut named = row.iter().filter(|cell| digit(cell.value)).map(|cell| cell.name);
        let any = HOW_MUCH_IS.iter().any(|cue| self.asked.question.to_lowercase().contains(cue));
        let priced = || {
            let mut prices = self.terms.iter().zip(&self.asked.terms).filter(|(_, term)| term.price);
            prices.any(|(known, _)| self.present(entry, known) >= RELATED)
        };
        let bare = || text.contains(" | ") || priced();
        let amount = |quantity: &Quantity| !is_label(text, quantity) && !is_of_them(text, quantity);
        let money = |quantity: &Quantity| {
            let (unit, _) = quantity.unit.parts();
            let measure = any && quantity.unit.is_measure() && !TIMES.contains(&unit);
            let bare = || is_bare(quantity) && bare() && amount(quantity);
            is_money(unit) || COINS.contains(&unit) || measure || bare()
        };
        given.iter().any(money)
            || named.any(is_priced)
            || says_half(text) && priced()
            || self.says_that_it_is_free(text)
            || self.gives_what_is_paid(text, given)
    }

    /// Whether it is asked what something costs that has a name and no more, and the sentence neither names it nor opens with the price
    /// nor has a pronoun: what a night in the port costs, the port did not cost.
    pub(super) fn is_price_of_another(&self, entry: usize) -> bool {
        let (text, code) = (self.text(entry), self.language(entry));
        let named = self.asked.terms.iter().any(|term| term.name);
        let question = self.asked.question.to_lowercase();
        let once = ONCE.iter().any(|cue| has_run(&question, cue)) && !self.says_that_it_is_free(text);
        if text.contains(" | ")
            || !named
            || !once
            || !self.asked.terms.iter().all(|term| term.name || term.price)
        {
            return false;
        }
        let Some(language) = self.languages.get(&code) else { return false };
        let own = self.own_stems(entry);
        let mut prices = self.asked.terms.iter().filter(|term| term.price);
        let opens = text
            .unicode_words()
            .find_map(|word| language.stem(word))
            .is_some_and(|first| prices.any(|term| term.stem == first || term.related.contains_key(&first)));
        !opens
            && !self.asked.names().any(|name| own.contains(name))
            && !has_a_pronoun(code, &text.to_lowercase())
    }

    /// Whether it is asked how much somebody pays, and the sentence says that it is paid, with a share of it or an amount that is
    /// neither a time nor of people: there are more coins than are known.
    fn gives_what_is_paid(&self, text: &str, given: &[Quantity]) -> bool {
        let question = self.asked.question.to_lowercase();
        let words: Vec<&str> = question.unicode_words().collect();
        let paid = |quantity: &Quantity| {
            let (unit, _) = quantity.unit.parts();
            let other = TIMES.contains(&unit) || is_people(unit) || quantity.unit.is_measure() && unit != "%";
            quantity.moment.is_none() && !other
        };
        is_paid(&words) && says_that_it_is_paid(text) && (given.iter().any(paid) || says_half(text))
    }

    /// Whether a price is asked for and the sentence tells that there is none.
    pub(super) fn says_that_it_is_free(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        self.asked.is_money() && (words.any(|word| is_free(&word)) || has_free_entry(text))
    }
}

/// Whether a column's name says that it has prices.
fn is_priced(name: &str) -> bool {
    let lower = name.to_lowercase();
    // In German the noun ends a compound: Eintrittspreis.
    let said = |word: &str, part: &&str| word.starts_with(part) || part.len() > 4 && word.ends_with(part);
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '$' && c != '£');
    words.any(|word| PRICED.iter().any(|part| said(word, part)))
}
