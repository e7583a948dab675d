//! Tests of the state machine: one file per feature, and properties over random graphs and histories.

mod again;
mod build;
mod check;
mod claims;
mod graph;
mod script;
mod state;
mod take;
mod world;

mod answer;
mod cancel;
mod changes;
mod deadline;
mod effects;
mod gate;
mod heartbeat;
mod notes;
mod parallel;
mod patch;
mod pause;
mod properties;
mod receipts;
mod reminders;
mod retry;
#[cfg(feature = "sabotage")]
mod sabotage;
mod size;
mod stale;
mod start;
mod timeout;
