//! Units and how they are brought to one form; finds no numbers.

use serde::{Deserialize, Serialize};

/// What is measured and in what: quantities are compared only if their units are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unit(pub String);

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words and signs, the unit that they become, and the factor to it. Signs are compared as written, words without case.
type Entry = (&'static [&'static str], &'static str, f64);

const SIGNS: &[Entry] = &[
    (&["%"], "%", 1.0),
    (&["Wh"], "kWh", 1e-3),
    (&["kWh"], "kWh", 1.0),
    (&["MWh"], "kWh", 1e3),
    (&["GWh"], "kWh", 1e6),
    (&["TWh"], "kWh", 1e9),
    (&["W"], "kW", 1e-3),
    (&["kW", "kWp"], "kW", 1.0),
    (&["MW", "MWp"], "kW", 1e3),
    (&["GW"], "kW", 1e6),
    (&["mm"], "m", 1e-3),
    (&["cm"], "m", 1e-2),
    (&["m"], "m", 1.0),
    (&["km"], "m", 1e3),
    (&["ft"], "m", 0.3048),
    (&["m²", "m2", "sqm"], "m²", 1.0),
    (&["km²", "km2"], "m²", 1e6),
    (&["ha"], "m²", 1e4),
    (&["m³", "m3"], "l", 1e3),
    (&["l", "L"], "l", 1.0),
    (&["ml", "mL"], "l", 1e-3),
    (&["mg"], "kg", 1e-6),
    (&["g"], "kg", 1e-3),
    (&["kg"], "kg", 1.0),
    (&["t"], "kg", 1e3),
    (&["ms"], "s", 1e-3),
    (&["s"], "s", 1.0),
    (&["min"], "s", 60.0),
    (&["h"], "s", 3_600.0),
    (&["°C", "℃"], "°C", 1.0),
    (&["kB", "KB"], "MB", 1e-3),
    (&["MB"], "MB", 1.0),
    (&["GB"], "MB", 1e3),
    (&["Mbit/s", "Mbps"], "Mbit/s", 1.0),
    (&["Gbit/s", "Gbps"], "Mbit/s", 1e3),
    (&["TB"], "MB", 1e6),
    (&["dB", "dB(A)"], "dB", 1.0),
    (&["ppm"], "ppm", 1.0),
    (&["bar"], "bar", 1.0),
    (&["Hz"], "Hz", 1.0),
    (&["V"], "V", 1.0),
    (&["km/h"], "km/h", 1.0),
    (&["€", "EUR"], "EUR", 1.0),
    (&["$", "US$", "USD"], "USD", 1.0),
    (&["£", "GBP"], "GBP", 1.0),
    (&["CHF"], "CHF", 1.0),
    (&["¥", "JPY"], "JPY", 1.0),
];

const WORDS: &[Entry] = &[
    (&["percent", "percents", "prozent", "pourcent"], "%", 1.0),
    (&["euro", "euros"], "EUR", 1.0),
    (&["dollar", "dollars", "dólares"], "USD", 1.0),
    (&["pound", "pounds"], "GBP", 1.0),
    (&["francs", "franken"], "CHF", 1.0),
    (&["kilowatt-hours", "kilowatt-hour", "kilowattstunden", "kilowattheures"], "kWh", 1.0),
    (&["megawatt-hours", "megawattstunden", "mégawattheures"], "kWh", 1e3),
    (&["gigawatt-hours", "gigawattstunden"], "kWh", 1e6),
    (&["watts", "watt"], "kW", 1e-3),
    (&["kilowatts", "kilowatt"], "kW", 1.0),
    (&["megawatts", "megawatt", "mégawatts"], "kW", 1e3),
    (&["gigawatts", "gigawatt"], "kW", 1e6),
    (&["metres", "metre", "meters", "meter", "metern", "mètres", "mètre", "metros", "metro"], "m", 1.0),
    (&["centimetres", "centimeters", "zentimeter", "zentimetern", "centimètres", "centímetros"], "m", 1e-2),
    (
        &["kilometres", "kilometre", "kilometers", "kilometer", "kilometern", "kilomètres", "kilómetros"],
        "m",
        1e3,
    ),
    (&["miles", "mile", "meilen"], "m", 1_609.344),
    (&["fathoms", "fathom"], "m", 1.828_8),
    (&["mph"], "km/h", 1.609_344),
    (&["knots", "knot", "knoten"], "km/h", 1.852),
    (&["lb", "lbs"], "kg", 0.453_592),
    (&["ounces", "ounce"], "kg", 0.028_349_5),
    (&["horsepower", "hp"], "kW", 0.745_7),
    (&["quintals", "quintal", "zentner"], "kg", 100.0),
    (&["feet", "foot"], "m", 0.3048),
    (&["hectares", "hectare", "hektar", "hectáreas"], "m²", 1e4),
    (&["acres", "acre"], "m²", 4_046.856),
    (&["hectolitres", "hectoliters", "hektoliter", "hektolitern", "hectolitros"], "l", 100.0),
    (&["yards", "yard"], "m", 0.9144),
    (&["inches", "inch", "zoll", "pouces", "pulgadas"], "m", 0.0254),
    (&["pies", "pieds", "fuß"], "m", 0.3048),
    (&["gallons", "gallon"], "l", 4.546_09),
    (&["megabits", "megabit"], "Mbit", 1.0),
    (&["gigabits", "gigabit"], "Mbit", 1e3),
    (&["quadratmeter", "quadratmetern"], "m²", 1.0),
    (&["litres", "litre", "liters", "liter", "litern", "litros"], "l", 1.0),
    (&["kilograms", "kilogram", "kilos", "kilogramm", "kilogrammes"], "kg", 1.0),
    (&["grams", "gram", "gramm", "grammes"], "kg", 1e-3),
    (&["tonnes", "tonne", "tons", "tonnen", "toneladas"], "kg", 1e3),
    (&["seconds", "second", "sekunden", "secondes", "segundos"], "s", 1.0),
    (&["minutes", "minute", "minuten", "minutos", "minuto"], "s", 60.0),
    (&["hours", "hour", "stunden", "heures", "horas"], "s", 3_600.0),
    (&["days", "day", "tage", "tagen", "jours", "días"], "days", 1.0),
    (&["weeks", "week", "wochen", "semaines", "semanas"], "days", 7.0),
    (&["months", "month", "monate", "monaten", "mois", "meses"], "months", 1.0),
    (&["years", "year", "jahre", "jahren", "ans", "années", "años"], "months", 12.0),
    (&["decibels", "dezibel"], "dB", 1.0),
    (&["megabytes"], "MB", 1.0),
    (&["gigabytes"], "MB", 1e3),
];

