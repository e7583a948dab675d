//! Whether what a question asks about is said to be done, where yes or no, a thing, a place or a time is asked for; ranks
//! nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::share::BEFORE;
use super::time::is_participle;
use super::told::LIGHT;
use crate::language::{Language, LanguageCode, WordSet, word_set};
use crate::naming::Wanted;

/// What an English verb in its base form stands behind, with its subject between them.
static DO: WordSet =
    WordSet::new(|| word_set("do does did can could will would may might must shall should"));
/// What a participle, or in German an infinitive, stands behind at the end of its clause.
static HAVE: WordSet = WordSet::new(|| {
    word_set(
        "is are was were been being be has have had \
        hat haben hatte hatten wurde wurden wird werden ist sind war waren kann können konnte darf dürfen durfte muss müssen soll \
        sollen \
        a ont avait avaient est sont était étaient fut furent peut peuvent doit doivent va vont \
        ha han fue fueron había habían se",
    )
});
/// What opens a clause with a verb of its own.
static CLAUSE: WordSet =
    WordSet::new(|| word_set("that which who whose when where because if before after while since until"));
/// What stands before a noun, which may look like a verb.
static BEFORE_NOUNS: WordSet = WordSet::new(|| {
    word_set(
        "the a an of in on at to for from with by this these those its their his her my your our any some no every each and or as",
    )
});
/// What stands between a French auxiliary with its pronoun and the verb.
const BETWEEN: [&str; 9] =
    ["pas", "été", "déjà", "jamais", "toujours", "encore", "bien", "aussi", "également"];
const PRONOUNS: [&str; 5] = ["il", "elle", "ils", "elles", "on"];
/// Verbs that say little by themselves, or whose place is taken by what is seen or done.
static ANY: WordSet = WordSet::new(|| {
    word_set(
        "see seen hear heard happen happening allow allowed know known call called named titled held use used need needed want able help found permitted \
        believe think thought mean meant suggest cause caused located situated represented exist occur receive done doing like \
        kommen kommt kam stehen steht stand liegen liegt lag gehen geht ging machen macht gemacht gibt gab heißen heißt hieß hießen \
        nannte genannt nennt nennen lautet lauten lautete lauteten bleiben bleibt geschieht geschah geschehen passiert finden findet \
        fand befindet befand befinden führen führt gehört bekommen sehen haben verwendet benutzt genutzt eingesetzt gebraucht \
        gefunden erlaubt gestattet verbunden bezeichnet erhalten beschrieb bedeutet \
        appelle appelait appelé nommé fait faire trouver trouve trouvait autorisé permis utilisé utilise voir avoir être situé passe passé \
        permitido llama llaman llamaba llamado usa usó usado utiliza utilizan utilizado conoce conocido encuentra encontraba hacer hecho hace ver \
        tener produjo cree creía considera encarga piensa pasando",
    )
});
/// How participles end, and nouns that are made of verbs.
const NO_BASE: [&str; 9] = ["ed", "ing", "tion", "sion", "ment", "ness", "ity", "ance", "ence"];
/// What stands for whoever asks: what may be bought is told by what is sold.
const ANYBODY: [&str; 10] = ["i", "we", "you", "one", "ich", "wir", "man", "je", "nous", "on"];
/// Words within which an auxiliary stands.
const OPENING: usize = 7;

/// Words of a question of which one is the verb.
type Run<'a> = Vec<&'a str>;

impl Evidence<'_> {
    /// Whether all verbs of the question stand in the sentence or before it, in any words. Amounts may be told without one, and a row
    /// of a table has none. In other languages than English texts say it in too many ways but where yes or no is asked for.
    pub(super) fn says_its_verbs(&self, entry: usize) -> bool {
        let asked = &self.asked;
        let wanted = self.naming.as_ref().map(|naming| naming.wanted);
        let english = self.asked_in == LanguageCode::English;
        let asks = asked.yes_no
            || english && (asked.timed || matches!(wanted, Some(Wanted::Kind | Wanted::Place(_))));
        let Some(language) = self.languages.get(&self.asked_in).filter(|_| asks) else { return true };
        self.text(entry).contains(" | ")
            || verbs(language, &asked.question).iter().all(|run| self.says_one(entry, run))
    }

    /// Whether one of these words of the question stands in the sentence or before it, in any words, and the others somewhere in its
    /// document: they may be nouns of what it is about. Of a word for which another language has none, nothing tells.
    fn says_one(&self, entry: usize, run: &[String]) -> bool {
        let across = self.language(entry) != self.asked_in;
        let terms = self.terms.iter().zip(&self.asked.terms);
        let own = terms.filter(|(_, term)| run.contains(&term.stem) && !term.name);
        let told = own.filter(|(_, term)| !(across && term.related.is_empty()));
        let present: Vec<f32> = told.map(|(known, _)| self.present(entry, known)).collect();
        let somewhere = present.iter().all(|present| *present > 0.0);
        present.is_empty() || somewhere && present.iter().any(|present| *present >= BEFORE)
    }
}

