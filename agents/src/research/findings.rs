//! From a question and a corpus to the researcher's result: chooses, quotes, counts; invents nothing.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::question::{SubQuestion, sub_questions};
use super::quote::{Citation, CitationId, cite};
use super::result::{
    CitedSource, Confidence, Depth, Feedback, Finding, NotProduced, ResearchMetadata, ResearchResult,
    SubQuestionReport,
};
use crate::language::Language;
use crate::rank::{Vector, marginal_relevance};
use crate::reading::{Corpus, SourceId};

/// Candidates per sub-question that take part in the choice: enough to get past many copies of one sentence.
const CANDIDATES: usize = 500;
/// Share of a sub-question's best score below which a sentence is no longer worth a finding.
const WORTH: f32 = 0.3;
/// Quotes in the summary.
const SUMMARY_QUOTES: usize = 3;

/// What is researched.
#[derive(Clone, Copy, Debug)]
pub struct ResearchRequest<'a> {
    /// The question.
    pub question: &'a str,
    /// How much is asked and kept.
    pub depth: Depth,
    /// Most findings for one sub-question; no limit of its own if absent.
    pub per_part: Option<usize>,
    /// An approver's request for changes: its topics are searched for too.
    pub feedback: Option<&'a str>,
    /// The documents.
    pub corpus: &'a Corpus,
}

/// Searches the corpus for the question. Deterministic: the same request gives the same result. CPU work.
#[must_use]
pub fn research(request: &ResearchRequest<'_>) -> ResearchResult {
    let ResearchRequest { question, depth, corpus, feedback, .. } = *request;
    let language = Language::default();
    let feedback = feedback.map(str::trim).filter(|comment| !comment.is_empty());
    let evidence = Evidence::new(corpus, &language, question);
    let asked = sub_questions(&language, question, depth, feedback);
    let ranked: Vec<Vec<(usize, f32)>> = asked.iter().map(|sub| evidence.for_question(sub)).collect();
    let chosen = choose(&evidence, &asked, &ranked, depth.findings(), request.per_part.unwrap_or(usize::MAX));

    let mut quotes = Quotes { evidence: &evidence, citations: Vec::new() };
    let key_findings = chosen
        .iter()
        .enumerate()
        .filter_map(|(number, (entry, sub))| quotes.finding(number, *entry, asked.get(*sub)?))
        .collect::<Vec<_>>();
    let citations = quotes.citations;
    let sub_questions = asked.iter().zip(&ranked).map(|(sub, found)| SubQuestionReport {
        question: sub.question.clone(),
        answered: !found.is_empty(),
        evidence: found.len(),
    });
    let metadata = ResearchMetadata {
        depth,
        documents_read: corpus.sources.len(),
        copies: corpus.sources.iter().filter(|source| source.copy_of.is_some()).count(),
        documents_skipped: corpus.skipped.clone(),
        sentences: evidence.sentences.len(),
        sub_questions: sub_questions.collect(),
        feedback: feedback.map(|comment| record_feedback(&language, comment)),
        ..ResearchMetadata::default()
    };
    ResearchResult {
        topic: question.trim().to_owned(),
        research_type: "documents".to_owned(),
        executive_summary: summary(&key_findings, &metadata),
        detailed_analysis: None,
        recommendations: Vec::new(),
        sources_cited: cited(corpus, &key_findings, &citations),
        research_gaps: gaps(&language, question, &evidence, &metadata),
        key_findings,
        citations,
        not_produced: ["recommendations", "detailed_analysis"].map(NotProduced::needs_a_model).into(),
        metadata,
    }
}

fn record_feedback(language: &Language, comment: &str) -> Feedback {
    let terms = language.phrases(comment).into_iter();
    let join = |phrase: Vec<crate::language::Word>| {
        phrase.into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")
    };
    Feedback { comment: comment.to_owned(), terms: terms.map(join).collect() }
}

/// Round robin over the sub-questions, so that each is represented; MMR against everything taken before.
fn choose(
    evidence: &Evidence<'_>,
    asked: &[SubQuestion],
    ranked: &[Vec<(usize, f32)>],
    limit: usize,
    per_part: usize,
) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..asked.len()).collect();
    order.sort_by_key(|sub| asked.get(*sub).is_some_and(|sub| sub.aspect.is_special()));
    let mut taken: Vec<Vector> = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    loop {
        let before = chosen.len();
        for &sub in &order {
            if chosen.len() == limit {
                return chosen;
            }
            if chosen.iter().filter(|(_, of)| *of == sub).count() >= per_part {
                continue;
            }
            let next = ranked.get(sub).and_then(|found| next(evidence, found, &used, &taken));
            if let Some(entry) = next {
                let (first, last) = evidence.range(entry).unwrap_or((entry, entry));
                used.extend(first..=last);
                // A quote that supports a finding is not a finding of its own.
                used.extend(evidence.supporting(entry));
                taken.push(evidence.index.vector(entry));
                chosen.push((entry, sub));
            }
        }
        if chosen.len() == before {
            return chosen;
        }
    }
}

