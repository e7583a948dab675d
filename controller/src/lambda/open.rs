//! Putting the function together from its environment.

use super::{Config, Handler};
use crate::local::Watchers;
use crate::perform::Performer;
use crate::playbooks::Playbooks;
use crate::state::{Api, Streams};
use adapters::aws::agentcore::Patience;
use adapters::aws::function::{self, Effects, Home, HomeError};
use adapters::aws::home::AwsHome;
use adapters::aws::settings::{Reader, SettingsError};
use adapters::aws::sqs::SqsWake;
use adapters::aws::telemetry::{self, Log};
use adapters::http_agent::NoClient;
use adapters::system::SystemClock;
use callback::CallbackState;
use shared::playbook::PlaybookErrors;
use shared::protocol::{Engine, Ports};
use std::sync::Arc;
use std::time::Duration;

/// Longest time that `?wait` holds a reply here: waiting in a function costs more than the run.
const WAIT_MAX: Duration = Duration::from_secs(2);

/// Why the function can't start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its environment is not complete.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Its agents can't be had.
    #[error(transparent)]
    Agents(#[from] NoClient),
    /// Its ports can't be had.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The built-in playbook with this deployment's deadline is not valid.
    #[error("the built-in playbook can't take APPROVAL_TIMEOUT_HOURS: {0}")]
    Playbook(#[from] PlaybookErrors),
}

impl Handler {
    /// Opens the function from its environment, with its connections warm.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open() -> Result<Self, OpenError> {
        let environment = Reader::environment();
        telemetry::start_logging(environment.optional("LOG_LEVEL").as_deref());
        let config = Config::read(environment)?;
        let aws = AwsHome::load();
        let (registry, place) = (config.agents.registry().clone(), config.agents.place().clone());
        let agents = Arc::new(aws.agents(registry, place, Patience::default(), Arc::new(SystemClock))?);
        let Home { ports, wake, log } =
            function::open(&aws, &config.deployment, Effects::Performed(agents)).await?;
        Self::over(ports, &config, Some(wake), log)
    }

    /// Over any ports.
    ///
    /// # Errors
    /// [`OpenError::Playbook`].
    pub fn over(ports: Ports, config: &Config, timers: Option<SqsWake>, log: Log) -> Result<Self, OpenError> {
        let engine = Arc::new(Engine::new(ports, None));
        let playbooks = match config.approval_timeout_hours {
            Some(hours) => Playbooks::with_approval_hours(hours)?,
            None => Playbooks::builtin()?,
        };
        let api = Api {
            callback: CallbackState {
                engine: Arc::clone(&engine),
                tenant: config.deployment.tenant.clone(),
                local_user: None,
                secure: true,
                base_path: config.deployment.base_path(),
            },
            playbooks: Arc::new(playbooks),
            watchers: Arc::new(Watchers::default()),
            wait_max: WAIT_MAX,
            streams: Streams::Finite,
        };
        let performer = Performer::new(Arc::clone(&engine), &config.deployment.base_url);
        let door = config.deployment.door.clone();
        Ok(Self::new(door, crate::routes::router(api), engine, performer, timers, log))
    }
}
