//! The report bundle over the example documents and over hostile ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by panicking"
)]

mod common;

use std::fs;

use agents::analysis::analyse;
use agents::research::Depth;
use agents::verify::{Problem, verify, verify_with_originals};
use agents::writing::{Approval, DecidedBy, WriteRequest, names, write};
use proptest::prelude::*;
use serde_json::json;

fn text(bundle: &agents::writing::Bundle, name: &str) -> String {
    String::from_utf8(bundle.files[name].clone()).unwrap()
}

#[test]
fn example_report_is_as_approved_by_us() {
    let bundle = common::bundle(common::QUESTION, &common::example_corpus());
    insta::assert_snapshot!("example_report", text(&bundle, names::MARKDOWN));
}

#[test]
fn untouched_bundle_verifies_with_its_originals() {
    let corpus = common::example_corpus();
    let dir = tempfile::tempdir().unwrap();
    common::save(&common::bundle(common::QUESTION, &corpus), dir.path());
    let report = verify_with_originals(dir.path(), &[common::example_folder()]).unwrap();
    assert!(report.ok, "{:?}", report.failures);
    assert!(
        report.quotes >= 12
            && report.quotes == report.quotes_matching
            && report.files == report.files_matching
    );
    assert_eq!((report.originals_matching, report.originals_missing), (corpus.sources.len(), 0));
}

#[test]
fn missing_and_extra_files_and_links_fail() {
    let dir = tempfile::tempdir().unwrap();
    common::save(&common::bundle(common::QUESTION, &common::example_corpus()), dir.path());
    fs::remove_file(dir.path().join(names::HTML)).unwrap();
    fs::write(dir.path().join("sources/S99.txt"), "new").unwrap();
    std::os::unix::fs::symlink("/dev/zero", dir.path().join("endless")).unwrap();
    let problems: Vec<_> =
        verify(dir.path()).unwrap().failures.into_iter().map(|f| (f.file, f.problem)).collect();
    assert!(problems.contains(&("report.html".into(), Problem::Missing)));
    assert!(problems.contains(&("sources/S99.txt".into(), Problem::Extra)));
    assert!(problems.contains(&("endless".into(), Problem::NotAFile)));
}

#[test]
fn forged_quote_fails_even_with_fresh_hashes() {
    let corpus = common::example_corpus();
    let mut bundle = common::bundle(common::QUESTION, &corpus);
    let forged = text(&bundle, names::CITATIONS).replacen("heat pump", "heat pony", 1);
    bundle.files.insert(names::CITATIONS.into(), forged.into_bytes());
    let mut manifest: serde_json::Value = serde_json::from_slice(&bundle.files[names::MANIFEST]).unwrap();
    let sha = agents::hash::sha256_hex(&bundle.files[names::CITATIONS]);
    manifest["files"][names::CITATIONS]["sha256"] = json!(sha);
    let manifest = serde_json::to_vec(&manifest).unwrap();
    let line = format!("{}  manifest.json\n", agents::hash::sha256_hex(&manifest));
    bundle.files.insert(names::MANIFEST.into(), manifest);
    bundle.files.insert(names::MANIFEST_HASH.into(), line.into_bytes());
    let dir = tempfile::tempdir().unwrap();
    common::save(&bundle, dir.path());
    let failures = verify(dir.path()).unwrap().failures;
    let in_quote = |p: &Problem| matches!(p, Problem::QuoteNotThere { .. } | Problem::ContextDiffers);
    assert!(failures.iter().any(|f| in_quote(&f.problem)), "{failures:?}");
}

#[test]
fn another_artifact_than_the_approved_one_fails() {
    let corpus = common::example_corpus();
    let research = common::research_example(&corpus);
    let analysis = serde_json::to_value(analyse(&research)).unwrap();
    let approval = Approval { artifact_hash: Some("0".repeat(64)), ..Approval::default() };
    let generated_at = "2026-01-02T03:04:05Z";
    let request = WriteRequest {
        analysis: &analysis,
        research: &research,
        corpus: &corpus,
        approval: &approval,
        generated_at,
    };
    let dir = tempfile::tempdir().unwrap();
    common::save(&write(&request).unwrap(), dir.path());
    let failures = verify(dir.path()).unwrap().failures;
    assert_eq!(
        failures.into_iter().map(|f| f.problem).collect::<Vec<_>>(),
        [Problem::NotTheApprovedArtifact]
    );
}

#[test]
fn originals_are_read_no_further_than_they_were_long() {
    let text = "A heat pump moves heat from outside into the house.";
    let (dir, corpus) = common::corpus_of(&[("a.txt", text)]);
    let report = tempfile::tempdir().unwrap();
    common::save(&common::bundle("heat pump", &corpus), report.path());
    let compared = || verify_with_originals(report.path(), &[dir.path().to_owned()]).unwrap();
    assert_eq!((compared().originals_matching, compared().ok), (1, true));
    // Holes only: more than any memory, and no disk.
    let grown = std::fs::OpenOptions::new().append(true).open(dir.path().join("a.txt")).unwrap();
    for bytes in [text.len() as u64 + 1, 1 << 43] {
        grown.set_len(bytes).unwrap();
        let failures = compared().failures;
        let problems: Vec<_> = failures.into_iter().map(|failure| failure.problem).collect();
        assert_eq!(problems, [Problem::OriginalChanged], "{bytes} bytes");
    }
}

