//! A generated document, or one part of it between two marks. It must not know what stands in it.

use std::path::{Path, PathBuf};

/// A generated part.
pub(crate) struct Part {
    /// The document, relative to the repository's root.
    pub(crate) document: &'static str,
    /// The name in its marks.
    pub(crate) name: &'static str,
}

impl Part {
    /// Compares the part with what it should be; writes it instead where `AEGIS_BLESS` is set.
    pub(crate) fn is(&self, wanted: &str) {
        let text = std::fs::read_to_string(self.path()).unwrap();
        let (begin, end) =
            (format!("<!-- begin: {} -->\n", self.name), format!("<!-- end: {} -->", self.name));
        let marks = "put the part's marks back into the document";
        let (before, rest) = text.split_once(&begin).expect(marks);
        let (found, after) = rest.split_once(&end).expect(marks);
        if std::env::var_os("AEGIS_BLESS").is_some() {
            std::fs::write(self.path(), format!("{before}{begin}{wanted}{end}{after}")).unwrap();
            return;
        }
        let advice = "`cargo xtask docs` writes it anew";
        assert_eq!(found, wanted, "{}: the part '{}' is out of date; {advice}", self.document, self.name);
    }

    fn path(&self) -> PathBuf {
        below_root(self.document)
    }
}

/// Compares a whole document with what it should be; writes it instead where `AEGIS_BLESS` is set.
pub(crate) fn whole(document: &str, wanted: &str) {
    let path = below_root(document);
    if std::env::var_os("AEGIS_BLESS").is_some() {
        std::fs::write(path, wanted).unwrap();
        return;
    }
    let found = std::fs::read_to_string(path).unwrap();
    assert!(found == wanted, "{document} is out of date; `cargo xtask docs` writes it anew");
}

fn below_root(document: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(document)
}
