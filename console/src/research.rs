//! The tables of a research analysis, with links to its quotes. A list with any member that its table has no place for is
//! left to the general form: what a person decides about must all be on the page.

use serde_json::{Map, Value};

use crate::artifact::{Field, Node, text_node};
use crate::limits::{ARTIFACT_MAX_ENTRIES, EVIDENCE_MAX_CHARS};
use crate::text;
use crate::view::Evidence;

/// Ids shown in one cell.
const IDS: usize = 12;

/// Members of an analysis in the order in which a person reads them, with their headings.
const HEADINGS: [(&str, &str); 14] = [
    ("title", "Title"),
    ("executive_summary", "Executive summary"),
    ("summary", "Summary"),
    ("key_insights", "Findings"),
    ("key_findings", "Findings"),
    ("contradictions", "Where the documents contradict each other"),
    ("figures", "Figures"),
    ("timeline", "Timeline"),
    ("patterns_identified", "What the counts show"),
    ("recommendations", "Recommendations"),
    ("confidence_scores", "Confidence"),
    ("statistics", "Counts"),
    ("metadata", "How it was made"),
    ("not_produced", "What was not produced"),
];
/// Index of the first heading that comes after all members of other names.
const LAST: usize = 11;

/// Where a member of the artifact stands on the page.
pub(crate) fn rank(key: &str, value: &Value) -> usize {
    let others = HEADINGS.len();
    let at = HEADINGS.iter().position(|(known, _)| *known == key);
    let empty = match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    };
    match at {
        Some(at) if at < LAST => at,
        Some(at) => others + 2 + at,
        None => others + usize::from(empty),
    }
}

/// The heading of a member of the artifact; its name in words where it has none of its own.
pub(crate) fn heading(key: &str) -> String {
    let known = HEADINGS.iter().find(|(known, _)| *known == key);
    known.map_or_else(|| text::label(key), |(_, heading)| (*heading).to_owned())
}

/// A member of the artifact as a table, where it is one of an analysis.
pub(crate) fn table(key: &str, value: &Value, quotes: &[Evidence]) -> Option<Node> {
    let items = value.as_array().filter(|items| (1..=ARTIFACT_MAX_ENTRIES).contains(&items.len()))?;
    let rows = |row: &dyn Fn(&Value) -> Option<Vec<Vec<Node>>>| -> Option<Vec<Vec<Node>>> {
        let rows: Option<Vec<_>> = items.iter().map(row).collect();
        Some(rows?.into_iter().flatten().collect())
    };
    let (columns, rows): (&[&str], _) = match key {
        "key_insights" => (
            &["Finding", "Theme", "Confidence", "Documents", "Quotes"],
            rows(&|item| Some(vec![finding(item, quotes)?]))?,
        ),
        "figures" => (
            &["What is measured", "As quoted", "In one unit", "When", "Quote"],
            rows(&|item| Some(vec![figure(item, quotes)?]))?,
        ),
        "contradictions" => {
            (&["About", "One side", "In its words", "Quotes"], rows(&|item| sides(item, quotes))?)
        }
        "timeline" => (&["When", "In its words", "Quote"], rows(&|item| Some(vec![date(item, quotes)?]))?),
        _ => return None,
    };
    let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    let row = |cells: Vec<Node>| {
        let named = columns.iter().cloned().zip(cells);
        named.map(|(label, node)| Field { label, node }).collect()
    };
    Some(Node::Table { rows: rows.into_iter().map(row).collect(), columns, more: 0 })
}

fn finding(item: &Value, quotes: &[Evidence]) -> Option<Vec<Node>> {
    let item = Members::of(
        item,
        &["insight", "theme", "explanation", "confidence", "findings", "citations", "sources"],
    )?;
    let mut said = vec![text_node(item.text("insight")?, EVIDENCE_MAX_CHARS)];
    said.extend(note(item.text("explanation")?));
    said.extend(note(&match item.ids("findings")?.as_slice() {
        [] => String::new(),
        ids => format!("In the research: {}.", ids.join(", ")),
    }));
    Some(vec![
        Node::Parts(said),
        shown(item.text("theme")?),
        shown(&item.number("confidence")?),
        shown(&item.ids("sources")?.join(", ")),
        links(&item.ids("citations")?, quotes),
    ])
}

fn figure(item: &Value, quotes: &[Evidence]) -> Option<Vec<Node>> {
    let item = Members::of(
        item,
        &["subject", "shown", "value", "value_to", "unit", "year", "planned", "source", "citation"],
    )?;
    let mut subject = vec![shown(item.text("subject")?)];
    if item.flag("planned")? {
        subject.extend(note("Plan or forecast"));
    }
    let to = Some(item.number("value_to")?).filter(|to| !to.is_empty());
    let to = to.map(|to| format!("–{to}")).unwrap_or_default();
    let mut quote = vec![links(&[item.text("citation")?], quotes)];
    quote.extend(note(item.text("source")?));
    Some(vec![
        Node::Parts(subject),
        shown(item.text("shown")?),
        shown(&format!("{}{to} {}", item.number("value")?, item.text("unit")?)),
        shown(item.text("year")?),
        Node::Parts(quote),
    ])
}

