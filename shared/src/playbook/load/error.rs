//! Mistakes in a playbook and how a person sees them. It decides nothing about what a mistake is.

use super::node::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;

/// Most mistakes that are kept: nobody reads more, and each costs memory.
const ERRORS_MAX: usize = 100;

/// A place in a playbook's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Its bytes.
    pub length: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaybookError {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// Why it is wrong, short enough to stand beside a caret.
    pub cause: String,
    /// What to do about it.
    pub help: String,
    /// Other places that belong to it, such as the further steps of a cycle.
    pub related: Vec<RelatedPlace>,
}

/// A further place of a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedPlace {
    /// Where it is.
    pub place: Place,
    /// What is to be seen there.
    pub text: String,
}

/// All mistakes of a playbook; its `Display` shows each with its line, a caret, the cause and the fix.
#[derive(Clone, PartialEq, Eq)]
pub struct PlaybookErrors {
    /// The name of the source.
    pub file: String,
    /// The source.
    pub source: String,
    /// The mistakes, by place: at least one, at most 100.
    pub errors: Vec<PlaybookError>,
    /// How many more there were.
    pub omitted: usize,
}

impl PlaybookErrors {
    /// Text for a person; with `colour`, with ANSI escapes for a terminal.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut text: String =
            self.errors.iter().map(|error| self.block(error, &renderer) + "\n\n").collect();
        let count = self.errors.len().saturating_add(self.omitted);
        let shown = if self.omitted > 0 {
            format!(", the first {} of them shown", self.errors.len())
        } else {
            String::new()
        };
        text.push_str(&format!("{}: {count} error{}{shown}", self.file, if count == 1 { "" } else { "s" }));
        text
    }

    fn block(&self, error: &PlaybookError, renderer: &Renderer) -> String {
        let range = |place: &Place| place.offset..place.offset.saturating_add(place.length);
        let related = error
            .related
            .iter()
            .map(|other| AnnotationKind::Context.span(range(&other.place)).label(other.text.as_str()));
        let snippet = Snippet::source(self.source.as_str())
            .path(self.file.as_str())
            .annotation(AnnotationKind::Primary.span(range(&error.place)).label(error.cause.as_str()))
            .annotations(related);
        let group = Group::with_title(Level::ERROR.primary_title(error.message.as_str()))
            .element(snippet)
            .element(Level::HELP.message(error.help.as_str()));
        renderer.render(&[group])
    }
}

impl fmt::Display for PlaybookErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

/// As `Display`: the fields hold the whole source, which drowns what an `unwrap` in a test should say.
impl fmt::Debug for PlaybookErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for PlaybookErrors {}

/// A mistake before its place is counted in lines.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) cause: String,
    pub(super) help: String,
    pub(super) related: Vec<(Span, String)>,
}

/// Collects mistakes while a playbook is read.
pub(super) struct Report<'s> {
    pub(super) source: &'s str,
    mistakes: Vec<Mistake>,
    omitted: usize,
}

impl<'s> Report<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self { source, mistakes: Vec::new(), omitted: 0 }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    pub(super) fn push(&mut self, mistake: Mistake) {
        if self.mistakes.len() < ERRORS_MAX {
            self.mistakes.push(mistake);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
    }

    /// Adds a mistake without further places.
    pub(super) fn add(
        &mut self,
        span: Span,
        message: impl Into<String>,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, cause, help) = (message.into(), cause.into(), help.into());
        self.push(Mistake { span, message, cause, help, related: Vec::new() });
    }

    pub(super) fn finish(self, file: &str) -> PlaybookErrors {
        let source = self.source;
        let mut errors: Vec<PlaybookError> = self
            .mistakes
            .into_iter()
            .map(|mistake| PlaybookError {
                place: place(source, mistake.span),
                message: mistake.message,
                cause: mistake.cause,
                help: mistake.help,
                related: mistake
                    .related
                    .into_iter()
                    .map(|(span, text)| RelatedPlace { place: place(source, span), text })
                    .collect(),
            })
            .collect();
        errors.sort_by_key(|error| error.place);
        PlaybookErrors { file: file.to_owned(), source: source.to_owned(), errors, omitted: self.omitted }
    }
}

/// Counts lines and columns; a span that leaves the source or splits a character is brought back into it.
fn place(source: &str, span: Span) -> Place {
    let start = boundary(source, span.offset);
    let end = boundary(source, span.offset.saturating_add(span.length)).max(start);
    // A caret under a block shows where it starts; a caret under each of its lines shows nothing.
    let (before, rest) = source.split_at(start);
    let first_line = rest.split(['\r', '\n']).next().map_or(0, str::len);
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let column = before.get(line_start..).map_or(0, |text| text.chars().count());
    Place {
        offset: start,
        length: end.saturating_sub(start).min(first_line),
        line: before.matches('\n').count().saturating_add(1),
        column: column.saturating_add(1),
    }
}

/// The start of the character that a byte belongs to.
fn boundary(source: &str, at: usize) -> usize {
    let at = at.min(source.len());
    (0..=at).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0)
}
