//! JSON as rows, paragraphs and records; damage, depth and unfolding names.

use super::*;

fn read(out: &Extracted) -> Vec<(BlockKind, &str, Option<Place>)> {
    out.blocks.iter().map(|b| (b.kind, &out.text[b.start..b.end], b.place)).collect()
}

#[test]
fn records_are_rows_with_their_number() {
    let out = document(r#"[{"year": 2021, "price": 3.5, "tags": ["a", "b"]}, {"year": 2022, "none": null}]"#);
    assert_eq!(
        read(&out.unwrap()),
        [
            (BlockKind::TableRow, "year: 2021 | price: 3.5 | tags: a | tags: b", Some(Place::Record(1))),
            (BlockKind::TableRow, "year: 2022", Some(Place::Record(2))),
        ]
    );
}

#[test]
fn long_texts_are_paragraphs_and_objects_in_objects_rows_of_their_own() {
    let prose = "Heat pumps move heat from outside. They need electricity to do so, but less than they give.";
    let text = format!(r#"{{"title": "Pumps", "body": "{prose}", "data": {{"cop": 3.2, "ok": true}}}}"#);
    let out = document(&text).unwrap();
    assert_eq!(
        read(&out),
        [
            (BlockKind::Heading, "Pumps", None),
            (BlockKind::TableRow, "title: Pumps", None),
            (BlockKind::Paragraph, prose, None),
            (BlockKind::TableRow, "cop: 3.2 | ok: true", None),
        ]
    );
    assert_eq!(out.title.as_deref(), Some("Pumps"));
}

#[test]
fn lines_are_records() {
    let out = lines("\n{\"a\": 1}\n\n{\"a\":\n 2}\n\"text\"\n").unwrap();
    let places: Vec<_> = read(&out).into_iter().map(|(_, text, place)| (text, place)).collect();
    let place = |record, line| Some(Place::Line { record, line });
    assert_eq!(places, [("a: 1", place(1, 2)), ("a: 2", place(2, 4)), ("text", place(3, 6))]);
}

#[test]
fn a_long_name_of_a_long_list_does_not_unfold() {
    let text = format!("{{\"{}\": [{}1]}}", "k".repeat(1 << 20), "1,".repeat(1 << 10));
    let out = document(&text).unwrap();
    assert!(out.overflown, "{} bytes", out.text.len());
    assert!(lines(&text).unwrap().overflown);
    let mut walk = Walk::default();
    let name = "k".repeat(1 << 20);
    for _ in 0..64 {
        walk.value(&name, "1");
        assert!(walk.row.len() <= limits::DOCUMENT_TEXT_BYTES);
    }
}

#[test]
fn damage_and_depth_are_refused_with_the_place() {
    let why = |text: &str| document(text).unwrap_err().to_string();
    for (text, said) in [
        ("{\"a\": 1", "line 1, column 7: it ends in the middle of a value"),
        ("[1,\n 2,]", "line 2, column 4: no JSON from here on"),
        ("{\"a\": 1} x", "line 1, column 10: no JSON from here on"),
        (&"[".repeat(1_000_000), "values nest more than 100 deep"),
    ] {
        assert!(why(text).contains(said), "{}", why(text));
    }
    let deepest = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(document(&deepest(limits::JSON_DEPTH)).is_ok());
    assert!(document(&deepest(limits::JSON_DEPTH + 1)).is_err());
    let error = lines("{\"a\": 1}\n\n{\"a\"").unwrap_err().to_string();
    assert!(error.contains("record 2, line 3, column 4: it ends in the middle"), "{error}");
    let error = lines(&format!("1\n{}", deepest(1_000))).unwrap_err().to_string();
    assert!(error.contains("record 2, line 2, column 101: values nest more than 100 deep"), "{error}");
}
