//! Random small graphs of agents and gates.

use super::build::{agent, gate, playbook, secs};
use super::world::{World, target};
use crate::decide::Sinks;
use crate::playbook::{OnDeadline, Playbook, Step};
use crate::ports::WakeDelivery;
use crate::run::{ReplyMode, Target};
use proptest::prelude::*;
use proptest::sample::Index;

/// A run's surroundings.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    steps: Vec<Draft>,
    idempotent: bool,
    volatile: bool,
    response: bool,
    events: bool,
    notices: bool,
    wakes: WakeDelivery,
}

#[derive(Clone, Debug)]
struct Draft {
    needs: Vec<Index>,
    timeout_s: u64,
    heartbeat_s: Option<u64>,
    attempts: u32,
    gate: Option<GateDraft>,
}

#[derive(Clone, Debug)]
struct GateDraft {
    shows: Index,
    changes: Option<(Index, u32)>,
    deadline: Option<OnDeadline>,
    remind: bool,
    only_ana: bool,
}

pub(super) fn setups() -> impl Strategy<Value = Setup> {
    (prop::collection::vec(drafts(), 1..7), any::<[bool; 6]>()).prop_map(|(steps, flags)| {
        let [unsafe_twice, volatile, response, events, notices, queued] = flags;
        let wakes = if queued { WakeDelivery::Repeated } else { WakeDelivery::AtMostOnce };
        Setup { steps, idempotent: !unsafe_twice, volatile, response, events, notices, wakes }
    })
}

fn drafts() -> impl Strategy<Value = Draft> {
    let gates = (
        any::<Index>(),
        prop::option::of((any::<Index>(), 1_u32..3)),
        prop::option::of(prop::sample::select(vec![
            OnDeadline::Hold,
            OnDeadline::Reject,
            OnDeadline::Approve,
        ])),
        any::<bool>(),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(shows, changes, deadline, remind, only_ana)| GateDraft {
            shows,
            changes,
            deadline,
            remind,
            only_ana,
        });
    (
        prop::collection::vec(any::<Index>(), 0..3),
        20_u64..120,
        prop::option::weighted(0.3, 5_u64..20),
        1_u32..4,
        prop::option::weighted(0.35, gates),
    )
        .prop_map(|(needs, timeout_s, heartbeat_s, attempts, gate)| Draft {
            needs,
            timeout_s,
            heartbeat_s,
            attempts,
            gate,
        })
}

const NAMES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];

impl Setup {
    pub(super) fn world(&self) -> World {
        let reply = if self.response { ReplyMode::Response } else { ReplyMode::Callback };
        let target = Target { idempotent: self.idempotent, volatile: self.volatile, reply, ..target() };
        let sinks = Sinks { events: self.events, notices: self.notices };
        World::woken(self.playbook(), target, sinks, self.wakes)
    }

    fn playbook(&self) -> Playbook {
        let mut steps: Vec<Step> = Vec::new();
        // Who needs whom, transitively: a gate may send back only what leads to it.
        let mut leads: Vec<Vec<usize>> = Vec::new();
        for (position, draft) in self.steps.iter().enumerate() {
            let mut needs: Vec<usize> = if position == 0 {
                Vec::new()
            } else {
                draft.needs.iter().map(|n| n.index(position)).collect()
            };
            let gate = draft.gate.as_ref().filter(|_| position > 0);
            needs.extend(gate.map(|gate| gate.shows.index(position)));
            let mut above: Vec<usize> =
                needs.iter().flat_map(|n| leads[*n].iter().copied().chain([*n])).collect();
            above.sort_unstable();
            above.dedup();
            let names: Vec<&str> = needs.iter().map(|n| NAMES[*n]).collect();
            steps.push(match gate {
                Some(gate) => gate.step(NAMES[position], NAMES[gate.shows.index(position)], &names, &above),
                None => draft.step(NAMES[position], &names),
            });
            leads.push(above);
        }
        playbook(steps)
    }
}

impl Draft {
    fn step(&self, name: &str, needs: &[&str]) -> Step {
        let step = agent(name, needs).timeout(secs(self.timeout_s)).attempts(self.attempts, secs(3));
        match self.heartbeat_s {
            Some(span) => step.heartbeat(secs(span)),
            None => step,
        }
    }
}

impl GateDraft {
    fn step(&self, name: &str, shows: &str, needs: &[&str], above: &[usize]) -> Step {
        let mut step = gate(name, shows).editable(&["/n"]);
        step.needs.extend(needs.iter().map(|need| super::build::id(need)));
        if self.remind {
            step = step.remind(&[secs(15), secs(40)]);
        }
        if let Some(then) = self.deadline {
            step = step.deadline(secs(60), then);
        }
        if self.only_ana {
            step = step.approvers(&["ana"]);
        }
        if let Some((from, rounds)) = &self.changes {
            step = step.changes(NAMES[above[from.index(above.len())]], *rounds);
        }
        step
    }
}
