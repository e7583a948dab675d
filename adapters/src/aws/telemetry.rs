//! What a function writes to its log: JSON lines, and one line per transition that is a metric as well (CloudWatch's
//! embedded metric format). Never a token, a key or a payload.

use async_trait::async_trait;
use serde_json::{Map, Value, json};
use shared::ports::{Wake, WakeDelivery, WakeHint};
use shared::run::{Run, RunStatus, StepStatus, status};
use std::io::Write as _;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Namespace of the metrics.
const NAMESPACE: &str = "Aegis";

/// Crates whose lines a level is about. The SDK's own lines below a warning are hundreds per request: they would cost more
/// than the run, and tell what only its authors want to know.
const OURS: [&str; 4] = ["adapters", "callback", "controller", "shared"];

/// Writes events as JSON lines to stdout from now on. `level` is `LOG_LEVEL`, in any case, or a filter of targets.
pub fn start_logging(level: Option<&str>) {
    let filter = filter(&level.unwrap_or("info").to_ascii_lowercase());
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stdout)
        .finish();
    // A second start in one process is a test's.
    let _first_counts = tracing::subscriber::set_global_default(subscriber);
}

/// A level is that of our own crates; a filter of targets is taken as it is.
fn filter(level: &str) -> EnvFilter {
    let others = if level == "error" { "error" } else { "warn" };
    let ours = OURS.map(|name| format!("{name}={level}")).join(",");
    let wanted = match level.parse::<LevelFilter>() {
        Ok(_) => format!("{others},{ours}"),
        Err(_) => level.to_owned(),
    };
    EnvFilter::try_new(wanted).unwrap_or_else(|_| EnvFilter::new("info"))
}

/// A wake that also writes one line per transition.
pub struct TransitionLog {
    inner: Arc<dyn Wake>,
    environment: String,
}

impl TransitionLog {
    /// Around a wake; `environment` is the metrics' dimension.
    #[must_use]
    pub fn new(inner: Arc<dyn Wake>, environment: impl Into<String>) -> Self {
        Self { inner, environment: environment.into() }
    }
}

#[async_trait]
impl Wake for TransitionLog {
    fn delivery(&self) -> WakeDelivery {
        self.inner.delivery()
    }

    async fn wake(&self, hint: WakeHint) {
        self.inner.wake(hint).await;
    }

    fn changed(&self, run: &Run) {
        print_line(&transition(run, &self.environment));
        self.inner.changed(run);
    }
}

/// Counts something by name, with the fields that tell what it was about.
pub fn count(environment: &str, message: &str, counts: &[(&str, f64, Unit)], fields: Map<String, Value>) {
    print_line(&line(environment, message, 0, counts, fields));
}

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Time.
    Milliseconds,
}

fn transition(run: &Run, environment: &str) -> Value {
    let now = status(run);
    let mut counts = vec![("Transitions", 1.0, Unit::Count)];
    if run.version == 1 {
        counts.push(("RunsStarted", 1.0, Unit::Count));
    }
    if run.is_terminal() && run.ended_at == Some(run.updated_at) {
        counts.push(("RunsFinished", 1.0, Unit::Count));
        if now == RunStatus::Failed {
            counts.push(("RunsFailed", 1.0, Unit::Count));
        }
        counts.push(("RunLatency", millis(run.updated_at.since(run.created_at).0), Unit::Milliseconds));
    }
    let mut fields = Map::new();
    fields.insert("workflow_id".to_owned(), json!(run.key.id));
    fields.insert("version".to_owned(), json!(run.version));
    fields.insert("status".to_owned(), json!(now));
    if let Some((step, attempt)) = current(run) {
        fields.insert("step".to_owned(), step);
        fields.insert("attempt".to_owned(), attempt);
    }
    line(environment, "transition", run.updated_at.as_millis(), &counts, fields)
}