/// One row for each side.
fn sides(item: &Value, quotes: &[Evidence]) -> Option<Vec<Vec<Node>>> {
    let item = Members::of(item, &["id", "kind", "subject", "unit", "year", "sides"])?;
    let about = ["id", "subject", "unit", "year"].map(|name| item.text(name));
    let about: Option<Vec<&str>> = about.into_iter().collect();
    let about = about?.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let kind = match item.text("kind")? {
        "value" => "The values differ",
        "negation" => "One denies what the other says",
        other => other,
    };
    let row = |side: &Value| {
        let side = Members::of(side, &["shown", "citations", "sources"])?;
        let ids = side.ids("citations")?;
        let said = ids.iter().take(IDS).filter_map(|id| quote(id, quotes)).map(words).collect();
        let mut marks = vec![links(&ids, quotes)];
        marks.extend(note(&side.ids("sources")?.join(", ")));
        let about = Node::Parts(std::iter::once(shown(&about)).chain(note(kind)).collect());
        Some(vec![about, shown(side.text("shown")?), Node::Parts(said), Node::Parts(marks)])
    };
    let sides = item.0.get("sides")?.as_array()?;
    let shown = (1..=ARTIFACT_MAX_ENTRIES).contains(&sides.len());
    shown.then(|| sides.iter().map(row).collect()).flatten()
}

fn date(item: &Value, quotes: &[Evidence]) -> Option<Vec<Node>> {
    let item = Members::of(item, &["date", "source", "citation"])?;
    let id = item.text("citation")?;
    let mut marks = vec![links(&[id], quotes)];
    marks.extend(note(item.text("source")?));
    let said = quote(id, quotes).map(words).into_iter().collect();
    Some(vec![shown(item.text("date")?), Node::Parts(said), Node::Parts(marks)])
}

/// An object that has no members but these.
struct Members<'a>(&'a Map<String, Value>);

impl<'a> Members<'a> {
    fn of(value: &'a Value, known: &[&str]) -> Option<Self> {
        let members = value.as_object()?;
        members.keys().all(|key| known.contains(&key.as_str())).then_some(Self(members))
    }

    /// A text; empty where there is none. `None` for anything else.
    fn text(&self, name: &str) -> Option<&'a str> {
        match self.0.get(name) {
            None | Some(Value::Null) => Some(""),
            Some(value) => value.as_str(),
        }
    }

    /// A number as people write it; empty where there is none.
    fn number(&self, name: &str) -> Option<String> {
        match self.0.get(name) {
            None | Some(Value::Null) => Some(String::new()),
            Some(Value::Number(number)) => Some(text::number(number)),
            Some(Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => None,
        }
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name).map_or(Some(false), Value::as_bool)
    }

    /// A list of texts; empty where there is none.
    fn ids(&self, name: &str) -> Option<Vec<&'a str>> {
        let items =
            self.0.get(name).map_or(Some([].as_slice()), |value| value.as_array().map(Vec::as_slice))?;
        items.iter().map(Value::as_str).collect()
    }
}

fn shown(text: &str) -> Node {
    if text.trim().is_empty() { Node::Nothing("–") } else { text_node(text, EVIDENCE_MAX_CHARS) }
}

/// Small print; what is too long for it says so, as every text does.
fn note(text: &str) -> Option<Node> {
    (!text.trim().is_empty()).then(|| match text::cut(text, EVIDENCE_MAX_CHARS) {
        (whole, 0) => Node::Note(text::visible(whole)),
        (_, _) => text_node(text, EVIDENCE_MAX_CHARS),
    })
}

fn words(quote: &Evidence) -> Node {
    Node::Text(format!("“{}”", quote.quote()))
}

fn quote<'e>(id: &str, quotes: &'e [Evidence]) -> Option<&'e Evidence> {
    quotes.iter().find(|quote| !quote.id.is_empty() && quote.id == id)
}

/// Links to the quotations on the page; an id without one stays an id.
fn links(ids: &[&str], quotes: &[Evidence]) -> Node {
    let link = |id: &&str| (text::visible(id), quote(id, quotes).and_then(Evidence::anchor));
    let shown = ids.iter().filter(|id| !id.is_empty()).take(IDS).map(link).collect();
    Node::Quotes { ids: shown, more: ids.len().saturating_sub(IDS) }
}

#[cfg(test)]
mod tests;
