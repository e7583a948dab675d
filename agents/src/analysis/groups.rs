//! Groups findings that are about the same thing; counts nothing.

use crate::language::Language;
use crate::rank::{Index, Vector, cosine};
use crate::research::{Finding, ResearchResult};

/// Likeness to a group's head from which on a finding joins the group.
const JOIN: f32 = 0.22;

/// A group of findings, best supported first; that one is its head.
pub(super) struct Group<'a> {
    pub(super) findings: Vec<&'a Finding>,
}

/// Every finding is in exactly one group. Groups are ordered by the support of their heads, then by size.
pub(super) fn groups(research: &ResearchResult) -> Vec<Group<'_>> {
    let language = Language::default();
    let mut index = Index::default();
    for finding in &research.key_findings {
        index.add(&[(&language.stems(&finding.finding), 1.0)]);
    }
    let mut order: Vec<(usize, &Finding)> = research.key_findings.iter().enumerate().collect();
    order.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.sources.len()));
    let mut groups: Vec<(Vector, Group<'_>)> = Vec::new();
    for (entry, finding) in order {
        let vector = index.vector(entry);
        let near = groups
            .iter_mut()
            .map(|(head, group)| (cosine(head, &vector), group))
            .filter(|(likeness, _)| *likeness >= JOIN)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match near {
            Some((_, group)) => group.findings.push(finding),
            None => groups.push((vector, Group { findings: vec![finding] })),
        }
    }
    let mut groups: Vec<_> = groups.into_iter().map(|(_, group)| group).collect();
    let support = |group: &Group<'_>| group.findings.first().map_or(0, |head| head.sources.len());
    groups.sort_by_key(|group| std::cmp::Reverse((support(group), group.findings.len())));
    groups
}
