//! Agents on Bedrock AgentCore Runtime. It decides nothing about a run.
