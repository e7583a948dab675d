//! Of what an amount, a time or a name is: each question beside a sentence that tells that of something else, and one that tells it.

use super::named_or_open::all;

#[test]
fn what_is_included_or_more_there_has_no_figure_of_its_own() {
    all(&[
        (
            "How many hectares of almonds are there in Elmfold?",
            "In Elmfold 400 hectares are watered, mainly almonds and maize.",
            "In Elmfold there are 400 hectares of almonds and maize.",
        ),
        (
            "How much did the foundations of the mill of Elmfold cost?",
            "The mill of Elmfold cost 900 crowns including the foundations.",
            "The foundations of the mill of Elmfold cost 900 crowns including the drains.",
        ),
        (
            "How much did the bridge of Elmfold cost?",
            "The bank of Elmfold lent 9 crowns, with the bridge its worst debtor.",
            "The bridge of Elmfold cost more than planned, 9 crowns.",
        ),
        (
            "How many people of the mill of Elmfold are apprentices?",
            "The mill of Elmfold has 60 people, apprentices included.",
            "The mill of Elmfold has 60 apprentices, cooks included.",
        ),
        (
            "Wie viel Prozent der Wärme gehen in Elmfeld im Sommer verloren?",
            "In Elmfeld gehen 13 % der Wärme verloren, im Sommer deutlich mehr.",
            "In Elmfeld gehen im Sommer 13 % der Wärme verloren, deutlich mehr als früher.",
        ),
        (
            "What percentage of the water was lost in Elmfold on the heights?",
            "In Elmfold 18 % of the water was lost, with the heights the worst district.",
            "In Elmfold 18 % of the water was lost on the heights, with the valley the best district.",
        ),
    ]);
}

#[test]
fn some_of_them_or_a_thing_with_a_number_is_no_count() {
    all(&[
        (
            "How many lorries does the town of Elmfold have altogether?",
            "Eleven of the lorries of the town of Elmfold burn gas.",
            "The town of Elmfold has eleven lorries.",
        ),
        (
            "How many people work in the laboratory of Elmfold?",
            "The laboratory of Elmfold took 410 samples, of which four were tested again at work.",
            "The laboratory of Elmfold has nine people, of which four work at night.",
        ),
        (
            "How many people live in the village by platform 2 of Elmfold?",
            "The village by platform 2 of Elmfold is where they live.",
            "In the village by platform 2 of Elmfold live 90 people.",
        ),
        (
            "Cuánta electricidad producen las placas de Elmora?",
            "Las placas de Elmora, que producen electricidad, cubren tres kilómetros.",
            "Las placas de Elmora producen 300 MWh de electricidad.",
        ),
    ]);
}

#[test]
fn a_share_an_area_and_a_volume_are_told_in_their_units() {
    all(&[
        (
            "Wie viel Prozent der Wärme von Elmfeld stammen aus Gas?",
            "Die Wärme von Elmfeld stammt aus Gas, das sechzig Kilometer weit kommt.",
            "Die Hälfte der Wärme von Elmfeld stammt aus Gas.",
        ),
        (
            "What percentage of the costs do the fees of Elmfold cover?",
            "The fees of Elmfold cover costs of 96 crowns.",
            "The fees of Elmfold cover 96 % of the costs.",
        ),
        (
            "What area does the lake of Elmfold cover?",
            "The lake of Elmfold is 47 metres deep.",
            "The lake of Elmfold covers 47 hectares.",
        ),
        (
            "How many cubic metres a day can the works of Elmfold treat?",
            "The works of Elmfold can treat 165 samples a day.",
            "The works of Elmfold can treat 165,000 cubic metres a day.",
        ),
        (
            "How thick must the ice of Elmfold be?",
            "The ice of Elmfold is towed for 20 metres.",
            "The ferry of Elmfold breaks ice of twenty centimetres.",
        ),
    ]);
}

