//! Whether what a question asks the time of stands only in an aside: since the measuring began. Ranks nothing.

use std::collections::BTreeSet;

use super::evidence::Evidence;

/// What opens an aside that says before, after or since when something else was.
const ASIDE: [&str; 19] = [
    "after", "since", "before", "until", "till", "nachdem", "seit", "seitdem", "bevor", "bis", "depuis",
    "après", "avant", "jusqu", "desde", "después", "antes", "hasta", "tras",
];
/// What ends it.
const ENDS: [char; 5] = [',', ';', ':', ')', '\u{2014}'];

impl Evidence<'_> {
    /// Whether what the question tells of stands only where the sentence says after or since when something else was: "the
    /// highest output since the brewery closed" does not tell when it closed.
    pub(super) fn is_aside(&self, entry: usize) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return false };
        let shared = |part: &str| -> usize {
            let stems: BTreeSet<String> = language.stems(part).into_iter().collect();
            self.asked.plain.intersection(&stems).count()
        };
        let parts: Vec<(bool, String)> = parts(self.text(entry));
        let shares: Vec<usize> = parts.iter().map(|(_, part)| shared(part)).collect();
        let most = shares.iter().copied().max().filter(|most| *most > 0);
        let mut nearest = parts.iter().zip(&shares).filter(|(_, share)| Some(**share) == most);
        let untimed = |aside: bool, part: &str| aside && !self.has_a_time(entry, part);
        let mut deeds = parts.iter().filter(|(_, part)| self.says_it_happened(entry, part)).peekable();
        most.is_some() && nearest.all(|((aside, part), _)| untimed(*aside, part))
            || deeds.peek().is_some() && deeds.all(|(aside, part)| untimed(*aside, part))
    }

    /// Whether the part of a sentence has the verb of a question for when something happened once, or a word for it.
    fn says_it_happened(&self, entry: usize, part: &str) -> bool {
        let code = self.language(entry);
        let pair = self.languages.get(&self.asked_in).zip(self.languages.get(&code));
        let Some((asked_in, language)) = pair else { return false };
        let stems: BTreeSet<String> = language.stems(part).into_iter().collect();
        let happened = self.what_happened().unwrap_or_default();
        asked_in.stems(&happened).iter().any(|deed| {
            stems.contains(deed) || self.asked.related_in(deed, code).any(|other| stems.contains(other))
        })
    }
}

/// The parts of a sentence, each with whether it is an aside.
fn parts(text: &str) -> Vec<(bool, String)> {
    let mut out = vec![(false, String::new())];
    for word in text.split_whitespace() {
        let lower = word.to_lowercase();
        let bare = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        let opens = out.iter().all(|(_, part)| part.is_empty()) && !text.contains(ENDS);
        if !opens && bare.is_some_and(|bare| ASIDE.contains(&bare)) {
            out.push((true, String::new()));
        }
        if let Some((_, part)) = out.last_mut() {
            part.push(' ');
            part.push_str(word);
        }
        if word.ends_with(ENDS) {
            out.push((false, String::new()));
        }
    }
    out
}
