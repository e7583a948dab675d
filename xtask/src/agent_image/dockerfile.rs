//! What our Dockerfile has to keep to, so that an image is small, reproducible and has nobody to talk to inside. It only
//! reads.

use std::path::Path;

/// What is wrong with a Dockerfile.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Wrong {
    /// Something would run while it is built.
    #[error(
        "RUN needs a shell and an emulator of the image's processor; put the file into the folder instead"
    )]
    Run,
    /// A base that may be anything.
    #[error("the base image '{0}' needs a tag that is not `latest`")]
    Base(String),
    /// Root.
    #[error("the last USER is '{0}'; it has to be a number and not 0")]
    User(String),
    /// A shell would start the program.
    #[error("ENTRYPOINT has to be a list: the image has no shell")]
    Shell,
    /// A file that is not in the folder.
    #[error("it copies '{0}', which is not in the folder")]
    Missing(String),
    /// An instruction that is not there.
    #[error("{0} is missing")]
    Absent(&'static str),
}

/// Checks a Dockerfile against the folder that it is built from.
pub(super) fn check(text: &str, folder: &Path) -> Result<(), Wrong> {
    let (mut base, mut user, mut entrypoint) = (None, None, None);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let (instruction, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match instruction.to_ascii_uppercase().as_str() {
            "FROM" => base = Some(rest),
            "USER" => user = Some(rest),
            "ENTRYPOINT" => entrypoint = Some(rest),
            "RUN" => return Err(Wrong::Run),
            "COPY" | "ADD" => copied(rest, folder)?,
            _harmless => {}
        }
    }
    let base = base.ok_or(Wrong::Absent("FROM"))?;
    let image = base.split_whitespace().next().unwrap_or_default();
    match image.rsplit('/').next().unwrap_or_default().split_once(':') {
        Some((_name, tag)) if tag != "latest" => {}
        Some(_) | None => return Err(Wrong::Base(image.to_owned())),
    }
    let user = user.ok_or(Wrong::Absent("USER"))?;
    if user.split(':').next().and_then(|id| id.parse::<u32>().ok()).is_none_or(|id| id == 0) {
        return Err(Wrong::User(user.to_owned()));
    }
    match entrypoint.ok_or(Wrong::Absent("ENTRYPOINT"))?.starts_with('[') {
        true => Ok(()),
        false => Err(Wrong::Shell),
    }
}

fn copied(arguments: &str, folder: &Path) -> Result<(), Wrong> {
    let words: Vec<&str> = arguments.split_whitespace().filter(|word| !word.starts_with("--")).collect();
    let sources = words.split_last().map(|(_to, sources)| sources).unwrap_or_default();
    match sources.iter().find(|source| !folder.join(source).exists()) {
        Some(missing) => Err(Wrong::Missing((*missing).to_owned())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = include_str!("../../../agents/Dockerfile");

    fn checked(from: &str, to: &str) -> Result<(), Wrong> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("documents")).unwrap();
        std::fs::write(folder.path().join("aegis-agents"), "").unwrap();
        assert!(OURS.contains(from), "{from}");
        check(&OURS.replace(from, to), folder.path())
    }

    #[test]
    fn ours_keeps_to_the_rules() {
        assert_eq!(checked("FROM", "FROM"), Ok(()));
    }

    #[test]
    fn each_rule_is_checked() {
        assert_eq!(checked(":nonroot", ""), Err(Wrong::Base("gcr.io/distroless/cc-debian12".to_owned())));
        assert!(matches!(checked(":nonroot", ":latest"), Err(Wrong::Base(_))));
        assert!(matches!(checked("USER 65532:65532", "USER root"), Err(Wrong::User(_))));
        assert!(matches!(checked("USER 65532:65532", "USER 0"), Err(Wrong::User(_))));
        assert_eq!(checked("USER 65532:65532", ""), Err(Wrong::Absent("USER")));
        assert_eq!(checked("EXPOSE 8080", "RUN true"), Err(Wrong::Run));
        assert_eq!(checked("[\"/usr/bin/aegis-agents\"]", "/usr/bin/aegis-agents"), Err(Wrong::Shell));
        let missing = checked("COPY documents", "COPY other");
        assert_eq!(missing, Err(Wrong::Missing("other".to_owned())));
    }
}
