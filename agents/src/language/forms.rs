//! Forms of verbs that a stemmer leaves apart from their infinitive: German "leitet" and "geleitet", French "vend", Spanish "mantiene".
//! It knows the verbs of [`super::related`] and those of `forms.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::Stemmer;

use super::LanguageCode;
use super::related::{deeds, things};

/// German prefixes that part from their verb, and those that do not.
pub(super) const SEPARABLE: [&str; 29] = [
    "zusammen", "heraus", "herunter", "hinzu", "voraus", "zurück", "weiter", "wieder", "fest", "fort",
    "frei", "nach", "nieder", "statt", "teil", "auf", "aus", "bei", "ein", "her", "hin", "los", "mit", "vor",
    "weg", "ab", "an", "um", "zu",
];
const INSEPARABLE: [&str; 12] =
    ["unter", "über", "hinter", "wider", "miss", "zer", "ent", "emp", "ver", "be", "er", "ge"];
/// French and Spanish prefixes of verbs that have the forms of the verb behind them.
const PREFIXES: [&str; 38] = [
    "re", "ré", "r", "dé", "des", "dis", "de", "com", "con", "pro", "pré", "pre", "sur", "sou", "sous",
    "main", "entre", "inter", "par", "per", "ad", "ap", "ob", "trans", "retrans", "sub", "contre", "en",
    "ex", "im", "in", "man", "sos", "sus", "a", "an", "contra", "appar",
];

/// Stems of forms, with that which all forms of the verb have.
type Forms = HashMap<String, String>;

static FORMS: [LazyLock<Forms>; 3] = [
    LazyLock::new(|| of_verbs(LanguageCode::German)),
    LazyLock::new(|| of_verbs(LanguageCode::French)),
    LazyLock::new(|| of_verbs(LanguageCode::Spanish)),
];

/// The stem that all forms of a verb have of which one has this stem; English verbs are told by [`super::related`] alone.
pub(super) fn infinitive(code: LanguageCode, stem: &str) -> Option<&'static str> {
    let [german, french, spanish] = &FORMS;
    let forms = match code {
        LanguageCode::English => return None,
        LanguageCode::German => german,
        LanguageCode::French => french,
        LanguageCode::Spanish => spanish,
    };
    forms.get(stem).map(String::as_str)
}

/// The infinitive of a German verb by one of its finite forms, in lower case; `None` where it is no form of a known one.
pub(super) fn infinitive_of(form: &str) -> Option<&'static str> {
    static VERBS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let rows = rows(LanguageCode::German);
        let firsts = rows.iter().filter_map(|row| row.first().copied());
        let verbs = firsts.chain(deeds(LanguageCode::German));
        let mut known: Vec<&str> = verbs.filter(|verb| is_infinitive(LanguageCode::German, verb)).collect();
        known.sort_unstable();
        let mut out: HashMap<String, &'static str> =
            known.iter().map(|verb| ((*verb).to_owned(), *verb)).collect();
        let third = |verb: &&str| german(verb).pop();
        for (verb, third) in known.iter().filter_map(|verb| third(verb).map(|third| (*verb, third))) {
            let past = [third.clone(), format!("{third}e"), format!("{third}en")];
            past.into_iter().for_each(|form| _ = out.entry(form).or_insert(verb));
        }
        for verb in known {
            let irregular = irregular(LanguageCode::German, verb, &rows);
            let forms =
                irregular.into_iter().flat_map(|form| [form.clone(), format!("{form}en"), form + "n"]);
            forms.for_each(|form| _ = out.entry(form).or_insert(verb));
        }
        out
    });
    VERBS.get(form).copied()
}

/// Whether a German word that is written with a capital may be a verb's form for all that: Geleitet wird er, Ausgetauscht wurde.
pub(super) fn may_be_form(lower: &str) -> bool {
    let parted = SEPARABLE.iter().filter_map(|prefix| lower.strip_prefix(prefix));
    parted.chain([lower]).any(|verb| verb.starts_with("ge"))
}

