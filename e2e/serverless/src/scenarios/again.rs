//! What people and their programs do who got no answer: the same again.

use crate::Failure;
use crate::world::World;
use serde_json::{Value, json};
use std::time::Duration;

/// Pause between two tries, and tries.
const AGAIN: Duration = Duration::from_millis(300);
const TRIES: u32 = 40;

impl World {
    /// Starts a run, with the same id until there is an answer.
    pub(super) async fn start_again(&self, id: &str) -> Result<(), Failure> {
        let mut tries = 0;
        loop {
            match self.start(id).await {
                Ok(()) => return Ok(()),
                Err(failure) if tries == TRIES => return Err(failure),
                Err(_no_answer) => tries += 1,
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Approves with a notice's link, until there is an answer.
    pub(super) async fn approve_again(&self, notice: &Value) -> Result<(), Failure> {
        let mut last = String::new();
        for _ in 0..TRIES {
            match self.decide(notice, &json!({"decision": "approve"})).await {
                Ok((200, _)) => return Ok(()),
                Ok((status @ 500.., reply)) => last = format!("{status}: {reply}"),
                Ok((status, reply)) => return Err(format!("the decision got {status}: {reply}").into()),
                Err(no_answer) => last = no_answer.to_string(),
            }
            tokio::time::sleep(AGAIN).await;
        }
        Err(format!("the decision got no answer in {TRIES} tries; the last one: {last}").into())
    }
}
