//! What `doctor` found, for people. It examines nothing.

use super::table::{Cell, table, toned};
use super::text::{Paint, Tone, one_line};
use serde::Serialize;

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// Good.
    Ok,
    /// Works, but wants attention.
    Attention,
    /// Broken.
    Broken,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    /// What was looked at.
    pub(crate) name: String,
    /// How it went.
    pub(crate) verdict: Verdict,
    /// What was found, and what to do where it is not good.
    pub(crate) detail: String,
}

impl Check {
    /// A check.
    pub(crate) fn new(name: &str, verdict: Verdict, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), verdict, detail: detail.into() }
    }
}

/// One setting with its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SettingRow {
    /// Its name.
    pub(crate) name: String,
    /// Its value; secrets are not shown.
    pub(crate) value: String,
    /// Where it comes from.
    pub(crate) origin: String,
}

/// The table of checks.
pub(crate) fn checks(checks: &[Check], paint: Paint) -> String {
    let rows = checks.iter().map(|check| {
        let mark = match check.verdict {
            Verdict::Ok => Cell::toned(Tone::Good, "ok"),
            Verdict::Attention => Cell::toned(Tone::Attention, "note"),
            Verdict::Broken => Cell::toned(Tone::Bad, "broken"),
        };
        vec![mark, check.name.clone().into(), one_line(&check.detail).into()]
    });
    toned(&[], rows.collect(), paint)
}

/// The table of settings.
pub(crate) fn settings(settings: &[SettingRow]) -> String {
    let rows = settings.iter().map(|row| vec![row.name.clone(), one_line(&row.value), one_line(&row.origin)]);
    table(&["SETTING", "VALUE", "FROM"], rows.collect())
}
