//! Changing an artifact at its gate: a patch may touch only what the playbook lists as editable, and what comes out must
//! still fit its schema.

use super::scratch::Scratch;
use super::{Obstacle, Rejection};
use crate::ids::StepId;
use crate::payload::Payload;
use crate::playbook::check_document;
use crate::run::Gate;
use serde_json::Value;

/// The artifact with the patch applied; unchanged where there is none.
pub(super) fn edit(
    scratch: &mut Scratch<'_>,
    step: &StepId,
    gate: &Gate,
    patch: Option<&Value>,
) -> Result<Result<Payload, Rejection>, Obstacle> {
    // Loaded in any case: an approved artifact becomes part of the gate's output.
    let original = scratch.value(&gate.artifact)?;
    let Some(patch) = patch else { return Ok(Ok(gate.artifact.clone())) };
    let mut changed = (*original).clone();
    if let Err(reason) = apply_patch(&mut changed, patch)
        .and_then(|()| only_editable(&original, &changed, &gate.editable))
        .and_then(|()| fits_schema(scratch, step, &mut changed))
    {
        return Ok(Err(Rejection::BadPatch { reason }));
    }
    Ok(Ok(scratch.keep(changed)))
}

fn apply_patch(document: &mut Value, patch: &Value) -> Result<(), String> {
    match patch {
        Value::Array(_) => {
            let operations: json_patch::Patch = serde_json::from_value(patch.clone())
                .map_err(|error| format!("it is no JSON Patch (RFC 6902): {error}"))?;
            if operations.0.iter().any(|operation| matches!(operation, json_patch::PatchOperation::Copy(_))) {
                // A few dozen copies of a document into itself would fill any memory.
                return Err("'copy' is not supported: write the value with 'add'".to_owned());
            }
            json_patch::patch(document, &operations).map_err(|error| error.to_string())
        }
        Value::Object(_) => {
            json_patch::merge(document, patch);
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Err("give a JSON Patch as a list, or a merge patch as an object".to_owned())
        }
    }
}

/// Compares both documents with the editable places blanked out.
fn only_editable(original: &Value, changed: &Value, editable: &[String]) -> Result<(), String> {
    let (mut before, mut after) = (original.clone(), changed.clone());
    for pointer in editable {
        // Blanked where it was before and is after; one that was added or removed counts as a change of its parent.
        if let (Some(one), Some(other)) = (before.pointer_mut(pointer), after.pointer_mut(pointer)) {
            *one = Value::Null;
            *other = Value::Null;
        }
    }
    if before == after {
        return Ok(());
    }
    let allowed = if editable.is_empty() { "nothing".to_owned() } else { editable.join(", ") };
    Err(format!("it changes more than this gate allows; editable here: {allowed}"))
}

fn fits_schema(scratch: &Scratch<'_>, step: &StepId, changed: &mut Value) -> Result<(), String> {
    let checked = match scratch.approval_step(step).and_then(|step| step.show_schema.as_ref()) {
        Some(schema) => schema.validate(changed, false),
        None => check_document(changed),
    };
    checked.map_err(|error| error.to_string())
}
