//! The page after a decision was recorded. It must not be shown before it is durable.

use askama::Template;

use crate::RenderError;
use crate::view::{Actor, Decision, RunRef, Site};

/// What was recorded and what happens next.
#[derive(Debug, Clone)]
pub struct DonePage {
    /// Where the pages live.
    pub site: Site,
    /// The run.
    pub run: RunRef,
    /// The question that was asked.
    pub title: String,
    /// What was recorded.
    pub decision: Decision,
    /// The identity it was recorded for.
    pub by: Actor,
    /// The comment that was recorded; may be empty.
    pub comment: String,
    /// How many fields were edited.
    pub edited_fields: usize,
    /// What happens next, a whole sentence.
    pub next: String,
}

#[derive(Template)]
#[template(path = "done.html", whitespace = "minimize")]
struct View<'a> {
    page: &'a DonePage,
    site: &'a Site,
}

impl DonePage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        Ok(View { page: self, site: &self.site }.render()?)
    }
}
