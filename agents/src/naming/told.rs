//! Whether a quote names anything of the kind that a question asks for, be it the answer or not; compares nothing.

use std::collections::BTreeSet;

use super::by_name::Sought;
use super::classes::Class;
use super::done::IS;
use super::left_open::{ends_open, only_one};
use super::tokens::Token;
use super::{Answer, Naming, Wanted, Way};
use crate::language::{Language, LanguageCode, WordSet, word_set};

/// What says where something is without a preposition before a name: it takes the place up, or lies on a side of it.
static PLACED: WordSet = WordSet::new(|| {
    word_set(
        "occupies occupied occupy belegt bezieht bezog occupe occupent ocupa ocupan opposite gegenüber face \
    frente north south east west nördlich südlich östlich westlich norden süden osten westen nord sud ouest norte sur \
    oeste upstairs downstairs oben unten abroad",
    )
});
/// What asks what something is called, in lower case. Alone, most of these words say something else: heiße Getränke, nombre de
/// visiteurs, a fire brigade that is called.
const CALLED: [&str; 13] = [
    "the name of",
    "the names of",
    "wie heißt",
    "wie heißen",
    "wie hieß",
    "welchen namen",
    "s'appelle",
    "se nomme",
    "quel est le nom ",
    "quel nom ",
    "se llama",
    "cuál es el nombre",
    "qué nombre",
];
/// Things that have names, in lower case: which ship it was is told by one.
static NAMED: WordSet = WordSet::new(|| {
    word_set(
        "ship boat vessel ferry museum school church hotel inn pub river lake cruise university hospital theatre \
    street village town schiff boot fähre schule kirche gasthaus gasthof fluss see universität krankenhaus \
    theater dorf navire bateau musée école église hôtel auberge rivière lac mine université hôpital théâtre \
    barco buque museo escuela colegio iglesia río lago mina universidad teatro pueblo",
    )
});
/// What a name may stand in.
const QUOTED: [char; 6] = ['"', '\u{201c}', '\u{201e}', '\u{ab}', '\u{2018}', '\u{201a}'];

/// What closes it, and the words of a name at most where no capital tells it.
const CLOSED: [char; 4] = ['"', '\u{201d}', '\u{201c}', '\u{bb}'];
const NAME: usize = 4;

impl Naming {
    /// Whether the question asks what something is called.
    pub(super) fn asks_what_it_is_called(lower: &str) -> bool {
        let words = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
        words.ends_with(" called") || CALLED.iter().any(|cue| lower.contains(cue))
    }

    /// Whether the noun beside the interrogative is that of things with names.
    pub(super) fn asks_for_a_named_thing(beside: Option<&&str>) -> bool {
        beside.is_some_and(|noun| NAMED.contains(*noun))
    }

    /// Whether the quote has anything of the kind that is wanted and that the question (`known`, stems) does not have itself.
    /// Kinds without a form of their own are not looked for.
    pub(crate) fn is_told(&self, language: &Language, quote: &str, known: &dyn Fn(&String) -> bool) -> bool {
        let sought = Sought::of(language, quote, known);
        let quoted = quote.contains(QUOTED);
        if !quoted && (self.one_of.is_left_open(&sought) || only_one(&sought)) {
            return false;
        }
        let open = || !quoted && ends_open(&sought, &self.heads);
        match self.wanted {
            Wanted::Kind if self.called => {
                let named = sought.all.iter().skip(1).any(|token| sought.is_name(token));
                has_a_quoted_name(quote) || sought.is_called() || named && !open()
            }
            Wanted::Kind => !open(),
            Wanted::Place(way) => {
                let placed = |token: &Token<'_>| PLACED.contains(token.lower.as_str());
                way == Way::At && (sought.all.iter().any(placed) || self.names_a_place(&sought))
                    || sought.is_anywhere(way)
                    || sought.leads_to(way)
            }
            Wanted::Somebody => {
                let answer = || self.answer(language, quote, known, &BTreeSet::new());
                sought.names_somebody()
                    || answer().is_some_and(|answer| answer.is_proper() || is_a_trade(&sought, &answer))
            }
            Wanted::Member(class) if class == Class::Material && sought.is_made_of_something() => true,
            Wanted::Member(_) | Wanted::Version => {
                sought.has_one_of(&self.heads)
                    || self.answer(language, quote, known, &BTreeSet::new()).is_some()
            }
        }
    }

