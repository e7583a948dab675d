//! Every bound on what a page shows, with its unit in the name. It must not hold limits of the engine or of HTTP.

/// Levels of nesting shown before a value is replaced by a note: deeper lists are unreadable on a phone.
pub const ARTIFACT_MAX_DEPTH: usize = 6;
/// Nodes shown in all, a node being a value or [`TEXT_CHARS_PER_NODE`] characters: a hostile artifact makes a page of
/// a few megabytes at most, an ordinary one is shown whole.
pub const ARTIFACT_MAX_NODES: usize = 4_000;
/// Characters of text that count as one node.
pub const TEXT_CHARS_PER_NODE: usize = 100;
/// Characters shown of a member's name.
pub const LABEL_MAX_CHARS: usize = 120;
/// Entries shown of one list or object: nobody reads the hundred and first.
pub const ARTIFACT_MAX_ENTRIES: usize = 100;
/// Characters shown of one string.
pub const TEXT_MAX_CHARS: usize = 20_000;
/// Characters above which a string is folded behind its first lines.
pub const TEXT_FOLD_CHARS: usize = 1_400;
/// Characters of a folded string that stay visible.
pub const TEXT_PREVIEW_CHARS: usize = 180;
/// Values inside a nested list or object above which it is folded.
pub const FOLD_NODES: usize = 60;
/// Bytes of raw JSON shown on the page; the caller's link leads to the rest.
pub const RAW_MAX_BYTES: usize = 64 * 1024;
/// Nested Markdown blocks kept: a page of `>` must not become a page of elements.
pub const MARKDOWN_MAX_DEPTH: usize = 12;
/// Citations shown.
pub const EVIDENCE_MAX_ITEMS: usize = 200;
/// Characters shown of one quotation.
pub const EVIDENCE_MAX_CHARS: usize = 2_000;
/// Citations shown unfolded.
pub const EVIDENCE_OPEN_ITEMS: usize = 6;
/// Characters of one editable value offered in a text field; longer ones are edited with the command line.
pub const EDIT_MAX_CHARS: usize = 100_000;
/// Columns of a table of records; wider records are shown as cards.
pub const TABLE_MAX_COLUMNS: usize = 5;
/// Characters in a table's cell; longer ones turn the table into cards.
pub const TABLE_CELL_MAX_CHARS: usize = 90;
