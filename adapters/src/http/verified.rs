//! Somebody whom a provider vouches for. It authenticates nobody itself.

use shared::ids::PersonId;

/// Who called, among a request's extensions, where whatever stands before the routes has authenticated them (an API
/// gateway's authorizer). Nothing that a client sends can put it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified(pub PersonId);

/// Nobody was asked to sign in: the deployment leaves its API open. Among a request's extensions, as [`Verified`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anonymous;
