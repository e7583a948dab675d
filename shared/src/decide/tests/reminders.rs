use super::build::{agent, gate, playbook, secs};
use super::world::{World, target};
use crate::decide::Sinks;
use crate::playbook::OnDeadline;
use crate::run::{EffectKind, NoticeKind};
use serde_json::json;

fn at_gate() -> World {
    let review = gate("review", "draft").remind(&[secs(10), secs(20)]).deadline(secs(30), OnDeadline::Hold);
    let mut world = World::with(
        playbook(vec![agent("draft", &[]), review]),
        target(),
        Sinks { events: false, notices: true },
    );
    world.succeed("draft", json!(1)).unwrap();
    world
}

fn notices(world: &World) -> Vec<NoticeKind> {
    let effects = world.run.outbox.values();
    let mut notices: Vec<_> = effects
        .filter_map(|effect| match &effect.kind {
            EffectKind::Notify { notice, number, .. } => Some((*number, *notice)),
            EffectKind::Invoke { .. } | EffectKind::Stop { .. } | EffectKind::Publish { .. } => None,
        })
        .collect();
    notices.sort_by_key(|(number, _)| *number);
    notices.into_iter().map(|(_, notice)| notice).collect()
}

#[test]
fn reminders_come_at_their_times_each_with_a_notice_of_its_own() {
    let mut world = at_gate();
    world.tick_after(secs(10)).tick_after(secs(10)).tick_after(secs(10));
    use NoticeKind::{Overdue, Reminder, Requested};
    assert_eq!(notices(&world), [Requested, Reminder, Reminder, Overdue]);
}

#[test]
fn reminders_that_were_missed_come_as_one() {
    let mut world = at_gate();
    world.tick_after(secs(25));
    assert_eq!(notices(&world), [NoticeKind::Requested, NoticeKind::Reminder]);
    assert!(world.gate("review").remind_at.is_empty());
}

#[test]
fn a_reminder_changes_nothing_but_its_own_time() {
    let mut world = at_gate();
    world.tick_after(secs(10));
    let version = world.run.version;
    world.tick_after(secs(1));
    assert_eq!(world.run.version, version);
}
