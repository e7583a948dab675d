//! Points in time and durations as plain values. Nothing here reads a clock: `now` is always a parameter.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Serialized as that number inside a run's state; the wire
/// shows [`Timestamp::rfc3339`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A text that is no RFC 3339 time.
#[derive(Debug, thiserror::Error)]
#[error("'{text}' is no RFC 3339 time; write it like 2026-01-31T09:30:00Z")]
pub struct BadTimestamp {
    /// What was given.
    pub text: String,
}

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This time plus `span`, saturating at the end of time.
    #[must_use]
    pub fn after(self, span: Millis) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.0).unwrap_or(i64::MAX)))
    }

    /// How long it is from `earlier` until this time; zero where `earlier` is later (clocks of two machines differ).
    #[must_use]
    pub fn since(self, earlier: Self) -> Millis {
        Millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// RFC 3339 in UTC with milliseconds, such as `2026-01-31T09:30:00.000Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => format!("{timestamp:.3}"),
            // Outside of the years that RFC 3339 can write: the number says more than a wrong date.
            Err(_) => format!("{}ms", self.0),
        }
    }

    /// Reads RFC 3339.
    ///
    /// # Errors
    /// [`BadTimestamp`] where the text is no RFC 3339 time with a zone.
    pub fn parse(text: &str) -> Result<Self, BadTimestamp> {
        text.parse::<jiff::Timestamp>()
            .map(|timestamp| Self(timestamp.as_millisecond()))
            .map_err(|_| BadTimestamp { text: text.chars().take(64).collect() })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.rfc3339())
    }
}

/// A duration in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub u64);

/// A duration that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{text}' is no duration between 1 ms and 365 d; write a number and a unit, like 500ms, 30s, 5m, 4h or 7d"
)]
pub struct BadDuration {
    /// What was given.
    pub text: String,
}

impl Millis {
    /// From whole seconds.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds.saturating_mul(1_000))
    }

    /// Reads `500ms`, `30s`, `5m`, `4h` or `7d`: one whole number and one unit.
    ///
    /// # Errors
    /// [`BadDuration`] for anything else, for zero, and beyond [`crate::limits::DURATION_MAX_MS`].
    pub fn parse(text: &str) -> Result<Self, BadDuration> {
        let bad = || BadDuration { text: text.chars().take(32).collect() };
        let digits = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(bad)?;
        let (number, unit) = text.split_at(digits);
        let factor: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _other => return Err(bad()),
        };
        let millis = number.parse::<u64>().ok().and_then(|n| n.checked_mul(factor)).ok_or_else(bad)?;
        if millis == 0 || millis > crate::limits::DURATION_MAX_MS { Err(bad()) } else { Ok(Self(millis)) }
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0;
        let (number, unit) = match ms {
            0 => (0, "s"),
            _ if ms.is_multiple_of(86_400_000) => (ms / 86_400_000, "d"),
            _ if ms.is_multiple_of(3_600_000) => (ms / 3_600_000, "h"),
            _ if ms.is_multiple_of(60_000) => (ms / 60_000, "m"),
            _ if ms.is_multiple_of(1_000) => (ms / 1_000, "s"),
            _ => (ms, "ms"),
        };
        write!(formatter, "{number}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_round_trips_to_the_millisecond() {
        let time = Timestamp::from_millis(1_769_852_400_123);
        assert_eq!(time.rfc3339(), "2026-01-31T09:40:00.123Z");
        assert_eq!(Timestamp::parse(&time.rfc3339()).unwrap(), time);
    }

    #[test]
    fn durations_read_and_print_alike() {
        for text in ["1ms", "30s", "5m", "4h", "7d"] {
            assert_eq!(Millis::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "5", "0s", "1w", "s", "-1s", "366d", "99999999999999999999s", "1 h"] {
            assert!(Millis::parse(text).is_err(), "{text} must be refused");
        }
    }
}
