//! What a sub-question asks of a sentence beyond its subject, and by which words a sentence tells it; ranks nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::language::{LanguageCode, word_set};

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

/// Words by which a sentence of each language, in the order of [`LanguageCode::ALL`], tells one of the aspects. Every sentence of a
/// corpus is asked.
type Cues = LazyLock<[HashSet<&'static str>; 4]>;

static CONDITIONS: Cues = Cues::new(|| {
    [
    "depend depends unless only limit limits limited need needs require requires required cannot if without when where must",
    "abhängig hängt nur sofern falls wenn höchstens mindestens begrenzt beschränkt grenze grenzen bedingung bedingungen \
     voraussetzung voraussetzungen muss müssen darf dürfen nötig erforderlich ohne",
    "dépend dépendent seulement uniquement limite limites limité limitée faut doit doivent nécessaire exige exigent si sans \
     condition conditions lorsque maximum minimum",
    "depende dependen solo sólo únicamente límite límites limitado limitada debe deben necesario necesita exige si sin \
     condición condiciones cuando máximo mínimo",
    ].map(word_set)
});
static REASONS: Cues = Cues::new(|| {
    [
        "because since therefore reason reasons cause causes due why",
        "weil denn deshalb daher deswegen wegen aufgrund grund gründe ursache ursachen",
        "parce car donc raison raisons cause causes puisque grâce pourquoi",
        "porque pues razón razones causa causas debido motivo motivos",
    ]
    .map(word_set)
});
static ADVICE: Cues = Cues::new(|| {
    [
    "should recommend recommended recommends advise advised worth best",
    "sollte sollten empfiehlt empfehlen empfohlen rät raten ratsam lohnt",
    "devrait devraient recommande recommandent recommandé recommandée conseille conseillé conseillée vaut mieux",
    "debería deberían recomienda recomiendan recomendado recomendada aconseja aconsejan conviene",
    ].map(word_set)
});
static CHANGE: Cues = Cues::new(|| {
    [
        "grow grows grew fell falls fall rise rises rose decline future",
        "wächst wuchs wachsen gestiegen steigt stieg sinkt sank gesunken künftig zukunft rückgang zunahme",
        "augmente augmenté augmentation baisse baissé croît diminue diminué avenir hausse",
        "crece creció aumenta aumentó aumento baja bajó disminuye disminuyó futuro descenso",
    ]
    .map(word_set)
});

impl Aspect {
    /// Whether a sentence of the language can answer this aspect.
    #[must_use]
    pub fn fits(self, language: LanguageCode, sentence: &str) -> bool {
        let has = |cues: &Cues| {
            let mut words = sentence.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let own = LanguageCode::ALL.into_iter().zip(cues.iter()).find(|(code, _)| *code == language);
            own.is_some_and(|(_, cues)| words.any(|word| cues.contains(word.as_str())))
        };
        match self {
            Self::Any => true,
            Self::Figures => sentence.contains(|c: char| c.is_ascii_digit()),
            Self::Conditions => has(&CONDITIONS),
            Self::Reasons => has(&REASONS),
            Self::Advice => has(&ADVICE),
            Self::Change => has(&CHANGE) || crate::language::numbers(sentence).iter().any(|n| is_year(n)),
        }
    }
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_words_for_an_aspect() {
        use LanguageCode::{English, French, German, Spanish};
        for (language, aspect, sentence) in [
            (English, Aspect::Conditions, "Guests swim only with a ticket."),
            (German, Aspect::Conditions, "Gäste baden nur mit einer Karte."),
            (French, Aspect::Reasons, "Le bain est fermé, car la pompe est usée."),
            (Spanish, Aspect::Advice, "Conviene llegar antes del mediodía."),
            (German, Aspect::Change, "Die Zahl der Gäste sank im Winter."),
        ] {
            assert!(aspect.fits(language, sentence), "{sentence}");
        }
        assert!(!Aspect::Reasons.fits(English, "The car stands beside the mill."), "a French reason");
        assert!(!Aspect::Conditions.fits(German, "Die Gäste baden im Weiher."));
    }
}