fn of_verbs(code: LanguageCode) -> Forms {
    let stemmer = code.stemmer();
    let rows = rows(code);
    let known: HashSet<&str> =
        rows.iter().filter_map(|row| row.first().copied()).chain(deeds(code)).collect();
    // The lists have participles too, which end like infinitives in German.
    let listed: HashSet<String> = known
        .iter()
        .flat_map(|verb| irregular(code, verb, &rows).into_iter().filter(move |form| form != verb))
        .collect();
    let infinitive = |verb: &&&str| is_infinitive(code, verb) && !listed.contains(**verb);
    let infinitives: HashMap<String, &str> =
        known.iter().filter(infinitive).map(|verb| (stem(&stemmer, verb), *verb)).collect();
    // A form that is also a noun is left alone: la cuenta, die Sprache. Not every question is written with capitals.
    let nouns: HashSet<String> = things(code).map(|noun| stem(&stemmer, noun)).collect();
    let mut sorted: Vec<&str> = known.iter().filter(infinitive).copied().collect();
    sorted.sort_unstable();
    let mut out = Forms::new();
    let common = super::concepts::concepts(code);
    for verb in sorted {
        let own = stem(&stemmer, verb);
        let forms = regular(code, verb).into_iter().chain(irregular(code, verb, &rows));
        let mut stems: Vec<String> = forms.map(|form| stem(&stemmer, &form)).collect();
        // Where another form than the infinitive stands for a common word, all do; German nouns share the infinitive's stem.
        let other = stems.iter().find(|stem| {
            code != LanguageCode::German && common.contains_key(stem.as_str()) && !nouns.contains(*stem)
        });
        let anchor = other.filter(|_| !common.contains_key(own.as_str())).unwrap_or(&own).clone();
        stems.push(own);
        for stem in stems {
            let listed = infinitives.get(&stem).is_some_and(|other| *other != verb);
            if stem != anchor && !listed && !nouns.contains(&stem) {
                out.entry(stem).or_insert_with(|| anchor.clone());
            }
        }
    }
    out
}

fn is_infinitive(code: LanguageCode, word: &str) -> bool {
    let ends: &[&str] = match code {
        LanguageCode::English => &[],
        LanguageCode::German => &["en", "eln", "ern"],
        LanguageCode::French => &["er", "ir", "re"],
        LanguageCode::Spanish => &["ar", "er", "ir", "ír"],
    };
    ends.iter().any(|end| word.ends_with(end))
}

fn stem(stemmer: &Stemmer, form: &str) -> String {
    stemmer.stem(form).into_owned()
}

/// The rows of a language: an infinitive and its forms.
fn rows(code: LanguageCode) -> Vec<Vec<&'static str>> {
    let name = match code {
        LanguageCode::English => "[english]",
        LanguageCode::German => "[german]",
        LanguageCode::French => "[french]",
        LanguageCode::Spanish => "[spanish]",
    };
    let lines = include_str!("forms.txt").lines().skip_while(|line| *line != name).skip(1);
    lines.take_while(|line| !line.starts_with('[')).map(|line| line.split(' ').collect()).collect()
}

/// Forms by rule.
fn regular(code: LanguageCode, verb: &str) -> Vec<String> {
    match code {
        LanguageCode::German => german(verb),
        LanguageCode::French => french(verb),
        LanguageCode::English | LanguageCode::Spanish => Vec::new(),
    }
}

/// The third person, whose stem is that of the past too, the participle and, of verbs that part, the infinitive with "zu".
fn german(verb: &str) -> Vec<String> {
    let Some(root) = verb.strip_suffix("en").or_else(|| verb.strip_suffix('n')) else { return Vec::new() };
    let end = if needs_a_vowel(root) { "et" } else { "t" };
    let third = format!("{root}{end}");
    let separable = SEPARABLE.iter().find_map(|prefix| root.strip_prefix(prefix).map(|rest| (prefix, rest)));
    if let Some((prefix, rest)) = separable.filter(|(_, rest)| rest.chars().count() > 2) {
        let verb = verb.get(prefix.len()..).unwrap_or_default();
        // What only looks like a prefix is none: geantwortet.
        return vec![
            format!("{prefix}ge{rest}{end}"),
            format!("{prefix}zu{verb}"),
            format!("ge{third}"),
            third,
        ];
    }
    vec![format!("ge{third}"), third]
}

/// Whether an ending of one consonant cannot be spoken behind it: arbeitet, öffnet, but lernt, filmt.
fn needs_a_vowel(root: &str) -> bool {
    let mut back = root.chars().rev();
    let (last, before) = (back.next(), back.next());
    match last {
        _ if root.ends_with("chn") => true,
        Some('t' | 'd') => true,
        Some('n' | 'm') => before.is_some_and(|before| !"aeiouäöülrhmn".contains(before)),
        _ => false,
    }
}

