//! Analyses as the analyst returns them, and ones that somebody has put something else into.

use serde_json::json;

use super::*;
use crate::artifact::readable;

fn quotes() -> Vec<Evidence> {
    let quote = |id: &str, words: &str| Evidence {
        id: id.into(),
        quote: words.into(),
        source: "a.md".into(),
        place: String::new(),
    };
    vec![quote("C1", "The plant gave 340 GWh in 2021."), quote("C2", "In 2021 it gave 300 GWh.")]
}

fn analysis() -> Value {
    json!({
        "metadata": {"method": "quotes only"},
        "summary": "One finding.",
        "key_insights": [{"insight": "The plant gave 340 GWh in 2021.", "theme": "plant", "explanation": "Stated once.",
            "confidence": 0.5, "findings": ["F1"], "citations": ["C1", "C9"], "sources": ["S1"]}],
        "contradictions": [{"id": "X1", "kind": "value", "subject": "plant gave", "unit": "kWh", "year": "2021", "sides": [
            {"shown": "340 GWh", "citations": ["C1"], "sources": ["S1"]},
            {"shown": "300 GWh", "citations": ["C2"], "sources": ["S2"]}]}],
        "figures": [{"subject": "plant", "shown": "340 GWh", "value": 340_000_000.0, "unit": "kWh", "year": "2021",
            "planned": true, "source": "S1", "citation": "C1"}],
        "timeline": [{"date": "2021", "source": "S1", "citation": "C2"}],
        "detailed_analysis": null,
    })
}

fn html(value: &Value) -> String {
    readable(value, &quotes()).to_string()
}

#[test]
fn the_summary_comes_first_and_how_it_was_made_last() {
    let page = html(&analysis());
    let headings: Vec<&str> =
        page.split("<h3>").skip(1).filter_map(|part| part.split("</h3>").next()).collect();
    assert_eq!(
        headings,
        [
            "Summary",
            "Findings",
            "Where the documents contradict each other",
            "Figures",
            "Timeline",
            "Detailed analysis",
            "How it was made"
        ]
    );
}

#[test]
fn findings_figures_contradictions_and_dates_are_tables_with_links_to_their_quotes() {
    let page = html(&analysis());
    assert_eq!(page.matches("<table").count(), 4);
    let link = |id: &str| {
        format!("<a class=\"cite\" href=\"#quote-{id}\" aria-label=\"{id}: see the quotation\">{id}</a>")
    };
    assert_eq!(page.matches(&link("C1")).count(), 3, "finding, side, figure");
    assert_eq!(page.matches(&link("C2")).count(), 2, "side, date");
    assert!(page.contains("<span class=\"cite\">C9</span>"), "no quotation of this id is on the page");
    assert!(page.contains("340,000,000 kWh") && page.contains("Plan or forecast") && page.contains("S1"));
    assert!(page.contains("“In 2021 it gave 300 GWh.”"), "both sides stand there in their words");
    assert!(page.contains("Stated once.") && page.contains("In the research: F1."));
    for raw in ["value_to", "key_insights", "Value to", "Citations"] {
        assert!(!page.contains(raw), "{raw}");
    }
}

#[test]
fn a_member_that_a_table_has_no_place_for_is_shown_all_the_same() {
    for (list, member) in
        [("key_insights", "note"), ("figures", "note"), ("contradictions", "note"), ("timeline", "note")]
    {
        let mut edited = analysis();
        edited[list][0][member] = json!("pay the bearer");
        assert!(html(&edited).contains("pay the bearer"), "{list}");
        let mut edited = analysis();
        edited[list][0] = json!({"subject": {"deep": "pay the bearer"}});
        assert!(html(&edited).contains("pay the bearer"), "{list}");
    }
    let mut edited = analysis();
    edited["contradictions"][0]["sides"][1]["note"] = json!("pay the bearer");
    assert!(html(&edited).contains("pay the bearer"));
}

#[test]
fn ids_lead_nowhere_but_to_quotations() {
    let mut hostile = analysis();
    hostile["figures"][0]["citation"] = json!("\"><script>");
    let mut known = quotes();
    known[0].id = "\"><script>".into();
    let page = readable(&hostile, &known).to_string();
    assert!(!page.contains("<script") && !page.contains("#quote-\""), "{page}");
}

#[test]
fn what_is_too_long_for_its_place_says_so_and_a_contradiction_without_sides_is_shown() {
    let mut long = analysis();
    let insight = long["key_insights"][0].as_object_mut().unwrap();
    insight.insert("explanation".to_owned(), json!("word ".repeat(EVIDENCE_MAX_CHARS)));
    assert!(html(&long).contains("characters"), "a person is told that there is more");
    let mut bare = analysis();
    bare["contradictions"] =
        json!([{"id": "X9", "kind": "value", "subject": "the Elmfold bridge", "sides": []}]);
    assert!(html(&bare).contains("the Elmfold bridge"));
}
