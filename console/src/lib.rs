//! Turns view structs into the HTML pages on which people decide, and the fields they post back into a decision.
//! It must not do I/O, read a clock or know HTTP beyond header values: the callback crate mounts it.
//!
//! Everything in a view is treated as hostile text: agents and their documents wrote most of it. Templates escape by
//! default, Markdown passes a sanitizer, artifacts are bounded ([`limits`]), and the pages hold neither script nor
//! inline style, so that [`CONTENT_SECURITY_POLICY`] can forbid both.

mod approval;
mod artifact;
mod assets;
mod decided;
mod done;
mod form;
mod inbox;
pub mod limits;
mod markdown;
mod message;
mod record_table;
mod research;
mod share;
mod sign_in;
mod text;
mod view;

pub use approval::{ApprovalForm, ApprovalPage, Outcomes, PastRound, RequestChanges};
pub use assets::{CONTENT_SECURITY_POLICY, SECURITY_HEADERS, STYLE_CACHE_CONTROL, STYLE_CSS, style_path};
pub use decided::DecidedPage;
pub use done::DonePage;
pub use form::{DecisionForm, Draft, Edit, FormError, Problem};
pub use inbox::{InboxItem, InboxPage};
pub use message::{ErrorPage, ExpiredLinkPage, NotFoundPage};
pub use sign_in::SignInPage;
pub use view::{Actor, Assurance, Deadline, Decision, Evidence, Moment, RunRef, Site};

/// A page could not be rendered. It does not depend on what the page says: answer 500 and report a defect.
#[derive(Debug, thiserror::Error)]
#[error(
    "the page could not be rendered; this is a defect in Aegis, please report it with the page's address"
)]
pub struct RenderError(#[from] askama::Error);
