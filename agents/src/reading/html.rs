//! HTML into plain text: the main content as a reader sees it, without scripts, menus or addresses.

use dom_smoothie::{Config, Readability};
use ego_tree::iter::Edge;
use scraper::node::Node;
use scraper::{Html, Selector};

use super::block::{BlockKind, Extracted, collapse};
use super::skip::SkipReason;
use crate::limits;

/// Elements whose content is never part of the text.
const DROPPED: [&str; 16] = [
    "script", "style", "noscript", "template", "svg", "nav", "footer", "form", "iframe", "object", "head",
    "aside", "button", "select", "canvas", "math",
];
/// Elements that need no end tag, or close themselves: they don't nest.
const NOT_NESTING: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "optgroup", "html",
    "body",
];
/// Main content shorter than this share of the page is not trusted, in percent.
const MAIN_SHARE_PERCENT: usize = 40;

/// The text of a page.
///
/// # Errors
/// `Malformed` when elements nest deeper than the limit, `NoText` when nothing is visible.
pub(super) fn extract(html: &str) -> Result<Extracted, SkipReason> {
    refuse_deep(html)?;
    let page = Html::parse_document(html);
    let whole = walk(&page);
    let main = main_content(html, &page)
        .filter(|main| main.text.len() * 100 >= whole.text.len() * MAIN_SHARE_PERCENT);
    let mut out = main.unwrap_or(whole);
    if out.text.is_empty() {
        return Err(SkipReason::NoText);
    }
    out.title = first_text(&page, "title").or_else(|| out.first_heading());
    out.date = first_content(&page, "meta[property='article:published_time'], meta[name='date']");
    Ok(out)
}

/// The text of a page that is part of something larger (a book, a mail): all of it, since nothing of it is a menu.
///
/// # Errors
/// As [`extract`], but a page without text is fine.
pub(super) fn part(html: &str) -> Result<Extracted, SkipReason> {
    refuse_deep(html)?;
    Ok(walk(&Html::parse_document(html)))
}

fn refuse_deep(html: &str) -> Result<(), SkipReason> {
    if open_elements(html) > limits::HTML_OPEN_ELEMENTS {
        let detail = format!(
            "more than {} elements are open at once; are end tags missing?",
            limits::HTML_OPEN_ELEMENTS
        );
        return Err(SkipReason::Malformed { detail });
    }
    Ok(())
}

/// Upper bound of the elements open at once, counted without building a tree.
fn open_elements(html: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0_usize);
    for tag in html.split('<').skip(1) {
        let (closing, rest) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..len).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || NOT_NESTING.contains(&name.as_str()) {
            continue;
        }
        open = if closing { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

fn main_content(html: &str, page: &Html) -> Option<Extracted> {
    if page.tree.values().count() > limits::HTML_READABILITY_ELEMENTS {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let out = walk(&Html::parse_fragment(&article.content));
    // The page's own heading is often outside the main content.
    let Some(heading) = first_text(page, "h1") else { return Some(out) };
    if out.text.contains(&heading) {
        return Some(out);
    }
    let mut with_heading = Extracted::default();
    with_heading.push(BlockKind::Heading, &heading, None);
    for block in &out.blocks {
        with_heading.push(block.kind, out.text.get(block.start..block.end).unwrap_or_default(), None);
    }
    Some(with_heading)
}

/// Visits the tree without recursion: depth is the document's choice, not ours.
fn walk(page: &Html) -> Extracted {
    let mut out = Extracted::default();
    let mut buffer = String::new();
    let mut kind = BlockKind::Paragraph;
    let mut dropped = 0_usize;
    // Whether the row has had no cell but those that name columns.
    let mut head = false;
    let mut flush = |buffer: &mut String, kind: BlockKind| {
        let text = collapse(&std::mem::take(buffer));
        out.push(kind, text.trim_end_matches(" |"), None);
    };
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && dropped == 0 => buffer.push_str(text),
            Node::Element(element) if is_dropped(element) => {
                dropped = if opens { dropped + 1 } else { dropped.saturating_sub(1) };
            }
            Node::Element(element) if dropped == 0 => {
                let name = element.name();
                if matches!(name, "td" | "th") && !opens {
                    buffer.push_str(" | ");
                    head &= name == "th";
                } else if let Some(new) = block_kind(name) {
                    let names = name == "tr" && !opens && head && kind == BlockKind::TableRow;
                    flush(&mut buffer, if names { BlockKind::TableHead } else { kind });
                    head = name == "tr" && opens;
                    kind = if opens { new } else { BlockKind::Paragraph };
                } else if name == "br" {
                    buffer.push(' ');
                }
            }
            Node::Text(_)
            | Node::Element(_)
            | Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }
    flush(&mut buffer, kind);
    out
}

fn is_dropped(element: &scraper::node::Element) -> bool {
    DROPPED.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
}

/// The kind of block that an element starts; `None` for inline elements.
fn block_kind(name: &str) -> Option<BlockKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dt" | "dd" => Some(BlockKind::ListItem),
        "tr" => Some(BlockKind::TableRow),
        "pre" => Some(BlockKind::Code),
        "p" | "div" | "section" | "article" | "main" | "header" | "body" | "html" | "ul" | "ol" | "dl"
        | "table" | "thead" | "tbody" | "blockquote" | "figure" | "figcaption" | "caption" | "hr"
        | "address" | "details" | "summary" => Some(BlockKind::Paragraph),
        _ => None,
    }
}

fn first_text(page: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text = page.select(&selector).next()?.text().collect::<String>();
    Some(collapse(&text)).filter(|text| !text.is_empty())
}

fn first_content(page: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text = page.select(&selector).next()?.attr("content")?;
    Some(collapse(text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_menus_and_comments_are_not_text() {
        let out = extract(
            "<html><head><title>Pumps</title><script>evil()</script></head><body><nav>Home</nav>\
             <h1>Heat pumps</h1><p>They move <b>heat</b>.<!-- no --></p><ul><li>one</li><li>two</li></ul>\
             <table><tr><td>a</td><td>b</td></tr></table><p hidden>secret</p><style>p{}</style></body></html>",
        )
        .unwrap();
        assert_eq!(out.text, "Heat pumps\n\nThey move heat.\n\none\ntwo\n\na | b");
        assert_eq!(out.title.as_deref(), Some("Pumps"));
    }

    #[test]
    fn a_row_of_column_names_is_told_from_rows_of_values() {
        let out =
            extract("<table><tr><th>Fuel</th><th>Price</th></tr><tr><th>Gas</th><td>9 ct</td></tr></table>")
                .unwrap();
        let rows: Vec<_> = out.blocks.iter().map(|b| (b.kind, &out.text[b.start..b.end])).collect();
        assert_eq!(rows, [(BlockKind::TableHead, "Fuel | Price"), (BlockKind::TableRow, "Gas | 9 ct")]);
    }

    #[test]
    fn deep_nesting_is_refused_before_a_tree_is_built() {
        let html = "<div>".repeat(1_000_000);
        assert!(matches!(extract(&html), Err(SkipReason::Malformed { .. })));
        let unclosed = "<p>one line<br>".repeat(5_000);
        assert!(extract(&unclosed).is_ok());
    }

    #[test]
    fn a_page_of_scripts_has_no_text() {
        assert_eq!(extract("<script>x</script>").unwrap_err(), SkipReason::NoText);
    }
}
