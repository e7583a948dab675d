//! What authors see: each bad playbook with its rendered mistakes, and what must hold for every source.

use super::load;
use crate::digest::{Digest, canonical_json};
use crate::ids::StepId;
use crate::playbook::{Path, RESEARCH_REPORT, Step, StepKind, Template, research_report};
use crate::time::Millis;
use proptest::prelude::*;
use serde_json::{Value, json};

fn rendered(source: &str) -> String {
    load(source, "playbook.yaml").unwrap_err().to_string()
}

/// A playbook whose steps are given; everything else is right.
fn with_steps(steps: &str) -> String {
    format!(
        "aegis: v1\nname: test\ninput:\n  type: object\n  properties:\n    topic: {{type: string}}\n    max-results: {{type: integer}}\nsteps:\n{steps}"
    )
}

const GATE: &str =
    "  - {id: work, agent: worker, output_schema: {type: object, properties: {summary: {type: string}}}}
  - id: review
    approval:
      title: Good?
      show: ${{ steps.work.output }}
";

macro_rules! golden {
    ($($(#[$doc:meta])* $name:ident: $source:expr;)*) => {$(
        $(#[$doc])*
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), rendered(&$source));
        }
    )*};
}

golden! {
    unprintable_character_in_the_source: "aegis: v1\nname: te\u{7f}st\n";
    alias_of_nothing: with_steps("  - {id: a, agent: x, retry: *often}\n");
    two_documents: "aegis: v1\n---\naegis: v1\n";
    number_as_a_key: with_steps("  - {id: a, agent: x, input: {~: 1}}\n");
    values_that_are_no_objects: "aegis: v1\nname: [test]\ninput: text\ndefaults:\nsteps:\n  - research\n  - {id: b, agent: x, needs: a, retry: {attempts: many}}\n  - {id: c, approval: hello}\n";

    nothing_at_all: "";
    text_instead_of_keys: "hello";
    unclosed_quote: "aegis: v1\nname: \"test\nsteps: []\n";
    reference_without_quotes_in_braces: with_steps("  - {id: a, agent: x, input: {topic: ${{ input.topic }}}}\n");
    key_twice: "aegis: v1\nname: test\nname: other\n";
    merge_key: with_steps("  - &a {id: a, agent: x}\n  - {<<: *a, id: b}\n");
    wrong_version_and_name: "aegis: v2\nname: research report\nsteps: [{id: a, agent: x}]\n";
    missing_keys: "description: nothing else\n";
    misspelt_keys: "aegis: v1\nname: test\nstep: []\ndefualts: {}\nsteps:\n  - {id: a, agnet: x, tiemout: 1h}\n";
    keys_of_a_later_version: with_steps(
        "  - {id: a, agent: x, for_each: input.topic, as: one, when: input.topic, on_failure: continue, repeat: {}}\n"
    ) + "budget: {usd: \"5.00\"}\nagents: {}\n";
    keys_at_the_wrong_level: with_steps("  - {id: a, approval: {title: T, show: 1}, timeout: 1h, show: x, input: {}}\n") + "retry: {}\n";
    bad_and_repeated_ids: with_steps("  - {id: Fact-Check, agent: x}\n  - {id: a, agent: x y}\n  - {id: a, agent: z}\n  - {agent: z}\n");
    neither_agent_nor_approval: with_steps("  - {id: a}\n");
    unknown_steps: with_steps("  - {id: research, agent: x}\n  - {id: b, agent: x, needs: [reserch, zzz], input: {r: \"${{ steps.Research.output }}\"}}\n");
    self_reference: with_steps("  - {id: a, agent: x, needs: [a], input: {mine: \"${{ steps.a.output }}\"}}\n");
    circle: with_steps("  - id: a\n    agent: x\n    input:\n      from_c: ${{ steps.c.output }}\n  - {id: b, agent: x, needs: [a]}\n  - {id: c, agent: x, needs: [b]}\n  - {id: d, agent: x, needs: [c]}\n");
    more_than_a_path: with_steps("  - {id: a, agent: x, input: {n: \"${{ input.topic + 1 }}\", m: \"${{ size(input.topic) > 3 }}\", e: \"${{ }}\", o: \"${{ input.topic\"}}\n");
    hyphen_in_a_path: with_steps("  - id: a\n    agent: x\n    input: {n: \"${{ input.max-results }}\"}\n");
    unknown_roots: with_steps("  - id: a\n    agent: x\n    input:\n      a: ${{ inputs.topic }}\n      b: ${{ topic }}\n      c: ${{ secret.KEY }}\n      d: ${{ run.feedbak }}\n      e: ${{ steps }}\n      f: ${{ nothing.like.it }}\n  - {id: b, agent: x, input: {a: \"${{ a.output }}\", b: \"${{ steps.a.result }}\", c: \"${{ steps.a }}\"}}\n");
    unknown_parts_of_input_and_output: with_steps(GATE) + "  - id: c\n    agent: x\n    input:\n      a: ${{ input.topik }}\n      b: ${{ steps.work.output.sumary }}\n      c: ${{ steps.work.output.summary.text }}\n      d: ${{ steps.review.output.aproved }}\n      e: ${{ steps.review.output.artifact.title }}\n";
    bad_times: with_steps("  - {id: a, agent: x, timeout: 30, heartbeat: 5 minutes}\n  - {id: b, agent: x, timeout: 1m, heartbeat: 2m}\n  - {id: c, agent: x, timeout: 2m}\n") + "defaults: {heartbeat: 3m}\n";
    bad_retries: with_steps("  - {id: a, agent: x, retry: {attempts: 0, factor: 0.5}}\n  - {id: b, agent: x, retry: {backoff: 5m}}\n  - {id: c, agent: x, retry: 3}\n");
    bad_gate: with_steps(GATE) + "      editable: [summary, /sumary, /a~2]\n      approvers: {any_of: [\"role:editor\", 7], quorum: 2, not: [requester]}\n      remind: [8h, 4h, 30h]\n      deadline: {after: 24h, then: holt}\n      escalate: {}\n      request_changes: {from: reviw, max_rounds: 99}\n";
    reminders_beyond_the_deadline: with_steps(GATE) + "      remind: [8h, 8h, 24h]\n      deadline: {after: 24h, then: hold}\n";
    sent_back_to_where_nothing_leads: with_steps(GATE) + "      request_changes: {from: later, max_rounds: 1}\n  - {id: later, agent: x, needs: [review]}\n";
    empty_gate: with_steps("  - {id: a, approval: {}}\n  - {id: b, approval: {title: [1], show: 1, approvers: {any_of: []}}}\n");
    bad_schemas: "aegis: v1\nname: test\ninput:\n  type: array\n  items: {type: strin}\nsteps:\n  - {id: a, agent: x, output_schema: {$ref: \"https://example.com/a.json\"}}\n  - {id: b, agent: x, output_schema: {properties: {a: {$ref: \"#/$defs/b\"}}}}\n  - {id: c, agent: x, output_schema: [1]}\n";
    bad_default: "aegis: v1\nname: test\ninput:\n  type: object\n  properties:\n    depth: {enum: [basic, deep], default: depe}\nsteps: [{id: a, agent: x}]\n";
    step_input_that_is_no_object: with_steps("  - {id: a, agent: x, input: [1]}\n  - {id: b, agent: x, input: text}\n  - {id: c, agent: x, input: {\"${{ input.topic }}\": 1}}\n");
    too_many_steps: with_steps(&(0..65).map(|n| format!("  - {{id: s{n}, agent: x}}\n")).collect::<String>());
    too_deep: format!("aegis: v1\nname: {}1{}\n", "[".repeat(70), "]".repeat(70));
    inexact_number: with_steps("  - {id: a, agent: x, input: {n: 9007199254740993}}\n");
    control_character: "aegis: v1\nname: test\ndescription: \"\\e[31mred\"\nsteps: [{id: a, agent: x}]\n";
    wide_characters_and_windows_lines: "aegis: v1\r\nname: test\r\ndescription: 日本語 für alle 🎉\r\nsteps:\r\n  - {id: a, agent: x, input: {é: \"${{ input.größe }} ${{ stpes.a.output }}\"}}\r\n";
    mistakes_in_one_line_of_json: r#"{"aegis":"v1","name":"test","steps":[{"id":"a","agent":"x","input":{"a":"${{ steps.b.output }}"}}]}"#;
    unknown_tag: "aegis: v1\nname: !include other.yaml\nsteps: []\n";
}

