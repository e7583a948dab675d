//! The table and the bucket as they are, read past the API.

use crate::{Failure, until};
use adapters::aws::dynamodb::DynamoStore;
use adapters::aws::dynamodb::table::{DUE, PK, SK, TTL};
use adapters::aws::home::AwsHome;
use adapters::aws::s3::S3Payloads;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::Value;
use shared::ids::{TenantId, WorkflowId};
use shared::payload::Payload;
use shared::ports::{PayloadError, Payloads as _, RunStore as _, StoreError};
use shared::run::{JournalRecord, Run, RunKey};
use std::sync::Arc;
use std::time::Duration;

/// Most records of a run that are read.
const RECORDS_MAX: usize = 1_000;
/// Days that an ended run is kept: of no meaning to a reader.
const RETENTION_DAYS: u32 = 1;
/// How long an emulator may say nothing that has hundreds of functions to run on a few cores: what is late is no finding.
const ANSWER_MAX: Duration = Duration::from_secs(180);

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
        let key = key(id)?;
        let run = answered(|| async { there(self.store.load(&key).await) }).await?;
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
        let key = key(id)?;
        let look = || async {
            let run = there(self.store.load(&key).await)?;
            Ok(run.flatten().filter(|run| wanted(run)))
        };
        until(&format!("run {id} in the table: {what}"), patience, look).await
    }

    /// The journal of a run, from its first record.
    pub(crate) async fn journal(&self, id: &str) -> Result<Vec<JournalRecord>, Failure> {
        let key = key(id)?;
        answered(|| async { there(self.store.journal(&key, 0, RECORDS_MAX).await) }).await
    }

    /// Whether the due index has a run, so that the sweep would find it, and when the run's item may go, if ever.
    pub(crate) async fn marks(&self, id: &str) -> Result<(bool, bool), Failure> {
        let text = |text: String| AttributeValue::S(text);
        let request = self.client.get_item().table_name(&self.name).consistent_read(true);
        let pk = format!("W#{}#{id}", TenantId::default());
        let request = request.key(PK, text(pk)).key(SK, text("A".to_owned()));
        let ask = || async {
            match request.clone().send().await {
                Err(SdkError::TimeoutError(_) | SdkError::DispatchFailure(_)) => Ok(None),
                answer => Ok(Some(answer?)),
            }
        };
        let answer = answered(ask).await?;
        let item = answer.item.ok_or_else(|| format!("the table has no item of run {id}"))?;
        Ok((item.contains_key(DUE.hash), item.contains_key(TTL)))
    }

    /// A document of a run, from its state or from the bucket.
    pub(crate) async fn document(&self, id: &str, payload: &Payload) -> Result<Value, Failure> {
        match payload {
            Payload::Inline(value) => Ok((**value).clone()),
            Payload::Stored { sha256, .. } => {
                let key = key(id)?;
                let get = || async {
                    match self.payloads.get(&key, *sha256).await {
                        Err(PayloadError::Unavailable { .. }) => Ok(None),
                        bytes => Ok(Some(bytes?)),
                    }
                };
                Ok(serde_json::from_slice(&answered(get).await?)?)
            }
        }
    }
}

/// What the store says; nothing where it can't be reached now.
fn there<T>(answer: Result<T, StoreError>) -> Result<Option<T>, Failure> {
    match answer {
        Err(StoreError::Unavailable { .. }) => Ok(None),
        answer => Ok(Some(answer?)),
    }
}

/// Asks again while there is no answer.
async fn answered<T, F>(ask: impl Fn() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<Option<T>, Failure>>,
{
    until("an answer of the emulator", ANSWER_MAX, ask).await
}

fn key(id: &str) -> Result<RunKey, Failure> {
    Ok(RunKey { tenant: TenantId::default(), id: WorkflowId::parse(id)? })
}
