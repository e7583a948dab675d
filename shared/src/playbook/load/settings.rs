//! Time-outs, heartbeats and retries: the defaults, the playbook's and a step's. It does not read steps.

use super::error::Report;
use super::fields::{Fields, duration, whole};
use super::level::Level;
use super::node::{Content, Entry, Span};
use crate::limits::{RETRY_ATTEMPTS_MAX, STEP_TIMEOUT_DEFAULT_MS};
use crate::playbook::RetryPolicy;
use crate::time::Millis;

/// Largest growth of the pause between attempts: beyond it, the second pause is the longest one anyway.
const FACTOR_MAX: f64 = 100.0;

/// What applies to a step, and where it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) timeout: Millis,
    pub(super) heartbeat: Option<Millis>,
    pub(super) retry: RetryPolicy,
}

/// Applies where neither the playbook nor the step says anything.
const BUILT_IN: Settings = Settings {
    timeout: Millis(STEP_TIMEOUT_DEFAULT_MS),
    heartbeat: None,
    retry: RetryPolicy {
        attempts: 3,
        backoff: Millis::from_secs(5),
        factor: 2.0,
        max: Millis::from_secs(120),
    },
};

/// The playbook's defaults.
pub(super) fn defaults(entry: Option<&Entry>, report: &mut Report<'_>) -> Settings {
    entry
        .and_then(|entry| Fields::under(entry, Level::Defaults, report))
        .map_or(BUILT_IN, |fields| over(&fields, &BUILT_IN, report))
}

/// The settings of a step or of the defaults, over those that apply without it.
pub(super) fn over(fields: &Fields<'_>, base: &Settings, report: &mut Report<'_>) -> Settings {
    let timeout = fields.get("timeout").and_then(|entry| duration(entry, report));
    let heartbeat = fields.get("heartbeat").and_then(|entry| duration(entry, report));
    let settings = Settings {
        timeout: timeout.map_or(base.timeout, |(timeout, _)| timeout),
        heartbeat: heartbeat.map(|(heartbeat, _)| heartbeat).or(base.heartbeat),
        retry: fields.get("retry").map_or(base.retry, |entry| retry(entry, base.retry, report)),
    };
    if let Some(span) = heartbeat.or(timeout).map(|(_, span)| span) {
        in_time(&settings, span, heartbeat.is_none(), report);
    }
    settings
}

fn in_time(settings: &Settings, span: Span, inherited: bool, report: &mut Report<'_>) {
    let Some(heartbeat) = settings.heartbeat.filter(|heartbeat| *heartbeat >= settings.timeout) else {
        return;
    };
    let origin = if inherited { ", from the defaults," } else { "" };
    let timeout = settings.timeout;
    report.add(
        span,
        format!("the heartbeat of {heartbeat}{origin} is not shorter than the timeout of {timeout}"),
        "the timeout would always come first",
        "make the heartbeat shorter or the timeout longer",
    );
}

fn retry(entry: &Entry, base: RetryPolicy, report: &mut Report<'_>) -> RetryPolicy {
    let Some(fields) = Fields::under(entry, Level::Retry, report) else { return base };
    let backoff = fields.get("backoff").and_then(|entry| duration(entry, report));
    let max = fields.get("max").and_then(|entry| duration(entry, report));
    let policy = RetryPolicy {
        attempts: fields
            .get("attempts")
            .and_then(|entry| whole(entry, 1, RETRY_ATTEMPTS_MAX, report))
            .unwrap_or(base.attempts),
        backoff: backoff.map_or(base.backoff, |(backoff, _)| backoff),
        factor: fields.get("factor").and_then(|entry| factor(entry, report)).unwrap_or(base.factor),
        max: max.map_or(base.max, |(max, _)| max),
    };
    if let Some((_, span)) = backoff.or(max).filter(|_| policy.backoff > policy.max) {
        let inherited = |written: bool| if written { "" } else { " (which applies here)" };
        report.add(
            span,
            format!(
                "the first pause of {}{} is longer than the longest pause of {}{}",
                policy.backoff,
                inherited(backoff.is_some()),
                policy.max,
                inherited(max.is_some())
            ),
            "these contradict each other",
            "make `backoff` shorter or `max` longer",
        );
    }
    policy
}

fn factor(entry: &Entry, report: &mut Report<'_>) -> Option<f64> {
    let number = match &entry.value.content {
        Content::Number(number) => number.as_f64().filter(|factor| (1.0..=FACTOR_MAX).contains(factor)),
        Content::Null | Content::Bool(_) | Content::Text(_) | Content::List(_) | Content::Object(_) => None,
    };
    if number.is_none() {
        report.add(
            if entry.value.span.length == 0 { entry.key_span } else { entry.value.span },
            format!("'factor' must be a number from 1 to {FACTOR_MAX}"),
            "out of bounds",
            "write `factor: 2` to double the pause each time, or `factor: 1` to keep it",
        );
    }
    number
}