#[test]
fn the_built_in_playbook_is_the_four_step_line() {
    let playbook = research_report().unwrap_or_else(|errors| panic!("{errors}"));
    let ids: Vec<&str> = playbook.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["research", "analyse", "review", "write"]);
    let needs = |id: &str| -> Vec<String> {
        let step = playbook.step(&StepId::parse(id).unwrap()).unwrap();
        step.needs.iter().map(ToString::to_string).collect()
    };
    assert_eq!(needs("research"), Vec::<String>::new());
    assert_eq!(needs("analyse"), ["research"]);
    assert_eq!(needs("review"), ["analyse"]);
    assert_eq!(needs("write"), ["research", "review"]);
    let StepKind::Approval(gate) = &playbook.steps[2].kind else { panic!("the third step is the gate") };
    assert_eq!(gate.show_schema.as_ref().unwrap().as_json()["required"], json!(["summary"]));
    assert_eq!(gate.remind, [Millis::from_secs(8 * 3600), Millis::from_secs(20 * 3600)]);
    assert_eq!(gate.request_changes.as_ref().unwrap().from.as_str(), "research");
    let StepKind::Agent(research) = &playbook.steps[0].kind else { panic!("the first step calls an agent") };
    assert_eq!(
        (research.timeout, research.heartbeat),
        (Millis::from_secs(4 * 3600), Some(Millis::from_secs(120)))
    );
}

