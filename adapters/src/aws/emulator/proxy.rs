//! A loopback proxy that does to requests what networks and services do to them: it loses a reply after the request was
//! carried out, refuses requests, or answers a query with what it said before. It knows nothing of what passes through.

use std::collections::{HashMap, VecDeque};
use std::io::Error;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::AbortHandle;

/// What happens to a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is handed on, and so is its reply.
    Deliver,
    /// It is handed on; once its reply has come and the semaphore, if any, gives a permit, the connection is cut.
    LoseReply(Option<Arc<Semaphore>>),
    /// It is not handed on but answered with 400 and this error code.
    Refuse(&'static str),
    /// It is answered with the reply to the first request of the same content.
    Repeat,
}

/// Faults of requests whose header `x-amz-target` ends with an operation.
#[derive(Clone, Debug)]
pub struct Script {
    /// The operation, such as `PutItem`.
    pub operation: &'static str,
    /// The faults of its first requests, in order.
    pub faults: Vec<Fault>,
    /// The fault of all later ones.
    pub then: Fault,
}

/// A running proxy; it ends when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    lost: watch::Receiver<usize>,
    task: AbortHandle,
}

/// What all connections share.
struct Shared {
    target: u16,
    script: Script,
    faults: Mutex<VecDeque<Fault>>,
    lost: watch::Sender<usize>,
    replies: Mutex<HashMap<Vec<u8>, Vec<u8>>>,
}

impl Proxy {
    /// Starts one in front of a port on 127.0.0.1.
    ///
    /// # Errors
    /// Where no port can be had.
    pub async fn start(target: u16, script: Script) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let (sender, lost) = watch::channel(0);
        let faults = Mutex::new(script.faults.iter().cloned().collect());
        let replies = Mutex::new(HashMap::new());
        let shared = Arc::new(Shared { target, script, faults, lost: sender, replies });
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, Arc::clone(&shared)));
            }
        });
        Ok(Self { port, lost, task: task.abort_handle() })
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Waits until so many replies have come that are going to be lost.
    pub async fn until_lost(&self, replies: usize) {
        let mut lost = self.lost.clone();
        drop(lost.wait_for(|lost| *lost >= replies).await);
    }

    /// How many replies were lost so far.
    #[must_use]
    pub fn lost(&self) -> usize {
        *self.lost.borrow()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn fault_of(&self, request: &[u8]) -> Fault {
        let head = request.split(|byte| *byte == b'{').next().unwrap_or_default();
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        if !head.contains(&format!(".{}\r\n", self.script.operation).to_ascii_lowercase()) {
            return Fault::Deliver;
        }
        let next = self.faults.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        next.unwrap_or_else(|| self.script.then.clone())
    }

    /// The reply to the first request with this body; the given one where there was none.
    fn first_reply(&self, request: &[u8], reply: Vec<u8>) -> Vec<u8> {
        let start = request.iter().position(|byte| *byte == b'{');
        // The SDK writes the same attributes in any order.
        let mut body = start.and_then(|at| request.get(at..)).unwrap_or_default().to_vec();
        body.sort_unstable();
        let mut replies = self.replies.lock().unwrap_or_else(PoisonError::into_inner);
        replies.entry(body).or_insert(reply).clone()
    }
}

/// Carries one connection until it ends or is cut.
async fn carry(mut client: TcpStream, shared: Arc<Shared>) -> Option<()> {
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, shared.target)).await.ok()?;
    loop {
        let request = message(&mut client).await?;
        let fault = shared.fault_of(&request);
        if let Fault::Refuse(code) = fault {
            return client.write_all(refusal(code).as_bytes()).await.ok();
        }
        server.write_all(&request).await.ok()?;
        let mut reply = message(&mut server).await?;
        match fault {
            Fault::LoseReply(hold) => {
                shared.lost.send_modify(|lost| *lost += 1);
                if let Some(hold) = hold {
                    drop(hold.acquire().await);
                }
                return None;
            }
            Fault::Repeat => reply = shared.first_reply(&request, reply),
            Fault::Deliver | Fault::Refuse(_) => {}
        }
        client.write_all(&reply).await.ok()?;
    }
}

fn refusal(code: &str) -> String {
    let body = format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"injected"}}"#);
    let length = body.len();
    format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
}

/// Reads one HTTP/1.1 message whole; `None` where the connection ends before.
async fn message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
    while !is_whole(&bytes) {
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(buffer.get(..count)?);
    }
    Some(bytes)
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).to_ascii_lowercase();
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    if header("transfer-encoding:") == Some("chunked") {
        return bytes.ends_with(b"0\r\n\r\n");
    }
    let length = header("content-length:").and_then(|length| length.parse().ok()).unwrap_or(0_usize);
    bytes.len() >= end + 4 + length
}