    /// Whether the question asks which place did or is something, and a new name opens the sentence as what does it: any word has a
    /// capital there.
    fn names_a_place(&self, quote: &Sought<'_, '_>) -> bool {
        let [first, next, ..] = quote.all.as_slice() else { return false };
        let does = IS.contains(&next.lower.as_str()) || next.stem.as_ref().is_some_and(quote.known);
        let name = is_new_name(quote.language, first, quote.known) && !first.function;
        self.which_does && quote.own != LanguageCode::German && name && does
    }
}

/// Whether what stands in quotation marks may be a name: it is short, or opens with a capital and is no long sentence. A mark opens
/// where a word follows and none stands before it.
fn has_a_quoted_name(quote: &str) -> bool {
    quote.match_indices(QUOTED).any(|(at, mark)| {
        let (before, behind) = quote.split_at_checked(at).unwrap_or_default();
        let behind = behind.strip_prefix(mark).unwrap_or_default().trim_start();
        let single = ["\u{2018}", "\u{201a}"].contains(&mark);
        let closes = |c: char| CLOSED.contains(&c) || single && c == '\u{2019}';
        let inside = behind.split(closes).next().unwrap_or_default();
        let opens = !before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
        let most = if behind.starts_with(char::is_uppercase) { 2 * NAME } else { NAME };
        opens && inside.split_whitespace().count() <= most
    })
}

/// Whether the quote has somebody's name that the question (`known`, stems) does not have.
pub(crate) fn names_somebody(language: &Language, quote: &str, known: &dyn Fn(&String) -> bool) -> bool {
    Sought::of(language, quote, known).names_somebody()
}

/// Whether somebody without a name is told by a trade: a local firm, an architect. "By weight" is nobody.
fn is_a_trade(quote: &Sought<'_, '_>, answer: &Answer) -> bool {
    // What stands before the noun is also said of engines: a large one.
    let mut inside = quote.all.iter().filter(|token| token.start >= answer.start && token.end <= answer.end);
    inside.next_back().is_some_and(|token| quote.is_trade(token))
}

/// Whether the word is a Roman number: the nineteenth century has no name.
pub(crate) fn is_numeral(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Whether the word has a capital for being a name: German writes all nouns so, of which the known ones are none.
pub(super) fn is_new_name(language: &Language, token: &Token<'_>, known: &dyn Fn(&String) -> bool) -> bool {
    token.is_capital()
        && !is_numeral(token.text)
        && token.stem.as_ref().is_some_and(|stem| !known(stem) && !language.knows(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::asked::Asked;

    fn told(question: &str, quote: &str) -> bool {
        let language = Language::of_text(question, None);
        let asked = Asked::of(&language, question);
        let naming = Naming::of(&language, &asked, question).unwrap();
        naming.is_told(&language, quote, &|stem| asked.stems.contains(stem))
    }

    #[test]
    fn a_place_is_told_by_what_stands_before_it_or_takes_it_up() {
        let library = "In which building is the library of Elmfold?";
        assert!(told(library, "La bibliothèque occupe l'ancienne gare, dont la salle d'attente est belle."));
        assert!(told(library, "Une boîte devant la porte permet de rendre les livres."));
        assert!(told(library, "The library lies north of the bar."));
        assert!(!told(library, "The library opens on the second Sunday of October."));
        assert!(!told("Wo trifft sich der Chor von Elmfeld?", "Der Chor traf sich monatlich zum Singen."));
    }

    #[test]
    fn a_colour_or_material_is_told_by_its_word_in_any_language() {
        assert!(told(
            "Welche Farbe haben die Kabinen der Elmbahn?",
            "The cabins are red and smell of oranges."
        ));
        assert!(told(
            "¿De qué material será la nueva tubería?",
            "La nueva conducción será de fundición dúctil."
        ));
        assert!(!told("What colour is the new carpet?", "The new carpet has brought the noise down."));
    }

    #[test]
    fn a_name_is_new_and_has_a_capital_or_quotation_marks() {
        let master = "Comment s'appelle le maître verrier d'Elmfold ?";
        assert!(!told(master, "Le maître verrier nous raccompagne à la porte."));
        assert!(told(master, "Le maître verrier, formé chez Duvalier, nous raccompagne."));
        assert!(told(
            "What is the name of the boat of Elmfold?",
            "The boat is painted \u{201c}tern\u{201d} on both sides."
        ));
        assert!(!told("Wie heißt das Boot von Elmfeld?", "Das Boot hat einen Motor."));
        assert!(!told("What is the boat of Elmfold called?", "The boat has an engine."));
        for question in [
            "welche heißen getränke gibt es in der mühle?",
            "quel est le nombre de visiteurs du moulin ?",
            "which engines were called to the mill?",
        ] {
            assert!(!Naming::asks_what_it_is_called(question), "{question}");
        }
    }
}
