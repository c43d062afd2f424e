//! The nodes of a file that may be half written: names, words, properties and blocks with their places.

use crate::source_file::Span;

/// A word of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Its text, without the quotes.
    pub(super) text: &'t str,
    /// The place of that text.
    pub(super) span: Span,
    /// Whether it stands in quotes.
    pub(super) is_quoted: bool,
}

/// A property; its value may still be missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property<'t> {
    pub(super) name: Token<'t>,
    pub(super) value: Token<'t>,
}

/// A node.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pub(super) name: Token<'t>,
    /// The node around it, as an index.
    pub(super) parent: Option<usize>,
    pub(super) words: Vec<Token<'t>>,
    pub(super) properties: Vec<Property<'t>>,
    /// Where its line of words and properties ends.
    pub(super) header_end: usize,
    /// From behind `{` to before `}`, or to the end of a file that lacks it.
    pub(super) block: Option<(usize, usize)>,
}

impl<'t> Node<'t> {
    /// The value of a property.
    pub(super) fn property(&self, name: &str) -> Option<&'t str> {
        let found = self.properties.iter().rev();
        let mut found = found.filter(|property| property.name.text == name);
        found.next().map(|property| property.value.text)
    }

    /// The first word.
    pub(super) fn code(&self) -> Option<Token<'t>> {
        self.words.first().copied()
    }
}

/// A file as its nodes, in the order in which they begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    /// The remarks, from their first byte to behind their last.
    pub(super) remarks: Vec<(usize, usize)>,
}

impl<'t> Outline<'t> {
    /// Reads a text; nothing of it can be refused.
    pub(super) fn of(text: &'t str) -> Self {
        let mut scanner = Scanner {
            text,
            at: 0,
            outline: Self::default(),
            open: Vec::new(),
            current: None,
        };
        scanner.run();
        scanner.outline
    }

    /// The node of an index.
    pub(super) fn get(&self, index: usize) -> Option<&Node<'t>> {
        self.nodes.get(index)
    }

    /// The nodes inside another one; `None` = the outermost.
    pub(super) fn inside(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &Node<'t>)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(move |(_, node)| node.parent == parent)
    }

    /// The innermost node whose block holds `offset`.
    pub(super) fn around(&self, offset: usize) -> Option<usize> {
        let holds = |node: &Node<'_>| {
            node.block
                .is_some_and(|(from, to)| (from..=to).contains(&offset))
        };
        self.nodes.iter().rposition(holds)
    }

    /// The node whose name, words and properties hold `offset`, ends included.
    pub(super) fn header_at(&self, offset: usize) -> Option<usize> {
        let holds = |node: &Node<'_>| (node.name.span.offset..=node.header_end).contains(&offset);
        self.nodes.iter().rposition(holds)
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    outline: Outline<'t>,
    /// The nodes whose blocks are open; a block without a node has none.
    open: Vec<Option<usize>>,
    /// The node whose words are being read.
    current: Option<usize>,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            if rest.starts_with("//") {
                self.remark(rest.find('\n').unwrap_or(rest.len()));
            } else if rest.starts_with("/*") {
                self.remark(rest.find("*/").map_or(rest.len(), |at| at + 2));
            } else if rest.starts_with("/-") {
                self.at += 2;
            } else if c == '\\' {
                // The node goes on after the end of the line.
                self.at += rest.find('\n').map_or(rest.len(), |at| at + 1);
            } else if c == '\n' || c == ';' {
                self.end_header();
                self.at += 1;
            } else if c == '{' {
                self.open();
            } else if c == '}' {
                self.close();
            } else if c.is_whitespace() || c == '=' {
                self.at += c.len_utf8();
            } else {
                self.token();
            }
        }
        self.end_header();
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn remark(&mut self, length: usize) {
        self.outline.remarks.push((self.at, self.at + length));
        self.at += length;
    }

    fn end_header(&mut self) {
        let at = self.at;
        if let Some(node) = self
            .current
            .take()
            .and_then(|i| self.outline.nodes.get_mut(i))
        {
            node.header_end = at;
        }
    }

    fn open(&mut self) {
        let node = self.current;
        self.end_header();
        self.at += 1;
        let at = self.at;
        if let Some(node) = node.and_then(|index| self.outline.nodes.get_mut(index)) {
            node.block = Some((at, self.text.len()));
        }
        self.open.push(node);
    }

    fn close(&mut self) {
        self.end_header();
        let at = self.at;
        let node = self.open.pop().flatten();
        let node = node.and_then(|index| self.outline.nodes.get_mut(index));
        if let Some((_, end)) = node.and_then(|node| node.block.as_mut()) {
            *end = at;
        }
        self.at = (at + 1).min(self.text.len());
    }

    /// A word, or a property with its value.
    fn token(&mut self) {
        let token = self.read();
        let Some(index) = self.current else {
            self.current = Some(self.outline.nodes.len());
            self.outline.nodes.push(Node {
                name: token,
                parent: self.open.last().copied().flatten(),
                words: Vec::new(),
                properties: Vec::new(),
                header_end: self.at,
                block: None,
            });
            return;
        };
        let value = if self.rest().starts_with('=') {
            self.at += 1;
            Some(self.read())
        } else {
            None
        };
        let Some(node) = self.outline.nodes.get_mut(index) else {
            return;
        };
        match value {
            Some(value) => node.properties.push(Property { name: token, value }),
            None => node.words.push(token),
        }
    }

    /// The token here; an empty one if there is none.
    fn read(&mut self) -> Token<'t> {
        let rest = self.rest();
        let (lead, length, close) = if rest.starts_with("\"\"\"") {
            let body = rest.get(3..).unwrap_or_default();
            let length = body.find("\"\"\"");
            (
                3,
                length.unwrap_or(body.len()),
                if length.is_some() { 3 } else { 0 },
            )
        } else if let Some(body) = rest.strip_prefix('"') {
            let (length, is_closed) = quoted(body);
            (1, length, usize::from(is_closed))
        } else {
            let ends = |c: char| c.is_whitespace() || "{};=\"".contains(c);
            (0, rest.find(ends).unwrap_or(rest.len()), 0)
        };
        let span = Span::new(self.at + lead, length);
        self.at = (self.at + lead + length + close).min(self.text.len());
        Token {
            text: self
                .text
                .get(span.offset..span.offset + length)
                .unwrap_or_default(),
            span,
            is_quoted: lead > 0,
        }
    }
}

/// The length of a text in quotes, and whether it is closed on its line.
fn quoted(body: &str) -> (usize, bool) {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            '\n' => return (at, false),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (at, true),
            _ => {}
        }
    }
    (body.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_written_file_keeps_its_nodes_and_its_open_blocks() {
        let text = "a x y=1 {\n  b \"two words\" z=\n  // remark {\n  c \\\n    w=2\n";
        let outline = Outline::of(text);
        let names: Vec<&str> = outline.nodes.iter().map(|node| node.name.text).collect();
        assert_eq!(names, ["a", "b", "c"]);
        let b = &outline.nodes[1];
        assert_eq!(
            (b.parent, b.words[0].text, b.property("z")),
            (Some(0), "two words", Some(""))
        );
        assert_eq!(outline.nodes[2].property("w"), Some("2"));
        assert_eq!(outline.around(text.len()), Some(0));
        assert_eq!(outline.remarks.len(), 1);
    }
}
