//! Whether two values can both be true: rounding, "about", bounds, units of time, rates and times of day; looks at no words.

use crate::quantities::{Bound, Moment, Quantity};

/// Relative difference that "about" covers.
const ABOUT: f64 = 0.06;
/// Share by which a month may be longer or shorter than the average one.
const MONTHS_VARY: f64 = 0.03;
/// Minutes and days that "about" covers in times of day and of the year.
const ABOUT_MINUTES: f64 = 15.0;
const ABOUT_DAYS: f64 = 10.0;
/// Days by which the ends of a span may differ: one names a day where the other names its month.
const MONTH: f64 = 30.0;
/// Minutes of half a day, and days of a year.
const HALF_DAY: f64 = 720.0;
const YEAR: f64 = 366.0;

/// Seconds in a unit of time; months are of no one length.
fn seconds(unit: &str) -> Option<f64> {
    match unit {
        "s" => Some(1.0),
        "days" => Some(86_400.0),
        "months" => Some(2_629_800.0),
        _ => None,
    }
}

/// Whether it is one.
pub(super) fn is_time(unit: &str) -> bool {
    seconds(unit).is_some()
}

/// How often such a time is in a year, at least and at most: works rest on some days, and close for some weeks.
fn times_a_year(time: &str) -> Option<(f64, f64)> {
    match time {
        "day" => Some((200.0, 366.0)),
        "week" => Some((40.0, 53.0)),
        "month" => Some((11.0, 12.2)),
        "quarter" => Some((4.0, 4.0)),
        "season" => Some((1.0, 2.0)),
        "year" => Some((1.0, 1.0)),
        "decade" => Some((0.1, 0.1)),
        _ => None,
    }
}

/// The time by which each is divided: by its unit, or elsewhere in its sentence where the other one is divided too. What is
/// told of a whole year is told by the year.
fn paces<'q>(a: &'q Quantity, b: &'q Quantity) -> (Option<&'q str>, Option<&'q str>) {
    let own = |quantity: &'q Quantity| quantity.unit.parts().1;
    let of_year = |quantity: &'q Quantity| {
        let whole = quantity.date.as_ref().is_some_and(|date| date.is_year());
        own(quantity).or(quantity.pace).or(whole.then_some("year"))
    };
    let divided = own(a).is_some() || own(b).is_some() || a.pace.is_some() && b.pace.is_some();
    if divided { (of_year(a), of_year(b)) } else { (None, None) }
}

/// Whether both are told for a time, or neither is, and the times can be compared.
pub(super) fn same_pace(a: &Quantity, b: &Quantity) -> bool {
    match paces(a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a == b || times_a_year(a).is_some() && times_a_year(b).is_some(),
        _ => false,
    }
}

/// Whether both values can be true at once.
pub(super) fn compatible(a: &Quantity, b: &Quantity) -> bool {
    match (a.moment, b.moment) {
        (Some(left), Some(right)) => same_moment((a, left), (b, right)),
        _ => compatible_values(a, b),
    }
}

fn compatible_values(a: &Quantity, b: &Quantity) -> bool {
    if let (Some(left), Some(right)) = paces(a, b)
        && left != right
        && let (Some(left), Some(right)) = (times_a_year(left), times_a_year(right))
    {
        return compatible_as_told(&scaled(a, left), &scaled(b, right));
    }
    let (Some(left), Some(right), true) = (seconds(&a.unit.0), seconds(&b.unit.0), a.unit != b.unit) else {
        return compatible_as_told(a, b);
    };
    let told = |quantity: &Quantity, seconds: f64| {
        let own = scaled(quantity, (seconds, seconds));
        Quantity { rounding: own.rounding + MONTHS_VARY * own.high, ..own }
    };
    compatible_as_told(&told(a, left), &told(b, right))
}

/// In another unit, of which it has so many at least and so many at most.
fn scaled(quantity: &Quantity, (least, most): (f64, f64)) -> Quantity {
    let (low, high) = (quantity.low * least, quantity.high * most);
    Quantity { low, high, rounding: quantity.rounding * most, ..quantity.clone() }
}

fn compatible_as_told(a: &Quantity, b: &Quantity) -> bool {
    let about =
        |q: &Quantity| if q.bound == Bound::About { ABOUT * q.low.abs().max(q.high.abs()) } else { 0.0 };
    let slack = a.rounding.max(b.rounding) * 1.000_001 + about(a) + about(b);
    let apart = |q: &Quantity| match q.bound {
        Bound::AtLeast => (q.low - slack, f64::INFINITY),
        Bound::AtMost => (f64::NEG_INFINITY, q.high + slack),
        Bound::Exact | Bound::About => (q.low - slack / 2.0, q.high + slack / 2.0),
    };
    let ((low, high), (other_low, other_high)) = (apart(a), apart(b));
    low <= other_high && other_low <= high
}

