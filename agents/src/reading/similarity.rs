//! Which texts are nearly the same, by sketches of their word sequences (MinHash); groups nothing for good.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_segmentation::UnicodeSegmentation;

/// Words in a row that are compared: shorter runs occur in texts that only share a subject.
const RUN: usize = 4;
/// Smallest hashes that are kept of a text: the estimate of the likeness is off by about 3 in 100.
const SKETCH: usize = 256;
/// Likeness from which on a text counts as a copy, in percent of the word runs of both. A reprint with another beginning and
/// end, or with every tenth sentence edited, has 70 to 80; two texts on one subject by different authors stay below 15.
const COPY_PERCENT: usize = 60;
/// Word runs below which only the same words make a copy: two people may well put one statement alike.
const FEW_RUNS: usize = 50;

/// What is kept of a text to compare it: the smallest hashes of its word runs, and one of all its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    words: u64,
    smallest: Vec<u64>,
}

impl Sketch {
    /// Reads words as they are compared: without case, punctuation or white space.
    pub(super) fn of(text: &str) -> Self {
        let (mut all, mut run) = (DefaultHasher::new(), [0_u64; RUN]);
        let mut smallest = BTreeSet::new();
        let mut count = 0_usize;
        for word in text.unicode_words() {
            let hash = hash_of_word(word);
            hash.hash(&mut all);
            run.rotate_left(1);
            if let Some(last) = run.last_mut() {
                *last = hash;
            }
            count += 1;
            if count >= RUN {
                keep(&mut smallest, hash_of(&run));
            }
        }
        if (1..RUN).contains(&count) {
            keep(&mut smallest, hash_of(&run));
        }
        Self { words: all.finish(), smallest: smallest.into_iter().collect() }
    }

    /// Estimated share of the word runs of both that both have, in percent; 100 only for the same words in a row.
    fn percent(&self, other: &Self) -> usize {
        if self.words == other.words {
            return 100;
        }
        let (mut left, mut right) = (self.smallest.iter().peekable(), other.smallest.iter().peekable());
        let (mut shared, mut union) = (0_usize, 0_usize);
        while union < SKETCH {
            // Both lists are in order: the smaller head is the next of the union.
            let (mine, theirs) = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) => (a <= b, b <= a),
                (Some(_), None) => (true, false),
                (None, Some(_)) => (false, true),
                (None, None) => break,
            };
            if mine {
                left.next();
            }
            if theirs {
                right.next();
            }
            union += 1;
            shared += usize::from(mine && theirs);
        }
        (shared * 100 / union.max(1)).min(99)
    }
}

fn keep(smallest: &mut BTreeSet<u64>, hash: u64) {
    if smallest.len() < SKETCH {
        smallest.insert(hash);
    } else if smallest.last().is_some_and(|largest| hash < *largest) && smallest.insert(hash) {
        smallest.pop_last();
    }
}

/// `DefaultHasher::new` has fixed keys: the same text gives the same sketch in every run of one program.
fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn hash_of_word(word: &str) -> u64 {
    if word.is_ascii() && !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        hash_of(&word)
    } else {
        hash_of(&word.to_lowercase().as_str())
    }
}

