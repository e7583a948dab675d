//! Every format gives the same: a snapshot, blocks at their places, a title, a date, and quotes that can be found again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

mod common;

use std::fs;

use agents::hash::sha256_hex;
use agents::passages::sentences;
use agents::reading::{BlockKind, DocumentParser, MediaType, Place, SkipReason, Source, read_documents};
use common::office;

use BlockKind::{Heading, ListItem, Paragraph, TableHead, TableRow};

/// The document as the only one of a folder.
fn read(name: &str, bytes: &[u8]) -> Source {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), bytes).unwrap();
    let corpus = read_documents(&[dir.path().to_owned()], &common::document_parser());
    let source = corpus.unwrap_or_else(|error| panic!("{name}: {error}")).sources.remove(0);
    assert_eq!(source.source_sha256, sha256_hex(bytes));
    assert_eq!(source.text_sha256, sha256_hex(source.text.as_bytes()));
    // A quote of any sentence is found at its offsets.
    for sentence in sentences(0, &source) {
        assert!(source.text.get(sentence.start..sentence.end).is_some_and(|quote| !quote.trim().is_empty()));
    }
    source
}

fn blocks(source: &Source) -> Vec<(BlockKind, &str, Option<Place>)> {
    source.blocks.iter().map(|b| (b.kind, &source.text[b.start..b.end], b.place)).collect()
}

fn skipped(media: MediaType, bytes: &[u8]) -> SkipReason {
    common::document_parser().parse(media, bytes).unwrap_err()
}

#[test]
fn word_files_have_headings_lists_tables_and_notes() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>Heat</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:t>A pump moves </w:t></w:r><w:r><w:t>heat &amp; cold.</w:t></w:r><w:del><w:r>\
         <w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One thing.</w:t></w:r></w:p>".to_owned(),
        format!("<w:tbl>{}{}</w:tbl>", row("Year", "Price"), row("2021", "3.5 EUR")),
    ];
    let source = read("a.docx", &office::docx(&body.concat()));
    assert_eq!(
        blocks(&source),
        [
            (Heading, "Heat", None),
            (Paragraph, "A pump moves heat & cold.", None),
            (ListItem, "One thing.", None),
            (TableHead, "Year | Price", None),
            (TableRow, "Year: 2021 | Price: 3.5 EUR", None),
            (Paragraph, "A note.", None),
        ]
    );
    assert_eq!((source.title.as_str(), source.date.as_deref()), ("The title", Some("2021-03-04")));
}

#[test]
fn slides_are_in_the_order_of_the_presentation_with_their_notes() {
    let first = office::shape("title", &["Costs"])
        + &office::shape("body", &["Pumps cost more.", "They last longer."]);
    let second = office::shape("body", &["Second."]) + &office::shape("sldNum", &["2"]);
    let notes = office::shape("body", &["Say it slowly."]);
    let source = read("a.pptx", &office::pptx(&[(&first, &notes), (&second, "")]));
    let (one, two) = (Some(Place::Slide(1)), Some(Place::Slide(2)));
    assert_eq!(
        blocks(&source),
        [
            (Heading, "Costs", one),
            (Paragraph, "Pumps cost more.", one),
            (Paragraph, "They last longer.", one),
            (Paragraph, "Say it slowly.", one),
            (Paragraph, "Second.", two),
        ]
    );
    assert_eq!(source.locator(Place::Slide(2)), "slide 2");
}

#[test]
fn workbooks_have_rows_with_column_names_sheets_and_dates() {
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let costs = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"3\"><c r=\"A3\" s=\"1\"><v>44259</v></c>\
         <c r=\"B3\"><v>0.30000000000000004</v></c><c r=\"C3\" s=\"2\"><v>0.125</v></c></row>",
        text("A1", "Day"),
        text("B1", "Price"),
        text("C1", "Share")
    );
    let hidden = format!("<row r=\"1\">{}</row>", text("A1", "secret"));
    let book = office::xlsx(&[("Costs", "", &costs), ("Secret", "state=\"hidden\"", &hidden)]);
    let source = read("a.xlsx", &book);
    let row = |row| Some(Place::SheetRow { sheet: 1, row });
    assert_eq!(
        blocks(&source),
        [
            (Heading, "Costs", None),
            (TableHead, "Day | Price | Share", row(1)),
            (TableRow, "Day: 2021-03-04 | Price: 0.3 | Share: 12.5%", row(3)),
        ]
    );
    assert_eq!(source.locator(Place::SheetRow { sheet: 1, row: 3 }), "sheet “Costs”, row 3");
    let open = read("a.ods", &office::ods(&[&["Day", "Price"], &["2021-03-04", "0.3"]]));
    assert_eq!(blocks(&open)[2], (TableRow, "Day: 2021-03-04 | Price: 0.3", row(2)));
}

