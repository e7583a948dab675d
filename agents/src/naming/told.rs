//! Whether a quote names anything of the kind that a question asks for, be it the answer or not; compares nothing.

use std::collections::BTreeSet;

use super::places;
use super::tokens::{Token, tokens};
use super::{Naming, Wanted, Way};
use crate::language::{Language, WordSet, detect, word_set};

/// What says where something is without a preposition before a name: it takes the place up, or lies on a side of it.
static PLACED: WordSet = WordSet::new(|| {
    word_set(
        "occupies occupied occupy belegt bezieht bezog occupe occupent ocupa ocupan opposite gegenüber face \
    frente north south east west nördlich südlich östlich westlich norden süden osten westen nord sud est ouest norte sur \
    este oeste upstairs downstairs oben unten abroad",
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
/// What a name may stand in.
const QUOTED: [char; 6] = ['"', '\u{201c}', '\u{201e}', '\u{ab}', '\u{2018}', '\u{201a}'];

impl Naming {
    /// Whether the question asks what something is called.
    pub(super) fn asks_what_it_is_called(lower: &str) -> bool {
        let words = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
        words.ends_with(" called") || CALLED.iter().any(|cue| lower.contains(cue))
    }

    /// Whether the quote has anything of the kind that is wanted and that the question (`known`, stems) does not have itself.
    /// Kinds without a form of their own are not looked for.
    pub(crate) fn is_told(&self, language: &Language, quote: &str, known: &dyn Fn(&String) -> bool) -> bool {
        let own = detect(quote).unwrap_or(language.code());
        match self.wanted {
            Wanted::Kind if self.called => {
                let all = tokens(language, own, quote);
                quote.contains(QUOTED) || all.iter().skip(1).any(|token| is_new_name(language, token, known))
            }
            Wanted::Kind => true,
            Wanted::Place(way) => {
                let all = tokens(language, own, quote);
                let placed = |token: &Token<'_>| PLACED.contains(token.lower.as_str());
                way == Way::At && all.iter().any(placed)
                    || places::is_anywhere(language, &all, own, way, known)
            }
            Wanted::Somebody | Wanted::Member(_) | Wanted::Version => {
                self.answer(language, quote, known, &BTreeSet::new()).is_some()
            }
        }
    }
}

/// Whether the word has a capital for being a name: German writes all nouns so, of which the known ones are none.
fn is_new_name(language: &Language, token: &Token<'_>, known: &dyn Fn(&String) -> bool) -> bool {
    token.is_capital() && token.stem.as_ref().is_some_and(|stem| !known(stem) && !language.knows(stem))
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
