//! The prompt of `run` at a gate, on a real terminal: what a person types is what is decided, and nothing else is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects by panicking")]

#[cfg(test)]
mod common;

use common::Place;
use common::terminal::Terminal;

/// What the prompt asks.
const ASKED: &str = "What do you decide?";

/// A run that has come to its gate, where the prompt waits.
fn at_the_gate(place: &Place, editor: &str) -> Terminal {
    let mut command = place.command(&["run", "--demo", "--id", "r", "-o", "out"]);
    command.env("EDITOR", editor);
    let mut terminal = Terminal::start(command);
    terminal.until(ASKED);
    terminal.until("Quit (the run keeps waiting)");
    terminal
}

fn status(place: &Place) -> String {
    place.run(&["show", "r", "--json"]).exits(0).json()["status"].as_str().unwrap().to_owned()
}

/// The decisions that were taken, as the run's events tell them.
fn decisions(place: &Place) -> Vec<String> {
    let events = place.run(&["events", "r", "--json"]).exits(0).stdout;
    let events = events.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let decided = events.filter(|event| event["type"] == "ApprovalDecided");
    decided.map(|event| event["detail"]["decision"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn no_letter_alone_approves_and_approving_is_confirmed() {
    let place = Place::new();
    let mut terminal = at_the_gate(&place, "false");
    // What means nothing chooses nothing, however often Enter is pressed.
    terminal.types("zzz\r\r");
    terminal.types("\u{7f}\u{7f}\u{7f}");
    terminal.until("Quit (the run keeps waiting)");
    terminal.types("a\r");
    terminal.until("Approve this?");
    terminal.types("\r");
    terminal.until(ASKED);
    terminal.types("approve\r");
    terminal.until("Approve this?");
    terminal.types("y\r");
    let (code, shown) = terminal.ends();
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("out/report.md"), "{shown}");
    assert_eq!((status(&place).as_str(), decisions(&place)), ("COMPLETED", vec!["approve".to_owned()]));
}

#[test]
fn enter_alone_shows_all_of_it_and_decides_nothing() {
    let place = Place::new();
    let mut terminal = at_the_gate(&place, "false");
    terminal.types("\r");
    terminal.until("\"confidence_scores\"");
    terminal.until(ASKED);
    terminal.types("\u{3}");
    assert_eq!(terminal.ends().0, Some(130));
    assert_eq!((status(&place).as_str(), decisions(&place)), ("AWAITING_APPROVAL", vec![]));
}

#[test]
fn quit_leaves_the_run_waiting() {
    for keys in ["q\r", "quit\r", "\u{1b}"] {
        let place = Place::new();
        let mut terminal = at_the_gate(&place, "false");
        terminal.types(keys);
        let (code, shown) = terminal.ends();
        assert_eq!(code, Some(3), "{shown}");
        assert!(shown.contains("aegis approve r"), "{shown}");
        assert_eq!((status(&place).as_str(), decisions(&place)), ("AWAITING_APPROVAL", vec![]), "{keys}");
    }
}

#[test]
fn reject_asks_why_and_ends_the_run() {
    let place = Place::new();
    let mut terminal = at_the_gate(&place, "false");
    terminal.types("reject\r");
    terminal.until("Why?");
    terminal.types("too thin\r");
    assert_eq!(terminal.ends().0, Some(6));
    assert_eq!((status(&place).as_str(), decisions(&place)), ("REJECTED", vec!["reject".to_owned()]));
}

#[test]
fn requested_changes_bring_the_gate_back() {
    let place = Place::new();
    let mut terminal = at_the_gate(&place, "false");
    terminal.types("c\r");
    terminal.until("What has to change?");
    terminal.types("more about noise\r");
    terminal.until("review.2");
    terminal.until("Quit (the run keeps waiting)");
    terminal.types("q\r");
    assert_eq!(terminal.ends().0, Some(3));
    assert_eq!(
        (status(&place).as_str(), decisions(&place)),
        ("AWAITING_APPROVAL", vec!["request_changes".to_owned()])
    );
}

#[test]
fn an_edit_is_shown_and_confirmed_before_it_is_approved() {
    let place = Place::new();
    let editor = place.file("editor", "sed 's/\\(\"[^\"]*summary[^\"]*\": \"\\)/\\1Changed by hand. /' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n");
    let mut terminal = at_the_gate(&place, &format!("sh {}", editor.display()));
    terminal.types("e\r");
    terminal.until("Changed by hand.");
    terminal.until("Approve it with these changes?");
    terminal.types("y\r");
    assert_eq!(terminal.ends().0, Some(0));
    assert_eq!(decisions(&place), ["approve"]);
    let report = std::fs::read_to_string(place.path().join("out/report.md")).unwrap();
    assert!(report.contains("Changed by hand."), "{report}");
}

#[test]
fn an_editor_that_does_not_work_leads_back_to_the_list() {
    for editor in ["false", "no-such-editor"] {
        let place = Place::new();
        let mut terminal = at_the_gate(&place, editor);
        terminal.types("edit\r");
        terminal.until("did not work");
        terminal.until("set EDITOR");
        terminal.until(ASKED);
        terminal.types("q\r");
        assert_eq!(terminal.ends().0, Some(3), "{editor}");
        assert_eq!(decisions(&place), Vec::<String>::new());
    }
}
