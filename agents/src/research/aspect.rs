//! What a sub-question asks of a sentence beyond its subject, and by which words a sentence tells it; ranks nothing.

/// What a sub-question asks of a sentence beyond its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Nothing more.
    Any,
    /// Numbers.
    Figures,
    /// Conditions and limits.
    Conditions,
    /// Reasons.
    Reasons,
    /// Advice.
    Advice,
    /// Years and change.
    Change,
}

impl Aspect {
    /// Whether a sentence can answer this aspect.
    #[must_use]
    pub fn fits(self, sentence: &str) -> bool {
        let has = |cues: &[&str]| {
            sentence
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| cues.contains(&word.to_lowercase().as_str()))
        };
        match self {
            Self::Any => true,
            Self::Figures => sentence.contains(|c: char| c.is_ascii_digit()),
            Self::Conditions => has(&[
                "depend", "depends", "unless", "only", "limit", "limits", "limited", "need", "needs",
                "require", "requires", "required", "cannot", "if", "without", "when", "where", "must",
            ]),
            Self::Reasons => {
                has(&["because", "since", "therefore", "reason", "reasons", "cause", "causes", "due", "why"])
            }
            Self::Advice => has(&[
                "should",
                "recommend",
                "recommended",
                "recommends",
                "advise",
                "advised",
                "worth",
                "best",
            ]),
            Self::Change => {
                has(&[
                    "grow", "grows", "grew", "fell", "falls", "fall", "rise", "rises", "rose", "decline",
                    "future",
                ]) || crate::language::numbers(sentence).iter().any(|n| is_year(n))
            }
        }
    }
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year))
}
