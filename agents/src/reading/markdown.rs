//! Markdown into plain text: what a reader sees, without marks, links' addresses, images or raw HTML.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::block::{BlockKind, Extracted, collapse};

/// The visible text; the title is the first heading.
pub(super) fn extract(text: &str) -> Extracted {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut state = State::default();
    for event in Parser::new_ext(text, options) {
        state.event(event);
    }
    state.flush(BlockKind::Paragraph);
    let title = state.out.first_heading();
    Extracted { title, ..state.out }
}

#[derive(Default)]
struct State {
    out: Extracted,
    buffer: String,
    /// Depth of images and metadata blocks, whose text is not shown to a reader.
    hidden: usize,
    items: usize,
}

impl State {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.hidden == 0 => self.buffer.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.buffer.push(' '),
            Event::Rule => self.flush(BlockKind::Paragraph),
            Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "inline marks of a foreign enum need no action")]
    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.hidden += 1,
            Tag::Item => {
                self.flush_text();
                self.items += 1;
            }
            Tag::Heading { .. } | Tag::Paragraph | Tag::CodeBlock(_) | Tag::List(_) | Tag::Table(_) => {
                self.flush_text();
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "inline marks of a foreign enum need no action")]
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Heading(_) => self.flush(BlockKind::Heading),
            TagEnd::Paragraph => self.flush_text(),
            TagEnd::Item => {
                self.flush(BlockKind::ListItem);
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                let code = std::mem::take(&mut self.buffer);
                self.out.push(BlockKind::Code, &code, None);
            }
            TagEnd::TableCell => self.buffer.push_str(" | "),
            TagEnd::TableHead => self.row(BlockKind::TableHead),
            TagEnd::TableRow => self.row(BlockKind::TableRow),
            _ => {}
        }
    }

    fn row(&mut self, kind: BlockKind) {
        let row = std::mem::take(&mut self.buffer);
        self.out.push(kind, &collapse(row.trim_end().trim_end_matches('|')), None);
    }

    fn flush_text(&mut self) {
        self.flush(if self.items > 0 { BlockKind::ListItem } else { BlockKind::Paragraph });
    }

    fn flush(&mut self, kind: BlockKind) {
        let text = collapse(&std::mem::take(&mut self.buffer));
        self.out.push(kind, &text, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_reader_sees_is_kept() {
        let out = extract(
            "---\nauthor: x\n---\n# Heat *pumps*\n\nThey **move** [heat](javascript:alert(1))\nfrom outside. \
             ![img](http://evil/x.png)\n\n<script>alert(1)</script>\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        assert_eq!(out.text, "Heat pumps\n\nThey move heat from outside.\n\none\ntwo\n\na | b\n1 | 2");
        assert_eq!(out.title.as_deref(), Some("Heat pumps"));
        let rows: Vec<_> = out.blocks.iter().rev().take(2).map(|block| block.kind).collect();
        assert_eq!(rows, [BlockKind::TableRow, BlockKind::TableHead]);
    }
}
