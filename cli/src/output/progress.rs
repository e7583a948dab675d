//! One living line at the bottom of a terminal. Off a terminal it does nothing at all.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// How often the line moves.
const TICK: Duration = Duration::from_millis(120);

/// The living line.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A line that lives only if `live`.
    pub(crate) fn new(live: bool) -> Self {
        let bar = live.then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()));
        Self { bar }
    }

    /// Shows what is under way.
    pub(crate) fn show(&self, text: String) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(TICK);
        }
        bar.set_message(text);
    }

    /// Takes the line away, so that somebody can be asked.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.disable_steady_tick();
            bar.finish_and_clear();
            bar.set_draw_target(ProgressDrawTarget::hidden());
            bar.reset();
        }
    }

    /// Prints while the line is out of the way.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}
