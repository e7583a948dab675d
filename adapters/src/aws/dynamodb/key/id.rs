//! The index of ids: `I#tenant#shard`, id.

use super::shard;
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

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_run_is_in_one_of_its_tenants_partitions(key in samples::key()) {
            prop_assert!(pks(&key.tenant).contains(&pk(&key)));
        }
    }
}
