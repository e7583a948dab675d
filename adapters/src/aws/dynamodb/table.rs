//! Names of the table's keys and indexes, and how many shards they have. Whoever makes the table (Terraform, the tests)
//! follows these; changing one means a new table. Nothing here touches DynamoDB.

/// A global secondary index.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// Its name.
    pub name: &'static str,
    /// Its partition key, a string.
    pub hash: &'static str,
    /// Its sort key, a string.
    pub range: &'static str,
    /// What it projects besides the keys.
    pub projected: &'static [&'static str],
}

/// Partition key of the table, a string.
pub const PK: &str = "pk";
/// Sort key of the table, a string.
pub const SK: &str = "sk";
/// Attribute for DynamoDB's time to live: seconds since 1970, on items of runs that have ended.
pub const TTL: &str = "ttl";

/// Runs by the time when somebody must look at them. Sparse: a run that has nothing left to do is not in it.
pub const DUE: Index = Index { name: "due-index", hash: "due_pk", range: "due_sk", projected: &[] };
/// Runs of a tenant by status, newest first. The playbook never changes, so projecting it costs no further write.
pub const LIST: Index =
    Index { name: "status-created-index", hash: "list_pk", range: "list_sk", projected: &["playbook"] };
/// Runs of a tenant by id, for prefixes; sorted by the table's own partition key. Written once per run.
pub const IDS: Index = Index { name: "id-index", hash: "id_pk", range: PK, projected: &[] };

/// All indexes.
pub const INDEXES: [Index; 3] = [DUE, LIST, IDS];

/// Shards of [`DUE`]: a partition key takes 1,000 writes per second, and a run moves its due time a few times.
pub const DUE_SHARDS: u8 = 8;
/// Shards of [`LIST`] per tenant and status, and of [`IDS`] per tenant. A page reads all of them, so they are few.
pub const LIST_SHARDS: u8 = 4;
