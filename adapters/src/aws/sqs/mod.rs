//! Wakes through an SQS queue: hints that may be lost or repeated. It decides nothing about a run.