/// Stems of what may be the verbs of a question's first clause, as far as its form shows them.
fn verbs(language: &Language, question: &str) -> Vec<Vec<String>> {
    let clause = question.split(',').next().unwrap_or_default();
    let words: Vec<&str> = match language.code() {
        // The open-air pool does not open by its name.
        LanguageCode::English => {
            clause.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect()
        }
        LanguageCode::German | LanguageCode::French | LanguageCode::Spanish => {
            clause.unicode_words().collect()
        }
    };
    let one = |verb: Option<_>| vec![verb.into_iter().collect()];
    let found = match language.code() {
        LanguageCode::English => english(language, &words),
        LanguageCode::German => one(german(&words)),
        LanguageCode::French => one(french(&words)),
        LanguageCode::Spanish => one(spanish(&words)),
    };
    let tells = |word: &&str| !ANY.contains(*word) && !LIGHT.contains(word);
    let stems = |run: Run<'_>| -> Vec<String> {
        let stems = run.into_iter().filter(tells).filter_map(|word| language.stem(word));
        stems.filter(|stem| language.is_deed(stem)).collect()
    };
    let found: Vec<Vec<String>> = found.into_iter().map(stems).filter(|run| !run.is_empty()).collect();
    // What may be a noun is one where something else can only be a verb: at what hour the farm opens.
    let sure = |run: &Vec<String>| -> Vec<String> {
        run.iter().filter(|stem| language.is_only_a_deed(stem)).cloned().collect()
    };
    let sure: Vec<Vec<String>> = found.iter().map(sure).filter(|run| !run.is_empty()).collect();
    if sure.is_empty() { found } else { sure }
}

fn english<'a>(language: &Language, words: &[&'a str]) -> Vec<Run<'a>> {
    let first = first_clause(words);
    // Inside a question May and Will are names.
    let helps = |(at, word): (usize, &&str)| match at {
        0 => DO.contains(word.to_lowercase().as_str()),
        _ => DO.contains(*word),
    };
    let Some(at) = first.iter().take(OPENING).enumerate().position(helps) else {
        return vec![passive(language, first).into_iter().collect()];
    };
    let behind = first.get(at + 1..).unwrap_or_default();
    if behind.first().is_some_and(|subject| ANYBODY.contains(&subject.to_lowercase().as_str())) {
        return Vec::new();
    }
    let bases = behind.windows(2).map(|pair| match pair {
        [before, verb] if is_base(verb) && may_precede_a_verb(before) => Some(*verb),
        _ => None,
    });
    let bases: Vec<Option<&str>> = bases.collect();
    // Of what stands side by side one is the verb; behind a light one it says what is done with it: take place.
    let runs = bases.split(Option::is_none).map(|run| run.iter().copied().flatten().collect::<Run<'a>>());
    runs.filter(|run| !run.iter().any(|word| LIGHT.contains(word))).collect()
}

/// The words before those that open another clause; the first one may be the interrogative.
fn first_clause<'w, 'a>(words: &'w [&'a str]) -> &'w [&'a str] {
    // In which hotel, since when: behind a preposition the interrogative is the second word.
    let opening = match words {
        [first, ..] if BEFORE_NOUNS.contains(first.to_lowercase().as_str()) || *first == "Since" => 2,
        _ => 1,
    };
    let end = words.iter().skip(opening).position(|word| CLAUSE.contains(word.to_lowercase().as_str()));
    words.get(..end.map_or(words.len(), |end| end + opening)).unwrap_or_default()
}

fn may_precede_a_verb(word: &str) -> bool {
    let kind = word.ends_with("ing") || word.ends_with("ed");
    !kind && !LIGHT.contains(&word) && !BEFORE_NOUNS.contains(word.to_lowercase().as_str())
}