#[test]
fn edits_of_a_person_are_no_quotes() {
    let corpus = common::example_corpus();
    let research = common::ask(common::QUESTION, Depth::Basic, &corpus, Some("please add noise"));
    let mut analysis = serde_json::to_value(analyse(&research)).unwrap();
    analysis["key_insights"][0]["insight"] = json!("Heat pumps are simply better.");
    analysis["summary"] = json!("My own words.");
    let removed = analysis["key_insights"].as_array_mut().unwrap().pop().unwrap();
    let approval = Approval {
        comment: Some("Good, but shorter <script>".into()),
        decided_by: Some(DecidedBy::One("editor".into())),
        edited: true,
        ..Approval::default()
    };
    let generated_at = "2026-01-02T03:04:05Z";
    let request = WriteRequest {
        analysis: &analysis,
        research: &research,
        corpus: &corpus,
        approval: &approval,
        generated_at,
    };
    let bundle = write(&request).unwrap();
    let summary = &bundle.report.executive_summary;
    assert!(
        !summary.overview_by_rule && !summary.key_takeaways[0].is_quote && summary.key_takeaways[1].is_quote
    );
    let gone = removed["insight"].as_str().unwrap();
    let shown = bundle.report.detailed_findings.iter().flat_map(|s| &s.findings).any(|f| f.text == gone);
    assert!(!shown && summary.human_feedback.as_ref().unwrap().findings_removed > 0);
    assert!(text(&bundle, names::MARKDOWN).contains("changed by a person at the approval"));
    for name in [names::MARKDOWN, names::HTML, names::DOCX] {
        let text = common::text_of(&bundle, name);
        for told in [
            "worded by a person at the approval",
            "changed by a person at the approval",
            "Approved by editor.",
            "The analysis was edited at the approval",
            "Findings left out at the approval: ",
        ] {
            assert!(text.contains(told), "{name}: {told}");
        }
    }
    assert!(!text(&bundle, names::HTML).contains("<script>"));
}

#[test]
fn broken_edit_is_refused_by_name() {
    let corpus = common::example_corpus();
    let research = common::research_example(&corpus);
    let analysis = json!({"summary": "no insights at all"});
    let approval = Approval::default();
    let request = WriteRequest {
        analysis: &analysis,
        research: &research,
        corpus: &corpus,
        approval: &approval,
        generated_at: "",
    };
    assert!(write(&request).unwrap_err().to_string().contains("undo the edit"));
}

#[test]
fn injection_text_in_documents_stays_text() {
    let hostile = "The heat pump </style></title><script>alert('heat pump')</script> is rated \
                   [cheap](javascript:alert(1)) and ![image](http://evil.example/x.png) by everybody who pays.";
    let (_dir, corpus) = common::corpus_of(&[
        ("a.txt", hostile),
        (
            "b<img src=x onerror=alert(1)>.txt",
            "A heat pump & a \"boiler\" <iframe src='x'></iframe> heat the same old house.",
        ),
    ]);
    let bundle = common::bundle("heat pump <script>alert(2)</script>", &corpus);
    let html = text(&bundle, names::HTML);
    let page = scraper::Html::parse_document(&html);
    for forbidden in
        ["script", "img", "iframe", "link", "object", "[onerror]", "a:not([href^='#'])", "base", "form"]
    {
        let selector = scraper::Selector::parse(forbidden).unwrap();
        assert_eq!(page.select(&selector).count(), 0, "live {forbidden}");
    }
    assert!(page.root_element().text().collect::<String>().contains("alert('heat pump')"));
    for event in
        pulldown_cmark::Parser::new_ext(&text(&bundle, names::MARKDOWN), pulldown_cmark::Options::all())
    {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("live HTML {html}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("live image {dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("report.html#") || dest_url.starts_with("sources/S"),
                    "{dest_url}"
                );
            }
            _ => {}
        }
    }
}

#[test]
fn page_allows_its_style_and_nothing_else() {
    use base64::Engine;
    let html = text(&common::bundle(common::QUESTION, &common::example_corpus()), names::HTML);
    let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let hash = base64::engine::general_purpose::STANDARD
        .encode(shared::digest::Digest::of_bytes(style.as_bytes()).as_bytes());
    let page = scraper::Html::parse_document(&html);
    let meta = page.select(&scraper::Selector::parse("meta[http-equiv]").unwrap()).next().unwrap();
    assert_eq!(
        meta.attr("content").unwrap(),
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
    );
}

#[test]
fn citation_links_lead_to_the_marked_quote() {
    let bundle = common::bundle(common::QUESTION, &common::example_corpus());
    let page = scraper::Html::parse_document(&text(&bundle, names::HTML));
    let links = scraper::Selector::parse(".place a").unwrap();
    let mut count = 0;
    for link in page.select(&links) {
        let id = link.attr("href").unwrap().trim_start_matches('#').to_owned();
        let target = scraper::Selector::parse(&format!("mark#{id}, mark span#{id}")).unwrap();
        assert_eq!(page.select(&target).count(), 1, "{id}");
        count += 1;
    }
    assert!(count >= 12);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_flipped_bit_anywhere_fails(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        thread_local! { static BUNDLE: agents::writing::Bundle = {
            let (_dir, corpus) = common::corpus_of(&[
                ("a.md", "# Pumps\n\nA heat pump moves heat from outside into a house with little power."),
                ("b.txt", "A heat pump moves heat from outside into the house and needs little power."),
            ]);
            common::bundle("heat pump", &corpus)
        } }
        let mut bundle = BUNDLE.with(Clone::clone);
        let names: Vec<String> = bundle.files.keys().cloned().collect();
        let name = file.get(&names);
        let bytes = bundle.files.get_mut(name).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let dir = tempfile::tempdir().unwrap();
        common::save(&bundle, dir.path());
        prop_assert!(!verify(dir.path()).unwrap().ok, "{name} byte {at} bit {bit}");
    }
}
