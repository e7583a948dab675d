//! The serverless home's adapters: DynamoDB, S3, SQS, EventBridge, AgentCore and KMS. What a port promises is written at
//! the port; nothing here decides about a run.

pub mod agentcore;
pub mod agents;
pub mod clients;
mod cloud_agents;
pub mod dynamodb;
pub mod elsewhere;
#[cfg(any(test, feature = "conformance"))]
pub mod emulator;
pub mod environment;
pub mod eventbridge;
mod failure;
pub mod function;
pub mod gateway;
pub mod home;
pub mod kms;
pub mod registry;
pub mod s3;
pub mod settings;
pub mod sqs;
pub mod telemetry;

pub use cloud_agents::CloudAgents;
pub use failure::Failure;
