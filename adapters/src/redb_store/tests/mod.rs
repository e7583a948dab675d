//! Tests of what only a store on a disk can get wrong.

mod basics;
mod crash;
mod disk;
mod failures;
mod log;
