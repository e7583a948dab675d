//! Events of runs published to an EventBridge bus. It decides nothing about a run.
