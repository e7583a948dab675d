//! Which planted passages can be found at all: they stand in a document that was read, with their words. What is missing
//! here is a matter of reading, not of ranking.

use super::half::Half;
use super::matching::Quote;
use super::truth::{Passage, Question, questions};
use crate::Failure;
use crate::report::{Cell, Table, number};
use agents::reading::Corpus;

/// Planted passages and those that are in the documents as they were read, for each half.
pub(super) fn table(corpus: &Corpus, halves: &[Half]) -> Result<Table, Failure> {
    let mut rows = Vec::new();
    for half in halves {
        let questions = questions(*half)?;
        let facts: Vec<&Passage> =
            questions.iter().flat_map(|question| &question.facts).map(|fact| &fact.passage).collect();
        let in_read = facts.iter().filter(|passage| document(corpus, passage).is_some()).count();
        let readable = facts.iter().filter(|passage| is_readable(corpus, passage)).count();
        let cells = [facts.len(), in_read, readable].map(|count| Cell::from(number(count)));
        rows.push((half.name().to_owned(), cells.to_vec()));
    }
    let columns = vec!["facts", "in read documents", "with their words"];
    Ok(Table { title: "Reading: planted facts".to_owned(), columns, rows })
}

/// The planted passages of a question that are not in their document as it was read.
pub(super) fn lost<'a>(corpus: &'a Corpus, question: &'a Question) -> impl Iterator<Item = &'a Passage> {
    let facts = question.facts.iter().map(|fact| &fact.passage);
    facts.filter(|passage| document(corpus, passage).is_some() && !is_readable(corpus, passage))
}

fn document<'a>(corpus: &'a Corpus, passage: &Passage) -> Option<&'a agents::reading::Source> {
    corpus.sources.iter().find(|source| source.path == passage.document)
}

/// A sentence stands in one block, a row's cells too.
fn is_readable(corpus: &Corpus, passage: &Passage) -> bool {
    let Some(source) = document(corpus, passage) else { return false };
    source
        .blocks
        .iter()
        .filter_map(|block| source.text.get(block.start..block.end))
        .any(|text| passage.is_quoted(&Quote { document: source.path.clone(), text: text.to_owned() }))
}
