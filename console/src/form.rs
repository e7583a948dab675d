//! The fields of the approval page's form, read back. It must not decide whether the decision is allowed.

use serde_json::{Value, json};

use crate::view::Decision;

/// Prefix of an edited field's name; the JSON pointer follows.
pub(crate) const EDIT_PREFIX: &str = "edit:";

/// A posted decision. Compare `artifact_hash` with the open approval before asking for the [`patch`](Self::patch).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionForm {
    /// The anti-forgery value that the page was rendered with.
    pub csrf: String,
    /// `step.round` of the approval that was shown.
    pub approval_id: String,
    /// Hash of the artifact that was shown.
    pub artifact_hash: String,
    /// The button that was pressed.
    pub decision: Decision,
    /// Without surrounding white space; may be empty. Whether it must not be is the caller's rule.
    pub comment: String,
    /// The editable fields as posted, changed or not.
    pub edits: Vec<Edit>,
}

/// The text of one editable field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// RFC 6901 pointer into the artifact.
    pub pointer: String,
    /// What the text field held: the string itself, or JSON for any other value.
    pub text: String,
}

/// What a person had typed, to show the page again with it after a mistake.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The comment.
    pub comment: String,
    /// The edited fields.
    pub edits: Vec<Edit>,
}

/// A message beside a form field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form: `comment`, `decision` or `edit:<pointer>`.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Why posted fields are not a decision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// A field that the page does not have.
    #[error("the form has an unknown field \"{field}\"; open the page again and use its own form")]
    UnknownField {
        /// Its name.
        field: String,
    },
    /// A field posted twice, of which either could be meant.
    #[error("the form has the field \"{field}\" twice; open the page again and use its own form")]
    RepeatedField {
        /// Its name.
        field: String,
    },
    /// A field that every post carries is absent or empty.
    #[error("the form lacks the field \"{field}\"; press one of the buttons on the page")]
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A button that does not exist.
    #[error("\"{value}\" is no decision; it must be approve, request_changes or reject")]
    UnknownDecision {
        /// What was posted.
        value: String,
    },
    /// An edit of something that this approval does not offer for editing.
    #[error("\"{pointer}\" may not be edited in this approval; take the edit out")]
    NotEditable {
        /// RFC 6901 pointer.
        pointer: String,
    },
    /// An edit of something that the artifact does not have.
    #[error("the artifact has nothing at \"{pointer}\"; open the page again")]
    NothingThere {
        /// RFC 6901 pointer.
        pointer: String,
    },
    /// The text of a list, object, number or truth value is not JSON.
    #[error("\"{pointer}\" is not valid JSON at line {line}, column {column}; correct it there")]
    InvalidJson {
        /// RFC 6901 pointer.
        pointer: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
}

impl FormError {
    /// The form field it is about, as [`Problem::field`] names it.
    pub fn field(&self) -> String {
        match self {
            Self::UnknownField { field } | Self::RepeatedField { field } => field.clone(),
            Self::MissingField { field } => (*field).to_owned(),
            Self::UnknownDecision { .. } => "decision".to_owned(),
            Self::NotEditable { pointer }
            | Self::NothingThere { pointer }
            | Self::InvalidJson { pointer, .. } => {
                format!("{EDIT_PREFIX}{pointer}")
            }
        }
    }
}

impl From<&FormError> for Problem {
    fn from(error: &FormError) -> Self {
        Self { field: error.field(), message: error.to_string() }
    }
}

#[derive(Default)]
struct Fields {
    csrf: Option<String>,
    approval_id: Option<String>,
    artifact_hash: Option<String>,
    decision: Option<String>,
    comment: Option<String>,
    edits: Vec<Edit>,
}