/// Whether it may be a verb in its base form.
fn is_base(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && !word.contains('-')
        && !NO_BASE.iter().any(|end| word.ends_with(end))
        && (!word.ends_with('s') || word.ends_with("ss"))
}

/// The last participle of an English clause that stands before no noun.
fn passive<'a>(language: &Language, words: &[&'a str]) -> Option<&'a str> {
    let at = words.iter().take(OPENING).position(|word| HAVE.contains(word.to_lowercase().as_str()))?;
    let behind = words.get(at + 1..)?;
    let noun = |at: usize| behind.get(at + 1).is_some_and(|next| language.stem(next).is_some());
    let mut all = behind.iter().enumerate().rev();
    all.find(|(at, word)| is_participle(word) && !noun(*at)).map(|(_, word)| *word)
}

/// Of a question for yes or no: the verb at its end, behind an auxiliary.
fn german<'a>(words: &[&'a str]) -> Option<&'a str> {
    let auxiliary = words.first().is_some_and(|word| HAVE.contains(word.to_lowercase().as_str()));
    let anybody = words.get(1).is_some_and(|word| ANYBODY.contains(word));
    let last = words.last().filter(|last| last.starts_with(char::is_lowercase));
    last.filter(|last| last.ends_with('t') || last.ends_with('n'))
        .filter(|_| auxiliary && !anybody && words.len() > 2)
        .copied()
}

fn french<'a>(words: &[&'a str]) -> Option<&'a str> {
    let pronoun = |at: usize| words.get(at).is_some_and(|word| PRONOUNS.contains(word));
    let auxiliary = |at: usize| {
        let before = |steps: usize| at.checked_sub(steps).and_then(|at| words.get(at));
        let joined = before(1).is_some_and(|word| *word == "t");
        before(if joined { 2 } else { 1 }).is_some_and(|word| HAVE.contains(word.to_lowercase().as_str()))
    };
    let anybody = |at: usize| words.get(at).is_some_and(|word| ANYBODY.contains(word));
    let at = (1..words.len()).find(|at| pronoun(*at) && auxiliary(*at) && !anybody(*at));
    let behind = at.into_iter().flat_map(|at| words.iter().skip(at + 1));
    behind.copied().find(|word| !BETWEEN.contains(word))
}

fn spanish<'a>(words: &[&'a str]) -> Option<&'a str> {
    let auxiliary = |word: &str| word != "a" && HAVE.contains(word.to_lowercase().as_str());
    let at = words.iter().position(|word| auxiliary(word))?;
    let further = |word: &&&str| auxiliary(word) || ["sido", "no", "ya", "también"].contains(*word);
    let verb = words.iter().skip(at).find(|word| !further(word));
    verb.filter(|verb| verb.starts_with(char::is_lowercase)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn has(question: &str, wanted: &[&str]) {
        let language = Language::of_text(question, None);
        let stems: Vec<String> = wanted.iter().filter_map(|word| language.stem(word)).collect();
        assert_eq!(verbs(&language, question).concat(), stems, "{question}");
    }

    #[test]
    fn the_verbs_of_a_question_are_told_by_its_form() {
        has("Did the council of Elmfold approve the new bridge?", &["approve"]);
        has("Which works did the choir perform at its concert?", &["perform"]);
        has("When was the mill of Elmfold repaired?", &["repaired"]);
        has("What was resolved when the roof had been damaged?", &["resolved"]);
        has("Hat der Rat von Elmfeld die neue Brücke genehmigt?", &["genehmigt"]);
        has("When did the village farm demolish the barn?", &["demolish"]);
        has("In which hall did the orchestra of Elmfold rehearse?", &["rehearse"]);
        has("Where was Will Orr of Elmfold buried?", &["buried"]);
        has("Le conseil d'Elmont a-t-il approuvé le pont ?", &["approuvé"]);
        has("¿Se ha construido el puente de Elmonte?", &["construido"]);
    }

    #[test]
    fn what_says_little_and_what_is_a_noun_is_none() {
        has("Where did the next meeting take place?", &[]);
        has("Do the fees of Elmfold pay for all of the waste collection?", &["pay"]);
        has("When does the open-air pool open?", &["open"]);
        has("From where does the mill get its grain?", &[]);
        has("Can I still buy tickets for Elmfold on board?", &[]);
        has("Kann man in Elmfeld an Bord Fahrkarten kaufen?", &[]);
        has("Who is the keeper of the mill?", &[]);
    }
}
