//! Words that tell the case of a value, in English, German, French and Spanish; reads no sentence.

/// Before a date from which on something holds, and until which.
pub(super) const FROM: [&str; 8] = ["from", "effect", "as", "ab", "partir", "dès", "compter", "desde"];
pub(super) const UNTIL: [&str; 6] = ["until", "till", "bis", "jusqu", "jusqu'en", "hasta"];
/// What is so at the time of writing.
pub(super) const NOW: [&str; 15] = [
    "now",
    "nowadays",
    "today",
    "currently",
    "presently",
    "heute",
    "heutzutage",
    "derzeit",
    "gegenwärtig",
    "momentan",
    "actuellement",
    "aujourd'hui",
    "hoy",
    "actualmente",
    "ahora",
];
/// Before a number of what comes to others, and behind it.
pub(super) const ADDED: [&str; 11] = [
    "another",
    "additional",
    "further",
    "extra",
    "weitere",
    "weiteren",
    "weiterer",
    "zusätzliche",
    "zusätzlichen",
    "otros",
    "otras",
];
pub(super) const ADDED_BEHIND: [&str; 11] = [
    "more",
    "additional",
    "extra",
    "further",
    "supplémentaires",
    "zusätzliche",
    "zusätzlichen",
    "adicionales",
    "suplementarias",
    "mehr",
    "más",
];
/// What says that something is to become so.
pub(super) const DECIDED: [&str; 45] = [
    "resolved",
    "decided",
    "agreed",
    "voted",
    "approved",
    "will",
    "shall",
    "raise",
    "raised",
    "rise",
    "rises",
    "reduce",
    "reduced",
    "increase",
    "increases",
    "lowered",
    "drops",
    "beschlossen",
    "beschloss",
    "wird",
    "werden",
    "soll",
    "sollen",
    "steigt",
    "steigen",
    "sinkt",
    "sinken",
    "erhöht",
    "angehoben",
    "gesenkt",
    "décidé",
    "voté",
    "approuvé",
    "adopté",
    "passent",
    "augmente",
    "baisse",
    "acordó",
    "acordado",
    "aprobó",
    "aprobado",
    "decidió",
    "sube",
    "suben",
    "bajan",
];
/// Between a part and its amount.
pub(super) const SHARED_OUT: [&str; 21] = [
    "made up",
    "make up",
    "makes up",
    "accounted for",
    "accounts for",
    "account for",
    "represented",
    "represents",
    "represent",
    "entfielen",
    "entfallen",
    "entfällt",
    "entfiel",
    "représentaient",
    "représentent",
    "représente",
    "représentait",
    "representan",
    "representa",
    "representaron",
    "suponen",
];
/// Before a part's amount.
pub(super) const OF_THESE: [&str; 22] = [
    "of which",
    "of whom",
    "of these",
    "of those",
    "of them",
    "among them",
    "including",
    "davon",
    "darunter",
    "hiervon",
    "von diesen",
    "dont",
    "parmi eux",
    "parmi elles",
    "y compris",
    "de los cuales",
    "de las cuales",
    "de ellos",
    "de ellas",
    "entre ellos",
    "entre ellas",
    "incluidos",
];
/// How somebody used time.
pub(super) const SPENT: [&str; 21] = [
    "spent",
    "spend",
    "spends",
    "spending",
    "verbrachte",
    "verbrachten",
    "verbracht",
    "verbringen",
    "aufgewendet",
    "passé",
    "passâmes",
    "passèrent",
    "consacré",
    "pasamos",
    "pasaron",
    "dedicamos",
    "dedicaron",
    "dedicó",
    "gastamos",
    "gastaron",
    "invertimos",
];
/// French verbs of what is to come, in the singular, as they go with an amount: other words end like them.
pub(super) const FUTURE: [&str; 8] =
    ["sera", "coûtera", "passera", "augmentera", "montera", "baissera", "diminuera", "restera"];
/// What denies a word behind it that says how exact a number is, and what says that even so much is not reached.
pub(super) const DENIALS: [&str; 12] =
    ["no", "not", "never", "nicht", "kein", "keine", "keinen", "pas", "jamais", "nunca", "nie", "guère"];
/// Before a denial, what makes it tell who or what is meant: those who do not row, los no socios.
pub(super) const TELLING_WHICH: [&str; 16] = [
    "who", "which", "that", "die", "der", "das", "qui", "que", "los", "las", "el", "la", "les", "des", "for",
    "für",
];
pub(super) const MORE: [&str; 10] =
    ["more", "over", "above", "longer", "mehr", "über", "länger", "plus", "más", "mayor"];
pub(super) const LESS: [&str; 9] =
    ["less", "fewer", "under", "below", "weniger", "unter", "moins", "menos", "menor"];
pub(super) const EVEN: [&str; 4] = ["even", "einmal", "même", "siquiera"];
