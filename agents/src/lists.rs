//! Word lists that the build packs and the first use unpacks (`build.rs`); what stands in them is their readers' concern.

use std::io::Read;
use std::sync::OnceLock;

use flate2::read::ZlibDecoder;

/// A word list as `build.rs` packed it.
pub(crate) struct List {
    packed: &'static [u8],
    text: OnceLock<String>,
}

impl List {
    pub(crate) const fn new(packed: &'static [u8]) -> Self {
        Self { packed, text: OnceLock::new() }
    }

    /// Its text. It is empty if the program was damaged: a report then knows fewer words; a test says so of each list.
    pub(crate) fn text(&'static self) -> &'static str {
        self.text.get_or_init(|| {
            let mut text = String::new();
            match ZlibDecoder::new(self.packed).read_to_string(&mut text) {
                Ok(_) => text,
                Err(_) => String::new(),
            }
        })
    }
}

/// The list in that file, given by its path below `src` without `.txt`; `build.rs` must have it.
macro_rules! packed {
    ($path:literal) => {
        $crate::lists::List::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $path, ".zlib")))
    };
}
pub(crate) use packed;

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn a_list_is_unpacked_as_it_was_written() {
        static DEEDS: List = packed!("language/related/deeds");
        static THINGS: List = packed!("language/related/things");
        static CLASSES: List = packed!("language/contrasts");
        static OPPOSITES: List = packed!("analysis/opposites");
        assert_eq!(DEEDS.text(), include_str!("language/related/deeds.txt"));
        assert_eq!(THINGS.text(), include_str!("language/related/things.txt"));
        assert_eq!(CLASSES.text(), include_str!("language/contrasts.txt"));
        assert_eq!(OPPOSITES.text(), include_str!("analysis/opposites.txt"));
    }

    #[test]
    fn a_damaged_list_is_empty() {
        static LIST: List = List::new(b"no zlib stream");
        assert_eq!(LIST.text(), "");
    }
}
