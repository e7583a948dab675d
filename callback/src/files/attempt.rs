//! What the agent of one attempt may do with files, while somebody waits for it: put documents, name them, read what the
//! run shows and what it has put itself. Its token is checked before anything is read.

use super::index::{Index, Refused};
use super::place::{Place, content, is_an_attempts, object};
use super::shown::{Shown, locate, read};
use crate::caller::CALLBACK_TOKEN;
use crate::door::Door;
use crate::problem::{of_artifact, of_payload};
use crate::receive::not_valid;
use adapters::folder::{check_digest, checked_name};
use adapters::http::{ProblemResponse, parse_json};
use serde_json::Value;
use shared::digest::Digest;
use shared::limits::{FILES_PER_REQUEST_MAX, RESULT_REF_MAX_BYTES, UPLOAD_MAX_BYTES};
use shared::ports::{PayloadError, Payloads};
use shared::wire::{ContentRef, DownloadReply, FileLink, FilesReply, Problem, ProblemKind, UploadReply};
use std::collections::{BTreeMap, BTreeSet};

/// Says where to put documents.
///
/// # Errors
/// 410 where nobody waits for the attempt, 413 for a document over the limit, 400 for too many at once.
pub async fn upload(door: &Door<'_>, asked: &[ContentRef]) -> Result<UploadReply, Problem> {
    let place = current_place(door)?;
    few_enough(asked.len())?;
    let mut uploads = Vec::with_capacity(asked.len());
    for one in asked {
        small_enough(one.bytes, UPLOAD_MAX_BYTES)?;
        let link = door.payloads().upload_url(door.key(), &place.document(*one), one.sha256, one.bytes).await;
        uploads.push(match link.map_err(|error| of_payload(&error))? {
            Some(link) => {
                FileLink { content: *one, method: "PUT".to_owned(), url: link.url, headers: link.headers }
            }
            None => here(door, *one, "PUT", format!("objects/{}", object(*one))),
        });
    }
    Ok(UploadReply { uploads })
}

/// Takes in a document, where the store gives no links.
///
/// # Errors
/// 400 where the bytes are not those that the address names.
pub async fn put_object(door: &Door<'_>, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
    let place = current_place(door)?;
    let named = content(name).ok_or_else(|| not_found(name))?;
    small_enough(named.bytes, UPLOAD_MAX_BYTES)?;
    if Digest::of_bytes(&bytes) != named.sha256 || u64::try_from(bytes.len()) != Ok(named.bytes) {
        return Err(not_valid("the bytes are not those that the address names; ask for the right address"));
    }
    let put = door.payloads().put_artifact(door.key(), &place.document(named), bytes).await;
    put.map_err(|error| of_payload(&error))
}

/// Gives names to documents that were put.
///
/// # Errors
/// 400 for a name that can't be one, and for a document that was not put.
pub async fn store_names(
    door: &Door<'_>,
    files: BTreeMap<String, ContentRef>,
) -> Result<FilesReply, Problem> {
    let place = current_place(door)?;
    few_enough(files.len())?;
    let payloads = door.payloads();
    let stored: BTreeSet<String> =
        payloads.artifacts(door.key()).await.map_err(|error| of_payload(&error))?.into_iter().collect();
    for (name, content) in &files {
        if checked_name(name).is_err() || is_an_attempts(name) {
            return Err(not_valid(PayloadError::BadName { name: name.clone() }.to_string()));
        }
        if !stored.contains(&place.document(*content)) {
            let detail =
                format!("the document of '{name}' was not put; ask where to put it at /uploads first");
            return Err(not_valid(detail));
        }
    }
    let mut index = Index::load(payloads, door.key(), &place).await.map_err(|error| of_payload(&error))?;
    index.add(files).map_err(|refused: Refused| not_valid(refused.to_string()))?;
    index.save(payloads, door.key(), &place).await.map_err(|error| of_payload(&error))?;
    Ok(FilesReply { files: index.files.len() })
}

