//! The style sheet and the response headers that every page needs. It must not serve them.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The one style sheet, to be served as `text/css; charset=utf-8` at [`style_path`].
pub const STYLE_CSS: &str = include_str!("../assets/console.css");

/// `Cache-Control` of the style sheet: its address changes with its content.
pub const STYLE_CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// What the pages need and nothing else: own style sheet, own form targets, no script, no frame around them.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `(name, value)` of every header a page is sent with, [`CONTENT_SECURITY_POLICY`] included; names in lower case.
///
/// `Referrer-Policy` is `same-origin` and not `no-referrer`: under the latter browsers send `Origin: null` with a form's
/// POST, even to the same origin, which no receiver can tell from a forged one. No page's address holds a secret.
pub const SECURITY_HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

static STYLE_PATH: LazyLock<String> = LazyLock::new(|| {
    let hash: String = Sha256::digest(STYLE_CSS).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("/assets/console-{hash}.css")
});

/// Where the pages expect the style sheet, below [`Site::base_path`](crate::Site): `/assets/console-<hash>.css`, the
/// hash being the first 16 hex digits of its SHA-256.
pub fn style_path() -> &'static str {
    &STYLE_PATH
}
