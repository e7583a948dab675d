//! Whether a sentence can give the reason for what a question asks why, and does not give that as a reason; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::denied::denies;
use super::evidence::Evidence;
use crate::language::{WordSet, word_set};
use crate::quantities::number_of;

/// What opens the part of a sentence that gives the reason for the rest.
static BECAUSE: WordSet = WordSet::new(|| {
    word_set(
        "because since weil da denn wegen aufgrund infolge parce car puisque porque pues debido owing due",
    )
});

/// What a reason or a purpose may begin with or be pointed at. Reasons are given in so many ways that only what has none of these
/// words, and no second clause, is taken for a bare fact.
static MAY_GIVE: WordSet = WordSet::new(|| {
    word_set(
        "as for to from by under against so therefore thus hence why caused explains after following \
    needs needed avoids prevents protects saves lest otherwise when once while whose which having being given grounds account owing \
    thanks request view fear lack want made led forced blamed lost destroyed broken worn rotten burnt damaged helps lets \
    zum zur gegen für als unter angesichts um damit sonst deshalb darum daher deswegen also nachdem wenn dank dazu \
    zerstört gebrochen beschädigt undicht bei par pour vu grâce sous étant ayant afin faute suite \
    après éviter ainsi donc manque demande quand lorsque por para como al ya tras después evitar así falta cuando perdió siendo habiendo",
    )
});
/// What calls it one, whether the question has the word or not.
static REASONS: WordSet = WordSet::new(|| {
    word_set(
        "reason reasons cause causes grund gründe gründen ursache ursachen raison raisons razón razones motivo motivos causa causas",
    )
});
const MAY_END: [&str; 4] = ["gründen", "bedingt", "mangel", "halber"];
/// What adds to a clause what is no reason for it; before it there may be one.
const ADDS: [&str; 4] = ["and", "und", "et", "y"];
/// Behind these "to" opens no purpose.
const HAVE: [&str; 6] = ["have", "has", "had", "able", "used", "going"];
/// Words that begin something else.
const STOPS: [&str; 7] = ["but", "or", "and", "aber", "mais", "pero", "sondern"];
/// An answer by itself.
const YES_NO: [&str; 7] = ["yes", "no", "ja", "nein", "oui", "non", "sí"];
/// Behind "as" where that gives no reason.
const AS: [&str; 8] = ["long", "well", "many", "much", "far", "soon", "a", "an"];
/// What parts one clause from another by itself.
const PARTS: [&str; 5] = [": ", "; ", " : ", " \u{2013} ", " \u{2014} "];
/// What a clause of its own opens with behind a comma, and what else it may open with behind "and".
static SUBJECTS: WordSet = WordSet::new(|| {
    word_set(
        "it they he she we you i this these there nobody somebody es sie er wir ich man niemand il elle ils elles on nous cela personne \
        él ella ellos ellas nadie esto",
    )
});
static ARTICLES: WordSet = WordSet::new(|| {
    word_set(
        "the a an its their our his her my no some most der die das den ein eine kein keine ihr ihre sein seine unser unsere \
        le la les un une des son sa ses leur leurs el los las una su sus nuestro nuestra",
    )
});
/// Behind "to" the place or the one that something goes to, which is no purpose; some places have no article there: to sea.
static GOAL: WordSet = WordSet::new(|| {
    word_set("the a an its their his her our my this that these those each every any all both sea land town")
});

