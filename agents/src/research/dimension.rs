//! Which of a thing's dimensions a text names: metres alone tell a height as well as a length. Reads no numbers.

use crate::language::{WordSet, word_set};
use crate::quantities::Quantity;

/// Words of each dimension, in four languages and lower case.
static DIMENSIONS: [WordSet; 5] = [
    WordSet::new(|| {
        word_set(
            "long longer length stretch stretches stretching lang langer lange langen langes länge längen erstreckt longue longues \
            longueur étend larga longitud extiende",
        )
    }),
    WordSet::new(|| {
        word_set(
            "high higher height tall taller rises rise rising hoch hohe hoher hohen hohes höhe höher ragt haut haute hauts hautes \
            hauteur élève dresse alto alta altos altas altura eleva alza",
        )
    }),
    WordSet::new(|| {
        word_set(
            "wide wider width broad broader breadth breit breite breiter breiten breites largeur ancho ancha anchos anchas \
            anchura",
        )
    }),
    WordSet::new(|| {
        word_set(
            "deep deeper depth below beneath unter unterhalb sous bajo tief tiefe tiefer tiefen tiefes tiefgang profond profonde profonds profondeur profundo \
            profunda profundidad draught",
        )
    }),
    WordSet::new(|| {
        word_set(
            "thick thickness diameter dick dicke dicken dicker durchmesser épais épaisse épaisseur diamètre grueso gruesa \
            grosor espesor diámetro",
        )
    }),
];

/// What asks for a weight, and what tells that an amount is one: so many tonnes of apples do not.
static WEIGHTS: WordSet = WordSet::new(|| {
    word_set(
        "weigh weighs weighed weighing weight weights heavy heavier heaviest wiegt wiegen wog wogen schwer schwere schwerer schwersten \
        gewicht pèse pèsent pesait pesaient pesant poids lourd lourde lourds pesa pesan pesaba pesaban peso pesado pesada",
    )
});

/// Verbs that say of something how much it is or has.
const IS: [&str; 15] = [
    "is", "are", "was", "were", "ist", "sind", "war", "waren", "hat", "est", "était", "fait", "es", "era",
    "tiene",
];

/// Words on either side of an amount within which a dimension is said of it.
const BESIDE: usize = 2;

/// The dimensions that a text names, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dimensions(u8);

impl Dimensions {
    /// Those that a question names.
    pub(super) fn of(question: &str) -> Self {
        Self::among(question.split(|c: char| !c.is_alphanumeric()))
    }

    /// Those that stand beside an amount in metres; a deep valley under a bridge says nothing of its length.
    pub(super) fn beside(text: &str, given: &[Quantity]) -> Self {
        let words = |part: Option<&str>| -> Vec<String> {
            let words = part.unwrap_or_default().split(|c: char| !c.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let metres = given.iter().filter(|quantity| quantity.unit.0 == "m");
        let near = metres.flat_map(|quantity| {
            let (mut before, mut after) =
                (words(text.get(..quantity.start)), words(text.get(quantity.end..)));
            after.truncate(BESIDE);
            before.drain(..before.len().saturating_sub(BESIDE));
            before.extend(after);
            before
        });
        let near: Vec<String> = near.collect();
        // A name says nothing of it: Haute-Rive.
        Self::among(near.iter().map(String::as_str).filter(|word| !word.starts_with(char::is_uppercase)))
    }

    fn among<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        let words = words.map(str::to_lowercase);
        Self(words.fold(0, |all, word| {
            let named = DIMENSIONS.iter().enumerate().filter(|(_, own)| own.contains(word.as_str()));
            named.fold(all, |all, (number, _)| all | 1 << number)
        }))
    }

    /// Whether both name one.
    pub(super) fn share_one(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether both name some and none in common.
    pub(super) fn are_apart(self, other: Self) -> bool {
        self.0 != 0 && other.0 != 0 && self.0 & other.0 == 0
    }
}

/// Whether a text has a word for how heavy something is.
pub(super) fn speaks_of_a_weight(text: &str) -> bool {
    let lower = text.to_lowercase();
    // In German the noun ends a compound.
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| WEIGHTS.contains(word) || word.ends_with("gewicht"))
}

/// Whether a verb stands directly before the amount that says that something is or has that: the bell is 900 kilograms.
pub(super) fn is_said_to_be(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.start).and_then(|head| head.split_whitespace().next_back());
    before.is_some_and(|word| IS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::quantities;

    #[test]
    fn a_height_is_no_length_in_four_languages() {
        let of = |text: &str| Dimensions::beside(text, &quantities(text));
        let height = of("The wall rises 47 metres above the bed of the stream.");
        for (question, apart) in [
            ("How long is the wall?", true),
            ("Wie breit ist die Mauer?", true),
            ("Quelle est la hauteur du mur ?", false),
            ("¿Qué altura tiene el muro?", false),
            ("What does the wall cost?", false),
        ] {
            assert_eq!(Dimensions::of(question).are_apart(height), apart, "{question}");
        }
        assert!(
            !Dimensions::of("How long is the wall?").are_apart(Dimensions::of("The wall has 47 metres."))
        );
    }
}
