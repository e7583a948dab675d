//! The kill test: a real server process, a real HTTP agent and approver that insist until they are acknowledged, and
//! `kill -9` again and again, at random and, with the feature `failpoints`, at each point around commit, wake and effect.
//! Whatever was acknowledged must be there afterwards, once.
//!
//! It tells the kill of a process, not of a machine: what the kernel holds survives. Lost pages and failing disks are the
//! store's conformance suite's matter.
//!
//! `AEGIS_KILL_SEED` chooses another course of kills; the seed is printed.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use crate::support::storm::Storm;

    /// Kills at random moments.
    const RANDOM: usize = if cfg!(feature = "failpoints") { 60 } else { 110 };
    /// Kills at each failpoint.
    const AT_EACH: usize = 10;
    /// Failpoints; none where they are not built in.
    const POINTS: &[&str] = if cfg!(feature = "failpoints") {
        &["before-commit", "after-commit", "before-wake", "after-wake", "before-effect", "after-effect"]
    } else {
        &[]
    };

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_was_acknowledged_is_there_once_however_often_the_server_is_killed() {
        let seed = std::env::var("AEGIS_KILL_SEED").map_or(1, |seed| seed.parse().unwrap());
        let mut storm = Storm::begin(seed).await;
        for _ in 0..RANDOM {
            storm.kill_at_random().await;
        }
        for point in POINTS {
            for _ in 0..AT_EACH {
                storm.kill_at(point).await;
            }
        }
        storm.calm().await;
        let summary = storm.end().await;
        println!("seed {seed}: {summary}");
        assert!(summary.kills >= 100, "{summary}");
        assert!(summary.runs >= 200, "too few runs to prove anything: {summary}");
        assert!(
            summary.invoked_again > 0 && summary.answered_again > 0,
            "nothing was ever repeated: {summary}"
        );
    }
}
