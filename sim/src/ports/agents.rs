//! Dispatching to simulated agents. What an agent does with an attempt is up to `actors`.

use super::Outside;
use crate::actors::{self, Contact};
use crate::fault::Fault;
use crate::world::lock;
use async_trait::async_trait;
use shared::ids::AgentName;
use shared::ports::{Agents, AttemptRef, Delivery, Dispatch, DispatchError};
use shared::run::{ReplyMode, Target};

#[async_trait]
impl Agents for Outside {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        actors::target(agent.as_str(), self.world.is_laptop())
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        let contact = Contact::of(&dispatch);
        let target = dispatch.target;
        self.world.note(format_args!("p{} calls {contact}", self.process));
        let claims = self.world.executor.current_claims();
        lock(&self.world.checks).dispatch_begins(
            &contact,
            &dispatch.invocation,
            &claims,
            self.world.clock(self.process),
        );
        self.step().await;
        self.refusal()?;
        lock(&self.world.checks).delivered(&contact, target.idempotent);
        if target.reply == ReplyMode::Response {
            let (span, result) = actors::reply(&self.world, &contact);
            self.world.sleep(span).await;
            self.step().await;
            if self.world.fault(Fault::DispatchUnknownArrived) {
                return Err(DispatchError::Unknown { reason: "simulated".to_owned() });
            }
            self.world.note(format_args!("{contact} replies"));
            return Ok(Delivery::Answered(result));
        }
        actors::deliver(&self.world, self.process, contact, target.volatile);
        if self.world.fault(Fault::DispatchUnknownArrived) {
            return Err(DispatchError::Unknown { reason: "simulated".to_owned() });
        }
        self.step().await;
        Ok(Delivery::Acknowledged)
    }

    async fn stop(
        &self,
        AttemptRef { run, step, attempt, address: _ }: AttemptRef<'_>,
    ) -> Result<(), DispatchError> {
        self.world.note(format_args!("p{} stops {} {step}/{attempt}", self.process, run.id));
        let claims = self.world.executor.current_claims();
        lock(&self.world.checks).stop_begins(run, step, attempt, &claims, self.world.clock(self.process));
        self.step().await;
        if self.world.fault(Fault::StopFailed) {
            return Err(DispatchError::Unknown { reason: "simulated".to_owned() });
        }
        actors::stopped(&self.world, run, step, attempt);
        lock(&self.world.checks).stopped(run, step, attempt);
        self.step().await;
        Ok(())
    }
}

impl Outside {
    fn refusal(&self) -> Result<(), DispatchError> {
        let reason = || "simulated".to_owned();
        if self.world.fault(Fault::DispatchRefused) {
            let retryable = !self.world.draw(|rng| rng.one_in(4));
            return Err(DispatchError::Refused { reason: reason(), retryable });
        }
        if self.world.fault(Fault::DispatchThrottled) {
            let after = self.world.draw(|rng| rng.one_in(2).then(|| rng.below(20_000)));
            return Err(DispatchError::Throttled { reason: reason(), retry_after_ms: after });
        }
        if self.world.fault(Fault::DispatchUnknownLost) {
            return Err(DispatchError::Unknown { reason: reason() });
        }
        Ok(())
    }
}
