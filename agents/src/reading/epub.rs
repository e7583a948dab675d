//! Books in EPUB: their pages in reading order; pictures and styles are left out.

use std::collections::BTreeMap;

use super::block::{Extracted, Place};
use super::corpus::folder;
use super::html;
use super::ooxml::resolve;
use super::package::{Metadata, Package};
use super::skip::SkipReason;
use super::xml::{Piece, attribute, visit};

/// Method of fonts that are scrambled: nobody is kept from reading by it.
const FONT_SCRAMBLING: &str = "http://www.idpf.org/2008/embedding";

/// The book's text.
///
/// # Errors
/// `Encrypted`, `Malformed` or `TooDemanding`.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, SkipReason> {
    let mut package = Package::open(bytes)?;
    let locked = package.text("META-INF/encryption.xml")?.unwrap_or_default();
    let methods = locked.matches("Algorithm=").count();
    if methods > locked.matches(FONT_SCRAMBLING).count() {
        return Err(SkipReason::Encrypted);
    }
    let root = rootfile(&package.needed("META-INF/container.xml")?)?;
    let book = package.needed(&root)?;
    let folder = folder(&root);
    let mut out = Extracted::default();
    let mut number = 0_u32;
    for href in reading_order(&book)? {
        number = number.saturating_add(1);
        let Some(page) = package.text(&resolve(folder, &href))? else { continue };
        let page = html::part(&page)?;
        out.overflown |= page.overflown;
        for block in &page.blocks {
            let text = page.text.get(block.start..block.end).unwrap_or_default();
            out.push(block.kind, text, Some(Place::Chapter(number)));
        }
    }
    let Metadata { title, date } = Metadata::read(&book, &["date"])?;
    out.title = title.or_else(|| out.first_heading());
    out.date = date;
    Ok(out)
}

fn rootfile(container: &str) -> Result<String, SkipReason> {
    let mut found = None;
    visit(container, |piece| {
        if let Piece::Open(element) = piece
            && element.local_name().as_ref() == "rootfile"
            && found.is_none()
        {
            found = attribute(element, "full-path");
        }
    })?;
    found.ok_or_else(|| SkipReason::broken("it does not say where its book is"))
}

/// Names of the pages, in order.
fn reading_order(book: &str) -> Result<Vec<String>, SkipReason> {
    let (mut items, mut order) = (BTreeMap::new(), Vec::new());
    visit(book, |piece| {
        let Piece::Open(element) = piece else { return };
        match element.local_name().as_ref() {
            "item" => {
                if let (Some(id), Some(href)) = (attribute(element, "id"), attribute(element, "href")) {
                    items.insert(id, href);
                }
            }
            "itemref" => order.extend(attribute(element, "idref")),
            _ => {}
        }
    })?;
    Ok(order.iter().filter_map(|id| items.get(id)).map(|href| decoded(href)).collect())
}

/// Names in a book are addresses: a space in them is written `%20`.
fn decoded(href: &str) -> String {
    let path = href.split('#').next().unwrap_or_default();
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}
