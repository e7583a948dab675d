//! The work that is done meanwhile: a line with two parallel branches and one gate, and agents whose results are a function
//! of run, step and attempt. Some attempts fail; some results are too large for a run's state.

use serde_json::{Value, json};

/// Steps that agents do.
pub(crate) const STEPS: [&str; 4] = ["research", "left", "right", "write"];
/// Beyond what the state holds, so that it goes to the payload store.
const LARGE_BYTES: usize = 20_000;

/// The playbook.
pub(crate) fn playbook() -> Value {
    json!({
        "aegis": "v1",
        "name": "kill-test",
        "input": {"type": "object", "required": ["topic"], "properties": {"topic": {"type": "string"}}},
        "defaults": {"timeout": "1h", "retry": {"attempts": 3, "backoff": "10ms", "factor": 1, "max": "10ms"}},
        "steps": [
            {"id": "research", "agent": "researcher", "input": {"topic": "${{ input.topic }}"}},
            {"id": "left", "agent": "analyst", "input": {"research": "${{ steps.research.output }}"}},
            {"id": "right", "agent": "analyst", "input": {"research": "${{ steps.research.output.text }}"}},
            {"id": "review", "approval": {"title": "Go on?", "show": "${{ steps.left.output }}"}},
            {"id": "write", "agent": "writer", "input": {
                "left": "${{ steps.review.output.artifact }}", "right": "${{ steps.right.output }}",
            }},
        ],
        "output": {"text": "${{ steps.write.output.text }}"},
    })
}

/// What the agents answer: a result, or a failure that another attempt may mend.
pub(crate) fn answer(run: &str, step: &str, attempt: u64) -> Result<Value, Value> {
    let number: usize = run.rsplit('-').next().unwrap().parse().unwrap();
    if attempt < attempts(run, step) {
        return Err(
            json!({"type": "TRY_AGAIN", "message": format!("{run} {step} {attempt}"), "retryable": true}),
        );
    }
    let filler = if number.is_multiple_of(5) && step == "research" { LARGE_BYTES } else { 100 };
    Ok(json!({"text": format!("{run} {step} {attempt}"), "filler": "x".repeat(filler)}))
}

/// How many attempts a step takes.
pub(crate) fn attempts(run: &str, step: &str) -> u64 {
    let number: usize = run.rsplit('-').next().unwrap().parse().unwrap();
    if number.is_multiple_of(4) && step == "left" { 2 } else { 1 }
}
