//! The reader's complaints in the words of JSON, not of the types that it reads into.

/// Names of the reader, and what a client calls the same. The longer ones come first.
const WORDS: [(&str, &str); 19] = [
    ("invalid type: sequence", "invalid type: a list"),
    ("invalid type: map", "invalid type: an object"),
    ("invalid type: unit value", "invalid type: null"),
    ("expected internally tagged enum", "expected an object"),
    ("expected a sequence", "expected a list"),
    ("expected a map", "expected an object"),
    ("expected unit", "expected null"),
    ("expected string or map", "expected a text"),
    ("expected a string", "expected a text"),
    ("unknown variant", "unknown value"),
    ("expected usize", "expected a whole number of at least 0"),
    ("expected u64", "expected a whole number of at least 0"),
    ("expected u32", "expected a whole number of at least 0"),
    ("expected i64", "expected a whole number"),
    ("expected f64", "expected a number"),
    ("invalid digit found in string", "it is no whole number of at least 0"),
    ("cannot parse integer from empty string", "it is empty; give a whole number"),
    ("number too large to fit in target type", "the number is too large"),
    ("provided string was not `true` or `false`", "use true or false"),
];

/// What the reader said, for clients. What stands in quotes is the client's own and stays.
pub(super) fn plain(said: &str) -> String {
    let mut plain = said.to_owned();
    if let Some((before, after)) = plain.split_once("expected struct ")
        && let Some(rest) = after.find([' ', ',']).or(Some(after.len())).and_then(|end| after.get(end..))
    {
        plain = format!("{before}expected an object{rest}");
    }
    for (theirs, ours) in WORDS {
        if let Some(at) = plain.find(theirs)
            && plain.get(..at).is_some_and(|before| before.matches(['"', '`']).count().is_multiple_of(2))
        {
            plain.replace_range(at..at + theirs.len(), ours);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_the_program_are_not_named() {
        for (said, plain_words) in [
            (
                "invalid type: sequence, expected u32 at line 1",
                "invalid type: a list, expected a whole number of at least 0 at line 1",
            ),
            (
                "invalid type: integer `1`, expected struct Inner at line 1",
                "invalid type: integer `1`, expected an object at line 1",
            ),
            (
                "invalid type: integer `1`, expected struct Inner",
                "invalid type: integer `1`, expected an object",
            ),
            ("limit: invalid digit found in string", "limit: it is no whole number of at least 0"),
            (
                "invalid type: string \"expected u32\", expected a map",
                "invalid type: string \"expected u32\", expected an object",
            ),
        ] {
            assert_eq!(plain(said), plain_words);
        }
    }
}
