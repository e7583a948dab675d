//! The invariants over random graphs and histories. A failing history shrinks to the moves that matter.

use super::again::{batched, deterministic, folds, repeatable};
use super::check::Witness;
use super::graph::{Setup, setups};
use super::script::{Move, moves};
use crate::decide::Command;
use proptest::prelude::*;

/// Plays a history and checks everything after each commit. The moves between two bars of `batch` go into one commit.
pub(super) fn play(setup: &Setup, history: &[(Move, bool)]) -> Result<(), String> {
    let mut world = setup.world();
    let mut witness = Witness::of_start(&world)?;
    let (mut earlier, mut batch): (Vec<Command>, Vec<Command>) = (Vec::new(), Vec::new());
    for (one, more) in history {
        let Some(command) = one.command(&mut world, &earlier) else { continue };
        earlier.push(command.clone());
        batch.push(command);
        if *more && batch.len() < 4 {
            continue;
        }
        let commands = std::mem::take(&mut batch);
        let decision = world.considered(&commands)?;
        witness.decision(&world, &commands, &decision)?;
        deterministic(&world, &commands, &decision)?;
        if commands.len() > 1 {
            batched(&world, &commands)?;
        }
        let last = decision.replies.last().cloned();
        world.take(decision);
        if let (Some(command), Some(reply)) = (commands.last(), &last) {
            repeatable(&world, command, reply)?;
        }
    }
    folds(&world)
}

pub(super) fn histories() -> impl Strategy<Value = Vec<(Move, bool)>> {
    prop::collection::vec((moves(), prop::bool::weighted(0.15)), 0..50)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_keeps_the_invariants(setup in setups(), history in histories()) {
        play(&setup, &history).map_err(TestCaseError::fail)?;
    }
}
