//! Checks that every relative link in a Markdown file leads to a file, and to a heading if it names one.

use super::Text;
use crate::context::Context;
use crate::error::Error;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

pub(super) fn findings(context: &Context, texts: &[Text]) -> Result<Vec<String>, Error> {
    let mut findings = Vec::new();
    for text in texts.iter().filter(|text| text.path.ends_with(".md")) {
        for link in links(&text.content) {
            if let Some(why) = broken(context, text, &link)? {
                findings.push(format!("{}: link '{link}' {why}", text.path));
            }
        }
    }
    Ok(findings)
}

fn broken(context: &Context, text: &Text, link: &str) -> Result<Option<&'static str>, Error> {
    if link.contains("://") || link.starts_with("mailto:") {
        return Ok(None);
    }
    let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
    let target = match path {
        "" => PathBuf::from(&text.path),
        _ => match inside(Path::new(&text.path).parent().unwrap_or(Path::new("")), Path::new(path)) {
            Some(target) => target,
            None => return Ok(Some("leaves the repository")),
        },
    };
    let target = context.root.join(target);
    if !target.exists() {
        return Ok(Some("leads nowhere"));
    }
    let Some(heading) = heading else { return Ok(None) };
    let content = std::fs::read_to_string(&target).map_err(Error::file(target))?;
    Ok((!headings(&content).contains(heading)).then_some("names no heading of that document"))
}

/// The path below the root, or `None` if it leaves it.
fn inside(folder: &Path, link: &Path) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for part in folder.join(link).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir if !path.pop() => return None,
            Component::ParentDir | Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

/// Targets of links and images.
fn links(markdown: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
            targets.push(dest_url.into_string());
        }
    }
    targets
}

/// Names of the headings as hosts of repositories build them: lower case, blanks as hyphens, no punctuation.
fn headings(markdown: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new(markdown) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(text) | Event::Code(text), Some(name)) => name.push_str(&text),
            (Event::End(TagEnd::Heading(_)), Some(name)) => {
                found.insert(slug(name));
                heading = None;
            }
            _ => {}
        }
    }
    found
}

fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ => c.is_alphanumeric().then_some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{headings, inside, links};
    use std::path::Path;

    #[test]
    fn links_and_images_are_found_but_not_in_code() {
        assert_eq!(links("[a](b.md) ![c](d.png)\n\n```\n[e](f)\n```\n"), ["b.md", "d.png"]);
    }

    #[test]
    fn headings_become_anchors() {
        assert!(headings("## What it can't do `yet`\n").contains("what-it-cant-do-yet"));
    }

    #[test]
    fn a_link_may_go_up_but_not_out() {
        assert_eq!(inside(Path::new("docs/adr"), Path::new("../API.md")).unwrap(), Path::new("docs/API.md"));
        assert_eq!(inside(Path::new("docs"), Path::new("../../x")), None);
    }
}
