//! The program as a user has it, signing its requests as an AWS identity.

use crate::Failure;
use crate::world::World;
use serde_json::Value;
use tokio::process::Command;

/// What a command came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    /// Runs a command of the program against the deployment.
    pub(crate) async fn aegis(&self, arguments: &[&str]) -> Result<Ran, Failure> {
        let output = Command::new(&self.aegis)
            .args(["--server", &self.api, "--auth", "iam"])
            .args(arguments)
            .env_clear()
            .env("HOME", &self.home)
            .env("SSL_CERT_FILE", &self.certificate)
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_REGION", "us-east-1")
            .current_dir(&self.home)
            .kill_on_drop(true)
            .output()
            .await?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        })
    }

    /// Runs a command that must end with a code.
    pub(crate) async fn must(&self, code: i32, arguments: &[&str]) -> Result<Ran, Failure> {
        let ran = self.aegis(arguments).await?;
        if ran.code == code {
            return Ok(ran);
        }
        let command = arguments.join(" ");
        Err(format!("aegis {command} ended with {}, not {code}:\n{}{}", ran.code, ran.stdout, ran.stderr)
            .into())
    }

    /// A run as the API shows it.
    pub(crate) async fn show(&self, id: &str) -> Result<Value, Failure> {
        Ok(serde_json::from_str(&self.must(0, &["--json", "show", id]).await?.stdout)?)
    }

    /// Starts a run that waits at its gate.
    pub(crate) async fn to_gate(&self, id: &str) -> Result<Value, Failure> {
        self.start(id).await?;
        self.notices.of(id, "review.1").await
    }

    /// Starts a run and goes away.
    pub(crate) async fn start(&self, id: &str) -> Result<(), Failure> {
        let documents = self.documents().to_string_lossy().into_owned();
        let topic = "How do heat pumps work in old houses?";
        let arguments = ["run", "research-report", topic, "--docs", &documents, "--id", id, "--detach"];
        self.must(0, &arguments).await.map(drop)
    }

    /// Decides with the personal link of a notice; the reply's status and body.
    pub(crate) async fn decide(&self, notice: &Value, body: &Value) -> Result<(u16, Value), Failure> {
        let (address, token) = link(notice)?;
        self.post(address, Some(token), body).await
    }

    /// Posts to an address, with a bearer token where given.
    pub(crate) async fn post(
        &self,
        address: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Result<(u16, Value), Failure> {
        let request = self.client.post(address).json(body);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let response = request.send().await?;
        let status = response.status().as_u16();
        Ok((status, response.json().await.unwrap_or_default()))
    }

    /// Waits for the end of a run, which must be this one.
    pub(crate) async fn ends(&self, id: &str, wanted: &str) -> Result<(), Failure> {
        self.must(0, &["watch", id]).await?;
        let status = self.show(id).await?.get("status").cloned().unwrap_or_default();
        if status == wanted {
            Ok(())
        } else {
            Err(format!("run {id} ended as {status}, not {wanted}").into())
        }
    }
}

/// The address and the token of a notice's personal link.
pub(crate) fn link(notice: &Value) -> Result<(&str, &str), Failure> {
    let url = notice.get("approve_url").and_then(Value::as_str).ok_or("the notice has no link")?;
    Ok(url.split_once("?token=").ok_or("the link has no token")?)
}
