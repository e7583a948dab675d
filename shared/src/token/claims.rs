//! The claims of each purpose, as types. They name exactly one attempt or one round of one gate.

use super::{Purpose, TokenError, sign, verify};
use crate::ids::{ApprovalId, AttemptNo, CommitId, PersonId, StepId, TenantId, WorkflowId};
use crate::ports::Keys;
use crate::run::{Run, RunKey};

/// One attempt: what its agent may answer for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackClaims {
    /// The run.
    pub run: RunKey,
    /// The run's incarnation.
    pub incarnation: CommitId,
    /// The step.
    pub step: StepId,
    /// The attempt.
    pub attempt: AttemptNo,
}

impl CallbackClaims {
    /// For an attempt of a run.
    #[must_use]
    pub fn of(run: &Run, step: &StepId, attempt: AttemptNo) -> Self {
        Self { run: run.key.clone(), incarnation: run.incarnation, step: step.clone(), attempt }
    }

    /// The token.
    #[must_use]
    pub fn sign(&self, keys: &dyn Keys) -> String {
        let claims = [
            self.run.tenant.as_str(),
            self.run.id.as_str(),
            &self.incarnation.to_string(),
            self.step.as_str(),
            &self.attempt.to_string(),
        ];
        sign(keys, Purpose::Callback, &claims)
    }

    /// Checks a token.
    ///
    /// # Errors
    /// [`TokenError`] where it was not issued here for this purpose.
    pub fn verify(keys: &dyn Keys, token: &str) -> Result<Self, TokenError> {
        let claims = verify(keys, Purpose::Callback, token)?;
        let [tenant, id, incarnation, step, attempt] = claims.as_slice() else {
            return Err(TokenError::Malformed);
        };
        Ok(Self {
            run: run_key(tenant, id)?,
            incarnation: commit_id(incarnation)?,
            step: StepId::parse(step).map_err(|_| TokenError::Malformed)?,
            attempt: AttemptNo(attempt.parse().map_err(|_| TokenError::Malformed)?),
        })
    }
}

/// One round of one gate, for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalClaims {
    /// The run.
    pub run: RunKey,
    /// The run's incarnation.
    pub incarnation: CommitId,
    /// The gate and round.
    pub approval: ApprovalId,
    /// Whom the link was made for.
    pub person: PersonId,
}

impl ApprovalClaims {
    /// The token of the personal link.
    #[must_use]
    pub fn sign(&self, keys: &dyn Keys) -> String {
        self.sign_as(keys, Purpose::Approval)
    }

    /// Checks the token of a personal link.
    ///
    /// # Errors
    /// [`TokenError`] where it was not issued here for this purpose.
    pub fn verify(keys: &dyn Keys, token: &str) -> Result<Self, TokenError> {
        Self::verify_as(keys, token, Purpose::Approval, None)
    }

    fn sign_as(&self, keys: &dyn Keys, purpose: Purpose) -> String {
        self.sign_with(keys, purpose, None)
    }

    fn sign_with(&self, keys: &dyn Keys, purpose: Purpose, role: Option<&str>) -> String {
        let incarnation = self.incarnation.to_string();
        let approval = self.approval.to_string();
        let mut claims = vec![
            self.run.tenant.as_str(),
            self.run.id.as_str(),
            &incarnation,
            &approval,
            self.person.as_str(),
        ];
        claims.extend(role);
        sign(keys, purpose, &claims)
    }

    fn verify_as(
        keys: &dyn Keys,
        token: &str,
        purpose: Purpose,
        role: Option<&str>,
    ) -> Result<Self, TokenError> {
        let claims = verify(keys, purpose, token)?;
        let [tenant, id, incarnation, approval, person, rest @ ..] = claims.as_slice() else {
            return Err(TokenError::Malformed);
        };
        if rest.first().map(String::as_str) != role || rest.len() > 1 {
            return Err(TokenError::Forged);
        }
        Ok(Self {
            run: run_key(tenant, id)?,
            incarnation: commit_id(incarnation)?,
            approval: ApprovalId::parse(approval).map_err(|_| TokenError::Malformed)?,
            person: PersonId::parse(person).map_err(|_| TokenError::Malformed)?,
        })
    }
}

/// The approval page's cookie, and the CSRF token that its form must carry: both derived from the personal link's claims,
/// neither usable as the other or as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookieClaims(pub ApprovalClaims);

impl CookieClaims {
    const COOKIE: &'static str = "cookie";
    const CSRF: &'static str = "csrf";

    /// The cookie's value.
    #[must_use]
    pub fn cookie(&self, keys: &dyn Keys) -> String {
        self.0.sign_with(keys, Purpose::Session, Some(Self::COOKIE))
    }

    /// The form's CSRF token.
    #[must_use]
    pub fn csrf(&self, keys: &dyn Keys) -> String {
        self.0.sign_with(keys, Purpose::Session, Some(Self::CSRF))
    }

    /// Checks a cookie.
    ///
    /// # Errors
    /// [`TokenError`] where it was not issued here as a cookie.
    pub fn verify(keys: &dyn Keys, cookie: &str) -> Result<Self, TokenError> {
        ApprovalClaims::verify_as(keys, cookie, Purpose::Session, Some(Self::COOKIE)).map(Self)
    }
}

fn run_key(tenant: &str, id: &str) -> Result<RunKey, TokenError> {
    Ok(RunKey {
        tenant: TenantId::parse(tenant).map_err(|_| TokenError::Malformed)?,
        id: WorkflowId::parse(id).map_err(|_| TokenError::Malformed)?,
    })
}

fn commit_id(text: &str) -> Result<CommitId, TokenError> {
    CommitId::try_from(text.to_owned()).map_err(|_| TokenError::Malformed)
}
