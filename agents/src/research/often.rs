//! Whether a text tells how often something happens, in four languages; asks nothing.

use super::expected::is_count;
use super::kinds::{self, is_money};
use crate::language::{WordSet, word_set};
use crate::quantities::{Quantity, names_time, quantities};

/// What tells it alone.
static OFTEN: WordSet = WordSet::new(|| {
    word_set(
        "once twice thrice every each daily weekly fortnightly monthly quarterly yearly annually hourly rarely never einmal \
    zweimal dreimal viermal jede jeden jedes jeder jedem täglich wöchentlich zweiwöchentlich monatlich jährlich halbjährlich \
    vierteljährlich stündlich nie chaque quotidien quotidienne quotidiennement hebdomadaire mensuel mensuelle mensuellement annuel \
    annuelle jamais cada diario diaria diariamente semanal semanalmente mensual mensualmente anual anualmente nunca",
    )
});
/// What tells it behind a number: three times.
const TIMES: [&str; 7] = ["time", "times", "mal", "male", "fois", "vez", "veces"];
/// One time in another; alone it also says "as soon as".
const ONCE_IN: [&str; 5] = ["une fois par", "una vez al", "una vez por", "ein mal im", "ein mal pro"];
/// What tells it before a time, at most with an article and a number between them: alle zwei Jahre, tous les jours.
const BEFORE_TIME: [&str; 13] =
    ["a", "an", "per", "pro", "im", "am", "par", "al", "alle", "tous", "toutes", "todos", "todas"];
/// Those of them that also stand between an amount and the time in which it is so much.
const PER: [&str; 7] = ["a", "an", "per", "pro", "im", "par", "al"];
const BETWEEN: usize = 3;

/// Whether the text tells how often something happens.
pub(super) fn tells_how_often(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || is_count(word);
    let counted = |pair: &[&str]| matches!(pair, [count, times] if number(count) && TIMES.contains(times));
    // In the year 2023 it is once.
    let dated = |at: usize| words.get(at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let timed = |at: usize| {
        let mut after = words.iter().enumerate().skip(at + 1).take(BETWEEN);
        after.any(|(at, word)| names_time(word) && !dated(at + 1))
    };
    let given = quantities(text);
    let measured = given.iter().any(is_measured);
    let paces = |word: &&str| BEFORE_TIME.contains(word) && !(measured && PER.contains(word));
    let mut before = words.iter().enumerate().filter(|(_, word)| paces(word));
    words.iter().any(|word| OFTEN.contains(word))
        || ONCE_IN.iter().any(|cue| lower.contains(cue))
        || words.windows(2).any(counted)
        || before.any(|(at, _)| timed(at))
        || given.iter().any(|quantity| {
            let (unit, per) = quantity.unit.parts();
            let counted = per.is_some() && !quantity.unit.is_measure() && !is_money(unit);
            counted || quantity.pace.is_some()
        })
}

/// Whether something but a time is measured or paid there: so many metres a year happen no number of times.
fn is_measured(quantity: &Quantity) -> bool {
    let (unit, _) = quantity.unit.parts();
    is_money(unit) || quantity.unit.is_measure() && !kinds::TIMES.contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_times_or_each_time_tells_it_and_all_of_them_do_not() {
        for text in [
            "The bin is emptied every fortnight.",
            "The bridge was closed three times.",
            "The ferry runs twice a day.",
            "Die Bäume werden alle zwei Jahre angesehen.",
            "Le bac passe tous les jours.",
            "On vide le four une fois par an.",
            "El barco sale una vez al día.",
        ] {
            assert!(tells_how_often(text), "{text}");
        }
        for text in [
            "The brown bin is emptied at the same time as the blue one.",
            "Alle Tonnen werden von der Stadt geleert.",
            "Tous les bacs sont vidés par la ville.",
            "Todos los cubos se vacían por la ciudad.",
            "Une fois arrivé, le bac repart.",
            "Im Jahr 2023 wurde die Tonne blau.",
        ] {
            assert!(!tells_how_often(text), "{text}");
        }
    }
}
