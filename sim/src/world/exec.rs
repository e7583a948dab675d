//! The executor: one thread, a seeded choice of the next task, virtual time. It knows nothing of workflows.

use crate::rng::Rng;
use shared::ids::CommitId;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// A process of the simulated home, by its place in the list.
pub(crate) type Proc = usize;
type TaskId = u64;
type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A lock of a world that one thread alone walks through.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Task {
    /// Whose memory it lives in; `None` for the world outside.
    owner: Option<Proc>,
    /// The commits whose claims it works under: the one that it was woken for, and those that it made itself.
    claims: Vec<CommitId>,
    waker: Arc<TaskWaker>,
    work: Option<Work>,
}

struct TaskWaker {
    id: TaskId,
    queued: AtomicBool,
    ready: Arc<Mutex<Vec<TaskId>>>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, Ordering::Relaxed) {
            lock(&self.ready).push(self.id);
        }
    }
}

/// The tasks of a world and its time.
#[derive(Default)]
pub(crate) struct Executor {
    tasks: Mutex<Tasks>,
    ready: Arc<Mutex<Vec<TaskId>>>,
}

#[derive(Default)]
struct Tasks {
    now: i64,
    next: u64,
    tasks: BTreeMap<TaskId, Task>,
    timers: BTreeMap<(i64, u64), Waker>,
    current: Option<TaskId>,
    doomed: Vec<Proc>,
    frozen: BTreeMap<Proc, i64>,
}

/// What one turn of the executor came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// A task went on.
    Ran,
    /// Nothing can go on before a time; `None` where nothing ever can.
    Idle(Option<i64>),
}

impl Executor {
    /// The time, in milliseconds since the Unix epoch.
    pub(crate) fn now(&self) -> i64 {
        lock(&self.tasks).now
    }

    /// Adds a task.
    pub(crate) fn spawn(&self, owner: Option<Proc>, claim: Option<CommitId>, work: Work) {
        let mut tasks = lock(&self.tasks);
        tasks.next += 1;
        let id = tasks.next;
        let waker =
            Arc::new(TaskWaker { id, queued: AtomicBool::new(false), ready: Arc::clone(&self.ready) });
        Arc::clone(&waker).wake();
        tasks.tasks.insert(id, Task { owner, claims: claim.into_iter().collect(), waker, work: Some(work) });
    }

    /// The commits under whose claims the task works that goes on right now.
    pub(crate) fn current_claims(&self) -> Vec<CommitId> {
        let tasks = lock(&self.tasks);
        let task = tasks.current.and_then(|id| tasks.tasks.get(&id));
        task.map(|task| task.claims.clone()).unwrap_or_default()
    }

    /// The task that goes on right now holds something by a commit of its own.
    pub(crate) fn claim(&self, commit: CommitId) {
        let mut tasks = lock(&self.tasks);
        if let Some(task) = tasks.current.and_then(|id| tasks.tasks.get_mut(&id)) {
            task.claims.push(commit);
        }
    }

    /// Lets a process die as soon as the task that goes on right now comes to a halt.
    pub(crate) fn doom(&self, process: Proc) {
        let mut tasks = lock(&self.tasks);
        if !tasks.doomed.contains(&process) {
            tasks.doomed.push(process);
        }
    }

    /// Lets a process stand still for a while.
    pub(crate) fn freeze(&self, process: Proc, until: i64) {
        lock(&self.tasks).frozen.insert(process, until);
    }

    /// Processes that died in the last turn; their tasks are gone.
    pub(crate) fn bury(&self) -> Vec<Proc> {
        let (doomed, gone) = {
            let mut tasks = lock(&self.tasks);
            let doomed = std::mem::take(&mut tasks.doomed);
            if doomed.is_empty() {
                return doomed;
            }
            let of_doomed = |task: &Task| task.owner.is_some_and(|owner| doomed.contains(&owner));
            let ids: Vec<TaskId> =
                tasks.tasks.iter().filter(|(_, task)| of_doomed(task)).map(|(id, _)| *id).collect();
            let gone: Vec<Option<Task>> = ids.iter().map(|id| tasks.tasks.remove(id)).collect();
            for process in &doomed {
                tasks.frozen.remove(process);
            }
            (doomed, gone)
        };
        // Dropped outside of the lock: what the tasks hold may wake others.
        drop(gone);
        doomed
    }

