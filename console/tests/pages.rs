//! The documents themselves: golden files, and what must hold on every page whatever its content.

#![expect(clippy::unwrap_used, reason = "a step that fails is a test that fails")]

use console::{CONTENT_SECURITY_POLICY, SECURITY_HEADERS, STYLE_CSS, SignInPage, style_path};
use serde_json::json;

#[path = "../examples/support/pages.rs"]
mod pages;

fn every_page() -> Vec<(&'static str, String)> {
    pages::all().unwrap()
}

#[test]
fn pages_match_their_golden_files() {
    for (name, html) in every_page() {
        // The address changes with every change of the style sheet.
        let html = html.replace(style_path(), "/assets/console-HASH.css");
        insta::assert_snapshot!(name, html);
    }
}

/// Every start tag, as written. Text cannot look like one: the escaper turns `<` into a reference.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|part| part.split('>').next())
}

#[test]
fn no_page_has_a_script_an_inline_style_or_an_image() {
    for (name, html) in every_page() {
        for tag in tags(&html) {
            let lower = tag.to_lowercase();
            let element = lower.split([' ', '\n']).next().unwrap_or_default();
            assert!(
                !["script", "style", "img", "iframe", "object", "base", "embed"].contains(&element),
                "{name}: {tag}"
            );
            let attributes: Vec<&str> = tag.split('"').step_by(2).collect();
            for attribute in attributes {
                let attribute = attribute.trim().to_lowercase();
                assert!(!attribute.starts_with("on") && !attribute.starts_with("style="), "{name}: {tag}");
            }
        }
    }
}

#[test]
fn every_address_is_own_or_an_ordinary_link() {
    for (name, html) in every_page() {
        for part in html.split("href=\"").skip(1) {
            let address = part.split('"').next().unwrap();
            let own = address.starts_with('/') && !address.starts_with("//") || address.starts_with('#');
            let icon = address.starts_with("data:image/svg+xml,");
            assert!(own || icon || address.starts_with("https://"), "{name}: {address}");
        }
        for link in html.split("<a ").skip(1).filter_map(|part| part.split('>').next()) {
            let outside = link.contains("href=\"http");
            assert_eq!(outside, link.contains("rel=\"noopener noreferrer nofollow\""), "{name}: {link}");
        }
    }
}

#[test]
fn attacks_stay_text_in_every_place() {
    let html = pages::hostile().render().unwrap();
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<iframe"));
    assert_eq!(
        html.matches("</textarea>").count(),
        html.matches("<textarea").count(),
        "no text field is closed early"
    );
    assert!(!html.contains("href=\"javascript:") && !html.contains("evil.example/pixel.png\""));
    assert!(!html.contains('\u{202e}'));
    assert_eq!(html.matches("⟨U+202E⟩tcejer").count(), 3, "in the artifact, its raw form and the warning");
    assert!(html.contains("your bank</a> (evil.example)"));
}

#[test]
fn every_field_has_a_label_and_every_reference_a_target() {
    for (name, html) in every_page() {
        let ids: Vec<&str> = attribute(&html, "id").collect();
        for (index, id) in ids.iter().enumerate() {
            assert!(!ids[..index].contains(id), "{name}: the id {id} is there twice");
        }
        let labelled: Vec<&str> = attribute(&html, "for").collect();
        for field in html.split("<textarea").skip(1) {
            let id = attribute(field, "id").next().unwrap();
            assert!(labelled.contains(&id), "{name}: {id} has no label");
        }
        let inside = attribute(&html, "href").filter_map(|address| address.strip_prefix('#'));
        let described = ["aria-describedby", "aria-labelledby", "form"].map(|kind| attribute(&html, kind));
        for target in inside.chain(described.into_iter().flatten().flat_map(str::split_whitespace)) {
            assert!(ids.contains(&target), "{name}: nothing is called {target}");
        }
    }
}

fn attribute<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let start = format!(" {name}=\"");
    let values: Vec<&str> =
        html.split(&start as &str).skip(1).filter_map(|part| part.split('"').next()).collect();
    values.into_iter()
}

