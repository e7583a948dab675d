//! YAML text to a tree with places. It knows YAML and its dangers (bombs, odd scalars), not the playbook format.

use super::error::Mistake;
use super::node::{Content, Entry, Node, Span};
use super::words::{clean, quoted};
use crate::limits::{JSON_MAX_DEPTH, PLAYBOOK_MAX_BYTES};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::options::MergeKeyPolicy;
use serde_saphyr::{Error, Location, Options, Spanned};
use std::fmt;

/// Most aliases: enough to share a few values, too few to multiply them.
const ALIASES_MAX: usize = 64;
/// Most values of a playbook, with its aliases written out.
const NODES_MAX: usize = 50_000;
/// Largest whole number that JSON readers agree on (RFC 8785, RFC 7493).
const INTEGER_MAX: u64 = 1 << 53;

/// Starts what this module itself refuses, so that it is told from the reader's own words.
const REFUSED: &str = "refused: ";

/// Reads one YAML document.
pub(super) fn parse(source: &str) -> Result<Node, Mistake> {
    serde_saphyr::from_str_with_options::<Node>(source, options()).map_err(|error| mistake(source, &error))
}

fn options() -> Options {
    serde_saphyr::options! {
        with_snippet: false,
        // `on`, `yes` and `no` are words, as YAML 1.2 and JSON have it.
        strict_booleans: true,
        // A tag such as !include would otherwise vanish without a word.
        reject_unsupported_tags: true,
        merge_keys: MergeKeyPolicy::Error,
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: NODES_MAX, max_replay_stack_depth: 16 },
        budget: serde_saphyr::budget! {
            max_depth: JSON_MAX_DEPTH,
            flow_nesting_limit: JSON_MAX_DEPTH,
            max_aliases: ALIASES_MAX,
            max_anchors: ALIASES_MAX,
            max_nodes: NODES_MAX,
            max_events: NODES_MAX.saturating_mul(3),
            max_documents: 1,
            max_total_scalar_bytes: PLAYBOOK_MAX_BYTES.saturating_mul(2),
            // Canonical JSON has long keys in one line.
            simple_key_max_lookahead: PLAYBOOK_MAX_BYTES,
        },
    }
}

fn span(location: Location) -> Span {
    let number = |value: Option<_>| value.and_then(|value| usize::try_from(value).ok()).unwrap_or(0);
    Span { offset: number(location.span().byte_offset()), length: number(location.span().byte_len()) }
}

/// Says what the reader found in an author's words.
fn mistake(source: &str, error: &Error) -> Mistake {
    let error = error.without_snippet();
    let location = error.location();
    let span = location.map_or_else(Span::default, |location| match location.span().byte_offset() {
        Some(_) => span(location),
        None => Span { offset: offset_of(source, location), length: 1 },
    });
    let (message, cause, help) = explain(error, source, span);
    Mistake { span, message, cause, help, related: Vec::new() }
}

fn offset_of(source: &str, location: Location) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(usize::MAX).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(usize::MAX).saturating_sub(1);
    let start: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let text = source.get(start..).unwrap_or_default();
    start.saturating_add(text.char_indices().nth(column).map_or(text.len(), |(at, _)| at))
}

fn explain(error: &Error, source: &str, span: Span) -> (String, String, String) {
    known(error).unwrap_or_else(|| unknown(&error.to_string(), source, span))
}

/// What the reader says by kind.
fn known(error: &Error) -> Option<(String, String, String)> {
    if let Error::AliasError { error, .. } = error {
        return known(error);
    }
    if let Error::DuplicateMappingKey { key, .. } = error {
        let message = format!("the key {} stands here twice", quoted(key.as_deref().unwrap_or_default()));
        return Some((message, "second time".to_owned(), "keep one of them".to_owned()));
    }
    if let Error::Budget { breach, .. } = error {
        return Some(over_budget(breach));
    }
    if matches!(error, Error::AliasReplayLimitExceeded { .. } | Error::AliasReplayStackDepthExceeded { .. }) {
        return Some(own(
            "its aliases multiply into too much",
            "too many repeated values",
            "write the values out instead",
        ));
    }
    if matches!(error, Error::MergeKeyNotAllowed { .. }) {
        return Some(own(
            "merge keys (<<) are not supported in playbooks",
            "it hides which keys an object has",
            "write the keys out; what all steps share stands under `defaults`",
        ));
    }
    if matches!(error, Error::NullIntoString { .. } | Error::Unexpected { expected: "string scalar", .. }) {
        return Some(own("a key must be text", "this key is no text", "put the key into quotes"));
    }
    if matches!(error, Error::UnknownAnchor { .. }) {
        return Some(own(
            "this alias repeats a value that has no anchor",
            "nothing above is called so",
            "name the value with &name first, or put the text into quotes if it only starts with a *",
        ));
    }
    if matches!(error, Error::MultipleDocuments { .. }) {
        return Some(own(
            "a file holds one playbook only",
            "a second document starts here",
            "move it into a file of its own",
        ));
    }
    if let Error::UnsupportedTag { tag, .. } = error {
        let message = format!("the tag {} is not supported", quoted(tag));
        return Some((
            message,
            "tagged value".to_owned(),
            "write the value itself; a playbook includes nothing".to_owned(),
        ));
    }
    None
}

