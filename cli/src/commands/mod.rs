//! One file per command. A command asks the API, hands what it got to `output`, and says how the program ends.

mod agent_check;
mod agents;
mod approvals;
mod cancel;
mod check;
mod completions;
mod decide;
mod dev;
mod doctor;
mod events;
mod export;
mod following;
mod ls;
mod new;
mod pause;
mod playbooks;
mod run;
mod show;
mod verify;
mod version;
mod watch;
mod why;

use crate::app::App;
use crate::args::{AgentCommand, Command};
use crate::client::{Decision, Role, Session};
use crate::error::CliError;
use crate::exit::Exit;
use std::ffi::OsString;

/// Parses one document within limits; its exit codes are a contract with the parent.
pub(crate) fn read_document(format: OsString) -> Exit {
    // The codes of the parser are not those of commands, so the process ends here.
    std::process::exit(i32::from(::agents::reading::parser_child_main(std::iter::once(format))))
}

/// Runs a command.
///
/// # Errors
/// [`CliError`], which says how the program ends.
pub(crate) async fn run(app: &App, command: Command) -> Result<Exit, CliError> {
    match command {
        Command::Dev(args) => return dev::dev(app, args).await,
        Command::Check(args) => return check::check(app, &args),
        Command::New(args) => return new::new(app, &args),
        Command::Agent(AgentCommand::Check { url }) => return agent_check::check(app, &url).await,
        Command::Completions(args) => return completions::completions(app, &args),
        Command::Version => return version::version(app),
        Command::ReadDocument { format } => return Ok(read_document(format)),
        Command::Run(_)
        | Command::Watch(_)
        | Command::Ls(_)
        | Command::Show(_)
        | Command::Events(_)
        | Command::Why(_)
        | Command::Approvals
        | Command::Approve(_)
        | Command::Reject(_)
        | Command::RequestChanges(_)
        | Command::Cancel(_)
        | Command::Pause(_)
        | Command::Resume(_)
        | Command::Playbooks
        | Command::Agents
        | Command::Verify(_)
        | Command::Export(_)
        | Command::Doctor => {}
    }
    let mut session = session(app, &command);
    let ended = with_session(app, &mut session, command).await;
    session.leave().await;
    ended
}

/// Commands that wait for runs carry them on; the others only look in.
fn session(app: &App, command: &Command) -> Session {
    let mut settings = app.settings.clone();
    if let Command::Run(args) = command {
        settings = settings.with_agents(&args.agents);
    }
    let waits = matches!(command, Command::Watch(_))
        || matches!(command, Command::Run(args) if !args.detach)
        || matches!(command, Command::Events(args) if args.follow);
    let role = if waits { Role::Engine } else { Role::Visit };
    Session::new(settings, role)
}

async fn with_session(app: &App, session: &mut Session, command: Command) -> Result<Exit, CliError> {
    match command {
        Command::Run(args) => run::run(app, session, *args).await,
        Command::Watch(run) => watch::watch(app, session, &run.id).await,
        Command::Ls(args) => ls::ls(app, session, &args).await,
        Command::Show(args) => show::show(app, session, &args).await,
        Command::Events(args) => events::events(app, session, &args).await,
        Command::Why(run) => why::why(app, session, &run.id).await,
        Command::Approvals => approvals::approvals(app, session).await,
        Command::Approve(args) => decide::approve(app, session, args).await,
        Command::Reject(args) => decide::decide(app, session, Decision::Reject, args).await,
        Command::RequestChanges(args) => decide::decide(app, session, Decision::RequestChanges, args).await,
        Command::Cancel(args) => cancel::cancel(app, session, &args).await,
        Command::Pause(run) => pause::pause(app, session, &run.id).await,
        Command::Resume(run) => pause::resume(app, session, &run.id).await,
        Command::Playbooks => playbooks::playbooks(app, session).await,
        Command::Agents => agents::agents(app, session).await,
        Command::Verify(args) => verify::verify(app, session, &args).await,
        Command::Export(args) => export::export(app, session, &args).await,
        Command::Doctor => doctor::doctor(app, session).await,
        Command::Dev(_)
        | Command::Check(_)
        | Command::New(_)
        | Command::Agent(_)
        | Command::Completions(_)
        | Command::Version
        | Command::ReadDocument { .. } => Ok(Exit::Done),
    }
}