#[test]
fn a_text_field_keeps_the_first_line_break_of_its_text() {
    let mut page = pages::approval();
    page.artifact = json!({"summary": "\nsecond line"});
    page.form.editable = vec!["/summary".into()];
    let html = page.render().unwrap();
    // Browsers drop one line break after the tag: the text's own is the second.
    assert!(html.contains(">\n\nsecond line</textarea>"));
}

#[test]
fn edits_are_offered_only_where_the_artifact_has_something() {
    let html = pages::approval().render().unwrap();
    assert!(html.contains("name=\"edit:/summary\"") && html.contains("name=\"edit:/recommendations\""));
    assert!(!html.contains("edit:/absent"));
}

#[test]
fn a_value_too_long_for_a_text_field_is_named_not_cut() {
    let mut page = pages::approval();
    page.artifact = json!({"summary": "x".repeat(console::limits::EDIT_MAX_CHARS + 1)});
    let html = page.render().unwrap();
    assert!(
        !html.contains("name=\"edit:/summary\"") && html.contains("/summary</code> is too long to edit here")
    );
}

#[test]
fn the_last_round_offers_no_further_changes_and_says_so() {
    let html = pages::last_round().render().unwrap();
    assert!(
        !html.contains("value=\"request_changes\"") && html.contains("All rounds of changes are used up")
    );
    assert!(pages::approval().render().unwrap().contains("value=\"request_changes\""));
}

#[test]
fn what_was_typed_survives_a_mistake() {
    let html = pages::with_problems().render().unwrap();
    assert!(html.contains(">\nShorter.</textarea>") && html.contains("[&#34;Check&#34;, oops]</textarea>"));
    assert!(
        html.contains("href=\"#comment\"")
            && html.contains("aria-describedby=\"edit-1-hint edit-1-problem\"")
    );
}

#[test]
fn an_artifact_too_long_for_the_page_leads_to_the_whole() {
    let mut page = pages::approval();
    page.artifact = json!({"text": "x".repeat(1_000_000)});
    page.form.editable.clear();
    let html = page.render().unwrap();
    assert!(html.contains("Cut after 64 KiB.") && html.contains("Open the whole artifact"));
    assert!(html.len() < 120_000, "{} bytes", html.len());
}

#[test]
fn the_command_to_copy_never_holds_more_than_a_word() {
    let page = |run: &str| SignInPage {
        run_id: run.into(),
        approval_id: Some("review.1".into()),
        artifact_hash: Some("ab12".into()),
        ..SignInPage::default()
    };
    let command = "aegis approve run-1 review.1 --artifact-hash ab12";
    assert!(page("run-1").render().unwrap().contains(command));
    let attacked = page("x; rm -rf ~").render().unwrap();
    assert!(attacked.contains("aegis approve ID review.1") && !attacked.contains("rm -rf"));
}

#[test]
fn the_style_sheet_is_addressed_by_its_content_below_the_base_path() {
    assert!(style_path().starts_with("/assets/console-") && style_path().ends_with(".css"));
    let mut page = pages::approval();
    page.site.base_path = "/prod".into();
    assert!(page.render().unwrap().contains(&format!("href=\"/prod{}\"", style_path())));
    assert!(!STYLE_CSS.contains("url(") && !STYLE_CSS.contains("@import"), "it loads nothing");
}

#[test]
fn the_policy_is_among_the_headers_and_allows_nothing_inline() {
    assert!(SECURITY_HEADERS.contains(&("content-security-policy", CONTENT_SECURITY_POLICY)));
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe") && !CONTENT_SECURITY_POLICY.contains("  "));
}

#[test]
fn quotations_are_bounded_in_number_and_length() {
    let mut page = pages::approval();
    let quote = "q".repeat(console::limits::EVIDENCE_MAX_CHARS + 1);
    page.evidence =
        (0..230).map(|_| console::Evidence { quote: quote.clone(), ..page.evidence[0].clone() }).collect();
    let html = page.render().unwrap();
    assert!(
        html.contains("194 more quotations")
            && html.contains("30 more not shown")
            && html.contains("q…</blockquote>")
    );
    assert!(!html.contains(&quote));
}
