//! What references give, and what they say where they give nothing.

use super::*;
use crate::digest::Digest;
use serde_json::json;

struct Run {
    input: Value,
    outputs: Vec<(StepId, Result<Arc<Value>, Needed>)>,
    feedback: Option<&'static str>,
}

impl Scope for Run {
    fn run_id(&self) -> &str {
        "run-1"
    }
    fn input(&self) -> &Value {
        &self.input
    }
    fn output(&self, step: &StepId) -> Result<Option<&Arc<Value>>, Needed> {
        match self.outputs.iter().find(|(id, _)| id == step) {
            Some((_, Ok(value))) => Ok(Some(value)),
            Some((_, Err(needed))) => Err(*needed),
            None => Ok(None),
        }
    }
    fn feedback(&self) -> Option<&str> {
        self.feedback
    }
}

fn id(text: &str) -> StepId {
    StepId::parse(text).unwrap()
}

fn needed() -> Needed {
    Needed(Digest::of_bytes(b"large"))
}

fn run() -> Run {
    Run {
        input: json!({"topic": "rivers", "list": [1, {"deep": true}], "odd key": 2}),
        outputs: vec![
            (id("a"), Ok(Arc::new(json!({"n": 1, "s": "x", "l": [1, 2], "z": null})))),
            (id("big"), Err(needed())),
        ],
        feedback: Some("shorter"),
    }
}

fn keys(keys: &[&str]) -> Vec<PathSegment> {
    keys.iter().map(|key| PathSegment::Key((*key).to_owned())).collect()
}

fn reference(path: Path) -> Template {
    Template::Reference(path)
}

#[test]
fn a_lone_reference_keeps_its_type() {
    let whole = reference(Path::Output(id("a"), Vec::new()));
    assert_eq!(whole.resolve(&run()).unwrap(), json!({"n": 1, "s": "x", "l": [1, 2], "z": null}));
    let deep = Path::Input(vec![
        PathSegment::Key("list".to_owned()),
        PathSegment::Index(1),
        PathSegment::Key("deep".to_owned()),
    ]);
    assert_eq!(reference(deep).resolve(&run()).unwrap(), json!(true));
    assert_eq!(reference(Path::RunId).resolve(&run()).unwrap(), json!("run-1"));
}

#[test]
fn references_in_text_become_text() {
    let part = |keys: Vec<PathSegment>| TextPart::Reference(Path::Output(id("a"), keys));
    let text = Template::Text(vec![
        TextPart::Fixed("<".to_owned()),
        part(keys(&["s"])),
        part(keys(&["n"])),
        part(keys(&["l"])),
        part(keys(&["z"])),
        TextPart::Fixed(">".to_owned()),
    ]);
    assert_eq!(text.resolve(&run()).unwrap(), json!("<x1[1,2]>"));
}

#[test]
fn lists_and_objects_are_filled_in_place() {
    let template = Template::Object(vec![
        ("fixed".to_owned(), Template::Literal(json!([1]))),
        ("list".to_owned(), Template::List(vec![reference(Path::Feedback), Template::Literal(json!(2))])),
    ]);
    assert_eq!(template.resolve(&run()).unwrap(), json!({"fixed": [1], "list": ["shorter", 2]}));
}

#[test]
fn what_is_optional_is_null_and_what_a_step_owes_is_an_error() {
    let mut run = run();
    run.feedback = None;
    assert_eq!(reference(Path::Feedback).resolve(&run).unwrap(), Value::Null);
    assert_eq!(reference(Path::Input(keys(&["absent", "more"]))).resolve(&run).unwrap(), Value::Null);
    let absent = reference(Path::Output(id("a"), keys(&["s", "more"]))).resolve(&run).unwrap_err();
    let expected =
        ResolveError::Missing { path: "steps.a.output.s.more".to_owned(), missing: "more".to_owned() };
    assert_eq!(absent, expected);
    let no_output = reference(Path::Output(id("b"), keys(&["s"]))).resolve(&run).unwrap_err();
    assert!(matches!(no_output, ResolveError::Missing { missing, .. } if missing == "steps.b.output"));
}

#[test]
fn a_stored_document_is_asked_for() {
    let template = Template::List(vec![reference(Path::Output(id("big"), Vec::new()))]);
    assert_eq!(template.resolve(&run()).unwrap_err(), ResolveError::Needed(needed()));
}

#[test]
fn the_steps_of_a_template_are_found_wherever_they_stand() {
    let inner = Template::Text(vec![TextPart::Reference(Path::Output(id("b"), Vec::new()))]);
    let template = Template::Object(vec![
        ("x".to_owned(), Template::List(vec![reference(Path::Output(id("a"), Vec::new())), inner])),
        ("y".to_owned(), reference(Path::RunId)),
    ]);
    assert_eq!(template.steps(), BTreeSet::from([id("a"), id("b")]));
    assert_eq!(template.paths().len(), 3);
}

#[test]
fn paths_print_as_they_are_written() {
    let path = Path::Output(
        id("a"),
        vec![PathSegment::Key("b".to_owned()), PathSegment::Index(0), PathSegment::Key("odd key".to_owned())],
    );
    assert_eq!(path.to_string(), "steps.a.output.b[0][\"odd key\"]");
}
