//! What a function writes to its log: JSON lines, of which those that count something are metrics as well (CloudWatch's embedded
//! metric format). Never a token, a key or a payload.

mod calls;
mod dispatches;
mod lines;
pub mod metric;
mod transitions;

pub use calls::{SweepCounts, callback_line, is_callback, sweep_line};
pub use dispatches::CountedAgents;
pub use lines::{Line, Log};
pub use metric::Unit;
pub use transitions::TransitionLog;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Crates whose lines a level is about. The SDK's own lines below a warning are hundreds per request: they would cost more
/// than the run, and tell what only its authors want to know.
const OURS: [&str; 4] = ["adapters", "callback", "controller", "shared"];

/// Writes events as JSON lines to stdout from now on. `level` is `LOG_LEVEL`, in any case, or a filter of targets.
pub fn start_logging(level: Option<&str>) {
    // A second start in one process is a test's.
    let _first_counts = tracing::subscriber::set_global_default(subscriber(level, std::io::stdout));
}

/// What writes events as JSON lines.
pub fn subscriber<W>(level: Option<&str>, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = filter(&level.unwrap_or("info").to_ascii_lowercase());
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(writer)
        .finish()
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

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
