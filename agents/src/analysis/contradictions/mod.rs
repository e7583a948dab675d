//! Quotes of different documents that can't all be right: other values or times, or one denies what the other says.

mod answers;
mod cases;
mod compatible;
mod cues;
mod dated;
mod elsewhere;
mod names;
mod negations;
mod prices;
mod said;
mod times;
mod units;
mod valued;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use unicode_segmentation::UnicodeSegmentation;

use super::facts::{Contradiction, Side};
use super::polarity::{Polarity, polarity};
use super::statement::{Statement, Weights, different_codes, different_names};
use crate::language::Language;
use crate::naming::{Naming, calendar};
use crate::reading::SourceId;
use crate::research::CitationId;
use crate::research::asked::Asked;

/// Subject words that two statements must share.
const SHARED_WORDS: usize = 2;
/// Share of what the question is about, in percent, of which a document or its folder must speak; of a list of many values,
/// a table need not say what it is of.
const CONCERNS: u8 = 50;
/// Sides beyond which a contradiction is rather a list of different things.
const SIDES: usize = 3;
/// Words of the subject that are shown.
const SUBJECT_WORDS: usize = 8;

/// What statements are compared by.
struct Compared<'a> {
    language: &'a Language,
    /// Stems of the question: quotes that answer it share its subject even where they share few words.
    question: BTreeSet<String>,
    /// Whether any document was found to answer it.
    answered: bool,
    /// What the question wants to know.
    asked: Asked,
    /// What it wants named, if anything.
    naming: Option<Naming>,
    /// The question as if it were a statement.
    asking: Polarity,
    /// Its words in lower case.
    asking_words: Vec<String>,
    /// Stems of the days, months and seasons in it.
    calendar: BTreeSet<String>,
    /// Stems of all quotes of a document.
    around: BTreeMap<&'a SourceId, BTreeSet<&'a String>>,
    /// Stems of the words that are used as common nouns: parts of many names.
    common: BTreeSet<String>,
    /// Quotes that are of another place than the question names, and those that are of another thing.
    elsewhere: BTreeSet<&'a CitationId>,
    of_other_thing: BTreeSet<&'a CitationId>,
    weights: Weights,
}

/// All contradictions, values before negations, numbered `X1`, `X2`, ..., among statements on a question of which the
/// researcher knows whether any document answers it.
pub(super) fn contradictions(
    language: &Language,
    question: &str,
    answered: bool,
    statements: &[Statement<'_>],
) -> Vec<Contradiction> {
    let asked = Asked::of(language, question);
    let naming = Naming::of(language, &asked, question);
    let (asking, calendar) = (polarity(question), calendar(language, question));
    let asking_words = question.unicode_words().map(str::to_lowercase).collect();
    let question = language.stems(question).into_iter().filter(|stem| !stem.starts_with(char::is_numeric));
    let weights = Weights::of(statements);
    let mut around: BTreeMap<&SourceId, BTreeSet<&String>> = BTreeMap::new();
    for statement in statements {
        around.entry(&statement.citation.source).or_default().extend(&statement.stems);
    }
    let mut compared = Compared {
        language,
        question: question.collect(),
        answered,
        asked,
        naming,
        asking,
        asking_words,
        calendar,
        common: elsewhere::common(language, statements),
        around,
        elsewhere: BTreeSet::new(),
        of_other_thing: BTreeSet::new(),
        weights,
    };
    // Once for each quote, for pairs of them are compared.
    let quotes = |of: &dyn Fn(&Statement<'_>) -> bool| {
        statements.iter().filter(|statement| of(statement)).map(|statement| &statement.citation.id).collect()
    };
    let (elsewhere, of_other_thing) =
        (quotes(&|quote| compared.says_elsewhere(quote)), quotes(&|quote| compared.says_other_thing(quote)));
    (compared.elsewhere, compared.of_other_thing) = (elsewhere, of_other_thing);
    compared.all(statements)
}

impl Compared<'_> {
    /// All that contradicts each other, numbered.
    fn all(&self, statements: &[Statement<'_>]) -> Vec<Contradiction> {
        let mut out = self.values(statements);
        out.extend(self.times(statements));
        out.extend(self.names(statements));
        out.extend(self.negations(statements, &out));
        keep_what_concerns(&mut out, statements);
        for (number, contradiction) in out.iter_mut().enumerate() {
            contradiction.id = format!("X{}", number + 1);
        }
        out
    }

    /// Whether the quote is of another place than the question names.
    fn is_elsewhere(&self, statement: &Statement<'_>) -> bool {
        self.elsewhere.contains(&statement.citation.id)
    }

    /// Whether what carries a name in the question carries another one in the quote.
    fn is_of_other_thing(&self, statement: &Statement<'_>) -> bool {
        self.of_other_thing.contains(&statement.citation.id)
    }

    /// Whether the shared words weigh enough, of the smaller statement and of both together.
    fn same_subject(&self, a: &Statement<'_>, b: &Statement<'_>, smaller: f64, both: f64) -> bool {
        let (of_smaller, of_both) = self.weights.likeness(&a.stems, &b.stems);
        of_smaller >= smaller && of_both >= both && a.stems.intersection(&b.stems).count() >= SHARED_WORDS
    }

    /// Words of the question in both statements, and in either, headings and titles included.
    fn of_question(&self, a: &Statement<'_>, b: &Statement<'_>) -> (usize, usize) {
        let has = |statement: &Statement<'_>, stem: &String| {
            statement.stems.contains(stem) || statement.above.contains(stem)
        };
        let both = self.question.iter().filter(|stem| has(a, stem) && has(b, stem)).count();
        let either = self.question.iter().filter(|stem| has(a, stem) || has(b, stem)).count();
        (both, either)
    }
}