#[test]
fn open_documents_have_headings_lists_tables_notes_and_slides() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |a: &str, b: &str| format!("<table:table-row>{}{}</table:table-row>", cell(a), cell(b));
    let body = format!(
        "<office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Heat</text:h>\
         <text:p>A pump<text:s/>moves<text:note><text:note-citation>1</text:note-citation><text:note-body>\
         <text:p>A note.</text:p></text:note-body></text:note> heat.</text:p><text:list><text:list-item>\
         <text:p>One thing.</text:p></text:list-item></text:list><table:table>{}{}</table:table></office:text>",
        row("Year", "Price"),
        row("2021", "3.5 EUR"),
    );
    let source = read("a.odt", &office::odf(&body));
    assert_eq!(
        blocks(&source),
        [
            (Heading, "Heat", None),
            (Paragraph, "A pump moves heat.", None),
            (ListItem, "One thing.", None),
            (TableHead, "Year | Price", None),
            (TableRow, "Year: 2021 | Price: 3.5 EUR", None),
            (Paragraph, "A note.", None),
        ]
    );
    assert_eq!((source.title.as_str(), source.date.as_deref()), ("The title", Some("2021-03-04")));
    let frame = |class: &str, text: &str| {
        format!("<draw:frame presentation:class=\"{class}\"><text:p>{text}</text:p></draw:frame>")
    };
    let slides = format!(
        "<draw:page>{}</draw:page><draw:page>{}{}</draw:page>",
        frame("outline", "First."),
        frame("title", "Costs"),
        frame("outline", "Second.")
    );
    let source = read("a.odp", &office::odf(&slides));
    let slide = |number| Some(Place::Slide(number));
    let expected =
        [(Paragraph, "First.", slide(1)), (Heading, "Costs", slide(2)), (Paragraph, "Second.", slide(2))];
    assert_eq!(blocks(&source), expected);
}

#[test]
fn books_have_chapters() {
    let source = read("a.epub", &office::epub(&["<h1>One</h1><p>First.</p>", "<p>Second &#8211; last.</p>"]));
    let chapter = |number| Some(Place::Chapter(number));
    assert_eq!(
        blocks(&source),
        [
            (Heading, "One", chapter(1)),
            (Paragraph, "First.", chapter(1)),
            (Paragraph, "Second – last.", chapter(2))
        ]
    );
    assert_eq!((source.title.as_str(), source.date.as_deref()), ("The title", Some("2021-03-04")));
    assert_eq!(source.locator(Place::Chapter(2)), "chapter 2");
}

#[test]
fn mails_have_people_and_what_was_written_in_any_encoding() {
    let inner = "From: c@example.org\r\nSubject: Inner\r\n\r\nWithin the attached mail.\r\n";
    let mail = format!(
        "From: Ada <a@example.org>\r\nTo: b@example.org\r\nSubject: =?iso-8859-1?Q?W=E4rme?=\r\n\
         Date: Thu, 4 Mar 2021 05:06:07 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\
         Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         The pump costs 5 =80 more.\r\n> Quoted from before.\r\n\r\n-- \r\nAda\r\n--x\r\n\
         Content-Type: message/rfc822\r\n\r\n{inner}\r\n--x--\r\n"
    );
    let source = read("a.eml", mail.as_bytes());
    assert_eq!(
        blocks(&source),
        [
            (Heading, "Wärme", None),
            (ListItem, "From: Ada <a@example.org>", None),
            (ListItem, "To: b@example.org", None),
            (ListItem, "Date: 2021-03-04T05:06:07+01:00", None),
            (Paragraph, "The pump costs 5 € more.", None),
            (Heading, "Inner", None),
            (ListItem, "From: c@example.org", None),
            (Paragraph, "Within the attached mail.", None),
        ]
    );
    assert_eq!((source.title.as_str(), source.date.as_deref()), ("Wärme", Some("2021-03-04")));
    let page = "From: a@example.org\r\nContent-Type: text/html\r\n\r\n<p>Only <b>a page</b>.</p><script>x()</script>";
    assert_eq!(blocks(&read("b.eml", page.as_bytes())).last().unwrap().1, "Only a page.");
}

