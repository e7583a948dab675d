//! The form's fields, read back as a decision.

#![expect(clippy::unwrap_used, reason = "a step that fails is a test that fails")]

use console::{Decision, DecisionForm, Draft, FormError, Problem};
use serde_json::{Value, json};

const REQUIRED: [(&str, &str); 4] =
    [("csrf", "c"), ("approval_id", "review.2"), ("artifact_hash", "ab12"), ("decision", "approve")];

fn pairs(more: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    let all: Vec<_> = REQUIRED.iter().chain(more).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    all.into_iter()
}

fn artifact() -> Value {
    json!({"summary": "one\ntwo", "insights": ["a", "b"], "score": 0.1, "a/b": "slash", "nul": "x\u{0}\ry"})
}

fn patch(edits: &[(&str, &str)]) -> Result<Option<Value>, FormError> {
    let editable = ["/summary", "/insights", "/score", "/a~1b", "/nul", "/gone"].map(str::to_owned);
    DecisionForm::parse(pairs(edits)).unwrap().patch(&artifact(), &editable)
}

#[test]
fn a_decision_is_read() {
    let form = DecisionForm::parse(pairs(&[("comment", "  fine\r\nby me ")])).unwrap();
    assert_eq!((form.decision, form.comment.as_str()), (Decision::Approve, "fine\nby me"));
    assert_eq!(
        (form.csrf.as_str(), form.approval_id.as_str(), form.artifact_hash.as_str()),
        ("c", "review.2", "ab12")
    );
}

#[test]
fn unknown_and_repeated_fields_are_refused_by_name() {
    let error = |more: &[(&str, &str)]| DecisionForm::parse(pairs(more)).unwrap_err();
    assert_eq!(error(&[("quorum", "1")]), FormError::UnknownField { field: "quorum".into() });
    assert_eq!(error(&[("decision", "reject")]), FormError::RepeatedField { field: "decision".into() });
    assert_eq!(
        error(&[("edit:/a", "1"), ("edit:/a", "2")]),
        FormError::RepeatedField { field: "edit:/a".into() }
    );
}

#[test]
fn each_required_field_must_be_there() {
    for (missing, _) in REQUIRED {
        for kept in [None, Some("")] {
            let posted = REQUIRED.iter().filter_map(|(name, value)| {
                let value = if *name == missing { kept } else { Some(*value) };
                value.map(|value| ((*name).to_owned(), value.to_owned()))
            });
            assert_eq!(DecisionForm::parse(posted).unwrap_err(), FormError::MissingField { field: missing });
        }
    }
}

#[test]
fn a_made_up_decision_is_refused() {
    let posted = REQUIRED.map(|(name, value)| (name.to_owned(), value.replace("approve", "APPROVE")));
    let error = DecisionForm::parse(posted.into_iter()).unwrap_err();
    assert_eq!(error, FormError::UnknownDecision { value: "APPROVE".into() });
    assert_eq!(Problem::from(&error).field, "decision");
}

#[test]
fn fields_that_were_not_touched_make_no_patch() {
    let untouched = [
        ("edit:/summary", "one\r\ntwo"),
        ("edit:/insights", "[\r\n  \"a\",\r\n  \"b\"\r\n]"),
        ("edit:/score", "0.10"),
        ("edit:/nul", "x\u{fffd}\r\ny"),
    ];
    assert_eq!(patch(&untouched), Ok(None));
}

#[test]
fn each_changed_field_is_replaced() {
    let edits = [("edit:/summary", "one\r\n2"), ("edit:/insights", "[\"a\"]"), ("edit:/a~1b", "new")];
    let expected = json!([
        {"op": "replace", "path": "/summary", "value": "one\n2"},
        {"op": "replace", "path": "/insights", "value": ["a"]},
        {"op": "replace", "path": "/a~1b", "value": "new"},
    ]);
    assert_eq!(patch(&edits), Ok(Some(expected)));
}

#[test]
fn text_of_a_string_is_never_read_as_json() {
    let patched = patch(&[("edit:/summary", "{\"a\": 1}")]).unwrap().unwrap();
    assert_eq!(patched[0]["value"], "{\"a\": 1}");
}

#[test]
fn bad_json_is_refused_by_field_and_place() {
    let error = patch(&[("edit:/insights", "[\"a\",\r\n oops]")]).unwrap_err();
    assert_eq!(error, FormError::InvalidJson { pointer: "/insights".into(), line: 2, column: 2 });
    assert_eq!(error.field(), "edit:/insights");
}

#[test]
fn only_what_the_gate_allows_is_edited() {
    assert_eq!(patch(&[("edit:", "{}")]), Err(FormError::NotEditable { pointer: String::new() }));
    assert_eq!(patch(&[("edit:/gone", "x")]), Err(FormError::NothingThere { pointer: "/gone".into() }));
}

#[test]
fn edits_count_only_with_an_approval() {
    let posted = pairs(&[("edit:/summary", "new")]).map(|(name, value)| {
        let value = if name == "decision" { "reject".to_owned() } else { value };
        (name, value)
    });
    assert_eq!(DecisionForm::parse(posted).unwrap().patch(&artifact(), &["/summary".into()]), Ok(None));
}

#[test]
fn a_draft_survives_a_broken_post() {
    let draft = Draft::from_pairs(pairs(&[("bogus", "1"), ("comment", "kept"), ("edit:/summary", "also")]));
    assert_eq!((draft.comment.as_str(), draft.edits.len()), ("kept", 1));
}
