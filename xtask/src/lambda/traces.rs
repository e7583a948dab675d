//! Finds what a program says about the machine that built it. It only reads bytes.

/// How much of a path is shown behind its beginning.
const SHOWN: usize = 120;

/// The first path in a program that begins with one of these folders.
pub(crate) fn first(data: &[u8], folders: &[String]) -> Option<String> {
    let folders: Vec<&[u8]> =
        folders.iter().map(|folder| folder.as_bytes()).filter(|f| f.len() > 1).collect();
    let starts = (0..data.len()).filter(|at| data.get(*at) == Some(&b'/'));
    for at in starts {
        let rest = data.get(at..).unwrap_or_default();
        let hit = folders
            .iter()
            .any(|folder| rest.strip_prefix(*folder).is_some_and(|behind| behind.first() == Some(&b'/')));
        if hit {
            let shown = rest.iter().take(SHOWN).take_while(|byte| byte.is_ascii_graphic());
            return Some(shown.map(|byte| char::from(*byte)).collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn a_path_below_a_folder_is_found_with_what_follows() {
        let folders = ["/builder/somebody".to_owned(), "/work".to_owned()];
        let found = first(b"\0abc/builder/somebody/.cargo/src/lib.rs\0more", &folders);
        assert_eq!(found.as_deref(), Some("/builder/somebody/.cargo/src/lib.rs"));
        assert_eq!(first(b"/work", &["/work".to_owned()]), None);
        assert_eq!(first(b"/workflows/{id} /builder/other/", &folders), None);
    }

    #[test]
    fn the_root_folder_is_in_every_path_and_says_nothing() {
        assert_eq!(first(b"//healthz", &["/".to_owned(), String::new()]), None);
    }
}
