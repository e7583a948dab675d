//! Defaults, violations and what no schema may do.

use super::*;
use serde_json::json;

fn schema() -> Value {
    json!({
        "type": "object",
        "required": ["topic"],
        "properties": {
            "topic": {"type": "string", "minLength": 3},
            "depth": {"enum": ["basic", "deep"], "default": "deep"},
            "range": {"type": "object", "properties": {"start": {"default": 1}, "end": {"type": "integer"}}},
            "items": {"type": "array", "items": {"properties": {"n": {"default": 7}}}}
        }
    })
}

fn check(schema: &Value, instance: &mut Value, fill_defaults: bool) -> Result<(), InputError> {
    CompiledSchema::compile(schema).unwrap().validate(instance, fill_defaults)
}

fn violations(mut instance: Value) -> String {
    check(&schema(), &mut instance, true).unwrap_err().to_string()
}

#[test]
fn defaults_are_filled_at_every_level_and_overwrite_nothing() {
    let mut given = json!({"topic": "rivers", "range": {"end": 4}, "items": [{}, {"n": 1}], "other": true});
    check(&schema(), &mut given, true).unwrap();
    assert_eq!(
        given,
        json!({"topic": "rivers", "range": {"end": 4, "start": 1}, "items": [{"n": 7}, {"n": 1}], "other": true,
               "depth": "deep"})
    );
}

#[test]
fn defaults_stay_out_where_they_are_not_wanted() {
    let mut given = json!({"topic": "rivers"});
    check(&schema(), &mut given, false).unwrap();
    assert_eq!(given, json!({"topic": "rivers"}));
}

#[test]
fn every_violation_names_its_place_what_was_expected_and_what_was_given() {
    assert_eq!(
        violations(json!({"depth": "shallow", "range": {"end": 1.5}})).lines().collect::<Vec<_>>(),
        [
            "/topic: expected a value, as it is required, given nothing",
            "/depth: expected one of [\"basic\",\"deep\"], given \"shallow\"",
            "/range/end: expected a whole number, given 1.5",
        ]
    );
    assert_eq!(
        violations(json!({"topic": "ab"})),
        "/topic: expected text of at least 3 characters, given \"ab\""
    );
    assert_eq!(violations(json!(["x".repeat(200)])).chars().count(), 109);
}

#[test]
fn a_document_may_be_nested_to_the_limit_and_no_deeper() {
    let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    let any = json!({});
    assert_eq!(check(&any, &mut nested(JSON_MAX_DEPTH), true), Ok(()));
    assert_eq!(check(&any, &mut nested(JSON_MAX_DEPTH + 1), true), Err(InputError::TooDeep));
}

#[test]
fn a_schema_that_describes_itself_comes_to_an_end() {
    let both = json!({"$ref": "#", "default": {}});
    let schema = json!({"properties": {"a": both, "b": both}});
    let mut given = json!({"a": {}});
    check(&schema, &mut given, true).unwrap();
    assert_eq!(given, json!({"a": {"a": {}, "b": {}}, "b": {}}));
    for circle in [json!({"$ref": "#"}), json!({"allOf": [{"$ref": "#"}]})] {
        let _ = CompiledSchema::compile(&circle).map(|circle| circle.validate(&mut json!({"a": 1}), true));
    }
}

#[test]
fn nothing_is_fetched_and_patterns_are_linear() {
    for bad in [
        json!({"$ref": "https://example.com/schema.json"}),
        json!({"$ref": "file:///schema.json"}),
        json!({"type": "strin"}),
        json!({"pattern": "(?=a)b"}),
    ] {
        assert!(CompiledSchema::compile(&bad).is_err(), "{bad}");
    }
}
