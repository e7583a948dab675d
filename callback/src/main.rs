//! The callback handler as a Lambda function. It only wires: what it does is in the library.

use callback::lambda::Handler;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // What goes wrong is told once, as a line of the log.
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function can't start");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Error> {
    let handler = &Handler::open().await?;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| async move {
        handler
            .handle(event.payload)
            .await
            .inspect_err(|error| tracing::error!(%error, "the event was not handled"))
            .map_err(Error::from)
    }))
    .await
}
