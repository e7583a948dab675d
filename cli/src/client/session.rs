//! A command's connection to the API: a server, the process that holds the local store, or this process once it holds the
//! store itself. It finds the next one where the last has gone; it interprets no reply.

use super::api::Api;
use super::call::{Call, Missed, Reply};
use super::endpoint::Endpoint;
use crate::args::NamedUrl;
use crate::config::Settings;
use crate::error::CliError;
use crate::hold::{self, Held, HoldOptions, Taken};
use crate::output::why::Carrier;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::Instant;

/// How long a command looks for somebody who serves the local store before it gives up.
const LOOK_FOR: Duration = Duration::from_secs(20);
/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// First pause before a server is asked again that is busy and says no time; twice as long each time.
const BUSY: Duration = Duration::from_millis(250);
/// Tries at a server that does not answer, where the command does not wait anyway.
const SERVER_TRIES: u32 = 4;

/// What this process does if it becomes the holder of the local store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Answers this command only; effects wait for the next engine.
    Visit,
    /// Carries all runs of the store on.
    Engine,
}

/// A command's connection.
pub(crate) struct Session {
    settings: Settings,
    role: Role,
    link: Option<Link>,
    answered: bool,
}

struct Link {
    api: Api,
    held: Option<Box<Held>>,
    endpoint: Option<Endpoint>,
}

impl Session {
    /// A session that connects at its first call.
    pub(crate) const fn new(settings: Settings, role: Role) -> Self {
        Self { settings, role, link: None, answered: false }
    }

    /// Sends a request and reads its reply, once or again.
    pub(crate) async fn send(&mut self, call: &Call) -> Result<(Reply, Api), CliError> {
        self.persist(call.is_about_one(), async |api: &Api| api.send(call).await).await
    }

    /// Asks, once or again: where the holder of the store has gone, the next one is found, or this process becomes it. All
    /// requests of the CLI may be repeated.
    ///
    /// `about_one` says whether it is about a run that exists: while this process carries that one on, it stays until its
    /// own store is well again, since nobody else can do better.
    pub(super) async fn persist<T>(
        &mut self,
        about_one: bool,
        ask: impl AsyncFn(&Api) -> Result<T, Missed>,
    ) -> Result<(T, Api), CliError> {
        let mut tries = 0;
        let since = Instant::now();
        loop {
            let api = self.api().await?;
            let stays = about_one && self.role == Role::Engine && self.is_holder();
            let (why, after) = match ask(&api).await {
                Ok(got) => {
                    self.answered = true;
                    return Ok((got, api));
                }
                Err(Missed::Ended(error)) => return Err(error),
                Err(Missed::NotNow { after, .. }) if stays => {
                    tries += 1;
                    tokio::time::sleep(after.unwrap_or(LOOK_EVERY * tries.min(20))).await;
                    continue;
                }
                Err(Missed::Gone(why)) => (why, None),
                Err(Missed::NotNow { why, after }) => {
                    (why, Some(after.unwrap_or(BUSY * (1 << tries.min(4)))))
                }
            };
            tries += 1;
            let pause = after.unwrap_or(LOOK_EVERY * tries.min(20));
            // Whoever waits for a run anyway waits for a server that was there a moment ago.
            let waits = !self.is_remote() || (self.role == Role::Engine && self.answered);
            let patient = if waits { since.elapsed() < LOOK_FOR } else { tries < SERVER_TRIES };
            if !patient {
                let local = !self.is_remote();
                return Err(CliError::NoAnswer { target: api.target.clone(), why, local });
            }
            self.leave().await;
            tokio::time::sleep(pause).await;
        }
    }

    /// Whether a server is asked, and not the local store.
    pub(crate) const fn is_remote(&self) -> bool {
        self.settings.server.is_some()
    }

    /// The connection, made now if there is none.
    ///
    /// # Errors
    /// Where the store can't be used, or nobody answers.
    pub(crate) async fn api(&mut self) -> Result<Api, CliError> {
        if let Some(link) = &self.link {
            return Ok(link.api.clone());
        }
        let link = self.connect().await?;
        let api = link.api.clone();
        self.link = Some(link);
        Ok(api)
    }

    async fn connect(&self) -> Result<Link, CliError> {
        if let Some(server) = &self.settings.server {
            return Ok(Link {
                api: Api::of_server(&server.value, &self.settings)?,
                held: None,
                endpoint: None,
            });
        }
        let store = self.store();
        let since = Instant::now();
        loop {
            // Asking first: while somebody serves, nobody needs the lock.
            if let Some((endpoint, api)) = serving(&store).await {
                return Ok(Link { api, held: None, endpoint: Some(endpoint) });
            }
            let options = HoldOptions { engine: self.role == Role::Engine, ..HoldOptions::default() };
            match hold::take(&store, &self.settings, options).await? {
                Taken::Held(held) => {
                    let api = Api::of_endpoint(held.endpoint())?;
                    let endpoint = Some(held.endpoint().clone());
                    return Ok(Link { api, held: Some(held), endpoint });
                }
                Taken::ByAnother if since.elapsed() < LOOK_FOR => tokio::time::sleep(LOOK_EVERY).await,
                Taken::ByAnother => return Err(silent_holder(store)),
            }
        }
    }

