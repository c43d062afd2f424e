//! A small reader of our own HTML: enough to find tags that do not close and labels without control.

use std::collections::BTreeSet;

/// Elements that have no end.
const VOID: [&str; 6] = ["br", "circle", "input", "link", "meta", "path"];

/// One start tag with its attributes.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads a page: its start tags in order, and every fault of nesting, as a sentence.
pub(crate) fn read(html: &str) -> (Vec<Tag>, Vec<String>) {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut faults = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (inside, next) = split_tag(after);
        rest = next;
        if inside.starts_with('!') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name => {}
                last => faults.push(format!("</{name}> closes {last:?}")),
            }
            continue;
        }
        let tag = parse(inside);
        let closes_itself = inside.ends_with('/');
        if !closes_itself && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    faults.extend(
        open.into_iter()
            .map(|name| format!("<{name}> never closes")),
    );
    (tags, faults)
}

/// Splits after the `>` that ends a tag, which is not inside a quoted value.
fn split_tag(text: &str) -> (&str, &str) {
    let mut is_quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => {
                let (inside, end) = text.split_at(at);
                return (inside, end.strip_prefix('>').unwrap_or(end));
            }
            _ => {}
        }
    }
    (text, "")
}

fn parse(inside: &str) -> Tag {
    let (name, mut rest) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside.trim_end_matches('/'), ""));
    let mut attributes = Vec::new();
    while let Some((before, after)) = rest.split_once("=\"") {
        let mut bare: Vec<&str> = before.split_whitespace().collect();
        let key = bare.pop().unwrap_or_default();
        attributes.extend(bare.into_iter().map(|it| (it.to_owned(), String::new())));
        let (value, next) = after.split_once('"').unwrap_or((after, ""));
        attributes.push((key.to_owned(), value.to_owned()));
        rest = next;
    }
    let bare = rest.split_whitespace().filter(|it| *it != "/");
    attributes.extend(bare.map(|it| (it.to_owned(), String::new())));
    Tag {
        name: name.to_owned(),
        attributes,
    }
}

/// Every `id` of a page, and the ones that stand twice.
pub(crate) fn ids(tags: &[Tag]) -> (BTreeSet<&str>, Vec<&str>) {
    let mut seen = BTreeSet::new();
    let all = tags.iter().filter_map(|tag| tag.get("id"));
    let twice = all.filter(|id| !seen.insert(*id)).collect();
    (seen, twice)
}

#[test]
fn a_tag_left_open_is_found() {
    let (_, faults) = read("<div><p>one</div>");
    assert_eq!(faults, ["</div> closes Some(\"p\")", "<div> never closes"]);
}

#[test]
fn a_sign_inside_a_value_does_not_end_the_tag() {
    let (tags, faults) = read("<a title=\"a > b\" hidden href=\"/x\">x</a>");
    assert!(faults.is_empty());
    assert_eq!(tags[0].get("title"), Some("a > b"));
    assert_eq!(tags[0].get("hidden"), Some(""));
    assert_eq!(tags[0].get("href"), Some("/x"));
}
