//! What is lived through. Each scenario has runs of its own and says what it saw; what it does to the home meets these runs
//! only, unless it is to be lived through alone.

mod again;
mod approvals;
mod cancelled;
mod deliveries;
mod denied;
mod doors;
mod happy;
mod killed;
mod large;
mod many;
mod page;
mod released;
mod skewed;
mod steps;
mod throttled;
mod two_releases;
mod wakes;

use crate::Failure;
use crate::world::World;
use std::pin::Pin;

/// What a scenario saw, for people.
pub(crate) type Seen<'a> = Pin<Box<dyn Future<Output = Result<String, Failure>> + 'a>>;

/// A scenario.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) live: for<'a> fn(&'a World) -> Seen<'a>,
}

/// The scenario that needs a browser.
pub(crate) const PAGE: &str = "page";
/// The scenario that needs the functions of a next release.
pub(crate) const TWO_RELEASES: &str = "two-releases";
/// The scenario that needs libfaketime.
pub(crate) const SKEWED: &str = "skewed";

macro_rules! scenario {
    ($name:expr, $about:literal, $live:path) => {
        Scenario { name: $name, about: $about, live: |world| Box::pin($live(world)) }
    };
}

/// In groups: those of a group are lived through at the same time, the groups one after the other. What is measured in
/// deliveries comes before functions die.
pub(crate) fn groups() -> Vec<Vec<Scenario>> {
    vec![
        vec![
            scenario!("happy", "three agents, one approval by link", happy::happy),
            scenario!("doors", "unsigned, forged and mixed-up credentials", doors::doors),
            scenario!("reject", "a person says no", approvals::reject),
            scenario!("changes", "a person wants changes; the first link is void then", approvals::changes),
            scenario!("refused", "a runtime refuses the caller", deliveries::refused),
            scenario!("fails-once", "an agent gives up once", deliveries::fails_once),
            scenario!("twice", "an invocation is delivered twice", deliveries::twice),
            scenario!("reply-lost", "an agent works and its acknowledgement is lost", deliveries::reply_lost),
            scenario!("cancel", "a run is cancelled at its gate", cancelled::at_gate),
            scenario!("cancel-working", "a run is cancelled while its agent works", cancelled::while_working),
            scenario!(PAGE, "a person decides on the page in Chromium", page::page),
            scenario!("large", "answers over the limit, and as large as allowed", large::large),
            scenario!("forbidden", "a right is missing", denied::denied),
            scenario!("stale-wakes", "wakes twice, hours late and for nobody", wakes::stale),
            scenario!("poison", "messages that nobody can read", wakes::poison),
            scenario!("throttled", "the table takes no more for a while", throttled::table),
            scenario!("bucket-away", "the bucket is away for a while", throttled::bucket),
            scenario!("wake-lost", "wakes are lost and the sweep alone repairs it", wakes::lost),
        ],
        vec![
            scenario!("killed", "functions die before and after every write", killed::killed),
            scenario!("many", "many runs at once, while functions die", many::many),
        ],
        vec![scenario!(TWO_RELEASES, "two releases work on the same runs", two_releases::two_releases)],
        vec![scenario!(SKEWED, "one function's clock is ahead, the other's behind", skewed::skewed)],
        vec![scenario!("released", "a bad release and a good one while runs wait", released::released)],
    ]
}
