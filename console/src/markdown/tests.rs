//! Markdown that is an attack, and Markdown that is not meant as such.

use super::*;

fn html(text: &str) -> String {
    to_html(text).to_string()
}

#[test]
fn raw_html_is_shown_as_text() {
    let shown = html("**a** <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n<style>p{}</style>\n");
    assert!(shown.contains("&lt;script&gt;") && shown.contains("&lt;img") && shown.contains("&lt;style&gt;"));
    assert!(!shown.contains("<script") && !shown.contains("<img") && !shown.contains("<style"), "{shown}");
}

#[test]
fn only_web_and_mail_links_are_links() {
    for target in
        ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "/approve/x", "//evil.example"]
    {
        let shown = html(&format!("[go]({target})"));
        assert!(!shown.contains("<a"), "{shown}");
        assert!(shown.contains(&format!("go ({target})")), "{shown}");
    }
    let shown = html("[mail](mailto:desk@example.org) <desk@example.org>");
    assert_eq!(shown.matches("href=\"mailto:desk@example.org\"").count(), 2);
}

#[test]
fn links_carry_no_referrer_and_name_their_host() {
    let shown = html("[our bank](https://bank.example@evil.example/x) <https://good.example/a>");
    assert!(shown.contains("rel=\"noopener noreferrer nofollow\""));
    assert!(shown.contains("our bank</a> (evil.example)"), "{shown}");
    assert!(shown.contains("https://good.example/a</a></p>"), "no host is repeated: {shown}");
}

#[test]
fn images_are_described_not_loaded() {
    for target in ["https://evil.example/pixel.png", "data:image/png;base64,AA", "/local.png"] {
        let shown = html(&format!("![chart]({target})"));
        assert!(!shown.contains("<img"), "{shown}");
        assert!(shown.contains(&format!("Image: chart ({target})")), "{shown}");
    }
}

#[test]
fn headings_stay_below_the_page_and_nesting_is_bounded() {
    assert!(html("# Top\n\n## Next").starts_with("<h4>Top</h4>"));
    let deep = html(&format!("{} end", ">".repeat(5_000)));
    assert_eq!(deep.matches("<blockquote>").count(), MARKDOWN_MAX_DEPTH);
    assert!(deep.contains("end"));
}

#[test]
fn sentences_are_not_mistaken_for_markdown() {
    for plain in ["> 5 % growth", "# 1 supplier", "1. place", "two\nlines", "a * b * c", "- 3 degrees", ""] {
        assert!(!looks_like_markdown(plain), "{plain}");
    }
    for marked in ["# Title\ntext", "a\n- b", "**bold**", "[a](b)", "x `y` z", "1. a\n2. b", "|a|b|\n|-|-|"] {
        assert!(looks_like_markdown(marked), "{marked}");
    }
}

#[test]
fn no_pattern_of_signs_exhausts_the_renderer() {
    for sign in ["[", "![", "*a ", "**", "`", "<a ", "- ", "> - ", "|", "[a](", "&", "<!--", "a\n\n", "~~x"] {
        assert!(to_html(&sign.repeat(20_000 / sign.len())).to_string().len() < 400_000, "{sign}");
    }
}
