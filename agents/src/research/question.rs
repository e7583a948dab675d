//! Breaks a question into sub-questions by templates; reads no document.

use crate::language::{Language, LanguageCode, Word};

use super::aspect::Aspect;
use super::choice::WORTH;
use super::expected::Expected;
use super::frames::Frames;
use super::result::Depth;

/// Topics of a question that get a sub-question of their own.
const PHRASES: usize = 3;
/// Words that show that two things are compared.
const COMPARING: [&str; 12] = [
    "compare",
    "compared",
    "compares",
    "comparing",
    "comparison",
    "versus",
    "vs",
    "difference",
    "differences",
    "better",
    "than",
    "or",
];

/// One sub-question.
#[derive(Clone, Debug, PartialEq)]
pub struct SubQuestion {
    /// As shown to people.
    pub question: String,
    /// Subjects that a sentence must be about, each as its stems.
    pub subjects: Vec<Vec<String>>,
    /// Stems of verbs and adverbs among the subjects: documents put these in other words more often than nouns.
    pub soft: Vec<String>,
    /// Stems that help without being required.
    pub context: Vec<String>,
    /// What else is asked.
    pub aspect: Aspect,
    /// Whether it is the question itself.
    pub whole: bool,
    /// What an answer must look like.
    pub expected: Expected,
    /// What a finding for it is worth against one for the question itself.
    pub weight: f32,
}

/// What findings for a part of the question, for an aspect, and for the approver's comment are worth: of the first two so little that,
/// before novelty counts, the best of them come after nearly all that is worth a finding for the question itself.
const PART: f32 = WORTH + 0.05;
const ASPECT: f32 = WORTH + 0.02;
const COMMENT: f32 = 0.9;

impl SubQuestion {
    fn part(question: String, subjects: Vec<Vec<String>>, context: &[String]) -> Self {
        Self {
            question,
            subjects,
            soft: Vec::new(),
            context: context.to_vec(),
            aspect: Aspect::Any,
            whole: false,
            expected: Expected::default(),
            weight: PART,
        }
    }

    /// How well a sentence under `above` (heading and title) is of the kind that is asked for.
    #[must_use]
    pub fn fit(&self, sentence: &str, above: &str) -> f32 {
        self.expected.fit(sentence, above)
    }
}

/// The sub-questions for a question. `depth` decides how many kinds are asked; `feedback` adds the topics of an
/// approver's comment as sub-questions of their own.
#[must_use]
pub fn sub_questions(
    language: &Language,
    question: &str,
    depth: Depth,
    feedback: Option<&str>,
) -> Vec<SubQuestion> {
    let phrases = language.phrases(question);
    let all: Vec<String> = phrases.iter().flat_map(|phrase| stems(phrase)).collect();
    let expected = Expected::of(question);
    let frames = Frames::of(language.code());
    let about =
        |phrase: &Vec<Word>| SubQuestion::part(frames.about(&surface(phrase)), vec![stems(phrase)], &all);
    let mut out = vec![whole(question, &phrases)];
    let compared = is_comparison(question) && phrases.len() >= 2;
    if let (true, [first, second, ..]) = (compared, phrases.as_slice()) {
        let ask = frames.side_by_side(&surface(first), &surface(second));
        out.push(SubQuestion {
            weight: COMMENT,
            ..SubQuestion::part(ask, vec![stems(first), stems(second)], &all)
        });
    }
    if phrases.len() > 1 {
        out.extend(phrases.iter().take(PHRASES).map(about));
    }
    let main = main(language, question, &phrases, if compared { 2 } else { 1 });
    let aspects = if main.is_empty() { &[] } else { aspects(depth) };
    out.extend(aspects.iter().map(|aspect| of_aspect(*aspect, frames, &main, &all)));
    for sub in &mut out {
        sub.expected.clone_from(&expected);
    }
    for phrase in feedback.map(|text| language.phrases(text)).unwrap_or_default() {
        out.push(SubQuestion { weight: COMMENT, ..about(&phrase) });
    }
    once_each(out)
}

/// Each once, where it comes first, and worth the most that it is worth anywhere: the approver may name a part of the question.
fn once_each(all: Vec<SubQuestion>) -> Vec<SubQuestion> {
    let mut out: Vec<SubQuestion> = Vec::new();
    for sub in all {
        match out.iter_mut().find(|known| known.question.to_lowercase() == sub.question.to_lowercase()) {
            Some(known) => known.weight = known.weight.max(sub.weight),
            None => out.push(sub),
        }
    }
    out
}

/// By the ending; English only, where it tells something.
fn is_soft(word: &str) -> bool {
    word.chars().count() > 4 && (word.ends_with("ly") || word.ends_with("ed"))
}

/// The first phrases that name something. German writes nouns with a capital: one without any, such as "kostet", names nothing.
fn main(language: &Language, question: &str, phrases: &[Vec<Word>], most: usize) -> Vec<Vec<Word>> {
    let german = language.code() == LanguageCode::German;
    let opens = |word: &Word| question.trim_start().starts_with(word.surface.as_str());
    let noun = |word: &Word| !opens(word) && !word.surface.starts_with(char::is_lowercase);
    let named = |phrase: &&Vec<Word>| !german || phrase.iter().any(noun);
    let main: Vec<Vec<Word>> = phrases.iter().filter(named).take(most).cloned().collect();
    if main.is_empty() { phrases.iter().take(most).cloned().collect() } else { main }
}

