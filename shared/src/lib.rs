//! The pure workflow crate: playbooks, the state machine, the wire contract and the ports. It must not do I/O, read a
//! clock, draw a random number or iterate an unordered map: whatever varies comes in as a parameter or through a port.
//!
//! The heart is three functions: [`decide::decide`] turns commands into events, [`run::apply`] folds an event into the
//! state, and [`run::alarm`] says when somebody must look again. [`protocol`] carries a decision through one
//! conditional write of a store.

/// Whether a deliberate bug is on; always `false` without the feature `sabotage`.
#[cfg(feature = "sabotage")]
#[macro_export]
macro_rules! sabotaged {
    ($bug:ident) => {
        $crate::sabotage::on($crate::sabotage::Bug::$bug)
    };
}

/// Whether a deliberate bug is on; always `false` without the feature `sabotage`.
#[cfg(not(feature = "sabotage"))]
#[macro_export]
macro_rules! sabotaged {
    ($bug:ident) => {
        false
    };
}

pub mod decide;
pub mod digest;
pub mod exact;
pub mod ids;
pub mod limits;
pub mod payload;
pub mod playbook;
pub mod ports;
pub mod principal;
pub mod protocol;
pub mod run;
#[cfg(feature = "sabotage")]
pub mod sabotage;
pub mod time;
pub mod token;
pub mod trace;
pub mod wire;