impl Fields {
    fn put(&mut self, name: String, value: String) -> Result<(), FormError> {
        let slot = match name.as_str() {
            "csrf" => &mut self.csrf,
            "approval_id" => &mut self.approval_id,
            "artifact_hash" => &mut self.artifact_hash,
            "decision" => &mut self.decision,
            "comment" => &mut self.comment,
            other => {
                let Some(pointer) = other.strip_prefix(EDIT_PREFIX) else {
                    return Err(FormError::UnknownField { field: name });
                };
                if self.edits.iter().any(|edit| edit.pointer == pointer) {
                    return Err(FormError::RepeatedField { field: name });
                }
                self.edits.push(Edit { pointer: pointer.to_owned(), text: value });
                return Ok(());
            }
        };
        match slot.replace(value) {
            None => Ok(()),
            Some(_) => Err(FormError::RepeatedField { field: name }),
        }
    }
}

impl DecisionForm {
    /// Reads decoded `application/x-www-form-urlencoded` pairs.
    ///
    /// # Errors
    /// The first field that is unknown, repeated, missing or no decision.
    pub fn parse(pairs: impl Iterator<Item = (String, String)>) -> Result<Self, FormError> {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.put(name, value)?;
        }
        let required = |value: Option<String>, field| {
            value.filter(|text| !text.is_empty()).ok_or(FormError::MissingField { field })
        };
        let decision = required(fields.decision, "decision")?;
        Ok(Self {
            csrf: required(fields.csrf, "csrf")?,
            approval_id: required(fields.approval_id, "approval_id")?,
            artifact_hash: required(fields.artifact_hash, "artifact_hash")?,
            decision: Decision::from_wire(&decision).ok_or(FormError::UnknownDecision { value: decision })?,
            comment: as_typed(&fields.comment.unwrap_or_default()).trim().to_owned(),
            edits: fields.edits,
        })
    }

    /// The edits as an RFC 6902 patch of `replace` operations, one for each field that differs from `original` (the
    /// artifact that was shown); `None` if nothing does, or if the decision is not to approve: nothing then takes the
    /// edited artifact up, and the page says so.
    ///
    /// # Errors
    /// [`FormError::NotEditable`] for a pointer not in `editable`, [`FormError::NothingThere`],
    /// [`FormError::InvalidJson`].
    pub fn patch(&self, original: &Value, editable: &[String]) -> Result<Option<Value>, FormError> {
        if self.decision != Decision::Approve {
            return Ok(None);
        }
        let mut operations = Vec::new();
        for edit in &self.edits {
            if !editable.contains(&edit.pointer) {
                return Err(FormError::NotEditable { pointer: edit.pointer.clone() });
            }
            if let Some(value) = edit.changed(original)? {
                operations.push(json!({"op": "replace", "path": edit.pointer, "value": value}));
            }
        }
        Ok((!operations.is_empty()).then_some(Value::Array(operations)))
    }
}

impl Edit {
    /// Its form field, as [`Problem::field`] names it.
    pub fn field(&self) -> String {
        format!("{EDIT_PREFIX}{}", self.pointer)
    }

    fn changed(&self, original: &Value) -> Result<Option<Value>, FormError> {
        let Some(current) = original.pointer(&self.pointer) else {
            return Err(FormError::NothingThere { pointer: self.pointer.clone() });
        };
        let typed = as_typed(&self.text);
        // Also keeps numbers as they are that would change by being read again.
        if typed == as_typed(&editable_text(current)) {
            return Ok(None);
        }
        if current.is_string() {
            return Ok(Some(Value::String(typed)));
        }
        let value: Value = serde_json::from_str(&typed).map_err(|cause| FormError::InvalidJson {
            pointer: self.pointer.clone(),
            line: cause.line(),
            column: cause.column(),
        })?;
        Ok((value != *current).then_some(value))
    }
}

impl Draft {
    /// What can be shown again of posted pairs, whatever else is wrong with them.
    pub fn from_pairs(pairs: impl Iterator<Item = (String, String)>) -> Self {
        let mut draft = Self::default();
        for (name, value) in pairs {
            if name == "comment" {
                draft.comment = value;
            } else if let Some(pointer) = name.strip_prefix(EDIT_PREFIX) {
                draft.edits.push(Edit { pointer: pointer.to_owned(), text: value });
            }
        }
        draft
    }
}

/// What the text field of a value holds at first.
pub(crate) fn editable_text(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            format!("{other:#}")
        }
    }
}

/// Text as it survives a text field: browsers post every line break as CR LF and cannot hold NUL.
fn as_typed(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}
