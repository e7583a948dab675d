use super::*;

fn values(text: &str) -> Vec<String> {
    let show = |found: Spoken| format!("{:.1}{}", found.number.value, if found.share { " %" } else { "" });
    spoken(text).into_iter().map(show).collect()
}

#[test]
fn numbers_are_read_in_four_languages() {
    assert_eq!(
        values("Nearly two thousand seals, fourteen weeks and four and a half hours"),
        ["2000.0", "14.0", "4.5"]
    );
    assert_eq!(values("vierundzwanzig Stunden, anderthalb Tage"), ["24.0", "1.5"]);
    assert_eq!(
        values("quatre-vingt-douze vignerons, quarante-six concerts, une trentaine"),
        ["92.0", "46.0", "30.0"]
    );
    assert_eq!(values("más de doce mil visitantes y veinticuatro paradas"), ["12000.0", "24.0"]);
}

#[test]
fn numbers_of_any_size_are_read() {
    assert_eq!(
        values("twenty-one rafts, a hundred and forty goats, three million"),
        ["21.0", "140.0", "3000000.0"]
    );
    assert_eq!(values("two hundred and five thousand three hundred bricks"), ["205300.0"]);
    assert_eq!(
        values(
            "dreihundertzwanzig Ziegen, zweitausendfünfhundert Steine, zweieinhalb Stunden, hunderteinundzwanzig"
        ),
        ["320.0", "2500.0", "2.5", "121.0"]
    );
    assert_eq!(
        values(
            "soixante-dix-sept chèvres, vingt et un radeaux, trois cent quatre-vingt-dix, mille neuf cents"
        ),
        ["77.0", "21.0", "390.0", "1900.0"]
    );
    assert_eq!(
        values("ciento veinte cabras, treinta y cinco balsas, dos mil quinientas piedras y dos millones"),
        ["120.0", "35.0", "2500.0", "2000000.0"]
    );
}

#[test]
fn halves_of_a_unit_are_numbers() {
    assert_eq!(values("half an hour, one and a half miles"), ["0.5", "1.5"]);
    assert_eq!(values("Es dauert eine halbe Stunde und une demi-heure y media hora"), ["0.5", "0.5", "0.5"]);
}

#[test]
fn shares_are_percentages() {
    assert_eq!(
        values("nine in ten, one in five, a third of them, half the fare"),
        ["90.0 %", "20.0 %", "33.3 %", "50.0 %"]
    );
    assert_eq!(
        values("Ein Viertel der Bäume, la moitié des vignes, uno de cada cinco"),
        ["25.0 %", "50.0 %", "20.0 %"]
    );
}

#[test]
fn shares_of_every_form_are_percentages() {
    assert_eq!(
        values("one goat in twelve, two out of five, 3 in 10, nine tenths, three quarters of it"),
        ["8.3 %", "40.0 %", "30.0 %", "90.0 %", "75.0 %"]
    );
    assert_eq!(
        values("jeder Vierte, jede zehnte Ziege, drei von acht, zwei Fünftel, ein Drittel"),
        ["25.0 %", "10.0 %", "37.5 %", "40.0 %", "33.3 %"]
    );
    assert_eq!(
        values("un tiers, une chèvre sur six, trois quarts, neuf dixièmes, 4 sur 5"),
        ["33.3 %", "16.7 %", "75.0 %", "90.0 %", "80.0 %"]
    );
    assert_eq!(
        values("la mitad, la tercera parte, tres cuartas partes, una de cada ocho, un tercio"),
        ["50.0 %", "33.3 %", "75.0 %", "12.5 %", "33.3 %"]
    );
}

#[test]
fn ordinals_rooms_and_times_are_no_shares() {
    for text in [
        "a quarter past the bell, in the third room, a third bridge",
        "un quart d'heure et le troisième pont",
        "der vierte Raum, jeden zweiten Tag, jeder dritte Montag",
        "un cuarto de hora, la cuarta sala, la quinta planta",
    ] {
        assert!(values(text).is_empty(), "{text}: {:?}", values(text));
    }
}

#[test]
fn words_of_another_language_are_no_numbers() {
    assert!(values("It is watered once a week by an elf of the company").is_empty());
}

#[test]
fn scales_of_digits_and_percentages_are_no_numbers_of_their_own() {
    assert!(
        values("40 thousand, 5 million, 3 per cent, 3 pour cent, one of them, a third bridge").is_empty()
    );
}
