//! Keeps Rust files short enough to be read at once. Functions are clippy's business.

use super::Text;

/// Longest Rust file in lines.
const LINES_MAX: usize = 300;

/// Files that are longer, each with the reason why splitting it would make it harder to read.
const LONGER: [(&str, &str); 0] = [];

pub(super) fn findings(texts: &[Text]) -> Vec<String> {
    let mut findings = Vec::new();
    for text in texts.iter().filter(|text| text.path.ends_with(".rs")) {
        let lines = text.content.lines().count();
        let excused = LONGER.iter().any(|(path, _)| *path == text.path);
        if lines > LINES_MAX && !excused {
            findings
                .push(format!("{}: {lines} lines, more than {LINES_MAX}; split it by purpose", text.path));
        }
        if lines <= LINES_MAX && excused {
            findings.push(format!("{}: is no longer long; take it off the list in xtask", text.path));
        }
    }
    for (path, reason) in LONGER {
        if !texts.iter().any(|text| text.path == path) {
            findings.push(format!("{path}: listed as long ({reason}) but not there"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{LINES_MAX, findings};
    use crate::files::Text;

    fn file(path: &str, lines: usize) -> Text {
        Text { path: path.to_owned(), content: "x\n".repeat(lines) }
    }

    #[test]
    fn only_rust_files_over_the_limit_are_found() {
        let texts = [file("a.rs", LINES_MAX), file("b.rs", LINES_MAX + 1), file("c.md", LINES_MAX + 1)];
        let found = findings(&texts);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("b.rs: 301 lines"), "{found:?}");
    }
}
