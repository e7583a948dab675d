//! The deployment as a user has it: variables, packages, and Terraform that applies them, once and again.

use crate::outputs::Outputs;
use crate::terraform::Terraform;
use crate::{Args, Failure};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// The emulator's only account.
const ACCOUNT: &str = "000000000000";

/// A deployment that can be changed.
pub(crate) struct Deployment {
    variables: Value,
    packages: Value,
    terraform: Terraform,
    folder: PathBuf,
}

impl Deployment {
    /// Writes it down; nothing is applied yet.
    pub(crate) fn new(
        args: &Args,
        root: &Path,
        folder: &Path,
        endpoint: &str,
        certificate: &Path,
        notify_url: &str,
    ) -> Result<Self, Failure> {
        let certificate = certificate.to_string_lossy().into_owned();
        let environment = vec![("AWS_ENDPOINT_URL", endpoint.to_owned()), ("AWS_CA_BUNDLE", certificate)];
        let parts = [root.join("terraform/modules/platform"), root.join("e2e/serverless/terraform")];
        let terraform = Terraform::copy(&parts, folder.join("terraform"), environment)?;
        let variables = variables(args, endpoint, notify_url)?;
        let packages = variables.get("packages").cloned().unwrap_or_default();
        Ok(Self { variables, packages, terraform, folder: folder.to_owned() })
    }

    /// Applies the variables as they are now.
    pub(crate) async fn apply(&self) -> Result<Outputs, Failure> {
        Ok(Outputs::of(self.terraform.apply(&self.variables).await?))
    }

    /// Takes everything down.
    pub(crate) async fn destroy(&self) -> Result<(), Failure> {
        self.terraform.destroy().await
    }

    /// The same functions in packages that are other files: a release without a change.
    fn repackage(&mut self, note: &str) -> Result<(), Failure> {
        let mut packages = Map::new();
        for (name, package) in self.packages.as_object().ok_or("the variables have no packages")? {
            let mut bytes = std::fs::read(package.as_str().unwrap_or_default())?;
            comment(&mut bytes, note)?;
            let path = self.folder.join(format!("{name}-{note}.zip"));
            std::fs::write(&path, bytes)?;
            packages.insert(name.clone(), json!(path));
        }
        self.set("packages", Value::Object(packages));
        Ok(())
    }

    /// Applies other packages, with all agents at their own runtimes but these.
    pub(crate) async fn release(&mut self, elsewhere: &[(&str, &str)], note: &str) -> Result<(), Failure> {
        self.repackage(note)?;
        let mut targets = targets();
        for (agent, arn) in elsewhere {
            targets.insert((*agent).to_owned(), json!(arn));
        }
        self.set("agent_targets", Value::Object(targets));
        self.apply().await.map(drop)
    }

    fn set(&mut self, variable: &str, value: Value) {
        if let Some(variables) = self.variables.as_object_mut() {
            variables.insert(variable.to_owned(), value);
        }
    }
}

/// Every agent at its runtime in this deployment's account and region.
fn targets() -> Map<String, Value> {
    let arn =
        |agent: &str| json!(format!("arn:aws:bedrock-agentcore:us-east-1:{ACCOUNT}:runtime/{agent}-e2e"));
    ["researcher", "analyst", "writer"].into_iter().map(|agent| (agent.to_owned(), arn(agent))).collect()
}

/// Adds a comment to a zip file, whose last two bytes say that it has none.
fn comment(zip: &mut Vec<u8>, note: &str) -> Result<(), Failure> {
    let length = u16::try_from(note.len())?;
    let end = zip.len().checked_sub(2).ok_or("the zip file is empty")?;
    if zip.split_off(end) != [0, 0] {
        return Err("the zip file has a comment already".into());
    }
    zip.extend_from_slice(&length.to_le_bytes());
    zip.extend_from_slice(note.as_bytes());
    Ok(())
}

fn variables(args: &Args, endpoint: &str, notify_url: &str) -> Result<Value, Failure> {
    let package = |name: &str| -> Result<PathBuf, Failure> {
        let path = args.packages.join(format!("{name}-x86_64.zip"));
        path.canonicalize().map_err(|error| format!("{}: {error}; build it first", path.display()).into())
    };
    Ok(json!({
        "environment": "dev",
        "lambda_architecture": "x86_64",
        "auth": "iam",
        "log_level": "INFO",
        "packages": {"controller": package("controller")?, "callback": package("callback")?},
        "notify_url": notify_url,
        "api_base_url": format!("{endpoint}/_aws/execute-api/{{api_id}}/$default"),
        "agent_targets": targets(),
    }))
}
