//! A chunk of the journal: in its run's partition, `J#` and the number of its first record.

use super::{ItemKey, run};
use shared::ids::Seq;
use shared::run::RunKey;

/// The item of the chunk that begins with a record.
pub(in super::super) fn key(key: &RunKey, first: Seq) -> ItemKey {
    ItemKey { pk: run::pk(key), sk: sk(first) }
}

/// The sort key of the chunk that begins with a record.
pub(in super::super) fn sk(first: Seq) -> String {
    format!("J#{first:020}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_by_number(one in any::<u64>(), other in any::<u64>()) {
            prop_assert_eq!(sk(one).cmp(&sk(other)), one.cmp(&other));
        }
    }
}
