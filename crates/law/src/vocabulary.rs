//! The closed vocabulary of `law/`: which node may stand where, with which properties, words and values.
//!
//! The loader refuses whatever is not here, and a test compares the two; an editor offers what is here.

mod table;
mod words;

/// A file of `law/` by what it holds: the place in which its outermost nodes stand.
pub mod file {
    /// `calendar/*.kdl`.
    pub const CALENDAR: &str = "a calendar file";
    /// `figures/*.kdl`.
    pub const FIGURES: &str = "a figures file";
    /// `places.kdl`.
    pub const PLACES: &str = "places.kdl";
    /// `registries.kdl`.
    pub const REGISTERS: &str = "registries.kdl";
    /// `code/*.kdl`.
    pub const CODE: &str = "a file of the Code";
    /// `services/*/*.kdl`, without the examples.
    pub const EDITION: &str = "a file of a service";
}

/// Names that the files of `law/` declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Names {
    /// Stages of the edition.
    Stage,
    /// Outcomes of the edition, each after its stage: `decision/granted`.
    Outcome,
    /// Deeds of the edition.
    Deed,
    /// Grounds of the edition.
    Ground,
    /// Parties of the edition.
    Party,
    /// Facts of the edition.
    Fact,
    /// Documents of the edition.
    Document,
    /// Assessments of the edition.
    Assessment,
    /// Fields of the form, each after its section: `family.income`.
    Field,
    /// Registers of the law.
    Register,
    /// Figures of the law.
    Figure,
    /// Places of the law.
    Place,
}

/// Words that a value may be: a prefix and the names that may follow it.
pub type Prefixed = (&'static str, Names);

/// What may be written for a word or a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A new name, given here.
    Code,
    /// A text for people or a citation.
    Text,
    /// A day, `"2026-03-08"`.
    Day,
    /// A number.
    Number,
    /// `#true` or `#false`.
    Flag,
    /// A formula.
    Formula,
    /// One of a closed list of words.
    Words(&'static [&'static str]),
    /// A word of the list, or a declared name after its prefix.
    Named(&'static [&'static str], &'static [Prefixed]),
}

/// How often a word may follow the name of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// At most the words named.
    These(&'static [Value]),
    /// The words named, the last of them as often as one likes.
    Many(&'static [Value]),
}

/// How a node says on what it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It names its paragraph: `cite`, `basis`, `from`, `why`.
    Cited,
    /// It may say its basis and cites nothing: `basis`, `from`, `why`.
    Based,
    /// Neither.
    Plain,
}

/// A property and what may be written for it.
pub type Property = (&'static str, Value);

/// A node in its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name of the node.
    pub name: &'static str,
    /// The nodes (or files) that it may stand in.
    pub within: &'static [&'static str],
    /// The words after its name.
    pub words: Follows,
    /// Whether it cites.
    pub stands: Stands,
    /// Its own properties, beside those of [`Stands`].
    pub own: &'static [Property],
    /// The nodes inside it.
    pub nodes: &'static [&'static str],
}

/// The properties of a node that names its paragraph.
const CITED: &[Property] = &[
    ("cite", Value::Text),
    ("basis", Value::Words(words::BASES)),
    ("from", Value::Text),
    ("why", Value::Text),
];

impl Kind {
    /// Every property, those of its basis first. A node's own meaning of a name goes before that of the basis.
    pub fn properties(&self) -> Vec<Property> {
        let above = match self.stands {
            Stands::Cited => CITED,
            Stands::Based => CITED.get(1..).unwrap_or_default(),
            Stands::Plain => &[],
        };
        let own = |name: &str| self.own.iter().any(|(known, _)| *known == name);
        let above = above.iter().filter(|(name, _)| !own(name));
        above.chain(self.own).copied().collect()
    }

    /// What may be written for a property.
    pub fn property(&self, name: &str) -> Option<Value> {
        let properties = self.properties();
        let found = properties.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }

    /// What may be written as the word number `index` after the name, from 0.
    pub fn word(&self, index: usize) -> Option<Value> {
        match self.words {
            Follows::These(words) => words.get(index).copied(),
            Follows::Many(words) => words.get(index).or(words.last()).copied(),
        }
    }
}

/// All nodes in all their places.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    table::KINDS.into_iter().flatten()
}

/// The node `name` inside `parent`, a node or a file.
pub fn kind(parent: &str, name: &str) -> Option<&'static Kind> {
    kinds().find(|kind| kind.name == name && kind.within.contains(&parent))
}

/// The outermost nodes of a file.
pub fn outermost(file: &str) -> Vec<&'static str> {
    let found = kinds().filter(|kind| kind.within.contains(&file));
    found.map(|kind| kind.name).collect()
}

/// What the file at `path` (below `law/`) holds; none if no node of it is known here.
pub fn file_of(path: &str) -> Option<&'static str> {
    let path = path.strip_prefix("law/").unwrap_or(path);
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["places.kdl"] => Some(file::PLACES),
        ["registries.kdl"] => Some(file::REGISTERS),
        ["services", _, "examples.kdl"] => None,
        [folder, name] | [folder, _, name]
            if name.rsplit_once('.').is_some_and(|(_, end)| end == "kdl") =>
        {
            match *folder {
                "calendar" => Some(file::CALENDAR),
                "figures" => Some(file::FIGURES),
                "code" => Some(file::CODE),
                "services" => Some(file::EDITION),
                _ => None,
            }
        }
        _ => None,
    }
}
