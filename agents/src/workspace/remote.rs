//! A workspace behind the callback address, for agents that share no disk: documents are put where the run's home says,
//! and read from there; knows nothing of where that is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Method, Response, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::digest::Digest;
use shared::ids::WorkflowId;
use shared::limits::FILES_PER_REQUEST_MAX;
use shared::wire::{
    CallbackTarget, ContentRef, DownloadReply, DownloadRequest, FileLink, FilesReply, FilesRequest,
    Invocation, UploadReply, UploadRequest,
};
use tokio::runtime::Handle;

use super::{Workspace, WorkspaceError, Workspaces};

/// Tries of one request: half a minute with the waits below.
const TRIES: u32 = 6;
/// First wait; doubled each time.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// Longest time for one question.
const ASK: Duration = Duration::from_secs(30);
/// Longest time for moving one document.
const MOVE: Duration = Duration::from_secs(300);

/// Workspaces behind callback addresses.
#[derive(Clone, Debug)]
pub struct RemoteWorkspaces {
    client: Client,
}

impl RemoteWorkspaces {
    /// With a client of the caller's making, which must not follow redirects: they would carry the token on.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Workspaces for RemoteWorkspaces {
    fn of(&self, invocation: &Invocation) -> Arc<dyn Workspace> {
        Arc::new(RemoteWorkspace {
            files: RemoteFiles::new(self.client.clone(), invocation.callback.clone()),
        })
    }
}

/// The workspace of one attempt. Only for threads that may block, inside a runtime.
struct RemoteWorkspace {
    files: RemoteFiles,
}

impl Workspace for RemoteWorkspace {
    fn put(&self, _workflow: &WorkflowId, name: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        let files = BTreeMap::from([(name.to_owned(), bytes.to_vec())]);
        Handle::current().block_on(self.files.store(&files))
    }

    fn get(&self, _workflow: &WorkflowId, name: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        Handle::current().block_on(self.files.load(name))
    }

    fn put_folder(
        &self,
        _workflow: &WorkflowId,
        folder: &str,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), WorkspaceError> {
        let files = files.iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes.clone())).collect();
        Handle::current().block_on(self.files.store(&files))
    }
}

/// The files of one attempt behind its callback address.
#[derive(Clone)]
pub struct RemoteFiles {
    client: Client,
    target: CallbackTarget,
}

impl RemoteFiles {
    /// Of the attempt that answers there.
    #[must_use]
    pub fn new(client: Client, target: CallbackTarget) -> Self {
        Self { client, target }
    }

