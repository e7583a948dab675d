//! A playbook: `P#tenant#hash`, `A`.

use super::ItemKey;
use shared::digest::Digest;
use shared::ids::TenantId;

/// The item of a playbook.
pub(in super::super) fn key(tenant: &TenantId, hash: Digest) -> ItemKey {
    ItemKey { pk: format!("P#{tenant}#{hash}"), sk: "A".to_owned() }
}
