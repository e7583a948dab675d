//! What the documents do not tell: questions left open, words they lack, the quote that comes nearest. Decides nothing.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::question::SubQuestion;
use super::result::{ResearchMetadata, SubQuestionReport};
use super::share::BEFORE;
use crate::language::Language;

impl Evidence<'_> {
    /// The best sentence for the question itself that is of its time and of what it names; without one, the best of all.
    pub(super) fn nearest(&self, sub: &SubQuestion, found: &[(usize, f32)]) -> Option<usize> {
        let mut entries = found.iter().map(|(entry, _)| *entry);
        let fits = |entry: &usize| self.is_in_time(*entry, sub) && self.is_about(*entry);
        entries.clone().find(fits).or_else(|| entries.next())
    }

    /// Words of the question, as it has them, for which nothing stands in the sentence, over it or before it.
    pub(super) fn lacks(&self, language: &Language, question: &str, entry: usize) -> Vec<String> {
        let far = |stem: &String| {
            let mut terms = self.terms.iter().zip(&self.asked.terms);
            terms.any(|(known, term)| term.stem == *stem && self.present(entry, known) < BEFORE)
        };
        let words = language.phrases(question).into_iter().flatten();
        words.filter(|word| far(&word.stem)).map(|word| word.surface).collect()
    }
}

/// Sub-questions without evidence; for the question itself also the words that no document has.
pub(super) fn gaps(metadata: &ResearchMetadata) -> Vec<String> {
    let unanswered = metadata.sub_questions.iter().filter(|sub| !sub.answered);
    let gap = |sub: &SubQuestionReport| match sub.nearest {
        Some(_) => format!("No sentence surely answers: {}", sub.question),
        None => format!("No evidence in the documents for: {}", sub.question),
    };
    let mut gaps: Vec<String> = unanswered.map(gap).collect();
    if metadata.sub_questions.first().is_some_and(|question| !question.answered) {
        gaps.extend(metadata.words_not_found.iter().map(|word| format!("No document mentions “{word}”.")));
    }
    gaps
}

/// Words of the question and of the comment that stand in no document, each once.
pub(super) fn words_not_found(
    language: &Language,
    question: &str,
    comment: Option<&str>,
    evidence: &Evidence<'_>,
) -> Vec<String> {
    let mut missing = BTreeSet::new();
    let words = language.phrases(question).into_iter().chain(language.phrases(comment.unwrap_or_default()));
    let absent =
        words.flatten().filter(|word| !evidence.mentions(&word.stem) && missing.insert(word.stem.clone()));
    absent.map(|word| word.surface).collect()
}
