//! What the same question costs, over the API and in the store alone. Each is asked for many runs, all over the store, so
//! that a cache that holds a small store does not hide what a large one costs.

use super::fill::{id, key, open};
use crate::driver::Driver;
use crate::report::number;
use crate::server::{STORE_FILE, Server, TENANT};
use crate::{Failure, http::Client};
use hdrhistogram::Histogram;
use shared::ids::TenantId;
use shared::ports::{ListQuery, RunStore as _};
use shared::time::Timestamp;
use std::path::Path;
use std::time::Instant;

/// Times that each question is asked in a round; as many are asked before it counts.
const TIMES: usize = 1_000;
/// Rounds, of which the quickest counts: an exchange takes a tenth of a millisecond, and whatever else the machine does in
/// one round would be taken for the cost of many runs.
const ROUNDS: usize = 5;
/// Runs of a page.
const PAGE: usize = 50;
/// Runs of a page of the sweep, as the controller asks for them.
const SWEEP_PAGE: usize = 256;

/// Medians in microseconds.
pub(super) struct Costs {
    get: f64,
    list: f64,
    store_get: f64,
    store_list: f64,
    store_sweep: f64,
    /// Size of the store's file.
    pub(super) file_bytes: u64,
}

impl Costs {
    /// All of them, in the order of the fields.
    pub(super) const fn all(&self) -> [f64; 5] {
        [self.get, self.list, self.store_get, self.store_list, self.store_sweep]
    }

    /// Those that must not grow, by name: what clients wait for, and the sweep.
    pub(super) const fn limited(&self) -> [(&'static str, f64); 3] {
        [("GET", self.get), ("list", self.list), ("sweep", self.store_sweep)]
    }
}

/// Measures a store with `size` copies.
pub(super) async fn measure(program: &Path, folder: &Path, size: usize) -> Result<Costs, Failure> {
    let [store_get, store_list, store_sweep] = alone(folder, size).await?;
    let (driver, options) = Driver::start().await?;
    let server = Server::start(program, folder, &options).await?;
    let client = &driver.client;
    let get =
        median(|turn| ask(client, format!("{}/workflows/{}", server.url, id(anywhere(turn, size))))).await?;
    let list = median(|_| ask(client, format!("{}/workflows?limit={PAGE}", server.url))).await?;
    server.stop().await?;
    let file_bytes = std::fs::metadata(folder.join(STORE_FILE))?.len();
    Ok(Costs { get, list, store_get, store_list, store_sweep, file_bytes })
}

async fn alone(folder: &Path, size: usize) -> Result<[f64; 3], Failure> {
    let store = open(folder)?;
    let (store, tenant) = (&store, &TenantId::parse(TENANT)?);
    let get = median(|turn| async move {
        let run = store.load(&key(anywhere(turn, size))?).await?;
        run.map(drop).ok_or_else(|| Failure::from("a copy is not stored"))
    })
    .await?;
    let list = median(|_| async move {
        let query =
            ListQuery { tenant: tenant.clone(), status: None, playbook: None, after: None, limit: PAGE };
        let page = store.list(&query).await?;
        if page.entries.len() == PAGE { Ok(()) } else { Err(Failure::from("a page is not full")) }
    })
    .await?;
    let sweep = median(|_| async move {
        store.due(Timestamp::from_millis(i64::MAX), None, SWEEP_PAGE).await?;
        Ok(())
    })
    .await?;
    Ok([get, list, sweep])
}

/// The median time of one question in microseconds, of the quickest round; `ask` gets the number of its turn.
async fn median<F: Future<Output = Result<(), Failure>>>(ask: impl Fn(usize) -> F) -> Result<f64, Failure> {
    for turn in 0..TIMES {
        ask(turn).await?;
    }
    let mut least = f64::INFINITY;
    for round in 1..=ROUNDS {
        let mut times = Histogram::<u64>::new(3)?;
        for turn in 0..TIMES {
            let begin = Instant::now();
            ask(round * TIMES + turn).await?;
            times.record(u64::try_from(begin.elapsed().as_nanos())?)?;
        }
        least = least.min(number(times.value_at_quantile(0.5)) / 1e3);
    }
    Ok(least)
}

async fn ask(client: &Client, url: String) -> Result<(), Failure> {
    match client.get(&url).await? {
        (200, _) => Ok(()),
        (status, body) => Err(format!("{url} got {status}: {}", String::from_utf8_lossy(&body)).into()),
    }
}

/// A run for a turn: all over the store, in no order, and the same in every measurement.
const fn anywhere(turn: usize, size: usize) -> usize {
    turn.wrapping_mul(7_919).wrapping_add(turn.wrapping_mul(turn)) % size
}
