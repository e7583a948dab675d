//! From what a person types (an id, the beginning of one, or `last`) to a run. It guesses nothing.

use super::session::Session;
use crate::error::CliError;
use shared::ids::WorkflowId;

/// The word for the newest run.
pub(crate) const LAST: &str = "last";
/// Ids that a message lists.
const MATCHES: usize = 5;

impl Session {
    /// The id of the run that `given` means.
    ///
    /// # Errors
    /// [`CliError::NoRun`] or [`CliError::Ambiguous`].
    pub(crate) async fn resolve(&mut self, given: &str) -> Result<String, CliError> {
        let place = self.place();
        let none = || CliError::NoRun { given: given.to_owned(), place };
        // Looking for a run must not make a store.
        if !self.exists() || (given != LAST && WorkflowId::parse(given).is_err()) {
            return Err(none());
        }
        if given == LAST {
            let newest = self.runs(None, None, 1).await?;
            return newest.workflows.first().map(|run| run.workflow_id.to_string()).ok_or_else(none);
        }
        let ids = self.ids_with_prefix(given).await?;
        match ids.as_slice() {
            // A server's lists may lag behind, or know no beginnings of ids.
            [] if self.is_remote() => match self.run(given).await {
                Ok(run) => Ok(run.workflow_id.to_string()),
                Err(CliError::Refused(problem)) if problem.status == 404 => Err(none()),
                Err(error) => Err(error),
            },
            [] => Err(none()),
            [only] => Ok(only.clone()),
            many if many.iter().any(|id| id == given) => Ok(given.to_owned()),
            many => Err(CliError::Ambiguous {
                given: given.to_owned(),
                matches: many.iter().take(MATCHES).cloned().collect(),
            }),
        }
    }
}
