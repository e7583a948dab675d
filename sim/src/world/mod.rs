//! A simulated world: one store, processes that share it, agents and people, time and faults. It decides what goes wrong
//! and when; what is right is for the checks to say.

mod exec;
mod process;
mod slot;

pub(crate) use exec::{Executor, Proc, Sleep, Turn, lock};
pub(crate) use process::Process;

use crate::actors::Sessions;
use crate::check::Checks;
use crate::fault::Fault;
use crate::rng::Rng;
use crate::sabotage::StoreBug;
use crate::setup::{Setup, Variant};
use crate::trace::Trace;
use adapters::memory::{FixedKeys, MemoryPayloads, MemoryStore};
use futures_util::FutureExt as _;
use shared::ids::CommitId;
use shared::playbook::Playbook;
use shared::ports::RunStore as _;
use shared::time::Timestamp;
use std::collections::BTreeMap;
use std::fmt::Arguments;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Waker;

/// When every world begins, in milliseconds since the Unix epoch.
pub(crate) const EPOCH: i64 = 1_750_000_000_000;

/// A world.
pub(crate) struct World {
    pub(crate) setup: Setup,
    pub(crate) executor: Arc<Executor>,
    pub(crate) playbooks: Vec<Arc<Playbook>>,
    pub(crate) store: MemoryStore,
    pub(crate) payloads: MemoryPayloads,
    pub(crate) keys: FixedKeys,
    pub(crate) checks: Mutex<Checks>,
    pub(crate) sessions: Mutex<Sessions>,
    pub(crate) bug: Option<StoreBug>,
    processes: Mutex<Vec<Option<Arc<Process>>>>,
    rng: Mutex<Rng>,
    trace: Mutex<Trace>,
    struck: Mutex<BTreeMap<Fault, u64>>,
    quiet: AtomicBool,
    sweepers: Mutex<Vec<Parked>>,
    /// By how much each process's clock is off now, in milliseconds.
    skews: Mutex<Vec<i64>>,
}

/// A sweeper between two sweeps. One that finds nothing does nothing, so it may as well sleep until something is due.
pub(crate) struct Parked {
    pub(crate) process: Proc,
    pub(crate) not_before: i64,
    pub(crate) waker: Waker,
}

impl World {
    pub(crate) fn new(
        setup: Setup,
        playbooks: Vec<Arc<Playbook>>,
        bug: Option<StoreBug>,
        keep_trace: bool,
    ) -> Arc<Self> {
        let rng = Rng::new(setup.seed);
        let processes = setup.processes;
        let world = Self {
            executor: Arc::new(Executor::default()),
            playbooks,
            store: MemoryStore::new(),
            payloads: MemoryPayloads::new(),
            keys: FixedKeys::new(7),
            checks: Mutex::new(Checks::default()),
            sessions: Mutex::new(Sessions::default()),
            bug,
            processes: Mutex::new((0..processes).map(|_| None).collect()),
            rng: Mutex::new(rng),
            trace: Mutex::new(Trace::new(keep_trace)),
            struck: Mutex::new(BTreeMap::new()),
            quiet: AtomicBool::new(false),
            sweepers: Mutex::new(Vec::new()),
            skews: Mutex::new(setup.skews.clone()),
            setup,
        };
        world.executor.advance(EPOCH);
        Arc::new(world)
    }

    /// True time, which no process knows.
    pub(crate) fn now(&self) -> i64 {
        self.executor.now()
    }

    /// What a process takes for the time.
    pub(crate) fn clock(&self, process: Proc) -> Timestamp {
        Timestamp::from_millis(self.now() + self.skew(process))
    }

    fn skew(&self, process: Proc) -> i64 {
        lock(&self.skews).get(process).copied().unwrap_or(0)
    }

    /// Somebody, or a time server, has set the clock of a process that is not running.
    fn set_clock(&self, process: Proc) {
        let off = self.draw(|rng| signed(rng.below(240_000)) - 120_000);
        if let Some(skew) = lock(&self.skews).get_mut(process) {
            *skew = off;
        }
        self.note(format_args!("p{process} clock is off by {off} ms"));
    }

    pub(crate) fn draw<T>(&self, draw: impl FnOnce(&mut Rng) -> T) -> T {
        draw(&mut lock(&self.rng))
    }

    /// Whether a fault strikes now.
    pub(crate) fn fault(&self, fault: Fault) -> bool {
        if self.is_quiet() || self.setup.mildness == 0 || !self.setup.faults.contains(&fault) {
            return false;
        }
        let strikes = lock(&self.rng).one_in(fault.one_in() * self.setup.mildness);
        if strikes {
            *lock(&self.struck).entry(fault).or_default() += 1;
        }
        strikes
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet.load(Ordering::Relaxed)
    }

