//! Analysis without a language model: groups, counts and published arithmetic over findings; reads no document.

mod analyse;
mod confidence;
mod groups;
mod result;

pub use analyse::analyse;
pub use confidence::{FORMULA, MORE_SOURCES_BELOW, PROCEED_FROM};
pub use result::{
    AnalysisMetadata, AnalysisResult, ConfidenceScores, KeyInsight, Pattern, Recommendation, SourceCount,
    Statistics,
};