#[test]
fn a_gate_shares_the_compiled_schema_of_the_step_that_it_shows() {
    let playbook = research_report().unwrap();
    let schema = |step: &Step| match &step.kind {
        StepKind::Agent(agent) => agent.output_schema.clone(),
        StepKind::Approval(gate) => gate.show_schema.clone(),
    };
    let shared: Vec<_> = playbook.steps[1..3].iter().filter_map(schema).collect();
    assert!(std::ptr::eq(shared[0].as_json(), shared[1].as_json()), "compiled once for both");
}

#[test]
fn the_built_in_input_fills_its_defaults() {
    let schema = research_report().unwrap().input;
    let mut input = json!({"topic": "rivers", "own": 1});
    schema.validate(&mut input, true).unwrap();
    assert_eq!(input, json!({"topic": "rivers", "own": 1, "depth": "comprehensive", "max_results": 10}));
}

#[test]
fn steps_keep_the_authors_order_except_where_they_need_each_other() {
    let playbook = load(
        &with_steps("  - {id: z, agent: x, needs: [m]}\n  - {id: y, agent: x}\n  - {id: m, agent: x}\n  - {id: a, agent: x, needs: [y, z]}\n"),
        "playbook.yaml",
    )
    .unwrap();
    let ids: Vec<&str> = playbook.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["y", "m", "z", "a"]);
}

#[test]
fn text_around_a_reference_makes_text_and_a_lone_one_keeps_its_type() {
    let playbook = load(
        &with_steps("  - id: a\n    agent: x\n    input:\n      b: ${{ input.topic }}!\n      a: ${{ input.topic }}\n      c: [1, {d: \"${{ run.id }}\"}]\n      e: {plain: true}\n"),
        "playbook.yaml",
    )
    .unwrap();
    let StepKind::Agent(step) = &playbook.steps[0].kind else { panic!("an agent step") };
    let Template::Object(entries) = &step.input else { panic!("an object") };
    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["a", "b", "c", "e"]);
    assert!(matches!(&entries[0].1, Template::Reference(Path::Input(_))));
    assert!(matches!(&entries[1].1, Template::Text(parts) if parts.len() == 2));
    assert!(matches!(&entries[2].1, Template::List(_)));
    assert_eq!(entries[3].1, Template::Literal(json!({"plain": true})));
}

#[test]
fn two_references_without_text_between_them_are_text() {
    let playbook = load(
        &with_steps("  - id: a\n    agent: x\n    input: {t: \"${{ run.id }}${{ run.id }}\"}\n"),
        "playbook.yaml",
    )
    .unwrap();
    let StepKind::Agent(step) = &playbook.steps[0].kind else { panic!("an agent step") };
    assert!(matches!(&step.input, Template::Object(entries) if matches!(entries[0].1, Template::Text(_))));
}

#[test]
fn a_few_aliases_are_fine_and_a_bomb_is_not() {
    let shared = with_steps(
        "  - {id: a, agent: x, retry: &often {attempts: 9}}\n  - {id: b, agent: x, retry: *often}\n",
    );
    assert_eq!(load(&shared, "playbook.yaml").unwrap().steps.len(), 2);
    let mut bomb = String::from("a0: &a0 [x, x]\n");
    for n in 1..40 {
        bomb.push_str(&format!("a{n}: &a{n} [*a{p}, *a{p}]\n", p = n - 1));
    }
    assert!(rendered(&bomb).contains("alias"), "{}", rendered(&bomb));
    let long = "x".repeat(200_000);
    let mut heavy = format!("a0: &a0 {long}\na1: &a1 [");
    heavy.push_str(&"*a0, ".repeat(30));
    heavy.push_str("]\na2: [*a1, *a1, *a1, *a1]\n");
    assert!(rendered(&heavy).contains("too large"), "{}", rendered(&heavy));
}

