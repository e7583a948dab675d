//! The list of open approvals. It must not sort or filter: the caller's order is the page's.

use askama::Template;

use crate::RenderError;
use crate::view::{Deadline, Moment, RunRef, Site};

/// Open approvals of one reader, one page of them.
#[derive(Debug, Clone)]
pub struct InboxPage {
    /// Where the pages live.
    pub site: Site,
    /// The approvals, most urgent first as the caller sees it.
    pub items: Vec<InboxItem>,
    /// What is said of runs whose approvals can't be listed.
    pub unreadable: Vec<String>,
    /// The next page, if there is one.
    pub next_href: Option<String>,
}

/// One open approval.
#[derive(Debug, Clone)]
pub struct InboxItem {
    /// The question.
    pub title: String,
    /// The run that waits.
    pub run: RunRef,
    /// `step.round`.
    pub approval_id: String,
    /// Since when it waits.
    pub since: Moment,
    /// When it runs out, if it does.
    pub deadline: Option<Deadline>,
    /// The page on which it is decided.
    pub href: String,
}

#[derive(Template)]
#[template(path = "inbox.html", whitespace = "minimize")]
struct View<'a> {
    page: &'a InboxPage,
    site: &'a Site,
}

impl InboxPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        Ok(View { page: self, site: &self.site }.render()?)
    }
}
