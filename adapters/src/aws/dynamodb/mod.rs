//! The run store in one DynamoDB table. It decides nothing about a run.
//!
//! | item     | `pk`            | `sk`                          | holds                                                     |
//! |----------|-----------------|-------------------------------|-----------------------------------------------------------|
//! | run      | `W#tenant#id`   | `A`                           | version, commit id, state and journal tail, index keys    |
//! | chunk    | `W#tenant#id`   | `J#` first seq                | journal records that left the tail                        |
//! | answer   | `W#tenant#id`   | `R#step#attempt#digest`       | an answer that may not be in the state yet                |
//! | pulse    | `W#tenant#id`   | `B#step#attempt#kind`         | the newest acknowledgement or sign of life of an attempt  |
//! | playbook | `P#tenant#hash` | `A`                           | a playbook's source                                       |
//!
//! Every item carries `schema`; one of a newer release is refused without writing. Names of keys and indexes are in
//! [`table`], for whoever makes the table.

mod cache;
mod client;
mod commit;
mod deflate;
mod due;
mod failure;
mod item;
mod journal;
mod key;
mod list;
pub mod meter;
mod query;
mod rows;
mod store;
pub mod table;
mod watch;

pub use client::{client, configure};
pub use failure::Failure;
pub use store::{DynamoStore, Options};
