//! An edition: the whole regulation of one service, in force from a day.
//!
//! Every node carries a [`Source`]: the paragraph of the act and the basis on which it stands here.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

mod assessment;
mod deed;
mod fact;
mod form;
mod kind;
mod rules;
mod source;
mod stage;
mod task;
mod term;
mod track;

pub use assessment::{Assessment, Ground, Requirement, Rounding, RoundingMode, Step};
pub use deed::{Deed, DeedField, IssuedAt};
pub use fact::{Bounds, Fact, Origin};
pub use form::{Channel, Document, DocumentChannel, Field, Party, Section, SigningMeans};
pub use kind::{ChoiceOption, Column, Per, Type};
pub use rules::{CodeRule, Fetch, Mark, MarkOn, MaySign, Rules, Without};
pub use source::{Basis, LegalDay, Source};
pub use stage::{Adverse, Destination, Excluded, Outcome, OutcomeDeed, Role, Stage, Work};
pub use task::{
    Approval, Brings, Every, Expiry, OutsideSignatory, Signatory, Signer, Task, Trigger,
};
pub use term::{Limit, Reading, Term, TermAmount, TermStart, TermUnit};
pub use track::{ExtensionGround, Next, OwnExtension, Path, Track};

use crate::text::Text;

/// The name of an edition: `service/in-force-day-act`, for example
/// `housing-assistance/2020-11-06-order-539`. Equal to its file's path under `law/services/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditionId(pub String);

impl EditionId {
    /// The code of the service, which is known even when the edition is not.
    pub fn service(&self) -> &str {
        self.0
            .split_once('/')
            .map_or(&self.0, |(service, _)| service)
    }
}

impl std::fmt::Display for EditionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The act that an edition comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// `order-539`.
    pub code: String,
    /// The day of the act.
    pub dated: Date,
    /// Its number in the register of the Ministry of Justice.
    pub registered: Option<String>,
    /// Its short title with date and number, ready to be printed in a deed.
    pub title: Text,
}

/// What happens to cases under way when the edition is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pending {
    /// They keep the edition of their registration day.
    Stay,
    /// They move to the new one by a recorded event.
    Move,
}

/// One row of the ten-row standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardRow {
    /// 1 to 10.
    pub number: u8,
    /// The heading of the row.
    pub heading: Text,
    /// The paragraphs of the row.
    pub paragraphs: Vec<Text>,
    /// What it names by code: row 5 the deeds, queues and registers that are the result of the service, row 9 the
    /// grounds for refusal.
    pub names: Vec<String>,
    /// Its source.
    pub source: Source,
}

/// The whole regulation of one service from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Its name.
    pub id: EditionId,
    /// The code of the service.
    pub service: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub digest: String,
    /// The act.
    pub act: Act,
    /// From this day.
    pub in_force: LegalDay,
    /// Until the day before this one.
    pub repealed: Option<LegalDay>,
    /// The act that repealed it.
    pub repealed_by: Option<String>,
    /// Why no edition follows at once, if none does and the law knows it.
    pub gap: Option<String>,
    /// Cases under way at a change.
    pub pending: Pending,
    /// The name of the service.
    pub name: Text,
    /// One plain sentence on what it gives.
    pub summary: Text,
    /// The ten rows.
    pub standard: Vec<StandardRow>,
    /// How the application may be signed.
    pub signing: Vec<SigningMeans>,
    /// The limit over all attachments, bytes.
    pub attachments_limit_bytes: u64,
    /// The main whole term: of all channels, or of the portal if they differ.
    pub term: Term,
    /// Every whole term, the main one among them: one for all channels, or one for each.
    pub terms: Vec<Term>,
    /// Further terms over several stages.
    pub limits: Vec<Limit>,
    /// The rules of the Code that apply.
    pub rules: Rules,
    /// The variants of the procedure in order; empty = one path through all stages.
    pub tracks: Vec<Track>,
    /// The application form.
    pub form: Vec<Section>,
    /// The facts, by code.
    pub facts: BTreeMap<String, Fact>,
    /// The documents in order.
    pub documents: Vec<Document>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The formulas in order.
    pub assessments: Vec<Assessment>,
    /// The requirements in order.
    pub requirements: Vec<Requirement>,
    /// The stages in order. Where a case goes is told by [`Edition::path`].
    pub stages: Vec<Stage>,
    /// The grounds for refusal in order.
    pub grounds: Vec<Ground>,
    /// The deeds in order.
    pub deeds: Vec<Deed>,
    /// Who may sign what.
    pub may_sign: Vec<MaySign>,
    /// What is fetched from registers and not asked for.
    pub fetches: Vec<Fetch>,
    /// The marks of the personal account.
    pub marks: Vec<Mark>,
    /// Where and how to appeal, for every adverse deed.
    pub appeal: Vec<Text>,
}

impl Edition {
    /// The columns of a list field `section.field` of the form; none if there is no such list.
    pub fn columns(&self, field: &str) -> Option<&[Column]> {
        let (section, code) = field.split_once('.')?;
        let section = self.form.iter().find(|known| known.code == section)?;
        let field = section.fields.iter().find(|known| known.code == code)?;
        match &field.ty {
            Type::List { columns } => Some(columns),
            Type::Boolean
            | Type::Count
            | Type::Number { .. }
            | Type::Share
            | Type::Money { .. }
            | Type::Date
            | Type::Choice { .. }
            | Type::Line
            | Type::PersonName
            | Type::Iin
            | Type::Iban
            | Type::Place => None,
        }
    }
}

/// A moment and a place: what a figure is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<'a> {
    /// The legal day.
    pub day: Date,
    /// The KATO code of the place, if it matters.
    pub place: Option<&'a str>,
}

/// The filing of an application, as terms need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filing {
    /// When the signed request arrived.
    pub at: Timestamp,
}
