//! Whether a sentence speaks of what the question says something of, where its document calls that by name: of the lid, and not of
//! the outer wall; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::asked::Asked;
use super::evidence::Evidence;
use super::share::BEFORE;
use super::time::is_participle;
use crate::language::{Language, WordSet, word_set};

/// Verbs behind which a question says of what it asks something.
static VERBS: WordSet = WordSet::new(|| {
    word_set(
        "is are was were do does did has have had will would can could may might must should ist sind war waren wird werden wurde \
        wurden hat haben hatte kann können muss müssen darf dürfen soll sollen wiegt kostet misst dauert gilt est sont était étaient \
        ont pèse mesure coûte dure peut peuvent doit es son era eran fue fueron ha han pesa mide cuesta dura puede pueden debe",
    )
});
/// What ends it.
static ENDS: WordSet = WordSet::new(|| {
    word_set(
        "of in at on from for with without to by about above below between under over during since until after before when where as per \
        von vom im am an auf bei beim zwischen über unter aus für mit zu zum zur des während seit bis nach vor durch als ohne \
        de du d des en dans entre sur sous à au aux pour avec sans par pendant depuis avant après chez \
        del al sobre bajo para con sin por durante desde hasta antes después",
    )
});
/// What stands for something that was named before.
static PRONOUNS: WordSet = WordSet::new(|| {
    word_set(
        "it they he she this these its their those both all each one es er sie diese dieser dieses ihr ihre sein seine alle beide \
        il elle ils elles ce cette ces son sa ses leur leurs tous su sus este esta estos estas ella ellos ambos todos",
    )
});

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
    let behind = lower.unicode_words().skip_while(|word| !VERBS.contains(word)).skip(1);
    let nouns = behind.take_while(|word| !ENDS.contains(word) && !NOBODY.contains(word));
    let stems = nouns.filter(|word| !is_participle(word)).filter_map(|word| language.stem(word));
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
