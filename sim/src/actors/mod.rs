//! Whoever deals with the home from outside: agents, people, operators and those who start runs. They behave badly on
//! purpose; what the home answers them goes to the checks.

mod abuse;
mod agent;
mod client;
mod people;
mod work;

pub(crate) use agent::{Contact, Sessions, deliver, reply, stopped, target};
pub(crate) use people::on_notice;

use crate::world::World;
use shared::run::RunKey;
use std::sync::Arc;

/// Lets everybody in: for each run, who starts it, who decides at its gates and who cancels or pauses it.
pub(crate) fn begin(world: &Arc<World>, keys: &[RunKey]) {
    for key in keys {
        client::begin(world, key);
        people::begin(world, key);
    }
}
