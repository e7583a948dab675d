//! The trace that a run belongs to: one for its whole life, from the request that started it through every dispatch to its last
//! answer. It follows the W3C trace context (level 1) and writes the same ids as X-Ray reads them.

use crate::digest::Digest;
use crate::ids::{AttemptNo, StepId};
use crate::run::Run;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A trace: its id of 128 bits, and whether whoever began it keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TraceContext {
    id: u128,
    sampled: bool,
}

/// A stored text that is no trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no trace: 32 hexadecimal digits, a hyphen and flags")]
pub struct BadTrace;

impl TraceContext {
    /// Of the header `traceparent`; `None` where it is none, which a receiver is to ignore.
    #[must_use]
    pub fn of_traceparent(header: &str) -> Option<Self> {
        let parts: Vec<&str> = header.trim().split('-').collect();
        let (version, trace, parent, flags) = match parts.as_slice() {
            ["00", trace, parent, flags] => ("00", *trace, *parent, *flags),
            // A later version may add to the end.
            [version, trace, parent, flags, ..] if *version != "00" => (*version, *trace, *parent, *flags),
            _ => return None,
        };
        let version = number(version, 2)?;
        if version == 0xff || number(parent, 16)? == 0 {
            return None;
        }
        Self::of(number(trace, 32)?, number(flags, 2)? & 1 == 1)
    }

    /// Of the header `X-Amzn-Trace-Id`, which load balancers, gateways and Lambda write; `None` where it is none.
    #[must_use]
    pub fn of_xray(header: &str) -> Option<Self> {
        let field = |name: &str| {
            let mut fields = header.split(';').filter_map(|field| field.trim().split_once('='));
            fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        };
        let mut root = field("Root")?.split('-');
        let (Some("1"), Some(time), Some(rest), None) = (root.next(), root.next(), root.next(), root.next())
        else {
            return None;
        };
        let (time, rest) = (number(time, 8)?, number(rest, 24)?);
        Self::of((time << 96) | rest, field("Sampled") == Some("1"))
    }

    /// The trace of a run that nobody began one for: always the same, with the time of its start in front, as X-Ray wants it.
    fn derived(run: &Run) -> Self {
        let seconds = u128::from(u32::try_from(run.created_at.as_millis() / 1_000).unwrap_or(0));
        let name = format!("trace/{}/{}/{}", run.key.tenant, run.key.id, run.incarnation);
        let rest = bits(&name) >> 32;
        Self { id: (seconds << 96) | rest.max(1), sampled: false }
    }

    fn of(id: u128, sampled: bool) -> Option<Self> {
        (id != 0).then_some(Self { id, sampled })
    }

    /// The id, as logs and headers have it.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{:032x}", self.id)
    }

    /// The header `traceparent` for an attempt: the same for each delivery.
    #[must_use]
    pub fn traceparent(&self, step: &StepId, attempt: AttemptNo) -> String {
        let span = bits(&format!("span/{}/{step}/{attempt}", self.id())) >> 64;
        format!("00-{}-{:016x}-{:02x}", self.id(), span.max(1), u8::from(self.sampled))
    }
}

impl Run {
    /// The trace that it belongs to.
    #[must_use]
    pub fn trace(&self) -> TraceContext {
        self.trace_context.unwrap_or_else(|| TraceContext::derived(self))
    }
}

impl fmt::Display for TraceContext {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:02x}", self.id(), u8::from(self.sampled))
    }
}

impl From<TraceContext> for String {
    fn from(trace: TraceContext) -> Self {
        trace.to_string()
    }
}

impl TryFrom<String> for TraceContext {
    type Error = BadTrace;

    fn try_from(text: String) -> Result<Self, BadTrace> {
        let (id, flags) = text.split_once('-').ok_or(BadTrace)?;
        let flags = number(flags, 2).ok_or(BadTrace)?;
        number(id, 32).and_then(|id| Self::of(id, flags & 1 == 1)).ok_or(BadTrace)
    }
}

/// Lower-case hexadecimal digits of a length, as both formats write them.
fn number(text: &str, digits: usize) -> Option<u128> {
    let is_hex = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (text.len() == digits && is_hex).then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

fn bits(name: &str) -> u128 {
    let digest = Digest::of_bytes(name.as_bytes()).to_string();
    digest.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn both_headers_name_the_same_trace() {
        let w3c = TraceContext::of_traceparent(PARENT).unwrap();
        let xray = "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1";
        assert_eq!(TraceContext::of_xray(xray), Some(w3c));
        assert_eq!(w3c.id(), "0af7651916cd43dd8448eb211c80319c");
        let gateways = "Root=1-0af76519-16cd43dd8448eb211c80319c";
        assert_eq!(TraceContext::of_xray(gateways).map(|trace| trace.id()), Some(w3c.id()));
    }

    #[test]
    fn what_is_no_trace_is_ignored() {
        for header in [
            "",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-+af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert_eq!(TraceContext::of_traceparent(header), None, "{header}");
        }
        for header in
            ["", "Root=", "Root=1-0af76519", "Root=2-0af76519-16cd43dd8448eb211c80319c", "Sampled=1"]
        {
            assert_eq!(TraceContext::of_xray(header), None, "{header}");
        }
        let later = format!("cc{}-what-comes", &PARENT[2..]);
        assert!(
            TraceContext::of_traceparent(&later).is_some(),
            "a later version is read as far as it is known"
        );
    }

    #[test]
    fn an_attempt_has_a_span_of_its_own_and_every_delivery_the_same() {
        let trace = TraceContext::of_traceparent(PARENT).unwrap();
        let step = StepId::parse("research").unwrap();
        let one = trace.traceparent(&step, AttemptNo(1));
        assert_eq!(one, trace.traceparent(&step, AttemptNo(1)));
        assert_ne!(one, trace.traceparent(&step, AttemptNo(2)));
        assert_eq!(
            TraceContext::of_traceparent(&one),
            Some(trace),
            "an agent that hands it on stays in the trace"
        );
    }

    proptest! {
        #[test]
        fn texts_round_trip(id in 1_u128.., sampled in any::<bool>()) {
            let trace = TraceContext { id, sampled };
            prop_assert_eq!(TraceContext::try_from(String::from(trace)), Ok(trace));
            let header = trace.traceparent(&StepId::parse("work").unwrap(), AttemptNo(3));
            prop_assert_eq!(TraceContext::of_traceparent(&header), Some(trace));
        }

        #[test]
        fn any_header_is_read_without_a_panic(text in ".{0,80}") {
            let _parsed = (TraceContext::of_traceparent(&text), TraceContext::of_xray(&text));
        }
    }
}
