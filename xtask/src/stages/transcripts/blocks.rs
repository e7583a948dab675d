//! The blocks ```` ```console ```` of a Markdown document as commands with what they print. It must not run them.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// One block, as it stands in the document.
pub(super) struct Block {
    /// The text between the fences.
    pub(super) text: String,
}

/// One command with its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// What is typed, over several lines if they end with a backslash.
    pub(super) command: String,
    /// What is printed.
    pub(super) output: String,
}

/// All blocks of a document.
pub(super) fn of(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for event in Parser::new(markdown) {
        match (event, &mut open) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), _) if &*info == "console" => {
                open = Some(String::new());
            }
            (Event::Text(part), Some(text)) => text.push_str(&part),
            (Event::End(TagEnd::CodeBlock), _) => blocks.extend(open.take().map(|text| Block { text })),
            _ => {}
        }
    }
    blocks
}

impl Block {
    /// Its commands, in order.
    pub(super) fn calls(&self) -> Vec<Call> {
        let mut calls: Vec<Call> = Vec::new();
        let mut going_on = false;
        for line in self.text.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                calls.push(Call { command: command.to_owned(), output: String::new() });
                going_on = command.ends_with('\\');
            } else if let Some(call) = calls.last_mut() {
                let part = if going_on { &mut call.command } else { &mut call.output };
                let start = if going_on { "\n" } else { "" };
                part.push_str(&format!("{start}{line}{}", if going_on { "" } else { "\n" }));
                going_on = going_on && line.ends_with('\\');
            }
        }
        calls
    }
}

/// Commands with their output, as a block's text.
pub(super) fn text(calls: &[Call]) -> String {
    calls.iter().map(|call| format!("$ {}\n{}", call.command, call.output)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Call, of, text};

    const DOCUMENT: &str =
        "# A\n\n```console\n$ echo a \\\n    b\na b\n$ true\n```\n\n```sh\n$ not this\n```\n";

    #[test]
    fn commands_are_found_with_what_they_print() {
        let blocks = of(DOCUMENT);
        assert_eq!(blocks.len(), 1);
        let echo = Call { command: "echo a \\\n    b".to_owned(), output: "a b\n".to_owned() };
        let none = Call { command: "true".to_owned(), output: String::new() };
        assert_eq!(blocks[0].calls(), [echo, none]);
    }

    #[test]
    fn a_block_survives_being_read_and_written() {
        let blocks = of(DOCUMENT);
        assert_eq!(text(&blocks[0].calls()), blocks[0].text);
    }
}
