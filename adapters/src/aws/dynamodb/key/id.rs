//! The index of ids: `I#tenant#shard`, then the partition key of the run.

use super::{LAST, run, shard};
use crate::aws::dynamodb::table::LIST_SHARDS;
use shared::ids::TenantId;
use shared::run::RunKey;

/// The partition of a run's entry.
pub(in super::super) fn pk(key: &RunKey) -> String {
    format!("I#{}#{}", key.tenant, shard(key, LIST_SHARDS))
}

/// The partitions of a tenant.
pub(in super::super) fn pks(tenant: &TenantId) -> Vec<String> {
    (0..LIST_SHARDS).map(|shard| format!("I#{tenant}#{shard}")).collect()
}

/// The places of a tenant's runs whose ids begin with `prefix`: the first and the last.
pub(in super::super) fn between(tenant: &TenantId, prefix: &str) -> (String, String) {
    let first = run::beginning(tenant, prefix);
    let last = format!("{first}{LAST}");
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_run_is_in_one_of_its_tenants_partitions(key in samples::key()) {
            prop_assert!(pks(&key.tenant).contains(&pk(&key)));
        }

        #[test]
        fn a_prefix_finds_its_ids_in_order(one in samples::key(), other in samples::key(), length in 0_usize..3) {
            let prefix = &one.id.as_str()[..length.min(one.id.as_str().len())];
            let other = RunKey { tenant: one.tenant.clone(), id: other.id };
            let (first, last) = between(&one.tenant, prefix);
            let place = run::pk(&other);
            prop_assert_eq!(first <= place && place <= last, other.id.as_str().starts_with(prefix));
            prop_assert_eq!(run::pk(&one).cmp(&place), one.id.cmp(&other.id));
        }
    }
}
