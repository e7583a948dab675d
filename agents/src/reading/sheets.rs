//! Workbooks into rows of `column: value`, sheet by sheet; formulas are left out, their last results are the values.

use std::io::Cursor;

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Ods, OdsError, Reader, SheetVisible, Xlsx, XlsxError,
};

use super::block::{BlockKind, Extracted, Place, collapse};
use super::package::{Metadata, Package};
use super::skip::SkipReason;
use super::table::Columns;
use crate::limits;

/// What a workbook is of which the parser can make nothing.
const NO_TABLES: &str = "its sheets can't be read";

/// An Office Open XML workbook; hidden sheets are left out.
///
/// # Errors
/// `Encrypted`, `Malformed` or `TooDemanding`.
pub(super) fn xlsx(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let metadata = Package::open(bytes)?.text("docProps/core.xml")?.unwrap_or_default();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| no_workbook(&error))?;
    let mut rows = Rows::default();
    for name in visible(&book) {
        rows.sheet(&name);
        // A sheet of charts has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Some((cell, style)) =
            cells.next_cell_with_style_id().map_err(|error| no_workbook(&error))?
        {
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let percent = format.is_some_and(|format| format.format_code.contains('%'));
            let (row, column) = cell.get_position();
            rows.value(row, column, shown(cell.get_value(), percent));
            if rows.out.overflown {
                break;
            }
        }
        rows.end_row();
    }
    finish(rows, &metadata, &["modified", "created"])
}

/// An OpenDocument workbook; hidden sheets are left out.
///
/// # Errors
/// As [`xlsx`].
pub(super) fn ods(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let mut package = Package::open(bytes)?;
    let metadata = package.text("meta.xml")?.unwrap_or_default();
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(SkipReason::Encrypted);
    }
    let malformed = |_: OdsError| SkipReason::broken(NO_TABLES);
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(malformed)?;
    let mut rows = Rows::default();
    for name in visible(&book) {
        rows.sheet(&name);
        let range = book.worksheet_range(&name).map_err(malformed)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place =
                |start: u32, index: usize| start.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
            rows.value(place(top, row), place(left, column), owned(value));
        }
        rows.end_row();
    }
    finish(rows, &metadata, &["date", "creation-date"])
}

fn visible<RS: std::io::Read + std::io::Seek, R: Reader<RS>>(book: &R) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum")]
fn no_workbook(error: &XlsxError) -> SkipReason {
    match error {
        XlsxError::Password => SkipReason::Encrypted,
        _ => SkipReason::broken(NO_TABLES),
    }
}

fn finish(rows: Rows, metadata: &str, dates: &[&str]) -> Result<Extracted, SkipReason> {
    let Metadata { title, date } = Metadata::read(metadata, dates)?;
    // Names of sheets alone are no text.
    let out = if rows.cells == 0 { Extracted::default() } else { rows.out };
    Ok(Extracted { title, date, ..out })
}

/// Rows gathered cell by cell, in the order of the file.
#[derive(Default)]
struct Rows {
    out: Extracted,
    columns: Columns,
    number: u32,
    row: Vec<String>,
    cells: usize,
}

impl Rows {
    fn sheet(&mut self, name: &str) {
        self.columns = Columns::default();
        self.number = 0;
        self.out.sheets.push(name.to_owned());
        self.out.push(BlockKind::Heading, &collapse(name), None);
    }

    fn value(&mut self, row: u32, column: u32, value: String) {
        if row != self.number {
            self.end_row();
            self.number = row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let value = collapse(&value);
        if column >= limits::TABLE_COLUMNS || value.is_empty() {
            return;
        }
        if self.row.len() <= column {
            self.row.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.get_mut(column) {
            *cell = value;
            self.cells += 1;
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let sheet = u32::try_from(self.out.sheets.len()).unwrap_or(u32::MAX);
        let place = Place::SheetRow { sheet, row: self.number.saturating_add(1) };
        let (kind, text) = self.columns.row(&row);
        self.out.push(kind, &text, Some(place));
    }
}

/// What a person sees in the cell: a share that is shown in percent is text here as it is there.
fn shown(value: &DataRef<'_>, percent: bool) -> String {
    match value {
        DataRef::Float(share) if percent => format!("{}%", number(share * 100.0)),
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => number(*value),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(time) => date(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => failed(error),
        DataRef::Empty => String::new(),
    }
}

fn owned(value: &Data) -> String {
    match value {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number(*value),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(time) => date(time),
        Data::Error(error) => failed(error),
        Data::Empty => String::new(),
    }
}

/// A formula that failed has no value.
fn failed(_error: &CellErrorType) -> String {
    String::new()
}

/// With the 15 digits that a workbook shows at most: 0.1 + 0.2 is 0.3 there.
fn number(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// A date, with the time where there is one; a duration in days as the number that it is.
fn date(time: &ExcelDateTime) -> String {
    if !time.is_datetime() {
        return number(time.as_f64());
    }
    match time.to_ymd_hms_milli() {
        (year, month, day, 0, 0, 0, _) => format!("{year:04}-{month:02}-{day:02}"),
        (year, month, day, hour, minute, _, _) => {
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_in_a_workbook() {
        assert_eq!([0.1 + 0.2, 2021.0, -3.5, 1e-7].map(number), ["0.3", "2021", "-3.5", "0.0000001"]);
    }
}
