//! The time by which something is divided: a month, par an, jährlich, each season; knows no numbers.

use super::months::month;
use super::scan::Quantity;
use super::spoken::{Token, tokens};
use super::unit::{PER, of_time};
use super::words::next_word;

/// Before a time, what divides by it.
const DIVIDES: [&str; 5] = ["per", "pro", "par", "por", "je"];
const EACH: [&str; 14] = [
    "a", "an", "each", "every", "chaque", "cada", "jede", "jeden", "jedes", "jeder", "jedem", "any",
    "single", "one",
];
/// Runs of words before a time that do so too, if nothing after it says which one is meant.
const WITHIN: [&str; 14] = [
    "im", "am", "in der", "die", "in a", "in one", "in each", "in every", "al", "a la", "à l", "à la", "l",
    "la",
];
/// After a time within which something is, what says which one is meant: im Jahr davor, am Tag der Eröffnung.
const MEANT: [&str; 18] = [
    "der",
    "des",
    "nach",
    "vor",
    "davor",
    "danach",
    "darauf",
    "zuvor",
    "of",
    "when",
    "before",
    "after",
    "de",
    "del",
    "du",
    "siguiente",
    "suivante",
    "dass",
];
/// Words that are a rate of their own, by their beginnings.
const ADVERBS: &[(&str, &[&str])] = &[
    ("hour", &["hourly", "stündlich", "horaire"]),
    ("day", &["daily", "täglich", "quotidien", "diario", "diaria", "diariamente", "journalier"]),
    ("week", &["weekly", "wöchentlich", "hebdomadaire", "semanal"]),
    ("month", &["monthly", "monatlich", "mensuel", "mensual"]),
    ("quarter", &["quarterly", "vierteljährlich", "trimestriel", "trimestral"]),
    ("year", &["yearly", "annual", "jährlich", "annuel", "anual"]),
];
/// What German compounds of a rate start with: Jahresbeitrag.
const COMPOUNDS: [(&str, &str); 5] =
    [("day", "tages"), ("week", "wochen"), ("month", "monats"), ("quarter", "quartals"), ("year", "jahres")];
/// Letters from which on what follows in a compound is a word.
const SECOND_PART: usize = 4;
/// German words that only start like a rate.
const NO_RATES: [&str; 8] = [
    "jahrestag",
    "jahreszeit",
    "jahreszeiten",
    "jahresende",
    "jahresanfang",
    "wochenende",
    "wochentag",
    "tagesordnung",
];
/// What is told for a time is a flow; what these measure is not, but for a speed.
const STATES: [&str; 17] = [
    "%",
    "m",
    "m²",
    "°C",
    "°",
    "s",
    "days",
    "months",
    "km/h",
    "dB",
    "Hz",
    "V",
    "bar",
    "ppm",
    "kW",
    "Mbit/s",
    "percentage points",
];

/// Adds what the unit is divided by, if it follows directly: `per year`, `a month`, `al año`, `im Monat`, `jährlich`.
pub(super) fn after(text: &str, unit: String, end: usize) -> (String, usize) {
    let (word, after) = next_word(text, end);
    let (second, done) = next_word(text, after);
    let (word, lower) = (word.to_lowercase(), second.to_lowercase());
    if DIVIDES.contains(&word.as_str()) && !lower.is_empty() {
        // Of a working day, the day counts.
        let (third, later) = next_word(text, done);
        return match (of_time(&lower), of_time(&third.to_lowercase())) {
            (None, Some(time)) if lower == "working" => (format!("{unit}{PER}{time}"), later),
            (Some(time), _) => (format!("{unit}{PER}{time}"), done),
            (None, _) if word == "je" => (unit, end),
            (None, _) => (format!("{unit}{PER}{lower}"), done),
        };
    }
    if let Some(time) = of_time(&lower).filter(|_| EACH.contains(&word.as_str())) {
        return (format!("{unit}{PER}{time}"), done);
    }
    if let Some(time) = adverb(&word).filter(|_| closes(text, after)) {
        return (format!("{unit}{PER}{time}"), after);
    }
    let state = matches!(unit.as_str(), "s" | "days" | "months");
    let rest = text.get(end..).unwrap_or_default();
    let rest = tokens(rest.split([',', ';', '.', ':', ')', '?']).next().unwrap_or_default());
    match within(&rest, 0).filter(|_| !state) {
        Some((time, words)) => {
            let last = words.checked_sub(1).and_then(|last| rest.get(last)).map_or(0, |token| token.end);
            (format!("{unit}{PER}{time}"), end + last)
        }
        None => (unit, end),
    }
}

/// Whether an English adverb is none that belongs to a noun after it.
fn closes(text: &str, after: usize) -> bool {
    let (next, _) = next_word(text, after);
    next.is_empty() || super::cues::NOT_COUNTED.contains(&next.to_lowercase().as_str())
}

/// The rate that a word is by itself.
pub(super) fn adverb(word: &str) -> Option<&'static str> {
    if NO_RATES.contains(&word) {
        return None;
    }
    let own = ADVERBS.iter().find(|(_, starts)| starts.iter().any(|start| word.starts_with(start)));
    let compound = |(_, start): &&(&str, &str)| {
        word.strip_prefix(start).is_some_and(|rest| rest.chars().count() >= SECOND_PART)
    };
    own.map(|(time, _)| *time).or_else(|| COMPOUNDS.iter().find(compound).map(|(time, _)| *time))
}

