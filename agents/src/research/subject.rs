//! Whether a sentence speaks of what the question says something of, where its document calls that by name: of the lid, and not of
//! the outer wall; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::asked::Asked;
use super::evidence::Evidence;
use super::share::BEFORE;
use super::time::is_participle;
use crate::language::{Language, LanguageCode, WordSet, word_set};

/// Verbs behind which a question says of what it asks something.
static VERBS: WordSet = WordSet::new(|| {
    word_set(
        "is are was were do does did has have had will would can could may might must should ist sind waren wird werden wurde \
        wurden hat haben hatte kann können muss müssen darf dürfen soll sollen wiegt kostet misst dauert gilt est sont était étaient \
        ont pèse mesure coûte dure peut peuvent doit es era eran fue fueron ha han pesa mide cuesta dura puede pueden debe",
    )
});
/// What ends it.
static ENDS: WordSet = WordSet::new(|| {
    word_set(
        "in at on from for with without to by about above below between under over during since until after before when where as per \
        im am auf bei beim zwischen über unter aus für mit zu zum zur während seit bis nach vor durch als ohne \
        en dans entre sur sous à au aux pour avec sans par pendant depuis avant après chez \
        al sobre bajo para con sin por durante desde hasta antes después",
    )
});
/// What stands before the whole of which something is a part, or has it.
const OF: [&str; 8] = ["of", "von", "vom", "des", "de", "du", "d", "del"];
/// What stands for something that was named before.
static PRONOUNS: WordSet = WordSet::new(|| {
    word_set(
        "it they he she this these its their those both all each one es er sie diese dieser dieses ihr ihre sein seine alle beide \
        il elle ils elles ce cette ces son sa ses leur leurs tous su sus este esta estos estas ella ellos ambos todos",
    )
});

/// Letters of a part of a compound at least.
const PART: usize = 3;
/// Subjects that nothing is called by.
static NOBODY: WordSet = WordSet::new(|| {
    word_set(
        "there i we you it they he she somebody someone anybody anyone one people man jemand es ich wir ihr sie er on je nous vous il elle \
        ils elles se uno alguien",
    )
});

/// Stems of the words by which the question calls what it asks something of; names are left out.
pub(super) fn subject(language: &Language, asked: &Asked) -> Vec<String> {
    let lower = asked.question.to_lowercase();
    let german = language.code() == LanguageCode::German;
    let verb = |word: &str| VERBS.contains(word) || german && word == "war";
    let behind = lower.unicode_words().skip_while(|word| !verb(word)).skip(1);
    // What is the colour of the door: all that is asked about is the door's.
    let whole = lower.unicode_words().nth(1).is_some_and(verb);
    let ends = |word: &str| ENDS.contains(word) || NOBODY.contains(word) || !whole && OF.contains(&word);
    let nouns = behind.take_while(|word| !ends(word));
    let english = language.code() == LanguageCode::English;
    let nouns = nouns.filter(|word| !(english && is_participle(word)));
    let stems = nouns.filter_map(|word| language.stem(word));
    stems.filter(|stem| asked.plain.contains(stem)).collect()
}

fn opens_with_a_pronoun(text: &str) -> bool {
    text.unicode_words().next().is_some_and(|first| PRONOUNS.contains(first.to_lowercase().as_str()))
}

impl Evidence<'_> {
    /// Whether none of the words for what is asked about stands in the sentence, over it or before it, nor one that may stand
    /// for it, though its document has them elsewhere. A pronoun may stand for anything.
    pub(super) fn is_of_another_subject(&self, entry: usize) -> bool {
        let text = self.text(entry);
        let Some(document) = self.sentences.get(entry).map(|sentence| sentence.source) else { return false };
        let mut terms = self.terms.iter().zip(&self.asked.terms).collect::<Vec<_>>();
        terms.retain(|(_, term)| !term.name && !term.price && self.subject.contains(&term.stem));
        !text.contains(" | ")
            && !opens_with_a_pronoun(text)
            && terms.iter().all(|(known, _)| self.present(entry, known) < BEFORE)
            && terms.iter().any(|(_, term)| self.documents.contains(document, &term.stem))
            && !terms.iter().any(|(_, term)| self.goes_on_about(entry, &term.stem))
            && !terms.iter().any(|(_, term)| self.is_in_a_compound(entry, &term.stem))
    }

    /// Whether a German word of the sentence begins or ends with it: a church tower is a tower.
    pub(super) fn is_in_a_compound(&self, entry: usize, stem: &str) -> bool {
        let part = |word: &str| word.len() > stem.len() && (word.starts_with(stem) || word.ends_with(stem));
        self.language(entry) == LanguageCode::German
            && stem.chars().count() >= PART
            && self.text(entry).to_lowercase().unicode_words().any(part)
    }

    /// Whether the word stands before it in its paragraph: what that opens with is what all of it is about.
    fn goes_on_about(&self, entry: usize, stem: &str) -> bool {
        let mut before =
            (0..entry).rev().take_while(|other| self.in_same_block(entry, Some(*other)).is_some());
        before.any(|other| self.index.contains(other, stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_something_is_asked_of_stands_behind_the_verb() {
        for (question, words) in [
            ("How deep is the well in the yard?", &["well"][..]),
            ("What is the colour of the door?", &["colour", "door"]),
            ("How hot did the lid of the cooker get?", &["lid"]),
            ("Wie viel wiegt die Kamera des Satelliten?", &["Kamera"]),
            ("How often does somebody look at the meter?", &[]),
            ("What were the weeds controlled with?", &["weeds"]),
            ("Where does Elmfold get its water from?", &["get", "water"]),
        ] {
            let language = Language::of_text(question, None);
            let stems: Vec<String> = words.iter().filter_map(|word| language.stem(word)).collect();
            assert_eq!(subject(&language, &Asked::of(&language, question)), stems, "{question}");
        }
    }
}
