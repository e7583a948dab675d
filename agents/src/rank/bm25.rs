//! Okapi BM25 over an index; only relevance, no diversity.

use super::index::Index;

/// Saturation of term frequency.
const K1: f32 = 1.2;
/// Normalisation by length: sentences differ in length less than documents do.
const B: f32 = 0.5;

/// Scores of all entries for weighted query stems; 0 for entries without any of them.
#[must_use]
pub fn bm25(index: &Index, query: &[(String, f32)]) -> Vec<f32> {
    let mut scores = vec![0.0; index.len()];
    let average = average(&index.lengths);
    for (stem, weight) in query {
        let Some(term) = index.term(stem) else { continue };
        let Some(postings) = index.postings.get(term as usize) else { continue };
        let idf = index.idf_of(postings.len());
        for (entry, frequency) in postings {
            let entry = *entry as usize;
            let (Some(score), Some(length)) = (scores.get_mut(entry), index.lengths.get(entry)) else {
                continue;
            };
            let norm = K1 * (1.0 - B + B * length / average);
            *score += weight * idf * frequency * (K1 + 1.0) / (frequency + norm);
        }
    }
    scores
}

#[expect(clippy::cast_precision_loss, reason = "a rank needs no more than 24 bits")]
fn average(lengths: &[f32]) -> f32 {
    (lengths.iter().sum::<f32>() / lengths.len().max(1) as f32).max(f32::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&str]) -> Index {
        let mut index = Index::default();
        for text in texts {
            let stems: Vec<String> = text.split(' ').map(str::to_owned).collect();
            index.add(&[(&stems, 1.0)]);
        }
        index
    }

    #[test]
    fn rare_terms_and_shorter_entries_win() {
        let index =
            index(&["heat pump", "heat loss of a wall", "heat pump in a very old large house", "wall"]);
        let scores = bm25(&index, &[("heat".to_owned(), 1.0), ("pump".to_owned(), 1.0)]);
        assert!(scores[0] > scores[2] && scores[2] > scores[1]);
        assert_eq!(scores[3], 0.0);
        assert!(bm25(&index, &[("absent".to_owned(), 1.0)]).iter().all(|score| *score == 0.0));
    }
}
