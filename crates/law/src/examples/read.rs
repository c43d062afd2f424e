//! One example as it is written.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use kdl::{KdlNode, KdlValue};
use serde_json::{Map, Value as Json};

/// One example as it is written.
pub(super) struct Example {
    pub(super) name: String,
    pub(super) day: Date,
    pub(super) place: Option<String>,
    pub(super) track: Option<String>,
    /// The facts as a facts file would hold them.
    pub(super) facts: Map<String, Json>,
    pub(super) registered: Option<Date>,
    pub(super) filed: Option<DateTime>,
    /// Each `expect` with its words and its properties.
    pub(super) expects: Vec<Expect>,
}

/// One `expect`.
pub(super) struct Expect {
    pub(super) words: Vec<String>,
    pub(super) props: BTreeMap<String, String>,
}

impl Example {
    /// Reads an `example` node.
    pub(super) fn read(node: &KdlNode) -> Result<Self, String> {
        if node.name().value() != "example" {
            return Err(format!("`{}` is no example", node.name().value()));
        }
        let (words, props) = (words(node), props(node));
        let name = words.first().cloned().ok_or("an example without a name")?;
        let day = props
            .get("edition-on")
            .and_then(|day| day.parse().ok())
            .ok_or("add `edition-on=\"YYYY-MM-DD\"`")?;
        let mut example = Self {
            name,
            day,
            place: props.get("place").cloned(),
            track: props.get("track").cloned(),
            facts: Map::new(),
            registered: None,
            filed: None,
            expects: Vec::new(),
        };
        for child in node
            .children()
            .into_iter()
            .flat_map(kdl::KdlDocument::nodes)
        {
            example.line(child)?;
        }
        Ok(example)
    }

    fn line(&mut self, node: &KdlNode) -> Result<(), String> {
        let name = node.name().value();
        let words = words(node);
        let first = || words.first().cloned();
        let needed = |what: &str| format!("`{name}` has no {what}");
        match name {
            "fact" => {
                let code = first().ok_or_else(|| needed("code"))?;
                let value = entries(node).nth(1).ok_or_else(|| needed("value"))?;
                self.facts.insert(code, value);
            }
            "row" => {
                let code = first().ok_or_else(|| needed("code"))?;
                let row: Map<String, Json> = node
                    .entries()
                    .iter()
                    .filter_map(|entry| Some((entry.name()?.value().to_owned(), json(entry))))
                    .collect();
                let rows = self
                    .facts
                    .entry(code)
                    .or_insert_with(|| Json::Array(Vec::new()));
                if let Json::Array(rows) = rows {
                    rows.push(Json::Object(row));
                }
            }
            "registered" => {
                let day = first().and_then(|day| day.parse().ok());
                self.registered = Some(day.ok_or_else(|| needed("day"))?);
            }
            "filed" => {
                let at = first().and_then(|at| at.parse().ok());
                self.filed = Some(at.ok_or_else(|| needed("moment"))?);
            }
            "expect" => self.expects.push(Expect {
                words,
                props: props(node),
            }),
            _ => return Err(format!("there is no `{name}` in an example")),
        }
        Ok(())
    }
}

fn words(node: &KdlNode) -> Vec<String> {
    let entries = node.entries().iter().filter(|entry| entry.name().is_none());
    entries.map(text).collect()
}

fn props(node: &KdlNode) -> BTreeMap<String, String> {
    node.entries()
        .iter()
        .filter_map(|entry| Some((entry.name()?.value().to_owned(), text(entry))))
        .collect()
}

fn entries(node: &KdlNode) -> impl Iterator<Item = Json> {
    let entries = node.entries().iter().filter(|entry| entry.name().is_none());
    entries.map(json)
}

/// A word as it was written; numbers keep every digit.
fn text(entry: &kdl::KdlEntry) -> String {
    match entry.value() {
        KdlValue::String(text) => text.clone(),
        KdlValue::Bool(yes) => yes.to_string(),
        KdlValue::Integer(_) | KdlValue::Float(_) | KdlValue::Null => entry
            .format()
            .map_or_else(String::new, |format| format.value_repr.clone()),
    }
}

/// A value as a facts file holds it: numbers as texts, so that no digit is lost.
fn json(entry: &kdl::KdlEntry) -> Json {
    match entry.value() {
        KdlValue::Bool(yes) => Json::Bool(*yes),
        KdlValue::Null => Json::Null,
        KdlValue::String(_) | KdlValue::Integer(_) | KdlValue::Float(_) => {
            Json::String(text(entry))
        }
    }
}
