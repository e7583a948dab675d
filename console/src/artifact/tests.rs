//! Values that are hostile, huge or deep.

use super::*;
use serde_json::json;

fn html(value: &Value) -> String {
    readable(value, &[]).to_string()
}

#[test]
fn names_and_values_are_escaped() {
    let shown =
        html(&json!({"<script>": "<script>alert(1)</script>", "list": ["<b>"], "t": [{"<i>": "\"'"}]}));
    assert!(!shown.contains("<script") && !shown.contains("<b>") && !shown.contains("<i>"), "{shown}");
    assert!(shown.contains("&#60;script&#62;alert(1)"), "{shown}");
}

#[test]
fn a_javascript_address_is_text() {
    assert!(!html(&json!({"url": "javascript:alert(1)"})).contains("<a"));
    assert!(
        html(&json!({"url": "https://a.example/?q=1&r"})).contains("href=\"https://a.example/?q=1&#38;r\"")
    );
}

#[test]
fn one_huge_member_leaves_room_for_the_next() {
    let rows: Vec<Value> = (0..500).map(|_| json!((0..500).collect::<Vec<_>>())).collect();
    let shown = html(&json!({"huge": rows, "after": "still here"}));
    assert!(shown.contains("still here"));
    assert!(shown.contains("400 more not shown"), "the list is cut at 100 of 500");
    assert!(shown.len() < 300_000, "{} bytes", shown.len());
}

#[test]
fn nesting_is_bounded_and_said() {
    let mut deep = json!("bottom");
    for _ in 0..1_000 {
        deep = json!({"in": deep});
    }
    let shown = html(&deep);
    assert!(shown.contains("Nested too deeply to show here") && !shown.contains("bottom"));
    assert_eq!(shown.matches("<dl").count(), ARTIFACT_MAX_DEPTH - 1);
}

#[test]
fn all_text_together_is_bounded() {
    let texts: Vec<Value> = (0..90).map(|_| json!("<".repeat(TEXT_MAX_CHARS))).collect();
    let shown = html(&json!({"one": texts, "two": texts, "after": "still here"}));
    assert!(shown.contains("still here") && shown.contains("more characters not shown"));
    assert!(shown.len() < 3_000_000, "{} bytes", shown.len());
}

#[test]
fn an_ordinary_large_member_is_shown_whole() {
    let findings: Vec<Value> =
        (0..80).map(|n| json!({"finding": format!("finding {n}"), "text": "word ".repeat(100)})).collect();
    let shown = html(&json!({"findings": findings, "a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7}));
    assert!(shown.contains("finding 79") && !shown.contains("not shown"));
}

#[test]
fn a_long_text_is_folded_and_a_huge_one_cut() {
    let long = html(&json!("word ".repeat(400)));
    assert!(long.contains("<details") && long.contains("2,000 characters") && !long.contains("not shown"));
    let huge = html(&json!("x".repeat(TEXT_MAX_CHARS + 1_234)));
    assert!(huge.contains("1,234 more characters not shown"), "{}", &huge[huge.len() - 300..]);
}

#[test]
fn flat_records_become_a_table_and_wide_ones_cards() {
    let flat = json!([{"name": "a", "score": 1}, {"name": "b"}]);
    assert!(html(&flat).contains("role=\"table\""));
    let long_names = json!([{"n".repeat(500): 1}, {}]);
    assert!(html(&long_names).contains("class=\"cards\""));
    let wordy = json!([{"name": "a", "text": "long ".repeat(40)}, {"name": "b", "text": ""}]);
    assert!(html(&wordy).contains("class=\"cards\""));
}

#[test]
fn raw_json_is_cut_at_the_limit_between_letters() {
    assert_eq!(raw(&json!({"a": 1})), ("{\n  \"a\": 1\n}".to_owned(), false));
    for pad in 0..3 {
        let (text, cut) = raw(&json!(format!("{}{}", "x".repeat(pad), "€".repeat(RAW_MAX_BYTES))));
        assert!(cut && text.len() <= RAW_MAX_BYTES && text.ends_with('€'));
    }
}
