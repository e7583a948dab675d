//! Measures the redb store on this machine's disk: `cargo run --release -p adapters --features conformance --example
//! store_throughput -- [FOLDER] [FINISHED_RUNS]`. It prints figures and judges none.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program for people, which stops at the first failure"
)]

use adapters::conformance::samples::{after, at, key, start, with_status};
use adapters::redb_store::{Options, RedbStore};
use shared::ids::TenantId;
use shared::ports::{Commit, CommitOutcome, ListQuery, RunStore as _};
use shared::run::{ListStatus, Run};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Bytes of text in each state, so that its JSON has about 5 KB.
const STATE_TEXT: usize = 4_500;
const SPAN: Duration = Duration::from_secs(4);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let parent = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let finished: usize = arguments.next().map_or(20_000, |number| number.parse().unwrap());
    let folder = tempfile::tempdir_in(parent).unwrap();
    fdatasync(folder.path());
    let path = folder.path().join("store.redb");
    let store = Arc::new(RedbStore::open(&path, Options::default()).unwrap());
    println!("empty store: {}", memory());
    for tasks in [1, 64, 512] {
        commits(&store, tasks).await;
    }
    fill(&store, finished).await;
    reads(&store).await;
    openings(store, &path).await;
}

fn fdatasync(folder: &Path) {
    let mut file = File::create(folder.join("sync")).unwrap();
    let mut spans = Vec::new();
    let end = Instant::now() + Duration::from_secs(2);
    while Instant::now() < end {
        let began = Instant::now();
        file.write_all(&[7; 4_096]).unwrap();
        file.sync_data().unwrap();
        spans.push(began.elapsed());
    }
    println!("raw fdatasync of 4 KiB: {}", percentiles(spans));
}

async fn commits(store: &Arc<RedbStore>, tasks: usize) {
    let (before, cpu_before) = (store.stats(), cpu_seconds());
    let began = Instant::now();
    let work: Vec<_> = (0..tasks)
        .map(|task| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                let mut spans = Vec::new();
                let mut commit = sized(start(&key("bench", &format!("c{tasks}-{task}")), 1, 1));
                while began.elapsed() < SPAN {
                    let next = after(&commit.run, 2, 2, 1);
                    let sent = Instant::now();
                    let outcome = store.commit(commit).await.unwrap();
                    assert!(matches!(outcome, CommitOutcome::Committed));
                    spans.push(sent.elapsed());
                    commit = next;
                }
                spans
            })
        })
        .collect();
    let mut spans = Vec::new();
    for task in work {
        spans.extend(task.await.unwrap());
    }
    let (seconds, now) = (began.elapsed().as_secs_f64(), store.stats());
    let commits = now.commits - before.commits;
    println!(
        "{tasks:>3} at a time: {:.0} commits/s, {:.0} us of CPU each, {}, {:.1} commits per fsync, {:.1} KiB written \
         per commit, {}",
        commits as f64 / seconds,
        (cpu_seconds() - cpu_before) * 1e6 / commits as f64,
        percentiles(spans),
        commits as f64 / (now.fsyncs - before.fsyncs) as f64,
        (now.bytes_written - before.bytes_written) as f64 / 1024.0 / commits as f64,
        memory(),
    );
}

/// Finished runs as the engine leaves them: one state and seven commits' journal each.
async fn fill(store: &Arc<RedbStore>, runs: usize) {
    let began = Instant::now();
    let work: Vec<_> = (0..256)
        .map(|task| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                for number in (task..runs).step_by(256) {
                    let created = i64::try_from(number).unwrap();
                    let mut commit = sized(start(&key("bench", &format!("f{number:07}")), created, 1));
                    for _ in 0..6 {
                        let next = after(&commit.run, created, 3, 1);
                        store.commit(commit).await.unwrap();
                        commit = next;
                    }
                    let mut last = with_status(commit, ListStatus::Completed);
                    last.due = None;
                    store.commit(last).await.unwrap();
                }
            })
        })
        .collect();
    for task in work {
        task.await.unwrap();
    }
    let rate = runs as f64 / began.elapsed().as_secs_f64();
    println!("{runs} finished runs written: {rate:.0} runs/s of 7 commits, {}", memory());
}

async fn reads(store: &RedbStore) {
    let (mut loads, mut pages, mut sweeps) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..500 {
        let key = key("bench", &format!("f{:07}", number * 37 % 20_000));
        let began = Instant::now();
        let _run: Option<Arc<Run>> = store.load(&key).await.unwrap();
        loads.push(began.elapsed());
        let began = Instant::now();
        let query = ListQuery {
            tenant: TenantId::parse("bench").unwrap(),
            status: None,
            playbook: None,
            after: None,
            limit: 50,
        };
        store.list(&query).await.unwrap();
        pages.push(began.elapsed());
        let began = Instant::now();
        store.due(at(i64::MAX), None, 100).await.unwrap();
        sweeps.push(began.elapsed());
    }
    println!("load: {}", percentiles(loads));
    println!("page of 50: {}", percentiles(pages));
    println!("due, 100: {}", percentiles(sweeps));
}

/// A copy of the file while it is open is what a kill leaves behind.
async fn openings(store: Arc<RedbStore>, path: &Path) {
    let copy = path.with_extension("copy");
    println!("file: {} MiB", fs::metadata(path).unwrap().len() / 1024 / 1024);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    copied(path, &copy);
    opening("after a kill while idle", &copy);
    store.commit(start(&key("bench", "late"), 1, 1)).await.unwrap();
    copied(path, &copy);
    opening("after a kill right behind a write", &copy);
    drop(store);
    opening("after a clean end", path);
}

fn copied(path: &Path, copy: &Path) {
    fs::copy(path, copy).unwrap();
    File::open(copy).unwrap().sync_all().unwrap();
}

fn opening(when: &str, path: &Path) {
    let began = Instant::now();
    let store = RedbStore::open(path, Options::default()).unwrap();
    println!("opened {when}: {:.1} ms, {}", began.elapsed().as_secs_f64() * 1e3, memory());
    drop(store);
}

fn sized(mut commit: Commit) -> Commit {
    Arc::make_mut(&mut commit.run).feedback = Some("x".repeat(STATE_TEXT));
    commit
}

fn percentiles(mut spans: Vec<Duration>) -> String {
    spans.sort_unstable();
    let at = |part: usize| spans.get(spans.len() * part / 100).map_or(0.0, |span| span.as_secs_f64() * 1e3);
    format!("p50 {:.3} ms, p99 {:.3} ms", at(50), at(99))
}

/// User and system time of this process, from clock ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or("VmRSS: unknown");
    line.split_whitespace().skip(1).take(2).collect::<Vec<_>>().join(" ") + " resident"
}
