//! Which questions documents answer, which of their answers contradict each other, and which don't.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

mod cases;
mod classes;
#[path = "../common/mod.rs"]
mod common;
mod counts;
mod gaps;
mod generic;
mod in_other_words;
mod look_alikes;
mod named_or_open;
mod names;
mod near_misses;
mod of_what;
mod other_things;
mod other_words;
mod plainly;
mod read_closer;
mod real_texts;
mod reasons;
mod rivals;
mod rules;
mod something_else;
mod times;
mod told_otherwise;
mod what_is_done;
mod which_one;
mod written_alike;
mod yes_or_no;
