//! The report's list of sources: what is quoted, what was only read, what repeats another; formats nothing.

use std::collections::BTreeSet;

use super::bundle::WriteRequest;
use super::citations::snapshot_name;
use super::report::{DocumentCopy, References, ReportSource};
use crate::reading::{Source, SourceId};
use crate::research::CitationId;

/// All documents of the run and the files that were not read.
pub(super) fn references(request: &WriteRequest<'_>, used: &BTreeSet<CitationId>) -> References {
    let citations = || request.research.citations.iter().filter(|citation| used.contains(&citation.id));
    let quotes = |id: &SourceId| citations().filter(|citation| citation.source == *id).count();
    let (mut sources, mut data_sources, mut copies) = (Vec::new(), Vec::new(), Vec::new());
    for source in &request.corpus.sources {
        let copy = copy(request, source);
        match quotes(&source.id) {
            0 if copy.is_none() => data_sources.push(source.path.clone()),
            0 => {}
            quotes => sources.push(ReportSource {
                id: source.id.clone(),
                title: source.title.clone(),
                path: source.path.clone(),
                date: source.date.clone(),
                snapshot: snapshot_name(&source.id),
                quotes,
                source_sha256: source.source_sha256.clone(),
            }),
        }
        copies.extend(copy);
    }
    References {
        sources,
        citations: citations().map(|citation| citation.id.clone()).collect(),
        data_sources,
        copies,
        skipped: request.corpus.skipped.clone(),
    }
}

fn copy(request: &WriteRequest<'_>, source: &Source) -> Option<DocumentCopy> {
    let original = request.corpus.source(source.copy_of.as_ref()?)?;
    Some(DocumentCopy {
        id: source.id.clone(),
        path: source.path.clone(),
        copy_of: original.id.clone(),
        original: original.path.clone(),
        percent: source.copy_percent.unwrap_or(100),
    })
}
