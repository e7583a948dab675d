//! Questions about other people's texts, in the format of SQuAD (Rajpurkar, Jia and Liang 2018, doi 10.18653/v1/P18-2124): as they are
//! labelled, and each that has an answer once more of documents without the paragraph that has it. None of them is bundled.

use super::answer::{Answer, System, TOP};
use super::baseline::{Baseline, Ranking};
use super::matching::normal;
use super::ours::{self, Ours};
use crate::report::{Cell, Report, Table, narrate, number};
use crate::{Failure, SquadArgs};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Parts of the paragraphs, of which one at a time is left out.
const FOLDS: usize = 5;

#[derive(Deserialize)]
struct File {
    data: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    title: String,
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    context: String,
    qas: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    question: String,
    #[serde(default)]
    answers: Vec<Told>,
    #[serde(default)]
    is_impossible: bool,
}

#[derive(Deserialize)]
struct Told {
    text: String,
}

/// What a system made of the questions: how many there were, and of how many it was right.
#[derive(Clone, Copy, Default)]
struct Counts {
    answerable: usize,
    gaps: usize,
    first: usize,
    found: usize,
    unanswerable: usize,
    declared: usize,
    left_out: usize,
    declared_left_out: usize,
}

/// Asks the questions of each file.
pub(crate) fn squad(arguments: &SquadArgs, folder: &Path) -> Result<Report, Failure> {
    let mut report = Report::default();
    for (number, path) in arguments.files.iter().enumerate() {
        report.tables.push(of_file(path, &folder.join(number.to_string()))?);
    }
    Ok(report)
}

fn of_file(path: &Path, folder: &Path) -> Result<Table, Failure> {
    let failed = |why: String| Failure::from(format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let file: File = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let mut counts = [Counts::default(); 3];
    for left_out in std::iter::once(None).chain((0..FOLDS).map(Some)) {
        narrate(&match left_out {
            None => format!("asking the questions of {}", path.display()),
            Some(fold) => format!("asking again without part {} of {FOLDS} of the paragraphs", fold + 1),
        });
        let documents = folder.join(left_out.map_or("all".to_owned(), |fold: usize| fold.to_string()));
        materialise(&file, left_out, &documents)?;
        ask(&file, left_out, &documents, folder, &mut counts)?;
    }
    let title = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(table(title, &counts))
}

/// A document for each article, as Markdown.
fn materialise(file: &File, left_out: Option<usize>, documents: &Path) -> Result<(), Failure> {
    for (number, article) in file.data.iter().enumerate() {
        let kept = article.paragraphs.iter().enumerate().filter(|(at, _)| Some(at % FOLDS) != left_out);
        let paragraphs: Vec<&str> = kept.map(|(_, paragraph)| paragraph.context.as_str()).collect();
        let own = documents.join(number.to_string());
        std::fs::create_dir_all(&own)?;
        let text = format!("# {}\n\n{}\n", article.title.replace('_', " "), paragraphs.join("\n\n"));
        std::fs::write(own.join("article.md"), text)?;
    }
    Ok(())
}

fn ask(
    file: &File,
    left_out: Option<usize>,
    documents: &Path,
    folder: &Path,
    counts: &mut [Counts; 3],
) -> Result<(), Failure> {
    let corpus = ours::read(&PathBuf::from(documents))?;
    let ours = Ours { corpus: &corpus, scratch: folder.to_owned() };
    let baselines = [Ranking::Bm25, Ranking::TextRank].map(|ranking| Baseline::new(ranking, &corpus));
    let [bm25, text_rank] = &baselines;
    let systems: [&dyn System; 3] = [&ours, bm25, text_rank];
    let paragraphs = file.data.iter().flat_map(|article| article.paragraphs.iter().enumerate());
    let asked = paragraphs.filter(|(at, _)| left_out.is_none_or(|fold| at % FOLDS == fold));
    for question in asked.flat_map(|(_, paragraph)| &paragraph.qas) {
        if left_out.is_some() && question.is_impossible {
            continue;
        }
        for (system, counts) in systems.iter().zip(counts.iter_mut()) {
            counts.add(question, left_out.is_some(), &system.answer(&question.question)?);
        }
    }
    Ok(())
}

impl Counts {
    fn add(&mut self, asked: &Asked, left_out: bool, answer: &Answer) {
        let declared = usize::from(answer.gap);
        if left_out {
            self.left_out += 1;
            self.declared_left_out += declared;
        } else if asked.is_impossible {
            self.unanswerable += 1;
            self.declared += declared;
        } else {
            self.answerable += 1;
            self.gaps += declared;
            self.first += usize::from(is_found(asked, answer, 1));
            self.found += usize::from(is_found(asked, answer, TOP));
        }
    }
}

/// Whether one of the first `top` findings has the words of an answer.
fn is_found(asked: &Asked, answer: &Answer, top: usize) -> bool {
    let told: Vec<String> = asked.answers.iter().map(|told| normal(&told.text)).collect();
    let mut quotes = answer.findings.iter().take(top).flatten().map(|quote| normal(&quote.text));
    quotes.any(|quote| told.iter().any(|told| !told.is_empty() && quote.contains(told.as_str())))
}

fn table(title: String, counts: &[Counts; 3]) -> Table {
    let row = |name: &str, of: fn(&Counts) -> (usize, usize)| {
        let all = counts.first().map_or(0, |counts| of(counts).1);
        let share = |counts: &Counts| {
            let (some, all) = of(counts);
            Cell::from(100.0 * number(some) / number(all))
        };
        (format!("{name} ({all})"), counts.iter().map(share).collect())
    };
    Table {
        title: format!("{title}, in percent"),
        columns: vec!["aegis", "BM25", "TextRank"],
        rows: vec![
            row("questions without an answer declared", |counts| (counts.declared, counts.unanswerable)),
            row("without their paragraph declared", |counts| (counts.declared_left_out, counts.left_out)),
            row("answerable questions declared a gap", |counts| (counts.gaps, counts.answerable)),
            row("answer in the first finding", |counts| (counts.first, counts.answerable)),
            row("answer in the top 10", |counts| (counts.found, counts.answerable)),
        ],
    }
}
