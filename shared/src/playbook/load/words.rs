//! The words of messages: quoting, lists and "did you mean". It must not let a source's control characters through.

/// Most characters of a quoted text: a message is read at a glance.
const QUOTED_MAX_CHARS: usize = 60;

/// A text from the source in quotes, cut and without control characters.
pub(super) fn quoted(text: &str) -> String {
    let clean = clean(text);
    match clean.char_indices().nth(QUOTED_MAX_CHARS) {
        Some((at, _)) => format!("'{}...'", clean.get(..at).unwrap_or_default()),
        None => format!("'{clean}'"),
    }
}

/// A text without control characters.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// `a, b or c`.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The known name that is closest to what was written, where one is close enough to be a slip.
pub(super) fn closest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Long garbage is nobody's slip, and comparing it costs its length times each name's.
    if written.len() > 80 {
        return None;
    }
    let slips = match written.chars().count() {
        0..=3 => 1,
        4..=6 => 2,
        _ => 3,
    };
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= slips && *distance < name.chars().count().max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `did you mean 'x'?`, or what there is to choose from.
pub(super) fn suggest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    what: &str,
) -> String {
    match closest(written, known.clone()) {
        Some(name) => format!("did you mean '{name}'?"),
        None => {
            let names: Vec<&str> = known.into_iter().take(24).collect();
            if names.is_empty() {
                format!("there are no {what}")
            } else {
                format!("{what}: {}", names.join(", "))
            }
        }
    }
}
