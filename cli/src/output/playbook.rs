//! A playbook that was checked, for people. It checks nothing.

use super::table::{facts, table};
use super::text::{Paint, Tone, one_line};
use shared::playbook::{Playbook, StepKind};

/// The text of `check` for a good playbook.
pub(crate) fn checked(playbook: &Playbook, file: &str, paint: Paint) -> String {
    let good = paint.tone(Tone::Good, "is valid");
    let mut text = format!("{} {good}\n\n", one_line(file));
    let mut rows = vec![
        ("name", playbook.name.to_string()),
        ("hash", playbook.hash.to_string()),
        ("input", inputs(playbook)),
    ];
    if let Some(description) = &playbook.description {
        rows.insert(1, ("about", one_line(description)));
    }
    text.push_str(&facts(&rows));
    text.push('\n');
    let rows = playbook.steps.iter().map(|step| {
        let needs: Vec<&str> = step.needs.iter().map(shared::ids::StepId::as_str).collect();
        let (who, limit) = match &step.kind {
            StepKind::Agent(agent) => (
                agent.agent.to_string(),
                format!("{} attempts, {} each", agent.retry.attempts, agent.timeout),
            ),
            StepKind::Approval(gate) => (
                "person".to_owned(),
                gate.deadline.map(|deadline| format!("due after {}", deadline.after)).unwrap_or_default(),
            ),
        };
        vec![
            step.id.to_string(),
            who,
            if needs.is_empty() { "-".to_owned() } else { needs.join(", ") },
            limit,
        ]
    });
    text.push_str(&table(&["STEP", "WHO", "NEEDS", "LIMITS"], rows.collect()));
    text
}

fn inputs(playbook: &Playbook) -> String {
    let required: Vec<&str> = playbook
        .input
        .as_json()
        .get("required")
        .and_then(serde_json::Value::as_array)
        .map(|names| names.iter().filter_map(serde_json::Value::as_str).collect())
        .unwrap_or_default();
    let Some(properties) = playbook.input.as_json().get("properties").and_then(serde_json::Value::as_object)
    else {
        return "any object".to_owned();
    };
    let names = properties.keys().map(|name| {
        if required.contains(&name.as_str()) { format!("{name} (required)") } else { name.clone() }
    });
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_playbook_is_summed_up() {
        let playbook = shared::playbook::research_report().unwrap();
        let text = checked(&playbook, "research-report.yaml", Paint::off());
        let text = text.replace(&playbook.hash.to_string(), "HASH");
        insta::assert_snapshot!("check_ok", text);
    }
}
