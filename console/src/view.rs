//! The pieces that several pages are made of. It must not format anything that a template can format.

use crate::limits::EVIDENCE_MAX_CHARS;
use crate::{assets, text};

/// Where the pages live. `Site::default()` is the root of a host.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Prefix of the style sheet's address: empty, or like `/prod` behind an API stage. No trailing slash.
    pub base_path: String,
    /// The list of open approvals, where the reader may see it.
    pub inbox_href: Option<String>,
}

impl Site {
    pub(crate) fn style_href(&self) -> String {
        format!("{}{}", self.base_path, assets::style_path())
    }
}

/// The run a page is about.
#[derive(Debug, Clone)]
pub struct RunRef {
    /// The playbook's name.
    pub playbook: String,
    /// The run's id (`workflow_id`).
    pub id: String,
    /// A page about the run, where the reader may see one.
    pub href: Option<String>,
}

/// A point in time and how far it is away, both as the caller computed them.
#[derive(Debug, Clone)]
pub struct Moment {
    /// RFC 3339 in UTC (`2026-11-21T14:00:00Z`); shown as `21 Nov 2026, 14:00 UTC`.
    pub at: String,
    /// A phrase such as `in 5 hours` or `2 days ago`; empty: not shown.
    pub relative: String,
}

impl Moment {
    pub(crate) fn absolute(&self) -> String {
        text::utc(&self.at)
    }
}

/// When an approval runs out, and what happens then.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// The deadline itself.
    pub at: Moment,
    /// What happens then, as the rest of a sentence: `the run is rejected`. Not shown once it has passed: what
    /// holds now is a warning of the page.
    pub then: String,
    /// Whether it has passed.
    pub overdue: bool,
}

/// Who decides or decided, and how surely that is known.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The identity that is recorded.
    pub principal: String,
    /// What that identity rests on.
    pub assurance: Assurance,
}

/// What an identity rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// A personal link: whoever holds it.
    Link,
    /// A verified sign-in.
    Verified,
    /// The local user of a server that only listens on this machine.
    Local,
    /// Nothing: the API is open to everybody.
    Anonymous,
}

impl Assurance {
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Link => "known by personal link",
            Self::Verified => "signed in and verified",
            Self::Local => "the user of this machine",
            Self::Anonymous => "not signed in: the API is open to everybody",
        }
    }
}

/// What a person decided. [`Decision::as_str`] is the wire name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The run goes on with the artifact.
    Approve,
    /// The run goes back for another round.
    RequestChanges,
    /// The run ends.
    Reject,
}

impl Decision {
    /// The wire name: `approve`, `request_changes` or `reject`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::RequestChanges => "request_changes",
            Self::Reject => "reject",
        }
    }

    pub(crate) fn from_wire(value: &str) -> Option<Self> {
        [Self::Approve, Self::RequestChanges, Self::Reject].into_iter().find(|known| known.as_str() == value)
    }

    pub(crate) fn done(self) -> &'static str {
        match self {
            Self::Approve => "Approved",
            Self::RequestChanges => "Changes requested",
            Self::Reject => "Rejected",
        }
    }
}

/// One quotation that the artifact rests on.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Its id in the artifact, which then links to it; may be empty.
    pub id: String,
    /// The words quoted; shown up to [`EVIDENCE_MAX_CHARS`].
    pub quote: String,
    /// The document's name or address; an `http` or `https` address becomes a link.
    pub source: String,
    /// Where in it: a page, a section, an offset. May be empty.
    pub place: String,
}

impl Evidence {
    pub(crate) fn quote(&self) -> String {
        let (shown, left_out) = text::cut(&self.quote, EVIDENCE_MAX_CHARS);
        text::visible(shown) + if left_out > 0 { "…" } else { "" }
    }

    /// Its place on the page: only what can be one without being escaped.
    pub(crate) fn anchor(&self) -> Option<String> {
        text::shell_word(&self.id).map(|id| format!("quote-{id}"))
    }

    pub(crate) fn source(&self) -> String {
        text::visible(&self.source)
    }

    pub(crate) fn href(&self) -> Option<&str> {
        text::web_address(&self.source)
    }
}