    /// Lets one task go on, if one can.
    pub(crate) fn turn(&self, rng: &mut Rng) -> Turn {
        let Some(id) = self.choose(rng) else { return Turn::Idle(self.next_time()) };
        let taken = {
            let mut tasks = lock(&self.tasks);
            let taken = tasks.tasks.get_mut(&id).and_then(|task| {
                task.waker.queued.store(false, Ordering::Relaxed);
                let work = task.work.take()?;
                Some((work, Waker::from(Arc::clone(&task.waker))))
            });
            tasks.current = taken.is_some().then_some(id);
            taken
        };
        let Some((mut work, waker)) = taken else { return Turn::Ran };
        let done = work.as_mut().poll(&mut Context::from_waker(&waker));
        let mut tasks = lock(&self.tasks);
        tasks.current = None;
        let finished = match done {
            Poll::Ready(()) => tasks.tasks.remove(&id),
            Poll::Pending => {
                if let Some(task) = tasks.tasks.get_mut(&id) {
                    task.work = Some(work);
                }
                return Turn::Ran;
            }
        };
        drop(tasks);
        drop((finished, work));
        Turn::Ran
    }

    fn choose(&self, rng: &mut Rng) -> Option<TaskId> {
        let mut ready = lock(&self.ready);
        let tasks = lock(&self.tasks);
        let start = rng.index(ready.len());
        let runnable = |id: &TaskId| {
            tasks
                .tasks
                .get(id)
                .and_then(|task| task.owner)
                .is_none_or(|owner| tasks.frozen.get(&owner).is_none_or(|until| *until <= tasks.now))
        };
        let count = ready.len();
        let place =
            (0..count).map(|step| (start + step) % count).find(|at| ready.get(*at).is_some_and(runnable))?;
        Some(ready.swap_remove(place))
    }

    fn next_time(&self) -> Option<i64> {
        let tasks = lock(&self.tasks);
        let timer = tasks.timers.keys().next().map(|(at, _)| *at);
        let thaw = tasks.frozen.values().copied().filter(|until| *until > tasks.now).min();
        timer.into_iter().chain(thaw).min()
    }

    /// Moves time forward and wakes whoever waited for it.
    pub(crate) fn advance(&self, to: i64) {
        let due = {
            let mut tasks = lock(&self.tasks);
            tasks.now = tasks.now.max(to);
            let later = tasks.timers.split_off(&(to.saturating_add(1), 0));
            std::mem::replace(&mut tasks.timers, later)
        };
        for (_, waker) in due {
            waker.wake();
        }
    }

    fn set_timer(&self, at: i64, waker: Waker) -> (i64, u64) {
        let mut tasks = lock(&self.tasks);
        tasks.next += 1;
        let key = (at, tasks.next);
        tasks.timers.insert(key, waker);
        key
    }

    fn drop_timer(&self, key: (i64, u64)) {
        lock(&self.tasks).timers.remove(&key);
    }

    /// Drops all tasks: they hold the world that holds them.
    pub(crate) fn clear(&self) {
        let all = std::mem::take(&mut *lock(&self.tasks));
        drop(all);
        lock(&self.ready).clear();
    }
}

/// Waits until a time; even where it has come, everybody else may go first.
pub(crate) struct Sleep {
    executor: Arc<Executor>,
    until: i64,
    timer: Option<(i64, u64)>,
    begun: bool,
}

impl Sleep {
    pub(crate) const fn until(executor: Arc<Executor>, until: i64) -> Self {
        Self { executor, until, timer: None, begun: false }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let due = self.until <= self.executor.now();
        if due && self.begun {
            return Poll::Ready(());
        }
        self.begun = true;
        if due {
            context.waker().wake_by_ref();
        } else if self.until != i64::MAX && self.timer.is_none() {
            self.timer = Some(self.executor.set_timer(self.until, context.waker().clone()));
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.timer {
            self.executor.drop_timer(key);
        }
    }
}
