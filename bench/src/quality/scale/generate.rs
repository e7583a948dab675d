//! Many documents of made-up words, the same ones each time: words are as unevenly frequent as in a language, most files are
//! text, some are office documents, tables and PDFs.

use super::super::formats::build;
use crate::Failure;
use std::path::Path;

/// Different words.
const WORDS: u64 = 30_000;
/// Formats, each as often as it stands here, in turn.
const ENDINGS: [&str; 20] = [
    "md", "txt", "html", "md", "txt", "csv", "md", "txt", "html", "json", "md", "txt", "html", "eml", "md",
    "txt", "docx", "md", "txt", "tsv",
];
/// Rarer formats: one of these each [`RARE_EACH`] documents.
const RARE: [&str; 5] = ["pdf", "xlsx", "odt", "epub", "pptx"];
const RARE_EACH: usize = 10;
/// What a few documents say, to be found.
const PLANTED: &str = "The quarry turbine has an output of 4.2 MW in winter and half of that in summer.";
const PLANTED_EACH: usize = 97;

/// A generator of numbers that is the same on every machine (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// A rank from 0, the n-th about as likely as 1/n (Zipf's law): a random one below a random power of two.
    fn rank(&mut self) -> u64 {
        let power = self.below(u64::from(WORDS.ilog2()) + 1) + 1;
        self.below(1 << power) % WORDS
    }
}

/// Writes the documents; returns the bytes of their text.
pub(super) fn write(folder: &Path, documents: usize, bytes: usize) -> Result<usize, Failure> {
    let mut numbers = Numbers(7);
    let mut written = 0;
    for index in 0..documents {
        let rare = (index % RARE_EACH == 0).then(|| RARE.get(index / RARE_EACH % RARE.len())).flatten();
        let ending = rare.or_else(|| ENDINGS.get(index % ENDINGS.len())).copied().unwrap_or("txt");
        let place = folder.join(format!("shelf-{:02}", index % 40));
        std::fs::create_dir_all(&place)?;
        let paragraphs = paragraphs(&mut numbers, bytes / documents, index % PLANTED_EACH == 0);
        written += paragraphs.iter().map(String::len).sum::<usize>();
        std::fs::write(place.join(format!("{index:04}.{ending}")), document(ending, index, &paragraphs)?)?;
    }
    Ok(written)
}

fn paragraphs(numbers: &mut Numbers, bytes: usize, planted: bool) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut length = 0;
    while length < bytes {
        let sentences: Vec<String> = (0..3 + numbers.below(5)).map(|_| sentence(numbers)).collect();
        let mut paragraph = sentences.join(" ");
        if planted && paragraphs.len() == 5 {
            paragraph.push_str(&format!(" {PLANTED}"));
        }
        length += paragraph.len();
        paragraphs.push(paragraph);
    }
    paragraphs
}

fn sentence(numbers: &mut Numbers) -> String {
    let mut words: Vec<String> = (0..6 + numbers.below(16)).map(|_| word(numbers.rank())).collect();
    if numbers.below(4) == 0 {
        words.push(format!("{} of {}", numbers.below(5_000), 1990 + numbers.below(35)));
    }
    let text = words.join(" ");
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// The word of a rank: frequent ones are short.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 20] = [
        "ta", "ren", "mo", "lis", "ka", "der", "vi", "son", "pa", "ume", "bri", "col", "dan", "eth", "fo",
        "gil", "hus", "ior", "jen", "wal",
    ];
    let mut rest = rank;
    let mut text = String::new();
    loop {
        let syllable = usize::try_from(rest % 20).ok().and_then(|index| SYLLABLES.get(index));
        text.push_str(syllable.copied().unwrap_or_default());
        rest /= 20;
        if rest == 0 {
            return text;
        }
    }
}

/// The paragraphs as a file of the format.
fn document(ending: &str, index: usize, paragraphs: &[String]) -> Result<Vec<u8>, Failure> {
    let title = format!("Document {index}");
    let joined = |between: &str| paragraphs.join(between);
    Ok(match ending {
        "md" => format!("# {title}\n\n{}\n", joined("\n\n")).into_bytes(),
        "txt" => format!("{title}\n\n{}\n", joined("\n\n")).into_bytes(),
        "html" => format!(
            "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{}</p></article></body></html>\n",
            joined("</p>\n<p>")
        )
        .into_bytes(),
        "csv" => rows(paragraphs, ',').into_bytes(),
        "tsv" => rows(paragraphs, '\t').into_bytes(),
        "json" => serde_json::to_vec(&serde_json::json!({ "title": title, "parts": paragraphs }))?,
        "eml" => format!(
            "From: a@example.org\nTo: b@example.org\nSubject: {title}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{}\n",
            joined("\n\n")
        )
        .into_bytes(),
        "xlsx" => build(ending, &format!("# {title}\n{}", table(paragraphs)))?,
        built => build(built, &format!("# {title}\n\n{}\n", pages(paragraphs)))?,
    })
}

/// Forty paragraphs to a page, slide or chapter.
fn pages(paragraphs: &[String]) -> String {
    paragraphs.chunks(40).map(|page| page.join("\n\n")).collect::<Vec<_>>().join("\n---\n")
}

/// A row per paragraph: its number, its length, its text.
fn rows(paragraphs: &[String], between: char) -> String {
    let mut text = format!("Number{between}Length{between}Text\n");
    for (number, paragraph) in paragraphs.iter().enumerate() {
        text.push_str(&format!("{number}{between}{}{between}\"{paragraph}\"\n", paragraph.len()));
    }
    text
}

fn table(paragraphs: &[String]) -> String {
    let mut text = "| Number | Length | Text |\n".to_owned();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        text.push_str(&format!("| {number} | {} | {paragraph} |\n", paragraph.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_the_same_each_time_and_as_large_as_asked() {
        let write = || {
            let folder = tempfile::tempdir().unwrap();
            let bytes = super::write(folder.path(), 20, 20_000).unwrap();
            let sample = std::fs::read(folder.path().join("shelf-01/0001.txt")).unwrap();
            (bytes, sample)
        };
        let (bytes, _) = write();
        assert!((20_000..40_000).contains(&bytes), "{bytes}");
        assert_eq!(write(), write());
    }

    #[test]
    fn few_words_are_frequent_and_many_rare() {
        let mut numbers = Numbers(1);
        let ranks: Vec<u64> = (0..10_000).map(|_| numbers.rank()).collect();
        let frequent = ranks.iter().filter(|rank| **rank < 10).count();
        let rare = ranks.iter().filter(|rank| **rank > 5_000).count();
        assert!(frequent > 2_000 && rare > 800, "{frequent} {rare}");
    }
}
