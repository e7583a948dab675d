//! What invokes the function, told apart once. It performs nothing.

use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use aws_lambda_events::sqs::SqsEvent;
use serde_json::{Value, json};

/// Where the messages of a queue come from, in their own words.
const FROM_SQS: &str = "aws:sqs";

/// An event.
#[derive(Clone, Debug)]
pub enum Event {
    /// A request of the HTTP API, payload format 2.0.
    Http(Box<ApiGatewayV2httpRequest>),
    /// Messages of the wake queue.
    Wakes(SqsEvent),
    /// The schedule: `{"aegis": "sweep"}`.
    Sweep,
}

/// An event that this function does not know.
#[derive(Debug, thiserror::Error)]
pub enum UnknownEvent {
    /// It has none of the known forms.
    #[error(
        "the event is none that this function knows (its fields: {fields}); it takes requests of an HTTP API with payload \
         format 2.0, messages of its SQS queue, and {sweep} from its schedule"
    )]
    Form {
        /// The names of its fields.
        fields: String,
        /// What the schedule sends.
        sweep: Value,
    },
    /// It has a known form and can't be read.
    #[error(
        "the event looks like one of {from} and can't be read: {reason}; check the payload format version"
    )]
    Unreadable {
        /// Where it seems to come from.
        from: &'static str,
        /// Why.
        reason: String,
    },
}

/// The event that the schedule sends.
#[must_use]
pub fn sweep_event() -> Value {
    json!({"aegis": "sweep"})
}

/// Tells what an event is.
///
/// # Errors
/// [`UnknownEvent`].
pub fn decode(value: Value) -> Result<Event, UnknownEvent> {
    if value == sweep_event() {
        return Ok(Event::Sweep);
    }
    if value.pointer("/requestContext/http").is_some() {
        let read = serde_json::from_value(value).map(|request| Event::Http(Box::new(request)));
        return read.map_err(|error| unreadable("an HTTP API", &error));
    }
    if value.pointer("/Records/0/eventSource").and_then(Value::as_str) == Some(FROM_SQS) {
        return serde_json::from_value(value).map(Event::Wakes).map_err(|error| unreadable("SQS", &error));
    }
    let fields = match &value {
        Value::Object(fields) => fields.keys().take(20).cloned().collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            "none: it is no object".to_owned()
        }
    };
    Err(UnknownEvent::Form { fields, sweep: sweep_event() })
}

/// The text of serde's error holds no value of the event.
fn unreadable(from: &'static str, error: &serde_json::Error) -> UnknownEvent {
    UnknownEvent::Unreadable { from, reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_is_told_by_its_own_form() {
        assert!(matches!(decode(sweep_event()), Ok(Event::Sweep)));
        let http = json!({"version": "2.0", "headers": {}, "requestContext": {"timeEpoch": 1, "http": {"method": "GET"}}});
        assert!(matches!(decode(http), Ok(Event::Http(_))));
        let sqs = json!({"Records": [{"messageId": "m", "eventSource": "aws:sqs", "body": "{}"}]});
        assert!(matches!(decode(sqs), Ok(Event::Wakes(event)) if event.records.len() == 1));
    }

    #[test]
    fn an_unknown_event_is_named_without_its_values() {
        for event in [
            json!({"detail-type": "Scheduled Event", "detail": {"token": "secret"}}),
            json!({"Records": [{"eventSource": "aws:s3"}]}),
            json!({"Records": []}),
            json!({"aegis": "sweep", "more": 1}),
            json!("secret"),
            json!(null),
            json!({"version": "1.0", "httpMethod": "GET", "requestContext": {"stage": "secret"}}),
            json!({"requestContext": {"http": {"method": 7}}}),
        ] {
            let error =
                decode(event.clone()).err().unwrap_or_else(|| panic!("{event} was taken")).to_string();
            assert!(!error.contains("secret"), "{error}");
            assert!(error.contains("payload format"), "{error}");
        }
    }
}
