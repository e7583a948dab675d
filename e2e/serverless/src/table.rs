//! The table and the bucket as they are, read past the API.

use crate::{Failure, until};
use adapters::aws::dynamodb::DynamoStore;
use adapters::aws::dynamodb::table::{DUE, PK, SK, TTL};
use adapters::aws::home::AwsHome;
use adapters::aws::s3::S3Payloads;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::Value;
use shared::ids::{TenantId, WorkflowId};
use shared::payload::Payload;
use shared::ports::{Payloads as _, RunStore as _};
use shared::run::{JournalRecord, Run, RunKey};
use std::sync::Arc;
use std::time::Duration;

/// Most records of a run that are read.
const RECORDS_MAX: usize = 1_000;
/// Days that an ended run is kept: of no meaning to a reader.
const RETENTION_DAYS: u32 = 1;

/// Reads the table and the bucket.
pub(crate) struct Table {
    store: DynamoStore,
    payloads: S3Payloads,
    client: Client,
    name: String,
}

impl Table {
    pub(crate) fn new(home: &AwsHome, client: Client, name: &str, bucket: &str) -> Self {
        let options =
            adapters::aws::dynamodb::Options { table: name.to_owned(), retention_days: RETENTION_DAYS };
        let store = DynamoStore::new(client.clone(), options);
        Self { store, payloads: home.payloads(bucket), client, name: name.to_owned() }
    }

    /// The state of a run.
    pub(crate) async fn run(&self, id: &str) -> Result<Arc<Run>, Failure> {
        let run = self.store.load(&key(id)?).await?;
        run.ok_or_else(|| format!("the table has no run {id}").into())
    }

    /// The state of a run, once it is as wanted.
    pub(crate) async fn until(
        &self,
        id: &str,
        what: &str,
        patience: Duration,
        wanted: impl Fn(&Run) -> bool,
    ) -> Result<Arc<Run>, Failure> {
        let look = || async {
            let run = self.store.load(&key(id)?).await?;
            Ok(run.filter(|run| wanted(run)))
        };
        until(&format!("run {id} in the table: {what}"), patience, look).await
    }

    /// The journal of a run, from its first record.
    pub(crate) async fn journal(&self, id: &str) -> Result<Vec<JournalRecord>, Failure> {
        Ok(self.store.journal(&key(id)?, 0, RECORDS_MAX).await?)
    }

    /// Whether the due index has a run, so that the sweep would find it, and when the run's item may go, if ever.
    pub(crate) async fn marks(&self, id: &str) -> Result<(bool, bool), Failure> {
        let text = |text: String| AttributeValue::S(text);
        let request = self.client.get_item().table_name(&self.name).consistent_read(true);
        let pk = format!("W#{}#{id}", TenantId::default());
        let answer = request.key(PK, text(pk)).key(SK, text("A".to_owned())).send().await?;
        let item = answer.item.ok_or_else(|| format!("the table has no item of run {id}"))?;
        Ok((item.contains_key(DUE.hash), item.contains_key(TTL)))
    }

    /// A document of a run, from its state or from the bucket.
    pub(crate) async fn document(&self, id: &str, payload: &Payload) -> Result<Value, Failure> {
        match payload {
            Payload::Inline(value) => Ok((**value).clone()),
            Payload::Stored { sha256, .. } => {
                Ok(serde_json::from_slice(&self.payloads.get(&key(id)?, *sha256).await?)?)
            }
        }
    }
}

fn key(id: &str) -> Result<RunKey, Failure> {
    Ok(RunKey { tenant: TenantId::default(), id: WorkflowId::parse(id)? })
}
