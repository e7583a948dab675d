//! The deployment, by Terraform: a copy of `terraform/modules/platform` with a provider for the emulator.

use crate::Failure;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// What a copy needs to be applied by itself.
const PROVIDER: &str = r#"
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  s3_use_path_style           = true
}
"#;

/// A copy of the module, and the environment that leads its provider to the emulator.
pub(crate) struct Terraform {
    folder: PathBuf,
    environment: Vec<(&'static str, String)>,
}

impl Terraform {
    /// Copies the module's files, and those that are laid over them.
    pub(crate) fn copy(
        parts: &[PathBuf],
        folder: PathBuf,
        environment: Vec<(&'static str, String)>,
    ) -> Result<Self, Failure> {
        std::fs::create_dir(&folder)?;
        for part in parts {
            copy_files(part, &folder)?;
        }
        std::fs::write(folder.join("provider.tf"), PROVIDER)?;
        Ok(Self { folder, environment })
    }

    /// Applies it with these variables and gives its outputs.
    pub(crate) async fn apply(&self, variables: &Value) -> Result<Value, Failure> {
        std::fs::write(self.folder.join("terraform.tfvars.json"), variables.to_string())?;
        if !self.folder.join(".terraform").exists() {
            self.run(&["init", "-no-color", "-input=false"]).await?;
        }
        self.run(&["apply", "-no-color", "-input=false", "-auto-approve"]).await?;
        Ok(serde_json::from_str(&self.run(&["output", "-no-color", "-json"]).await?)?)
    }

    /// Takes everything down.
    pub(crate) async fn destroy(&self) -> Result<(), Failure> {
        self.run(&["destroy", "-no-color", "-input=false", "-auto-approve"]).await.map(drop)
    }

    async fn run(&self, arguments: &[&str]) -> Result<String, Failure> {
        let output = Command::new("terraform")
            .args(arguments)
            .current_dir(&self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|error| format!("terraform can't be started: {error}; install it"))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let text = String::from_utf8_lossy(&output.stderr);
        Err(format!("terraform {} ended with {}:\n{text}", arguments.join(" "), output.status).into())
    }
}

fn copy_files(part: &Path, folder: &Path) -> Result<(), Failure> {
    for entry in std::fs::read_dir(part)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|kind| kind == "tf")) {
            std::fs::copy(&path, folder.join(name))?;
        }
    }
    Ok(())
}
