//! `playbook`: tenant, hash -> the playbook's source.

use super::{Definition, put_text};
use shared::digest::Digest;
use shared::ids::TenantId;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("playbook");

/// The key of a row.
pub(in super::super) fn encode(tenant: &TenantId, hash: Digest) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(100);
    put_text(&mut bytes, tenant.as_str());
    bytes.extend_from_slice(hash.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tenants_and_hashes_stay_apart(one in samples::key(), other in samples::key(), a in 0_u8..3, b in 0_u8..3) {
            let same = one.tenant == other.tenant && a == b;
            let (first, second) = (Digest::of_bytes(&[a]), Digest::of_bytes(&[b]));
            prop_assert_eq!(encode(&one.tenant, first) == encode(&other.tenant, second), same);
        }
    }
}
