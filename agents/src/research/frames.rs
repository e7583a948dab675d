//! How sub-questions are put to people, in the language of the question: around its own words, as they stand there.

use super::aspect::Aspect;
use crate::language::LanguageCode;

/// The sentences of a language; `{}` stands for the topic, two of them for two topics.
pub(super) struct Frames {
    about: &'static str,
    side_by_side: &'static str,
    figures: &'static str,
    conditions: &'static str,
    reasons: &'static str,
    advice: &'static str,
    change: &'static str,
    /// Marks around a topic, for words that no sentence of the frame inflects.
    quotes: [&'static str; 2],
    and: &'static str,
}

const ENGLISH: Frames = Frames {
    about: "What do the documents say about {}?",
    side_by_side: "Where are {} and {} set side by side?",
    figures: "Which figures are given for {}?",
    conditions: "Which conditions and limits are named for {}?",
    reasons: "Which reasons are given about {}?",
    advice: "What is advised about {}?",
    change: "What changes over time about {}?",
    quotes: ["", ""],
    and: "and",
};
const GERMAN: Frames = Frames {
    about: "Was sagen die Dokumente zu {}?",
    side_by_side: "Wo werden {} und {} nebeneinandergestellt?",
    figures: "Welche Zahlen werden zu {} genannt?",
    conditions: "Welche Bedingungen und Grenzen werden zu {} genannt?",
    reasons: "Welche Gründe werden zu {} genannt?",
    advice: "Was wird zu {} geraten?",
    change: "Was ändert sich mit der Zeit bei {}?",
    quotes: ["„", "“"],
    and: "und",
};
const FRENCH: Frames = Frames {
    about: "Que disent les documents sur {} ?",
    side_by_side: "Où compare-t-on {} et {} ?",
    figures: "Quels chiffres sont donnés pour {} ?",
    conditions: "Quelles conditions et limites sont indiquées pour {} ?",
    reasons: "Quelles raisons sont données pour {} ?",
    advice: "Que conseille-t-on pour {} ?",
    change: "Qu'est-ce qui change avec le temps pour {} ?",
    quotes: ["« ", " »"],
    and: "et",
};
const SPANISH: Frames = Frames {
    about: "¿Qué dicen los documentos sobre {}?",
    side_by_side: "¿Dónde se comparan {} y {}?",
    figures: "¿Qué cifras se dan sobre {}?",
    conditions: "¿Qué condiciones y límites se indican sobre {}?",
    reasons: "¿Qué razones se dan sobre {}?",
    advice: "¿Qué se aconseja sobre {}?",
    change: "¿Qué cambia con el tiempo en {}?",
    quotes: ["«", "»"],
    and: "y",
};

impl Frames {
    pub(super) fn of(language: LanguageCode) -> &'static Self {
        match language {
            LanguageCode::English => &ENGLISH,
            LanguageCode::German => &GERMAN,
            LanguageCode::French => &FRENCH,
            LanguageCode::Spanish => &SPANISH,
        }
    }

    /// The question for all that is said about a topic.
    pub(super) fn about(&self, topic: &str) -> String {
        fill(self.about, &[self.quoted(topic)])
    }

    /// The question for where two topics are compared.
    pub(super) fn side_by_side(&self, first: &str, second: &str) -> String {
        fill(self.side_by_side, &[self.quoted(first), self.quoted(second)])
    }

    /// The question for an aspect of one topic or several.
    pub(super) fn aspect(&self, aspect: Aspect, topics: &[String]) -> String {
        let frame = match aspect {
            Aspect::Any => self.about,
            Aspect::Figures => self.figures,
            Aspect::Conditions => self.conditions,
            Aspect::Reasons => self.reasons,
            Aspect::Advice => self.advice,
            Aspect::Change => self.change,
        };
        let topics: Vec<String> = topics.iter().map(|topic| self.quoted(topic)).collect();
        fill(frame, &[topics.join(&format!(" {} ", self.and))])
    }

    fn quoted(&self, topic: &str) -> String {
        let [open, close] = self.quotes;
        format!("{open}{topic}{close}")
    }
}

/// The frame with the topics in their places.
fn fill(frame: &str, topics: &[String]) -> String {
    let mut parts = frame.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (topic, rest) in topics.iter().zip(parts) {
        out.push_str(topic);
        out.push_str(rest);
    }
    out
}
