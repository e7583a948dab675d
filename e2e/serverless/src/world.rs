//! The whole home: emulator, agents' host, webhook, and the deployment between them.

use crate::notices::Notices;
use crate::terraform::Terraform;
use crate::tls::Tls;
use crate::{Args, Failure};
use adapters::aws::emulator::{Emulator, Tool};
use agentcore_host::{Server, Settings};
use serde_json::{Value, json};
use std::path::PathBuf;
use tempfile::TempDir;

/// The emulator's only account.
const ACCOUNT: &str = "000000000000";

/// The whole home.
pub(crate) struct World {
    /// Where the API is.
    pub(crate) api: String,
    /// The agents.
    pub(crate) host: Server,
    /// Who is told.
    pub(crate) notices: Notices,
    /// The program.
    pub(crate) aegis: PathBuf,
    /// Documents to research.
    pub(crate) documents: PathBuf,
    /// The certificate that everybody trusts.
    pub(crate) certificate: PathBuf,
    /// An empty home folder.
    pub(crate) home: PathBuf,
    /// How many runs are many.
    pub(crate) many: usize,
    /// Without credentials.
    pub(crate) client: reqwest::Client,
    terraform: Terraform,
    _emulator: Emulator,
    _folder: TempDir,
}

impl World {
    /// Brings it up.
    pub(crate) async fn up(args: &Args) -> Result<Self, Failure> {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let root = args.root.canonicalize()?;
        let folder = tempfile::Builder::new().prefix("aegis-e2e-").tempdir()?;
        let tls = Tls::make(folder.path())?;
        let home = folder.path().join("home");
        std::fs::create_dir_all(home.join("agents"))?;
        let certificate = tls.certificate.to_string_lossy().into_owned();
        let mut settings = Settings::new(home.join("agents"));
        settings.trust = Some(tls.certificate.clone());
        let host = Server::start(([127, 0, 0, 1], 0).into(), settings).await?;
        let notices = Notices::listen().await?;
        let (agentcore, key) = (host.url(), tls.key.to_string_lossy().into_owned());
        let trusted = certificate.clone();
        let emulator = Emulator::start_alone(Tool::Ministack, &move |port| {
            vec![
                ("AUTH", "true".to_owned()),
                ("USE_SSL", "1".to_owned()),
                ("MINISTACK_SSL_CERT", trusted.clone()),
                ("MINISTACK_SSL_KEY", key.clone()),
                ("AWS_CA_BUNDLE", trusted.clone()),
                ("SSL_CERT_FILE", trusted.clone()),
                ("AWS_ENDPOINT_URL", format!("https://127.0.0.1:{port}")),
                ("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", agentcore.clone()),
            ]
        })?;
        let endpoint = format!("https://127.0.0.1:{}", emulator.port());
        let variables = variables(args, &endpoint, &notices.url)?;
        let environment = vec![("AWS_ENDPOINT_URL", endpoint), ("AWS_CA_BUNDLE", certificate)];
        let module = root.join("terraform/modules/platform");
        let terraform = Terraform::copy(&module, folder.path().join("terraform"), &variables, environment)?;
        let outputs = terraform.apply().await?;
        let api = outputs
            .pointer("/api_endpoint/value")
            .and_then(Value::as_str)
            .ok_or("there is no output api_endpoint")?;
        let authority = reqwest::Certificate::from_pem(&std::fs::read(&tls.certificate)?)?;
        let client = reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build()?;
        Ok(Self {
            api: api.to_owned(),
            host,
            notices,
            aegis: args.aegis.canonicalize()?,
            documents: root.join("examples/documents"),
            certificate: tls.certificate,
            home,
            many: args.many,
            client,
            terraform,
            _emulator: emulator,
            _folder: folder,
        })
    }

    /// Takes it down.
    pub(crate) async fn down(self) -> Result<(), Failure> {
        self.terraform.destroy().await
    }
}

fn variables(args: &Args, endpoint: &str, notify_url: &str) -> Result<Value, Failure> {
    let package = |name: &str| -> Result<PathBuf, Failure> {
        let path = args.packages.join(format!("{name}-x86_64.zip"));
        path.canonicalize().map_err(|error| format!("{}: {error}; build it first", path.display()).into())
    };
    let runtime = |name: &str| format!("arn:aws:bedrock-agentcore:us-east-1:{ACCOUNT}:runtime/{name}-e2e");
    Ok(json!({
        "environment": "dev",
        "lambda_architecture": "x86_64",
        "auth": "iam",
        "log_level": "INFO",
        "packages": {"controller": package("controller")?, "callback": package("callback")?},
        "notify_url": notify_url,
        "api_base_url": format!("{endpoint}/_aws/execute-api/{{api_id}}/$default"),
        "agent_targets": {"researcher": runtime("researcher"), "analyst": runtime("analyst"), "writer": runtime("writer")},
    }))
}
