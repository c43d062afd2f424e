//! What changed between two editions, rule by rule.
//!
//! Each edition is laid out as rules: a stage, an outcome, a document, a line of a formula. Rules of the same
//! key are compared in what they say. The order of rules is not compared, so a move is no change.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    edition::{
        Adverse, Bounds, Channel, Edition, Excluded, MarkOn, Origin, Pending, Role, Rounding,
        SigningMeans, Source, TermAmount, TermUnit, Trigger, Type, Work,
    },
    text::Text,
};

mod collect;
mod people;
mod print;
mod procedure;
mod types;
mod words;

pub use print::report;

/// A part of an edition, in the order in which changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Act, days, name, signing, limits of files.
    Head,
    /// Whole terms and limits.
    Terms,
    /// The ten rows.
    Standard,
    /// The fields of the application.
    Form,
    /// What decisions rest on.
    Facts,
    /// What is asked for.
    Documents,
    /// What registers answer.
    Registers,
    /// Who must sign or consent.
    Parties,
    /// How sums are computed.
    Formulas,
    /// What must be met.
    Requirements,
    /// The grounds for refusal.
    Grounds,
    /// The variants of the procedure.
    Tracks,
    /// Stages and their outcomes.
    Stages,
    /// What is issued.
    Deeds,
    /// Who may sign what.
    Signatories,
    /// The rules of the Code.
    Code,
    /// The marks of the personal account.
    Marks,
    /// How to complain.
    Appeal,
}

/// What a rule says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Its words.
    Words,
    /// The act.
    Act,
    /// In force from.
    InForce,
    /// No longer in force from.
    Repealed,
    /// Cases under way.
    Pending,
    /// One sentence on what it gives.
    Summary,
    /// How the application is signed.
    Signing,
    /// The limit over all files, bytes.
    FilesLimit,
    /// How long.
    Term,
    /// Another reading of a term.
    OtherTerm,
    /// Until the end of which stage.
    Until,
    /// Whether the act states it.
    Stated,
    /// The type of the answer.
    Type,
    /// The answers of a choice.
    Options,
    /// Help under a question.
    Hint,
    /// Whether it must be answered.
    Required,
    /// What it is filled in from.
    Prefill,
    /// Where it comes from, best first.
    Origins,
    /// The allowed range.
    Bounds,
    /// Asked on a channel.
    On(Channel),
    /// A condition.
    Condition,
    /// A condition in words.
    ConditionWords,
    /// Asked again on a re-application.
    Renewal,
    /// Listed without a condition.
    Unconditional,
    /// The documents that a register replaces.
    Replaces,
    /// Only for what happened after a day.
    After,
    /// The list of persons.
    Each,
    /// The field that names the person.
    Person,
    /// A formula.
    Formula,
    /// How it is rounded.
    Rounding,
    /// The ground of a requirement, the grounds of an outcome.
    Grounds,
    /// The stages of a track in order.
    Stages,
    /// Who acts.
    Actor,
    /// The kind of work.
    Work,
    /// What the work needs.
    Needs,
    /// Who may not act.
    Excluded,
    /// Where it leads.
    LeadsTo,
    /// The result of the work that brings it.
    Brought,
    /// What kind of refusal it is.
    Adverse,
    /// The deed.
    Deed,
    /// Who signs.
    SignedBy,
    /// The paragraphs.
    Paragraphs,
    /// How many copies.
    Copies,
    /// Whether it says how to complain.
    SaysAppeal,
    /// Which deeds.
    Deeds,
    /// Whether the rule applies.
    Applies,
    /// Why not.
    Why,
    /// The event of a mark.
    Event,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words in three languages.
    Words(Text),
    /// Several of them.
    Paragraphs(Vec<Text>),
    /// A day.
    Day(Date),
    /// A formula, a field or a code, as it stands in the edition.
    Written(String),
    /// Several codes.
    Codes(Vec<String>),
    /// A number of things.
    Number(u64),
    /// Yes or no.
    Answer(bool),
    /// A length of time from an event.
    Term {
        /// How many.
        amount: TermAmount,
        /// Of what.
        unit: TermUnit,
        /// Since when.
        from: Start,
    },
    /// A type.
    Type(Type),
    /// A range.
    Bounds(Bounds),
    /// Where a fact comes from.
    Origins(Vec<Origin>),
    /// How a document is asked for.
    Asked {
        /// The original is shown and given back.
        original: bool,
        /// The signed request is it.
        request: bool,
        /// Not if this register answers.
        unless: Option<String>,
    },
    /// How a sum is rounded.
    Rounding(Rounding),
    /// Who acts.
    Role(Role),
    /// The kind of work.
    Work(Work),
    /// Who may not act.
    Excluded(Excluded),
    /// The means of signing.
    Signing(Vec<SigningMeans>),
    /// What becomes of cases under way.
    Pending(Pending),
    /// A kind of refusal.
    Adverse(Adverse),
    /// The result of a work.
    Brought(Trigger),
    /// To the stage that follows.
    Next,
    /// The case is closed.
    Closed,
    /// The event of a mark.
    Event(MarkOn),
}

