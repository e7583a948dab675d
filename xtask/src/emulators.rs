//! Installs the stand-ins for AWS that tests run on, each once below the target folder, through Maven and pip as they are
//! configured on this machine. It must not start them: the tests do.

use crate::context::Context;
use crate::error::Error;
use crate::{report, tools};
use std::path::Path;
use xshell::cmd;

/// A stand-in.
pub(crate) struct Emulator {
    /// Its name, and that of its folder.
    pub(crate) name: &'static str,
    /// Its version: another one is installed anew.
    version: &'static str,
    /// What installing it needs.
    needs: &'static [&'static tools::Tool],
    /// Installs it.
    install: fn(&Context, &Self, &Path) -> Result<(), Error>,
}

/// All of them.
pub(crate) const ALL: [Emulator; 2] = [
    Emulator {
        name: "dynamodb-local",
        version: "3.1.0",
        needs: &[&tools::JAVA, &tools::MAVEN],
        install: dynamodb_local,
    },
    Emulator { name: "ministack", version: "1.5.33", needs: &[&tools::PYTHON], install: ministack },
];

/// File in an emulator's folder that is written last, with its version.
const READY: &str = "ready";

/// Installs the named ones, or all.
pub(crate) fn install(context: &Context, names: &[String]) -> Result<(), Error> {
    if let Some(name) = names.iter().find(|name| !ALL.iter().any(|emulator| emulator.name == **name)) {
        let known = ALL.map(|emulator| emulator.name).join(", ");
        return Err(Error::Unexpected(format!("there is no tool '{name}'; the tools are {known}")));
    }
    for emulator in
        ALL.iter().filter(|emulator| names.is_empty() || names.iter().any(|name| name == emulator.name))
    {
        if let Err(why) = need(context, emulator)? {
            return Err(Error::Unexpected(why));
        }
    }
    Ok(())
}

/// Installs one where it is not there in its version. `Err` inside says why it can't be had here.
pub(crate) fn need(context: &Context, emulator: &Emulator) -> Result<Result<(), String>, Error> {
    let folder = context.target.join("tools").join(emulator.name);
    let ready = folder.join(READY);
    if std::fs::read_to_string(&ready).is_ok_and(|version| version.trim() == emulator.version) {
        report::say(&format!("{} {} is in {}", emulator.name, emulator.version, folder.display()));
        return Ok(Ok(()));
    }
    for tool in emulator.needs {
        if let Err(why) = tools::need(context, tool)? {
            return Ok(Err(why));
        }
    }
    report::say(&format!("installing {} {} (up to a minute)", emulator.name, emulator.version));
    let shell = &context.shell;
    shell.remove_path(&folder)?;
    shell.create_dir(&folder)?;
    (emulator.install)(context, emulator, &folder)?;
    shell.write_file(&ready, emulator.version)?;
    report::say(&format!("{} {} is in {}", emulator.name, emulator.version, folder.display()));
    Ok(Ok(()))
}

/// Its program, its libraries and SQLite for this system, all from Maven.
fn dynamodb_local(context: &Context, emulator: &Emulator, folder: &Path) -> Result<(), Error> {
    let version = emulator.version;
    let project = format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>\
         <groupId>aegis</groupId><artifactId>tools</artifactId><version>1</version><dependencies><dependency>\
         <groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId>\
         <version>{version}</version></dependency></dependencies></project>\n"
    );
    let shell = &context.shell;
    let file = folder.join("pom.xml");
    shell.write_file(&file, project)?;
    let libraries = folder.join("lib");
    cmd!(
        shell,
        "mvn -q -B -Dstyle.color=never -f {file} dependency:copy-dependencies -DincludeScope=runtime"
    )
    .arg(format!("-DoutputDirectory={}", libraries.display()))
    .quiet()
    .run()?;
    Ok(())
}

/// It and the library that its JWT authorizers need, in a Python environment of their own.
fn ministack(context: &Context, emulator: &Emulator, folder: &Path) -> Result<(), Error> {
    let shell = &context.shell;
    let environment = folder.join("venv");
    cmd!(shell, "python3 -m venv {environment}").quiet().run()?;
    let pip = environment.join("bin").join("pip");
    let itself = format!("ministack=={}", emulator.version);
    cmd!(shell, "{pip} install --quiet --disable-pip-version-check {itself} cryptography==50.0.2")
        .quiet()
        .run()?;
    Ok(())
}
