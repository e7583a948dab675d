//! Finds the programs that the gate needs and installs what is missing. It must not decide what a stage checks.

use crate::context::Context;
use crate::error::Error;
use crate::report;
use std::path::PathBuf;
use xshell::cmd;

/// A program that Debian's package manager can bring.
pub(crate) struct Tool {
    /// The program.
    pub(crate) program: &'static str,
    /// Debian's packages that hold it.
    pub(crate) packages: &'static [&'static str],
}

/// Checks shell scripts.
pub(crate) const SHELLCHECK: Tool = Tool { program: "shellcheck", packages: &["shellcheck"] };
/// Talks to the server in the documents' examples.
pub(crate) const CURL: Tool = Tool { program: "curl", packages: &["curl"] };
/// The browser.
pub(crate) const CHROMIUM: Tool = Tool { program: "chromium", packages: &["chromium"] };
/// Runs the browser test.
pub(crate) const NODE: Tool = Tool { program: "node", packages: &["nodejs"] };
/// Installs the browser test's library.
pub(crate) const NPM: Tool = Tool { program: "npm", packages: &["npm"] };
/// Runs the OpenAPI test and ministack.
pub(crate) const PYTHON: Tool = Tool { program: "python3", packages: &["python3", "python3-venv"] };

/// Runs DynamoDB Local.
pub(crate) const JAVA: Tool = Tool { program: "java", packages: &["default-jre-headless"] };
/// Brings DynamoDB Local.
pub(crate) const MAVEN: Tool = Tool { program: "mvn", packages: &["maven"] };

/// The program's path: found, or installed where this may be done (root with apt-get), or the reason why not.
pub(crate) fn need(context: &Context, tool: &Tool) -> Result<Result<PathBuf, String>, Error> {
    if let Some(path) = find(tool.program) {
        return Ok(Ok(path));
    }
    let root = cmd!(context.shell, "id -u").quiet().read().is_ok_and(|id| id.trim() == "0");
    let why = match (find("apt-get"), root) {
        (Some(_), true) => return install(context, tool),
        (Some(_), false) => format!("apt-get install {} as root brings it", tool.packages.join(" ")),
        (None, _) => "install it with your package manager".to_owned(),
    };
    Ok(Err(format!("{} is not installed: {why}", tool.program)))
}

fn install(context: &Context, tool: &Tool) -> Result<Result<PathBuf, String>, Error> {
    report::say(&format!("installing {} with apt-get", tool.packages.join(" ")));
    let packages = tool.packages;
    let shell = &context.shell;
    let _frontend = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
    let done = cmd!(shell, "apt-get update -qq").quiet().run().and_then(|()| {
        cmd!(shell, "apt-get install -y -qq --no-install-recommends {packages...}").quiet().run()
    });
    Ok(match (done, find(tool.program)) {
        (Ok(()), Some(path)) => Ok(path),
        (Ok(()), None) => Err(format!("apt-get brought no program named {}", tool.program)),
        (Err(error), _) => Err(format!("apt-get could not install {}: {error}", tool.program)),
    })
}

/// Looks a program up in `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
