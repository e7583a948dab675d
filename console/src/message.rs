//! Pages that say why there is nothing to decide here. They must not show tokens, internals or what exists elsewhere.

use askama::Template;

use crate::RenderError;
use crate::view::Site;

/// A request that cannot be served. The texts are shown as given: never pass a token or an internal cause.
#[derive(Debug, Clone)]
pub struct ErrorPage {
    /// Where the pages live.
    pub site: Site,
    /// The HTTP status it is sent with.
    pub status: u16,
    /// What happened, in a few words.
    pub title: String,
    /// The same in a sentence or two.
    pub detail: String,
    /// What the reader can do about it.
    pub what_to_do: String,
}

/// A personal link that is no longer, or was never, good. It says the same for all causes: 403.
#[derive(Debug, Clone, Default)]
pub struct ExpiredLinkPage {
    /// Where the pages live.
    pub site: Site,
}

/// An address where nothing is: 404.
#[derive(Debug, Clone, Default)]
pub struct NotFoundPage {
    /// Where the pages live.
    pub site: Site,
}

#[derive(Template)]
#[template(path = "message.html", whitespace = "minimize")]
struct View<'a> {
    site: &'a Site,
    status: u16,
    title: &'a str,
    detail: &'a str,
    what_to_do: &'a str,
}

impl ErrorPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        let Self { site, status, title, detail, what_to_do } = self;
        Ok(View { site, status: *status, title, detail, what_to_do }.render()?)
    }
}

impl ExpiredLinkPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        let view = View {
            site: &self.site,
            status: 403,
            title: "This link no longer works",
            detail: "A personal link is good for one person and one round of one approval. This one has run out, was \
                     replaced by a newer one, or was not copied completely.",
            what_to_do: "Open the newest notification you received and use the link in it. If there is none, ask \
                         whoever started the run to have you notified again.",
        };
        Ok(view.render()?)
    }
}

impl NotFoundPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        let view = View {
            site: &self.site,
            status: 404,
            title: "There is nothing here",
            detail: "No run or approval of that name exists, or it is not yours to see.",
            what_to_do: "Check the address against the notification it came from: ids are case-sensitive.",
        };
        Ok(view.render()?)
    }
}
