//! The whole home: emulator, agents' host, webhook, and the deployment between them.

use crate::between::Between;
use crate::deployment::Deployment;
use crate::heard::Heard;
use crate::notices::Notices;
use crate::outputs::Outputs;
use crate::queues::Queues;
use crate::table::Table;
use crate::tls::Tls;
use crate::{Args, Failure};
use adapters::aws::emulator::{Emulator, Tool, config_for};
use adapters::aws::home::AwsHome;
use agentcore_host::{Server, Settings};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio::sync::Mutex;

/// The whole home.
pub(crate) struct World {
    /// Where the API is.
    pub(crate) api: String,
    /// Where the emulator is.
    pub(crate) endpoint: String,
    /// The agents.
    pub(crate) host: Server,
    /// Who is told.
    pub(crate) notices: Notices,
    /// What stands between the functions and their services.
    pub(crate) between: Between,
    /// The table and the bucket.
    pub(crate) table: Table,
    /// A subscriber of the bus.
    pub(crate) heard: Heard,
    /// The wake queue and its dead-letter queue.
    pub(crate) queues: Queues,
    /// What was applied, and can be applied anew.
    pub(crate) deployment: Mutex<Deployment>,
    /// The program.
    pub(crate) aegis: PathBuf,
    /// The workspace.
    pub(crate) root: PathBuf,
    /// The certificate that everybody trusts.
    pub(crate) certificate: PathBuf,
    /// An empty home folder.
    pub(crate) home: PathBuf,
    /// How many runs are many.
    pub(crate) many: usize,
    /// How many of them are at work at once.
    pub(crate) at_work: usize,
    /// Where e2e/browser stands with its library, if it does.
    pub(crate) browser: Option<PathBuf>,
    /// The functions of this release, and of the next one if it is there.
    pub(crate) packages: PathBuf,
    pub(crate) next: Option<PathBuf>,
    /// What shows a function another time, if it is there.
    pub(crate) faketime: Option<PathBuf>,
    /// Without credentials.
    pub(crate) client: reqwest::Client,
    _direct: Between,
    _emulator: Emulator,
    _folder: TempDir,
}

impl World {
    /// Brings it up.
    pub(crate) async fn up(args: &Args) -> Result<Self, Failure> {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let root = args.root.canonicalize()?;
        let (folder, home) = folders()?;
        let tls = Tls::make(folder.path())?;
        let host = agents(&tls).await?;
        let notices = Notices::listen().await?;
        let client = client(&tls)?;
        let Stand { emulator, endpoint, between, direct } = stand(&tls, &client, host.url()).await?;
        let deployment =
            Deployment::new(args, &root, folder.path(), &endpoint, &tls.certificate, &notices.url)?;
        let outputs = deployment.apply().await?;
        let (table, heard, queues) = services(&outputs, &direct.url).await?;
        Ok(Self {
            api: outputs.text("api_endpoint/value")?,
            endpoint,
            host,
            notices,
            between,
            table,
            heard,
            queues,
            deployment: Mutex::new(deployment),
            aegis: args.aegis.canonicalize()?,
            root,
            certificate: tls.certificate,
            home,
            many: args.many,
            at_work: args.at_work.into(),
            browser: args.browser.clone(),
            packages: args.packages.clone(),
            next: args.next.clone(),
            faketime: args.faketime.clone(),
            client,
            _direct: direct,
            _emulator: emulator,
            _folder: folder,
        })
    }

    /// The documents to research.
    pub(crate) fn documents(&self) -> PathBuf {
        self.root.join("examples/documents")
    }

    /// Takes it down.
    pub(crate) async fn down(self) -> Result<(), Failure> {
        // Its queue is about to go.
        drop(self.heard);
        self.deployment.into_inner().destroy().await
    }
}

/// A folder of its own, and an empty home folder in it.
fn folders() -> Result<(TempDir, PathBuf), Failure> {
    let folder = tempfile::Builder::new().prefix("aegis-e2e-").tempdir()?;
    let home = folder.path().join("home");
    std::fs::create_dir_all(&home)?;
    Ok((folder, home))
}

async fn agents(tls: &Tls) -> Result<Server, Failure> {
    let mut settings = Settings::apart();
    settings.trust = Some(tls.certificate.clone());
    Ok(Server::start(([127, 0, 0, 1], 0).into(), settings).await?)
}

/// The emulator, and the ways to it.
struct Stand {
    emulator: Emulator,
    endpoint: String,
    between: Between,
    direct: Between,
}

async fn stand(tls: &Tls, client: &reqwest::Client, agents: String) -> Result<Stand, Failure> {
    let (between, direct) = (Between::listen(client.clone()).await?, Between::listen(client.clone()).await?);
    let emulator = emulator(tls, agents, between.url.clone())?;
    let endpoint = format!("https://127.0.0.1:{}", emulator.port());
    between.lead_to(&endpoint);
    direct.lead_to(&endpoint);
    Ok(Stand { emulator, endpoint, between, direct })
}

/// What is looked at from outside the functions, and without their haste: the emulator has much to do.
async fn services(outputs: &Outputs, url: &str) -> Result<(Table, Heard, Queues), Failure> {
    let config = config_for(url).await;
    let aws = AwsHome::of(config.clone());
    let queues = aws_sdk_sqs::Client::new(&config);
    let tables = aws_sdk_dynamodb::Client::new(&config);
    let (name, bucket) =
        (outputs.text("workflow_table_name/value")?, outputs.text("artifact_bucket_name/value")?);
    let (wake, dead) = (outputs.text("wake_queue_url/value")?, outputs.text("dead_letter_urls/value/wake")?);
    Ok((
        Table::new(&aws, tables, &name, &bucket),
        Heard::listen(queues.clone(), outputs.text("heard_queue_url/value")?),
        Queues::new(queues, wake, dead),
    ))
}

/// Trusts the emulator's certificate and no other.
fn client(tls: &Tls) -> Result<reqwest::Client, Failure> {
    let authority = reqwest::Certificate::from_pem(&std::fs::read(&tls.certificate)?)?;
    Ok(reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build()?)
}

/// The emulator. Its functions inherit its environment: they find the agents at the host, and table, bucket and queue
/// behind the proxy.
fn emulator(tls: &Tls, agents: String, between: String) -> Result<Emulator, String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let (certificate, key) = (text(&tls.certificate), text(&tls.key));
    Emulator::start_alone(Tool::Ministack, &move |port| {
        vec![
            ("AUTH", "true".to_owned()),
            ("USE_SSL", "1".to_owned()),
            ("MINISTACK_SSL_CERT", certificate.clone()),
            ("MINISTACK_SSL_KEY", key.clone()),
            ("AWS_CA_BUNDLE", certificate.clone()),
            ("SSL_CERT_FILE", certificate.clone()),
            ("AWS_ENDPOINT_URL", format!("https://127.0.0.1:{port}")),
            ("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", agents.clone()),
            ("AWS_ENDPOINT_URL_DYNAMODB", between.clone()),
            ("AWS_ENDPOINT_URL_S3", between.clone()),
            ("AWS_ENDPOINT_URL_SQS", between.clone()),
        ]
    })
}
