//! What the report says about its documents: which repeat another one and count once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by panicking"
)]

mod common;

use agents::verify::verify;
use agents::writing::names;

const QUESTION: &str = "How long is the bridge of Elmfold?";

fn survey() -> String {
    let about = |n: usize| {
        format!("In span {n} of the bridge the surveyors of year {} found no crack at all.", 1900 + n)
    };
    let spans: String = (0..30).map(|n| about(n) + " ").collect();
    format!("The bridge of Elmfold is 320 metres long between its two gates. {spans}")
}

#[test]
fn copies_are_named_with_what_they_repeat_in_every_form_of_the_report() {
    let survey = survey();
    let reprint = format!("Reprinted by the town for its visitors. {survey}");
    let other = "The bridge of Elmfold was painted green in the summer of 1990 by volunteers.";
    let files = [("a.md", survey.as_str()), ("b.md", survey.as_str()), ("c.md", &reprint), ("d.md", other)];
    let (_dir, corpus) = common::corpus_of(&files);
    let bundle = common::bundle(QUESTION, &corpus);
    for name in [names::MARKDOWN, names::HTML, names::DOCX] {
        let text = common::text_of(&bundle, name);
        assert!(text.contains("S2 b.md: copy of S1 a.md (counted once)"), "{name}: {text}");
        assert!(text.contains("S3 c.md: copy of S1 a.md (counted once, 9"), "{name}: {text}");
        assert!(!text.contains("S4 d.md: copy"), "{name}");
    }
    let references = &bundle.report.references;
    assert!(references.data_sources.iter().all(|path| path == "d.md"), "{:?}", references.data_sources);
    let dir = tempfile::tempdir().unwrap();
    common::save(&bundle, dir.path());
    assert_eq!(verify(dir.path()).unwrap().failures, []);
}