/// The first step under way, and its attempt or round.
fn current(run: &Run) -> Option<(Value, Value)> {
    run.steps.iter().find_map(|(id, step)| match &step.status {
        StepStatus::Running(attempt) => Some((json!(id), json!(attempt.number))),
        StepStatus::AwaitingApproval(_) => Some((json!(id), json!(step.last_round))),
        StepStatus::WaitingRetry { .. } => Some((json!(id), json!(step.last_attempt))),
        StepStatus::Pending
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    })
}

fn line(
    environment: &str,
    message: &str,
    at: i64,
    counts: &[(&str, f64, Unit)],
    mut fields: Map<String, Value>,
) -> Value {
    let metrics: Vec<Value> = counts
        .iter()
        .map(|(name, _, unit)| {
            let unit = match unit {
                Unit::Count => "Count",
                Unit::Milliseconds => "Milliseconds",
            };
            json!({"Name": name, "Unit": unit})
        })
        .collect();
    for (name, value, _) in counts {
        fields.insert((*name).to_owned(), json!(value));
    }
    fields.insert("level".to_owned(), json!("INFO"));
    fields.insert("message".to_owned(), json!(message));
    fields.insert("Environment".to_owned(), json!(environment));
    let directive = json!({"Namespace": NAMESPACE, "Dimensions": [["Environment"]], "Metrics": metrics});
    fields.insert("_aws".to_owned(), json!({"Timestamp": at, "CloudWatchMetrics": [directive]}));
    Value::Object(fields)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a metric of milliseconds, which lose nothing below 285,000 years"
)]
const fn millis(span: u64) -> f64 {
    span as f64
}

/// A line that can't be written is lost: a log must not stop a run.
fn print_line(line: &Value) {
    let mut out = std::io::stdout().lock();
    let _lost = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::{key, start};

    #[test]
    fn a_transition_is_a_line_and_a_metric() {
        let run = start(&key("t", "r1"), 1_000, 1).run;
        let line = transition(&run, "prod");
        assert_eq!(
            (&line["workflow_id"], &line["version"], &line["Environment"]),
            (&json!("r1"), &json!(1), &json!("prod"))
        );
        let directive = &line["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(
            (&directive["Namespace"], &directive["Dimensions"]),
            (&json!("Aegis"), &json!([["Environment"]]))
        );
        let names: Vec<&str> = directive["Metrics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|metric| metric["Name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Transitions", "RunsStarted"]);
        assert!(names.iter().all(|name| line[name].is_number()), "each metric has its value beside it");
    }

    #[test]
    fn a_line_holds_no_payload() {
        let mut run = (*start(&key("t", "r1"), 1_000, 1).run).clone();
        run.feedback = Some("private words".to_owned());
        assert!(!transition(&run, "prod").to_string().contains("private words"));
    }

    #[derive(Clone, Default)]
    struct Lines(Arc<std::sync::Mutex<Vec<u8>>>);

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(level: &str) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(filter(level))
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::debug!(target: "controller::perform", "ours debug");
            tracing::info!(target: "adapters::aws", "ours info");
            tracing::debug!(target: "aws_smithy_runtime::client", "theirs debug");
            tracing::info!(target: "hyper_util", "theirs info");
            tracing::warn!(target: "h2", "theirs warn");
        });
        let bytes = lines.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_level_is_about_our_own_lines_and_the_sdk_only_warns() {
        let has = |level: &str| {
            let text = logged(level);
            ["ours debug", "ours info", "theirs debug", "theirs info", "theirs warn"]
                .map(|line| u8::from(text.contains(line)))
        };
        assert_eq!(has("debug"), [1, 1, 0, 0, 1]);
        assert_eq!(has("info"), [0, 1, 0, 0, 1]);
        assert_eq!(has("warn"), [0, 0, 0, 0, 1]);
        assert_eq!(has("error"), [0, 0, 0, 0, 0]);
        assert_eq!(has("hyper_util=info"), [0, 0, 0, 1, 0], "a filter of targets is taken as it is");
        assert_eq!(has("hyper_util=loud"), [0, 1, 0, 1, 1], "nonsense is the default");
    }
}
