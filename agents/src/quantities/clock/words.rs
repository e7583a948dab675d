//! Words that stand around a time of day in four languages; reads none.

/// Straight before a time of day.
pub(super) const AT: [&str; 10] =
    ["at", "um", "gegen", "until", "till", "bis", "by", "before", "after", "ab"];
/// The same in French, before hours that could be a duration.
pub(super) const FRENCH_AT: [&str; 5] = ["à", "dès", "vers", "entre", "et"];
/// Spanish puts an article between.
pub(super) const SPANISH_ARTICLES: [&str; 2] = ["las", "la"];
pub(super) const SPANISH_AT: [&str; 9] = ["a", "desde", "hasta", "de", "entre", "sobre", "y", "e", "antes"];
/// Before the first of two, and between them.
pub(super) const FROM: [&str; 6] = ["from", "von", "de", "between", "zwischen", "entre"];
pub(super) const TO: [&str; 11] = ["to", "until", "till", "and", "bis", "und", "à", "et", "a", "y", "hasta"];
/// Beside two bare numbers, what shows them to be times of day.
pub(super) const OPENING: [&str; 20] = [
    "open",
    "opens",
    "opening",
    "hours",
    "closed",
    "geöffnet",
    "offen",
    "öffnungszeiten",
    "öffnet",
    "ouvert",
    "ouverte",
    "ouverts",
    "ouvre",
    "horaires",
    "abierto",
    "abierta",
    "abiertos",
    "abre",
    "horario",
    "offenes",
];
/// After a bare hour, what can't be what it counts.
pub(super) const AFTER: [&str; 51] = [
    "in",
    "on",
    "at",
    "and",
    "or",
    "every",
    "each",
    "with",
    "when",
    "until",
    "till",
    "but",
    "sharp",
    "for",
    "daily",
    "as",
    "before",
    "after",
    "while",
    "exactly",
    "am",
    "im",
    "und",
    "oder",
    "mit",
    "bis",
    "wenn",
    "jeden",
    "an",
    "beginnt",
    "öffnet",
    "schließt",
    "fängt",
    "von",
    "auf",
    "y",
    "o",
    "de",
    "en",
    "los",
    "el",
    "todos",
    "cada",
    "hasta",
    "con",
    "para",
    "se",
    "punto",
    "h",
    "by",
    "from",
];
pub(super) const NOON: [&str; 4] = ["noon", "midday", "midi", "mediodía"];
pub(super) const MIDNIGHT: [&str; 4] = ["midnight", "mitternacht", "minuit", "medianoche"];
/// Parts of the day.
pub(super) const MORNING: [&str; 8] =
    ["morning", "mornings", "morgens", "vormittags", "vormittag", "früh", "matin", "mañana"];
pub(super) const AFTERNOON: [&str; 10] = [
    "afternoon",
    "afternoons",
    "evening",
    "evenings",
    "nachmittags",
    "nachmittag",
    "abends",
    "abend",
    "soir",
    "tarde",
];
pub(super) const NIGHT: [&str; 4] = ["night", "nachts", "noche", "nuit"];
/// Quarters and halves of an hour beside it: words before the hour, and the minutes that they add.
pub(super) const BEFORE_HOUR: &[(&str, i32)] = &[
    ("half past", 30),
    ("a quarter past", 15),
    ("quarter past", 15),
    ("a quarter to", -15),
    ("quarter to", -15),
    ("five past", 5),
    ("ten past", 10),
    ("twenty past", 20),
    ("twenty five past", 25),
    ("at five to", -5),
    ("at ten to", -10),
    ("at twenty to", -20),
    ("um halb", -30),
    ("halb", -30),
    ("dreiviertel", -15),
    ("viertel nach", 15),
    ("viertel vor", -15),
    ("fünf nach", 5),
    ("zehn nach", 10),
    ("zwanzig nach", 20),
    ("fünf vor", -5),
    ("zehn vor", -10),
    ("zwanzig vor", -20),
];
/// The same after the hour.
pub(super) const AFTER_HOUR: &[(&str, i32)] = &[
    ("y media", 30),
    ("y cuarto", 15),
    ("menos cuarto", -15),
    ("y diez", 10),
    ("y veinte", 20),
    ("menos diez", -10),
    ("menos veinte", -20),
    ("et demie", 30),
    ("et quart", 15),
    ("moins le quart", -15),
    ("moins dix", -10),
    ("moins vingt", -20),
    ("dix", 10),
    ("vingt", 20),
    ("trente", 30),
    ("quinze", 15),
    ("thirty", 30),
    ("fifteen", 15),
];
