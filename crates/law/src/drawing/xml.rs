//! Writing XML: elements with attributes, and text that cannot break out of them.

use std::fmt::Write as _;

/// XML being written, indented by two spaces for each open element.
#[derive(Debug, Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.put(format_args!("</{name}>\n"));
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with words in it.
    pub(super) fn words(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) {
        self.begin(name, attributes);
        let words = escaped(words);
        self.put(format_args!(">{words}</{name}>\n"));
    }

    /// The whole text; every element has been closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.put(format_args!("<{name}"));
        for (key, value) in attributes {
            let value = escaped(value);
            self.put(format_args!(" {key}=\"{value}\""));
        }
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.open.len()));
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let written = self.text.write_fmt(text);
        debug_assert!(written.is_ok());
    }
}

/// The text with the five characters that mean something in XML written otherwise.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_out_of_their_element() {
        let mut xml = Xml::default();
        xml.open("a", &[("b", "\"><script>")]);
        xml.words("c", &[], "</c>&\u{0}");
        assert_eq!(
            xml.finish(),
            "<a b=\"&quot;&gt;&lt;script&gt;\">\n  <c>&lt;/c&gt;&amp; </c>\n</a>\n"
        );
    }
}
