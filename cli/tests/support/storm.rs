//! The course of kills: when the server dies, and when it is left in peace. The moments come from a seed; what the server
//! is doing at them does not.

use super::book::Pages;
use super::check;
use super::other_side::OtherSide;
use super::server::Server;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::task::JoinHandle;

/// Longest time that the server may live without anything happening, or until a failpoint is reached.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most things that happen before a kill.
const HAPPENINGS_MAX: u64 = 60;
/// Latest hit of a failpoint.
const HITS_MAX: u64 = 40;
/// Latest moment after the last happening, in microseconds.
const MOMENT_MAX_US: u64 = 5_000;
/// One in so many kills comes before the server can have got ready.
const EARLY: u64 = 6;
/// Latest moment of such a kill after the start, in microseconds.
const EARLY_MAX_US: u64 = 120_000;

/// The course of kills.
pub(crate) struct Storm {
    folder: TempDir,
    random: Random,
    server: Server,
    other: Arc<OtherSide>,
    starter: JoinHandle<()>,
}

/// What happened in it.
pub(crate) struct Summary {
    pub(crate) kills: usize,
    pub(crate) starts: usize,
    pub(crate) runs: usize,
    /// Invocations of an attempt that had been invoked before.
    pub(crate) invoked_again: usize,
    /// Answers and decisions that had been acknowledged before.
    pub(crate) answered_again: usize,
}

impl Storm {
    pub(crate) async fn begin(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (other, address) = OtherSide::listen().await;
        let server = Server::new(folder.path(), &address);
        let starter = tokio::spawn(Arc::clone(&other).keep_starting(server.url()));
        Self { folder, random: Random(seed), server, other, starter }
    }

    /// One life that ends at a random moment.
    pub(crate) async fn kill_at_random(&mut self) {
        self.server.start(None);
        self.nothing_wrong();
        let moment = if self.random.below(EARLY) == 0 {
            self.random.below(EARLY_MAX_US)
        } else {
            let happenings = 1 + self.random.below(HAPPENINGS_MAX);
            self.wait_for(happenings).await;
            self.random.below(MOMENT_MAX_US)
        };
        tokio::time::sleep(Duration::from_micros(moment)).await;
        self.server.kill().await;
    }

    /// One life that ends at a failpoint.
    pub(crate) async fn kill_at(&mut self, point: &str) {
        self.nothing_wrong();
        let hit = 1 + self.random.below(HITS_MAX);
        self.server.start(Some(&format!("{point}:{hit}")));
        self.server.dies_within(PATIENCE).await;
    }

    /// The last life: all runs end.
    pub(crate) async fn calm(&mut self) {
        self.server.start(None);
        self.other.finish();
        (&mut self.starter).await.unwrap();
        let stuck = check::all_end(&self.other).await;
        assert!(
            stuck.is_empty(),
            "{} runs are stuck:\n{}\n{}",
            stuck.len(),
            stuck.join("\n"),
            self.server.log()
        );
    }

    /// Holds the server to what was seen.
    pub(crate) async fn end(mut self) -> Summary {
        let pages = self.other.book.pages();
        let mut wrong = pages.wrong.clone();
        wrong.extend(check::replies(&pages));
        wrong.extend(check::events(&self.other, &pages).await);
        self.server.kill().await;
        wrong.extend(check::journal(&self.server.store_file(), &pages).await);
        let summary = Summary::of(&self.server, &pages);
        let count = wrong.len();
        wrong.truncate(20);
        assert!(wrong.is_empty(), "{count} things are wrong after {summary}:\n{}", wrong.join("\n"));
        drop(self.folder);
        summary
    }

    async fn wait_for(&self, happenings: u64) {
        if tokio::time::timeout(PATIENCE, self.other.book.more(happenings)).await.is_err() {
            self.nothing_wrong();
            panic!("nothing happens any more\n{}", self.server.log());
        }
    }

    /// What is wrong already gets no better by going on.
    fn nothing_wrong(&self) {
        let wrong = self.other.book.pages().wrong;
        assert!(wrong.is_empty(), "{} things are wrong already:\n{}", wrong.len(), wrong.join("\n"));
    }
}

impl Summary {
    fn of(server: &Server, pages: &Pages) -> Self {
        let again = |counts: &mut dyn Iterator<Item = usize>| counts.map(|count| count - 1).sum();
        let decided: usize = again(&mut pages.decided.values().map(Vec::len));
        let answered: usize = again(&mut pages.answered.values().map(Vec::len));
        Self {
            kills: server.kills,
            starts: server.starts,
            runs: pages.started.len(),
            invoked_again: again(&mut pages.invoked.values().map(Vec::len)),
            answered_again: answered + decided,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} kills, {} starts, {} runs, {} repeated invocations, {} repeated answers and decisions",
            self.kills, self.starts, self.runs, self.invoked_again, self.answered_again
        )
    }
}

/// SplitMix64: enough for moments, and the same ones for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}
