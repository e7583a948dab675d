//! The zip that office documents and e-books are; nothing in it tells when it was made.

use crate::Failure;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The XML declaration that each part begins with.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A zip of these parts in this order. A part named `mimetype` is stored as it is, because readers look for its bytes.
pub(super) fn zip(parts: &[(String, String)]) -> Result<Vec<u8>, Failure> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix);
        writer.start_file(name.as_str(), options)?;
        writer.write_all(content.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A part of the zip.
pub(super) fn part(name: impl Into<String>, content: impl Into<String>) -> (String, String) {
    (name.into(), content.into())
}

/// `[Content_Types].xml` of an Office Open XML file: the type of each named part.
pub(super) fn content_types(parts: &[(String, &str)]) -> (String, String) {
    let overrides: String = parts
        .iter()
        .map(|(name, kind)| {
            format!(
                "<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.{kind}+xml\"/>"
            )
        })
        .collect();
    let xml = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{overrides}</Types>"
    );
    part("[Content_Types].xml", xml)
}

/// A file of relationships `rId1`, `rId2`, ... of Office Open XML: kind and target of each.
pub(super) fn relationships(name: &str, targets: &[(&str, String)]) -> (String, String) {
    let each: String = targets
        .iter()
        .enumerate()
        .map(|(index, (kind, target))| {
            format!(
                "<Relationship Id=\"rId{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
                 Target=\"{target}\"/>",
                index + 1
            )
        })
        .collect();
    let xml = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{each}</Relationships>"
    );
    part(name, xml)
}
