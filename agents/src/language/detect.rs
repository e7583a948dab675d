//! Which language a text is in, by the function words in it; knows the languages that have rules here and no others.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

use super::{LanguageCode, related};

/// Words looked at: enough to be sure, little enough to cost nothing.
const WORDS: usize = 2_000;
/// Function words that a text needs before anything is said about it; a question has no more.
const FEWEST: usize = 2;
/// Words of a text of which one function word says something, with another word of its language.
const FEW: usize = 5;
/// Function words among a hundred words of prose: about 40 in each of the languages.
const SHARE_PERCENT: usize = 15;

/// Words below which a text is short: then its topic words and its letters tell too.
const SHORT: usize = 40;
/// Function words of one language against those of any other from which on they decide alone.
const CLEAR: usize = 2;
/// What a function word counts there against a topic word of the language.
const FUNCTION_WORD: usize = 2;
/// Letters and marks of one of the languages, in the order of [`LanguageCode::ALL`], and what a word with one counts.
const LETTERS: [&str; 4] = ["", "äöüß", "àâçèêëîïôœùû", "áíñóú¿¡"];
const LETTER: usize = 2;

/// The language of `text`; `None` where it is too short, a mere table, or in a language without rules here.
#[must_use]
pub fn detect(text: &str) -> Option<LanguageCode> {
    let known = function_words();
    let (mut seen, mut hits) = (0_usize, [0_usize; LanguageCode::ALL.len()]);
    for word in text.unicode_words().take(WORDS) {
        if !word.starts_with(char::is_alphabetic) {
            continue;
        }
        seen += 1;
        let lower = word.to_lowercase();
        let lower = lower.split(['\'', '’']).next().unwrap_or_default();
        let languages = known.get(lower).copied().unwrap_or_default();
        for (index, hit) in hits.iter_mut().enumerate() {
            *hit += usize::from(languages & (1 << index) != 0);
        }
    }
    let best = hits.into_iter().max().unwrap_or_default();
    // A question of a few words has one function word, which two languages may share: was bedeutet, what was.
    let few = (1..=FEW).contains(&seen) && best == 1;
    if best < FEWEST && !few || best * 100 < seen * SHARE_PERCENT {
        return None;
    }
    if seen < SHORT && (few || !is_clear(&hits)) {
        hits = hits.map(|hit| hit * FUNCTION_WORD);
        look_closer(text, &mut hits);
    }
    let mut ranked: Vec<(usize, LanguageCode)> = hits.into_iter().zip(LanguageCode::ALL).collect();
    ranked.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let (Some((best, language)), Some((second, _))) = (ranked.first(), ranked.get(1)) else { return None };
    (best > second && (!few || *best > FUNCTION_WORD)).then_some(*language)
}

/// Whether one language has at least twice as many of the function words as any other.
fn is_clear(hits: &[usize; LanguageCode::ALL.len()]) -> bool {
    let mut ranked = *hits;
    ranked.sort_unstable();
    matches!(ranked, [.., second, best] if best >= CLEAR * second)
}

/// Adds what topic words and letters of a short text tell: in a question two languages often share all function words.
fn look_closer(text: &str, hits: &mut [usize; LanguageCode::ALL.len()]) {
    let lower = text.to_lowercase();
    for word in lower.unicode_words() {
        for ((hit, code), letters) in hits.iter_mut().zip(LanguageCode::ALL).zip(LETTERS) {
            *hit += usize::from(related::has_word(code, word));
            *hit += LETTER * usize::from(word.contains(|c| letters.contains(c)));
        }
    }
    for (hit, letters) in hits.iter_mut().zip(LETTERS) {
        *hit += LETTER * usize::from(text.starts_with(|c| letters.contains(c)));
    }
}

/// Each function word with a bit for each language that has it.
fn function_words() -> &'static HashMap<&'static str, u8> {
    static WORDS: OnceLock<HashMap<&'static str, u8>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for (index, language) in LanguageCode::ALL.into_iter().enumerate() {
            for word in language.words().stop.split(' ') {
                *words.entry(word).or_default() |= 1_u8 << index;
            }
        }
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_and_questions_are_recognised() {
        let texts = [
            (LanguageCode::English, "How do heat pumps compare with gas boilers?"),
            (LanguageCode::German, "Wie viel kostet eine Wärmepumpe im Altbau?"),
            (LanguageCode::French, "Combien coûte une pompe à chaleur dans une maison ancienne ?"),
            (LanguageCode::Spanish, "¿Cuánto cuesta una bomba de calor en una casa antigua?"),
            (LanguageCode::German, "Die Anlage wurde 2019 gebaut und ist seither in Betrieb."),
            (LanguageCode::French, "L'eau n'est pas assez chaude pour le réseau."),
            (LanguageCode::French, "Combien de salariés compte la verrerie de Bourg ?"),
            (LanguageCode::Spanish, "¿Quién lleva la cocina de la casa?"),
            (LanguageCode::English, "the opening of the Großküche Schönbühl Hütte"),
            (LanguageCode::Spanish, "El consumo de la planta fue de 20 kWh en el año 2020."),
        ];
        for (language, text) in texts {
            assert_eq!(detect(text), Some(language), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_left_open() {
        for text in [
            "",
            "2020 | 3.5 | kWh",
            "Strompreis Bayern Hessen",
            "Lämpöpumppu siirtää lämpöä ulkoa sisään taloon",
        ] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