/// Two words that are one unit.
const PAIRS: &[(&str, &str, &str, f64)] = &[
    ("per", "cent", "%", 1.0),
    ("pour", "cent", "%", 1.0),
    ("por", "ciento", "%", 1.0),
    ("percentage", "points", "percentage points", 1.0),
    ("percentage", "point", "percentage points", 1.0),
    ("square", "metres", "m²", 1.0),
    ("square", "meters", "m²", 1.0),
    ("square", "kilometres", "m²", 1e6),
    ("square", "kilometers", "m²", 1e6),
    ("cubic", "metres", "l", 1e3),
    ("cubic", "meters", "l", 1e3),
    ("kilowatt", "hours", "kWh", 1.0),
    ("megawatt", "hours", "kWh", 1e3),
    ("gigawatt", "hours", "kWh", 1e6),
    ("terawatt", "hours", "kWh", 1e9),
    ("degrees", "celsius", "°C", 1.0),
    ("nautical", "miles", "m", 1_852.0),
    ("degrees", "fahrenheit", "°F", 1.0),
    ("grad", "fahrenheit", "°F", 1.0),
    ("square", "feet", "m²", 0.092_903),
    ("square", "miles", "m²", 2_589_988.0),
    ("metros", "cuadrados", "m²", 1.0),
    ("metros", "cúbicos", "l", 1e3),
    ("mètres", "carrés", "m²", 1.0),
    ("mètres", "cubes", "l", 1e3),
    ("kilomètres", "carrés", "m²", 1e6),
    ("kilómetros", "cuadrados", "m²", 1e6),
    ("grad", "celsius", "°C", 1.0),
];

/// Words after a number that multiply it.
const SCALES: &[Entry] = &[
    (&["thousand", "tausend", "mille", "mil", "k"], "", 1e3),
    (&["million", "millions", "mio", "mn", "millionen", "millones", "millón"], "", 1e6),
    (&["billion", "billions", "bn", "mrd", "milliarde", "milliarden", "milliard", "milliards"], "", 1e9),
    (&["trillion", "trillions", "billionen"], "", 1e12),
];

/// Unit and factor of one word or sign.
pub(crate) fn of_word(word: &str) -> Option<(&'static str, f64)> {
    let signs = SIGNS.iter().find(|(names, ..)| names.contains(&word));
    let lower = word.to_lowercase();
    let found = signs.or_else(|| WORDS.iter().find(|(names, ..)| names.contains(&lower.as_str())));
    found.map(|(_, unit, factor)| (*unit, *factor))
}

/// Unit and factor of two words.
pub(super) fn of_pair(first: &str, second: &str) -> Option<(&'static str, f64)> {
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let found = PAIRS.iter().find(|(a, b, ..)| *a == first && *b == second);
    found.map(|(_, _, unit, factor)| (*unit, *factor))
}

/// A unit of something in a time, in the form to which those are brought, with the factor to it.
pub(super) fn rated(unit: String) -> (String, f64) {
    let Some((of, time)) = unit.split_once(" per ") else { return (unit, 1.0) };
    let (time, an_hour) = match time {
        "s" | "second" | "sekunde" | "seconde" | "segundo" => ("hour", 3_600.0),
        "min" | "minute" | "minuto" => ("hour", 60.0),
        "h" | "stunde" | "heure" | "hora" => ("hour", 1.0),
        "tag" | "jour" | "día" => ("day", 1.0),
        "monat" | "mois" | "mes" => ("month", 1.0),
        "jahr" | "an" | "année" | "año" => ("year", 1.0),
        other => (other, 1.0),
    };
    match (of, time) {
        ("Mbit", "hour") => ("Mbit/s".to_owned(), an_hour / 3_600.0),
        ("m", "hour") => ("km/h".to_owned(), an_hour / 1_000.0),
        _ => (format!("{of} per {time}"), an_hour),
    }
}

/// The factor of a scale word; `m` counts as one only for money.
pub(super) fn scale(word: &str, money: bool) -> Option<f64> {
    let lower = word.trim_end_matches('.').to_lowercase();
    if money && lower == "m" {
        return Some(1e6);
    }
    SCALES.iter().find(|(names, ..)| names.contains(&lower.as_str())).map(|(_, _, factor)| *factor)
}

/// The currency that stands before a number.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    let sign = word.trim_start_matches(['(', '"', '“']);
    of_word(sign).map(|(unit, _)| unit).filter(|unit| matches!(*unit, "EUR" | "USD" | "GBP" | "CHF" | "JPY"))
}
