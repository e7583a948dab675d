//! Analysis without a language model: themes, figures, contradictions, counts and published arithmetic over quotes;
//! reads no document.

mod advice;
mod analyse;
mod confidence;
mod contradictions;
mod facts;
mod figures;
mod polarity;
mod result;
mod statement;
mod themes;

pub use analyse::analyse;
pub use confidence::{FORMULA, MORE_SOURCES_BELOW, PROCEED_FROM};
pub use facts::{Contradiction, ContradictionKind, Figure, Side, TimelineEntry};
pub use result::{
    AnalysisMetadata, AnalysisResult, ConfidenceScores, KeyInsight, Pattern, Recommendation, SourceCount,
    Statistics,
};
