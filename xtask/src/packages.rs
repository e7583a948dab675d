//! Debian's packages, unpacked below the target folder. It needs apt-get and no rights, and installs nothing into the system.

use crate::context::Context;
use crate::error::Error;
use std::path::Path;
use xshell::cmd;

/// Unpacks packages, and what they need beyond what the system has, into a folder. `architectures` are those whose lists are
/// asked for, the machine's first; not every mirror has all.
pub(crate) fn unpack(
    context: &Context,
    folder: &Path,
    architectures: &[&str],
    names: &[&str],
) -> Result<(), Error> {
    download(context, folder, architectures, names)?;
    let shell = &context.shell;
    for package in shell.read_dir(folder.join("apt/cache/archives"))? {
        if package.extension().is_some_and(|extension| extension == "deb") {
            cmd!(shell, "dpkg-deb --extract {package} {folder}").quiet().run()?;
        }
    }
    shell.remove_path(folder.join("apt"))?;
    Ok(())
}

/// Lists and cache are the folder's own, so that the system neither learns of arm64 nor has to be written to.
fn download(context: &Context, folder: &Path, architectures: &[&str], names: &[&str]) -> Result<(), Error> {
    let shell = &context.shell;
    let (lists, cache) = (folder.join("apt/lists"), folder.join("apt/cache"));
    for needed in [lists.join("partial"), cache.join("archives/partial")] {
        shell.create_dir(needed)?;
    }
    let settings = folder.join("apt/apt.conf");
    let known: String = architectures.iter().map(|name| format!("\"{name}\"; ")).collect();
    let text = format!(
        "APT::Architecture \"amd64\";\nAPT::Architectures {{ {known}}};\nDir::State::lists \"{}\";\n\
         Dir::Cache \"{}\";\nDebug::NoLocking \"1\";\nAPT::Sandbox::User \"\";\nAPT::Install-Recommends \"0\";\n",
        lists.display(),
        cache.display()
    );
    shell.write_file(&settings, text)?;
    let _settings = shell.push_env("APT_CONFIG", &settings);
    cmd!(shell, "apt-get update -qq").quiet().run()?;
    cmd!(shell, "apt-get install -y -qq --download-only --reinstall {names...}")
        .quiet()
        .ignore_stdout()
        .run()?;
    Ok(())
}
