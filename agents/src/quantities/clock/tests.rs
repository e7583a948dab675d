use super::*;

fn shown(text: &str) -> Vec<String> {
    let clock = |minutes: f64| format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    let show = |found: Found| {
        let either = if matches!(found.moment, Moment::Clock { either: true, .. }) { "?" } else { "" };
        let to = if found.low == found.high { String::new() } else { format!("-{}", clock(found.high)) };
        format!("{}{to}{either}", clock(found.low))
    };
    clocks(text).into_iter().map(show).collect()
}

#[test]
fn times_of_day_are_read_in_four_languages() {
    assert_eq!(shown("The bell rings at eleven in the morning and at 3 pm."), ["11:00", "15:00"]);
    assert_eq!(shown("It leaves at 7.45 p.m., at 10:15 and at half past six"), ["19:45", "10:15", "06:30?"]);
    assert_eq!(
        shown("Abfahrt ist um 15.30 Uhr, dann um viertel nach acht und um halb neun"),
        ["15:30", "08:15?", "08:30?"]
    );
    assert_eq!(shown("Die Glocke läutet um neun und um 8 Uhr 20"), ["09:00?", "08:20"]);
    assert_eq!(shown("On part à 9 h 30, à 14h et à neuf heures et demie"), ["09:30", "14:00", "09:30?"]);
    assert_eq!(shown("La nuit tombe vers 8 heures du soir"), ["20:00"]);
    assert_eq!(shown("Sale a las ocho y media y a las cuatro de la tarde"), ["08:30?", "16:00"]);
    assert_eq!(
        shown("It starts at a quarter past six. It shuts at noon, at midnight"),
        ["06:15?", "12:00", "00:00"]
    );
    assert_eq!(shown("Charges go off at three in the afternoon, at ten o'clock"), ["15:00", "10:00?"]);
}

#[test]
fn spans_of_the_day_are_read() {
    assert_eq!(shown("The shop is open from 10 to 6."), ["10:00-18:00"]);
    assert_eq!(shown("Open between 9 and 17"), ["09:00-17:00"]);
    assert_eq!(shown("Geöffnet von 9 bis 17 Uhr"), ["09:00-17:00"]);
    assert_eq!(shown("Ouvert de 9 h à 17 h 30"), ["09:00-17:30"]);
    assert_eq!(shown("Abierto de las 9 a las 17 horas"), ["09:00-17:00"]);
    assert_eq!(shown("from 2 to 5 pm, 9:00 – 12:30"), ["14:00-17:00", "09:00-12:30"]);
}

#[test]
fn amounts_durations_and_dates_are_no_times_of_day() {
    for text in [
        "It rose from 10 to 15 GWh and sold at 9.30 euros, at 4.25 per cent.",
        "The walk takes three hours and a half; at eleven farms they keep goats.",
        "Die Fahrt dauert 3 Stunden, um 5 Prozent mehr, und kostet 9.30 Euro.",
        "Le trajet dure 3 h 20 et coûte 9,30 euros, dans les neuf communes.",
        "De las ocho casas quedan tres, a las ocho familias.",
        "On 9.10.2021, in section 9.30, the 9.30 m mast fell; a scale of 1.25",
        "Ages from 10 to 16 are welcome.",
    ] {
        assert!(shown(text).is_empty(), "{text}: {:?}", shown(text));
    }
}
