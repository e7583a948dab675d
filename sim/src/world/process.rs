//! A process of the home: the real engine, performer and sweep over the simulated ports. It boots, dies and boots again.

use super::exec::{Proc, lock};
use super::slot::slot;
use super::{Parked, World, signed};
use crate::fault::Fault;
use crate::ports::Outside;
use callback::CallbackState;
use controller::perform::Performer;
use controller::sweep::Sweeper;
use shared::ids::{PersonId, TenantId};
use shared::ports::WakeHint;
use shared::protocol::{Engine, Ports};
use shared::time::Timestamp;
use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::task::Poll;

/// How long a client waits for a reply, in milliseconds.
const PATIENCE_MS: u64 = 30_000;
/// Pause between two sweeps of a laptop, in milliseconds.
const LAPTOP_SWEEP_MS: u64 = 250;
/// Pause between two sweeps of a serverless home, in milliseconds.
const SERVERLESS_SWEEP_MS: u64 = 60_000;

/// A process that is alive.
pub(crate) struct Process {
    pub(crate) engine: Arc<Engine>,
    performer: Performer,
    pub(crate) state: CallbackState,
}

impl World {
    /// Starts a process.
    pub(crate) fn boot(self: &Arc<Self>, process: Proc) {
        let outside = Arc::new(Outside { world: Arc::clone(self), process });
        let ports = Ports {
            store: outside.clone(),
            payloads: outside.clone(),
            agents: outside.clone(),
            bus: outside.clone(),
            notifier: outside.clone(),
            wake: outside.clone(),
            keys: outside.clone(),
            clock: outside.clone(),
            entropy: outside,
        };
        let since = self.is_laptop().then(|| self.clock(process));
        let engine = Arc::new(Engine::new(ports, since));
        let (Ok(tenant), Ok(user)) = (TenantId::parse("local"), PersonId::parse("local-user")) else {
            return;
        };
        let state = CallbackState {
            engine: Arc::clone(&engine),
            tenant,
            local_user: self.is_laptop().then_some(user),
            secure: false,
            base_path: String::new(),
        };
        let performer = Performer::new(Arc::clone(&engine), "http://aegis.test");
        let alive = Arc::new(Process { engine, performer, state });
        if let Some(place) = lock(&self.processes).get_mut(process) {
            *place = Some(Arc::clone(&alive));
        }
        self.note(format_args!("p{process} boots"));
        self.spawn_in(process, None, sweep_all(Arc::clone(self), process, alive));
    }

    /// After a crash: its memory is gone, and somebody starts it again.
    pub(super) fn bury(self: &Arc<Self>, process: Proc) {
        let gone = lock(&self.processes).get_mut(process).and_then(Option::take);
        drop(gone);
        let down = self.draw(|rng| rng.span(2_000, 90_000));
        let world = Arc::clone(self);
        self.spawn(async move {
            world.sleep(down).await;
            if world.fault(Fault::ClockStep) {
                world.set_clock(process);
            }
            world.boot(process);
        });
    }

    /// A process that takes requests, by chance.
    fn somebody(&self) -> Option<(Proc, Arc<Process>)> {
        let alive: Vec<(Proc, Arc<Process>)> = lock(&self.processes)
            .iter()
            .enumerate()
            .filter_map(|(number, process)| Some((number, Arc::clone(process.as_ref()?))))
            .collect();
        let place = self.draw(|rng| rng.index(alive.len()));
        alive.into_iter().nth(place)
    }

    /// Sends a request to a process. `None` where no reply came: the request, the process or the reply got lost.
    pub(crate) async fn call<T, F>(
        self: &Arc<Self>,
        request: impl FnOnce(Arc<Process>) -> F + Send,
    ) -> Option<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let (number, process) = self.somebody()?;
        let lost = self.fault(Fault::LostReply);
        let (sender, receiver) = slot(self.sleep(PATIENCE_MS));
        let work = request(process);
        self.spawn_in(number, None, async move {
            let reply = work.await;
            if !lost {
                sender.send(reply);
            }
        });
        receiver.await
    }

    /// Hands a hint to the process that it is for, or to any.
    pub(crate) async fn perform(self: &Arc<Self>, hint: WakeHint, own: Option<Proc>) {
        let taker = match own {
            Some(own) => lock(&self.processes).get(own).cloned().flatten().map(|process| (own, process)),
            None => self.somebody(),
        };
        // A queue delivers again what nobody took; within one process the hint dies with it.
        let Some((number, process)) = taker else {
            if own.is_none() {
                self.sleep(5_000).await;
                if let Some((number, process)) = self.somebody() {
                    self.perform_in(number, process, hint);
                }
            }
            return;
        };
        self.perform_in(number, process, hint);
    }

    fn perform_in(self: &Arc<Self>, number: Proc, process: Arc<Process>, hint: WakeHint) {
        let world = Arc::clone(self);
        self.spawn_in(number, Some(hint.claim), async move {
            let id = hint.key.id.clone();
            if let Err(error) = process.performer.perform(hint).await {
                lock(&world.checks).transact_error(&error);
                world.note(format_args!("p{number} {id} effects not taken in: {error}"));
            }
        });
    }
}

async fn sweep_all(world: Arc<World>, process: Proc, alive: Arc<Process>) {
    let laptop = world.is_laptop();
    // What an earlier process left may be filed for much later; its claims are void now.
    let mut until = if laptop { Timestamp::from_millis(i64::MAX) } else { world.clock(process) };
    let engine = Arc::clone(&alive.engine);
    let sweeper = if laptop { Sweeper::new(engine) } else { Sweeper::sparing(engine) };
    loop {
        match sweeper.sweep(until).await {
            Ok(swept) if swept.looked > 0 => {
                let (looked, changed, failed) = (swept.looked, swept.changed, swept.failed);
                world.note(format_args!(
                    "p{process} sweep: {looked} looked at, {changed} changed, {failed} failed"
                ));
            }
            Ok(_) => {}
            Err(error) => world.note(format_args!("p{process} sweep: {error}")),
        }
        let pause = if laptop { LAPTOP_SWEEP_MS } else { SERVERLESS_SWEEP_MS };
        let not_before = world.now() + signed(pause);
        let mut parked = false;
        poll_fn(|context| {
            if parked {
                return Poll::Ready(());
            }
            parked = true;
            world.park(Parked { process, not_before, waker: context.waker().clone() });
            Poll::Pending
        })
        .await;
        until = world.clock(process);
    }
}
