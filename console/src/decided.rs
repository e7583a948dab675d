//! The page of an approval that somebody has already decided. It must not offer to decide again.

use askama::Template;

use crate::RenderError;
use crate::view::{Actor, Decision, Moment, RunRef, Site};

/// Who decided what and when.
#[derive(Debug, Clone)]
pub struct DecidedPage {
    /// Where the pages live.
    pub site: Site,
    /// The run.
    pub run: RunRef,
    /// `step.round`.
    pub approval_id: String,
    /// The question that was asked.
    pub title: String,
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The reason given; may be empty.
    pub comment: String,
    /// Hash of the artifact that was decided about.
    pub artifact_hash: String,
    /// Where the reader came from or may go on.
    pub back_href: Option<String>,
}

#[derive(Template)]
#[template(path = "decided.html", whitespace = "minimize")]
struct View<'a> {
    page: &'a DecidedPage,
    site: &'a Site,
}

impl DecidedPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        Ok(View { page: self, site: &self.site }.render()?)
    }
}
