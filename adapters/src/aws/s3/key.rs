//! The keys of objects. Ids and checked names hold nothing that a key would need escaped.

use shared::digest::Digest;
use shared::run::RunKey;

/// The key of a payload.
pub(super) fn payload(run: &RunKey, sha256: Digest) -> String {
    format!("payloads/{}/{}/{sha256}", run.tenant, run.id)
}

/// What the keys of a run's artifacts begin with.
pub(super) fn artifacts(run: &RunKey) -> String {
    format!("artifacts/{}/{}/", run.tenant, run.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::key;

    #[test]
    fn the_prefix_of_a_run_is_never_the_beginning_of_another_ones() {
        assert_eq!(artifacts(&key("t", "r")), "artifacts/t/r/");
        assert!(!artifacts(&key("t", "r1")).starts_with(&artifacts(&key("t", "r"))));
        let digest = Digest::of_bytes(b"x");
        assert_eq!(payload(&key("t", "r"), digest), format!("payloads/t/r/{digest}"));
    }
}
