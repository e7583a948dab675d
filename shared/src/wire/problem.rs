//! Problems (RFC 9457): what every refused request gets, with a type that stays the same. Never a token or a stack trace.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The kinds of problem, each with its status and its stable `type`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The body is no JSON, or not of the right shape.
    InvalidRequest,
    /// The input breaks the playbook's schema, or a patch breaks the artifact's.
    InvalidInput,
    /// The playbook has errors.
    InvalidPlaybook,
    /// Nobody has proved who they are.
    NotAuthenticated,
    /// The token is forged, expired or of another purpose.
    BadToken,
    /// Known, but not allowed.
    NotAllowed,
    /// There is no such thing.
    NotFound,
    /// The route exists for other methods.
    MethodNotAllowed,
    /// The body did not arrive in time; send it again.
    RequestTimeout,
    /// The state forbids it.
    Conflict,
    /// Decided already.
    AlreadyDecided,
    /// The artifact is not the one that was seen.
    ArtifactChanged,
    /// The id, or the key, stands for another request.
    IdReused,
    /// Nobody waits for this answer any more; stop working.
    Superseded,
    /// The body is larger than the limit.
    TooLarge,
    /// The body is not of a supported media type.
    UnsupportedMediaType,
    /// Too much contention, or the store is away; come back.
    Unavailable,
    /// Aegis failed.
    Internal,
}

impl ProblemKind {
    /// HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::InvalidInput | Self::InvalidPlaybook => 422,
            Self::NotAuthenticated => 401,
            Self::BadToken | Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::RequestTimeout => 408,
            Self::Conflict | Self::AlreadyDecided | Self::ArtifactChanged | Self::IdReused => 409,
            Self::Superseded => 410,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// The stable word at the end of `type`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::InvalidInput => "invalid-input",
            Self::InvalidPlaybook => "invalid-playbook",
            Self::NotAuthenticated => "not-authenticated",
            Self::BadToken => "bad-token",
            Self::NotAllowed => "not-allowed",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::RequestTimeout => "request-timeout",
            Self::Conflict => "conflict",
            Self::AlreadyDecided => "already-decided",
            Self::ArtifactChanged => "artifact-changed",
            Self::IdReused => "id-reused",
            Self::Superseded => "superseded",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The short title, the same for every problem of the kind.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::InvalidRequest => "The request is not valid",
            Self::InvalidInput => "The input does not fit its schema",
            Self::InvalidPlaybook => "The playbook has errors",
            Self::NotAuthenticated => "Who are you?",
            Self::BadToken => "The token is not valid",
            Self::NotAllowed => "Not allowed",
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "Method not allowed",
            Self::RequestTimeout => "The request took too long",
            Self::Conflict => "The run's state forbids this",
            Self::AlreadyDecided => "Decided already",
            Self::ArtifactChanged => "The artifact has changed",
            Self::IdReused => "The id stands for another request",
            Self::Superseded => "Nobody waits for this answer any more",
            Self::TooLarge => "Too large",
            Self::UnsupportedMediaType => "Unsupported media type",
            Self::Unavailable => "Try again",
            Self::Internal => "Aegis failed",
        }
    }
}

/// A problem, as `application/problem+json`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:aegis:problem:WORD`, stable.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind's title.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened and what to do about it.
    pub detail: String,
    /// Further members, by kind.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub members: Map<String, Value>,
}

impl Problem {
    /// A problem of a kind.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:aegis:problem:{}", kind.word()),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
            members: Map::new(),
        }
    }

    /// Adds a member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    /// The stable word at the end of `type`.
    #[must_use]
    pub fn word(&self) -> &str {
        self.kind.rsplit(':').next().unwrap_or_default()
    }
}
