//! The playbooks that can be started by name. A run keeps the one that it was started with, whatever happens here.

use serde_json::{Value, json};
use shared::digest::Digest;
use shared::ids::{PlaybookName, TenantId};
use shared::playbook::{Playbook, PlaybookErrors, RESEARCH_REPORT_NAME, load, research_report};
use shared::protocol::Engine;
use shared::wire::{Problem, ProblemKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The playbooks that can be started by name.
pub struct Playbooks {
    named: BTreeMap<PlaybookName, Arc<Playbook>>,
}

impl Playbooks {
    /// The built-in ones.
    ///
    /// # Errors
    /// [`PlaybookErrors`] where a built-in playbook is not valid, which a test rules out.
    pub fn builtin() -> Result<Self, PlaybookErrors> {
        let playbook = Arc::new(research_report()?);
        Ok(Self { named: BTreeMap::from([(playbook.name.clone(), playbook)]) })
    }

    /// The built-in ones, with gates that take silence for a no after some hours.
    ///
    /// # Errors
    /// [`PlaybookErrors`] where the hours make no valid deadline.
    pub fn with_approval_hours(hours: u32) -> Result<Self, PlaybookErrors> {
        let mut source = research_report()?.source;
        let steps = source.get_mut("steps").and_then(Value::as_array_mut).into_iter().flatten();
        for gate in steps.filter_map(|step| step.get_mut("approval")?.as_object_mut()) {
            gate.insert("deadline".to_owned(), json!({"after": format!("{hours}h"), "then": "reject"}));
            // A reminder behind the deadline reminds nobody.
            gate.insert(
                "remind".to_owned(),
                json!([format!("{}m", u64::from(hours) * 20), format!("{}m", u64::from(hours) * 50)]),
            );
        }
        let playbook = Arc::new(load(&source.to_string(), RESEARCH_REPORT_NAME)?);
        Ok(Self { named: BTreeMap::from([(playbook.name.clone(), playbook)]) })
    }

    /// All of them, by name.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Playbook>> {
        self.named.values()
    }

    /// The playbook that a start request means: a name, `name@hash`, or a playbook itself as an object or YAML text.
    ///
    /// # Errors
    /// A [`Problem`]: 404 for an unknown name, 422 with every error for a playbook that is not valid.
    pub async fn find(
        &self,
        engine: &Engine,
        tenant: &TenantId,
        wanted: &Value,
    ) -> Result<Arc<Playbook>, Problem> {
        match wanted {
            Value::String(text) if text.contains('\n') => compile(text),
            Value::String(name) => match name.split_once('@') {
                Some((name, hash)) => self.pinned(engine, tenant, name, hash).await,
                None => self.by_name(name),
            },
            Value::Object(_) => known_or_compiled(engine, Digest::of_json(wanted), wanted),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(Problem::new(
                ProblemKind::InvalidRequest,
                "playbook: give a name, name@hash, or a playbook as an object or YAML text",
            )),
        }
    }

    fn by_name(&self, name: &str) -> Result<Arc<Playbook>, Problem> {
        let known = PlaybookName::parse(name).ok().and_then(|name| self.named.get(&name));
        known.cloned().ok_or_else(|| {
            let name: String = name.chars().take(80).collect();
            let names: Vec<&str> = self.named.keys().map(PlaybookName::as_str).collect();
            Problem::new(
                ProblemKind::NotFound,
                format!("there is no playbook '{name}'; known here: {}", names.join(", ")),
            )
        })
    }

    async fn pinned(
        &self,
        engine: &Engine,
        tenant: &TenantId,
        name: &str,
        hash: &str,
    ) -> Result<Arc<Playbook>, Problem> {
        if let Some(named) = self.named.values().find(|p| p.name.as_str() == name && begins(p.hash, hash)) {
            return Ok(Arc::clone(named));
        }
        let digest = Digest::parse(hash).map_err(|_| {
            let detail = "the part after '@' is no hash of a known playbook; give all 64 digits";
            Problem::new(ProblemKind::InvalidRequest, detail)
        })?;
        let source =
            engine.ports.store.playbook(tenant, digest).await.map_err(|e| callback::problem::of_store(&e))?;
        match source {
            Some(source) => known_or_compiled(engine, digest, &source),
            None => Err(Problem::new(
                ProblemKind::NotFound,
                "no run was ever started with a playbook of that hash here",
            )),
        }
    }
}

/// A hash may be shortened to what people compare.
fn begins(hash: Digest, given: &str) -> bool {
    given.len() >= 8 && hash.to_string().starts_with(&given.to_ascii_lowercase())
}

/// The playbook that has this source; compiled only where no run was started with it lately.
fn known_or_compiled(engine: &Engine, hash: Digest, source: &Value) -> Result<Arc<Playbook>, Problem> {
    engine.known_playbook(hash).map_or_else(|| compile(&source.to_string()), Ok)
}

fn compile(source: &str) -> Result<Arc<Playbook>, Problem> {
    load(source, "playbook")
        .map(Arc::new)
        .map_err(|errors| Problem::new(ProblemKind::InvalidPlaybook, errors.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::playbook::StepKind;

    #[test]
    fn hours_to_decide_become_a_deadline_that_rejects() {
        for hours in [1, 24, 168] {
            let playbooks = Playbooks::with_approval_hours(hours).unwrap();
            let playbook = playbooks.all().next().unwrap();
            let gates = playbook.steps.iter().filter_map(|step| match &step.kind {
                StepKind::Approval(gate) => gate.deadline.as_ref(),
                StepKind::Agent(_) => None,
            });
            let deadlines: Vec<String> = gates.map(|deadline| format!("{deadline:?}")).collect();
            assert_eq!(deadlines.len(), 1);
            assert!(deadlines[0].contains(&(u64::from(hours) * 3_600_000).to_string()), "{deadlines:?}");
            assert!(deadlines[0].to_lowercase().contains("reject"), "{deadlines:?}");
        }
    }
}
