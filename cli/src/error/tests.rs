use super::*;
use crate::output::{error::render, text::Paint};

#[test]
fn an_error_says_what_why_and_what_to_do() {
    let errors = [
        CliError::reading(Path::new("docs"), std::io::Error::from(std::io::ErrorKind::NotFound)),
        CliError::Ambiguous { given: "a".to_owned(), matches: vec!["a1".to_owned(), "a2".to_owned()] },
        CliError::TimedOut { id: "k3".to_owned(), waited: "30s".to_owned() },
        CliError::Refused(Box::new(Problem::new(
            shared::wire::ProblemKind::AlreadyDecided,
            "approval review.1 was decided already: approve by local-user",
        ))),
    ];
    let texts: Vec<String> = errors.iter().map(|error| render(error, &Paint::off())).collect();
    insta::assert_snapshot!("errors", texts.join("\n\n"));
    let problems: Vec<Problem> = errors.iter().map(CliError::problem).collect();
    insta::assert_json_snapshot!("problems", problems);
}

#[test]
fn every_mistake_of_a_playbook_is_in_the_problem() {
    let errors = shared::playbook::load("aegis: v1\nname: x\nstepz: []\n", "x.yaml").unwrap_err();
    let problem = CliError::Playbook(Box::new(errors)).problem();
    let listed = problem.members["errors"].as_array().unwrap();
    assert!(listed.iter().any(|error| error["line"] == 3), "{listed:?}");
    assert_eq!(problem.members["exit_code"], 2);
}