/// What the reader says in words only.
fn unknown(text: &str, source: &str, span: Span) -> (String, String, String) {
    let text = text.split(" at line ").next().unwrap_or_default();
    if let Some(text) = text.strip_prefix(REFUSED) {
        let (what, help) = text.split_once("; ").unwrap_or((text, "remove it"));
        return own(what, "refused", help);
    }
    if text.contains("recursion limit") {
        return over_budget(&BudgetBreach::Depth { depth: JSON_MAX_DEPTH });
    }
    if unquoted_reference(source, span) {
        return own(
            "a reference inside { } or [ ] needs quotes",
            "YAML takes the braces of `${{ }}` for its own here",
            "write \"${{ ... }}\" with quotes around it",
        );
    }
    (
        format!("this is no valid YAML: {}", clean(text.trim_end_matches(['.', ' ']))),
        "reading stopped here".to_owned(),
        yaml_help(text),
    )
}

fn own(message: &str, cause: &str, help: &str) -> (String, String, String) {
    (message.to_owned(), cause.to_owned(), help.to_owned())
}

/// Whether the reader stumbled over `${{` without quotes, the most common slip in a list or object on one line.
fn unquoted_reference(source: &str, span: Span) -> bool {
    let before = source.get(..span.offset).unwrap_or_default();
    let after = source.get(span.offset..).unwrap_or_default();
    before.ends_with('$') && after.starts_with("{{") || before.ends_with("${") && after.starts_with('{')
}

fn yaml_help(text: &str) -> String {
    let help = if text.contains("tab") {
        "indent with spaces, not with tabs"
    } else if text.contains("quot") || text.contains("unclosed") || text.contains("flow") {
        "check that every quote, bracket and brace is closed"
    } else if text.contains("mapping values") || text.contains("':'") {
        "put text that contains `: ` into quotes, and check the indentation"
    } else if text.contains("character") {
        "remove the character, or put the text into quotes"
    } else {
        "check the indentation and the quotes of this line and the one above it"
    };
    help.to_owned()
}

fn over_budget(breach: &BudgetBreach) -> (String, String, String) {
    let (message, help) = if matches!(breach, BudgetBreach::Depth { .. }) {
        (format!("this is nested deeper than {JSON_MAX_DEPTH} levels"), "flatten it")
    } else if matches!(breach, BudgetBreach::Documents { .. }) {
        ("a file holds one playbook only".to_owned(), "move the second document into a file of its own")
    } else if matches!(breach, BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. }) {
        (
            format!("a playbook may use at most {ALIASES_MAX} anchors and aliases"),
            "write the values out instead",
        )
    } else {
        (
            "the playbook, with its aliases written out, is too large".to_owned(),
            "use fewer aliases, or split it",
        )
    };
    (message, "the limit is reached here".to_owned(), help.to_owned())
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Content>::deserialize(deserializer)?;
        Ok(Self { span: span(spanned.defined), content: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON knows")
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Content, E> {
        if value > INTEGER_MAX { Err(inexact()) } else { Ok(Content::Number(value.into())) }
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Content, E> {
        if value.unsigned_abs() > INTEGER_MAX { Err(inexact()) } else { Ok(Content::Number(value.into())) }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Content, E> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "the bound is a power of two, which a float holds exactly"
        )]
        let bound = INTEGER_MAX as f64;
        if value.abs() > bound {
            return Err(inexact());
        }
        if value.fract() == 0.0 {
            // Canonical JSON writes 1.0 as 1: both must be the same value.
            #[expect(clippy::cast_possible_truncation, reason = "a whole number within 2^53")]
            return Ok(Content::Number((value as i64).into()));
        }
        Number::from_f64(value).map(Content::Number).ok_or_else(inexact)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Content, E> {
        printable(value).map(Content::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Content, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Content::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Content, A::Error> {
        let mut object = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Spanned<String>, Node>()? {
            object.push(Entry { key: printable(&key.value)?, key_span: span(key.defined), value });
        }
        Ok(Content::Object(object))
    }
}

fn inexact<E: de::Error>() -> E {
    E::custom(format!("{REFUSED}a number beyond 2^53 is not exact in JSON; write it as text, in quotes"))
}

/// Refuses what neither YAML can hold unescaped nor a terminal should be shown.
fn printable<E: de::Error>(text: &str) -> Result<String, E> {
    let odd = text.chars().find(|c| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t')
            || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    });
    match odd {
        Some(odd) => {
            let code = u32::from(odd);
            Err(E::custom(format!("{REFUSED}the control character U+{code:04X} is not allowed; remove it")))
        }
        None => Ok(text.to_owned()),
    }
}
