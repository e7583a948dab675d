//! A warm callback through the emulator, beside a bare function there: both are invoked in turn by the emulator's own Lambda
//! endpoint. Each callback is an agent's answer that a run waits for and that is accepted: read, written, woken.

use super::at;
use crate::Failure;
use crate::http::Client;
use crate::report::{Cell, Check, Report, Table};
use crate::serverless::home::{self, Home, Parts};
use adapters::aws::dynamodb::client;
use adapters::aws::emulator::{Emulator, Tool, create_table};
use adapters::aws::home::AwsHome;
use adapters::aws::{kms, s3, sqs};
use adapters::system::SystemClock;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared::ports::Clock as _;
use shared::time::Millis;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest warm callback, in times of what a bare function takes.
const TIMES_MAX: f64 = 3.0;
/// Table and bucket.
const NAME: &str = "bench";
/// Runs whose callbacks warm both functions and are not counted.
const WARMING: usize = 5;
/// The functions' names on the emulator, and their programs.
const FUNCTIONS: [(&str, &str); 2] = [("bare", "examples/bare"), ("callback", "callback")];

/// What was measured, each sorted.
pub(super) struct Warm {
    bare: Vec<Duration>,
    forged: Vec<Duration>,
    accepted: Vec<Duration>,
}

impl Warm {
    /// Adds it to a report.
    pub(super) fn told(&self, report: &mut Report) {
        let bare = at(&self.bare, 50);
        let rows = [
            ("bare function", &self.bare),
            ("callback, forged", &self.forged),
            ("callback, accepted", &self.accepted),
        ];
        let row = |(name, times): (&str, &Vec<Duration>)| {
            let figures = [at(times, 50), at(times, 99), at(times, 50) / bare];
            (name.to_owned(), figures.map(Cell::from).to_vec())
        };
        report.tables.push(Table {
            title: format!(
                "Warm, through the emulator's Lambda endpoint, {} of each in turn",
                self.accepted.len()
            ),
            columns: vec!["p50 ms", "p99 ms", "times bare"],
            rows: rows.into_iter().map(row).collect(),
        });
        let times = at(&self.accepted, 50) / bare;
        report.checks.push(Check::at_most(
            "a warm callback through the emulator, times a bare function's, p50",
            times,
            TIMES_MAX,
        ));
    }
}

/// Measures; `None` where the emulator is not installed.
pub(super) async fn measure(programs: &Path, callbacks: usize) -> Result<Option<Warm>, Failure> {
    let Some(emulator) = Emulator::start(Tool::Ministack) else { return Ok(None) };
    let (home, lambda) = deployed(&emulator, programs).await?;
    let mut warm = Warm { bare: Vec::new(), forged: Vec::new(), accepted: Vec::new() };
    for number in 0..WARMING + callbacks.max(1) {
        let id = format!("warm-{number}");
        let accepted = home::answer(&id, &result(&waiting(&home, &id).await?));
        let forged = home::answer(&id, &result("v1.nobody.nothing.none"));
        let bare = lambda.invoke("bare", &accepted, 404).await?;
        let refused = lambda.invoke("callback", &forged, 403).await?;
        let took = lambda.invoke("callback", &accepted, 200).await?;
        if number >= WARMING {
            warm.bare.push(bare);
            warm.forged.push(refused);
            warm.accepted.push(took);
        }
    }
    for times in [&mut warm.bare, &mut warm.forged, &mut warm.accepted] {
        times.sort_unstable();
    }
    Ok(Some(warm))
}

/// Starts a run, up to where it waits for its first agent: that one's token.
async fn waiting(home: &Home, id: &str) -> Result<String, Failure> {
    // The function lives in the time of this machine.
    home.at(SystemClock.now());
    let body = json!({"workflow_id": id, "topic": "Do heat pumps pay off in older homes?"});
    home.controller("POST", "/workflows", Some(&body)).await?;
    home.pass(Millis(100)).await?;
    home.agents.token(id, "research").ok_or_else(|| format!("{id}: research was not dispatched").into())
}

fn result(token: &str) -> Value {
    json!({"token": token, "status": "SUCCESS", "result": {"key_findings": [], "summary": "Short."}})
}

/// The controller's side in this process, the callback function on the emulator, both over its table, bucket, queue and key.
async fn deployed(emulator: &Emulator, programs: &Path) -> Result<(Home, Lambda), Failure> {
    let config = emulator.config().await;
    let table = client(&config);
    create_table(&table, NAME).await?;
    s3::client(&config).create_bucket().bucket(NAME).send().await?;
    let queue = sqs::client(&config).create_queue().queue_name(NAME).send().await?;
    let queue = queue.queue_url.ok_or("the queue has no address")?;
    let key = kms::client(&config).create_key().key_spec("HMAC_256".into());
    let key = key.key_usage("GENERATE_VERIFY_MAC".into()).send().await?;
    let key = key.key_metadata.ok_or("the key has no id")?.key_id;
    let services = AwsHome::of(config);
    let parts = Parts {
        payloads: Arc::new(services.payloads(NAME)),
        keys: Arc::new(services.keys(std::slice::from_ref(&key)).await?),
        begin: SystemClock.now(),
    };
    let lambda =
        Lambda { http: Client::new()?, functions: format!("{}/2015-03-31/functions", emulator.url()) };
    let environment = json!({
        "WORKFLOW_TABLE": NAME, "ARTIFACT_BUCKET": NAME, "WAKE_QUEUE_URL": queue, "SIGNING_KEY_IDS": key,
        "CALLBACK_API_URL": "https://api.example", "AWS_ENDPOINT_URL": emulator.url(),
        "ANALYST_AGENT_ARN": "https://agents.example/analyst", "WRITER_AGENT_ARN": "https://agents.example/writer",
    });
    for (name, file) in FUNCTIONS {
        lambda.create(name, &programs.join(file), &environment).await?;
    }
    Ok((Home::of(&table, NAME, parts)?, lambda))
}

/// The emulator's Lambda.
struct Lambda {
    http: Client,
    /// Where its functions are.
    functions: String,
}

impl Lambda {
    async fn create(&self, name: &str, program: &Path, environment: &Value) -> Result<(), Failure> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().unix_permissions(0o755);
        zip.start_file("bootstrap", options)?;
        zip.write_all(&std::fs::read(program)?)?;
        let body = json!({
            "FunctionName": name, "Runtime": "provided.al2023", "Handler": "bootstrap", "Timeout": 30, "MemorySize": 256,
            "Role": "arn:aws:iam::000000000000:role/bench", "Environment": {"Variables": environment},
            "Code": {"ZipFile": STANDARD.encode(zip.finish()?.into_inner())},
        });
        let (status, said) = self.http.post(&self.functions, None, body.to_string()).await?;
        match status {
            200..300 => Ok(()),
            _other => {
                Err(format!("the emulator does not take {name}: {}", String::from_utf8_lossy(&said)).into())
            }
        }
    }

    /// From sending the event to having the answer, whose status has to be this one.
    async fn invoke(&self, name: &str, event: &Value, status: u64) -> Result<Duration, Failure> {
        let (url, event) = (format!("{}/{name}/invocations", self.functions), event.to_string());
        let begin = Instant::now();
        let (_invoked, answer) = self.http.post(&url, None, event).await?;
        let took = begin.elapsed();
        let answered: Value = serde_json::from_slice(&answer)?;
        match answered.get("statusCode").and_then(Value::as_u64) {
            Some(code) if code == status => Ok(took),
            _other => Err(format!("{name} did not answer with {status}: {answered}").into()),
        }
    }
}
