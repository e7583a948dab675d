//! The style sheet's colours against WCAG 2.2 AA: 4.5 for text, 3 for the edges of controls.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a step that fails is a test that fails")]

use std::collections::BTreeMap;

use console::STYLE_CSS;

const TEXT: [(&str, &str); 12] = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "soft"),
    ("on-accent", "accent"),
    ("warn-ink", "warn-ground"),
    ("warn-ink", "ground"),
    ("warn-ink", "surface"),
];
const EDGES: [(&str, &str); 3] = [("edge", "surface"), ("edge", "ground"), ("warn-edge", "surface")];

/// The colours of the n-th `:root` block.
fn colours(block: usize) -> BTreeMap<&'static str, f64> {
    let rules = STYLE_CSS.split(":root {").nth(block + 1).unwrap().split('}').next().unwrap();
    let pairs = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.trim_end_matches(';').split_once(": #"));
    pairs.map(|(name, hex)| (name, luminance(hex))).collect()
}

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn assert_contrast(block: usize, pairs: &[(&str, &str)], least: f64) {
    let colours = colours(block);
    for (front, back) in pairs {
        let (a, b) = (colours[front], colours[back]);
        let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(ratio >= least, "scheme {block}: {front} on {back} has {ratio:.2}, needs {least}");
    }
}

#[test]
fn text_can_be_read_in_light_and_dark() {
    for scheme in [0, 1] {
        assert_contrast(scheme, &TEXT, 4.5);
    }
}

#[test]
fn controls_can_be_seen_in_light_and_dark() {
    for scheme in [0, 1] {
        assert_contrast(scheme, &EDGES, 3.0);
    }
}
