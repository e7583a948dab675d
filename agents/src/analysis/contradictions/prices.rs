//! Answers of which one gives a price for what the other says is free; compares no two prices.

use std::collections::BTreeSet;

use super::Compared;
use crate::analysis::statement::Statement;
use crate::language::{has_free_entry, is_free};
use crate::research::is_money;

/// What follows "free" where nothing is paid.
const FREE_OF: [&str; 8] = ["", "of", "and", "but", "on", "to", "entry", "admission"];
/// What else a question for a price has.
const PAYING: [&str; 32] = [
    "pay",
    "cost",
    "costs",
    "charge",
    "charged",
    "fee",
    "fees",
    "price",
    "zahlen",
    "bezahlen",
    "bezahlt",
    "zahlt",
    "kostet",
    "kosten",
    "kostenpflichtig",
    "gebühr",
    "eintritt",
    "preis",
    "payer",
    "paie",
    "paye",
    "payant",
    "payante",
    "coûte",
    "coûtent",
    "prix",
    "pagar",
    "paga",
    "cuesta",
    "cuestan",
    "cobra",
    "precio",
];

impl Compared<'_> {
    /// The first answer that gives a price and one that says that there is none, where that is asked.
    pub(super) fn priced_and_free(&self, statements: &[Statement<'_>]) -> Option<(usize, usize)> {
        let asks = |word: &String| is_free(word) || PAYING.contains(&word.as_str());
        if !(self.asked.yes_no && self.asking_words.iter().any(asks)) {
            return None;
        }
        let asking = self.asking_words.iter().filter(|word| asks(word));
        let also: BTreeSet<String> = asking.flat_map(|word| self.language.stems(word)).collect();
        let rated = statements.iter().enumerate().filter_map(|(number, statement)| {
            costs(statement)?;
            let covered = self.answers(statement, &also).filter(|_| self.does(statement, &also))?;
            Some((number, covered, statement.relevance, statement.citation.source.to_string()))
        });
        let best: Vec<usize> = self.best(rated).into_iter().collect();
        let of = |costing: bool| {
            best.iter().copied().filter(move |at| statements.get(*at).and_then(costs) == Some(costing))
        };
        of(true).flat_map(|priced| of(false).map(move |free| (priced, free))).find(|(priced, free)| {
            let pair = statements.get(*priced).zip(statements.get(*free));
            pair.is_some_and(|(priced, free)| self.are_comparable(priced, free))
        })
    }
}

/// Whether the statement says that something costs money; `None` if it says nothing of that.
fn costs(statement: &Statement<'_>) -> Option<bool> {
    let prices = statement.quantities.iter().filter(|own| is_money(own.unit.parts().0) && !own.change);
    let priced = prices.clone().any(|own| own.high > 0.0);
    let lower = statement.bare.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let free = words.iter().enumerate().any(|(at, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let next = words.get(at + 1).copied().filter(|_| word.ends_with(bare));
        is_free(bare) && (bare != "free" || is_of_charge(next))
    });
    match (priced, free || has_free_entry(&statement.bare)) {
        (true, false) => Some(true),
        (false, true) if !statement.polarity.denies => Some(false),
        _ => None,
    }
}

/// Whether what follows "free" leaves it say that nothing is paid, by anybody: there are free spaces, and some are free for children.
fn is_of_charge(next: Option<&str>) -> bool {
    next.is_none_or(|next| {
        let next = next.trim_matches(|c: char| !c.is_alphanumeric());
        FREE_OF.contains(&next)
    })
}
