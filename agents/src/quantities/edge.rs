//! Whether a date is told as the time itself or as the end of an open span; finds no dates.

use super::words::words_before;

/// Where a time lies that is told by a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// At the date.
    #[default]
    At,
    /// Before it.
    Before,
    /// At it or before.
    Until,
    /// After it.
    After,
    /// At it or after.
    From,
}

/// Words before a date that leave the time before or after it open.
const BEFORE: [&str; 4] = ["before", "vor", "avant", "antes"];
const AFTER: [&str; 4] = ["after", "nach", "après", "después"];
const LATEST: [&str; 5] = ["by", "spätestens", "latest", "tard", "tardar"];
/// Words that may stand between.
const BETWEEN: [&str; 8] = ["the", "year", "dem", "jahr", "de", "l'an", "el", "año"];
/// What turns them around, and within how many words.
const DENIALS: [&str; 8] = ["not", "no", "never", "nicht", "pas", "nunca", "kaum", "earlier"];
const DENIED_WITHIN: usize = 5;
/// By the words before the date that starts there.
pub(super) fn edge(text: &str, start: usize) -> Edge {
    let before: Vec<String> =
        words_before(text, start, DENIED_WITHIN).iter().map(|word| word.to_lowercase()).collect();
    let at = before.iter().position(|word| !BETWEEN.contains(&word.as_str()));
    let Some(word) = at.and_then(|at| before.get(at)) else { return Edge::At };
    let is = |words: &[&str]| words.contains(&word.as_str());
    let denied = before.iter().any(|word| DENIALS.contains(&word.as_str()));
    match (is(&BEFORE), is(&AFTER), is(&LATEST)) {
        (true, ..) => {
            if denied {
                Edge::From
            } else {
                Edge::Before
            }
        }
        (_, true, _) => {
            if denied {
                Edge::Until
            } else {
                Edge::After
            }
        }
        (.., true) => Edge::Until,
        _ => Edge::At,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::dates;

    #[test]
    fn a_date_may_leave_the_time_before_or_after_it_open() {
        let edges = |text: &str| -> Vec<Edge> { dates(text).iter().map(|date| date.edge).collect() };
        assert_eq!(edges("before 1990, nach 1990, avant 1990"), [Edge::Before, Edge::After, Edge::Before]);
        assert_eq!(
            edges("It did not open before 1990. Spätestens 1995, by 1999"),
            [Edge::From, Edge::Until, Edge::Until]
        );
        assert_eq!(edges("until 1990, since 1990, in 1990"), [Edge::At; 3]);
    }
}