    /// The local store's folder.
    pub(crate) fn store(&self) -> PathBuf {
        let store = &self.settings.store.value;
        std::path::absolute(store).unwrap_or_else(|_| store.clone())
    }

    /// Where runs are looked for, for messages.
    pub(crate) fn place(&self) -> String {
        match &self.settings.server {
            Some(server) => server.value.clone(),
            None => format!("the store {}", self.settings.store.value.display()),
        }
    }

    /// Whether there is anything to read: a server, or a local store. What is no folder is not nothing: it is refused.
    pub(crate) fn exists(&self) -> bool {
        self.settings.server.is_some() || self.store().symlink_metadata().is_ok()
    }

    /// The API's address for a browser, where it has one.
    pub(crate) fn page(&self, path: &str) -> Option<String> {
        let base = match (&self.settings.server, self.link.as_ref().and_then(|link| link.endpoint.as_ref())) {
            (Some(server), _) => Some(server.value.clone()),
            (None, Some(endpoint)) => endpoint.url.clone(),
            (None, None) => None,
        };
        base.map(|base| format!("{}{path}", base.trim_end_matches('/')))
    }

    /// Who carries runs on.
    pub(crate) fn carrier(&self) -> Carrier {
        if let Some(server) = &self.settings.server {
            return Carrier::Server(server.value.clone());
        }
        match self.link.as_ref().and_then(|link| link.endpoint.as_ref()) {
            Some(endpoint) if endpoint.engine => Carrier::Process(endpoint.pid),
            Some(_) | None => Carrier::Nobody,
        }
    }

    /// The agents elsewhere that whoever holds the local store calls: names and addresses. None are known of a server, nor
    /// before the first call.
    pub(crate) fn agents_elsewhere(&self) -> Option<&BTreeMap<String, String>> {
        self.link.as_ref()?.endpoint.as_ref().map(|endpoint| &endpoint.agents)
    }

    /// Whoever else carries the runs of the local store on now, and answers. It takes no store.
    pub(crate) async fn other_engine(&self) -> Option<Endpoint> {
        let (endpoint, _api) = serving(&self.store()).await?;
        endpoint.engine.then_some(endpoint)
    }

    /// Connects to somebody who calls the agents that the command line names.
    ///
    /// # Errors
    /// [`CliError::Usage`] where whoever carries the runs on calls others.
    pub(crate) async fn connect_with(&mut self, named: &[NamedUrl]) -> Result<(), CliError> {
        let since = Instant::now();
        loop {
            self.api().await?;
            let endpoint = self.link.as_ref().and_then(|link| link.endpoint.as_ref());
            let calls =
                |agent: &&NamedUrl| endpoint.is_some_and(|by| by.agents.get(&agent.name) == Some(&agent.url));
            let Some(other) = named.iter().find(|agent| !calls(agent)) else { return Ok(()) };
            match endpoint {
                // It only looks in, and is soon gone.
                Some(by) if !by.engine && since.elapsed() < LOOK_FOR => {
                    self.leave().await;
                    tokio::time::sleep(LOOK_EVERY).await;
                }
                Some(by) => return Err(calls_others(by.pid, other)),
                None => {
                    let advice = "leave --agent out; `aegis agents` lists those that its playbooks call";
                    return Err(CliError::usage(format!("{} has agents of its own", self.place()), advice));
                }
            }
        }
    }

    /// Whether this process holds the store.
    pub(crate) fn is_holder(&self) -> bool {
        self.link.as_ref().is_some_and(|link| link.held.is_some())
    }

    /// Lets go of the connection, and of the store where this process holds it: while a person thinks, others may need it.
    pub(crate) async fn leave(&mut self) {
        if let Some(link) = self.link.take()
            && let Some(held) = link.held
        {
            held.release().await;
        }
    }
}

/// Whoever serves a store now, and answers.
async fn serving(store: &Path) -> Option<(Endpoint, Api)> {
    let endpoint = Endpoint::read(store)?;
    let api = Api::of_endpoint(&endpoint).ok()?;
    api.send(&Call::get(&["healthz"])).await.ok()?;
    Some((endpoint, api))
}

fn calls_others(pid: u32, agent: &NamedUrl) -> CliError {
    CliError::usage(
        format!(
            "process {pid} carries the runs of this store on, and does not call {} at {}",
            agent.name, agent.url
        ),
        format!(
            "end it (kill {pid}), or name the agent where it is started; `aegis agents` lists what it calls"
        ),
    )
}

fn silent_holder(store: PathBuf) -> CliError {
    CliError::Store {
        why: "another process holds it and does not answer".to_owned(),
        advice: "see `aegis doctor`; end that process if it hangs, its runs go on afterwards".to_owned(),
        store,
    }
}
