//! Words for numbers in four languages, and what each stands for; joins none.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words, and what each stands for: every word of every sentence is looked up.
pub(super) type Known = HashMap<&'static str, f64>;

/// The table of these rows, each of words that stand for one number.
fn known(rows: &[(&'static str, f64)]) -> Known {
    rows.iter().flat_map(|(words, value)| words.split(' ').map(|word| (word, *value))).collect()
}

/// An article as often as a number.
const ONE: &str = "one un une uno una eine einer einem einen ein";
/// Words below one hundred; one is left out.
static SMALL: LazyLock<Known> = LazyLock::new(|| {
    known(&[
        ("two zwei zwo deux dos", 2.0),
        ("three drei trois tres", 3.0),
        ("four vier quatre cuatro", 4.0),
        ("five fünf cinq cinco", 5.0),
        ("six sechs seis", 6.0),
        ("seven sieben sept siete", 7.0),
        ("eight acht huit ocho", 8.0),
        ("nine neun neuf nueve", 9.0),
        ("ten zehn dix diez", 10.0),
        ("eleven elf onze once", 11.0),
        ("twelve zwölf douze doce", 12.0),
        ("thirteen dreizehn treize trece", 13.0),
        ("fourteen vierzehn quatorze catorce", 14.0),
        ("fifteen fünfzehn quinze quince", 15.0),
        ("sixteen sechzehn seize dieciséis", 16.0),
        ("seventeen siebzehn diecisiete", 17.0),
        ("eighteen achtzehn dieciocho", 18.0),
        ("nineteen neunzehn diecinueve", 19.0),
        ("twenty zwanzig vingt vingts veinte", 20.0),
        ("veintiuno veintiún veintiuna", 21.0),
        ("veintidós", 22.0),
        ("veintitrés", 23.0),
        ("veinticuatro", 24.0),
        ("veinticinco", 25.0),
        ("veintiséis", 26.0),
        ("veintisiete", 27.0),
        ("veintiocho", 28.0),
        ("veintinueve", 29.0),
        ("thirty dreißig dreissig trente treinta", 30.0),
        ("forty vierzig quarante cuarenta", 40.0),
        ("fifty fünfzig cinquante cincuenta", 50.0),
        ("sixty sechzig soixante sesenta", 60.0),
        ("seventy siebzig septante setenta", 70.0),
        ("eighty achtzig huitante octante ochenta", 80.0),
        ("ninety neunzig nonante noventa", 90.0),
    ])
});
/// Spanish has a word for each hundred.
static HUNDREDS: LazyLock<Known> = LazyLock::new(|| {
    known(&[
        ("doscientos doscientas", 200.0),
        ("trescientos trescientas", 300.0),
        ("cuatrocientos cuatrocientas", 400.0),
        ("quinientos quinientas", 500.0),
        ("seiscientos seiscientas", 600.0),
        ("setecientos setecientas", 700.0),
        ("ochocientos ochocientas", 800.0),
        ("novecientos novecientas", 900.0),
    ])
});
/// Words that never claim to be exact.
pub(super) static ROUND: LazyLock<Known> = LazyLock::new(|| {
    known(&[
        ("dizaine decena", 10.0),
        ("dozen dutzend douzaine docena", 12.0),
        ("quinzaine quincena", 15.0),
        ("score vingtaine veintena", 20.0),
        ("trentaine treintena", 30.0),
        ("quarantaine cuarentena", 40.0),
        ("cinquantaine cincuentena", 50.0),
        ("soixantaine", 60.0),
        ("centaine centenar", 100.0),
        ("millier millar", 1e3),
    ])
});
/// Words that multiply what stands before them.
pub(super) static TIMES: LazyLock<Known> = LazyLock::new(|| {
    known(&[
        ("hundred hundert cent cents cien ciento cientos", 100.0),
        ("thousand tausend mille mil", 1e3),
        ("million millions millionen millón millones", 1e6),
        ("billion billions milliarde milliarden milliard milliards", 1e9),
    ])
});
/// Numbers of one language that are other words in English: once a week, cent, elf.
const ELSEWHERE: [&str; 8] = ["once", "elf", "sept", "cent", "cents", "mil", "dos", "acht"];
/// The number words of an English text besides them are none of those.
pub(super) fn is_english_word(word: &str) -> bool {
    ELSEWHERE.contains(&word)
}

/// One of a table.
pub(super) fn look_up(table: &Known, word: &str) -> Option<f64> {
    table.get(word).copied()
}

/// Whether it is an article as often as the number one.
pub(super) fn one(word: &str) -> Option<f64> {
    ONE.split(' ').any(|one| one == word).then_some(1.0)
}

/// A word below one hundred; German joins tens and ones in one word.
pub(super) fn below_hundred(word: &str) -> Option<f64> {
    look_up(&SMALL, word).or_else(|| {
        let (ones, tens) = word.split_once("und")?;
        let ones = if ones == "ein" { 1.0 } else { look_up(&SMALL, ones).filter(|ones| *ones < 10.0)? };
        Some(ones + look_up(&SMALL, tens).filter(|tens| *tens >= 20.0)?)
    })
}

/// A word that is a whole number of its own from one hundred on, or one with a half: doscientos, dreihundertzwanzig,
/// zweieinhalb.
pub(super) fn joined(word: &str) -> Option<f64> {
    if matches!(word, "anderthalb" | "eineinhalb") {
        return Some(1.5);
    }
    if let Some(whole) = word.strip_suffix("einhalb") {
        return below_hundred(whole).map(|whole| whole + 0.5);
    }
    look_up(&HUNDREDS, word).or_else(|| german(word).filter(|value| *value >= 100.0))
}

/// A German number in one word.
fn german(word: &str) -> Option<f64> {
    let part = |part: &str, empty: f64| if part.is_empty() { Some(empty) } else { german(part) };
    if let Some((thousands, rest)) = word.split_once("tausend") {
        return Some(part(thousands, 1.0)? * 1e3 + part(rest, 0.0)?);
    }
    if let Some((hundreds, rest)) = word.split_once("hundert") {
        return Some(part(hundreds, 1.0)? * 100.0 + part(rest.strip_prefix("und").unwrap_or(rest), 0.0)?);
    }
    if word == "ein" { Some(1.0) } else { below_hundred(word) }
}
