//! From a question and a corpus to the researcher's result: chooses, quotes, counts; invents nothing.

use std::collections::BTreeSet;

use super::choice::choose;
use super::evidence::Evidence;
use super::gaps::{gaps, words_not_found};
use super::preamble::what_is_asked;
use super::question::{SubQuestion, sub_questions};
use super::quote::{Citation, CitationId, cite};
use super::result::{
    CitedSource, Confidence, Depth, Feedback, Finding, Nearest, NotProduced, Relevance, ResearchMetadata,
    ResearchResult, SetAside, SubQuestionReport,
};
use crate::counts::{DOCUMENTS, FINDINGS, counted, part_of, with_evidence};
use crate::language::Language;
use crate::limits;
use crate::reading::{Corpus, SourceId, clip, folder};

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
    let language = Language::of_text(question, None);
    let feedback = feedback.map(str::trim).filter(|comment| !comment.is_empty());
    let core = what_is_asked(question);
    let evidence = Evidence::new(corpus, &language, &core);
    let mut asked = sub_questions(&language, &core, depth, feedback);
    asked.iter_mut().filter(|sub| sub.whole).for_each(|sub| question.trim().clone_into(&mut sub.question));
    let ranked: Vec<Vec<(usize, f32)>> = asked.iter().map(|sub| evidence.for_question(sub)).collect();
    let answered: Vec<bool> =
        asked.iter().zip(&ranked).map(|(sub, found)| evidence.is_answered(sub, found)).collect();
    let ordered: Vec<Vec<(usize, f32)>> =
        asked.iter().zip(&ranked).map(|(sub, found)| evidence.by_what_is_said(sub, found)).collect();
    let chosen =
        choose(&evidence, &asked, &ordered, depth.findings(), request.per_part.unwrap_or(usize::MAX));
    let mut quotes = Quotes { evidence: &evidence, citations: Vec::new() };
    let key_findings = quotes.findings(&chosen, &asked);
    quotes.more(&ranked);
    let relevance = quotes.relevance(ranked.first().map(Vec::as_slice).unwrap_or_default());
    let nearest = quotes.nearest(&language, &asked, &ranked).filter(|_| answered.first() == Some(&false));
    let citations = quotes.citations;
    let sub_questions = asked.iter().zip(&ranked).zip(&answered).map(|((sub, found), answered)| {
        let nearest = nearest.clone().filter(|_| sub.whole);
        SubQuestionReport {
            question: sub.question.clone(),
            answered: *answered,
            evidence: found.len(),
            nearest,
        }
    });
    let metadata = ResearchMetadata {
        depth,
        sub_questions: sub_questions.collect(),
        feedback: feedback.map(|comment| record_feedback(&language, comment)),
        words_not_found: words_not_found(&language, &core, feedback, &evidence),
        ..read(&evidence)
    };
    ResearchResult {
        topic: question.trim().to_owned(),
        research_type: "documents".to_owned(),
        executive_summary: summary(&key_findings, &metadata),
        detailed_analysis: None,
        recommendations: Vec::new(),
        sources_cited: cited(&evidence, corpus, &key_findings, &citations),
        research_gaps: gaps(&metadata),
        key_findings,
        citations,
        relevance,
        not_produced: ["recommendations", "detailed_analysis"].map(NotProduced::needs_a_model).into(),
        metadata,
    }
}

/// What is known of the documents, whatever was asked.
fn read(evidence: &Evidence<'_>) -> ResearchMetadata {
    let corpus = evidence.corpus;
    ResearchMetadata {
        documents_read: corpus.sources.len(),
        copies: corpus.sources.iter().filter(|source| source.copy_of.is_some()).count(),
        documents_skipped: corpus.skipped.clone(),
        sentences: evidence.sentences.len(),
        set_aside: set_aside(evidence),
        ..ResearchMetadata::default()
    }
}

