//! The bare function that the bench compares with: the same runtime, a line of the log per event, and no work. It is never
//! deployed.
#![expect(clippy::print_stdout, reason = "what a function prints is its log")]

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::run(service_fn(async |event: LambdaEvent<Value>| {
        // An emulator waits for the log of an event: one without a line would seem slower than one with.
        println!("{}", event.context.request_id);
        Ok::<Value, Error>(json!({"statusCode": 404, "headers": {}, "body": ""}))
    }))
    .await
}