#[test]
fn json_keys_may_be_longer_than_yaml_writes_them_on_one_line() {
    let key = "k".repeat(3_000);
    let source = json!({"aegis": "v1", "name": "a", "steps": [{"id": "a", "agent": "x", "input": {key: 1}}]});
    assert_eq!(load(&source.to_string(), "a.json").unwrap().source, source);
}

#[test]
fn a_source_over_the_limit_is_refused() {
    let large = format!("# {}\n", "x".repeat(crate::limits::PLAYBOOK_MAX_BYTES));
    assert!(rendered(&large).starts_with("error: the playbook has "));
}

#[test]
fn mistakes_without_end_are_counted_and_not_listed() {
    let many: String = (0..150).map(|n| format!("unknown_{n}: 1\n")).collect();
    let errors = load(&many, "playbook.yaml").unwrap_err();
    assert_eq!((errors.errors.len(), errors.omitted), (100, 53));
    assert!(errors.to_string().ends_with("playbook.yaml: 153 errors, the first 100 of them shown"));
}

#[test]
fn colour_is_only_there_when_asked_for() {
    let errors = load("", "playbook.yaml").unwrap_err();
    assert!(errors.render(true).contains('\u{1b}') && !errors.render(false).contains('\u{1b}'));
}

/// JSON that a playbook can hold: no control characters, no numbers beyond 2^53, no references.
fn data() -> impl Strategy<Value = Value> {
    let text = "[^\\p{Cc}\\x{feff}\\x{fffe}\\x{ffff}$]{0,12}|[a-z:#\\-\\n\\t\\[\\]{}&*!|>'\"%@`, ~?]{0,12}|null|true|<<|=|[0-9.eE+-]{1,8}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_992_i64..=9_007_199_254_740_992).prop_map(Value::from),
        (-1e15_f64..1e15).prop_map(Value::from),
        (-1.0_f64..1.0).prop_map(|small| Value::from(small * 1e-9)),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text, inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_json_loads_to_the_same_playbook(extra in data(), more in data(), name in "[a-z]{1,9}") {
        let playbook = json!({
            "steps": [
                {"id": "z", "agent": "x", "needs": ["a"], "input": {"z": "${{ steps.a.output }}", "extra": extra, "a": ["${{ run.id }}-"]}},
                {"id": "a", "agent": "x", "input": {"more": more}},
            ],
            "name": name, "aegis": "v1", "output": {"b": "${{ steps.z.output }}", "a": 1.0},
        });
        let pretty = serde_json::to_string_pretty(&playbook).unwrap();
        let first = load(&pretty, "a.json");
        prop_assert!(first.is_ok(), "{}", first.unwrap_err());
        let first = first.unwrap();
        prop_assert_eq!(Digest::of_json(&playbook), first.hash);
        let canonical = String::from_utf8(canonical_json(&first.source)).unwrap();
        let second = load(&canonical, "b.json");
        prop_assert!(second.is_ok(), "{}", second.unwrap_err());
        prop_assert_eq!(first, second.unwrap());
    }

    #[test]
    fn garbage_never_panics(source in any::<String>()) {
        if let Err(errors) = load(&source, "garbage") {
            prop_assert!(!errors.errors.is_empty());
            prop_assert!(!errors.to_string().is_empty());
        }
    }

    #[test]
    fn yaml_shaped_garbage_never_panics(source in "([a-z]{0,3}[:\\-?,\\[\\]{}&*!|>'\"%@# \\n\\t$.]{1,3}){0,60}") {
        if let Err(errors) = load(&source, "garbage") {
            prop_assert!(!errors.to_string().is_empty());
        }
    }

    #[test]
    fn a_mutated_playbook_loads_or_says_why(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, "[ -~\\n\u{e9}]{0,4}"), 1..6),
    ) {
        let mut source: Vec<char> = RESEARCH_REPORT.chars().collect();
        for (at, removed, added) in edits {
            let at = at.index(source.len());
            let end = (at + removed).min(source.len());
            source.splice(at..end, added.chars());
        }
        let source: String = source.into_iter().collect();
        match load(&source, "mutated.yaml") {
            Ok(playbook) => {
                let canonical = String::from_utf8(canonical_json(&playbook.source)).unwrap();
                let again = load(&canonical, "mutated.yaml").map_err(|errors| TestCaseError::fail(errors.to_string()))?;
                prop_assert_eq!(again, playbook);
            }
            Err(errors) => {
                for error in &errors.errors {
                    prop_assert!(source.get(error.place.offset..error.place.offset + error.place.length).is_some());
                    prop_assert!(error.place.line <= source.lines().count() + 1);
                    prop_assert!(!error.message.is_empty() && !error.cause.is_empty() && !error.help.is_empty());
                }
            }
        }
    }
}
