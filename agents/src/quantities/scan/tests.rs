use super::*;

fn shown(text: &str) -> Vec<String> {
    let show = |q: Quantity| {
        let range = if q.high == q.low { String::new() } else { format!("..{}", q.high) };
        let date = q.date.map(|date| format!(" @{date}")).unwrap_or_default();
        format!("{}{range} {}{date}", q.low, q.unit)
    };
    quantities(text).into_iter().map(show).collect()
}

#[test]
fn values_get_unit_and_year() {
    assert_eq!(shown("In 2021 the plant produced 340 GWh."), ["340000000 kWh @2021"]);
    assert_eq!(
        shown("It cost €4.2 million in 2019 and $5m in 2020."),
        ["4200000 EUR @2019", "5000000 USD @2020"]
    );
    assert_eq!(shown("In 2019 it had 12 trams, in 2020 15 trams."), ["12 tram @2019", "15 tram @2020"]);
    assert_eq!(shown("A pump lasts 15 to 20 years."), ["180..240 months"]);
    assert_eq!(shown("about 90 to 94 % of the energy"), ["90..94 %"]);
    assert_eq!(
        shown("The city has 1,200 employees, 40 new trams and 3 per cent debt"),
        ["1200 employee", "40 tram", "3 %"]
    );
    assert_eq!(shown("It rose from 10 to 15 GWh"), ["10000000 kWh", "15000000 kWh"]);
    assert_eq!(shown("uses 250 litres per day at 68 °F"), ["250 l per day", "20 °C"]);
    assert_eq!(shown("Im Jahr 2020 kostete das 12,5 Mio. Euro"), ["12500000 EUR @2020"]);
    assert_eq!(shown("Dort kamen 128 hinzu."), ["128 "], "a verb's particle is not counted");
}

#[test]
fn names_and_dates_are_no_quantities() {
    assert!(shown("See section 4 and table 2 of 12 March 2021.").is_empty());
    assert!(shown("Cookers of the type SC-40 have a number beginning with 23B or 7CD.").is_empty());
    assert_eq!(shown("A 12V lamp of 40W, in a box for 30"), ["12 V", "0.04 kW", "30 "]);
}

#[test]
fn how_exact_and_which_kind_is_seen() {
    let first = |text: &str| quantities(text).remove(0);
    assert_eq!(first("about 30 kWh").bound, Bound::About);
    assert_eq!(first("at least 30 kWh").bound, Bound::AtLeast);
    assert_eq!(first("up to 30 kWh").bound, Bound::AtMost);
    assert!(first("It rose by about 30 %").change && !first("It is 30 %").change);
    assert!(first("It is expected to be 30 %").planned && first("The planned plant gives 3 GWh").planned);
    assert!(!first("A badly planned system uses 30 % more").planned);
}