/// A time of no certain date within which something is, at that word, with the words that it takes.
fn within(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let rest = tokens.get(at..)?;
    let of = |run: &&&str| {
        let words: Vec<&str> = run.split(' ').collect();
        rest.len() > words.len() && words.iter().zip(rest).all(|(word, token)| token.lower == *word)
    };
    let words = WITHIN.iter().filter(of).map(|run| run.split(' ').count()).max()?;
    let time =
        of_time(&rest.get(words)?.lower).filter(|time| !matches!(*time, "second" | "minute" | "night"))?;
    let next = rest.get(words + 1).map(|token| token.lower.as_str()).unwrap_or_default();
    let meant =
        MEANT.contains(&next) || next.starts_with(|c: char| c.is_ascii_digit()) || month(next).is_some();
    if meant { None } else { Some((time, words + 1)) }
}

/// The only time by which a sentence divides: `Chaque mois, 200 pièces`, `The yearly fee is 20 euros`.
fn of_sentence(text: &str) -> Option<&'static str> {
    let tokens = tokens(text);
    let mut found: Vec<&'static str> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).and_then(|next| of_time(&next.lower));
        let lower = token.lower.as_str();
        let divides = DIVIDES.contains(&lower)
            || EACH.get(2..).is_some_and(|each| each.contains(&lower))
            || at == 0
                && EACH.contains(&lower)
                && tokens.get(at + 2).is_some_and(|of| matches!(of.lower.as_str(), "of" | "de" | "d"));
        let own = next.filter(|_| divides && lower != "one").or_else(|| adverb(lower));
        found.extend(own.or_else(|| within(&tokens, at).map(|(time, _)| time)));
    }
    found.dedup();
    if let [only] = found.as_slice() { Some(only) } else { None }
}

/// Gives the only flow of each sentence the time by which the sentence divides it elsewhere than beside it.
pub(super) fn spread(text: &str, quantities: &mut [Quantity]) {
    let mut start = 0;
    for sentence in text.split_inclusive(". ") {
        let end = start + sentence.len();
        let own = quantities.iter_mut().filter(|own| (start..end).contains(&own.start));
        let mut flows: Vec<&mut Quantity> = own
            .filter(|own| own.moment.is_none() && !own.change && !STATES.contains(&own.unit.parts().0))
            .collect();
        if let [only] = flows.as_mut_slice()
            && only.unit.parts().1.is_none()
        {
            only.pace = of_sentence(sentence);
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantities;

    fn rates(text: &str) -> Vec<String> {
        let show = |q: super::Quantity| {
            format!("{} {}{}", q.low, q.unit, q.pace.map(|time| format!(" ({time})")).unwrap_or_default())
        };
        quantities(text).into_iter().map(show).collect()
    }

    #[test]
    fn a_rate_stands_after_its_unit() {
        assert_eq!(rates("It bakes 300 loaves a week."), ["300 loave per week"]);
        assert_eq!(rates("The fee is 40 euros per month"), ["40 EUR per month"]);
        assert_eq!(rates("Es backt 300 Brote im Monat, sagt man"), ["300 brote per month"]);
        assert_eq!(rates("Die Pacht kostet 40 Euro pro Jahr"), ["40 EUR per year"]);
        assert_eq!(rates("Elle coûte 40 euros par an"), ["40 EUR per year"]);
        assert_eq!(rates("Cuesta 40 euros al mes"), ["40 EUR per month"]);
        assert_eq!(rates("12 litres a second"), ["43200 l per hour"]);
        assert_eq!(rates("Die Anlage liefert 40 Tonnen täglich."), ["40000 kg per day"]);
        assert_eq!(rates("It takes 60 lorries per working day"), ["60 lorrie per day"]);
    }

    #[test]
    fn a_rate_stands_elsewhere_in_the_sentence() {
        assert_eq!(rates("Chaque mois, 20 barques partent du port."), ["20 barque (month)"]);
        assert_eq!(rates("Around 900 drums leave the yard in a year."), ["900 drum (year)"]);
        assert_eq!(rates("The monthly output is 40 tonnes."), ["40000 kg (month)"]);
        assert_eq!(rates("Die Jahresproduktion liegt bei 40 Tonnen."), ["40000 kg (year)"]);
        assert_eq!(rates("La producción anual es de 40 toneladas."), ["40000 kg (year)"]);
        assert_eq!(rates("A year of rowing costs 70 pounds."), ["70 GBP (year)"]);
    }

    #[test]
    fn a_certain_time_is_no_rate() {
        assert_eq!(rates("Im Jahr 2020 kamen 300 Gäste."), ["300 gäste"]);
        assert_eq!(rates("300 Gäste am Tag der Eröffnung"), ["300 gäste"]);
        assert_eq!(rates("300 Gäste im Jahr davor"), ["300 gäste"]);
        assert_eq!(rates("The mast is 40 m high and painted every year."), ["40 m"]);
        assert_eq!(rates("Each year 12 boats race for 3 cups."), ["12 boat", "3 cup"]);
    }
}