impl Evidence<'_> {
    /// Whether it can, and is more than the bare fact.
    pub(super) fn may_give_a_reason(&self, entry: usize) -> bool {
        let lower = self.text(entry).to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        // It asks with a word that gives reasons.
        let question = self.asked.question.to_lowercase().replace("por qué", "");
        let asked: Vec<&str> = question.unicode_words().collect();
        let cued = (0..words.len()).any(|at| is_cue(&words, at, &asked));
        let more = cued || lower.contains(" | ") || self.has_another_clause(entry, &lower);
        more && !self.is_itself_the_reason(entry) && (cued || !self.affirms_what_is_not(entry, &lower))
    }

    /// Whether the question asks why something is not so, and the sentence says in its very words that it is.
    fn affirms_what_is_not(&self, entry: usize, lower: &str) -> bool {
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        denies(&self.asked.question.to_lowercase()) && !denies(lower) && self.asked.plain.is_subset(&own)
    }

    /// Whether a clause stands beside that of what is asked about, and not only behind it as something more: one with a subject of
    /// its own. What somebody did besides gives no reason for it.
    fn has_another_clause(&self, entry: usize, lower: &str) -> bool {
        let parts =
            PARTS.iter().flat_map(|part| lower.match_indices(part)).map(|(at, part)| (at, part.len(), true));
        let commas = lower.match_indices(", ").map(|(at, part)| (at, part.len(), false));
        // Two things that the question joins too are no two clauses.
        let joins = |text: &str| text.unicode_words().filter(|word| ADDS.contains(word)).count();
        let more = joins(lower) > joins(&self.asked.question.to_lowercase());
        let adding = lower.unicode_word_indices().filter(|(_, word)| more && ADDS.contains(word));
        parts.chain(commas).chain(adding.map(|(at, _)| (at, 0, false))).any(|(at, len, whole)| {
            let (before, rest) = lower.split_at_checked(at).unwrap_or((lower, ""));
            let behind = rest.get(len..).unwrap_or_default();
            let mut words = behind.unicode_words().peekable();
            let adds = words.next_if(|word| ADDS.contains(word)).is_some();
            let own = whole || words.next().is_some_and(|first| self.is_subject(entry, first, adds));
            own && !YES_NO.contains(&before.trim()) && (!adds || self.shared(entry, behind) > 0)
        })
    }

    /// Whether a clause that opens with the word has a subject: a pronoun, or what the question speaks of first.
    fn is_subject(&self, entry: usize, first: &str, adds: bool) -> bool {
        let spoken_of = || {
            let language = self.languages.get(&self.asked_in)?;
            language.phrases(&self.asked.question).into_iter().flatten().next().map(|word| word.stem)
        };
        let stems = || self.languages.get(&self.language(entry)).map(|language| language.stems(first));
        SUBJECTS.contains(first)
            || adds && ARTICLES.contains(first)
            || spoken_of().is_some_and(|stem| stems().is_some_and(|own| own.contains(&stem)))
    }

    /// How many of the question's words that are no names stand in a part of the sentence, in its words or in others.
    fn shared(&self, entry: usize, text: &str) -> usize {
        let Some(language) = self.languages.get(&self.language(entry)) else { return 0 };
        let stems: BTreeSet<String> = language.stems(text).into_iter().collect();
        let known = |stem: &&String| {
            stems.contains(*stem) || self.asked.related(stem).any(|other| stems.contains(other))
        };
        self.asked.plain.iter().filter(known).count()
    }

    /// Whether what is asked about is a reason there and has none: "the harvest is small, because the pens lie fallow" does not
    /// tell why they do.
    fn is_itself_the_reason(&self, entry: usize) -> bool {
        let lower = self.text(entry).to_lowercase();
        let mut because = lower.unicode_word_indices().filter(|(_, word)| BECAUSE.contains(*word)).peekable();
        because.peek().is_some() && because.all(|(at, _)| self.is_asked_behind(entry, &lower, at))
    }

    /// Whether much more of what is asked about stands in the clause that opens there than in all the rest.
    fn is_asked_behind(&self, entry: usize, lower: &str, at: usize) -> bool {
        let (before, behind) = lower.split_at_checked(at).unwrap_or((lower, ""));
        let (clause, after) = behind.split_once([',', ';']).unwrap_or((behind, ""));
        self.shared(entry, clause) > self.shared(entry, &format!("{before} {after}")) + 1
    }
}

/// Whether a reason or a purpose may begin with the word there. What the question says itself gives none: that graves lie with the
/// head to the west.
fn is_cue(words: &[&str], at: usize, asked: &[&str]) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
    let (before, word, behind) = (near(at.checked_sub(1)), near(Some(at)), near(Some(at + 1)));
    // From one number to another tells no purpose, nor does what had to be; what was planned for has nothing behind it.
    let number = number_of(behind).is_some() || behind.starts_with(|c: char| c.is_ascii_digit());
    let bound = word == "to" && (HAVE.contains(&before) || GOAL.contains(behind))
        || word == "as" && (AS.contains(&behind) || AS.contains(&before))
        || STOPS.contains(&behind);
    let repeats = asked.contains(&word) && asked.contains(&behind);
    let gives = MAY_GIVE.contains(word) || MAY_END.iter().any(|end| word.ends_with(end));
    BECAUSE.contains(word) || REASONS.contains(word) || gives && !repeats && !number && !bound
}