#[test]
fn tables_and_data_have_rows_and_records() {
    let second = Place::Line { record: 2, line: 2 };
    let source = read("a.csv", b"Jahr;Preis\n2021;3,5 EUR\n");
    assert_eq!(blocks(&source)[1], (TableRow, "Jahr: 2021 | Preis: 3,5 EUR", Some(second)));
    assert_eq!(source.locator(second), "record 2, line 2");
    let source = read("a.tsv", b"Year\tPrice\n2021\t3.5 EUR\n");
    assert_eq!(blocks(&source)[1].1, "Year: 2021 | Price: 3.5 EUR");
    let source = read("a.json", br#"[{"year": 2021, "price": 3.5}]"#);
    assert_eq!(blocks(&source)[0], (TableRow, "year: 2021 | price: 3.5", Some(Place::Record(1))));
    assert_eq!(source.locator(Place::Record(1)), "record 1");
    let source = read("a.jsonl", b"{\"year\": 2021}\n{\"year\": 2022}\n");
    assert_eq!(blocks(&source)[1], (TableRow, "year: 2022", Some(second)));
}

#[test]
fn numbers_of_json_are_quoted_with_the_digits_that_they_have_there() {
    let numbers = [
        "12345678901234567890123",
        "-18446744073709551616",
        "0.1234567890123456789012345",
        "3.50",
        "1.0E+2",
        "-0",
        "7",
    ];
    for number in numbers {
        let record = format!(r#"{{"1 \\\" 2": "\u0033 \\", "a": [true, {number}], "b": {number}}}"#);
        let row = format!("1 \\\" 2: 3 \\ | a: true | a: {number} | b: {number}");
        for (name, text, place) in [
            ("a.json", format!("[{record},\n{record}]"), Place::Record(2)),
            ("a.jsonl", format!("{record}\n{record}\n"), Place::Line { record: 2, line: 2 }),
        ] {
            let source = read(name, text.as_bytes());
            assert_eq!(blocks(&source)[1], (TableRow, row.as_str(), Some(place)), "{name}");
        }
    }
}

#[test]
fn what_is_locked_or_is_not_what_its_name_says_is_skipped_with_the_reason() {
    let office =
        [MediaType::Docx, MediaType::Pptx, MediaType::Xlsx, MediaType::Odt, MediaType::Ods, MediaType::Epub];
    let protected = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    for media in office {
        assert_eq!(skipped(media, &protected), SkipReason::Encrypted, "{media:?}");
        for bytes in [&b"no archive at all"[..], &office::archive(&[("other.txt", "text")])] {
            let reason = skipped(media, bytes);
            assert!(matches!(reason, SkipReason::Malformed { .. }), "{media:?}: {reason}");
            // In our words, not in those of a library, and with what to do.
            let said = reason.to_string();
            assert!(said.ends_with("; open it in the program it was made with and save it again"), "{said}");
            assert!(
                said.contains("its sheets") || said.contains("is not packed") || said.contains(" in it"),
                "{said}"
            );
        }
        let cut = office::archive(&[("mimetype", &"text ".repeat(100))]);
        let said = skipped(media, &cut[..cut.len() / 2]).to_string();
        assert!(said.contains("its end is missing (is the copy complete?)"), "{said}");
    }
    assert!(matches!(skipped(MediaType::Mail, b"just text"), SkipReason::Malformed { .. }));
    let empty = office::archive(&[("word/document.xml", "<document/>")]);
    assert_eq!(skipped(MediaType::Docx, &empty), SkipReason::NoText);
    let locked = office::archive(&[("META-INF/encryption.xml", "<e Algorithm=\"aes\"/>")]);
    assert_eq!(skipped(MediaType::Epub, &locked), SkipReason::Encrypted);
}
