//! Numbers, prices and lengths of the question's own thing.

use super::gaps::{OTHER, is_answered, tells};

#[test]
fn a_number_is_of_the_noun_behind_it() {
    let globes = "How many globes stand in the map room of Elmfold?";
    assert!(!tells(
        globes,
        "In the map room of Elmfold stand nine thousand sheets, and the globes have a cabinet."
    ));
    assert!(!tells(
        globes,
        "In the map room of Elmfold two winters ago water came to the globes that stand there."
    ));
    assert!(tells(globes, "In the map room of Elmfold stand forty globes."));
    assert!(tells(globes, "Eleven of what stands in the map room of Elmfold are globes."));
    assert!(tells("Wie viele Bäume hat Elmfeld?", "Elmfeld hat 28 Bäume."));
    let people = "How many people work in the mill of Elmfold?";
    assert!(tells(people, "The 140 millers who work in the mill of Elmfold see few other people."));
    assert!(!tells(people, "People in Elmfold work in the mill in fewer than one house in twenty."));
}

#[test]
fn what_of_them_means_stands_before_it() {
    let hives = "How many hives of bees are kept in Elmfold?";
    assert!(!tells(hives, "In Elmfold a few hundred of them do the work of bees that are kept in hives."));
    assert!(tells(
        hives,
        "Of the hives of bees in Elmfold a few hundred of them are kept where hives are made."
    ));
}

#[test]
fn how_much_of_something_is_told_of_it_and_in_no_time() {
    let rain = "How much rain falls in Elmfold in an average year?";
    assert!(tells(rain, "In an average year 820 mm of rain fall in Elmfold."));
    assert!(!tells(rain, "In an average year rain falls in Elmfold on 231 days."));
    assert!(!tells(rain, "In an average year 14 tonnes of sand are moved in Elmfold."));
}

#[test]
fn what_was_spent_is_money() {
    let spent = "How much was spent on the workshop of Elmfold in 2006?";
    assert!(!tells(spent, "The workshop of Elmfold was opened in 2006 with three benches."));
    assert!(tells(spent, "In 2006 the workshop of Elmfold cost 4,000 crowns."));
}

#[test]
fn a_number_that_is_a_name_is_no_price() {
    let price = "How much does the kettle of Elmfold cost?";
    assert!(!tells(price, "The price of the kettle of Elmfold is booked under key 77."));
    assert!(tells(price, "The price of the kettle of Elmfold is 77."));
}

#[test]
fn a_length_is_of_the_whole_and_no_time() {
    let canal = "How long is the canal of Elmfold?";
    assert!(!tells(canal, "A stretch of three kilometres of the canal of Elmfold has been covered."));
    assert!(tells(canal, "The canal of Elmfold has three kilometres."));
    assert!(tells(
        "How long is the northern section of the canal of Elmfold?",
        "The northern section of 3 km of the canal of Elmfold is dry."
    ));
    assert!(!tells(canal, "The canal of Elmfold is opened within ten minutes."));
    assert!(tells(
        "Within how many days is the canal of Elmfold cleaned?",
        "The canal of Elmfold is cleaned within nine days."
    ));
    let pool = "Quelle est la longueur du bassin de la piscine d'Elmfold ?";
    assert!(!tells(pool, "Le bassin de la piscine d'Elmfold a rouvert après deux ans de travaux."));
    assert!(tells(pool, "Le bassin de la piscine d'Elmfold mesure 25 mètres."));
}

#[test]
fn a_portion_has_a_price() {
    assert!(tells(
        "What does the soup of Elmfold cost?",
        "The soup of Elmfold costs for a portion 3 crowns."
    ));
}

#[test]
fn a_name_alone_is_no_answer() {
    let racking = "Which company supplied Elmfold Park?";
    let drive = "After years of waiting at Quay Street we drive straight through at Elmfold Park.";
    assert!(!tells(racking, drive));
    assert!(tells(racking, "Elmfold Park was supplied by Quay Steel."));
}

#[test]
fn a_capacity_is_an_amount() {
    let tank = "Quelle est la contenance du réservoir d'Elmfold ?";
    assert!(!tells(tank, "L'eau du réservoir d'Elmfold ne contient pas de calcaire."));
    assert!(tells(tank, "Le réservoir d'Elmfold contient 900 000 litres d'eau."));
}

#[test]
fn a_number_by_which_a_thing_is_called_is_no_amount() {
    let serial = "With what does the serial number of the kettles of Elmfold begin?";
    assert!(tells(serial, "The serial number of the kettles of Elmfold begins with a letter."));
    let phone = "What is the phone number of the office of Elmfold?";
    assert!(!tells(phone, "The phone number of the office of Elmfold is given on the door."));
}

#[test]
fn names_of_columns_are_read_word_by_word() {
    let protein = "How much protein did the mixture of Elmfold have?";
    assert!(is_answered(
        protein,
        &[("elmfold/a.csv", "entry,protein_pct\nmixture,13.1\nbarley,11.2\n"), OTHER]
    ));
}

#[test]
fn a_row_names_a_firm_or_has_a_column_for_what_is_asked() {
    let firm = "Which company supplied the battery of Elmfold?";
    let row = |columns: &str, values: &str| {
        is_answered(firm, &[("elmfold/a.csv", &format!("{columns}\n{values}\n{values}\n")), OTHER])
    };
    assert!(!row("title,status", "battery of Elmfold as supplied by road,in use"));
    assert!(row("title,supplied by", "battery of Elmfold,Volta & Sons"));
    let colour = "What colour is the cabin of Elmfold?";
    let cabin = |columns: &str, values: &str| {
        is_answered(colour, &[("elmfold/a.csv", &format!("{columns}\n{values}\n{values}\n")), OTHER])
    };
    assert!(!cabin("part,note", "cabin of Elmfold,a colour to be chosen"));
    assert!(cabin("part,colour", "cabin of Elmfold,RAL 5015"));
}