/// The question itself.
fn whole(question: &str, phrases: &[Vec<Word>]) -> SubQuestion {
    let all: Vec<String> = phrases.iter().flat_map(|phrase| stems(phrase)).collect();
    let soft = phrases.iter().flatten().filter(|word| is_soft(&word.surface));
    SubQuestion {
        whole: true,
        weight: 1.0,
        soft: soft.map(|word| word.stem.clone()).collect(),
        ..SubQuestion::part(question.trim().to_owned(), vec![all], &[])
    }
}

/// What is asked of the main topics beyond all that is said about them.
fn of_aspect(aspect: Aspect, frames: &Frames, main: &[Vec<Word>], context: &[String]) -> SubQuestion {
    let mut subjects: Vec<String> = main.iter().flat_map(|phrase| stems(phrase)).collect();
    subjects.dedup();
    let names: Vec<String> = main.iter().map(|phrase| surface(phrase)).collect();
    let part = SubQuestion::part(frames.aspect(aspect, &names), vec![subjects], context);
    SubQuestion { aspect, weight: ASPECT, ..part }
}

fn aspects(depth: Depth) -> &'static [Aspect] {
    let all: &[Aspect] =
        &[Aspect::Figures, Aspect::Conditions, Aspect::Reasons, Aspect::Advice, Aspect::Change];
    match depth {
        Depth::Basic => &[],
        Depth::Comprehensive => all.get(..2).unwrap_or_default(),
        Depth::Deep => all,
    }
}

fn is_comparison(question: &str) -> bool {
    question
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| COMPARING.contains(&word.to_lowercase().as_str()))
}

fn stems(phrase: &[Word]) -> Vec<String> {
    phrase.iter().map(|word| word.stem.clone()).collect()
}

fn surface(phrase: &[Word]) -> String {
    phrase.iter().map(|word| word.surface.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_asked_about_both_sides() {
        let question = "How do heat pumps compare with gas boilers for heating older homes?";
        let asked: Vec<_> =
            sub_questions(&Language::default(), question, Depth::Comprehensive, Some("More on noise"))
                .into_iter()
                .map(|sub| sub.question)
                .collect();
        assert_eq!(
            asked,
            [
                question,
                "Where are heat pumps and gas boilers set side by side?",
                "What do the documents say about heat pumps?",
                "What do the documents say about gas boilers?",
                "What do the documents say about heating older homes?",
                "Which figures are given for heat pumps and gas boilers?",
                "Which conditions and limits are named for heat pumps and gas boilers?",
                "What do the documents say about noise?",
            ]
        );
    }

    #[test]
    fn sub_questions_are_put_in_the_language_of_the_question() {
        for (question, asked) in [
            (
                "Wie viele Gäste hat das Bad von Lindach?",
                [
                    "Was sagen die Dokumente zu „Bad“?",
                    "Welche Zahlen werden zu „Gäste“ genannt?",
                    "Was ändert sich mit der Zeit bei „Gäste“?",
                ],
            ),
            (
                "Combien de passagers le bac de Valmont transporte-t-il ?",
                [
                    "Que disent les documents sur « bac » ?",
                    "Quels chiffres sont donnés pour « passagers » ?",
                    "Qu'est-ce qui change avec le temps pour « passagers » ?",
                ],
            ),
            (
                "¿Cuántas casas tiene el pueblo de Olmar?",
                [
                    "¿Qué dicen los documentos sobre «pueblo»?",
                    "¿Qué cifras se dan sobre «casas»?",
                    "¿Qué cambia con el tiempo en «casas»?",
                ],
            ),
        ] {
            let subs = sub_questions(&Language::of_text(question, None), question, Depth::Deep, None);
            let put: Vec<&str> = subs.iter().map(|sub| sub.question.as_str()).collect();
            assert!(asked.iter().all(|ask| put.contains(ask)), "{put:#?}");
        }
    }

    #[test]
    fn parts_are_worth_little_and_what_the_approver_names_much() {
        let question = "How do heat pumps compare with gas boilers for heating older homes?";
        let comment = Some("More on gas boilers");
        let subs = sub_questions(&Language::default(), question, Depth::Comprehensive, comment);
        let worth = |named: &str| subs.iter().find(|sub| sub.question.contains(named)).unwrap().weight;
        assert_eq!(worth("say about gas boilers?"), COMMENT);
        for part in ["say about heat pumps?", "Which figures", "Which conditions"] {
            assert!((WORTH..WORTH + 0.1).contains(&worth(part)), "{part}");
        }
    }

    #[test]
    fn a_german_verb_alone_is_no_topic_of_an_aspect() {
        let question = "Was kostet die Fahrt nach Lindach?";
        let subs = sub_questions(&Language::of_text(question, None), question, Depth::Comprehensive, None);
        assert!(
            subs.iter().any(|sub| sub.question == "Welche Zahlen werden zu „Fahrt“ genannt?"),
            "{subs:#?}"
        );
    }

    #[test]
    fn depth_adds_aspects_and_an_empty_question_stays_one() {
        let language = Language::default();
        let count = |depth| sub_questions(&language, "Heat pump noise", depth, None).len();
        assert_eq!((count(Depth::Basic), count(Depth::Comprehensive), count(Depth::Deep)), (1, 3, 6));
        assert_eq!(sub_questions(&language, "the of and", Depth::Deep, None).len(), 1);
    }
}
