//! Words that a reason or a purpose may begin with or be pointed at, by language; reads no document.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::language::{Language, LanguageCode, WordSet, word_set};
use crate::naming::is_dated;
use crate::quantities::{names_time, number_of};

/// The words of one language.
struct Cues {
    /// What opens the part of a sentence that gives the reason for the rest.
    because: HashSet<&'static str>,
    /// Nouns that call it a reason.
    reasons: HashSet<&'static str>,
    /// What a reason or a purpose may begin with. Reasons are given in so many ways that only what has none of these words, and no
    /// second clause, is taken for a bare fact.
    may_give: HashSet<&'static str>,
    /// What makes something so, or was done to it for a reason.
    deeds: HashSet<&'static str>,
}

static ENGLISH: LazyLock<Cues> = LazyLock::new(|| Cues {
    because: word_set("because since owing due"),
    reasons: word_set("reason reasons cause causes"),
    may_give: word_set(
        "as for to from by under against so therefore thus hence why after following lest otherwise when once while whose which having \
        being given grounds account thanks request view fear lack want",
    ),
    deeds: word_set(
        "caused explains needs needed avoids prevents protects saves made led forced blamed lost destroyed broken worn rotten burnt \
        damaged helps lets",
    ),
});
static GERMAN: LazyLock<Cues> = LazyLock::new(|| Cues {
    because: word_set("weil da denn wegen aufgrund infolge"),
    reasons: word_set("grund gründe gründen ursache ursachen"),
    may_give: word_set(
        "zum zur gegen für als unter angesichts um damit sonst deshalb darum daher deswegen also nachdem wenn dank dazu bei sodass",
    ),
    deeds: word_set("zerstört gebrochen beschädigt undicht"),
});
static FRENCH: LazyLock<Cues> = LazyLock::new(|| Cues {
    because: word_set("parce car puisque"),
    reasons: word_set("raison raisons cause causes"),
    may_give: word_set(
        "par pour vu grâce sous étant ayant afin faute suite après éviter ainsi donc manque demande quand lorsque",
    ),
    deeds: HashSet::new(),
});
static SPANISH: LazyLock<Cues> = LazyLock::new(|| Cues {
    because: word_set("porque pues debido"),
    reasons: word_set("razón razones motivo motivos causa causas"),
    may_give: word_set("por para como al ya tras después evitar así falta cuando siendo habiendo"),
    deeds: word_set("perdió"),
});

/// Ends of German words that give a reason.
const MAY_END: [&str; 4] = ["gründen", "bedingt", "mangel", "halber"];
/// Behind these "to" opens no purpose.
const HAVE: [&str; 6] = ["have", "has", "had", "able", "used", "going"];
/// Behind these "for" stands before what is wanted.
const ASKED_FOR: [&str; 8] = ["ask", "asks", "asked", "look", "looks", "looked", "waits", "waited"];
/// Behind these "after" stands before what is cared for.
const LOOKED_AFTER: [&str; 4] = ["look", "looks", "looked", "looking"];
/// Words that begin something else.
const STOPS: [&str; 7] = ["but", "or", "and", "aber", "mais", "pero", "sondern"];
/// Behind "as" where that gives no reason, and before it.
const AS: [&str; 10] = ["long", "well", "many", "much", "far", "soon", "early", "late", "a", "an"];
const SUCH: [&str; 2] = ["such", "same"];
/// Behind "to" the place or the one that something goes to, which is no purpose; some places have no article there: to sea.
static GOAL: WordSet = WordSet::new(|| {
    word_set("the a an its their his her our my this that these those each every any all both sea land town")
});
/// Before a name they say who or where it was, and not why.
const BEFORE_NAMES: [&str; 5] = ["by", "to", "par", "por", "bei"];
/// What is lost is lost to whatever took it: a roof to the storm.
const LOST: [&str; 5] = ["lost", "lose", "loses", "losing", "fell"];
/// What stands before how long or how often something was so.
const LASTING: [&str; 6] = ["for", "from", "für", "zum", "pour", "por"];
/// Words behind them within which the time stands: for several years.
const TIME_WITHIN: usize = 3;
/// Times that have no length of their own, and what something is sold for.
const TIMES: [&str; 14] = [
    "while", "time", "ever", "now", "mal", "zeit", "fois", "temps", "vez", "price", "preis", "geld", "prix",
    "precio",
];
/// "Once" opens a clause before a subject only.
static SUBJECTS: WordSet = WordSet::new(|| {
    word_set("the a an it they he she we you i its their his her our my all this that these those")
});
/// What is felt is a reason behind these: out of spite, vor Freude.
const OUT_OF: [&str; 10] = ["with", "of", "from", "in", "vor", "aus", "de", "par", "por", "d"];
static FEELINGS: WordSet = WordSet::new(|| {
    word_set(
        "joy anger rage fury fear spite grief sorrow shame pity greed jealousy envy pride hunger thirst exhaustion boredom \
        despair curiosity freude wut zorn angst furcht trotz trauer kummer scham mitleid liebe gier neid eifersucht stolz \
        durst erschöpfung verzweiflung neugier langeweile joie colère peur dépit chagrin honte pitié jalousie envie fierté \
        faim soif ennui désespoir alegría ira rabia miedo despecho pena vergüenza envidia celos orgullo hambre sed \
        aburrimiento desesperación",
    )
});
/// Only before these a ground, an account, a view or a request gives a reason: the castle grounds do not.
const OF_IT: [&str; 3] = ["of", "that", "for"];

