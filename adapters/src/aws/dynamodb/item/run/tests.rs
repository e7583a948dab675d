use super::*;
use crate::conformance::samples::{after, at, key, start, with_status};
use proptest::prelude::*;
use shared::run::{ListStatus, SCHEMA};
use std::sync::Arc;

const EXPIRES: i64 = 77;

fn first() -> (Commit, Item, Known) {
    let commit = start(&key("t", "a"), 100, 1);
    let (item, known) = encode(&commit, None, &Tail::default(), EXPIRES).unwrap();
    (commit, item, known)
}

proptest! {
    #[test]
    fn a_commit_round_trips(text in "\\PC{0,300}", records in 0_u64..70, due in prop::option::of(any::<i64>())) {
        let (begin, _, known) = first();
        let mut commit = after(&begin.run, 200, records, 1);
        Arc::make_mut(&mut commit.run).feedback = Some(text);
        commit.due = due.map(at);
        let (item, written) = encode(&commit, Some(&known), &known.tail, EXPIRES).unwrap();
        let (run, read) = decode(&commit.run.key, &item).unwrap();
        prop_assert_eq!(&run, commit.run.as_ref());
        prop_assert_eq!(&read, &written);
        let all: Vec<_> = begin.records.iter().chain(&commit.records).cloned().collect();
        prop_assert_eq!(read.tail.records("x").unwrap(), all);
        prop_assert_eq!(read.due.is_some(), due.is_some());
        prop_assert!(read.due <= commit.due, "never late");
    }

    #[test]
    fn damage_is_an_error_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..60), flip in any::<prop::sample::Index>()) {
        let (commit, mut item, _) = first();
        let mut state = item.get(STATE).unwrap().as_b().unwrap().as_ref().to_vec();
        let place = flip.index(state.len());
        state[place] ^= 1;
        for damaged in [bytes, state] {
            item.insert(STATE.to_owned(), blob(damaged));
            match decode(&commit.run.key, &item) {
                Ok((run, _)) => prop_assert_ne!(format!("{run:?}"), ""),
                Err(StoreError::Corrupt { what, .. }) => prop_assert_eq!(what, "run 'a'"),
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }
}

#[test]
fn an_earlier_due_time_stays_where_the_run_is_due_soon() {
    let (begin, _, known) = first();
    for (now, due, indexed) in
        [(500, 5_000, 1_100), (500, 700, 700), (1_500, 31_500, 1_100), (500, 90_000, 90_000)]
    {
        let mut commit = after(&begin.run, now, 1, 1);
        commit.due = Some(at(due));
        let (_, written) = encode(&commit, Some(&known), &known.tail, EXPIRES).unwrap();
        assert_eq!(written.due, Some(at(indexed)), "at {now}, due {due}");
    }
}

#[test]
fn only_what_has_ended_expires() {
    let (begin, item, known) = first();
    assert!(!item.contains_key(TTL));
    let ended = with_status(after(&begin.run, 200, 1, 1), ListStatus::Completed);
    let (item, _) = encode(&ended, Some(&known), &known.tail, EXPIRES).unwrap();
    assert_eq!(item.get(TTL), Some(&number(EXPIRES)));
}

#[test]
fn a_run_stays_where_it_is_in_lists() {
    let (begin, item, known) = first();
    let mut moved = after(&begin.run, 200, 1, 1);
    Arc::make_mut(&mut moved.run).created_at = at(999);
    let (later, _) = encode(&moved, Some(&known), &known.tail, EXPIRES).unwrap();
    assert_eq!(item.get(LIST.range), later.get(LIST.range));
}

#[test]
fn a_newer_state_is_refused_unread() {
    let (begin, mut item, _) = first();
    item.insert(super::super::SCHEMA_NAME.to_owned(), number(SCHEMA + 1));
    item.insert(STATE.to_owned(), blob(vec![1, 2, 3]));
    let refused = decode(&begin.run.key, &item);
    assert!(matches!(refused, Err(StoreError::NewerSchema { .. })), "{refused:?}");
}

#[test]
fn what_no_item_can_hold_is_refused_by_name() {
    let (mut commit, _, _) = first();
    let run = Arc::make_mut(&mut commit.run);
    // Text that does not compress: what fits the port's limit may still not fit with a tail beside it.
    let noise = |length: usize, mut x: u64| -> Vec<u8> {
        std::iter::repeat_with(|| {
            x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            x.to_be_bytes()[0]
        })
        .take(length)
        .collect()
    };
    run.feedback = Some(noise(200_000, 1).iter().map(|byte| char::from(b' ' + byte % 90)).collect());
    let tail = Tail { first: 1, count: 1, lines: noise(300_000, 2) };
    match encode(&commit, None, &tail, EXPIRES) {
        Err(StoreError::TooLarge { what, bytes, limit }) => {
            assert_eq!((what.as_str(), limit), ("run 'a'", 400 * 1024));
            assert!(bytes > limit);
        }
        other => panic!("{other:?}"),
    }
}
