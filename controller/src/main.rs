//! The controller as a Lambda function. It only wires: what it does is in the library.

use controller::lambda::Handler;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let handler =
        Handler::open().await.inspect_err(|error| tracing::error!(%error, "the function can't start"))?;
    let handler = &handler;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| async move {
        handler
            .handle(event.payload)
            .await
            .inspect_err(|error| tracing::error!(%error, "the event was not handled"))
            .map_err(Error::from)
    }))
    .await
}
