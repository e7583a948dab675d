//! Lines, and where they go. What an invocation counts beside its transition rides on the transition's line: a line costs more
//! than what it says.

use super::metric::{DIMENSION, NAMESPACE, Unit};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A line of the log that counts something.
#[derive(Clone, Debug)]
pub struct Line {
    message: &'static str,
    at: i64,
    counts: Vec<(&'static str, f64, Unit)>,
    fields: Map<String, Value>,
}

impl Line {
    /// A line of a time in milliseconds since 1970.
    #[must_use]
    pub fn new(message: &'static str, at: i64) -> Self {
        Self { message, at, counts: Vec::new(), fields: Map::new() }
    }

    /// Counts one thing.
    #[must_use]
    pub fn count(self, metric: &'static str) -> Self {
        self.value(metric, 1, Unit::Count)
    }

    /// Measures something.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts and milliseconds, which lose nothing below 2^53")]
    pub fn value(mut self, metric: &'static str, value: u64, unit: Unit) -> Self {
        self.counts.push((metric, value as f64, unit));
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Takes over what another line counts and says, as far as this one does not say it itself.
    fn take_in(&mut self, other: Self) {
        self.counts.extend(other.counts);
        for (name, value) in other.fields {
            self.fields.entry(name).or_insert(value);
        }
    }

    /// As CloudWatch reads it. A metric that is counted twice gets both values.
    fn json(self, environment: &str) -> Value {
        let Self { message, at, counts, mut fields } = self;
        let mut metrics: Vec<Value> = Vec::new();
        for (name, value, unit) in counts {
            match fields.get_mut(name) {
                Some(Value::Array(values)) => values.push(json!(value)),
                Some(first) => *first = json!([first.take(), value]),
                None => {
                    metrics.push(json!({"Name": name, "Unit": unit.as_str()}));
                    fields.insert(name.to_owned(), json!(value));
                }
            }
        }
        fields.insert("level".to_owned(), json!("INFO"));
        fields.insert("message".to_owned(), json!(message));
        fields.insert(DIMENSION.to_owned(), json!(environment));
        let directive = json!({"Namespace": NAMESPACE, "Dimensions": [[DIMENSION]], "Metrics": metrics});
        fields.insert("_aws".to_owned(), json!({"Timestamp": at, "CloudWatchMetrics": [directive]}));
        Value::Object(fields)
    }
}

/// Where lines go. Clones write to the same place.
#[derive(Clone)]
pub struct Log {
    environment: Arc<str>,
    out: Arc<Mutex<dyn Write + Send>>,
    /// The transition that waits for the end of its invocation; lines are written at once where this is `None`.
    held: Option<Arc<Mutex<Option<Line>>>>,
}

impl Log {
    /// To stdout; `environment` is the metrics' dimension.
    #[must_use]
    pub fn stdout(environment: &str) -> Self {
        Self::to(environment, std::io::stdout())
    }

    /// To any writer.
    #[must_use]
    pub fn to(environment: &str, out: impl Write + Send + 'static) -> Self {
        Self { environment: environment.into(), out: Arc::new(Mutex::new(out)), held: None }
    }

    /// Keeps a transition's line until [`Log::conclude`], for a function that handles one request at a time.
    #[must_use]
    pub fn holding(mut self) -> Self {
        self.held = Some(Arc::default());
        self
    }

    /// Writes a line.
    pub fn write(&self, line: Line) {
        let text = line.json(&self.environment);
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // A line that can't be written is lost: a log must not stop a run.
        let _lost = writeln!(out, "{text}");
    }

    /// Writes a transition's line, now or at the end of its invocation.
    pub(super) fn transition(&self, line: Line) {
        let Some(held) = &self.held else { return self.write(line) };
        if let Some(earlier) = lock(held).replace(line) {
            self.write(earlier);
        }
    }

    /// Ends an invocation, with what it counted besides: on the line of its transition, else on one of its own.
    pub fn conclude(&self, counted: Option<Line>) {
        let transition = self.held.as_ref().and_then(|held| lock(held).take());
        match (transition, counted) {
            (Some(mut line), Some(counted)) => {
                line.take_in(counted);
                self.write(line);
            }
            (Some(line), None) | (None, Some(line)) => self.write(line),
            (None, None) => {}
        }
    }
}

fn lock(held: &Mutex<Option<Line>>) -> MutexGuard<'_, Option<Line>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::telemetry::metric::{CALLBACKS_DELIVERED, STEP_LATENCY, TRANSITIONS};

    #[test]
    fn each_metric_has_its_value_beside_it_and_two_of_one_kind_are_a_list() {
        let line = Line::new("transition", 5).count(TRANSITIONS);
        let line = line.value(STEP_LATENCY, 7, Unit::Milliseconds).value(STEP_LATENCY, 9, Unit::Milliseconds);
        let json = line.json("prod");
        assert_eq!(json[STEP_LATENCY], json!([7.0, 9.0]));
        let directive = &json["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(
            directive["Metrics"],
            json!([{"Name": TRANSITIONS, "Unit": "Count"}, {"Name": STEP_LATENCY, "Unit": "Milliseconds"}])
        );
        assert_eq!(
            (&directive["Namespace"], &directive["Dimensions"]),
            (&json!("Aegis"), &json!([["Environment"]]))
        );
        assert_eq!((&json["_aws"]["Timestamp"], &json["Environment"]), (&json!(5), &json!("prod")));
    }

    #[test]
    fn what_an_invocation_counts_rides_on_its_transitions_line() {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let log = Log::to("prod", writer).holding();
        log.transition(Line::new("transition", 1).count(TRANSITIONS));
        log.conclude(Some(Line::new("callback", 2).count(CALLBACKS_DELIVERED)));
        log.conclude(None);
        drop(log);
        let mut text = String::new();
        std::io::Read::read_to_string(&mut reader, &mut text).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains(CALLBACKS_DELIVERED) && text.contains("\"transition\""), "{text}");
    }
}
