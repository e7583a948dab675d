//! How deep a JSON text nests, found without building anything.

/// Whether brackets nest deeper than `limit`. Text that is no JSON gives any answer; the parser refuses it later.
pub(super) fn deeper_than(text: &str, limit: usize) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _plain => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _other => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_but_not_inside_of_texts() {
        assert!(!deeper_than("[[]]", 2));
        assert!(deeper_than("[{}]", 1));
        assert!(!deeper_than(r#"["[[[[", "\"[[["]"#, 1));
        assert!(!deeper_than("[],[],[]", 1));
        assert!(deeper_than(&"[".repeat(100_000), 64));
    }
}
