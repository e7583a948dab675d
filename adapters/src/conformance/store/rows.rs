//! The rows beside the state.

use super::super::samples::{after, alive, answer, at, key, start};
use super::commits::committed;
use serde_json::json;
use shared::digest::Digest;
use shared::ids::{AttemptNo, TenantId};
use shared::ports::{AnswerRow, Beside, Pulse, PulseKind, RunStore, StoreError};

pub(super) async fn answers_stay_until_they_are_taken_in(store: &impl RunStore) {
    let (one, other) = (key("t", "one"), key("t", "one-b"));
    let (first, second) = (answer("research", "1"), answer("analyse", "2"));
    // A run need not exist: the answer comes first.
    for row in [&first, &second, &first] {
        store.put_answer(&one, row.clone()).await.unwrap();
    }
    store.put_answer(&other, first.clone()).await.unwrap();
    assert_eq!(sorted(store.answers(&one).await.unwrap()), sorted(vec![first.clone(), second.clone()]));
    let begin = start(&one, 10, 1);
    committed(store.commit(begin.clone()).await);
    let mut taken = after(&begin.run, 20, 1, 1);
    taken.answers = vec![first.key.clone()];
    committed(store.commit(taken.clone()).await);
    let left = store.answers(&one).await.unwrap();
    assert!(left.contains(&second), "what was not taken in stays");
    assert_eq!(store.answers(&other).await.unwrap(), vec![first.clone()], "other runs keep theirs");
    let mut lost = after(&begin.run, 30, 1, 2);
    lost.answers = vec![second.key.clone()];
    assert!(store.commit(lost).await.is_ok());
    assert!(store.answers(&one).await.unwrap().contains(&second), "a commit that lost takes nothing");
    let huge = AnswerRow { answer: answer("x", &"x".repeat(400 * 1024)).answer, ..first };
    assert!(matches!(store.put_answer(&one, huge).await, Err(StoreError::TooLarge { .. })));
}

pub(super) async fn the_newest_pulse_of_a_kind_stands(store: &impl RunStore) {
    let run = key("t", "one");
    let acknowledged = Pulse { kind: PulseKind::Acknowledged { done: Vec::new() }, ..alive("research", 1) };
    let next_attempt = Pulse { attempt: AttemptNo(2), ..alive("research", 9) };
    for pulse in
        [&alive("research", 1), &acknowledged, &alive("research", 2), &next_attempt, &alive("analyse", 3)]
    {
        store.put_pulse(&run, pulse.clone()).await.unwrap();
    }
    // It may be written a little later, together with other writes.
    committed(store.commit(start(&run, 10, 1)).await);
    let expected = [alive("research", 2), acknowledged, next_attempt, alive("analyse", 3)];
    let stored = store.pulses(&run).await.unwrap();
    assert_eq!(stored.len(), expected.len(), "{stored:?}");
    assert!(expected.iter().all(|pulse| stored.contains(pulse)), "{stored:?}");
    store.put_pulse(&run, alive("research", 50)).await.unwrap();
    assert!(store.pulses(&run).await.unwrap().contains(&alive("research", 50)), "over one that is stored");
    assert!(store.pulses(&key("t", "on")).await.unwrap().is_empty());
    assert_eq!(stored.iter().map(|pulse| pulse.at).max(), Some(at(9)));
}

pub(super) async fn a_look_shows_the_run_and_the_rows_beside_it(store: &impl RunStore) {
    let (run, other) = (key("t", "one"), key("t", "one-b"));
    assert!(store.look(&run, Beside::All).await.unwrap().is_none(), "there is no such run");
    let begin = start(&run, 10, 1);
    committed(store.commit(begin.clone()).await);
    committed(store.commit(start(&other, 10, 2)).await);
    store.put_answer(&other, answer("research", "of another run")).await.unwrap();
    store.put_pulse(&other, alive("research", 7)).await.unwrap();
    let none = store.look(&run, Beside::All).await.unwrap().unwrap();
    assert!(none.answers.is_empty() && none.pulses.is_empty());
    let row = answer("research", "1");
    store.put_answer(&run, row.clone()).await.unwrap();
    store.put_pulse(&run, alive("research", 1)).await.unwrap();
    committed(store.commit(after(&begin.run, 20, 1, 3)).await);
    let all = store.look(&run, Beside::All).await.unwrap().unwrap();
    assert_eq!(Some(&all.run), store.load(&run).await.unwrap().as_ref());
    assert_eq!((all.answers, all.pulses), (vec![row], vec![alive("research", 1)]));
    let some = store.look(&run, Beside::Pulses).await.unwrap().unwrap();
    assert_eq!((some.answers, some.pulses), (Vec::new(), vec![alive("research", 1)]));
}

pub(super) async fn playbooks_come_back_by_hash(store: &impl RunStore) {
    let (tenant, other) = (TenantId::parse("t").unwrap(), TenantId::parse("u").unwrap());
    let source = json!({"z": 1, "a": [{"b": null}], "text": "ä"});
    let hash = Digest::of_json(&source);
    assert_eq!(store.playbook(&tenant, hash).await.unwrap(), None);
    for _twice in 0..2 {
        store.put_playbook(&tenant, hash, &source).await.unwrap();
    }
    let stored = store.playbook(&tenant, hash).await.unwrap().unwrap();
    assert_eq!(stored.to_string(), source.to_string(), "with its keys in their order");
    assert_eq!(store.playbook(&other, hash).await.unwrap(), None, "tenants are apart");
}

fn sorted(mut rows: Vec<AnswerRow>) -> Vec<AnswerRow> {
    rows.sort_by(|one, other| one.key.cmp(&other.key));
    rows
}
