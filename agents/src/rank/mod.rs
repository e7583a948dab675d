//! Ranking of sentences: BM25 for relevance, cosine for likeness, MMR against repetition, TextRank for what is
//! central; knows no questions.

mod bm25;
mod index;
mod mmr;
mod textrank;

pub use bm25::bm25;
pub use index::{Index, TermId, Vector, cosine};
pub use mmr::marginal_relevance;
pub use textrank::textrank;
