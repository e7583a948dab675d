//! Word processing and presentation files of Office Open XML: paragraphs, headings, tables; how they look is left out.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::block::{BlockKind, Extracted, Place, collapse};
use super::package::{Metadata, Package};
use super::skip::SkipReason;
use super::table::Columns;
use super::xml::{Piece, attribute, visit};

/// Names of the metadata's dates in order of preference.
const DATES: [&str; 1] = ["created"];
/// Placeholders of a slide that repeat on every slide.
const REPEATED: [&str; 4] = ["sldNum", "dt", "ftr", "hdr"];

/// A word processing file: its body, then foot- and endnotes. Deleted text and page headers are left out.
///
/// # Errors
/// `Encrypted`, `Malformed` or `TooDemanding`.
pub(super) fn docx(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let mut package = Package::open(bytes)?;
    let mut walker = Walker {
        headings: headings(&package.text("word/styles.xml")?.unwrap_or_default())?,
        ..Walker::default()
    };
    walker.read(&package.needed("word/document.xml")?)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.text(notes)? {
            walker.read(&xml)?;
        }
    }
    finish(walker, &mut package)
}

/// A presentation: its slides in order, each with the speaker's notes.
///
/// # Errors
/// As [`docx`].
pub(super) fn pptx(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let mut package = Package::open(bytes)?;
    let mut walker = Walker::default();
    let targets = targets_of(&package.text("ppt/_rels/presentation.xml.rels")?.unwrap_or_default())?;
    let mut number = 0_u32;
    for id in slides(&package.needed("ppt/presentation.xml")?)? {
        number += 1;
        let Some((_, target)) = targets.get(&id) else { continue };
        let slide = resolve("ppt", target);
        let Some(xml) = package.text(&slide)? else { continue };
        walker.place = Some(Place::Slide(number));
        walker.read(&xml)?;
        let (folder, name) = slide.rsplit_once('/').unwrap_or(("", &slide));
        let relations = package.text(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
        for (kind, target) in targets_of(&relations)?.into_values() {
            if kind.ends_with("/notesSlide")
                && let Some(notes) = package.text(&resolve(folder, &target))?
            {
                walker.read(&notes)?;
            }
        }
    }
    finish(walker, &mut package)
}

fn finish(mut walker: Walker, package: &mut Package<'_>) -> Result<Extracted, SkipReason> {
    let metadata = Metadata::read(&package.text("docProps/core.xml")?.unwrap_or_default(), &DATES)?;
    walker.out.title = metadata.title.or_else(|| walker.out.first_heading());
    walker.out.date = metadata.date;
    Ok(walker.out)
}

/// Ids of the styles that are headings. Ids are translated with the program that wrote them, outline levels are not.
fn headings(styles: &str) -> Result<Vec<String>, SkipReason> {
    let (mut found, mut style) = (Vec::new(), None);
    visit(styles, |piece| {
        let Piece::Open(element) = piece else { return };
        let is_heading = match element.local_name().as_ref() {
            "style" => {
                style = attribute(element, "styleId");
                false
            }
            "name" => attribute(element, "val").is_some_and(|name| {
                let name = name.to_lowercase();
                name.starts_with("heading") || name == "title"
            }),
            "outlineLvl" => true,
            _ => false,
        };
        if is_heading {
            found.extend(style.clone());
        }
    })?;
    Ok(found)
}

/// Relations by id: type and target.
fn targets_of(relations: &str) -> Result<BTreeMap<String, (String, String)>, SkipReason> {
    let mut found = BTreeMap::new();
    visit(relations, |piece| {
        if let Piece::Open(element) = piece
            && element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            found.insert(id, (attribute(element, "Type").unwrap_or_default(), target));
        }
    })?;
    Ok(found)
}

/// Relation ids of the slides in the order of the presentation.
fn slides(presentation: &str) -> Result<Vec<String>, SkipReason> {
    let mut found = Vec::new();
    visit(presentation, |piece| {
        if let Piece::Open(element) = piece
            && element.local_name().as_ref() == "sldId"
            && let Ok(Some(id)) = element.try_get_attribute("r:id")
        {
            found.push(id.value.into_owned());
        }
    })?;
    Ok(found)
}

/// The name in the archive of a target as seen from a folder.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// What is known while a file is walked through.
#[derive(Default)]
struct Walker {
    out: Extracted,
    headings: Vec<String>,
    place: Option<Place>,
    kind: Option<BlockKind>,
    buffer: String,
    in_text: bool,
    /// Depth of what no reader sees: text moved away, or the second form of what was read already.
    hidden: usize,
    /// Whether the shape is a slide's title, or repeats on every slide.
    title: bool,
    repeated: bool,
    tables: usize,
    row: Vec<String>,
    columns: Columns,
}

impl Walker {
    fn read(&mut self, xml: &str) -> Result<(), SkipReason> {
        visit(xml, |piece| match piece {
            Piece::Open(element) => self.open(element),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.in_text && self.hidden == 0 => self.buffer.push_str(text),
            Piece::Text(_) => {}
        })?;
        self.paragraph();
        Ok(())
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let value = |name| attribute(element, name);
        match element.local_name().as_ref() {
            "Fallback" | "moveFrom" => self.hidden += 1,
            "sp" => (self.title, self.repeated) = (false, false),
            "ph" => {
                let kind = value("type").unwrap_or_default();
                self.title = matches!(kind.as_str(), "title" | "ctrTitle");
                self.repeated = REPEATED.contains(&kind.as_str());
            }
            "tbl" => {
                self.tables += 1;
                self.columns = Columns::default();
            }
            "tr" if self.tables == 1 => self.row.clear(),
            "p" => self.paragraph(),
            "pStyle" if value("val").is_some_and(|style| self.headings.contains(&style)) => {
                self.kind = Some(BlockKind::Heading);
            }
            "outlineLvl" => self.kind = Some(BlockKind::Heading),
            "numPr" => self.kind = self.kind.or(Some(BlockKind::ListItem)),
            "t" => self.in_text = true,
            "br" | "cr" | "tab" => self.buffer.push(' '),
            "noBreakHyphen" => self.buffer.push('-'),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Fallback" | "moveFrom" => self.hidden = self.hidden.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => self.paragraph(),
            "tc" if self.tables == 1 => self.row.push(collapse(&std::mem::take(&mut self.buffer))),
            "tr" if self.tables == 1 => {
                let (kind, row) = self.columns.row(&self.row);
                self.out.push(kind, &row, self.place);
            }
            "tbl" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    /// Ends a paragraph. In a table, it stays with the others of its cell.
    fn paragraph(&mut self) {
        let kind = self.kind.take();
        if self.tables > 0 {
            self.buffer.push(' ');
            return;
        }
        let text = collapse(&std::mem::take(&mut self.buffer));
        let kind = if self.title { BlockKind::Heading } else { kind.unwrap_or(BlockKind::Paragraph) };
        if !self.repeated {
            self.out.push(kind, &text, self.place);
        }
    }
}
