//! Workbooks (Office Open XML).

use super::archive::{XML, content_types, part, relationships, zip};
use super::markup::{Piece, Section, escaped, heading};
use crate::Failure;

const NAMESPACES: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A sheet per section, named by its heading; numbers are numbers, all else is shared text.
pub(super) fn build(sections: &[Section]) -> Result<Vec<u8>, Failure> {
    let mut shared: Vec<String> = Vec::new();
    let sheets: Vec<String> = sections.iter().map(|section| sheet(section, &mut shared)).collect();
    let names: Vec<String> =
        (1..=sheets.len()).map(|number| format!("worksheets/sheet{number}.xml")).collect();
    let listed: String = sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let (name, number) = (escaped(heading(section).unwrap_or("Sheet")), index + 1);
            format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")
        })
        .collect();
    let texts: String = shared.iter().map(|text| format!("<si><t>{}</t></si>", escaped(text))).collect();
    let mut types = vec![
        ("xl/workbook.xml".to_owned(), "spreadsheetml.sheet.main"),
        ("xl/sharedStrings.xml".to_owned(), "spreadsheetml.sharedStrings"),
    ];
    types.extend(names.iter().map(|name| (format!("xl/{name}"), "spreadsheetml.worksheet")));
    let mut targets: Vec<(&str, String)> = names.iter().map(|name| ("worksheet", name.clone())).collect();
    targets.push(("sharedStrings", "sharedStrings.xml".to_owned()));
    let mut parts = vec![
        content_types(&types),
        relationships("_rels/.rels", &[("officeDocument", "xl/workbook.xml".to_owned())]),
        relationships("xl/_rels/workbook.xml.rels", &targets),
        part("xl/workbook.xml", format!("{XML}<workbook {NAMESPACES}><sheets>{listed}</sheets></workbook>")),
        part("xl/sharedStrings.xml", format!("{XML}<sst {NAMESPACES}>{texts}</sst>")),
    ];
    parts.extend(names.iter().zip(sheets).map(|(name, sheet)| part(format!("xl/{name}"), sheet)));
    zip(&parts)
}

fn sheet(section: &Section, shared: &mut Vec<String>) -> String {
    let rows = section.iter().filter_map(|piece| match piece {
        Piece::Row(cells) => Some(cells),
        Piece::Heading(_) | Piece::Paragraph(_) => None,
    });
    let rows: String = rows
        .enumerate()
        .map(|(row, cells)| {
            let cells: String = cells
                .iter()
                .zip('A'..='Z')
                .map(|(text, column)| cell(text, column, row + 1, shared))
                .collect();
            format!("<row r=\"{}\">{cells}</row>", row + 1)
        })
        .collect();
    format!("{XML}<worksheet {NAMESPACES}><sheetData>{rows}</sheetData></worksheet>")
}

fn cell(text: &str, column: char, row: usize, shared: &mut Vec<String>) -> String {
    if let Ok(number) = text.replace(',', "").parse::<f64>() {
        return format!("<c r=\"{column}{row}\"><v>{number}</v></c>");
    }
    let index = shared.iter().position(|known| known == text).unwrap_or_else(|| {
        shared.push(text.to_owned());
        shared.len() - 1
    });
    format!("<c r=\"{column}{row}\" t=\"s\"><v>{index}</v></c>")
}
