//! The formats that are read, by their registered names and file name extensions; reads none.

use serde::{Deserialize, Serialize};

/// The formats as their usual extensions, for messages to people.
pub const READABLE: &str = "md, txt, html, csv, tsv, json, docx, pptx, xlsx, ods, odt, odp, epub, eml, pdf";

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// Markdown.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// Plain text.
    #[serde(rename = "text/plain")]
    Text,
    /// HTML.
    #[serde(rename = "text/html")]
    Html,
    /// A table with columns separated by commas, semicolons or bars.
    #[serde(rename = "text/csv")]
    Csv,
    /// A table with columns separated by tabs.
    #[serde(rename = "text/tab-separated-values")]
    Tsv,
    /// JSON.
    #[serde(rename = "application/json")]
    Json,
    /// JSON values one after the other, usually one on each line.
    #[serde(rename = "application/x-ndjson")]
    JsonLines,
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// Office Open XML text.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// Office Open XML presentation.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    Pptx,
    /// Office Open XML workbook.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
    /// OpenDocument text.
    #[serde(rename = "application/vnd.oasis.opendocument.text")]
    Odt,
    /// OpenDocument presentation.
    #[serde(rename = "application/vnd.oasis.opendocument.presentation")]
    Odp,
    /// OpenDocument workbook.
    #[serde(rename = "application/vnd.oasis.opendocument.spreadsheet")]
    Ods,
    /// A book.
    #[serde(rename = "application/epub+zip")]
    Epub,
    /// A mail with its header.
    #[serde(rename = "message/rfc822")]
    Mail,
}

impl MediaType {
    /// Every format.
    pub const ALL: [Self; 16] = [
        Self::Markdown,
        Self::Text,
        Self::Html,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::JsonLines,
        Self::Pdf,
        Self::Docx,
        Self::Pptx,
        Self::Xlsx,
        Self::Odt,
        Self::Odp,
        Self::Ods,
        Self::Epub,
        Self::Mail,
    ];

    /// By file name extension, any case; `None` for formats that are not read.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "pdf" => Some(Self::Pdf),
            "docx" | "docm" => Some(Self::Docx),
            "pptx" | "pptm" => Some(Self::Pptx),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "odt" => Some(Self::Odt),
            "odp" => Some(Self::Odp),
            "ods" => Some(Self::Ods),
            "epub" => Some(Self::Epub),
            "eml" => Some(Self::Mail),
            _ => None,
        }
    }

    /// By registered name, as [`MediaType::as_str`] gives it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.as_str() == name)
    }

    /// The registered name, as in the serialised form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Csv => "text/csv",
            Self::Tsv => "text/tab-separated-values",
            Self::Json => "application/json",
            Self::JsonLines => "application/x-ndjson",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Epub => "application/epub+zip",
            Self::Mail => "message/rfc822",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_serialised_form_and_every_extension_in_messages_is_read() {
        for media in MediaType::ALL {
            assert_eq!(serde_json::to_value(media).unwrap(), media.as_str());
            assert_eq!(MediaType::of_name(media.as_str()), Some(media));
        }
        for extension in READABLE.split(", ") {
            assert!(MediaType::of_extension(extension).is_some(), "{extension}");
        }
        assert_eq!(MediaType::of_extension("png"), None);
    }
}
