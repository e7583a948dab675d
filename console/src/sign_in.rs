//! The page for a reader who brought neither a link's token nor a cookie. It must not show anything of the approval
//! that the caller did not pass.

use askama::Template;

use crate::RenderError;
use crate::text;
use crate::view::Site;

/// How to get in: the personal link, or the command line. Pass `approval_id` and `artifact_hash` only where the
/// reader may know them; the command then is complete, else it has placeholders.
#[derive(Debug, Clone, Default)]
pub struct SignInPage {
    /// Where the pages live.
    pub site: Site,
    /// The run's id, from the address.
    pub run_id: String,
    /// `step.round`.
    pub approval_id: Option<String>,
    /// The artifact's hash.
    pub artifact_hash: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in.html", whitespace = "minimize")]
struct View<'a> {
    site: &'a Site,
    command: String,
    has_placeholders: bool,
}

impl SignInPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        let run = text::shell_word(&self.run_id);
        let approval = self.approval_id.as_deref().and_then(text::shell_word);
        let hash = self.artifact_hash.as_deref().and_then(text::shell_word);
        let view = View {
            site: &self.site,
            command: text::approve_command(run, approval, hash),
            has_placeholders: run.and(approval).and(hash).is_none(),
        };
        Ok(view.render()?)
    }
}
