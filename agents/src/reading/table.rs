//! Table files into rows of `column: value`, so that a row can be read on its own; what the values mean is not its business.

use csv::{ReaderBuilder, StringRecord};

use super::block::{BlockKind, Extracted, Place, collapse};
use super::skip::SkipReason;
use crate::limits;

/// Separators that table files are met with, in order of preference.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines looked at to find the separator.
const SNIFFED_LINES: usize = 20;
/// Longest name of a column, in characters.
const NAME_CHARS: usize = 60;

/// A table whose separator is found by looking at its first lines.
///
/// # Errors
/// `Malformed` where a row or its number of columns is over the limit.
pub(super) fn csv(text: &str) -> Result<Extracted, SkipReason> {
    rows(text, separator(text))
}

/// A table separated by tabs.
///
/// # Errors
/// As [`csv`].
pub(super) fn tsv(text: &str) -> Result<Extracted, SkipReason> {
    rows(text, b'\t')
}

/// The separator that occurs, and equally often, in most of the first lines.
fn separator(text: &str) -> u8 {
    let count = |line: &str, separator: u8| line.bytes().filter(|byte| *byte == separator).count();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(SNIFFED_LINES).collect();
    let agreeing = |separator: u8| {
        let first = lines.first().map_or(0, |line| count(line, separator));
        lines.iter().filter(|line| first > 0 && count(line, separator) == first).count()
    };
    // The first of equals: `max_by_key` takes the last.
    SEPARATORS.into_iter().rev().max_by_key(|separator| agreeing(*separator)).unwrap_or(b',')
}

fn rows(text: &str, separator: u8) -> Result<Extracted, SkipReason> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut out, mut columns, mut record) = (Extracted::default(), Columns::default(), StringRecord::new());
    let mut number = 0_u32;
    while reader.read_record(&mut record).map_err(|_| no_table(number + 1))? {
        number = number.saturating_add(1);
        let line = line(text, &record);
        let malformed = |detail: String| SkipReason::Malformed {
            detail: format!("record {number}, line {line}: {detail}"),
        };
        if record.as_slice().len() > limits::TABLE_ROW_BYTES {
            let most = limits::TABLE_ROW_BYTES;
            return Err(malformed(format!("more than {most} bytes; is a quotation mark missing?")));
        }
        if record.len() > limits::TABLE_COLUMNS {
            let most = limits::TABLE_COLUMNS;
            return Err(malformed(format!("more than {most} columns; is it separated by something else?")));
        }
        let cells: Vec<String> = record.iter().map(collapse).collect();
        let (kind, text) = columns.row(&cells);
        out.push(kind, &text, Some(Place::Line { record: number, line }));
        if out.overflown {
            break;
        }
    }
    Ok(out)
}

fn no_table(record: u32) -> SkipReason {
    SkipReason::broken(&format!("record {record} can't be read as a row of a table"))
}

/// The line on which a record starts, from 1. The parser counts empty lines above a record to it.
fn line(text: &str, record: &StringRecord) -> u32 {
    let Some(position) = record.position() else { return 0 };
    let start = usize::try_from(position.byte()).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    let empty = start.bytes().take_while(|byte| *byte == b'\n').count() as u64;
    u32::try_from(position.line().saturating_add(empty)).unwrap_or(u32::MAX)
}

/// The columns of one table, as its first row names them.
#[derive(Default)]
pub(super) struct Columns(Option<Vec<String>>);

impl Columns {
    /// A row of cells without outer white space as text, and what it is: each value with the name of its column, where the table's
    /// first row looks like names; else the values alone. Empty cells are left out.
    pub(super) fn row(&mut self, cells: &[String]) -> (BlockKind, String) {
        let filled = cells.iter().any(|cell| !cell.is_empty());
        let text = match &self.0 {
            Some(columns) if !columns.is_empty() => named(columns, cells),
            Some(_) => plain(cells),
            None if filled => {
                let names = names_columns(cells);
                self.0 = Some(if names { cells.to_vec() } else { Vec::new() });
                // Where a cell is a sentence, the row may well be one of values.
                if names && cells.iter().all(|cell| cell.chars().count() <= NAME_CHARS) {
                    return (BlockKind::TableHead, plain(cells));
                }
                plain(cells)
            }
            None => String::new(),
        };
        (BlockKind::TableRow, text)
    }
}