fn record_feedback(language: &Language, comment: &str) -> Feedback {
    let terms = language.phrases(comment).into_iter();
    let join = |phrase: Vec<crate::language::Word>| {
        phrase.into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")
    };
    Feedback { comment: comment.to_owned(), terms: terms.map(join).collect() }
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
        if let Some(citation) = self.known(entry) {
            return Some(citation.clone());
        }
        let mut citation = cite(id, source, first.start, last.end)?;
        citation.page = first.page;
        citation.place = first.place;
        citation.locator = first.place.map(|place| source.locator(place));
        citation.heading = self.evidence.heading(entry).map(str::to_owned);
        self.citations.push(citation.clone());
        Some(citation)
    }

    /// Further quotes on the subject for the analyst: the best for each sub-question in turn, none from copies.
    fn more(&mut self, ranked: &[Vec<(usize, f32)>]) {
        let Some(most) = ranked.iter().map(Vec::len).max() else { return };
        let limit = self.citations.len() + limits::EVIDENCE_QUOTES;
        for rank in 0..most {
            for (entry, _) in ranked.iter().filter_map(|found| found.get(rank)) {
                let copy = self.evidence.source(*entry).is_none_or(|source| source.copy_of.is_some());
                if self.citations.len() < limit && !copy {
                    self.quote(*entry);
                }
            }
        }
    }

    /// Of the quotes taken so far, by the ranking for the question itself.
    fn relevance(&self, ranked: &[(usize, f32)]) -> Vec<Relevance> {
        let best = ranked.first().map(|(_, score)| *score).unwrap_or_default();
        let mut out: Vec<Relevance> = Vec::new();
        for (entry, score) in ranked.iter().take(limits::EVIDENCE_QUOTES) {
            let Some(citation) = self.known(*entry) else { continue };
            if out.iter().all(|known| known.citation != citation.id) {
                out.push(Relevance {
                    citation: citation.id.clone(),
                    percent: percent(*score, best),
                    covered: percent(self.evidence.share(*entry).all, 1.0),
                });
            }
        }
        out
    }

    /// What comes nearest to the question itself among what is quoted.
    fn nearest(
        &self,
        language: &Language,
        asked: &[SubQuestion],
        ranked: &[Vec<(usize, f32)>],
    ) -> Option<Nearest> {
        let (sub, found) = asked.first().zip(ranked.first())?;
        let entry = self.evidence.nearest(sub, found)?;
        let lacks = self.evidence.lacks(language, &sub.question, entry);
        Some(Nearest { citation: self.known(entry)?.id.clone(), lacks })
    }

    fn known(&self, entry: usize) -> Option<&Citation> {
        let (first, last) = self.evidence.range(entry)?;
        let (first, last) = (self.evidence.sentences.get(first)?, self.evidence.sentences.get(last)?);
        let source = self.evidence.source(entry)?;
        let same = |c: &&Citation| c.source == source.id && (c.start, c.end) == (first.start, last.end);
        self.citations.iter().find(same)
    }

    /// What was chosen (sentence and sub-question), as findings.
    fn findings(&mut self, chosen: &[(usize, usize)], asked: &[SubQuestion]) -> Vec<Finding> {
        let finding =
            |(number, (entry, sub)): (usize, &(usize, usize))| self.finding(number, *entry, asked.get(*sub)?);
        chosen.iter().enumerate().filter_map(finding).collect()
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(score: f32, best: f32) -> u8 {
    if best > 0.0 { (100.0 * score / best).clamp(0.0, 100.0) as u8 } else { 0 }
}

fn describe(own: &Citation, others: &[SourceId]) -> String {
    let within = own.locator.as_ref().map(|locator| format!(", {locator}")).unwrap_or_default();
    let heading = own.heading.as_ref().map(|heading| format!(", under “{heading}”")).unwrap_or_default();
    let place = format!("Quoted from {}{within}{heading}.", own.path);
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
        "{}, quoted from {}; {}.",
        counted(findings.len(), FINDINGS),
        part_of(sources.len(), metadata.documents_read, DOCUMENTS),
        with_evidence(answered, metadata.sub_questions.len()),
    );
    for finding in findings.iter().take(SUMMARY_QUOTES) {
        let citation = finding.citations.first().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!(" “{}” [{citation}]", finding.finding));
    }
    text
}

fn cited(
    evidence: &Evidence<'_>,
    corpus: &Corpus,
    findings: &[Finding],
    citations: &[Citation],
) -> Vec<CitedSource> {
    let quoted = |id: &SourceId| citations.iter().any(|citation| citation.source == *id);
    let folders = evidence.concern_of_folders();
    let sources = corpus.sources.iter().enumerate().filter(|(_, source)| quoted(&source.id));
    sources
        .map(|(number, source)| {
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
                concern: percent(evidence.concern(number), 1.0),
                folder_concern: percent(folders.get(folder(&source.path)).copied().unwrap_or(1.0), 1.0),
            }
        })
        .collect()
}

fn set_aside(evidence: &Evidence<'_>) -> Vec<SetAside> {
    let entry = |entry: &usize| {
        let source = evidence.source(*entry)?;
        let mut text = evidence.text(*entry).split_whitespace().collect::<Vec<_>>().join(" ");
        clip(&mut text, limits::QUOTE_MAX_CHARS);
        Some(SetAside { path: source.path.clone(), text })
    };
    evidence.set_aside.iter().take(limits::SET_ASIDE).filter_map(entry).collect()
}