/// Whether two times that come back can be one; of two spans, both ends must be.
fn same_moment((a, left): (&Quantity, Moment), (b, right): (&Quantity, Moment)) -> bool {
    let about = |slack: f64| if [a.bound, b.bound].contains(&Bound::About) { slack } else { 0.0 };
    let ends = |slack: f64, shift: f64| {
        (a.low + shift - b.low).abs() <= slack && (a.high + shift - b.high).abs() <= slack
    };
    let meets = |slack: f64, shift: f64| a.low + shift <= b.high + slack && b.low <= a.high + shift + slack;
    match (left, right) {
        (
            Moment::Clock { either: left, range: spans },
            Moment::Clock { either: right, range: other_spans },
        ) => {
            let shifts = [0.0, HALF_DAY, -HALF_DAY];
            let shifts = shifts.iter().take(if left || right { 3 } else { 1 });
            let slack = about(ABOUT_MINUTES);
            shifts
                .into_iter()
                .any(|shift| if spans && other_spans { ends(slack, *shift) } else { meets(slack, *shift) })
        }
        (Moment::Day { range: true }, Moment::Day { range: true }) => ends(MONTH, 0.0),
        (Moment::Day { .. }, Moment::Day { .. }) => {
            // A winter goes on in the next year.
            let slack = about(ABOUT_DAYS);
            let exact = a.bound != Bound::AtLeast
                && a.bound != Bound::AtMost
                && b.bound != Bound::AtLeast
                && b.bound != Bound::AtMost;
            if exact {
                [0.0, YEAR, -YEAR].iter().any(|shift| meets(slack, *shift))
            } else {
                compatible_as_told(a, b)
            }
        }
        (Moment::Weekday, Moment::Weekday) => meets(0.0, 0.0),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::quantities;

    /// Whether the last values of both sentences can both be true.
    fn agree(a: &str, b: &str) -> bool {
        let last = |text: &str| quantities(text).pop().unwrap();
        let (a, b) = (last(a), last(b));
        same_pace(&a, &b) && compatible(&a, &b)
    }

    #[test]
    fn rates_are_brought_to_one_time() {
        assert!(!agree("It bakes 1,500 loaves a month.", "It bakes 9,000 loaves a year."));
        assert!(agree("It bakes 1,500 loaves a month.", "About 18,000 loaves leave it in a year."));
        assert!(agree("Der Beitrag ist 10 Euro im Monat.", "Der Jahresbeitrag ist 120 Euro."));
        assert!(!agree("Chaque mois, 200 barques partent.", "Il part 1100 barques par an."));
        assert!(agree("It takes 60 carts a day.", "It takes 15,000 carts a year."));
        assert!(!agree("It takes 60 carts a day.", "It takes 9,000 carts a year."));
        assert!(agree("It drew 900 guests in 2021.", "It draws 900 guests a year."));
    }

    #[test]
    fn times_of_day_agree_if_they_can_be_one() {
        assert!(!agree("It opens at nine in the morning.", "It opens at 10:30."));
        assert!(agree("It opens at nine.", "Es öffnet um 21 Uhr."));
        assert!(agree("It closes at 5 pm.", "Ouvert de 9 h à 17 h."));
        assert!(!agree("It closes at 8 pm.", "Ouvert de 9 h à 17 h."));
        assert!(!agree("It is open from 10 to 6.", "Abierto de las 9 a las 18 horas."));
        assert!(agree("It starts at about 9.10 am.", "It starts at 9 am."));
    }

    #[test]
    fn days_of_the_year_agree_if_they_can_be_one() {
        assert!(agree("It starts on 14 May.", "Sie beginnt im Mai."));
        assert!(!agree("It starts on 14 May.", "Sie beginnt am 15. Mai."));
        assert!(!agree("Empieza en julio.", "It does not begin before September."));
        assert!(agree("Empieza en octubre.", "It does not begin before September."));
        assert!(!agree("Open from April to October.", "Ouvert de mai à octobre et de mai à septembre."));
        assert!(agree("It is shut in winter.", "Es ist im Januar zu."));
        assert!(!agree("It is shut in winter.", "Es ist im Juni zu."));
        assert!(!agree("It meets on Tuesdays.", "Sie treffen sich donnerstags."));
        assert!(agree("It meets on Tuesdays.", "Open Monday to Friday."));
    }
}
