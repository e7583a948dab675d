use super::*;
use clap::{CommandFactory, error::ErrorKind};

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(std::iter::once("aegis").chain(line.split_whitespace()))
}

fn run_args(line: &str) -> RunArgs {
    let command = parse(line).unwrap().command;
    let Command::Run(args) = command else { panic!("{command:?}") };
    *args
}

#[test]
fn definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn help_of_every_command() {
    let mut command = Cli::command().term_width(110);
    command.build();
    insta::assert_snapshot!("help", command.render_long_help());
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names.iter().filter(|name| !name.starts_with("__") && *name != "help") {
        let help = command.find_subcommand_mut(name).unwrap().render_long_help().to_string();
        assert!(help.contains("Example"), "{name} has no example");
        insta::assert_snapshot!(format!("help_{name}"), help);
    }
}

#[test]
fn inputs_are_texts_or_json() {
    let args = run_args("run p -i topic=a=b -i max:=5 -i tags:=[\"x\"] -i empty=");
    let got: Vec<(String, serde_json::Value)> =
        args.items.into_iter().map(|item| (item.key, item.value)).collect();
    let want = serde_json::json!([["topic", "a=b"], ["max", 5], ["tags", ["x"]], ["empty", ""]]);
    assert_eq!(serde_json::to_value(got).unwrap(), want);
    for bad in ["run p -i topic", "run p -i =x", "run p -i n:=five", "run p -i :=1"] {
        assert_eq!(parse(bad).unwrap_err().kind(), ErrorKind::ValueValidation, "{bad}");
    }
}

#[test]
fn demo_needs_no_playbook_and_nothing_else_does_without_one() {
    assert!(run_args("run --demo").playbook.is_none());
    assert_eq!(parse("run").unwrap_err().kind(), ErrorKind::MissingRequiredArgument);
}

#[test]
fn later_flags_and_commands_are_not_offered() {
    for later in ["retry last", "fork last", "cost last", "run p --model m", "run p --budget 1"] {
        assert!(parse(later).is_err(), "{later}");
    }
}

#[test]
fn keys_and_tokens_have_no_flag() {
    for flag in ["--token x", "--api-key x", "--key x"] {
        assert_eq!(parse(&format!("ls {flag}")).unwrap_err().kind(), ErrorKind::UnknownArgument, "{flag}");
    }
}

#[test]
fn agents_are_names_with_urls() {
    let args = run_args("run p --agent researcher=http://127.0.0.1:9000/ --agent a=https://example.com/x");
    let urls: Vec<_> = args.agents.iter().map(|agent| agent.url.as_str()).collect();
    assert_eq!(urls, ["http://127.0.0.1:9000", "https://example.com/x"]);
    for bad in ["researcher", "a b=http://x", "a=ftp://x", "a=", "=http://x"] {
        assert!(Cli::try_parse_from(["aegis", "run", "p", "--agent", bad]).is_err(), "{bad}");
    }
}

#[test]
fn global_flags_stand_before_and_after_the_command() {
    for line in ["--json ls --timeout 5s", "ls --json --timeout 5s"] {
        let cli = parse(line).unwrap();
        assert!(cli.global.json && cli.global.timeout == Some(Millis::from_secs(5)), "{line}");
    }
    assert!(parse("ls --timeout soon").is_err());
    assert!(parse("ls -q -v").is_err());
}

#[test]
fn statuses_are_checked_before_anything_is_asked() {
    assert!(parse("ls --status awaiting-approval").is_ok());
    assert!(parse("ls --status sleeping").is_err());
}
