//! What people and their programs do who got no answer: the same again.

use crate::Failure;
use crate::aegis::link;
use crate::world::World;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::time::Duration;

/// How long the same is done again: the emulator may be late by as much, and a connection may stay silent.
const PATIENCE: Duration = Duration::from_secs(180);

/// What came of one try: an answer, or a failure after which the same is done again.
type Tried = Result<(), Failure>;

impl World {
    /// Starts a run, with the same id until there is an answer.
    pub(super) async fn start_again(&self, id: &str) -> Result<(), Failure> {
        again(&format!("the start of run {id}"), || async { Ok(self.start(id).await) }).await
    }

    /// Approves with a notice's link, until there is an answer.
    pub(super) async fn approve_again(&self, notice: &Value) -> Result<(), Failure> {
        let (address, token) = link(notice)?;
        let approval = json!({"decision": "approve"});
        let decide = || async {
            match self.post(address, Some(token), &approval).await {
                Ok((200, _)) => Ok(Ok(())),
                Ok((status @ 500.., reply)) => Ok(Err(format!("{status}: {reply}").into())),
                Ok((status, reply)) => Err(format!("the decision got {status}: {reply}").into()),
                Err(no_answer) => Ok(Err(no_answer)),
            }
        };
        again("the decision", decide).await
    }
}

/// Tries until there is an answer, or a failure that another try can't mend; what it fails with tells the last try that got none.
async fn again<F>(what: &str, attempt: impl Fn() -> F) -> Result<(), Failure>
where
    F: Future<Output = Result<Tried, Failure>>,
{
    let last = RefCell::new(None);
    let look = || async {
        let tried = attempt().await?;
        Ok(tried.map_err(|failure| last.replace(Some(failure))).ok())
    };
    let answered = crate::until(what, PATIENCE, look).await;
    answered.map_err(|failure| match last.take() {
        Some(last) => format!("{failure}; the last try without an answer: {last}").into(),
        None => failure,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[tokio::test(start_paused = true)]
    async fn what_got_no_answer_is_tried_again_and_told_at_the_end() {
        let tries = Cell::new(0);
        let third = || async {
            tries.set(tries.get() + 1);
            Ok(if tries.get() == 3 { Ok(()) } else { Err("503: busy".into()) })
        };
        again("the start", third).await.unwrap();
        let never = again("the start", || async { Ok(Err("503: busy".into())) }).await;
        let told = never.unwrap_err().to_string();
        assert_eq!(told, "the start: not within 180s; the last try without an answer: 503: busy");
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_ends_the_tries_and_silence_ends_with_patience() {
        let refused = again("the decision", || async { Err("the decision got 409".into()) }).await;
        assert_eq!(refused.unwrap_err().to_string(), "the decision got 409");
        let silent = again("the decision", std::future::pending).await;
        assert_eq!(silent.unwrap_err().to_string(), "the decision: not within 180s");
    }

    #[test]
    fn a_notice_without_a_link_is_no_matter_of_patience() {
        assert_eq!(link(&json!({})).unwrap_err().to_string(), "the notice has no link");
    }
}
