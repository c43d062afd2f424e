//! The passport of a service: the standard of the law, the procedure, the terms.

use askama::Template;

use super::{Link, Nav, Progress, Shell, Stage};

/// Everything the law says about a service, and the button that begins an application.
#[derive(Template)]
#[template(path = "passport.html")]
pub struct Passport {
    /// What surrounds the page.
    pub shell: Shell,
    /// The name of the service.
    pub name: String,
    /// One sentence: who receives what.
    pub summary: String,
    /// Where the rules come from.
    pub edition: EditionFacts,
    /// The rows of the standard, ten of them.
    pub standard: Vec<StandardRow>,
    /// The stages of the procedure, all of them `Progress::Next`.
    pub stages: Vec<Stage>,
    /// The procedure drawn, once for each track.
    pub drawings: Vec<Drawn>,
    /// What is asked for, by channel.
    pub documents: Vec<Group>,
    /// What registers answer instead.
    pub fetched: Vec<Item>,
    /// How to complain.
    pub appeal: Vec<String>,
    /// What is inferred or carried over.
    pub doubts: Vec<Doubt>,
    /// What would happen if the person applied now.
    pub now: Option<IfNow>,
    /// Where the service is provided online.
    pub places: Vec<Place>,
    /// Where an application begins; `None` when it cannot be made online on this day.
    pub apply: Option<String>,
    /// Where anybody may ask whether their family would get help; `None` where nothing is computed.
    pub estimate: Option<String>,
    /// Other editions of the same service.
    pub editions: Vec<Link>,
}

/// A drawing of the procedure.
pub struct Drawn {
    /// The track; `None` when there is only one.
    pub heading: Option<String>,
    /// The SVG, made by the law room, which escapes every word in it.
    pub svg: String,
}

/// Things under a heading.
pub struct Group {
    /// The heading.
    pub heading: String,
    /// The things.
    pub items: Vec<Item>,
}

/// A line of the law.
pub struct Item {
    /// Its words.
    pub text: String,
    /// How and when, in words; may be empty.
    pub notes: String,
    /// The paragraph of the act.
    pub cite: String,
}

/// A part of the edition that no text at hand says.
pub struct Doubt {
    /// Whether it was concluded or carried over.
    pub kind: BasisKind,
    /// The part as it stands in the edition, with its paragraph.
    pub node: String,
    /// Why it is believed.
    pub why: String,
}

/// Where the rules of a service come from.
pub struct EditionFacts {
    /// The title of the act.
    pub act: String,
    /// In force since, in words.
    pub in_force: String,
    /// No longer in force since, in words.
    pub repealed: Option<String>,
    /// What the edition rests on, where it is not the act itself.
    pub basis: Option<Basis>,
}

/// One row of the standard.
pub struct StandardRow {
    /// Its heading.
    pub heading: String,
    /// Its text.
    pub paragraphs: Vec<String>,
    /// The paragraph of the act.
    pub cite: String,
    /// What it rests on, where it is not the act itself.
    pub basis: Option<Basis>,
}

/// What a text rests on, where it is not the act itself.
#[derive(PartialEq, Eq)]
pub struct Basis {
    /// The kind.
    pub kind: BasisKind,
    /// Why, in a sentence.
    pub why: String,
}

/// The kinds of basis that a reader is told about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BasisKind {
    /// Another official text says it.
    Found,
    /// We concluded it; a lawyer must confirm it.
    Inferred,
    /// The text of a replaced act goes on, since the new one is not at hand.
    CarriedOver,
}

impl BasisKind {
    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Found => "basis-found",
            Self::Inferred => "basis-inferred",
            Self::CarriedOver => "basis-carried-over",
        }
    }
}

/// What would happen if the person applied now.
pub struct IfNow {
    /// The day of registration, in words.
    pub registered: String,
    /// The day of the answer, in words.
    pub answer_by: String,
    /// Why: one sentence each.
    pub reasons: Vec<String>,
}

/// A place where the service is or is not provided online.
pub struct Place {
    /// Its name.
    pub name: String,
    /// Where an application for this place begins, or the page that says it has no online service.
    pub href: String,
}
