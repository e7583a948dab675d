//! The run store in one DynamoDB table. It decides nothing about a run.
