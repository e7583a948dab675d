//! Findings about the same thing, their head by TextRank and their name by key terms; counts nothing.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::rank::{Index, Vector, cosine, textrank};
use crate::research::{Finding, ResearchResult};

/// Mean likeness of two groups from which on they are one theme.
const JOIN: f32 = 0.13;
/// Key terms in a theme's name.
const NAME_TERMS: usize = 3;

/// Findings about the same thing, best supported first, then most central; the first is the head.
pub(super) struct Theme<'a> {
    pub(super) name: String,
    pub(super) findings: Vec<&'a Finding>,
}

/// Every finding is in exactly one theme. Themes are ordered by the support of their heads, then
/// by the worth of their best finding.
pub(super) fn themes(research: &ResearchResult) -> Vec<Theme<'_>> {
    let language = Language::of_text(&research.topic, None);
    let findings = &research.key_findings;
    let mut index = Index::default();
    for finding in findings {
        index.add(&[(&language.stems(&finding.finding), 1.0)]);
    }
    let vectors: Vec<Vector> = (0..findings.len()).map(|entry| index.vector(entry)).collect();
    let mut themes: Vec<Theme<'_>> = clusters(&vectors)
        .into_iter()
        .map(|members| Theme { name: String::new(), findings: ordered(findings, &vectors, &members) })
        .collect();
    let support = |theme: &Theme<'_>| theme.findings.first().map_or(0, |head| head.sources.len());
    // Findings are in the order of their worth for the question.
    let first = |theme: &Theme<'_>| {
        findings.iter().position(|finding| theme.findings.iter().any(|own| own.id == finding.id))
    };
    themes.sort_by_key(|theme| (std::cmp::Reverse(support(theme)), first(theme)));
    name(&language, &mut themes);
    themes
}

/// Joins the two groups with the highest mean likeness until none reaches the threshold.
fn clusters(vectors: &[Vector]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..vectors.len()).map(|at| vec![at]).collect();
    loop {
        let mut best: Option<(f32, usize, usize)> = None;
        for (left, a) in groups.iter().enumerate() {
            for (right, b) in groups.iter().enumerate().skip(left + 1) {
                let likeness = mean_likeness(vectors, a, b);
                if likeness >= JOIN && best.is_none_or(|(most, ..)| likeness > most) {
                    best = Some((likeness, left, right));
                }
            }
        }
        let Some((_, left, right)) = best else { return groups };
        let joined = groups.remove(right);
        if let Some(group) = groups.get_mut(left) {
            group.extend(joined);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen findings")]
fn mean_likeness(vectors: &[Vector], a: &[usize], b: &[usize]) -> f32 {
    let pairs = a.iter().flat_map(|left| b.iter().map(move |right| (left, right)));
    let likeness = pairs.filter_map(|(l, r)| vectors.get(*l).zip(vectors.get(*r))).map(|(l, r)| cosine(l, r));
    likeness.sum::<f32>() / (a.len() * b.len()).max(1) as f32
}

fn ordered<'a>(findings: &'a [Finding], vectors: &[Vector], members: &[usize]) -> Vec<&'a Finding> {
    let own: Vec<Vector> = members.iter().filter_map(|at| vectors.get(*at).cloned()).collect();
    let mut ranked: Vec<(usize, f32)> = members.iter().copied().zip(textrank(&own)).collect();
    let support = |at: usize| findings.get(at).map_or(0, |finding| finding.sources.len());
    ranked.sort_by(|a, b| support(b.0).cmp(&support(a.0)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
    ranked.into_iter().filter_map(|(at, _)| findings.get(at)).collect()
}

/// A theme is named by the terms that stand in it more than in the others.
fn name(language: &Language, themes: &mut [Theme<'_>]) {
    let words: Vec<BTreeMap<String, (usize, String)>> = themes
        .iter()
        .map(|theme| {
            let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
            for word in theme.findings.iter().flat_map(|finding| language.words(&finding.finding)) {
                if word.stem.chars().count() > 2 && !word.stem.contains(|c: char| c.is_ascii_digit()) {
                    counts.entry(word.stem).or_insert((0, word.surface)).0 += 1;
                }
            }
            counts
        })
        .collect();
    for (at, theme) in themes.iter_mut().enumerate() {
        let Some(own) = words.get(at) else { continue };
        let elsewhere = |stem: &String| words.iter().filter(|other| other.contains_key(stem)).count();
        let mut terms: Vec<(f64, &String, &String)> = own
            .iter()
            .map(|(stem, (count, surface))| (weight(*count, elsewhere(stem)), stem, surface))
            .collect();
        terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let head = theme.findings.first().map(|head| head.finding.as_str()).unwrap_or_default();
        let mut chosen: Vec<&String> =
            terms.into_iter().take(NAME_TERMS).map(|(.., surface)| surface).collect();
        chosen.sort_by_key(|surface| head.find(surface.as_str()).unwrap_or(usize::MAX));
        theme.name = chosen.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen findings")]
fn weight(count: usize, elsewhere: usize) -> f64 {
    count as f64 / elsewhere.max(1) as f64
}
