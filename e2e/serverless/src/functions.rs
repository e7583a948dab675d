//! The functions' settings and programs, as an operator changes them past Terraform: at once, and put back afterwards.

use crate::Failure;
use crate::operator::ROOT;
use crate::world::World;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::path::Path;

/// The functions' names.
pub(crate) const CONTROLLER: &str = "agent-orchestration-dev-controller";
pub(crate) const CALLBACK: &str = "agent-orchestration-dev-callback";

impl World {
    /// A function's environment.
    pub(crate) async fn environment(&self, function: &str) -> Result<Map<String, Value>, Failure> {
        let shown = self.configure(Method::GET, function, "configuration", &Value::Null).await?;
        let variables = shown.pointer("/Environment/Variables").and_then(Value::as_object);
        Ok(variables.ok_or_else(|| format!("{function} has no environment: {shown}"))?.clone())
    }

    /// Gives a function an environment. Processes that run end; the next invocation starts one.
    pub(crate) async fn set_environment(
        &self,
        function: &str,
        environment: &Map<String, Value>,
    ) -> Result<(), Failure> {
        let body = json!({"Environment": {"Variables": environment}});
        self.configure(Method::PUT, function, "configuration", &body).await.map(drop)
    }

    /// Has a function run the program of a zip. Processes that run end; the next invocation starts one.
    pub(crate) async fn set_code(&self, function: &str, zip: &Path) -> Result<(), Failure> {
        let bytes = std::fs::read(zip).map_err(|error| format!("{}: {error}", zip.display()))?;
        let body = json!({"ZipFile": STANDARD.encode(bytes)});
        self.configure(Method::PUT, function, "code", &body).await.map(drop)
    }

    async fn configure(
        &self,
        method: Method,
        function: &str,
        part: &str,
        body: &Value,
    ) -> Result<Value, Failure> {
        let address = format!("{}/2015-03-31/functions/{function}/{part}", self.endpoint);
        let request = self.client.request(method, address).header("authorization", ROOT);
        let request = if body.is_null() { request } else { request.json(body) };
        let response = request.send().await?;
        let (status, text) = (response.status(), response.text().await?);
        if !status.is_success() {
            return Err(format!("the {part} of {function}: {status} {text}").into());
        }
        Ok(serde_json::from_str(&text)?)
    }
}
