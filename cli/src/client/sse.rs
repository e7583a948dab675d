//! Server-sent events as far as the API uses them: numbered events with data, and how long to stay away after the end.

use std::time::Duration;

/// Largest event that is taken in.
const EVENT_BYTES: usize = 4 * 1024 * 1024;

/// An event would be larger than [`EVENT_BYTES`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Takes bytes as they come, and gives the data of whole events.
#[derive(Debug, Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    data: Vec<String>,
    held: usize,
    /// How long the server wants a client to stay away after the end.
    pub(super) retry: Option<Duration>,
}

impl Parser {
    /// The events that are whole with these bytes.
    ///
    /// # Errors
    /// [`TooLarge`]; the stream is of no more use.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, TooLarge> {
        let mut whole = Vec::new();
        for byte in bytes {
            match byte {
                b'\n' => whole.extend(self.end_of_line()),
                _ => self.line.push(*byte),
            }
            if self.line.len() + self.held > EVENT_BYTES {
                return Err(TooLarge);
            }
        }
        Ok(whole)
    }

    /// An empty line ends an event; a line that begins with a colon is a sign of life.
    fn end_of_line(&mut self) -> Option<String> {
        let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
        let line = line.strip_suffix('\r').unwrap_or(&line);
        if line.is_empty() {
            self.held = 0;
            let data = std::mem::take(&mut self.data);
            return (!data.is_empty()).then(|| data.join("\n"));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                self.held += value.len() + 1;
                self.data.push(value.to_owned());
            }
            "retry" => self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry),
            // The number and the type are in the data, too.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": hello\n\nid: 1\nevent: A\ndata: {\"é\":\n\
                          data:1}\r\n\r\nevent: B\n\nretry: 1500\ndata: two\n\ndata: cut";

    #[test]
    fn events_are_whole_wherever_the_bytes_are_cut() {
        for size in 1..STREAM.len() {
            let mut parser = Parser::default();
            let mut events = Vec::new();
            for part in STREAM.as_bytes().chunks(size) {
                events.extend(parser.push(part).unwrap());
            }
            assert_eq!(events, ["{\"é\":\n1}", "two"], "in parts of {size}");
            assert_eq!(parser.retry, Some(Duration::from_millis(1500)));
        }
    }

    #[test]
    fn an_event_without_end_is_given_up() {
        let mut parser = Parser::default();
        let part = format!("data: {}\n", "x".repeat(1024 * 1024));
        let pushed: Vec<_> = (0..5).map(|_| parser.push(part.as_bytes())).collect();
        assert_eq!(pushed.last(), Some(&Err(TooLarge)));
        assert_eq!(pushed.first(), Some(&Ok(Vec::new())));
    }
}
