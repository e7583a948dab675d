//! What a decision costs: the built-in four-step playbook, results of about 2 KB. Deciding includes applying, as every
//! event is applied to the working copy while it is decided.

#![expect(clippy::unwrap_used, reason = "a benchmark that can't start has nothing to measure")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};
use shared::decide::{
    Answer, AnswerOutcome, Command, Context, Decision, Sinks, StartCommand, Targets, decide, start,
};
use shared::digest::Digest;
use shared::ids::{AgentName, AttemptNo, CommitId, PersonId, StepId, TenantId, WorkflowId};
use shared::payload::{Loaded, Payload};
use shared::playbook::{Playbook, research_report};
use shared::principal::{Assurance, Principal};
use shared::run::{ReplyMode, Run, RunKey, Target, fold};
use shared::time::Timestamp;
use std::hint::black_box;

struct AnyAgent;

impl Targets for AnyAgent {
    fn resolve(&self, _agent: &AgentName) -> Option<Target> {
        let address = "http://127.0.0.1:9000".to_owned();
        Some(Target { address, reply: ReplyMode::Callback, idempotent: true, volatile: false })
    }
}

fn context<'a>(playbook: &'a Playbook, loaded: &'a Loaded, commit: u128) -> Context<'a> {
    Context {
        now: Timestamp::from_millis(1_000_000),
        commit_id: CommitId::from_bits(commit),
        playbook,
        targets: &AnyAgent,
        sinks: Sinks { events: false, notices: true },
        loaded,
        pulses: &[],
        wakes: shared::ports::WakeDelivery::AtMostOnce,
        exclusive_since: None,
    }
}

fn start_command() -> StartCommand {
    let input =
        json!({"topic": "Do heat pumps pay off in old houses?", "depth": "comprehensive", "max_results": 10});
    let name = PersonId::parse("local-user").unwrap();
    StartCommand {
        key: RunKey { tenant: TenantId::parse("local").unwrap(), id: WorkflowId::parse("run-1").unwrap() },
        digest: Digest::of_json(&input),
        input: Payload::of(input).0,
        by: Principal { id: name, assurance: Assurance::Local, claims_to_be: None },
        trace: None,
    }
}

/// About 2 KB, shaped like findings.
fn result() -> Value {
    let finding = |n: usize| {
        json!({"finding": format!("Finding {n}: the seasonal performance factor lies between 2.6 and 3.3 in houses"),
               "source": format!("heat-pumps.md#{n}"), "confidence": 0.71, "offset": [n * 100, n * 100 + 93]})
    };
    json!({"summary": "x".repeat(400), "key_findings": (0..9).map(finding).collect::<Vec<_>>()})
}

fn answer(step: &str) -> Command {
    let result = result();
    let digest = Digest::of_json(&result);
    let outcome = AnswerOutcome::Succeeded { output: Payload::of(result).0, invalid: None };
    Command::Answer {
        step: StepId::parse(step).unwrap(),
        attempt: AttemptNo(1),
        answer: Answer { digest, outcome },
    }
}

fn decided(run: &Run, command: &Command, playbook: &Playbook) -> Decision {
    let loaded = Loaded::new();
    decide(run, std::slice::from_ref(command), &context(playbook, &loaded, 7)).unwrap()
}

fn benches(criterion: &mut Criterion) {
    let playbook = research_report().unwrap();
    let loaded = Loaded::new();
    let started = start(&start_command(), &context(&playbook, &loaded, 1)).unwrap();
    let researched = decided(&started.run, &answer("research"), &playbook);
    let mut group = criterion.benchmark_group("decide");
    group.bench_function("start", |b| {
        let command = start_command();
        b.iter(|| start(black_box(&command), &context(&playbook, &loaded, 1)).unwrap());
    });
    group.bench_function("answer, next agent", |b| {
        let answer = answer("research");
        b.iter(|| decided(black_box(&started.run), &answer, &playbook));
    });
    group.bench_function("answer, gate opens", |b| {
        let answer = answer("analyse");
        b.iter(|| decided(black_box(&researched.run), &answer, &playbook));
    });
    group.bench_function("tick, nothing due", |b| {
        b.iter(|| decided(black_box(&researched.run), &Command::Tick, &playbook));
    });
    group.finish();
    criterion.bench_function("canonical JSON of 2 KB", |b| {
        let result = result();
        b.iter(|| shared::digest::canonical_json(black_box(&result)));
    });
    criterion.bench_function("clone a run", |b| b.iter(|| black_box(&researched.run).clone()));
    criterion.bench_function("SHA-256 of 2 KB", |b| {
        let bytes = vec![7_u8; 2_048];
        b.iter(|| Digest::of_bytes(black_box(&bytes)));
    });
    criterion.bench_function("fold a journal", |b| {
        let journal: Vec<_> = started.records.iter().chain(&researched.records).cloned().collect();
        b.iter_batched(|| journal.clone(), |journal| fold(&journal).unwrap(), BatchSize::SmallInput);
    });
}

criterion_group!(decisions, benches);
criterion_main!(decisions);
