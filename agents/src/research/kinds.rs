//! Which kind of value a question asks for, in four languages: how loud, à quelle heure, welcher Monat, qué porcentaje; reads
//! no document.

use crate::quantities::{CLOCK, DAY, WEEKDAY};

/// Currencies, by their signs or as counted nouns.
pub(super) const MONEY: &[&str] =
    &["EUR", "USD", "GBP", "CHF", "JPY", "crown", "krone", "kronen", "couronne", "corona", "cent", "pence"];
/// Units of time.
pub(super) const TIMES: &[&str] = &["s", "days", "months", "week", "season"];

/// A kind of value.
pub(super) struct Kind {
    /// Words that ask for it wherever they stand in a question.
    asks: &'static str,
    /// Nouns that name it near the beginning of a question.
    names: &'static str,
    /// Units in which it is told.
    pub(super) units: &'static [&'static str],
    /// Whether it is told in nothing else.
    pub(super) only: bool,
    /// Whether what tells it must name it, since the same unit tells other things of the same thing.
    pub(super) named: bool,
}

/// Times that come back.
const MOMENTS: &[Kind] = &[
    Kind {
        asks: "what time|what hour|which hour|what are the opening hours|wie viel uhr|wieviel uhr|welche uhrzeit|\
               welcher uhrzeit|öffnungszeiten|quelle heure|quelles heures|quels sont les horaires|qué hora|qué horas|\
               qué horario",
        names: "",
        units: &[CLOCK],
        only: true,
        named: false,
    },
    Kind {
        asks: "what month|which month|what months|which months|welchem monat|welcher monat|welchen monaten|quel mois|\
               quels mois|qué mes|qué meses",
        names: "",
        units: &[DAY],
        only: true,
        named: false,
    },
    Kind {
        asks: "what season|which season|welcher jahreszeit|quelle saison|qué estación del año|what time of year|\
               what time of the year",
        names: "",
        units: &[DAY],
        only: true,
        named: false,
    },
    Kind {
        asks: "what day|which day|what days|which days|which weekday|what weekday|welchem tag|welchen tagen|welchem wochentag|\
               welchen wochentagen|quel jour|quels jours|qué día|qué días|what date|which date|welchem datum|quelle date|\
               qué fecha",
        names: "",
        units: &[WEEKDAY, DAY],
        only: false,
        named: false,
    },
];

/// What asks for any time, as one of the first words.
const WHEN: [&str; 4] = ["when", "wann", "quand", "cuándo"];
/// A time that comes back is one of the answers.
const ANY_MOMENT: Kind = Kind { asks: "", names: "", units: &[DAY, CLOCK], only: false, named: false };

/// Of what happened once, the time of day is hardly asked for.
const PAST: [&str; 20] = [
    "did", "was", "were", "had", "wurde", "wurden", "war", "waren", "hat", "haben", "a", "ont", "fut",
    "furent", "était", "fue", "fueron", "abrió", "empezó", "ha",
];
const PAST_MOMENT: Kind = Kind { units: &[DAY], ..ANY_MOMENT };

