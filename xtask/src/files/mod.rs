//! What every file of the repository must be like. It must not change files.

mod links;
mod size;
mod words;

use crate::context::Context;
use crate::error::Error;
use crate::outcome::Outcome;

/// A text file of the repository.
pub(crate) struct Text {
    /// Path relative to the root, with `/`.
    pub(crate) path: String,
    /// The whole content.
    pub(crate) content: String,
}

/// Checks all files; a line per finding.
pub(crate) fn check(context: &Context) -> Result<Outcome, Error> {
    let texts = texts(context)?;
    let mut findings = Vec::new();
    for text in &texts {
        findings.extend(form(text));
        findings.extend(words::findings(text));
    }
    findings.extend(size::findings(&texts));
    findings.extend(links::findings(context, &texts)?);
    Ok(Outcome::of_findings(findings))
}

/// All files that are text, that is UTF-8 without a zero byte.
fn texts(context: &Context) -> Result<Vec<Text>, Error> {
    let mut texts = Vec::new();
    for path in context.files()? {
        let file = context.root.join(&path);
        let bytes = std::fs::read(&file).map_err(Error::file(file))?;
        if !bytes.contains(&0)
            && let Ok(content) = String::from_utf8(bytes)
        {
            texts.push(Text { path, content });
        }
    }
    Ok(texts)
}

fn form(text: &Text) -> Vec<String> {
    let mut findings = Vec::new();
    if text.content.contains('\r') {
        findings.push(format!("{}: has a carriage return; lines end with LF alone", text.path));
    }
    if !text.content.is_empty() && !text.content.ends_with('\n') {
        findings.push(format!("{}: the last line has no end", text.path));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{Text, form};

    fn findings(content: &str) -> usize {
        form(&Text { path: "a".to_owned(), content: content.to_owned() }).len()
    }

    #[test]
    fn lines_end_with_a_line_feed_alone() {
        assert_eq!(findings("a\nb\n"), 0);
        assert_eq!(findings("a\r\nb\n"), 1);
        assert_eq!(findings("a\nb"), 1);
    }
}
