//! One example of every page, shared by the gallery and the golden files. It must not depend on time or place.

use console::{
    Actor, ApprovalForm, ApprovalPage, Assurance, Deadline, DecidedPage, Decision, DonePage, Draft,
    ErrorPage, Evidence, ExpiredLinkPage, InboxItem, InboxPage, Moment, NotFoundPage, Outcomes, PastRound,
    Problem, RenderError, RequestChanges, RunRef, SignInPage, Site,
};
use serde_json::{Value, json};

const HASH: &str = "9f2c1b7e04d58a36c1f0e7d2b94a6538e1d07cbb42f96a5d380e71c2940fb6aa";

/// `(file name without ending, document)` of every page.
pub(crate) fn all() -> Result<Vec<(&'static str, String)>, RenderError> {
    Ok(vec![
        ("approval", approval().render()?),
        ("approval-with-problems", with_problems().render()?),
        ("approval-overdue-last-round", last_round().render()?),
        ("approval-hostile", hostile().render()?),
        ("decided", decided().render()?),
        ("done", done().render()?),
        ("inbox", inbox().render()?),
        (
            "inbox-empty",
            InboxPage { site: site(), items: Vec::new(), unreadable: Vec::new(), next_href: None }
                .render()?,
        ),
        ("error", error().render()?),
        ("expired-link", ExpiredLinkPage::default().render()?),
        ("not-found", NotFoundPage::default().render()?),
        ("sign-in", SignInPage { run_id: "heat-pumps-0193".into(), ..SignInPage::default() }.render()?),
    ])
}

fn site() -> Site {
    Site { base_path: String::new(), inbox_href: Some("/approvals".into()) }
}

fn run() -> RunRef {
    RunRef { playbook: "research-report".into(), id: "heat-pumps-0193".into(), href: None }
}

fn moment(at: &str, relative: &str) -> Moment {
    Moment { at: at.into(), relative: relative.into() }
}

fn editor() -> Actor {
    Actor { principal: "editor@example.org".into(), assurance: Assurance::Link }
}

/// The page as most people will see it.
pub(crate) fn approval() -> ApprovalPage {
    ApprovalPage {
        site: site(),
        run: run(),
        approval_id: "review.2".into(),
        title: "Publish “Do heat pumps pay off in houses built before 1980?”".into(),
        asked: moment("2026-11-20T09:12:00Z", "3 hours ago"),
        round: 2,
        max_rounds: Some(3),
        outcomes: Outcomes {
            approve: "The writer turns this analysis into the report.".into(),
            request_changes: RequestChanges::Possible(
                "Research and analysis run again with your comment.".into(),
            ),
            reject: "The run ends without a report.".into(),
        },
        artifact: analysis(),
        artifact_hash: HASH.into(),
        raw_href: Some("/artifacts/heat-pumps-0193/analysis.json".into()),
        evidence: evidence(),
        deadline: Some(Deadline {
            at: moment("2026-11-21T09:12:00Z", "in 21 hours"),
            then: "it stays open and you are reminded".into(),
            overdue: false,
        }),
        history: vec![PastRound {
            round: 1,
            decision: Decision::RequestChanges,
            by: editor(),
            at: moment("2026-11-20T07:40:00Z", "5 hours ago"),
            comment: "The savings mix figures before and after insulation.\nPlease keep them apart.".into(),
        }],
        decider: editor(),
        warnings: Vec::new(),
        form: ApprovalForm {
            action: "/approve/heat-pumps-0193".into(),
            csrf: "example-csrf-value".into(),
            editable: vec!["/summary".into(), "/recommendations".into(), "/absent".into()],
            draft: Draft::default(),
            problems: Vec::new(),
        },
    }
}

fn analysis() -> Value {
    json!({
        "summary": "Heat pumps pay off in most houses built before 1980, **provided the flow temperature can stay \
            below 55 °C**. Two of the three field studies reach that with larger radiators alone.\n\n\
            - Median saving after the change: 31 % of heating cost\n\
            - Houses that needed new insulation first: 4 of 18\n\
            - Figures before and after insulation are now kept apart",
        "key_insights": [
            {"insight": "Radiators decide more often than walls",
             "explanation": "In 11 of 18 houses larger radiators were enough to lower the flow temperature; only four needed work on the outer walls.",
             "confidence": 0.84, "citations": ["C1"], "sources": ["Field study North", "Installer survey"]},
            {"insight": "The electricity tariff moves the result by half",
             "explanation": "With a heat-pump tariff the median payback is 9 years, without one 14 years.",
             "confidence": 0.71, "citations": ["C3"], "sources": ["Tariff comparison"]},
        ],
        "figures": [{"subject": "Payback with the reduced tariff", "shown": "nine years", "value": 108.0, "unit": "months", "citation": "C3"}],
        "measured": [
            {"house": "Semi-detached, 1964", "flow": "48 °C", "seasonal_factor": 3.9, "saving": "34 %"},
            {"house": "Terraced, 1958", "flow": "52 °C", "seasonal_factor": 3.4, "saving": "28 %"},
            {"house": "Detached, 1972", "flow": "57 °C", "seasonal_factor": 2.8, "saving": "11 %"},
        ],
        "confidence_scores": {"data_completeness": 0.78, "source_reliability": 0.82, "finding_consistency": 0.74, "overall": 0.78},
        "detailed_analysis": format!("## Strengths\n\nThe field studies measured whole heating seasons. {}\n\n## Weaknesses\n\n\
            Most houses stand in one climate zone. {}",
            "Meters were read every quarter of an hour and compared with the supplier's bill at the end of each season. ".repeat(7),
            "Colder regions are represented by two houses only, both of which were renovated during the study. ".repeat(7)),
        "recommendations": ["Check the flow temperature on a cold day before asking for offers.", "Compare tariffs first: it costs nothing."],
        "not_produced": [],
    })
}

