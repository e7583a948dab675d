use super::build::{agent, gate, playbook};
use super::world::World;
use crate::decide::{DecideCommand, Rejection, Reply};
use crate::digest::Digest;
use crate::run::{RunStatus, Verdict};
use serde_json::{Value, json};

fn at_gate() -> World {
    let review = gate("review", "draft").editable(&["/summary", "/tags"]).schema(json!({
        "type": "object", "required": ["summary"], "properties": {"summary": {"type": "string"}}
    }));
    let mut world = World::of(playbook(vec![agent("draft", &[]), review, agent("print", &["review"])]));
    world.succeed("draft", json!({"summary": "long", "tags": [], "score": 0.1})).unwrap();
    world
}

fn patched(world: &mut World, patch: Value) -> Result<Reply, Rejection> {
    let approve = world.decision("review", Verdict::Approve);
    world.decide(DecideCommand { patch: Some(patch), ..approve })
}

#[test]
fn both_kinds_of_patch_change_the_artifact_and_say_so() {
    for patch in
        [json!([{"op": "replace", "path": "/summary", "value": "short"}]), json!({"summary": "short"})]
    {
        let mut world = at_gate();
        let Ok(Reply::Decided(record)) = patched(&mut world, patch) else { panic!() };
        let changed = json!({"summary": "short", "tags": [], "score": 0.1});
        assert!(record.edited());
        assert_eq!(record.artifact_hash, Digest::of_json(&changed));
        assert_eq!(world.output("review")["artifact"], changed);
    }
}

#[test]
fn a_patch_that_changes_nothing_is_no_edit() {
    let mut world = at_gate();
    let Ok(Reply::Decided(record)) = patched(&mut world, json!({})) else { panic!() };
    assert!(!record.edited());
}

#[test]
fn what_may_not_be_changed_breaks_the_schema_or_is_no_patch_is_refused() {
    let deep = (0..500).fold(json!(1), |inner, _| json!([inner]));
    for (patch, why) in [
        (json!({"score": 1}), "editable here: /summary, /tags"),
        (json!({"summary": null}), "editable here"),
        (json!({"extra": 1}), "editable here"),
        (json!({"summary": 7}), "expected text"),
        (json!([{"op": "replace", "path": "/nowhere", "value": 1}]), ""),
        (json!([{"op": "copy", "from": "", "path": "/tags"}]), "'copy' is not supported"),
        (json!([{"op": "fix"}]), "RFC 6902"),
        (json!("short"), "merge patch"),
        (json!({"tags": deep}), "nested deeper"),
        (json!({"tags": [9_007_199_254_740_993_u64]}), "/tags/0 is 9007199254740993"),
    ] {
        let mut world = at_gate();
        match patched(&mut world, patch.clone()) {
            Err(Rejection::BadPatch { reason }) => assert!(reason.contains(why), "{reason}"),
            other => panic!("{patch}: {other:?}"),
        }
        assert_eq!(world.status(), RunStatus::AwaitingApproval);
    }
}

#[test]
fn only_an_approval_can_carry_a_patch() {
    let mut world = at_gate();
    let reject = world.decision("review", Verdict::Reject);
    let refused = world.decide(DecideCommand { patch: Some(json!({})), ..reject });
    assert!(matches!(refused, Err(Rejection::BadPatch { .. })));
}

#[test]
fn a_patch_can_make_an_artifact_large() {
    let mut world = at_gate();
    patched(&mut world, json!({"summary": "x".repeat(50_000)})).unwrap();
    assert_eq!(world.output("review")["artifact"]["summary"].as_str().unwrap().len(), 50_000);
    world.succeed("print", json!(1)).unwrap();
    assert_eq!(world.status(), RunStatus::Completed);
}