fn next(
    evidence: &Evidence<'_>,
    found: &[(usize, f32)],
    used: &BTreeSet<usize>,
    taken: &[Vector],
) -> Option<usize> {
    let best = found.first()?.1;
    let mut winner: Option<(f32, usize)> = None;
    for (entry, score) in found.iter().take(CANDIDATES).filter(|(_, score)| *score >= best * WORTH) {
        let (first, last) = evidence.range(*entry).unwrap_or((*entry, *entry));
        if (first..=last).any(|part| used.contains(&part)) {
            continue;
        }
        let Some(value) = marginal_relevance(score / best, &evidence.index.vector(*entry), taken) else {
            continue;
        };
        if winner.is_none_or(|(most, _)| value > most) {
            winner = Some((value, *entry));
        }
    }
    winner.map(|(_, entry)| entry)
}

struct Quotes<'a> {
    evidence: &'a Evidence<'a>,
    citations: Vec<Citation>,
}

impl Quotes<'_> {
    fn quote(&mut self, entry: usize) -> Option<Citation> {
        let (first, last) = self.evidence.range(entry)?;
        let (first, last) = (self.evidence.sentences.get(first)?, self.evidence.sentences.get(last)?);
        let source = self.evidence.source(entry)?;
        let id = CitationId::nth(self.citations.len());
        let known = |c: &&Citation| c.source == source.id && (c.start, c.end) == (first.start, last.end);
        if let Some(citation) = self.citations.iter().find(known) {
            return Some(citation.clone());
        }
        let mut citation = cite(id, source, first.start, last.end)?;
        citation.page = first.page;
        citation.heading = self.evidence.heading(entry).map(str::to_owned);
        self.citations.push(citation.clone());
        Some(citation)
    }

    fn finding(&mut self, number: usize, entry: usize, sub: &SubQuestion) -> Option<Finding> {
        let own = self.quote(entry)?;
        let mut all = vec![own.clone()];
        for other in self.evidence.supporting(entry) {
            all.extend(self.quote(other));
        }
        let sources: Vec<SourceId> = all.iter().map(|citation| citation.source.clone()).collect();
        Some(Finding {
            id: format!("F{}", number + 1),
            finding: own.display(),
            description: describe(&own, sources.get(1..).unwrap_or_default()),
            confidence: Confidence::of_documents(sources.len()),
            sources,
            citations: all.into_iter().map(|citation| citation.id).collect(),
            sub_question: sub.question.clone(),
            heading: own.heading,
        })
    }
}

fn describe(own: &Citation, others: &[SourceId]) -> String {
    let page = own.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let heading = own.heading.as_ref().map(|heading| format!(", under “{heading}”")).unwrap_or_default();
    let place = format!("Quoted from {}{page}{heading}.", own.path);
    if others.is_empty() {
        return format!("{place} No other document was found that says the same.");
    }
    let names = others.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("{place} A similar statement stands in {names}.")
}

fn summary(findings: &[Finding], metadata: &ResearchMetadata) -> String {
    let answered = metadata.sub_questions.iter().filter(|sub| sub.answered).count();
    let sources: BTreeSet<_> = findings.iter().flat_map(|finding| &finding.sources).collect();
    let mut text = format!(
        "{} findings, quoted from {} of {} documents; {} of {} sub-questions have evidence.",
        findings.len(),
        sources.len(),
        metadata.documents_read,
        answered,
        metadata.sub_questions.len(),
    );
    for finding in findings.iter().take(SUMMARY_QUOTES) {
        let citation = finding.citations.first().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!(" “{}” [{citation}]", finding.finding));
    }
    text
}

fn cited(corpus: &Corpus, findings: &[Finding], citations: &[Citation]) -> Vec<CitedSource> {
    let quoted = |id: &SourceId| citations.iter().any(|citation| citation.source == *id);
    let sources = corpus.sources.iter().filter(|source| quoted(&source.id));
    sources
        .map(|source| {
            let said: Vec<_> =
                findings.iter().filter(|finding| finding.sources.contains(&source.id)).collect();
            let shared = said.iter().filter(|finding| finding.sources.len() > 1).count();
            let confidence = match shared {
                0 => Confidence::Low,
                _ if shared * 2 >= said.len() => Confidence::High,
                _ => Confidence::Medium,
            };
            CitedSource {
                id: source.id.clone(),
                title: source.title.clone(),
                url: format!("sources/{}.txt", source.id),
                source: source.path.clone(),
                date: source.date.clone(),
                confidence,
            }
        })
        .collect()
}

fn gaps(
    language: &Language,
    question: &str,
    evidence: &Evidence<'_>,
    metadata: &ResearchMetadata,
) -> Vec<String> {
    let unanswered = metadata.sub_questions.iter().filter(|sub| !sub.answered);
    let mut gaps: Vec<String> =
        unanswered.map(|sub| format!("No evidence in the documents for: {}", sub.question)).collect();
    let comment = metadata.feedback.as_ref().map(|feedback| feedback.comment.as_str()).unwrap_or_default();
    let mut missing = BTreeSet::new();
    for word in language.phrases(question).into_iter().chain(language.phrases(comment)).flatten() {
        if !evidence.mentions(&word.stem) && missing.insert(word.stem) {
            gaps.push(format!("No document mentions “{}”.", word.surface));
        }
    }
    gaps
}