    /// From now on nothing goes wrong any more.
    pub(crate) fn calm(&self) {
        self.quiet.store(true, Ordering::Relaxed);
        self.note(format_args!("---- faults stop"));
    }

    pub(crate) fn note(&self, what: Arguments<'_>) {
        lock(&self.trace).line(self.now() - EPOCH, what);
    }

    /// Every point at which a process can die, stand still or be overtaken.
    pub(crate) fn step(&self, process: Proc) -> Sleep {
        let now = self.now();
        if self.fault(Fault::Crash) {
            self.note(format_args!("p{process} CRASH"));
            self.executor.doom(process);
            return Sleep::until(Arc::clone(&self.executor), i64::MAX);
        }
        if self.fault(Fault::Freeze) {
            let span = self.draw(|rng| rng.span(8_000, 400_000));
            self.note(format_args!("p{process} stands still for {span} ms"));
            self.executor.freeze(process, now + signed(span));
        }
        let slow = self.fault(Fault::SlowOperation);
        let delay = self.draw(|rng| match (slow, rng.below(4)) {
            (true, _) => rng.span(9_000, 90_000),
            (false, 0) => rng.below(30),
            (false, _) => 0,
        });
        Sleep::until(Arc::clone(&self.executor), now + signed(delay))
    }

    pub(crate) fn sleep(&self, millis: u64) -> Sleep {
        Sleep::until(Arc::clone(&self.executor), self.now() + signed(millis))
    }

    /// Adds a task outside of all processes.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.executor.spawn(None, None, Box::pin(work));
    }

    /// Adds a task that lives and dies with a process.
    pub(crate) fn spawn_in(
        &self,
        process: Proc,
        claim: Option<CommitId>,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        self.executor.spawn(Some(process), claim, Box::pin(work));
    }

    pub(crate) fn park(&self, parked: Parked) {
        lock(&self.sweepers).push(parked);
    }

    /// When the next sweeper finds something to do.
    fn next_sweep(&self) -> Option<i64> {
        let due = self.store.due(Timestamp::from_millis(i64::MAX), None, 1).now_or_never()?.ok()?;
        let due = due.first()?.due.as_millis();
        lock(&self.sweepers).iter().map(|parked| self.sweep_at(parked, due)).min()
    }

    fn sweep_at(&self, parked: &Parked, due: i64) -> i64 {
        parked.not_before.max(due.saturating_sub(self.skew(parked.process)))
    }

    fn wake_sweepers(&self) {
        let now = self.now();
        let due = self.store.due(Timestamp::from_millis(i64::MAX), None, 1).now_or_never();
        let Some(due) = due.and_then(Result::ok).and_then(|due| Some(due.first()?.due.as_millis())) else {
            return;
        };
        let mut sweepers = lock(&self.sweepers);
        let all = std::mem::take(&mut *sweepers);
        let (woken, still): (Vec<Parked>, Vec<Parked>) =
            all.into_iter().partition(|parked| self.sweep_at(parked, due) <= now);
        *sweepers = still;
        drop(sweepers);
        for parked in woken {
            parked.waker.wake();
        }
    }

    /// Lets one task go on, or time pass. False where nothing can happen any more.
    pub(crate) fn advance(self: &Arc<Self>, no_later_than: i64) -> bool {
        let seed = self.draw(Rng::bits);
        let turn = self.executor.turn(&mut Rng::new(seed));
        for process in self.executor.bury() {
            lock(&self.sweepers).retain(|parked| parked.process != process);
            self.bury(process);
        }
        match turn {
            Turn::Ran => true,
            Turn::Idle(next) => {
                let next = next.into_iter().chain(self.next_sweep()).chain([no_later_than]).min();
                let Some(next) = next.filter(|_| self.now() < no_later_than) else { return false };
                self.executor.advance(next);
                self.wake_sweepers();
                true
            }
        }
    }

    pub(crate) fn is_laptop(&self) -> bool {
        self.setup.variant == Variant::Laptop
    }

    /// Ends the world: the trace's hash, its tail, all of it where it was kept, and what struck.
    pub(crate) fn end(&self) -> (String, Vec<String>, Option<String>, BTreeMap<Fault, u64>) {
        self.executor.clear();
        lock(&self.processes).clear();
        lock(&self.sweepers).clear();
        let trace = std::mem::replace(&mut *lock(&self.trace), Trace::new(false));
        let (hash, tail, whole) = trace.finish();
        (hash, tail, whole, std::mem::take(&mut *lock(&self.struck)))
    }
}

/// Spans are far below what a signed number holds.
pub(crate) fn signed(millis: u64) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX / 4)
}
