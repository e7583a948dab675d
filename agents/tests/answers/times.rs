//! When something happened, and when it happens again.

use super::gaps::tells;

#[test]
fn what_happened_once_is_told_by_a_date() {
    let built = "When was the hut of Elmfold built?";
    assert!(!tells(built, "The hut of Elmfold was built so that the showers take coins on busy days."));
    assert!(!tells(built, "The hut of Elmfold was built for three years."));
    for date in ["in 1931", "on Monday", "thirty years ago", "at 18:50"] {
        assert!(tells(built, &format!("The hut of Elmfold was built {date}.")), "{date}");
    }
    assert!(tells("When is the hut of Elmfold open?", "The hut of Elmfold is open at night."));
}

#[test]
fn what_happened_once_is_named() {
    for (question, other, own) in [
        (
            "When was the customs house of Elmfold built in which the theatre plays?",
            "The theatre has played in the customs house of Elmfold since 1986.",
            "The customs house of Elmfold in which the theatre plays was built in 1781.",
        ),
        (
            "Wann wurde die alte Scheune am Elmfeldsee erbaut?",
            "Die alte Scheune am Elmfeldsee ist seit 1986 im Winter offen.",
            "Die alte Scheune am Elmfeldsee wurde 1931 erbaut.",
        ),
        (
            "¿En qué año se construyó el molino grande de Elmfold?",
            "El molino grande de Elmfold dejó de moler en 1962.",
            "El molino grande de Elmfold se construyó en 1781.",
        ),
        (
            "En quelle année le moulin d'Elmfold a-t-il été vendu ?",
            "Le moulin d'Elmfold tourne depuis 1962.",
            "Le moulin d'Elmfold a été vendu en 1781.",
        ),
    ] {
        assert!(!tells(question, other), "{question}");
        assert!(tells(question, own), "{question}");
    }
}

#[test]
fn how_often_is_no_time_and_each_time_is_one() {
    let bus = "When does the first bus leave Elmfold?";
    assert!(!tells(bus, "The first bus leaves Elmfold with two drivers twice a day."));
    assert!(tells(bus, "The first bus leaves Elmfold by day."));
    let code = "When does the code of the gate of Elmfold change?";
    assert!(tells(code, "The code of the gate of Elmfold changes on the first of each month."));
    assert!(!tells(code, "The code of the gate of Elmfold changes for each user."));
}

#[test]
fn a_day_of_the_week_has_a_name() {
    let scraps = "On which days of the week do food scraps come to Elmfold?";
    assert!(!tells(scraps, "Food scraps come to Elmfold on four mornings of the week in May."));
    assert!(tells(scraps, "Food scraps come to Elmfold on Tuesday and Friday."));
}

#[test]
fn mornings_are_no_evenings_and_white_is_not_red() {
    let concert = "What does a ticket for an evening concert in Elmfold cost?";
    assert!(!tells(concert, "A ticket for a morning concert in Elmfold costs 9 euros."));
    assert!(tells(concert, "A ticket for an evening concert in Elmfold costs 9 euros."));
    let wine = "What does a bottle of the rosé of Elmfold cost?";
    assert!(!tells(wine, "A bottle of the red of Elmfold costs 9 euros."));
    assert!(tells(wine, "A bottle of the rosé of Elmfold costs 9 euros."));
}
