//! Runs of number words that are one number: `four and a half`, `quatre-vingt-douze`, `doce mil`; knows no shares.

use super::words::{ROUND, TIMES, below_hundred, is_english_word, joined, look_up, one};
use super::{Spoken, Token, made, starts};
use crate::quantities::number::is_continental;
use crate::quantities::unit::of_word;

/// What makes another half of the number before it.
const AND_A_HALF: [&str; 4] = ["and a half", "et demi", "et demie", "y media"];
/// A half before its unit: half an hour, eine halbe Stunde.
const HALVES: [&str; 12] = [
    "half a",
    "half an",
    "ein halbes",
    "ein halber",
    "eine halbe",
    "einer halben",
    "einen halben",
    "une demi",
    "un demi",
    "media",
    "medio",
    "demi",
];
/// Between the words of one number.
const AND: [&str; 4] = ["and", "und", "et", "y"];

/// What has been read of a number.
#[derive(Default)]
struct Read {
    /// From the thousands on.
    total: f64,
    /// Below.
    current: f64,
    /// Whether any word of it is none that claims to be exact.
    about: bool,
}

/// A run of number words.
pub(super) fn run(rest: &[Token], before: Option<&Token>, text: &str) -> Option<(usize, Spoken)> {
    if belongs_to_what_precedes(rest, before) {
        return None;
    }
    if let Some(found) = half(rest) {
        return Some(found);
    }
    let first = rest.first()?;
    let other = is_english_word(&first.lower) && !is_continental(text);
    let starts_with_one = one(&first.lower).is_some();
    if starts_with_one || other {
        // One and a half, but no article.
        return AND_A_HALF
            .iter()
            .find(|half| starts_with_one && starts(rest.get(1..).unwrap_or_default(), half))
            .and_then(|half| made(rest, 1 + half.split(' ').count(), 1.5, false, false));
    }
    let mut read = Read::default();
    let mut words = 0;
    for (at, token) in rest.iter().enumerate() {
        let apart = at.checked_sub(1).and_then(|last| text.get(rest.get(last)?.end..token.start));
        if apart.is_some_and(|apart| !apart.trim_matches(['-', ' ', '\n', '\u{a0}']).is_empty()) {
            break;
        }
        let joins = words > 0 && AND.contains(&token.lower.as_str());
        if joins && read.goes_on_after(&token.lower, rest.get(at + 1)) {
            continue;
        }
        if !read.takes(&token.lower, words > 0) {
            break;
        }
        words = at + 1;
    }
    let value = read.total + read.current;
    let after = rest.get(words..).unwrap_or_default();
    match AND_A_HALF.iter().find(|half| words > 0 && starts(after, half)) {
        Some(half) => made(rest, words + half.split(' ').count(), value + 0.5, false, read.about),
        None => made(rest, words, value, false, read.about),
    }
}

/// After digits, a word of scale belongs to them; after "per", to a percentage; "passengers in thousand" names a scale.
fn belongs_to_what_precedes(rest: &[Token], before: Option<&Token>) -> bool {
    let Some(before) = before.map(|token| token.lower.as_str()) else { return false };
    let scale = rest.first().is_some_and(|token| look_up(&TIMES, &token.lower).is_some());
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && (scale || rest.first().is_some_and(is_round));
    digits || ["per", "pour", "por"].contains(&before) || scale && before == "in"
}

fn is_round(token: &Token) -> bool {
    look_up(&ROUND, &token.lower).is_some()
}

/// Half of a unit.
fn half(rest: &[Token]) -> Option<(usize, Spoken)> {
    let run = HALVES.iter().find(|run| starts(rest, run))?;
    let words = run.split(' ').count();
    rest.get(words).filter(|unit| of_word(&unit.lower).is_some())?;
    made(rest, words, 0.5, false, false)
}

impl Read {
    /// Whether another number may follow the joining word: a hundred and forty, vingt et un, treinta y cinco.
    fn goes_on_after(&self, joining: &str, next: Option<&Token>) -> bool {
        let Some(next) = next.map(|next| next.lower.as_str()) else { return false };
        let ones = one(next).or_else(|| below_hundred(next)).is_some_and(|value| value < 10.0);
        let tens = self.current % 100.0 >= 20.0 && self.current % 10.0 == 0.0;
        match joining {
            "and" | "und" => self.current % 100.0 == 0.0 && (ones || below_hundred(next).is_some()),
            "et" => tens && (one(next).is_some() || next == "onze"),
            _ => tens && ones,
        }
    }

    /// Takes the word into the number; `false` if it is none or starts another one.
    fn takes(&mut self, word: &str, goes_on: bool) -> bool {
        if let Some(value) = below_hundred(word) {
            return self.adds(value, word);
        }
        if let Some(value) = joined(word) {
            let fits = self.current == 0.0 && (self.total == 0.0 || value < 1e3);
            self.current += if fits { value } else { 0.0 };
            return fits;
        }
        if let Some(value) = look_up(&ROUND, word) {
            self.current = if self.current > 0.0 { self.current * value } else { value };
            self.about = true;
            return true;
        }
        if let Some(value) = look_up(&TIMES, word) {
            self.multiplies(value);
            return true;
        }
        // Twenty-one, vingt et un.
        let last =
            goes_on && one(word).is_some() && self.current % 100.0 >= 20.0 && self.current % 10.0 == 0.0;
        self.current += f64::from(u8::from(last));
        last
    }

    /// Two ones side by side are two numbers.
    fn adds(&mut self, value: f64, word: &str) -> bool {
        let low = self.current % 100.0;
        // Four times twenty; sixty and ten; ten and seven.
        if low == 4.0 && word.starts_with("vingt") {
            self.current += 76.0;
            return true;
        }
        let tens = low >= 20.0 && low % 10.0 == 0.0 && value < 10.0;
        let french = (low == 60.0 || low == 80.0) && (10.0..20.0).contains(&value);
        let teens = low == 10.0 && (7.0..10.0).contains(&value);
        let fits = low == 0.0 || tens || french || teens;
        self.current += if fits { value } else { 0.0 };
        fits
    }

    fn multiplies(&mut self, value: f64) {
        if value <= 100.0 {
            self.current = self.current.max(1.0) * value;
        } else if value <= 1e3 || self.total >= value {
            (self.total, self.current) = (self.total + self.current.max(1.0) * value, 0.0);
        } else {
            (self.total, self.current) = ((self.total + self.current).max(1.0) * value, 0.0);
        }
    }
}
