//! Questions for the word for something: what is the term for ..., welcher Begriff bezeichnet ...; no text says "term" beside it,
//! so that nothing of it stays but function words. Reads no document.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::asked::OPEN;

/// How questions of one language ask for the word for something.
struct Asking {
    /// What asks for no word: long enough that the words for the thing are no words beside the interrogative.
    what: &'static str,
    interrogatives: &'static [&'static str],
    /// Words for a word, and what may stand before them: the Dutch word is another one.
    before: &'static [&'static str],
    words: &'static [&'static str],
    /// What stands between them and what the word stands for, and the verbs and prepositions that end that.
    between: &'static [&'static str],
    verbs: &'static [&'static str],
    prepositions: &'static [&'static str],
}

const ASKING: [Asking; 4] = [
    Asking {
        what: "what is it that is for",
        interrogatives: &["what", "which"],
        before: &[
            "is",
            "are",
            "was",
            "were",
            "the",
            "a",
            "an",
            "another",
            "most",
            "general",
            "common",
            "commonly",
            "generally",
            "used",
            "technical",
            "scientific",
            "proper",
            "correct",
        ],
        words: &["term", "word", "expression", "phrase"],
        between: &[
            "is",
            "are",
            "was",
            "were",
            "used",
            "given",
            "applied",
            "employed",
            "coined",
            "commonly",
            "often",
            "generally",
            "usually",
            "typically",
            "that",
            "which",
            "refer",
            "refers",
            "can",
            "be",
            "one",
        ],
        verbs: &[
            "describe",
            "describes",
            "denote",
            "denotes",
            "identify",
            "identifies",
            "represents",
            "represent",
            "means",
        ],
        prepositions: &["for", "to"],
    },
    Asking {
        what: "was ist es, was ist für",
        interrogatives: &["was", "wie", "welcher", "welches", "welche", "welchen", "welchem"],
        before: &["ist", "war", "lautet", "der", "die", "das", "den", "dem", "allgemeine", "richtige"],
        words: &[
            "begriff",
            "fachbegriff",
            "ausdruck",
            "fachausdruck",
            "wort",
            "fachwort",
            "bezeichnung",
            "fachbezeichnung",
        ],
        between: &["wird", "man", "oft", "allgemein"],
        verbs: &["bezeichnet", "beschreibt"],
        prepositions: &["für"],
    },
    Asking {
        what: "qu'est-ce que c'est donc pour",
        interrogatives: &["quel", "quelle"],
        before: &["est", "était", "le", "la", "technique", "général"],
        words: &["terme", "mot", "expression"],
        between: &["est", "utilisé", "utilisée", "employé", "employée"],
        verbs: &["désigne", "désigner", "décrit", "décrire"],
        prepositions: &["pour"],
    },
    Asking {
        what: "qué es lo que es para",
        interrogatives: &["cuál", "qué"],
        before: &["es", "era", "el", "la", "técnico", "general"],
        words: &["término", "palabra", "expresión"],
        between: &["se", "usa", "usado", "usada", "utiliza", "utilizado", "utilizada", "emplea"],
        verbs: &["designa", "designar", "describe", "describir"],
        prepositions: &["para"],
    },
];
/// What stands before "to" where that leads to the thing.
const GIVEN: [&str; 4] = ["given", "applied", "refer", "refers"];

/// The question without its words for a word where the word for something is asked for, and any other one as it is.
pub(crate) fn without_term(question: &str) -> Cow<'_, str> {
    let words: Vec<(usize, String)> =
        question.unicode_word_indices().map(|(at, word)| (at, word.to_lowercase())).collect();
    let asked = ASKING.iter().find_map(|asking| Some((asking.what, asking.thing(&words)?)));
    let rest = asked.and_then(|(what, (open, thing))| {
        let head = question.get(..open)?;
        // "Mit" of "mit welchem Begriff" leads to the term.
        let head = if head.contains(' ') && head.unicode_words().count() > 1 { head } else { "" };
        Some(format!("{head}{what} {}", question.get(thing..)?))
    });
    rest.map_or(Cow::Borrowed(question), Cow::Owned)
}

impl Asking {
    /// Where the interrogative and the words for the thing begin, in bytes.
    fn thing(&self, words: &[(usize, String)]) -> Option<(usize, usize)> {
        let has = |known: &[&str], word: &str| known.contains(&word);
        let open = words.iter().position(|(_, word)| has(self.interrogatives, word))?;
        if words.iter().take(open).any(|(_, word)| OPEN.contains(&word.as_str())) {
            return None;
        }
        let light = words.iter().skip(open + 1).take_while(|(_, word)| has(self.before, word)).count();
        words.get(open + 1 + light).filter(|(_, word)| has(self.words, word))?;
        let behind = words.get(open + light + 2..)?;
        let passed = |word: &str| has(self.between, word) || has(self.prepositions, word);
        let passing = behind.iter().take_while(|(_, word)| passed(word)).count();
        let verb = behind.get(passing).is_some_and(|(_, word)| has(self.verbs, word));
        let last = passing.checked_sub(1).and_then(|last| behind.get(last));
        let given = || passing.checked_sub(2).and_then(|given| behind.get(given));
        let leads = verb
            || last.is_some_and(|(_, word)| {
                has(self.prepositions, word)
                    && (word != "to" || given().is_some_and(|(_, word)| has(&GIVEN, word)))
            });
        let behind = behind.get(passing + usize::from(verb)..).filter(|_| leads)?;
        let (thing, _) = behind.iter().find(|(_, word)| !passed(word))?;
        Some((words.get(open)?.0, *thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_for_a_word_stays() {
        for (asked, question) in [
            ("What is the term for wind-blown dust?", "what is it that is for wind-blown dust?"),
            (
                "What term is used to describe a mill without a wheel?",
                "what is it that is for a mill without a wheel?",
            ),
            ("What is the general term given to such mills?", "what is it that is for such mills?"),
            (
                "In milling, which word denotes the lower stone?",
                "In milling, what is it that is for the lower stone?",
            ),
            (
                "Wie lautet der Fachbegriff für den unteren Stein?",
                "was ist es, was ist für den unteren Stein?",
            ),
            (
                "Mit welchem Begriff bezeichnet man den unteren Stein?",
                "was ist es, was ist für den unteren Stein?",
            ),
            (
                "Quel est le terme utilisé pour désigner la meule ?",
                "qu'est-ce que c'est donc pour la meule ?",
            ),
            ("¿Qué término se usa para describir la muela?", "qué es lo que es para la muela?"),
        ] {
            assert_eq!(without_term(asked), question);
        }
        for question in [
            "What is the term of the loan?",
            "Which word stands over the door of the mill?",
            "What is the first word of the rules?",
            "What is the stone for?",
            "What is the Welsh word for the lower stone?",
            "Who knows what term is used for the lower stone?",
            "What is the word to open the cellar?",
        ] {
            assert_eq!(without_term(question), question);
        }
    }
}
