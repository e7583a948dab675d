//! The commands against a server that is not this machine's: behind a gateway with a stage, with tokens or signatures,
//! finite streams and artifacts on another host.

#[cfg(test)]
mod common;
#[cfg(test)]
mod gateway;

use common::{Ended, Place, Running};
use gateway::{Door, Gateway, STAGE, behind, signature};

/// What a user of AWS has in the environment.
const AWS: [(&str, &str); 4] = [
    ("AWS_ACCESS_KEY_ID", signature::ID),
    ("AWS_SECRET_ACCESS_KEY", signature::SECRET),
    ("AWS_SESSION_TOKEN", signature::SESSION),
    ("AWS_REGION", signature::REGION),
];

/// A machine with nothing but an environment.
struct Client {
    place: Place,
    variables: Vec<(&'static str, String)>,
}

impl Client {
    fn of(gateway: &Gateway, variables: &[(&'static str, &str)]) -> Self {
        let mut all = vec![("AEGIS_SERVER", gateway.url.clone())];
        all.extend(variables.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Self { place: Place::new(), variables: all }
    }

    fn command(&self, args: &[&str]) -> std::process::Command {
        let mut command = self.place.command(args);
        command.envs(self.variables.iter().map(|(name, value)| (*name, value)));
        command
    }

    fn run(&self, args: &[&str]) -> Ended {
        Ended::of(self.command(&[args, &["--timeout", "120s"]].concat()))
    }
}

#[test]
fn every_command_works_signed_with_aws_credentials() {
    let (_place, _dev, gateway) = behind(Door::Iam);
    let variables = [&AWS[..], &[("AEGIS_AUTH", "iam")]].concat();
    let client = Client::of(&gateway, &variables);

    let doctor = client.run(&["doctor", "--json"]).exits(0);
    assert!(!doctor.stdout.contains(signature::SECRET) && !doctor.stdout.contains(signature::SESSION));
    assert!(client.run(&["playbooks"]).exits(0).stdout.contains("research-report"));
    assert!(client.run(&["agents"]).exits(0).stdout.contains("called by research-report"));
    let waiting = client.run(&["run", "--demo", "--id", "r", "-i", "topic=Äpfel & Birnen? 100%"]).exits(3);
    let (_, hash) = waiting.stderr.split_once("--artifact-hash ").unwrap();
    let hash = &hash[..64];
    for command in ["ls", "approvals", "events r", "show r", "why last", "ls --status awaiting_approval"] {
        let args: Vec<&str> = command.split(' ').collect();
        assert!(client.run(&args).exits(0).stdout.contains('r'), "{command}");
    }
    client.run(&["approve", "r", "--artifact-hash", hash, "-m", "fine"]).exits(0);
    assert_eq!(client.run(&["watch", "r"]).exits(0).stdout, "run r is COMPLETED\n");
    let followed = client.run(&["events", "r", "-f"]).exits(0).stdout;
    assert_eq!(followed, client.run(&["events", "r"]).exits(0).stdout);
    assert!(followed.trim_end().lines().last().unwrap().contains("COMPLETED"), "{followed}");
    client.run(&["export", "r", "-o", "out"]).exits(0);
    client.run(&["verify", "r"]).exits(0);

    client.run(&["run", "--demo", "--id", "second", "--detach"]).exits(0);
    for verb in ["pause", "resume", "cancel"] {
        client.run(&[verb, "second"]).exits(0);
    }
    client.run(&["show", "nothing"]).exits(10);
    let refused: Vec<_> = gateway.seen().into_iter().filter(|seen| seen.status == 403).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn files_on_another_host_are_fetched_without_credentials() {
    for (door, variables) in [
        (Door::Iam, [&AWS[..], &[("AEGIS_AUTH", "iam")]].concat()),
        (Door::Bearer("t0ken"), vec![("AEGIS_TOKEN", "t0ken")]),
    ] {
        let (_place, _dev, gateway) = behind(door);
        let client = Client::of(&gateway, &variables);
        client.run(&["run", "--demo", "--approve", "auto", "--id", "r"]).exits(0);
        client.run(&["verify", "aegis-out/r"]).exits(0);
        let stored = gateway.stored();
        assert!(!stored.is_empty());
        for headers in stored {
            let names: Vec<&str> = headers.keys().map(axum::http::HeaderName::as_str).collect();
            assert!(names.iter().all(|name| ["user-agent", "accept", "host"].contains(name)), "{names:?}");
        }
    }
}

#[test]
fn a_stream_that_ends_is_asked_for_again_where_it_ended() {
    let (_place, _dev, gateway) = behind(Door::Open);
    let client = Client::of(&gateway, &[]);
    let waiting = client.run(&["run", "--demo", "--id", "r"]).exits(3);
    let (_, hash) = waiting.stderr.split_once("--artifact-hash ").unwrap();
    let mut watch = Running::of(client.command(&["watch", "r", "--timeout", "120s"]));
    watch.until("--artifact-hash");
    let streams = |seen: &gateway::Seen| seen.path == format!("{STAGE}/workflows/r/events");
    let before = gateway.seen().into_iter().filter(|seen| streams(seen)).count();
    gateway.until(before + 3, streams);
    assert!(watch.goes_on());
    client.run(&["approve", "r", "--artifact-hash", &hash[..64]]).exits(0);
    let ended = watch.ended().exits(0).tells("COMPLETED");
    assert_eq!(ended.stdout, "run r is COMPLETED\n");
    let told = ended.stderr.matches("COMPLETED").count();
    assert_eq!(told, 1, "an event is told once:\n{}", ended.stderr);
    let resumed = |seen: &gateway::Seen| streams(seen) && seen.headers.contains_key("last-event-id");
    let resumed = gateway.seen().into_iter().filter(resumed).count();
    assert!(resumed >= 3, "{resumed}");
}

#[test]
fn lists_that_lag_and_headers_that_are_lost_cost_no_event_and_repeat_none() {
    let (_place, _dev, gateway) = behind(Door::Poor);
    let client = Client::of(&gateway, &[]);
    let waiting = client.run(&["run", "--demo", "--id", "r"]).exits(3);
    let (_, hash) = waiting.stderr.split_once("--artifact-hash ").unwrap();
    let mut watch = Running::of(client.command(&["watch", "r", "--timeout", "120s"]));
    watch.until("--artifact-hash");
    let lists =
        |seen: &gateway::Seen| seen.headers.get("accept").is_some_and(|given| given == "text/event-stream");
    let before = gateway.seen().into_iter().filter(|seen| lists(seen)).count();
    gateway.until(before + 2, lists);
    client.run(&["approve", "r", "--artifact-hash", &hash[..64]]).exits(0);
    let ended = watch.ended().exits(0).tells("COMPLETED");
    let mut lines: Vec<&str> = ended.stderr.lines().filter(|line| !line.is_empty()).collect();
    let told = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), told, "something was told twice:\n{}", ended.stderr);
}

#[test]
fn whoever_watches_outlives_a_restart_of_the_server() {
    let (place, dev, gateway) = behind(Door::Open);
    let client = Client::of(&gateway, &[]);
    let waiting = client.run(&["run", "--demo", "--id", "r"]).exits(3);
    let (_, hash) = waiting.stderr.split_once("--artifact-hash ").unwrap();
    let mut watch = Running::of(client.command(&["watch", "r", "--timeout", "120s"]));
    watch.until("--artifact-hash");
    dev.kill();
    gateway.until(5, |seen| seen.status == 502);
    let mut again = place.start(&["dev", "--json"]);
    assert!(again.line().contains(&gateway.upstream), "it serves where it served before");
    client.run(&["approve", "r", "--artifact-hash", &hash[..64]]).exits(0);
    assert_eq!(watch.ended().exits(0).stdout, "run r is COMPLETED\n");
}

#[test]
fn a_gateways_refusal_says_what_to_do() {
    let (_place, _dev, gateway) = behind(Door::Bearer("t0ken"));
    Client::of(&gateway, &[]).run(&["ls"]).exits(4).tells("Unauthorized").tells("set AEGIS_TOKEN");
    Client::of(&gateway, &[("AEGIS_TOKEN", "old")]).run(&["ls"]).exits(4).tells("expired");
    Client::of(&gateway, &[("AEGIS_TOKEN", "t0ken")]).run(&["ls"]).exits(0);
    let wrong = Client::of(&gateway, &[("AEGIS_TOKEN", "t0ken")]);
    let url = gateway.url.replace(STAGE, "/test");
    wrong.run(&["show", "x", "--server", &url]).exits(1).tells("Not Found").tells("stage");

    let (_place, _dev, gateway) = behind(Door::Iam);
    let mut variables = [&AWS[..], &[("AEGIS_AUTH", "iam")]].concat();
    variables.retain(|(name, _)| *name != "AWS_SECRET_ACCESS_KEY");
    Client::of(&gateway, &variables).run(&["ls"]).exits(4).tells("AWS_SECRET_ACCESS_KEY is not");
    variables.push(("AWS_SECRET_ACCESS_KEY", "another"));
    for (region, said) in [("", "neither does AWS_REGION"), ("eu west", "AWS_REGION is no region")] {
        let without = [&variables[..], &[("AWS_REGION", region)]].concat();
        Client::of(&gateway, &without).run(&["ls"]).exits(4).tells(said);
    }
    let refused = Client::of(&gateway, &variables).run(&["ls"]).exits(4).tells("execute-api:Invoke");
    assert!(!refused.stderr.contains("another"), "{}", refused.stderr);
}

#[test]
fn whoever_is_busy_is_asked_again_and_pages_of_html_are_not_printed() {
    let (_place, _dev, gateway) = behind(Door::Busy(2));
    Client::of(&gateway, &[]).run(&["ls"]).exits(0);
    assert_eq!(gateway.seen().iter().map(|seen| seen.status.as_u16()).collect::<Vec<_>>(), [429, 429, 200]);

    for (status, code) in [(500, 1), (502, 1), (413, 2)] {
        let gateway = Gateway::before("http://127.0.0.1:9", Door::Closed(status, "<html><script>x</script>"));
        let ended = Client::of(&gateway, &[]).run(&["ls"]).exits(code).tells(&status.to_string());
        assert!(!ended.stderr.contains("script"), "{}", ended.stderr);
    }
}

#[test]
fn documents_of_this_machine_are_not_sent_to_another() {
    let place = Place::new();
    place.file("docs/one.md", "# One\n\nA sentence about heat.\n");
    for args in [&["run", "research-report", "Is it cheaper?", "--docs", "docs"][..], &["run", "--demo"]] {
        let args = [args, &["--server", "https://aegis.invalid/prod"]].concat();
        place.run(&args).exits(2).tells("can't read documents on this machine").tells("leave --server out");
    }
    assert!(!place.path().join(".aegis").exists(), "a refused run leaves no store behind");
}

#[test]
fn a_token_is_not_sent_in_the_clear_and_an_address_holds_no_password() {
    let place = Place::new();
    let mut command = place.command(&["ls", "--server", "http://aegis.invalid"]);
    command.env("AEGIS_TOKEN", "t0ken");
    let ended = Ended::of(command).exits(4).tells("https");
    assert!(!ended.stderr.contains("t0ken"));
    let ended = place.run(&["ls", "--server", "https://me:secret@aegis.invalid"]).exits(2);
    assert!(ended.stderr.contains("password") && !ended.stderr.contains("me:secret"), "{}", ended.stderr);
    place
        .run(&["ls", "--server", "https://a1.execute-api.eu-west-1.amazonaws.com"])
        .exits(4)
        .tells("AWS_ACCESS_KEY_ID");
}
