//! Divides a page's room among the values that want it. It must not render them.

use serde_json::Value;

use crate::limits::{ARTIFACT_MAX_DEPTH, ARTIFACT_MAX_ENTRIES, TEXT_CHARS_PER_NODE, TEXT_MAX_CHARS};

/// How many nodes a value would take if there were no budget.
pub(crate) fn nodes(value: &Value, depth: usize) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(string) => 1 + string.len().min(TEXT_MAX_CHARS) / TEXT_CHARS_PER_NODE,
        Value::Array(_) | Value::Object(_) if depth >= ARTIFACT_MAX_DEPTH => 1,
        Value::Array(items) => 1 + sum(items.iter(), depth),
        Value::Object(members) => 1 + sum(members.values(), depth),
    }
}

fn sum<'a>(entries: impl Iterator<Item = &'a Value>, depth: usize) -> usize {
    entries.take(ARTIFACT_MAX_ENTRIES).map(|entry| nodes(entry, depth + 1)).sum()
}

/// The nodes each entry may take: all it wants if there is room for all, else the large ones are held to one size and
/// the small ones stay whole, so that a huge member cannot push its neighbours off the page. Shorter than the entries
/// if not even one node is left for each.
pub(crate) fn of<'a>(entries: impl Iterator<Item = &'a Value>, depth: usize, budget: usize) -> Vec<usize> {
    let shown = entries.take(ARTIFACT_MAX_ENTRIES.min(budget));
    let wanted: Vec<usize> = shown.map(|entry| nodes(entry, depth + 1)).collect();
    let most = most_for_one(&wanted, budget);
    wanted.into_iter().map(|nodes| nodes.min(most)).collect()
}

fn most_for_one(wanted: &[usize], budget: usize) -> usize {
    let mut rising = wanted.to_vec();
    rising.sort_unstable();
    let mut left = budget;
    for (served, nodes) in rising.iter().enumerate() {
        let waiting = rising.len() - served;
        if nodes.saturating_mul(waiting) > left {
            return left / waiting;
        }
        left -= nodes;
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn small_entries_stay_whole_beside_a_large_one() {
        assert_eq!(most_for_one(&[1, 2, 900, 3], 106), 100);
        assert_eq!(most_for_one(&[50, 50, 1], 41), 20);
        assert_eq!(most_for_one(&[1, 2, 900], 903), usize::MAX);
    }

    #[test]
    fn with_too_little_room_the_last_entries_get_none() {
        let entries = [json!(1), json!(2), json!(3)];
        assert_eq!(of(entries.iter(), 0, 2), [1, 1]);
        assert!(of(entries.iter(), 0, 0).is_empty());
    }
}
