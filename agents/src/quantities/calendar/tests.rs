use super::*;

fn shown(text: &str) -> Vec<String> {
    let show = |found: Found| {
        let kind = if matches!(found.moment, Moment::Weekday) { "w" } else { "" };
        let bound = match found.bound {
            Bound::AtLeast => ">=",
            Bound::AtMost => "<=",
            Bound::Exact | Bound::About => "",
        };
        let to = if found.low == found.high { String::new() } else { format!("..{}", found.high) };
        format!("{bound}{kind}{}{to}", found.low)
    };
    days(text).into_iter().map(show).collect()
}

#[test]
fn days_without_a_year_are_read_in_four_languages() {
    for text in [
        "It opens on 14 May at dusk.",
        "It opens on May 14th, at dusk.",
        "It opens on the 14th of May.",
        "Sie öffnet am 14. Mai bei Nacht.",
        "Elle ouvre le 14 mai.",
        "Abre el 14 de mayo.",
    ] {
        assert_eq!(shown(text), ["135"], "{text}");
    }
    assert_eq!(shown("Le 1er mai, am 3. Oktober"), ["122", "277"]);
}

#[test]
fn months_seasons_and_spans_are_spans_of_days() {
    for text in ["It starts in July.", "Es beginnt im Juli.", "Commence en juillet.", "Empieza en julio."] {
        assert_eq!(shown(text), ["183..213"], "{text}");
    }
    for text in [
        "from May to September",
        "von Mai bis September",
        "de mai à septembre",
        "de mayo a septiembre",
        "between May and September",
    ] {
        assert_eq!(shown(text), ["122..274"], "{text}");
    }
    assert_eq!(
        shown("im Sommer, en été, in winter, en otoño"),
        ["153..266", "153..266", "336..446", "245..356"]
    );
}

#[test]
fn the_warm_and_the_cold_part_of_the_year_are_spans_of_days() {
    for text in
        ["in the fine season", "in der warmen Jahreszeit", "à la belle saison", "en la temporada estival"]
    {
        assert_eq!(shown(text), ["92..305"], "{text}");
    }
    assert_eq!(shown("in the cold months, la saison froide"), ["306..457", "306..457"]);
    assert!(shown("the new season, la saison est belle").is_empty());
}

#[test]
fn before_and_after_are_bounds() {
    assert_eq!(shown("It ends before June, and starts after August."), ["<=152", ">=245"]);
    assert_eq!(shown("It does not begin before September."), [">=245"]);
    assert_eq!(shown("Sie beginnt nicht vor September; no antes de julio"), [">=245", ">=183"]);
}

#[test]
fn weekdays_are_read_in_four_languages() {
    assert_eq!(shown("on Tuesdays, dienstags, le mardi, los martes"), ["w2", "w2", "w2", "w2"]);
    assert_eq!(shown("Monday to Friday, lundi au vendredi"), ["w1..5", "w1..5"]);
}

#[test]
fn names_verbs_and_counts_are_no_days() {
    for text in [
        "You may march to the mar.",
        "April sings, and Mars is red.",
        "Il a été vu.",
        "In May 2019 and on 5 August 2020",
        "The spring is 3 m deep",
        "In May 40 boats came: no, may 40 boats come.",
    ] {
        assert!(shown(text).iter().all(|day| day == "122..152"), "{text}: {:?}", shown(text));
    }
    assert!(shown("You may march. April sings. Il a été vu. The spring is 3 m deep").is_empty());
}