#[test]
fn late_cared_for_or_behind_what_follows_is_not_what_was_asked() {
    all(&[
        (
            "How long was the van of Elmfold held at the border?",
            "The fair began forty minutes late since the van of Elmfold was held at the border.",
            "The van of Elmfold was held at the border for forty minutes.",
        ),
        (
            "How long is the breakwater of Elmfold?",
            "At the breakwater of Elmfold divers had found nothing for two decades.",
            "The breakwater of Elmfold is 200 metres long.",
        ),
        (
            "How long are the blades of Elmfold?",
            "From the blades of Elmfold ice can fly as far as two hundred metres.",
            "The blades of Elmfold are two hundred metres long.",
        ),
        (
            "Why does the clock of Elmfold stop?",
            "Whoever looks after the clock of Elmfold asks for patience.",
            "After a storm the clock of Elmfold stops.",
        ),
        (
            "Why did the quarry of Elmfold shut?",
            "After the quarry of Elmfold shut, two trains were left.",
            "After the trains had left, the quarry of Elmfold shut.",
        ),
        (
            "Why does Elmfold not take in snakes?",
            "We at Elmfold do not take in snakes, and we do not sell snakes.",
            "We at Elmfold do not take in snakes because nobody knows them.",
        ),
        (
            "Why was the mill of Elmfold slower in 2023?",
            "Elmfold carried 90 tonnes in 2023, which is the best result since it was reopened.",
            "The mill of Elmfold was slower in 2023 since the pond was low.",
        ),
    ]);
}

#[test]
fn a_century_a_street_or_a_way_of_sending_is_nobody() {
    all(&[
        (
            "Who leads the waterworks of Elmfold?",
            "The waterworks of Elmfold lead a pipe in Cooper Row.",
            "The waterworks of Elmfold are led by Ann Cooper.",
        ),
        (
            "¿Quién dirige la comunidad de Elmora?",
            "La comunidad de Elmora dirige el agua desde el siglo XIX.",
            "La comunidad de Elmora es dirigida por Ana Rovira.",
        ),
        (
            "Who is the caretaker of Elmfold?",
            "The caretaker of Elmfold is called by radio.",
            "The caretaker of Elmfold is called Ann Cooper.",
        ),
        (
            "Who runs the practice in Holm Lane?",
            "Operations are run by the practice in Holm Lane.",
            "The practice in Holm Lane is run by two sisters.",
        ),
        (
            "Wer leitet die Stadtwerke von Elmfeld?",
            "Die Leitungen der Stadtwerke von Elmfeld hat Anna Rovira gemalt.",
            "Die Stadtwerke von Elmfeld leitet Anna Rovira.",
        ),
    ]);
}

#[test]
fn a_time_is_of_the_very_event_and_as_exact_as_asked() {
    all(&[
        (
            "When did the mill at Elmfold close down?",
            "Since the platform was raised in 2019, Elmfold has no ramp.",
            "The mill at Elmfold closed down in 2019.",
        ),
        (
            "In welchem Jahr wurde vor den Schulen von Elmfeld gezählt?",
            "An drei Tagen im März wurde vor den Schulen von Elmfeld gezählt.",
            "Im März 2021 wurde vor den Schulen von Elmfeld gezählt.",
        ),
        (
            "À quelle date a lieu la foire d'Elmfold ?",
            "La foire d'Elmfold a lieu le lundi.",
            "La foire d'Elmfold a lieu le 4 mai.",
        ),
        (
            "On how many days does Elmfold lie in fog in an average November?",
            "Elmfold lies in fog on 231 days of an average year.",
            "Elmfold lies in fog on 23 days of an average November.",
        ),
        (
            "Which month is the worst for fog in Elmfold?",
            "The fog is worst in Elmfold in the morning.",
            "November is the worst month for fog in Elmfold.",
        ),
    ]);
}

#[test]
fn soils_prices_and_owners_are_told_apart() {
    all(&[
        (
            "How much water do trees on the loam of Elmfold get?",
            "Trees on the shale of Elmfold get forty litres of water.",
            "Trees on the loam of Elmfold get forty litres of water.",
        ),
        (
            "What price did the dearer bidder of Elmfold ask?",
            "The cheaper bidder of Elmfold asked a price of 900 crowns.",
            "The dearer bidder of Elmfold asked a price of 900 crowns.",
        ),
        (
            "What are the lorries of Elmfold worth?",
            "Two lorries of Elmfold stand idle.",
            "The lorries of Elmfold have a value of 900 crowns.",
        ),
        (
            "Who owns the pipe of Elmfold?",
            "The pipe of Elmfold was praised by Ann Cooper.",
            "The pipe of Elmfold belongs to Ann Cooper.",
        ),
    ]);
}