/// For each text the earlier one that it copies, and how much of it in percent. Every copy names an original, never
/// another copy.
pub(super) fn copies(sketches: &[Sketch]) -> Vec<Option<(usize, u8)>> {
    // Originals by the hashes in their sketches: only those that share some can be alike.
    let mut originals: HashMap<u64, Vec<usize>> = HashMap::new();
    // How many hashes each earlier text shares with the one looked at; zero again after each.
    let mut shared = vec![0_usize; sketches.len()];
    let mut out = Vec::with_capacity(sketches.len());
    for (index, sketch) in sketches.iter().enumerate() {
        let mut met = Vec::new();
        for original in sketch.smallest.iter().filter_map(|hash| originals.get(hash)).flatten() {
            if let Some(count) = shared.get_mut(*original) {
                if *count == 0 {
                    met.push(*original);
                }
                *count += 1;
            }
        }
        let enough = if sketch.smallest.len() < FEW_RUNS { 100 } else { COPY_PERCENT };
        let mut best = None;
        for original in met {
            let count = shared.get_mut(original).map(std::mem::take).unwrap_or_default();
            let Some(other) = sketches.get(original) else { continue };
            // What both have can't be more than `count`, and all of both not fewer than the larger sketch has.
            if count * 100 >= COPY_PERCENT * sketch.smallest.len().max(other.smallest.len()) {
                best = best.max(Some((sketch.percent(other), std::cmp::Reverse(original))));
            }
        }
        match best.filter(|(percent, _)| *percent >= enough) {
            Some((percent, original)) => out.push(Some((original.0, u8::try_from(percent).unwrap_or(100)))),
            None => {
                for hash in &sketch.smallest {
                    originals.entry(*hash).or_default().push(index);
                }
                out.push(None);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences that share hardly a run of words with those of another seed.
    fn prose(seed: usize, sentences: usize) -> String {
        let word = |n: usize| format!("pump{}", (n + 1).wrapping_mul(seed + 40_503) % 9_973 % 500);
        let sentence = |s: usize| (0..9).map(|w| word(s * 9 + w)).collect::<Vec<_>>().join(" ") + ". ";
        (0..sentences).map(sentence).collect()
    }

    fn groups(texts: &[&str]) -> Vec<Option<(usize, u8)>> {
        copies(&texts.iter().map(|text| Sketch::of(text)).collect::<Vec<_>>())
    }

    #[test]
    fn white_space_and_case_make_no_difference() {
        let found = groups(&["Heat pumps move heat.", "HEAT  pumps\nmove heat", "Boilers burn gas."]);
        assert_eq!(found, [None, Some((0, 100)), None]);
        assert_eq!(groups(&["Yes.", "No.", "yes"]), [None, None, Some((0, 100))]);
    }

    #[test]
    fn a_text_with_a_few_words_changed_or_a_note_added_is_a_copy() {
        let original = prose(1, 60);
        let edited = original.replacen("pump", "engine", 5);
        let noted = format!("Republished with permission of the authors. {original}");
        let found = groups(&[&original, &prose(2, 60), &edited, &noted]);
        assert_eq!((found[0], found[1]), (None, None));
        assert!(matches!(found[2], Some((0, 60..=99))), "{found:?}");
        assert!(matches!(found[3], Some((0, 80..=99))), "{found:?}");
    }

    #[test]
    fn a_single_statement_put_alike_is_no_copy() {
        let statement =
            "a heat pump delivers about three units of heat for each unit of electricity that it uses";
        assert_eq!(groups(&[statement, &format!("Experts say: {statement}")]), [None, None]);
    }

    #[test]
    fn half_of_a_text_is_no_copy() {
        let half = format!("{}{}", prose(1, 30), prose(2, 30));
        assert_eq!(groups(&[&prose(1, 60), &half])[1], None);
    }

    #[test]
    fn form_letters_that_are_no_copies_are_told_apart_in_time() {
        // Two thirds of each text stand in all of them: every pair is near enough to be looked at.
        let common: Vec<u64> = (0..170).map(|n| hash_of(&n)).collect();
        let letter = |number: u64| {
            let own = (0..86).map(|n| hash_of(&(number, n)));
            let smallest: BTreeSet<u64> = common.iter().copied().chain(own).collect();
            Sketch { words: number, smallest: smallest.into_iter().collect() }
        };
        let letters: Vec<Sketch> = (0..1_000).map(letter).collect();
        let begun = std::time::Instant::now();
        assert!(copies(&letters).iter().all(Option::is_none));
        let took = begun.elapsed();
        assert!(took.as_secs() < 20, "{took:?}");
    }
}
