//! What every run store has to do.

mod commits;
mod due;
mod lists;
mod model;
mod rows;

use shared::ports::RunStore;
use std::future::Future;
use std::sync::Arc;

/// The whole suite; `factory` gives an empty store each time.
pub async fn all<S: RunStore + 'static, Made: Future<Output = S>>(factory: impl Fn() -> Made) {
    let fresh = || async { Arc::new(factory().await) };
    commits::a_run_is_created_once_and_changed_at_its_version(&*fresh().await).await;
    commits::the_same_commit_again_is_committed(&*fresh().await).await;
    commits::of_racing_writers_exactly_one_wins(fresh().await).await;
    commits::the_journal_comes_in_order_and_in_parts(&*fresh().await).await;
    commits::an_oversized_state_is_refused_by_name(&*fresh().await).await;
    commits::lazy_and_urgent_writes_keep_their_order(fresh().await).await;
    due::entries_come_early_never_late_and_in_order(&*fresh().await).await;
    due::an_earlier_entry_stays_no_longer_than_it_may(&*fresh().await).await;
    due::moving_an_entry_needs_the_version(&*fresh().await).await;
    due::pages_go_on_after_an_entry(&*fresh().await).await;
    lists::the_newest_comes_first_and_tenants_are_apart(&*fresh().await).await;
    lists::a_status_lists_what_has_it_now(&*fresh().await).await;
    lists::pages_are_stable_while_runs_are_written(&*fresh().await).await;
    lists::ids_are_found_by_their_beginning(&*fresh().await).await;
    rows::answers_stay_until_they_are_taken_in(&*fresh().await).await;
    rows::the_newest_pulse_of_a_kind_stands(&*fresh().await).await;
    rows::a_look_shows_the_run_and_the_rows_beside_it(&*fresh().await).await;
    rows::playbooks_come_back_by_hash(&*fresh().await).await;
    for seed in 1..=8 {
        model::agrees_with_the_model(&*fresh().await, seed).await;
    }
}
