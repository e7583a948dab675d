//! Parts of keys for the properties of all stores.

use proptest::prelude::*;
use shared::ids::{StepId, TenantId, WorkflowId};
use shared::run::RunKey;
use shared::time::Timestamp;

pub(crate) fn key() -> impl Strategy<Value = RunKey> {
    ("[A-Za-z0-9_-]{1,64}", "[A-Za-z0-9_-]{1,64}").prop_map(|(tenant, id)| RunKey {
        tenant: TenantId::parse(tenant).unwrap(),
        id: WorkflowId::parse(id).unwrap(),
    })
}

pub(crate) fn time() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_millis)
}

pub(crate) fn step() -> impl Strategy<Value = StepId> {
    "[a-z][a-z0-9_]{0,31}".prop_map(|text| StepId::parse(text).unwrap())
}
