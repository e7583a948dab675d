//! How much of a question a sentence must have to answer it, by what the question asks for: the more the form of an answer
//! tells (a date, a colour), the fewer of the question's words are needed. Looks at no sentence.

use super::asked::Asked;
use crate::naming::{Naming, Wanted};

/// Least shares of the question's weight, 0 to 1. They are where, among the bench's questions that may be looked at, few
/// unanswerable ones pass and few answerable ones do not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Least {
    /// Of its own words, in the sentence, over it or, for less, in its document.
    pub(super) covered: f32,
    /// Of all its words, in their place or in that of others.
    pub(super) all: f32,
    /// The same of its names.
    pub(super) names: f32,
    /// Of the words that are none, what stands in the sentence, over it or in the one before.
    pub(super) here: f32,
    /// Of its own words, in the sentence itself.
    pub(super) own: f32,
}

const NOTHING: Least = Least { covered: 0.0, all: 0.0, names: 0.0, here: 0.0, own: 0.0 };
const COUNTED: Least = Least { covered: 0.2, here: 0.45, ..NOTHING };
const AMOUNT: Least = Least { covered: 0.45, own: 0.2, ..NOTHING };
const TIME: Least = Least { here: 0.4, ..NOTHING };
const PLACE: Least = Least { names: 0.7, here: 0.35, ..NOTHING };
const MEMBER: Least = Least { all: 0.4, ..NOTHING };
/// No value shows that a sentence answers.
const YES_NO: Least = Least { all: 0.5, ..NOTHING };
const OTHER: Least = Least { all: 0.4, ..NOTHING };
const REASON: Least = Least { here: 0.2, ..OTHER };

impl Least {
    /// `None` for what is told by words as much as by its form: who did it, what it costs, how high it is, what kind it is.
    pub(super) fn of(asked: &Asked, naming: Option<&Naming>, amount: bool) -> Option<Self> {
        if amount {
            return match (asked.is_money(), asked.counted.is_empty(), asked.units.is_empty()) {
                (true, ..) | (false, true, false) => None,
                (false, false, _) => Some(COUNTED),
                (false, true, true) => Some(AMOUNT),
            };
        }
        match naming.map(|naming| naming.wanted) {
            _ if asked.timed => Some(TIME),
            _ if asked.who => None,
            Some(Wanted::Somebody | Wanted::Kind) => None,
            Some(Wanted::Place(_)) => Some(PLACE),
            Some(Wanted::Member(_) | Wanted::Version) => Some(MEMBER),
            None if asked.yes_no => Some(YES_NO),
            None if asked.reason && asked.plain.len() > 1 => Some(REASON),
            None => Some(OTHER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::research::Expected;

    #[test]
    fn what_is_asked_for_decides_how_much_is_needed() {
        for (question, least) in [
            ("How many boats lie in the harbour of Elmfold?", Some(COUNTED)),
            ("How often is the mill of Elmfold cleaned?", Some(AMOUNT)),
            ("How high is the mill of Elmfold?", None),
            ("What does the mill of Elmfold cost?", None),
            ("When was the mill of Elmfold built?", Some(TIME)),
            ("In welchem Jahr wurde die Mühle gebaut?", Some(TIME)),
            ("Who built the mill of Elmfold?", None),
            ("Où se trouve le moulin d'Elmfold ?", Some(PLACE)),
            ("¿De qué color es el molino?", Some(MEMBER)),
            ("Which animals live in the mill of Elmfold?", None),
            ("Is the mill of Elmfold open in winter?", Some(YES_NO)),
            ("Why does the mill of Elmfold stand still?", Some(REASON)),
            ("Why does Elmfold leak?", Some(OTHER)),
        ] {
            let language = Language::of_text(question, None);
            let asked = Asked::of(&language, question);
            let naming = Naming::of(&language, &asked, question);
            let found = Least::of(&asked, naming.as_ref(), Expected::of(question).amount);
            assert_eq!(found, least, "{question}");
        }
    }
}
