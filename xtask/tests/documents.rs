//! The tables in the documents are the code's facts: written from it by `cargo xtask docs`, compared with it by the gate.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests say what they expect")]

mod part;

use part::Part;
use serde_json::Value;
use shared::wire::ProblemKind;

const LIMITS: &str = include_str!("../../shared/src/limits.rs");
const PROBLEMS: &str = include_str!("../../shared/src/wire/problem.rs");
const RUN_STATUSES: &str = include_str!("../../shared/src/run/status.rs");
const EXITS: &str = include_str!("../../cli/src/exit.rs");

#[test]
fn operations_lists_every_limit() {
    let mut table = "| limit | value | why |\n|---|---|---|\n".to_owned();
    for (doc, line) in documented(LIMITS) {
        let Some((name, value)) = line.strip_prefix("pub const ").and_then(|rest| rest.split_once(": "))
        else {
            continue;
        };
        let value = value.split_once(" = ").unwrap().1.trim_end_matches(';');
        table.push_str(&format!("| `{name}` | {} | {} |\n", figure(name, value), cell(&doc)));
    }
    Part { document: "docs/OPERATIONS.md", name: "limits" }.is(&table);
}

#[test]
fn operations_lists_every_exit_code() {
    let mut table = "| code | when |\n|---|---|\n".to_owned();
    let meaning = documented(EXITS);
    let codes = EXITS.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => "));
    for (name, code) in codes.filter(|(_, code)| code.trim_end_matches(',').parse::<u8>().is_ok()) {
        let (doc, _) = meaning.iter().find(|(_, line)| line.trim_end_matches(',') == name).unwrap();
        table.push_str(&format!("| {} | {} |\n", code.trim_end_matches(','), cell(doc)));
    }
    Part { document: "docs/OPERATIONS.md", name: "exit-codes" }.is(&table);
}

#[test]
fn api_lists_every_problem() {
    let mut table = "| `type` | status | title | when |\n|---|---|---|---|\n".to_owned();
    for (doc, line) in documented(enumeration(PROBLEMS, "ProblemKind")) {
        let word = kebab(line.trim_end_matches(','));
        let kind: ProblemKind = serde_json::from_value(Value::from(word)).unwrap();
        let (word, status, title) = (kind.word(), kind.status(), kind.title());
        table.push_str(&format!("| `urn:aegis:problem:{word}` | {status} | {title} | {} |\n", cell(&doc)));
    }
    Part { document: "docs/API.md", name: "problems" }.is(&table);
}

#[test]
fn api_lists_every_status_of_a_run() {
    let mut table = "| status | meaning |\n|---|---|\n".to_owned();
    for (doc, line) in documented(enumeration(RUN_STATUSES, "RunStatus")) {
        let status = kebab(line.trim_end_matches(',')).replace('-', "_").to_uppercase();
        assert!(shared::run::RunStatus::parse(&status).is_some(), "{status}");
        table.push_str(&format!("| `{status}` | {} |\n", cell(&doc)));
    }
    Part { document: "docs/API.md", name: "statuses" }.is(&table);
}

#[test]
fn the_api_describes_itself_as_the_code_is() {
    let made = serde_json::to_value(controller::routes::openapi_generated()).unwrap();
    part::whole("controller/openapi.json", &format!("{}\n", serde_json::to_string_pretty(&made).unwrap()));
}

#[test]
fn api_lists_every_route() {
    let document: Value = serde_json::from_str(controller::routes::OPENAPI_DOCUMENT).unwrap();
    let mut table = "| route | answers | parameters |\n|---|---|---|\n".to_owned();
    for (path, verbs) in document["paths"].as_object().unwrap() {
        for (verb, route) in verbs.as_object().unwrap() {
            let (status, reply) = route["responses"].as_object().unwrap().iter().next().unwrap();
            let reply = reply["description"].as_str().unwrap_or_default();
            let verb = verb.to_uppercase();
            table.push_str(&format!(
                "| `{verb} {path}` | {status}: {} | {} |\n",
                cell(reply),
                parameters(route)
            ));
        }
    }
    Part { document: "docs/API.md", name: "routes" }.is(&table);
}

#[test]
fn api_shows_an_invocation_as_it_is() {
    let text = include_str!("../../docs/API.md");
    let (_, rest) = text.split_once("<!-- begin: invocation -->\n```json\n").unwrap();
    let shown: Value = serde_json::from_str(rest.split_once("```").unwrap().0).unwrap();
    let read: shared::wire::Invocation = serde_json::from_value(shown.clone()).unwrap();
    assert!(read.traceparent.is_some(), "every agent gets one");
    assert_eq!(
        serde_json::to_value(read).unwrap(),
        shown,
        "a field is missing, or is one that no agent gets"
    );
}

/// The query parameters of a route; those in its path are in its name.
fn parameters(route: &Value) -> String {
    let all = route["parameters"].as_array().cloned().unwrap_or_default();
    let told = all.iter().filter(|parameter| parameter["in"] != "path").map(|parameter| {
        let name = parameter["name"].as_str().unwrap_or_default();
        format!("`{name}`: {}", cell(parameter["description"].as_str().unwrap_or_default()))
    });
    told.collect::<Vec<_>>().join("<br>")
}

/// Every line that follows a doc comment, with the comment as one line.
fn documented(source: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut doc: Vec<&str> = Vec::new();
    for line in source.lines().map(str::trim) {
        match line.strip_prefix("///") {
            Some(text) => doc.push(text.trim()),
            None if line.starts_with("#[") => {}
            None => {
                if !doc.is_empty() {
                    found.push((doc.join(" "), line));
                }
                doc.clear();
            }
        }
    }
    found
}

/// The body of an enum without fields.
fn enumeration<'a>(source: &'a str, name: &str) -> &'a str {
    let body = source.split_once(&format!("pub enum {name} {{")).unwrap().1;
    body.split_once("\n}").unwrap().0
}

fn kebab(name: &str) -> String {
    let mut word = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
}

fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

/// A constant's value in the unit that its name says, in words that a person reads at once.
fn figure(name: &str, value: &str) -> String {
    let product = value.split('*').try_fold(1_u64, |product, factor| {
        factor.trim().replace('_', "").parse::<u64>().ok().map(|factor| product * factor)
    });
    let Some(value) = product else { return format!("as `{value}`") };
    let scaled = |units: &[(u64, &str)]| {
        let unit = units.iter().find(|(size, _)| value >= *size && value.is_multiple_of(*size));
        unit.map_or_else(|| value.to_string(), |(size, unit)| format!("{} {unit}", value / size))
    };
    match name.rsplit('_').next().unwrap_or_default() {
        "BYTES" => scaled(&[(1024 * 1024, "MiB"), (1024, "KiB"), (1, "bytes")]),
        "MS" => scaled(&[(86_400_000, "days"), (3_600_000, "h"), (60_000, "min"), (1_000, "s"), (1, "ms")]),
        "S" => format!("{value} s"),
        "CHARS" => format!("{value} characters"),
        _ => value.to_string(),
    }
}

#[test]
fn figures_are_read_at_once() {
    assert_eq!(figure("BODY_MAX_BYTES", "6 * 1024 * 1024"), "6 MiB");
    assert_eq!(figure("CLAIM_MS", "30_000"), "30 s");
    assert_eq!(figure("DURATION_MAX_MS", "365 * 24 * 60 * 60 * 1_000"), "365 days");
    assert_eq!(figure("ODD_MS", "1_500"), "1500 ms");
    assert_eq!(figure("SAME_MS", "DURATION_MAX_MS"), "as `DURATION_MAX_MS`");
}