/// Statements of different documents about things of the same name, in the same case.
fn comparable(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    of_one_case(a, b) && !different_names(a, b)
}

/// Statements of different documents that are not narrowed down to different cases.
fn of_one_case(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    a.citation.source != b.citation.source && !a.qualifiers.are_apart(&b.qualifiers)
}

impl Compared<'_> {
    /// Whether two answers may be compared: one that is about what the question names may name more, such as who counted.
    fn are_comparable(&self, a: &Statement<'_>, b: &Statement<'_>) -> bool {
        of_one_case(a, b)
            && !different_codes(a, b)
            && (!different_names(a, b) || self.names_all_asked(a) && self.names_all_asked(b))
    }

    /// Whether the statement or its document names all that the question names, which is something.
    fn names_all_asked(&self, statement: &Statement<'_>) -> bool {
        let around = self.around.get(&statement.citation.source);
        let named = |name: &String| {
            statement.stems.contains(name)
                || statement.above.contains(name)
                || around.is_some_and(|around| around.contains(name))
        };
        let mut names = self.asked.terms.iter().filter(|term| term.name).peekable();
        names.peek().is_some() && names.all(|term| named(&term.stem))
    }
}

/// Leaves out what is said of other things than the question is about: there, documents differ as they may. Two or three
/// documents need not name what all of a folder is about.
fn keep_what_concerns(found: &mut Vec<Contradiction>, statements: &[Statement<'_>]) {
    let concerns = |side: &Side, list: bool| {
        let of = |id: &CitationId| statements.iter().find(|statement| statement.citation.id == *id);
        let mut said = side.citations.iter().filter_map(of);
        said.any(|statement| {
            let row = statement.labels.is_some();
            statement.folder_concern >= CONCERNS && (!list || row || statement.concern >= CONCERNS)
        })
    };
    for contradiction in found.iter_mut() {
        let list = contradiction.sides.len() > SIDES;
        contradiction.sides.retain(|side| concerns(side, list));
    }
    found.retain(|contradiction| contradiction.sides.len() > 1);
}

/// Adds the statement's document to a side; each document stands there once.
fn add(side: &mut Side, statement: &Statement<'_>) {
    let citation = statement.citation;
    if !side.sources.contains(&citation.source) {
        side.sources.push(citation.source.clone());
        side.citations.push(citation.id.clone());
    }
}
