//! Things and deeds of one class of which each excludes the others, in four languages: bus, tram and train, won and lost. What is
//! told of one answers nothing about another. It holds no names.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::related::place;
use super::{Language, LanguageCode};
use crate::lists::{List, packed};

/// A class opens with `#`; then one member a line, `english | german | french | spanish`, words separated by blanks.
static CLASSES: List = packed!("language/contrasts");
/// The same of opposites, which a text may also name to deny them: the longest and the shortest.
const ANTONYMS: &str = include_str!("antonyms.txt");

/// A class, and which of its members.
pub(crate) type Member = (usize, usize);

/// By stem, of what classes the word is.
type Members = HashMap<String, BTreeSet<Member>>;

fn members(code: LanguageCode) -> Option<&'static Members> {
    static KNOWN: OnceLock<HashMap<LanguageCode, Members>> = OnceLock::new();
    let all =
        KNOWN.get_or_init(|| LanguageCode::ALL.into_iter().map(|code| (code, members_of(code))).collect());
    all.get(&code)
}

/// Lines of members, each with its class and its place: those of opposites come last.
fn lines() -> impl Iterator<Item = (Member, &'static str)> {
    let mut class = 0;
    CLASSES.text().lines().chain(ANTONYMS.lines()).enumerate().filter_map(move |(number, line)| {
        class += usize::from(line.starts_with('#'));
        line.contains('|').then_some(((class, number), line))
    })
}

fn members_of(code: LanguageCode) -> Members {
    let language = Language::of(code);
    let mut out = Members::new();
    for (member, line) in lines() {
        for stem in language.stems(line.split('|').nth(place(code)).unwrap_or_default()) {
            out.entry(stem).or_default().insert(member);
        }
    }
    // Two members that have one stem are not told apart by it.
    for members in out.values_mut() {
        let classes: Vec<usize> = members.iter().map(|(class, _)| *class).collect();
        members.retain(|(class, _)| classes.iter().filter(|other| *other == class).count() == 1);
    }
    out
}

/// Whether the class is one of opposites.
pub(crate) fn are_opposites((class, _): Member) -> bool {
    static BEFORE: OnceLock<usize> = OnceLock::new();
    class > *BEFORE.get_or_init(|| CLASSES.text().lines().filter(|line| line.starts_with('#')).count())
}

impl Language {
    /// The classes that the stem's word is of, each with which of its members it is.
    pub(crate) fn members(&self, stem: &str) -> impl Iterator<Item = Member> {
        members(self.code()).and_then(|members| members.get(stem)).into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_member_of_its_class_in_every_language() {
        let members = |code: LanguageCode, word: &str| -> BTreeSet<Member> {
            let language = Language::of(code);
            language.stems(word).iter().flat_map(|stem| language.members(stem)).collect()
        };
        let [bus, coach, tram] = ["bus", "omnibus", "tram"].map(|word| members(LanguageCode::English, word));
        assert_eq!((bus.len(), &bus), (1, &coach));
        assert_eq!(tram.len(), 1);
        assert!(bus.iter().zip(&tram).all(|(a, b)| a.0 == b.0 && a.1 != b.1), "{bus:?} {tram:?}");
        assert_eq!(members(LanguageCode::German, "Straßenbahn"), tram);
        assert_eq!(members(LanguageCode::Spanish, "tranvías"), tram);
        assert!(members(LanguageCode::English, "hochtannbahn").is_empty());
        let longest = members(LanguageCode::English, "longest");
        let shortest = members(LanguageCode::German, "kürzeste");
        assert!(
            longest.iter().chain(&shortest).copied().all(are_opposites) && longest.is_disjoint(&shortest)
        );
        assert!(!tram.iter().copied().any(are_opposites));
        for word in ["important", "international", "position", "united", "publication", "direction"] {
            assert!(!members(LanguageCode::English, word).into_iter().any(are_opposites), "{word}");
        }
    }

    #[test]
    fn each_member_has_four_fields_of_single_words_that_no_other_of_its_class_has() {
        let mut seen: HashMap<(usize, usize, &str), usize> = HashMap::new();
        for ((class, number), line) in lines() {
            assert_eq!(line.split('|').count(), 4, "{line}");
            assert!(!line.contains(char::is_uppercase), "{line}");
            assert!(line.chars().all(|c| c.is_alphanumeric() || " |'".contains(c)), "{line}");
            for (place, field) in line.split('|').enumerate() {
                for word in field.split_whitespace() {
                    let before = seen.insert((class, place, word), number);
                    assert!(
                        before.is_none_or(|before| before == number),
                        "{word} is in two of a class: {line}"
                    );
                }
            }
        }
        assert!(seen.len() > 1000);
    }
}
