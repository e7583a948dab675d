//! Who acted, and how surely we know it. It does not authenticate anybody.

use crate::ids::PersonId;
use serde::{Deserialize, Serialize};

/// How surely the identity behind a request is known.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// The user of this machine, over loopback or the store's own socket.
    Local,
    /// The holder of a personal link.
    Link,
    /// An identity that a provider vouches for (JWT, IAM).
    Verified,
    /// Nobody: the playbook's own deadline policy.
    Policy,
    /// Anybody: the API is open, as a deployment for trials may be.
    Anonymous,
}

/// Who did something, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    /// The name, such as `local-user` or an address from a link.
    pub id: PersonId,
    /// How surely it is known.
    pub assurance: Assurance,
    /// The name that the request claimed for itself (`approved_by`), kept as a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims_to_be: Option<PersonId>,
}
