//! What the machine itself can do: the ground on which all other figures stand.

pub(crate) mod disk;
pub(crate) mod echo;