/// Amounts.
const AMOUNTS: &[Kind] = &[
    Kind {
        asks: "how loud|how noisy|wie laut|niveau sonore|nivel de ruido|cuánto ruido|quel bruit",
        names: "loudness noise lautstärke lärmpegel schallpegel decibels dezibel décibels decibelios",
        units: &["dB"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how bright|wie hell",
        names: "brightness helligkeit luminosité luminosidad brillo",
        units: &["lx", "lm", "kW"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how fast|what speed|which speed|wie schnell|quelle vitesse|qué velocidad",
        names: "speed tempo geschwindigkeit höchstgeschwindigkeit vitesse velocidad",
        units: &["km/h", "Mbit/s", "m"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how steep|wie steil|quelle pente|qué pendiente",
        names: "gradient slope steepness steigung gefälle neigung pente inclinaison pendiente inclinación",
        units: &["%", "°"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how thick|wie dick",
        names: "thickness thick dicke dick stärke épaisseur épais épaisse grosor espesor grueso gruesa",
        units: &["m"],
        only: true,
        named: true,
    },
    Kind {
        asks: "what diameter|welchen durchmesser",
        names: "diameter durchmesser diamètre diámetro",
        units: &["m"],
        only: true,
        named: true,
    },
    Kind {
        asks: "how warm|how hot|how cold|wie warm|wie kalt|wie heiß|how many degrees|wie viel grad|wie viele grad|\
               combien de degrés|cuántos grados|qué temperatura|quelle température",
        names: "temperature temperatur température temperatura",
        units: &["°C", "°"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how powerful|wie leistungsstark",
        names: "power leistung nennleistung puissance potencia",
        units: &["kW"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how far|wie weit|quelle distance|qué distancia",
        names: "distance entfernung abstand distancia",
        units: &["m", "s"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how expensive|wie teuer|how much money|wie viel geld|combien d'argent|cuánto dinero|quel prix|qué precio|\
               combien coûte|combien coûtent|cuánto cuesta|cuánto cuestan|cuánto vale",
        names: "rent rental lease salary wage wages pay income revenue revenues proceeds profit debt debts loan grant subsidy \
                donation deposit fine penalty admission dues subscription premium miete pacht gehalt lohn einkommen \
                einnahmen erlös gewinn schulden kredit darlehen zuschuss förderung spende kaution strafe bußgeld eintritt \
                beitrag mitgliedsbeitrag loyer salaire revenu recette recettes profit dette emprunt subvention don caution \
                amende cotisation abonnement alquiler renta sueldo salario ingresos beneficio deuda préstamo subvención \
                donación depósito fianza multa cuota abono",
        units: MONEY,
        only: false,
        named: false,
    },
    Kind {
        asks: "what fraction|which fraction|what percentage|what share|what proportion|what part of|wie viel prozent|\
               welcher prozentsatz|welcher anteil|welcher teil|quelle part|quelle proportion|quel pourcentage|quelle fraction|\
               quelle partie|qué porcentaje|qué proporción|qué parte|qué fracción",
        names: "percentage fraction prozentsatz pourcentage porcentaje",
        units: &["%"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how much time|wie lange|wie viel zeit|combien de temps|cuánto tiempo|for how long",
        names: "",
        units: TIMES,
        only: false,
        named: false,
    },
    Kind {
        asks: "how old|what age|which age|wie alt|welchem alter|quel âge|qué edad|cuántos años",
        names: "",
        units: TIMES,
        only: false,
        named: false,
    },
    Kind {
        asks: "how large|how big|what area|which area|wie groß|welche fläche|quelle superficie|quelle surface|qué superficie|\
               qué extensión|qué tamaño|quelle taille",
        names: "area surface acreage fläche superficie extensión",
        units: &["m²"],
        only: false,
        named: false,
    },
];

/// Words at the beginning among which a noun names what is asked for.
const NEAR: usize = 5;
/// What such a question begins with.
const MEASURING: [&str; 21] = [
    "how", "what", "which", "wie", "welche", "welcher", "welches", "welchen", "combien", "quel", "quelle",
    "quels", "quelles", "cuánto", "cuánta", "cuál", "cuáles", "qué", "à", "a", "at",
];
/// Letters from which on a German compound ends with one of the names.
const COMPOUND: usize = 5;

impl Kind {
    /// All words that name it.
    pub(super) fn words(&self) -> String {
        self.asks.replace('|', " ") + " " + self.names
    }

    fn is_asked(&self, lower: &str, words: &[&str]) -> bool {
        let starts = words.iter().take(2).any(|word| MEASURING.contains(word));
        let named = |word: &&str| {
            let compound = |name: &str| name.chars().count() >= COMPOUND && word.ends_with(name);
            self.names.split_whitespace().any(|name| *word == name || compound(name))
        };
        self.asks.split('|').any(|ask| has_run(lower, ask)) || starts && words.iter().take(NEAR).any(named)
    }
}

/// The time that comes back for which a question asks, by its words in lower case.
pub(super) fn moment(lower: &str, words: &[&str]) -> Option<&'static Kind> {
    let when = words.iter().take(2).position(|word| WHEN.contains(word));
    let past = when.and_then(|when| words.get(when + 1)).is_some_and(|word| PAST.contains(word));
    let any = if past { &PAST_MOMENT } else { &ANY_MOMENT };
    MOMENTS.iter().find(|kind| kind.is_asked(lower, words)).or_else(|| when.map(|_| any))
}

/// The amount for which a question asks.
pub(super) fn amount(lower: &str, words: &[&str]) -> Option<&'static Kind> {
    AMOUNTS.iter().find(|kind| kind.is_asked(lower, words))
}

/// Whether the age of something is asked for, which a date tells too.
pub(super) fn is_age(lower: &str) -> bool {
    ["how old", "wie alt", "quel âge", "qué edad"].iter().any(|ask| has_run(lower, ask))
}

/// Whether the run stands in the text as whole words.
fn has_run(text: &str, run: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(run).any(|(at, _)| {
        let (head, tail) =
            (text.get(..at).unwrap_or_default(), text.get(at + run.len()..).unwrap_or_default());
        edge(head.chars().next_back()) && edge(tail.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::super::asked::Asked;
    use crate::language::Language;
    use crate::quantities::{CLOCK, DAY, WEEKDAY};

    fn fits(question: &str, unit: &str) -> Option<bool> {
        Asked::of(&Language::of_text(question, None), question).fits(unit)
    }

    #[test]
    fn how_and_an_adjective_ask_for_its_unit_in_four_languages() {
        for (question, unit) in [
            ("How loud in decibels is the mill?", "dB"),
            ("Wie laut ist die Mühle im Dorf?", "dB"),
            ("How steep is the lane to the mill?", "%"),
            ("Wie steil ist der Weg zur Mühle?", "%"),
            ("How thick is the wall of the mill?", "m"),
            ("Quelle est l'épaisseur du mur du moulin ?", "m"),
            ("¿Qué temperatura tiene el agua del molino?", "°C"),
            ("Wie warm ist das Wasser in der Mühle?", "°C"),
            ("How deep is the pond?", "m"),
            ("Quelle est la vitesse du bateau ?", "km/h"),
            ("Wie hoch ist die Jahresmiete der Mühle?", "EUR per year"),
            ("¿Cuál es el alquiler del molino?", "EUR per month"),
            ("What is the salary of the miller?", "GBP per year"),
            ("Quel pourcentage des chèvres est blanc ?", "%"),
            ("Wie lange dauert die Fahrt zur Mühle?", "s"),
            ("How large are the meadows of the mill?", "m²"),
        ] {
            assert_eq!(fits(question, unit), Some(true), "{question}");
        }
        assert_eq!(fits("How loud in decibels is the mill?", "m"), Some(false));
        assert_eq!(fits("How large is the flock of the mill?", "goat"), None, "a flock is counted");
    }

    #[test]
    fn times_of_day_of_the_year_and_of_the_week_are_asked_for() {
        for (question, unit) in [
            ("At what time does the mill open?", CLOCK),
            ("At what hour do they ring the bell?", CLOCK),
            ("Um wie viel Uhr öffnet die Mühle?", CLOCK),
            ("À quelle heure ouvre le moulin ?", CLOCK),
            ("¿A qué hora abre el molino?", CLOCK),
            ("When does the mill open?", CLOCK),
            ("In welchem Monat wird geerntet?", DAY),
            ("En quel mois récolte-t-on ?", DAY),
            ("¿En qué mes se cosecha?", DAY),
            ("Wann wird geerntet?", DAY),
            ("On which day is the market?", WEEKDAY),
            ("Quel jour a lieu le marché ?", WEEKDAY),
        ] {
            assert_eq!(fits(question, unit), Some(true), "{question}");
        }
        assert_eq!(fits("When does the mill open?", WEEKDAY), None);
        assert_eq!(fits("When was the mill opened?", CLOCK), None);
        assert_eq!(fits("At what time does the mill open?", "m"), Some(false));
    }

    #[test]
    fn a_word_elsewhere_asks_for_nothing() {
        assert_eq!(fits("What did the council say in its letter about the salary of millers?", "GBP"), None);
        assert_eq!(fits("Who has the power to close the mill?", "kW"), None);
    }
}
