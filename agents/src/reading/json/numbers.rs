//! The numbers of a JSON text as they are written there: parsed ones lose digits, and a quote must not. Checks no syntax.

/// The number literals of a text that a parser accepts, in its order.
#[derive(Default)]
pub(super) struct Numbers<'t> {
    rest: &'t str,
}

impl<'t> Numbers<'t> {
    /// Of this text.
    pub(super) const fn of(text: &'t str) -> Self {
        Self { rest: text }
    }
}

impl<'t> Iterator for Numbers<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        loop {
            let start = self.rest.find(|c: char| matches!(c, '"' | '-' | '0'..='9'))?;
            let rest = self.rest.get(start..)?;
            if let Some(inside) = rest.strip_prefix('"') {
                self.rest = after_string(inside);
                continue;
            }
            let end = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
            let (number, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
            self.rest = after;
            return Some(number);
        }
    }
}

/// What follows the string that is open at the start.
fn after_string(mut text: &str) -> &str {
    while let Some(at) = text.find(['"', '\\']) {
        let escape = text.get(at..).is_some_and(|rest| rest.starts_with('\\'));
        let behind = text.get(at + if escape { 2 } else { 1 }..).unwrap_or_default();
        if !escape {
            return behind;
        }
        text = behind;
    }
    ""
}
