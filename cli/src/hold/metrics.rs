//! `GET /metrics`: the store's counters in the text format of Prometheus. Counts only: no id, no content.

use adapters::redb_store::{RedbStore, Stats};
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// Adds the route to the API.
pub(super) fn with_metrics(api: Router, store: Arc<RedbStore>) -> Router {
    api.merge(Router::new().route("/metrics", get(metrics)).with_state(store))
}

async fn metrics(State(store): State<Arc<RedbStore>>) -> Response {
    let content_type = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (content_type, exposition(&store.stats())).into_response()
}

fn exposition(stats: &Stats) -> String {
    [
        ("aegis_store_commits_total", "Conditional writes that succeeded.", stats.commits),
        ("aegis_store_conflicts_total", "Conditional writes that met another version.", stats.conflicts),
        ("aegis_store_transactions_total", "Transactions that were made durable.", stats.transactions),
        ("aegis_store_fsyncs_total", "Calls of fdatasync.", stats.fsyncs),
        ("aegis_store_written_bytes_total", "Bytes handed to the store's file.", stats.bytes_written),
    ]
    .iter()
    .map(|(name, help, value)| format!("# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}\n"))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_counter_has_a_type_and_a_value() {
        let text = exposition(&Stats { commits: 7, ..Stats::default() });
        assert!(text.contains("# TYPE aegis_store_commits_total counter\naegis_store_commits_total 7\n"));
        assert_eq!(text.lines().count(), 15);
    }
}