    /// Puts documents and then names them: nobody sees a part of them under their names, but for more files than one
    /// request can name.
    ///
    /// # Errors
    /// [`WorkspaceError::Remote`].
    pub async fn store(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<(), WorkspaceError> {
        let all: Vec<(&String, &Vec<u8>)> = files.iter().collect();
        for some in all.chunks(FILES_PER_REQUEST_MAX) {
            self.put(&some.iter().map(|(_name, bytes)| bytes.as_slice()).collect::<Vec<_>>()).await?;
        }
        for some in all.chunks(FILES_PER_REQUEST_MAX) {
            let files = some.iter().map(|(name, bytes)| ((*name).clone(), content(bytes))).collect();
            let request = FilesRequest { token: Some(self.target.token.clone()), files };
            self.ask::<FilesReply>("files", &request).await?;
        }
        Ok(())
    }

    /// Puts documents, each once.
    ///
    /// # Errors
    /// [`WorkspaceError::Remote`].
    pub async fn put(&self, documents: &[&[u8]]) -> Result<(), WorkspaceError> {
        let by_content: BTreeMap<ContentRef, &[u8]> =
            documents.iter().map(|bytes| (content(bytes), *bytes)).collect();
        let uploads = by_content.keys().copied().collect();
        let request = UploadRequest { token: Some(self.target.token.clone()), uploads };
        let reply: UploadReply = self.ask("uploads", &request).await?;
        for link in &reply.uploads {
            if let Some(bytes) = by_content.get(&link.content) {
                self.follow(Method::PUT, link, bytes.to_vec()).await?;
            }
        }
        Ok(())
    }

    /// Reads a file and checks it against its digest.
    ///
    /// # Errors
    /// [`WorkspaceError::Remote`].
    pub async fn load(&self, name: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        let request =
            DownloadRequest { token: Some(self.target.token.clone()), names: vec![name.to_owned()] };
        let reply: DownloadReply = self.ask("downloads", &request).await?;
        let Some(link) = reply.files.get(name) else { return Ok(None) };
        let response = self.follow(Method::GET, link, Vec::new()).await?;
        let bytes = response.bytes().await.map_err(|error| unreachable(name, &error.without_url()))?;
        if content(&bytes) == link.content {
            return Ok(Some(bytes.to_vec()));
        }
        Err(failed(format!("'{name}' came with other bytes than its digest says")))
    }

    async fn ask<T: DeserializeOwned>(&self, what: &str, body: &impl Serialize) -> Result<T, WorkspaceError> {
        let url = format!("{}/{what}", self.target.url.trim_end_matches('/'));
        let response = self.tried(what, || self.client.post(&url).timeout(ASK).json(body)).await?;
        response.json().await.map_err(|error| unreachable(what, &error.without_url()))
    }

    async fn follow(
        &self,
        method: Method,
        link: &FileLink,
        body: Vec<u8>,
    ) -> Result<Response, WorkspaceError> {
        // Relative to the address that was asked, which is one below the callback address.
        let asked = format!("{}/", self.target.url.trim_end_matches('/'));
        let url = Url::parse(&asked).and_then(|asked| asked.join(&link.url));
        let url = url.map_err(|_| failed("the server gave an address that is none".to_owned()))?;
        let request = || {
            let plain = self.client.request(method.clone(), url.clone()).timeout(MOVE);
            let with = link.headers.iter().fold(plain, |request, (name, value)| request.header(name, value));
            if method == Method::PUT { with.body(body.clone()) } else { with }
        };
        self.tried("moving a document", request).await
    }

    /// Sends until the answer is a definite one.
    async fn tried(
        &self,
        what: &str,
        request: impl Fn() -> reqwest::RequestBuilder,
    ) -> Result<Response, WorkspaceError> {
        let mut wait = FIRST_WAIT;
        for _try in 1..TRIES {
            match definite(what, request().send().await) {
                Some(answer) => return answer,
                None => tokio::time::sleep(wait).await,
            }
            wait = wait.saturating_mul(2);
        }
        definite(what, request().send().await).unwrap_or_else(|| {
            Err(failed(format!("{what}: no answer in {TRIES} tries; look whether the API answers")))
        })
    }
}

/// `None` where it is worth another try.
fn definite(what: &str, sent: reqwest::Result<Response>) -> Option<Result<Response, WorkspaceError>> {
    let response = match sent {
        Ok(response) => response,
        Err(error) if error.is_builder() => return Some(Err(unreachable(what, &error.without_url()))),
        Err(_not_there) => return None,
    };
    let status = response.status();
    // A document that is there already: its address is its content.
    if status.is_success() || status == StatusCode::PRECONDITION_FAILED {
        return Some(Ok(response));
    }
    let later = [StatusCode::REQUEST_TIMEOUT, StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS];
    if later.contains(&status) || status.is_server_error() {
        return None;
    }
    Some(Err(failed(format!("{what}: HTTP {}", status.as_u16()))))
}

fn content(bytes: &[u8]) -> ContentRef {
    ContentRef { sha256: Digest::of_bytes(bytes), bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX) }
}

/// A URL may hold a secret: the error comes without it.
fn unreachable(what: &str, error: &reqwest::Error) -> WorkspaceError {
    failed(format!("{what}: {error}"))
}

fn failed(why: String) -> WorkspaceError {
    WorkspaceError::Remote { why }
}
