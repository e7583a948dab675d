//! The bare function that the bench compares with: the same runtime, and no work. It is never deployed.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::run(service_fn(async |_event: LambdaEvent<Value>| {
        Ok::<Value, Error>(json!({"statusCode": 404, "headers": {}, "body": ""}))
    }))
    .await
}
