//! Answers in a form that the question does not have, each beside a sentence that answers nothing.

use super::gaps::tells;

#[test]
fn metres_below_something_tell_a_depth() {
    let question = "At what depth is the channel of Elmfold kept?";
    assert!(tells(question, "The channel of Elmfold is kept at 9.5 metres below the lowest tide."));
    assert!(!tells(question, "The channel of Elmfold is kept 40 metres wide."));
}

#[test]
fn how_long_something_has_been_so_is_told_by_when_it_began() {
    let question = "How long has the dairy of Elmfold been a customer of the mill?";
    assert!(tells(question, "The dairy of Elmfold has been a customer of the mill since 2017."));
    assert!(!tells(question, "The dairy of Elmfold was a customer of the mill in 2017."));
    let once = "How long was the dairy of Elmfold closed?";
    assert!(!tells(once, "The dairy of Elmfold was closed since 2017 fewer people came."));
}

#[test]
fn cubic_metres_are_no_metres() {
    let question = "Combien de mètres cubes l'usine d'Elmfold traite-t-elle par jour ?";
    assert!(tells(question, "L'usine d'Elmfold traite 165 000 mètres cubes par jour."));
    assert!(!tells(question, "L'usine d'Elmfold traite par jour un tuyau de 300 mètres."));
}
