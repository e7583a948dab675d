//! What Terraform says that it has made.

use crate::Failure;
use serde_json::Value;

/// Its outputs.
pub(crate) struct Outputs(Value);

impl Outputs {
    pub(crate) const fn of(outputs: Value) -> Self {
        Self(outputs)
    }

    /// A text by its path, such as `dead_letter_urls/value/wake`.
    pub(crate) fn text(&self, path: &str) -> Result<String, Failure> {
        let found = self.0.pointer(&format!("/{path}")).and_then(Value::as_str);
        found.map(str::to_owned).ok_or_else(|| format!("Terraform has no output {path}").into())
    }
}
