//! How a path is written: `a.b[0]["c d"]`, the part of CEL that needs no evaluator. It knows no name.

use crate::limits::JSON_MAX_DEPTH;
use crate::playbook::PathSegment;
use std::ops::Range;

/// Begins a reference.
pub(super) const OPEN: &str = "${{";
/// Ends a reference.
pub(super) const CLOSE: &str = "}}";

/// A segment of a path and its place in the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) segment: PathSegment,
    pub(super) at: Range<usize>,
}

/// Why an expression is no path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoPath {
    pub(super) at: Range<usize>,
    pub(super) cause: String,
    pub(super) help: String,
}

/// The id of the step whose whole output a text refers to, and to nothing else.
pub(super) fn whole_output(text: &str) -> Option<String> {
    let expression = text.trim().strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let keys: Vec<String> = pieces(expression)
        .ok()?
        .into_iter()
        .map(|piece| match piece.segment {
            PathSegment::Key(key) => Some(key),
            PathSegment::Index(_) => None,
        })
        .collect::<Option<_>>()?;
    match keys.as_slice() {
        [steps, id, output] if steps == "steps" && output == "output" => Some(id.clone()),
        _other => None,
    }
}

/// Splits a path into its segments.
pub(super) fn pieces(expression: &str) -> Result<Vec<Piece>, NoPath> {
    let mut at = expression.len().saturating_sub(expression.trim_start().len());
    let end = expression.trim_end().len();
    let rest = |at: usize| expression.get(at..end).unwrap_or_default();
    let mut pieces = Vec::new();
    loop {
        let name = identifier(rest(at));
        if name.is_empty() {
            return Err(not_a_path(at..end, rest(at), &pieces));
        }
        let after = at.saturating_add(name.len());
        pieces.push(Piece { segment: PathSegment::Key(name.to_owned()), at: at..after });
        at = after;
        while rest(at).starts_with('[') {
            let inside = bracket(rest(at));
            let Some((segment, length)) = inside else { return Err(not_a_path(at..end, rest(at), &pieces)) };
            let after = at.saturating_add(length);
            pieces.push(Piece { segment, at: at..after });
            at = after;
        }
        if pieces.len() > JSON_MAX_DEPTH {
            return Err(NoPath {
                at: 0..end,
                cause: "too deep".to_owned(),
                help: format!("a path has at most {JSON_MAX_DEPTH} parts"),
            });
        }
        match rest(at).strip_prefix('.') {
            Some(_) => at = at.saturating_add(1),
            None if rest(at).is_empty() => return Ok(pieces),
            None => return Err(not_a_path(at..end, rest(at), &pieces)),
        }
    }
}

/// The CEL identifier that a text starts with; empty where it starts with none.
fn identifier(text: &str) -> &str {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let name = text.get(..length).unwrap_or_default();
    if name.starts_with(|c: char| c.is_ascii_digit()) { "" } else { name }
}

/// `[0]`, `["key"]` or `['key']` at the start of a text, and its length.
fn bracket(text: &str) -> Option<(PathSegment, usize)> {
    let inner = text.strip_prefix('[')?;
    for quote in ['"', '\''] {
        if let Some(quoted) = inner.strip_prefix(quote) {
            let (key, after) = quoted.split_once(quote)?;
            let plain = after.starts_with(']') && !key.contains('\\');
            return plain.then(|| (PathSegment::Key(key.to_owned()), key.len().saturating_add(4)));
        }
    }
    let (index, _) = inner.split_once(']')?;
    let digits = !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| index.parse().ok()).flatten()?;
    Some((PathSegment::Index(number), index.len().saturating_add(2)))
}

fn not_a_path(at: Range<usize>, rest: &str, pieces: &[Piece]) -> NoPath {
    let odd = odd_key(at.start, rest, pieces);
    let (cause, help) = if pieces.is_empty() && rest.is_empty() {
        ("nothing stands in it".to_owned(), "write a path, like `${{ input.topic }}`".to_owned())
    } else if rest.is_empty() {
        ("the path ends too early".to_owned(), "write a name after the dot".to_owned())
    } else if let Some(key) = odd {
        let cause = "a name after a dot has only A-Z a-z 0-9 _".to_owned();
        (cause, format!("write [\"{key}\"] instead of .{key}"))
    } else {
        (
            "only paths are supported in this version".to_owned(),
            "write a path such as input.topic or steps.ID.output.key; conditions (CEL) come with a later version, \
             until then let an agent compute it"
                .to_owned(),
        )
    };
    NoPath { at, cause, help }
}

/// The whole key, where a path stops at a hyphen or a letter that CEL names can't have.
fn odd_key(at: usize, rest: &str, pieces: &[Piece]) -> Option<String> {
    let start = match pieces {
        [] | [_] if rest.starts_with('-') => return None,
        [] => return None,
        [.., last] if last.at.end == at => match &last.segment {
            PathSegment::Key(key) => key.as_str(),
            PathSegment::Index(_) => return None,
        },
        [..] => "",
    };
    let run = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
    let run = rest.get(..run).unwrap_or_default();
    (run.len() > 1).then(|| format!("{start}{run}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(expression: &str) -> Option<String> {
        pieces(expression).ok().map(|pieces| pieces.iter().map(|piece| piece.segment.to_string()).collect())
    }

    #[test]
    fn paths_have_names_places_and_quoted_keys() {
        assert_eq!(keys(" a.b[0][\"c d\"]['e'].f_1 ").unwrap(), ".a.b[0][\"c d\"].e.f_1");
        let found = pieces("  a.bc[12]").unwrap();
        assert_eq!(found[1].at, 4..6);
        assert_eq!(found[2].at, 6..10);
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "",
            " ",
            "a.",
            ".a",
            "a b",
            "a + 1",
            "a > b",
            "a()",
            "a[",
            "a[-1]",
            "a[+1]",
            "a[x]",
            "a['b]",
            "a[\"b\\\"\"]",
            "a-b",
            "1",
            "a..b",
            "'text'",
            "a[0",
            "a[0]b",
            "é",
            "a[99999999999999999999999]",
            "a.\u{0}",
        ] {
            assert!(pieces(bad).is_err(), "{bad:?}");
        }
        assert!(pieces(&vec!["a"; 65].join(".")).is_err());
    }
}
