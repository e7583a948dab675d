//! The playbooks that simulated runs follow. Times are short, so that timers race with everything else.

use crate::SimError;
use shared::playbook::{Playbook, load};
use std::sync::Arc;

/// Research, analysis, a gate that can send back, writing.
const LINE: &str = "
aegis: v1
name: line
steps:
  - {id: research, agent: worker, timeout: 5m, heartbeat: 45s, retry: {attempts: 3, backoff: 2s, factor: 2, max: 20s}, input: {topic: \"${{ input.topic }}\", feedback: \"${{ run.feedback }}\"}}
  - {id: analyse, agent: replier, timeout: 2m, retry: {attempts: 3, backoff: 1s}, input: {research: \"${{ steps.research.output }}\"}}
  - id: review
    approval:
      title: Good?
      show: ${{ steps.analyse.output }}
      remind: [5m]
      deadline: {after: 30m, then: hold}
      request_changes: {from: research, max_rounds: 2}
  - {id: write, agent: inside, timeout: 3m, retry: {attempts: 2, backoff: 1s}, input: {approved: \"${{ steps.review.output.artifact }}\"}}
output: ${{ steps.write.output }}
";

/// A diamond with a fan-in, one of its branches on a target that must not be called twice.
const DIAMOND: &str = "
aegis: v1
name: diamond
steps:
  - {id: split, agent: worker, timeout: 90s, retry: {attempts: 2, backoff: 1s}}
  - {id: left, agent: fragile, timeout: 90s, retry: {attempts: 3, backoff: 1s}, input: {from: \"${{ steps.split.output }}\"}}
  - {id: right, agent: inside, timeout: 90s, heartbeat: 30s, retry: {attempts: 3, backoff: 5s}, input: {from: \"${{ steps.split.output }}\"}}
  - {id: join, agent: replier, timeout: 60s, retry: {attempts: 2, backoff: 1s}, input: {left: \"${{ steps.left.output }}\", right: \"${{ steps.right.output }}\"}}
output: ${{ steps.join.output }}
";

/// Two gates over one draft; each can undo what the other shows.
const GATES: &str = "
aegis: v1
name: gates
steps:
  - {id: draft, agent: worker, timeout: 2m, heartbeat: 30s, retry: {attempts: 4, backoff: 1s, factor: 2, max: 8s}, input: {feedback: \"${{ run.feedback }}\"}}
  - {id: budget, agent: replier, timeout: 1m, retry: {attempts: 3, backoff: 1s}, input: {draft: \"${{ steps.draft.output }}\"}}
  - id: legal
    approval:
      title: Lawful?
      show: ${{ steps.draft.output }}
      approvers: {any_of: [ana, ben]}
      remind: [1m, 2m]
      deadline: {after: 20m, then: reject}
      request_changes: {from: draft, max_rounds: 3}
  - id: money
    approval:
      title: Affordable?
      show: ${{ steps.budget.output }}
      approvers: {any_of: [ana, cara]}
      deadline: {after: 10m, then: approve}
      request_changes: {from: draft, max_rounds: 2}
  - {id: publish, agent: fragile, timeout: 2m, retry: {attempts: 2, backoff: 1s}, input: {legal: \"${{ steps.legal.output.artifact }}\", money: \"${{ steps.money.output.artifact }}\"}}
output: ${{ steps.publish.output }}
";

/// Everything shorter than a claim.
const TIGHT: &str = "
aegis: v1
name: tight
steps:
  - {id: one, agent: worker, timeout: 9s, heartbeat: 3s, retry: {attempts: 6, backoff: 1s, factor: 1, max: 1s}}
  - {id: two, agent: fragile, timeout: 12s, retry: {attempts: 6, backoff: 500ms, factor: 1, max: 1s}, input: {one: \"${{ steps.one.output }}\"}}
  - id: sign
    approval:
      title: Sign?
      show: ${{ steps.two.output }}
      deadline: {after: 40s, then: approve}
      request_changes: {from: two, max_rounds: 4}
  - {id: three, agent: replier, timeout: 8s, retry: {attempts: 6, backoff: 1s, factor: 1, max: 1s}, needs: [sign]}
output: ${{ steps.three.output }}
";

/// Four branches at once.
const WIDE: &str = "
aegis: v1
name: wide
steps:
  - {id: a, agent: worker, timeout: 1m, retry: {attempts: 3, backoff: 1s}}
  - {id: b, agent: replier, timeout: 1m, retry: {attempts: 3, backoff: 1s}}
  - {id: c, agent: inside, timeout: 1m, heartbeat: 20s, retry: {attempts: 3, backoff: 1s}}
  - {id: d, agent: fragile, timeout: 1m, retry: {attempts: 3, backoff: 1s}}
  - {id: all, agent: worker, timeout: 1m, retry: {attempts: 3, backoff: 1s}, needs: [a, b, c, d]}
output: ${{ steps.all.output }}
";

/// All playbooks, compiled.
///
/// # Errors
/// [`SimError::Playbook`] where one is not valid, which a test rules out.
pub fn all() -> Result<Vec<Arc<Playbook>>, SimError> {
    [LINE, DIAMOND, GATES, TIGHT, WIDE]
        .into_iter()
        .map(|source| {
            load(source, "playbook").map(Arc::new).map_err(|errors| SimError::Playbook(errors.to_string()))
        })
        .collect()
}