/// The words of a sentence, as they are written and in lower case.
pub(super) struct Said<'a> {
    pub(super) code: LanguageCode,
    pub(super) words: &'a [&'a str],
    pub(super) lower: &'a [String],
    /// Whether the question has a word.
    pub(super) asked: &'a dyn Fn(&str) -> bool,
    /// Names that the sentence may have are none of its language's words.
    pub(super) language: &'a Language,
}

impl Said<'_> {
    fn word(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.lower.get(at)).map(String::as_str).unwrap_or_default()
    }

    /// Whether a reason or a purpose begins with one of the words, or may.
    pub(super) fn has_a_cue(&self) -> bool {
        (0..self.words.len()).any(|at| self.is_cue(at))
    }

    /// Whether a reason or a purpose may begin with the word there. What the question says itself gives none: that graves lie with
    /// the head to the west, that a mill was destroyed.
    fn is_cue(&self, at: usize) -> bool {
        let (word, behind) = (self.word(Some(at)), self.word(Some(at + 1)));
        let cues = cues(self.code);
        let repeats = || (self.asked)(word) && (self.asked)(behind);
        let may = cues.may_give.contains(word) || MAY_END.iter().any(|end| word.ends_with(end));
        opens_a_reason(self.code, self.language, word, self.words.get(at + 1).copied().unwrap_or_default())
            || cues.reasons.contains(word)
            || cues.deeds.contains(word) && !(self.asked)(word)
            || FEELINGS.contains(word) && OUT_OF.contains(&self.word(at.checked_sub(1)))
            || self.is_too_much(word, behind, at)
            || may && !self.is_bound(word, at) && !repeats()
    }

    /// Whether something is more than will do: too small, zu klein. In German the word stands before verbs too, which end otherwise.
    fn is_too_much(&self, word: &str, behind: &str, at: usize) -> bool {
        let is_verb = |word: &str| ["en", "eln", "ern", "sein", "tun"].iter().any(|end| word.ends_with(end));
        let name = self.words.get(at + 1).is_some_and(|word| word.starts_with(char::is_uppercase));
        match self.code {
            LanguageCode::English => word == "too" && !behind.is_empty() && !behind.ends_with("ed"),
            LanguageCode::German => word == "zu" && !behind.is_empty() && !name && !is_verb(behind),
            LanguageCode::French | LanguageCode::Spanish => false,
        }
    }

    /// Whether the words beside it say that it begins something else: how long, to whom, by whom, one number to another.
    fn is_bound(&self, word: &str, at: usize) -> bool {
        let (before, behind) = (self.word(at.checked_sub(1)), self.word(Some(at + 1)));
        let name = self.words.get(at + 1).is_some_and(|name| {
            name.starts_with(char::is_uppercase)
                && self.language.stem(name).is_some_and(|stem| !self.language.knows(&stem))
        });
        let time = |word: &String| names_time(word) || TIMES.contains(&word.as_str());
        let lasts = || self.lower.iter().skip(at + 1).take(TIME_WITHIN).any(time);
        let lost = || self.lower.iter().take(at).any(|word| LOST.contains(&word.as_str()));
        number_of(behind).is_some()
            || starts_with_digit(behind)
            || STOPS.contains(&behind)
            || BEFORE_NAMES.contains(&word) && name
            || LASTING.contains(&word) && lasts()
            || match word {
                "to" => HAVE.contains(&before) || GOAL.contains(behind) && !lost(),
                "as" => AS.contains(&behind) || AS.contains(&before) || SUCH.contains(&before),
                "for" => ASKED_FOR.contains(&before),
                "after" => LOOKED_AFTER.contains(&before),
                "once" => !SUBJECTS.contains(behind),
                "while" => before == "a",
                "grounds" | "account" | "view" | "request" => !OF_IT.contains(&behind),
                "als" => before == "mehr",
                _ => false,
            }
    }
}

/// Whether the word, in lower case, opens the part of a sentence that gives the reason for the rest, by the word behind it as it is
/// written: since May and due in May do not.
pub(super) fn opens_a_reason(code: LanguageCode, language: &Language, word: &str, behind: &str) -> bool {
    let time = match word {
        "since" => is_dated(language, behind) || starts_with_digit(behind),
        "due" => behind != "to",
        _ => false,
    };
    cues(code).because.contains(word) && !time
}

/// Whether the word, in lower case, opens a clause that tells when the rest was so, which may be its reason.
pub(super) fn opens_a_time(code: LanguageCode, word: &str) -> bool {
    match code {
        LanguageCode::English => ["after", "when", "once"].contains(&word),
        LanguageCode::German => ["nachdem", "sobald"].contains(&word),
        LanguageCode::French => ["après", "lorsque", "quand"].contains(&word),
        LanguageCode::Spanish => ["tras", "cuando"].contains(&word),
    }
}

fn cues(code: LanguageCode) -> &'static Cues {
    match code {
        LanguageCode::English => &ENGLISH,
        LanguageCode::German => &GERMAN,
        LanguageCode::French => &FRENCH,
        LanguageCode::Spanish => &SPANISH,
    }
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
