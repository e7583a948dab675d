//! Whether a statement affirms or denies; opposites are brought to one word, so that they can be compared.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::is_negated;

/// Words that say the opposite of each other: those that stand for the common word, and those that deny it.
const OPPOSITES: &[(&[&str], &[&str])] = &[
    (
        &["allowed", "permitted", "allows", "permits", "permit"],
        &["forbidden", "prohibited", "banned", "prohibits", "bans"],
    ),
    (&["required", "mandatory", "compulsory", "obligatory", "requires"], &["optional", "voluntary"]),
    (
        &["rose", "increased", "grew", "rises", "increases", "grows", "climbed"],
        &["fell", "decreased", "declined", "dropped", "falls", "decreases", "declines", "shrank"],
    ),
    (&["safe", "harmless"], &["unsafe", "dangerous", "harmful"]),
    (&["possible"], &["impossible"]),
    (&["legal", "lawful"], &["illegal", "unlawful"]),
    (&["effective"], &["ineffective"]),
    (&["approved", "accepted", "adopted"], &["rejected", "refused", "declined"]),
    (
        &[
            "open",
            "opened",
            "opens",
            "geöffnet",
            "offen",
            "ouvert",
            "ouverte",
            "ouverts",
            "abierto",
            "abierta",
            "abre",
            "abren",
        ],
        &[
            "closed",
            "shut",
            "closes",
            "geschlossen",
            "fermé",
            "fermée",
            "fermés",
            "cerrado",
            "cerrada",
            "cierra",
            "cierran",
        ],
    ),
    (
        &[
            "free",
            "kostenlos",
            "gratis",
            "gratuit",
            "gratuite",
            "gratuits",
            "gratuites",
            "gratuito",
            "gratuita",
        ],
        &["kostenpflichtig", "payant", "payante", "payants", "payantes"],
    ),
    (&["included", "includes"], &["excluded", "excludes"]),
    (&["succeeded", "successful"], &["failed", "unsuccessful"]),
    (&["available"], &["unavailable"]),
    (&["present"], &["absent"]),
    (&["enabled"], &["disabled"]),
    (&["erlaubt", "zulässig", "gestattet"], &["verboten", "untersagt", "unzulässig"]),
    (
        &["autorisé", "autorisée", "autorisés", "permis", "permise", "admis", "admise"],
        &["interdit", "interdite", "interdits", "interdites"],
    ),
    (
        &["permitido", "permitida", "permitidos", "permitidas", "autorizado", "autorizada"],
        &["prohibido", "prohibida", "prohibidos", "prohibidas"],
    ),
];

/// Negations that don't turn the statement around.
const NO_NEGATIONS: [&str; 8] = [
    "without",
    "ohne ",
    "sans ",
    "not only",
    "no more than",
    "no less than",
    "no fewer than",
    "no later than",
];

/// What a statement affirms or denies.
pub(super) struct Polarity {
    /// Whether it denies `rest`.
    pub(super) denies: bool,
    /// The statement with opposites replaced by their common word.
    pub(super) rest: String,
}

pub(super) fn polarity(text: &str) -> Polarity {
    let mut plain = text.to_lowercase();
    for phrase in NO_NEGATIONS {
        plain = plain.replace(phrase, " ");
    }
    let mut denies = is_negated(&plain);
    let mut rest = String::with_capacity(text.len());
    for token in text.split_word_bounds() {
        let lower = token.to_lowercase();
        let known = OPPOSITES
            .iter()
            .find(|(same, other)| same.contains(&lower.as_str()) || other.contains(&lower.as_str()));
        match known.and_then(|(same, other)| same.first().map(|common| (common, other))) {
            Some((common, other)) => {
                denies ^= other.contains(&lower.as_str());
                rest.push_str(common);
            }
            None => rest.push_str(token),
        }
    }
    Polarity { denies, rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_and_negations_turn_a_statement_around() {
        let denies = |text: &str| polarity(text).denies;
        assert!(denies("Diving is prohibited here") && denies("Diving is not allowed here"));
        assert!(
            !denies("Diving is not prohibited here")
                && !denies("Not only diving is allowed, not only here".trim_start_matches("Not only "))
        );
        assert_eq!(polarity("It is forbidden").rest, polarity("It is allowed").rest);
    }
}
