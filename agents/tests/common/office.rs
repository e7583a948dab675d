//! Small documents of zipped formats, made by hand: what the parsers need and nothing more.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive with these files.
pub(crate) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const CORE: &str = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>The title</dc:title>\
    <dcterms:created>2021-03-04T05:06:07Z</dcterms:created></cp:coreProperties>";

/// A Word file with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let styles = format!(
        "<w:styles {WORD}><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
    );
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let notes = format!(
        "<w:footnotes {WORD}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    archive(&[
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/footnotes.xml", &notes),
        ("docProps/core.xml", CORE),
    ])
}

/// A presentation with these slides, the second half of each pair being the speaker's notes.
pub(crate) fn pptx(slides: &[(&str, &str)]) -> Vec<u8> {
    let (mut ids, mut relations, mut files) = (String::new(), String::new(), Vec::new());
    // Numbered from the end: the order is that of the presentation, not of the names.
    for (number, (slide, notes)) in slides.iter().enumerate() {
        let file = slides.len() - number;
        ids.push_str(&format!("<p:sldId id=\"{number}\" r:id=\"r{number}\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"http://x/slide\" Target=\"slides/slide{file}.xml\"/>"
        ));
        let shapes = |text: &str| format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:r=\"r\">{text}</p:sld>");
        files.push((format!("ppt/slides/slide{file}.xml"), shapes(slide)));
        files.push((format!("ppt/notesSlides/notes{file}.xml"), shapes(notes)));
        let notes = format!(
            "<Relationships><Relationship Id=\"n\" Type=\"http://x/notesSlide\" Target=\"../notesSlides/notes{file}.xml\"/></Relationships>"
        );
        files.push((format!("ppt/slides/_rels/slide{file}.xml.rels"), notes));
    }
    let list = format!(
        "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    );
    files.push(("ppt/presentation.xml".into(), list));
    files.push((
        "ppt/_rels/presentation.xml.rels".into(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive(&files)
}

/// A shape of a slide: a placeholder's type and its paragraphs.
pub(crate) fn shape(placeholder: &str, paragraphs: &[&str]) -> String {
    let paragraph = |text: &&str| format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>");
    let paragraphs: String = paragraphs.iter().map(paragraph).collect();
    format!("<p:sp><p:nvPr><p:ph type=\"{placeholder}\"/></p:nvPr><p:txBody>{paragraphs}</p:txBody></p:sp>")
}

/// A workbook with these sheets: name, attributes, rows as XML.
pub(crate) fn xlsx(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut list, mut relations, mut files) = (String::new(), String::new(), Vec::new());
    for (number, (name, attributes, rows)) in sheets.iter().enumerate() {
        let id = number + 1;
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{id}\" {attributes} r:id=\"r{id}\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{id}\" Type=\"{types}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        ));
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    relations.push_str(&format!("<Relationship Id=\"s\" Type=\"{types}/styles\" Target=\"styles.xml\"/>"));
    let package = "http://schemas.openxmlformats.org/package/2006";
    let book = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{types}\"><sheets>{list}</sheets></workbook>");
    files.push(("xl/workbook.xml".into(), book));
    let relations = format!("<Relationships xmlns=\"{package}/relationships\">{relations}</Relationships>");
    files.push(("xl/_rels/workbook.xml.rels".into(), relations));
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"
    );
    files.push(("xl/styles.xml".into(), styles));
    let root = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"b\" Type=\"{types}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    files.push(("_rels/.rels".into(), root));
    files.push(("docProps/core.xml".into(), CORE.into()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive(&files)
}

const OFFICE: &str =
    "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" xmlns:presentation=\"p\"";

/// An OpenDocument file with this body.
pub(crate) fn odf(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {OFFICE}><office:body>{body}</office:body></office:document-content>"
    );
    let meta = "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"d\"><office:meta><dc:title>The title</dc:title>\
        <dc:date>2021-03-04T05:06:07</dc:date></office:meta></office:document-meta>";
    archive(&[("content.xml", &content), ("meta.xml", meta), ("META-INF/manifest.xml", "<manifest/>")])
}

/// A workbook of OpenDocument with one sheet of these rows.
pub(crate) fn ods(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &&[&str]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    ods_of(&rows.iter().map(row).collect::<String>())
}

/// The same with rows as XML.
pub(crate) fn ods_of(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Costs\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ])
}

/// A book that shows one page again and again.
pub(crate) fn looping_epub(page: &str, times: usize) -> Vec<u8> {
    book(&[page], times)
}

/// A book with these pages.
pub(crate) fn epub(pages: &[&str]) -> Vec<u8> {
    book(pages, 1)
}

fn book(pages: &[&str], times: usize) -> Vec<u8> {
    let (mut items, mut order, mut files) = (String::new(), String::new(), Vec::new());
    for (number, page) in pages.iter().enumerate() {
        items.push_str(&format!("<item id=\"i{number}\" href=\"text/page%20{number}.xhtml\"/>"));
        order.push_str(&format!("<itemref idref=\"i{number}\"/>").repeat(times));
        let page =
            format!("<?xml version=\"1.0\"?><html><head><title>no</title></head><body>{page}</body></html>");
        files.push((format!("OEBPS/text/page {number}.xhtml"), page));
    }
    let book = format!(
        "<package><metadata xmlns:dc=\"d\"><dc:title>The title</dc:title><dc:date>2021-03-04</dc:date></metadata>\
         <manifest>{items}</manifest><spine>{order}</spine></package>"
    );
    files.push(("OEBPS/book.opf".into(), book));
    let container = "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>";
    files.push(("META-INF/container.xml".into(), container.into()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive(&files)
}
