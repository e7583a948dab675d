//! TextRank: how central each entry is among its like; knows no question.

use super::index::{Vector, cosine};

/// Share of a rank that comes from the neighbours.
const DAMPING: f32 = 0.85;
/// Rounds of passing ranks on; the order of a few dozen entries settles long before.
const ROUNDS: usize = 40;

/// Ranks of the entries by their likeness to all others, summing to about their number. Alike entries rank alike.
#[must_use]
pub fn textrank(vectors: &[Vector]) -> Vec<f32> {
    let likeness: Vec<Vec<f32>> = vectors
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let other = |(to, vector): (usize, &Vector)| if at == to { 0.0 } else { cosine(own, vector) };
            vectors.iter().enumerate().map(other).collect()
        })
        .collect();
    let totals: Vec<f32> = likeness.iter().map(|row| row.iter().sum()).collect();
    let mut ranks = vec![1.0_f32; vectors.len()];
    for _ in 0..ROUNDS {
        ranks = (0..vectors.len())
            .map(|to| {
                let from = likeness.iter().zip(&totals).zip(&ranks);
                let share = |((row, total), rank): ((&Vec<f32>, &f32), &f32)| {
                    let weight = row.get(to).copied().unwrap_or_default();
                    if *total > 0.0 { rank * weight / total } else { 0.0 }
                };
                (1.0 - DAMPING) + DAMPING * from.map(share).sum::<f32>()
            })
            .collect();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_that_others_resemble_ranks_first() {
        let vectors = [vec![(1, 0.8), (2, 0.6)], vec![(1, 1.0)], vec![(2, 1.0)], vec![(3, 1.0)]];
        let ranks = textrank(&vectors);
        assert!(ranks[0] > ranks[1] && ranks[1] > ranks[3] && ranks[2] > ranks[3]);
        assert!(textrank(&[]).is_empty());
    }
}
