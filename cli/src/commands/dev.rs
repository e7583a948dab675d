//! `dev`: the engine and its API as a server, until it is told to stop.

use crate::app::{App, signalled};
use crate::args::DevArgs;
use crate::client::Endpoint;
use crate::config::{Origin, Setting};
use crate::error::CliError;
use crate::exit::Exit;
use crate::hold::{self, Held, HoldOptions, ListenOn, Taken};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use tokio::time::Instant;

/// How long a command that only looks in may hold the store.
const PATIENCE: Duration = Duration::from_secs(3);
/// Pause between two tries.
const AGAIN: Duration = Duration::from_millis(50);

pub(super) async fn dev(app: &App, args: DevArgs) -> Result<Exit, CliError> {
    if let Some(server) = &app.settings.server {
        let advice = "leave --server (or AEGIS_SERVER) out";
        return Err(CliError::usage(
            format!("`dev` is a server itself and can't use {}", server.value),
            advice,
        ));
    }
    let mut settings = app.settings.clone().with_agents(&args.agents);
    if let Some(url) = args.notify_url {
        settings.notify_url = Some(Setting::new(url, Origin::Flag("--notify-url")));
    }
    let options =
        HoldOptions { engine: true, listen: listen(app, args.listen)?, events_file: args.events_file };
    let store = std::path::absolute(&settings.store.value).unwrap_or_else(|_| settings.store.value.clone());
    let since = Instant::now();
    let held = loop {
        match hold::take(&store, &settings, options.clone()).await? {
            Taken::Held(held) => break held,
            Taken::ByAnother => {
                let other = Endpoint::read(&store);
                if since.elapsed() > PATIENCE || other.as_ref().is_some_and(|other| other.engine) {
                    return Err(served(&store, other));
                }
                tokio::time::sleep(AGAIN).await;
            }
        }
    };
    ready(app, &held, &store);
    // Both signals are an orderly end here: a server is stopped by them, not interrupted.
    let exit = signalled().await;
    app.out.narrate("stopping; all runs are stored and go on with the next `aegis dev` or `aegis watch`");
    held.release().await;
    Ok(exit)
}

fn listen(app: &App, flag: Option<std::net::SocketAddr>) -> Result<ListenOn, CliError> {
    match (flag, &app.settings.listen) {
        (Some(address), _) => Ok(ListenOn::Address(address)),
        (None, Some(setting)) => setting.value.parse().map(ListenOn::Address).map_err(|_| {
            setting.refuse("listen", format!("'{}' is no address like 127.0.0.1:7410", setting.value))
        }),
        (None, None) => Ok(ListenOn::Any),
    }
}

fn ready(app: &App, held: &Held, store: &Path) {
    let endpoint = held.endpoint();
    let url = endpoint.url.as_deref().unwrap_or_default();
    match app.out.is_json() {
        true => app.out.object("aegis.ready/v1", json!({"url": url, "pid": endpoint.pid, "store": store})),
        false => app.out.notice(&format!("aegis serves {} at {url}", store.display())),
    }
}

fn served(store: &Path, other: Option<Endpoint>) -> CliError {
    let (why, advice) = match other {
        Some(Endpoint { pid, url: Some(url), .. }) => (
            format!("process {pid} serves it already, at {url}"),
            format!("use that one, or end it first: kill {pid}"),
        ),
        Some(Endpoint { pid, url: None, .. }) => {
            (format!("process {pid} holds it"), "wait for that command to end".to_owned())
        }
        None => ("another process holds it".to_owned(), "see `aegis doctor`".to_owned()),
    };
    CliError::Store { store: store.to_owned(), why, advice }
}
