//! Ranking of sentences: BM25 for relevance, cosine for likeness, MMR against repetition; knows no questions.

mod bm25;
mod index;
mod mmr;

pub use bm25::bm25;
pub use index::{Index, TermId, Vector, cosine};
pub use mmr::{DUPLICATE, marginal_relevance};