/// Column names are words, each another one, and at least two: a title above a table is a single cell.
fn names_columns(cells: &[String]) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let words = filled.iter().all(|cell| {
        // A year is a usual name of a column; a measured value is not.
        let year = cell.len() == 4 && cell.bytes().all(|byte| byte.is_ascii_digit());
        cell.chars().any(char::is_alphabetic) || year
    });
    let mut different: Vec<String> = filled.iter().map(|cell| cell.to_lowercase()).collect();
    different.sort_unstable();
    different.dedup();
    let a_word = filled.iter().any(|cell| cell.chars().any(char::is_alphabetic));
    filled.len() >= 2 && words && a_word && different.len() == filled.len()
}

fn plain(cells: &[String]) -> String {
    let filled: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    filled.join(" | ")
}

fn named(columns: &[String], cells: &[String]) -> String {
    let mut text = String::new();
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        if !text.is_empty() {
            text.push_str(" | ");
        }
        if let Some(column) = columns.get(index).filter(|column| !column.is_empty()) {
            text.push_str(column);
            text.push_str(": ");
        }
        text.push_str(cell);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(out: &Extracted) -> Vec<(&str, Option<Place>)> {
        out.blocks.iter().map(|block| (&out.text[block.start..block.end], block.place)).collect()
    }

    #[test]
    fn rows_carry_their_column_names_and_places() {
        let out = csv("\nYear,Price in EUR,Note\n2021,3.5,\"a,\nb\"\n\n\n2022,4.1,\n2023,5,\"\"").unwrap();
        let line = |record, line| Some(Place::Line { record, line });
        assert_eq!(
            read(&out),
            [
                ("Year | Price in EUR | Note", line(1, 2)),
                ("Year: 2021 | Price in EUR: 3.5 | Note: a, b", line(2, 3)),
                ("Year: 2022 | Price in EUR: 4.1", line(3, 7)),
                ("Year: 2023 | Price in EUR: 5", line(4, 8)),
            ]
        );
    }

    #[test]
    fn only_the_row_of_names_is_no_row_of_values() {
        let kinds = |text: &str| csv(text).unwrap().blocks.iter().map(|b| b.kind).collect::<Vec<_>>();
        assert_eq!(kinds("Year,Price\n2021,3.5\n"), [BlockKind::TableHead, BlockKind::TableRow]);
        assert_eq!(kinds("2021,3.5\n2022,4\n"), [BlockKind::TableRow, BlockKind::TableRow]);
    }

    #[test]
    fn separators_are_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = ["Land", "Preis"].join(separator) + "\n" + &["Bayern", "3"].join(separator);
            assert_eq!(read(&csv(&text).unwrap())[1].0, "Land: Bayern | Preis: 3", "{separator}");
        }
        assert_eq!(
            read(&csv("Land;Preis\nBayern;3,5\nHessen;4,5\n").unwrap())[1].0,
            "Land: Bayern | Preis: 3,5"
        );
        assert_eq!(read(&tsv("a, b\tc\n1, 2\t3\n").unwrap())[1].0, "a, b: 1, 2 | c: 3");
    }

    #[test]
    fn rows_without_column_names_are_left_as_they_are() {
        assert_eq!(read(&csv("1,2\n3,4\n").unwrap())[1].0, "3 | 4");
        assert_eq!(read(&csv("only\none\ncolumn\n").unwrap())[2].0, "column");
    }

    #[test]
    fn a_missing_quotation_mark_is_named_with_its_row() {
        let text = format!("a,b\n1,\"{}", "x\n".repeat(limits::TABLE_ROW_BYTES));
        let error = csv(&text).unwrap_err().to_string();
        assert!(error.contains("record 2, line 2") && error.contains("quotation mark"), "{error}");
        let wide = csv(&",x".repeat(limits::TABLE_COLUMNS + 1)).unwrap_err().to_string();
        assert!(wide.contains("columns"), "{wide}");
    }

    #[test]
    fn more_rows_than_a_document_may_have_are_noticed() {
        assert!(csv(&"a,b\n".repeat(limits::DOCUMENT_BLOCKS + 2)).unwrap().overflown);
    }
}