/// Says where files are that the attempt may read.
///
/// # Errors
/// As [`upload`].
pub async fn download(door: &Door<'_>, names: &[String]) -> Result<DownloadReply, Problem> {
    current_place(door)?;
    few_enough(names.len())?;
    let mut files = BTreeMap::new();
    for name in names {
        let shown = match find(door, name).await {
            Ok(shown) => shown,
            Err(PayloadError::NotFound { .. } | PayloadError::BadName { .. }) => continue,
            Err(error) => return Err(of_payload(&error)),
        };
        files.insert(name.clone(), link(door, name, &shown).await.map_err(|error| of_payload(&error))?);
    }
    Ok(DownloadReply { files })
}

/// Reads a file, where the store gives no links.
///
/// # Errors
/// 404 where the attempt may read none of that name.
pub async fn get_object(door: &Door<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    current_place(door)?;
    let shown = find(door, name).await.map_err(|error| of_artifact(&error))?;
    read(door.payloads(), door.run(), &shown).await.map_err(|error| of_artifact(&error))
}

/// Reads a result that was put, checked against its digest.
///
/// # Errors
/// 400 where it was not put or is no JSON, 413 where it is too large.
pub async fn result(door: &Door<'_>, at: ContentRef) -> Result<Value, Problem> {
    small_enough(at.bytes, RESULT_REF_MAX_BYTES)?;
    let name = door.place().document(at);
    let bytes = match door.payloads().artifact(door.key(), &name).await {
        Err(PayloadError::NotFound { .. }) => {
            return Err(not_valid("the result was not put; ask where to put it at /uploads first"));
        }
        other => other.map_err(|error| of_payload(&error))?,
    };
    check_digest(&name, at.sha256, &bytes).map_err(|error| of_payload(&error))?;
    parse_json(&bytes).map_err(|wrong: ProblemResponse| wrong.0)
}

impl Door<'_> {
    fn place(&self) -> Place {
        Place::of(self.step(), self.attempt())
    }
}

/// The attempt's place, if somebody waits for it.
fn current_place(door: &Door<'_>) -> Result<Place, Problem> {
    door.current()?;
    Ok(door.place())
}

/// What the attempt has named itself, else what the run shows.
async fn find(door: &Door<'_>, name: &str) -> Result<Shown, PayloadError> {
    let place = door.place();
    let own = Index::load(door.payloads(), door.key(), &place).await?;
    match own.files.get(name) {
        Some(content) => Ok(Shown { artifact: place.document(*content), content: Some(*content) }),
        None => locate(door.payloads(), door.run(), name).await,
    }
}

async fn link(door: &Door<'_>, name: &str, shown: &Shown) -> Result<FileLink, PayloadError> {
    let payloads: &dyn Payloads = door.payloads();
    let content = match shown.content {
        Some(content) => content,
        None => {
            let bytes = read(payloads, door.run(), shown).await?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            ContentRef { sha256: Digest::of_bytes(&bytes), bytes: size }
        }
    };
    Ok(match payloads.download_url(door.key(), &shown.artifact, name).await? {
        Some(url) => FileLink { content, method: "GET".to_owned(), url, headers: BTreeMap::new() },
        None => here(door, content, "GET", format!("files/{name}")),
    })
}

/// A request to this server itself.
fn here(door: &Door<'_>, content: ContentRef, method: &str, url: String) -> FileLink {
    let headers = BTreeMap::from([(CALLBACK_TOKEN.to_owned(), door.token().to_owned())]);
    FileLink { content, method: method.to_owned(), url, headers }
}

fn few_enough(count: usize) -> Result<(), Problem> {
    if count <= FILES_PER_REQUEST_MAX {
        return Ok(());
    }
    Err(not_valid(format!("{count} at once are too many; send {FILES_PER_REQUEST_MAX} at most")))
}

fn small_enough(bytes: u64, limit: u64) -> Result<(), Problem> {
    if bytes <= limit {
        return Ok(());
    }
    let problem = Problem::new(ProblemKind::TooLarge, PayloadError::TooLarge { bytes, limit }.to_string());
    Err(problem.with("limit_bytes", limit))
}

fn not_found(name: &str) -> Problem {
    of_artifact(&PayloadError::NotFound { name: name.chars().take(200).collect() })
}