/// What French verbs in -er, -dre, -indre and -uire have: travaillent, vend, vendu, construit, construisent.
fn french(verb: &str) -> Vec<String> {
    if let Some(root) = verb.strip_suffix("indre") {
        return vec![format!("{root}int"), format!("{root}ignent")];
    }
    if let Some(root) = verb.strip_suffix("uire") {
        return vec![format!("{root}uit"), format!("{root}uisent"), format!("{root}uisit")];
    }
    // Their stemmer leaves the plural of most verbs alone: travaillent.
    if let Some(root) = verb.strip_suffix("er").filter(|root| root.chars().count() > 2) {
        return vec![format!("{root}ent")];
    }
    match verb.strip_suffix("re").filter(|root| root.ends_with('d')) {
        Some(root) => ["", "ent", "u", "us", "it"].map(|end| format!("{root}{end}")).into(),
        None => Vec::new(),
    }
}

/// Those of the row of the verb, or of the verb that it is with a prefix.
fn irregular(code: LanguageCode, verb: &str, rows: &[Vec<&str>]) -> Vec<String> {
    let fits = |row: &&Vec<&str>| row.first().is_some_and(|of| verb.ends_with(of));
    let longest = |row: &&Vec<&str>| row.first().map_or(0, |of| of.len());
    let Some([of, forms @ ..]) = rows.iter().filter(fits).max_by_key(longest).map(Vec::as_slice) else {
        return Vec::new();
    };
    let prefix = verb.strip_suffix(of).unwrap_or_default();
    let bound = INSEPARABLE.contains(&prefix);
    let parted = match code {
        LanguageCode::German => SEPARABLE.contains(&prefix),
        LanguageCode::English | LanguageCode::French | LanguageCode::Spanish => PREFIXES.contains(&prefix),
    };
    if !(prefix.is_empty() || bound && code == LanguageCode::German || parted) {
        return Vec::new();
    }
    // Behind a prefix that does not part the participle has none of its own: verschrieben.
    let german = bound && code == LanguageCode::German;
    let form = |form: &&str| match form.strip_prefix("ge").filter(|rest| german && rest.len() > 2) {
        Some(rest) => format!("{prefix}{rest}"),
        None => format!("{prefix}{form}"),
    };
    // The French stemmer leaves some plurals: obtenus.
    let plural = |form: &String| {
        (code == LanguageCode::French && form.ends_with(['u', 't', 'i'])).then(|| format!("{form}s"))
    };
    let forms = forms.iter().map(form);
    forms.flat_map(|form| [plural(&form), Some(form)]).flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::language::{Language, LanguageCode};

    #[test]
    fn forms_of_a_verb_have_one_stem() {
        for (code, forms) in [
            (LanguageCode::German, "leiten leitet leitete leiteten geleitet"),
            (LanguageCode::German, "verkaufen verkauft verkaufte verkauften"),
            (LanguageCode::German, "aufführen aufgeführt aufzuführen aufführte"),
            (LanguageCode::German, "schreiben schreibt schrieb schrieben geschrieben"),
            (LanguageCode::German, "beschreiben beschreibt beschrieb beschrieben"),
            (LanguageCode::German, "anbieten anzubieten anbot"),
            (LanguageCode::German, "eröffnen eröffnet eröffnete"),
            (LanguageCode::French, "vendre vend vendent vendu vendus vendue vendait"),
            (LanguageCode::French, "détruire détruit détruite détruisent"),
            (LanguageCode::French, "obtenir obtient obtenu obtint"),
            (LanguageCode::Spanish, "construir construyó construyen construido"),
            (LanguageCode::Spanish, "mantener mantiene mantuvo"),
        ] {
            let language = Language::of(code);
            let stems: Vec<String> = forms.split(' ').filter_map(|form| language.stem(form)).collect();
            assert!(stems.windows(2).all(|pair| matches!(pair, [a, b] if a == b)), "{forms}: {stems:?}");
        }
    }

    #[test]
    fn a_noun_keeps_its_stem() {
        let german = Language::of(LanguageCode::German);
        assert_ne!(german.stem("sprache"), german.stem("sprechen"));
        assert_eq!(german.stem("trug"), german.stem("tragen"));
        assert_ne!(german.stem("Trug"), german.stem("tragen"));
    }
}