/// The event that a term runs from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The filing.
    Filing,
    /// The registration.
    Registration,
    /// The stage before.
    Previous,
    /// The end of a stage, by its title.
    Stage(Text),
}

/// A rule of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The part that it stands in.
    pub part: Part,
    /// Equal in both editions: `stage/decision/outcome/refused`.
    pub key: String,
    /// What a person calls it: the words of the node, those of the node around it first.
    pub name: Vec<Text>,
    /// The paragraph and the basis; none if the node has none of its own.
    pub source: Option<Source>,
    /// What it says.
    pub says: BTreeMap<Aspect, Said>,
}

/// A change from one edition to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the later edition has the rule.
    New(Rule),
    /// Only the earlier edition has the rule.
    Gone(Rule),
    /// Both have it and say something else of one aspect.
    Changed(Box<Difference>),
}

/// What both editions say of one aspect of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The rule of the earlier edition.
    pub before: Rule,
    /// The rule of the later edition.
    pub after: Rule,
    /// Of what.
    pub aspect: Aspect,
    /// What the earlier edition says of it.
    pub was: Option<Said>,
    /// What the later edition says of it.
    pub is: Option<Said>,
}

impl Change {
    /// The part that it stands in.
    pub fn part(&self) -> Part {
        match self {
            Self::New(rule) | Self::Gone(rule) => rule.part,
            Self::Changed(difference) => difference.after.part,
        }
    }
}

/// What changed from `before` to `after`, by parts and in the order of the rules; nothing if they say the same.
/// Paragraph numbers alone are no change: another act has other paragraphs.
pub fn diff(before: &Edition, after: &Edition) -> Vec<Change> {
    let (old, new) = (collect::rules(before), collect::rules(after));
    let of = |rules: &[Rule], key: &str| rules.iter().find(|rule| rule.key == key).cloned();
    let mut changes = Vec::new();
    for rule in &new {
        match of(&old, &rule.key) {
            None => changes.push(Change::New(rule.clone())),
            Some(before) => changes.extend(aspects(&before, rule)),
        }
    }
    let gone = old.into_iter().filter(|rule| of(&new, &rule.key).is_none());
    changes.extend(gone.map(Change::Gone));
    changes.sort_by_key(Change::part);
    changes
}

fn aspects(before: &Rule, after: &Rule) -> Vec<Change> {
    let mut aspects: Vec<Aspect> = before
        .says
        .keys()
        .chain(after.says.keys())
        .copied()
        .collect();
    aspects.sort_unstable();
    aspects.dedup();
    let changed = aspects.into_iter().filter_map(|aspect| {
        let (was, is) = (before.says.get(&aspect), after.says.get(&aspect));
        (was != is).then(|| {
            Change::Changed(Box::new(Difference {
                before: before.clone(),
                after: after.clone(),
                aspect,
                was: was.cloned(),
                is: is.cloned(),
            }))
        })
    });
    changed.collect()
}
