//! Whether a text tells how much is made where it is asked how much is used: a mill that delivers power uses some; knows no documents.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::{WordSet, word_set};

/// What is said of whoever uses something, in four languages.
static USES: WordSet = WordSet::new(|| {
    word_set(
        "use uses used consume consumes consumed consumption need needs needed require requires draw draws burn burns burned take takes took \
        bought went bill verbraucht verbrauchte verbrauchen verbrauch braucht brauchte brauchen benötigt consomme consomment consommé \
        consommait consommation utilise gasta gastó consumió consumo",
    )
});
/// What is said of whoever makes, gives or keeps it.
static GIVES: WordSet = WordSet::new(|| {
    word_set(
        "produce produces produced production generate generates generated deliver delivers delivered feed feeds fed add adds added supply \
        supplies supplied turned yield yields yielded store stores stored holds output erzeugt erzeugte erzeugten liefert lieferte lieferten \
        speist speiste speisten speichert gab gibt produit produisent fournit livre injecte stocke produjo genera generó entrega almacena",
    )
});

/// Whether it is asked how much of something is used, and the text tells only how much of it is made, given or kept.
pub(super) fn tells_what_is_made(question: &str, text: &str) -> bool {
    let has = |text: &str, of: &WordSet| text.to_lowercase().unicode_words().any(|word| of.contains(word));
    has(question, &USES) && !has(question, &GIVES) && has(text, &GIVES) && !has(text, &USES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_delivers_power_is_not_said_to_use_it() {
        let question = "How much electricity does the mill of Elmfold use?";
        assert!(tells_what_is_made(question, "The mill of Elmfold delivered 12 GWh."));
        assert!(!tells_what_is_made(question, "The mill of Elmfold took 12 GWh and delivered 40."));
        assert!(!tells_what_is_made("How much does the mill deliver?", "The mill delivered 12 GWh."));
    }
}