fn evidence() -> Vec<Evidence> {
    let quote = |id: &str, quote: &str, source: &str, place: &str| Evidence {
        id: id.into(),
        quote: quote.into(),
        source: source.into(),
        place: place.into(),
    };
    vec![
        quote(
            "C1",
            "In eleven of the eighteen houses, replacing radiators lowered the flow temperature below 55 °C.",
            "field-study-north.pdf",
            "page 14",
        ),
        quote(
            "C2",
            "Median heating cost fell by 31 per cent in the first full season.",
            "field-study-north.pdf",
            "page 22",
        ),
        quote(
            "C3",
            "With the reduced tariff the payback time shortens from fourteen to nine years.",
            "https://example.org/tariffs/2026",
            "section 3",
        ),
    ]
}

/// After a post that could not be taken: nothing typed is lost.
pub(crate) fn with_problems() -> ApprovalPage {
    let mut page = approval();
    let posted =
        [("comment", ""), ("edit:/summary", "Shorter."), ("edit:/recommendations", "[\"Check\", oops]")];
    page.form.draft = Draft::from_pairs(posted.into_iter().map(|(name, value)| (name.into(), value.into())));
    page.form.problems = vec![
        Problem { field: "comment".into(), message: "Rejecting needs a comment: say why.".into() },
        Problem {
            field: "edit:/recommendations".into(),
            message: "\"/recommendations\" is not valid JSON at line 1, column 11; correct it there".into(),
        },
    ];
    page
}

/// Overdue, no further round, nothing to edit, no evidence.
pub(crate) fn last_round() -> ApprovalPage {
    let mut page = approval();
    page.round = 3;
    page.approval_id = "review.3".into();
    page.outcomes.request_changes = RequestChanges::UsedUp;
    page.warnings = vec!["The deadline has passed. The run still waits, and you can still decide.".into()];
    page.deadline = Some(Deadline {
        at: moment("2026-11-20T09:12:00Z", "3 hours ago"),
        then: "it stays open and you are reminded".into(),
        overdue: true,
    });
    page.form.editable.clear();
    page.evidence.clear();
    page
}

/// Every text is an attack.
pub(crate) fn hostile() -> ApprovalPage {
    let attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'</textarea>";
    let mut page = approval();
    page.title = attack.into();
    page.run.playbook = attack.into();
    page.decider.principal = attack.into();
    page.warnings = vec![format!("{attack} \u{202e}tcejer")];
    page.outcomes.approve = attack.into();
    page.form.csrf = attack.into();
    page.form.draft.comment = attack.into();
    page.form.editable = vec!["/text".into(), format!("/{}", attack.replace('/', "~1"))];
    page.evidence = vec![Evidence {
        id: attack.into(),
        quote: attack.into(),
        source: "javascript:alert(1)".into(),
        place: attack.into(),
    }];
    for past in &mut page.history {
        past.comment = attack.into();
    }
    page.artifact = json!({
        "text": attack,
        attack: attack,
        "markdown": format!("# {attack}\n\n[bank](javascript:alert(1)) ![x](https://evil.example/pixel.png)\n\n\
            [your bank](https://evil.example) <iframe src=//evil.example></iframe>"),
        "url": "javascript:alert(1)",
        "address": "https://example.org/\"onmouseover=alert(1)",
        "reordered": "approve \u{202e}tcejer",
        "table": [{attack: attack}, {attack: "javascript:alert(1)"}],
    });
    page
}

fn decided() -> DecidedPage {
    DecidedPage {
        site: site(),
        run: run(),
        approval_id: "review.2".into(),
        title: approval().title,
        decision: Decision::Approve,
        by: Actor { principal: "head-of-research@example.org".into(), assurance: Assurance::Verified },
        at: moment("2026-11-20T12:03:00Z", "20 minutes ago"),
        comment: "Good now.\nThank you.".into(),
        artifact_hash: HASH.into(),
        back_href: Some("/approvals".into()),
    }
}

fn done() -> DonePage {
    DonePage {
        site: site(),
        run: run(),
        title: approval().title,
        decision: Decision::Approve,
        by: editor(),
        comment: "Good now.".into(),
        edited_fields: 1,
        next: "The writer turns the analysis, with your edit, into the report.".into(),
    }
}

fn inbox() -> InboxPage {
    let item = |title: &str, id: &str, overdue: bool| InboxItem {
        title: title.into(),
        run: RunRef {
            playbook: "research-report".into(),
            id: id.into(),
            href: Some(format!("/workflows/{id}")),
        },
        approval_id: "review.1".into(),
        since: moment("2026-11-19T08:00:00Z", "yesterday"),
        deadline: overdue.then(|| Deadline {
            at: moment("2026-11-20T08:00:00Z", "4 hours ago"),
            then: "it stays open".into(),
            overdue,
        }),
        href: format!("/approve/{id}"),
    };
    InboxPage {
        site: site(),
        items: vec![
            item("Publish “Which grid fees apply to balcony solar?”", "grid-fees-0192", true),
            item(&approval().title, "heat-pumps-0193", false),
        ],
        unreadable: Vec::new(),
        next_href: Some("/approvals?cursor=2".into()),
    }
}

fn error() -> ErrorPage {
    ErrorPage {
        site: site(),
        status: 409,
        title: "The artifact has changed".into(),
        detail:
            "While this page was open, a newer version of the artifact was produced. Nothing was recorded."
                .into(),
        what_to_do: "Open the approval again, read the new version and decide about that one.".into(),
    }
}
