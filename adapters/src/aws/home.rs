//! What the serverless home's functions are wired from: one SDK configuration, and from it each adapter with a client of its
//! own time-outs. It knows no names of tables, buckets or queues: its caller's configuration does.

use super::agentcore::{self, AgentCoreAgents, Patience, Place};
use super::cloud_agents::CloudAgents;
use super::dynamodb::{self, DynamoStore};
use super::eventbridge::{self, EventBridgeBus};
use super::kms::{self, KmsKeys};
use super::registry::Registry;
use super::s3::{self, S3Payloads};
use super::sqs::{self, SqsWake};
use super::{Failure, environment};
use crate::http_agent::{HttpAgents, NoClient};
use aws_config::SdkConfig;
use futures_util::future::join_all;
use shared::ports::{Clock, KeysError, Payloads as _, RunStore as _};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// No region is configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no AWS region is configured; set AWS_REGION (a function has it by itself)")]
pub struct NoRegion;

/// The clients of a function, from one configuration.
#[derive(Clone, Debug)]
pub struct AwsHome {
    config: SdkConfig,
}

impl AwsHome {
    /// From the environment, as [`environment::config`] reads it.
    #[must_use]
    pub fn load() -> Self {
        Self::of(environment::config())
    }

    /// From a configuration of one's own.
    #[must_use]
    pub const fn of(config: SdkConfig) -> Self {
        Self { config }
    }

    /// Where this is; the account is known to the caller, from the function's own ARN.
    ///
    /// # Errors
    /// [`NoRegion`].
    pub fn place(&self, account: Option<String>) -> Result<Place, NoRegion> {
        let region = self.config.region().ok_or(NoRegion)?;
        Ok(Place { region: region.as_ref().to_owned(), account })
    }

    /// Runs in a DynamoDB table.
    #[must_use]
    pub fn store(&self, options: dynamodb::Options) -> DynamoStore {
        DynamoStore::new(dynamodb::client(&self.config), options)
    }

    /// Payloads in a bucket.
    #[must_use]
    pub fn payloads(&self, bucket: impl Into<String>) -> S3Payloads {
        S3Payloads::new(s3::client(&self.config), bucket)
    }

    /// Waking through a queue.
    #[must_use]
    pub fn wake(&self, queue_url: impl Into<String>) -> SqsWake {
        SqsWake::new(sqs::client(&self.config), queue_url)
    }

    /// Events on a bus, by name or ARN.
    #[must_use]
    pub fn bus(&self, bus: impl Into<String>) -> EventBridgeBus {
        EventBridgeBus::new(eventbridge::client(&self.config), bus)
    }

    /// The signing keys, derived now; the first KMS key signs.
    ///
    /// # Errors
    /// [`KeysError`] with action and key.
    pub async fn keys(&self, key_ids: &[String]) -> Result<KmsKeys, KeysError> {
        KmsKeys::derive(&kms::client(&self.config), key_ids).await
    }

    /// The agents of a registry.
    ///
    /// # Errors
    /// [`NoClient`] where no HTTP client can be made.
    pub fn agents(
        &self,
        registry: Registry,
        place: Place,
        patience: Patience,
        clock: Arc<dyn Clock>,
    ) -> Result<CloudAgents, NoClient> {
        let client = agentcore::client(&self.config);
        let runtimes = AgentCoreAgents::new(client, place, patience, Arc::clone(&clock));
        Ok(CloudAgents::new(registry, runtimes, HttpAgents::new(BTreeMap::new(), clock)?))
    }
}

/// A connection that could not be opened in advance; the first request that needs it tries again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cold {
    /// The service.
    pub service: &'static str,
    /// What happened.
    pub reason: String,
}

/// What a function will use: each part's connection is opened by one cheap call, all at once, while the function starts
/// and its time costs least. The keys are warm once they are derived.
#[derive(Clone, Copy, Default)]
pub struct Warmth<'a> {
    /// The table.
    pub store: Option<&'a DynamoStore>,
    /// The bucket.
    pub payloads: Option<&'a S3Payloads>,
    /// The queue.
    pub wake: Option<&'a SqsWake>,
    /// The bus.
    pub bus: Option<&'a EventBridgeBus>,
    /// The runtimes.
    pub agents: Option<&'a CloudAgents>,
}

type Check<'a> = Pin<Box<dyn Future<Output = Option<Cold>> + Send + 'a>>;

impl<'a> Warmth<'a> {
    /// Opens the connections and says which could not be opened. That is worth a log line and no reason to stop.
    pub async fn spread(self) -> Vec<Cold> {
        let mut checks: Vec<Check<'a>> = Vec::new();
        if let Some(store) = self.store {
            checks.push(Box::pin(async { cold("DynamoDB", store.check().await) }));
        }
        if let Some(payloads) = self.payloads {
            checks.push(Box::pin(async { cold("S3", payloads.check().await) }));
        }
        if let Some(wake) = self.wake {
            checks.push(Box::pin(async { cold::<Failure>("SQS", wake.check().await) }));
        }
        if let Some(bus) = self.bus {
            checks.push(Box::pin(async { cold("EventBridge", bus.check().await) }));
        }
        if let Some(agents) = self.agents {
            checks.push(Box::pin(async { cold("AgentCore", agents.warm().await) }));
        }
        join_all(checks).await.into_iter().flatten().collect()
    }
}

fn cold<E: Display>(service: &'static str, check: Result<(), E>) -> Option<Cold> {
    check.err().map(|error| Cold { service, reason: error.to_string() })
}
