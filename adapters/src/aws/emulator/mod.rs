//! Stand-ins for AWS on this machine, for tests and measurements: DynamoDB Local and ministack, each a process of its own
//! on a free loopback port, shared by all tests of a program that run at the same time. `cargo xtask tools` installs them.
#![expect(
    clippy::print_stderr,
    clippy::panic,
    reason = "test support says what it skips on stderr, and a tool that CI can't have is a failed test"
)]

mod process;
mod proxy;
mod table;
mod tools;

pub use proxy::{Fault, Proxy, Script};
pub use table::create_table;

use aws_config::{Region, SdkConfig};
use aws_sdk_dynamodb::config::Credentials;
use process::Process;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Which stand-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Amazon's own DynamoDB for one machine: its semantics count.
    DynamoDbLocal,
    /// An emulator of many services, IAM among them.
    Ministack,
}

impl Tool {
    /// Its name for `cargo xtask tools`, and of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DynamoDbLocal => "dynamodb-local",
            Self::Ministack => "ministack",
        }
    }
}

/// A running stand-in; it ends with the last clone, and with this process.
#[derive(Debug)]
pub struct Emulator {
    tool: Tool,
    process: Process,
}

static RUNNING: Mutex<[Weak<Emulator>; 2]> = Mutex::new([Weak::new(), Weak::new()]);

impl Emulator {
    /// The running one, else a new one. `None`, with a line on stderr, where the tool is not installed; in CI
    /// (`CI=true`) it is installed, and what can't be had is a panic.
    #[must_use]
    pub fn start(tool: Tool) -> Option<Arc<Self>> {
        let folder = match tools::folder(tool) {
            Ok(folder) => folder,
            Err(reason) if tools::in_ci() => panic!("{reason}"),
            Err(reason) => {
                eprintln!("SKIPPED: {reason}");
                return None;
            }
        };
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let [local, ministack] = &mut *running;
        let slot = match tool {
            Tool::DynamoDbLocal => local,
            Tool::Ministack => ministack,
        };
        if let Some(emulator) = slot.upgrade() {
            return Some(emulator);
        }
        let emulator = match Process::start(tool, &folder, &|_port| Vec::new()) {
            Ok(process) => Arc::new(Self { tool, process }),
            Err(reason) => panic!("{} does not start: {reason}", tool.name()),
        };
        *slot = Arc::downgrade(&emulator);
        Some(emulator)
    }

    /// A new one of its own, with further variables in its environment, which may depend on its port.
    ///
    /// # Errors
    /// Why there is none, for people.
    pub fn start_alone(
        tool: Tool,
        variables: &dyn Fn(u16) -> Vec<(&'static str, String)>,
    ) -> Result<Self, String> {
        let process = Process::start(tool, &tools::folder(tool)?, variables)?;
        Ok(Self { tool, process })
    }

    /// Which one it is.
    #[must_use]
    pub const fn tool(&self) -> Tool {
        self.tool
    }

    /// Its port on 127.0.0.1.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.process.port
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }

    /// The SDK's configuration for it.
    pub async fn config(&self) -> SdkConfig {
        config_for(&self.url()).await
    }
}

/// The SDK's configuration for any address, with credentials that an emulator takes for root's.
pub async fn config_for(url: &str) -> SdkConfig {
    super::clients::loader()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "emulator"))
        .endpoint_url(url)
        .load()
        .await
}
