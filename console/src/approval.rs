//! The page of an open approval: what is asked, what it rests on, and the form that decides. It must not act.

use std::collections::BTreeSet;

use askama::Template;
use serde_json::Value;

use crate::RenderError;
use crate::artifact::{self, Node};
use crate::form::{self, Draft, EDIT_PREFIX, Problem};
use crate::limits::{EDIT_MAX_CHARS, EVIDENCE_MAX_ITEMS, EVIDENCE_OPEN_ITEMS};
use crate::text;
use crate::view::{Actor, Deadline, Decision, Evidence, Moment, RunRef, Site};

/// An open approval, as the person named in `decider` sees it.
#[derive(Debug, Clone)]
pub struct ApprovalPage {
    /// Where the pages live.
    pub site: Site,
    /// The run that waits.
    pub run: RunRef,
    /// `step.round`.
    pub approval_id: String,
    /// The question.
    pub title: String,
    /// When it was asked.
    pub asked: Moment,
    /// This round, from 1.
    pub round: u32,
    /// The last possible round; `None`: the playbook has only one.
    pub max_rounds: Option<u32>,
    /// What each choice leads to.
    pub outcomes: Outcomes,
    /// What is decided about.
    pub artifact: Value,
    /// Its SHA-256 as it must be posted back.
    pub artifact_hash: String,
    /// The whole raw artifact, for when it is too long for the page.
    pub raw_href: Option<String>,
    /// What the artifact rests on.
    pub evidence: Vec<Evidence>,
    /// When it runs out, if it does.
    pub deadline: Option<Deadline>,
    /// Earlier rounds, oldest first.
    pub history: Vec<PastRound>,
    /// Who is deciding.
    pub decider: Actor,
    /// Sentences that must be seen before deciding.
    pub warnings: Vec<String>,
    /// The form.
    pub form: ApprovalForm,
}

/// What each choice leads to, each a whole sentence.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// After approving.
    pub approve: String,
    /// After requesting changes.
    pub request_changes: RequestChanges,
    /// After rejecting.
    pub reject: String,
}

/// Whether another round can be asked for.
#[derive(Debug, Clone)]
pub enum RequestChanges {
    /// Yes; what then happens.
    Possible(String),
    /// No: the last round is reached.
    UsedUp,
    /// The playbook does not provide for it.
    NotOffered,
}

/// A round that has been decided.
#[derive(Debug, Clone)]
pub struct PastRound {
    /// From 1.
    pub round: u32,
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The reason given; may be empty.
    pub comment: String,
}

/// Where and with what the decision is posted.
#[derive(Debug, Clone)]
pub struct ApprovalForm {
    /// Address of the POST, on the same origin.
    pub action: String,
    /// The anti-forgery value.
    pub csrf: String,
    /// RFC 6901 pointers that the gate allows to edit; those without a value in the artifact are not shown.
    pub editable: Vec<String>,
    /// What the person had typed before a mistake.
    pub draft: Draft,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

struct Editor {
    id: String,
    name: String,
    label: String,
    pointer: String,
    text: String,
    rows: usize,
    is_json: bool,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "approval.html", whitespace = "minimize")]
struct View<'a> {
    page: &'a ApprovalPage,
    site: &'a Site,
    readable: Node,
    raw: String,
    raw_cut: bool,
    short_hash: &'a str,
    command: String,
    evidence_open: &'a [Evidence],
    evidence_folded: &'a [Evidence],
    evidence_more: usize,
    editors: Vec<Editor>,
    /// Pointers whose value is too long for a text field.
    too_long: Vec<&'a str>,
    comment_problem: Option<&'a str>,
    problems: Vec<ProblemLink<'a>>,
}

struct ProblemLink<'a> {
    target: String,
    message: &'a str,
}

impl ApprovalPage {
    /// The whole HTML document.
    ///
    /// # Errors
    /// [`RenderError`], whatever the content.
    pub fn render(&self) -> Result<String, RenderError> {
        let (raw, raw_cut) = artifact::raw(&self.artifact);
        let (short_hash, _) = text::cut(self.artifact_hash.trim_start_matches("sha256:"), 12);
        let shown = self.shown_evidence();
        let (evidence_open, evidence_folded) = shown.split_at(shown.len().min(EVIDENCE_OPEN_ITEMS));
        let editors = self.editors();
        let view = View {
            page: self,
            site: &self.site,
            readable: artifact::readable(&self.artifact, &shown),
            raw,
            raw_cut,
            short_hash,
            command: self.command(),
            evidence_open,
            evidence_folded,
            evidence_more: self.evidence.len() - shown.len(),
            too_long: self.too_long(),
            comment_problem: self.problem("comment"),
            problems: self.problem_links(&editors),
            editors,
        };
        Ok(view.render()?)
    }

    /// An id names one quotation: what comes later under it has none.
    fn shown_evidence(&self) -> Vec<Evidence> {
        let mut ids = BTreeSet::new();
        let mut shown: Vec<Evidence> = self.evidence.iter().take(EVIDENCE_MAX_ITEMS).cloned().collect();
        for quote in &mut shown {
            if !ids.insert(quote.id.clone()) {
                quote.id.clear();
            }
        }
        shown
    }

    fn command(&self) -> String {
        let [run, approval, hash] =
            [&self.run.id, &self.approval_id, &self.artifact_hash].map(|part| text::shell_word(part));
        text::approve_command(run, approval, hash)
    }

    fn editors(&self) -> Vec<Editor> {
        let present =
            self.form.editable.iter().filter_map(|pointer| Some((pointer, self.artifact.pointer(pointer)?)));
        let texts = present.map(|(pointer, value)| (pointer, value, form::editable_text(value)));
        let short = texts.filter(|(_, _, text)| fits_a_field(text));
        short
            .enumerate()
            .map(|(index, (pointer, value, text))| self.editor(index, pointer, value, text))
            .collect()
    }

    fn editor(&self, index: usize, pointer: &str, value: &Value, original: String) -> Editor {
        let name = format!("{EDIT_PREFIX}{pointer}");
        let draft = self.form.draft.edits.iter().find(|edit| edit.pointer == pointer);
        let text = draft.map_or(original, |edit| edit.text.clone());
        Editor {
            id: format!("edit-{index}"),
            label: text::pointer_label(pointer),
            pointer: text::visible(pointer),
            rows: text.lines().map(|line| line.len() / 84 + 1).sum::<usize>().clamp(2, 13) + 1,
            text,
            is_json: !value.is_string(),
            problem: self.problem(&name).map(str::to_owned),
            name,
        }
    }

    fn too_long(&self) -> Vec<&str> {
        let long = |pointer: &&String| {
            self.artifact.pointer(pointer).is_some_and(|value| !fits_a_field(&form::editable_text(value)))
        };
        self.form.editable.iter().filter(long).map(String::as_str).collect()
    }

    fn problem(&self, field: &str) -> Option<&str> {
        self.form
            .problems
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| problem.message.as_str())
    }

    fn problem_links(&self, editors: &[Editor]) -> Vec<ProblemLink<'_>> {
        let target = |problem: &Problem| {
            let editor = editors.iter().find(|editor| editor.name == problem.field);
            match editor {
                Some(editor) => editor.id.clone(),
                None if problem.field == "comment" => "comment".to_owned(),
                None => "decision".to_owned(),
            }
        };
        self.form
            .problems
            .iter()
            .map(|problem| ProblemLink { target: target(problem), message: &problem.message })
            .collect()
    }
}

fn fits_a_field(value: &str) -> bool {
    text::cut(value, EDIT_MAX_CHARS).1 == 0
}
