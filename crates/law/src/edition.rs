//! An edition: the whole regulation of one service, in force from a day.
//!
//! Every node carries a [`Source`]: the paragraph of the act and the basis on which it stands here.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The name of an edition: `service/in-force-day-act`, for example
/// `housing-assistance/2020-11-06-order-539`. Equal to its file's path under `law/services/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditionId(pub String);

/// A paragraph of an act, and on what basis it stands in the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The paragraph, as written in the edition: `¶9(2)`.
    pub cite: String,
    /// Why we believe it.
    pub basis: Basis,
}

/// Where a node of an edition comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Basis {
    /// One of the project's five source documents.
    Source,
    /// Another text, named.
    Found {
        /// The text, with its address if it has one.
        from: String,
    },
    /// Not said by any text at hand: a lawyer must confirm it before go-live.
    Inferred {
        /// The reason for the reading.
        why: String,
    },
    /// Taken over from an earlier act, because the text of the present one is not at hand.
    CarriedOver {
        /// The act it was taken from.
        from: String,
        /// Why it is believed to hold still.
        why: String,
    },
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

/// A day that the law fixes, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalDay {
    /// The day, from its beginning.
    pub day: Date,
    /// Why that day.
    pub source: Source,
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
    /// Its source.
    pub source: Source,
}

/// A channel by which the service is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The web portal.
    Portal,
    /// The State Corporation's counter.
    Counter,
}

/// How a party may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SigningMeans {
    /// Electronic digital signature.
    Eds,
    /// One-time password by SMS, where the edition allows it.
    OneTimePassword,
    /// By hand, in person.
    InPerson,
}

/// The type of a fact, a form field, a figure or an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Type {
    /// True or false.
    Boolean,
    /// A whole number of things or people.
    Count,
    /// An exact number with a unit of the world (m², Gcal, kWh…); empty = none.
    Number {
        /// The unit, for example `m2`.
        unit: String,
    },
    /// A share of one: 5 % is 0.05.
    Share,
    /// Tenge, per period.
    Money {
        /// The period over which the money is counted.
        per: Per,
    },
    /// A calendar day.
    Date,
    /// One of the listed codes.
    Choice {
        /// The codes with their texts.
        options: Vec<ChoiceOption>,
    },
    /// Free text; no formula may use it.
    Line,
    /// A person's name; no formula may use it.
    PersonName,
    /// An individual identification number, twelve digits.
    Iin,
    /// A bank account in IBAN form.
    Iban,
    /// A place by KATO code.
    Place,
    /// A list of rows with typed columns.
    List {
        /// The columns in order.
        columns: Vec<Column>,
    },
}

/// The period of a sum of money. Money per month is not money per quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A single sum.
    Once,
    /// Per calendar month.
    Month,
    /// Per quarter of the year.
    Quarter,
}

/// One code of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// `lift`.
    pub code: String,
    /// What a person reads.
    pub label: Text,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// `billed`.
    pub code: String,
    /// Its type; never a list.
    pub ty: Type,
    /// What a person reads.
    pub label: Text,
    /// Whether a row without it is incomplete.
    pub required: bool,
}

/// Where a fact may come from, in order of preference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "code", rename_all = "kebab-case")]
pub enum Origin {
    /// A state register behind the gateway.
    Registry(String),
    /// A document of the case.
    Document(String),
    /// A field of the signed application: `section.field`.
    Form(String),
    /// A figure of the law, at the case's place and day.
    Figure(String),
    /// An officer who establishes it.
    Officer,
}

/// A fact on which a decision may rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// `family-income`; the key in a facts file.
    pub code: String,
    /// Its type with unit.
    pub ty: Type,
    /// What a person reads.
    pub label: Text,
    /// Where it comes from, best first.
    pub origins: Vec<Origin>,
    /// Bounds as decimal texts: (above, from, up to), each optional.
    pub bounds: Bounds,
    /// Its source in the law.
    pub source: Source,
}

/// The allowed range of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The value must be greater than this.
    pub above: Option<rust_decimal::Decimal>,
    /// The value must be at least this.
    pub at_least: Option<rust_decimal::Decimal>,
    /// The value must be at most this.
    pub at_most: Option<rust_decimal::Decimal>,
}

/// A section of the application form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `family`.
    pub code: String,
    /// Its heading.
    pub title: Text,
    /// A sentence under the heading.
    pub hint: Option<Text>,
    /// The fields in order.
    pub fields: Vec<Field>,
    /// Its source.
    pub source: Source,
}

/// A field of the application form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// `full-name`; unique within the section.
    pub code: String,
    /// Its type.
    pub ty: Type,
    /// The question.
    pub label: Text,
    /// Help under the question.
    pub hint: Option<Text>,
    /// Whether it must be answered.
    pub required: bool,
    /// Filled in from what the system knows of the person: `person.name`, `person.iin`, …
    pub prefill: Option<String>,
    /// Its source.
    pub source: Source,
}

/// A document that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// `income-proof`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// The channels on which it is asked, each with its exception.
    pub channels: Vec<DocumentChannel>,
    /// A condition on facts or form fields under which it is asked; asked always if absent.
    pub when: Option<String>,
    /// The condition as a person reads it.
    pub when_text: Option<Text>,
    /// Whether it is asked again on a re-application.
    pub on_renewal: bool,
    /// Its source.
    pub source: Source,
}

/// A document on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentChannel {
    /// The channel.
    pub channel: Channel,
    /// The register whose answer makes it forbidden to ask.
    pub unless_registry: Option<String>,
    /// Shown in the original and given back, not attached.
    pub original_shown: bool,
    /// The request itself: not attached, because the signed application is it.
    pub is_the_request: bool,
}

/// A party whose signature or consent the case needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// `recipient`, `adult-family-member`.
    pub code: String,
    /// Who, in words.
    pub text: Text,
    /// By what means.
    pub means: Vec<SigningMeans>,
    /// Its source.
    pub source: Source,
}

/// A named formula. `lets` are its steps, `give` its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// `amount`.
    pub code: String,
    /// What a person reads.
    pub label: Text,
    /// The steps in order; later ones may use earlier ones.
    pub lets: Vec<Step>,
    /// The result.
    pub give: Step,
    /// How the result is rounded, once.
    pub rounding: Option<Rounding>,
    /// Its source.
    pub source: Source,
}

/// One line of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The name that later lines use.
    pub code: String,
    /// What a person reads.
    pub label: Text,
    /// The formula as the lawyer wrote it; checked when the edition is loaded.
    pub formula: String,
    /// Its source.
    pub source: Source,
}

/// Rounding of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// The direction.
    pub mode: RoundingMode,
    /// The size of the unit to which the result is rounded, in the result's unit (1 = whole tenge).
    pub to: rust_decimal::Decimal,
}

/// The direction of rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// Half away from zero.
    HalfUp,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// A condition that the recipient or the data must meet; if it fails, its ground is satisfied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// `one-dwelling`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// A boolean formula over facts and assessments; false satisfies the ground.
    pub formula: String,
    /// The code of the ground of refusal.
    pub ground: String,
    /// Its source.
    pub source: Source,
}

/// A listed ground for refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// `unreliable-data`.
    pub code: String,
    /// Its number in the act.
    pub number: u8,
    /// Its words.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// Who acts at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The chancellery of the provider.
    Clerk,
    /// The responsible executor of the provider.
    Executor,
    /// The head of the provider.
    Head,
    /// The housing commission.
    Commission,
    /// The State Corporation's operator.
    Operator,
    /// The recipient.
    Recipient,
}

/// The closed list of kinds of work (design: law as data).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// An officer finds an outcome.
    Check,
    /// Signatures of parties.
    Consent,
    /// Questions to the gateway.
    Registry,
    /// A computed result.
    Assess,
    /// A commission's vote.
    Vote,
    /// An officer signs a deed.
    Sign,
    /// Several parties sign one deed.
    Agree,
    /// An outside act recorded with its evidence.
    Transfer,
    /// A place in a queue.
    Enrol,
    /// A schedule of payments.
    Pay,
    /// Preliminary decision, objection, hearing.
    Hear,
    /// To another body, with the file.
    Forward,
    /// An entry in a register, a result only when acknowledged.
    Record,
}

/// A step of the procedure, with an actor and a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// `completeness`.
    pub code: String,
    /// What a person reads.
    pub title: Text,
    /// Who acts.
    pub actor: Role,
    /// The kind of work.
    pub work: Work,
    /// How long it may take; none = at once.
    pub term: Option<Term>,
    /// What may come out.
    pub outcomes: Vec<Outcome>,
    /// Its source.
    pub source: Source,
}

/// What may come out of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// `complete`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// Where the case goes.
    pub to: Destination,
    /// The deed that must be signed before the outcome takes effect.
    pub deed: Option<OutcomeDeed>,
    /// What kind of adverse outcome it is, if it is one.
    pub adverse: Option<Adverse>,
    /// Its source.
    pub source: Source,
}

/// Where an outcome leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "stage", rename_all = "kebab-case")]
pub enum Destination {
    /// To the stage of this code.
    Stage(String),
    /// The case is closed.
    Closed,
}

/// The deed of an outcome and who signs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeDeed {
    /// The code of the deed.
    pub deed: String,
    /// The role that signs.
    pub signed_by: Role,
}

/// The kinds of adverse outcome that an act may provide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adverse {
    /// An incomplete or expired package.
    Incompleteness,
    /// A listed ground is satisfied; the Code asks for a hearing first.
    Ground,
    /// A consent was not given.
    Consent,
}

/// How long the law gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many days; a plain number or a figure by date.
    pub amount: TermAmount,
    /// Working or calendar days.
    pub unit: TermUnit,
    /// The event that it runs from.
    pub from: TermStart,
    /// Its source.
    pub source: Source,
}

/// The size of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum TermAmount {
    /// So many days.
    Days(u16),
    /// The days given by a figure on the day of registration.
    Figure(String),
}

/// The days in which a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermUnit {
    /// Working days of the provider's calendar.
    WorkingDays,
    /// Calendar days; an end on a day off moves to the next working day.
    CalendarDays,
}

/// The event that a term runs from; the term is counted from the next day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "stage", rename_all = "kebab-case")]
pub enum TermStart {
    /// The moment of filing.
    Filing,
    /// The day of registration.
    Registration,
    /// The day on which the stage of this code ended.
    Stage(String),
}

/// A document that the system issues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// `notice-of-assignment`.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Paragraphs; `{name}` is replaced by the value of a field of the deed.
    pub paragraphs: Vec<Text>,
    /// The fields that it must carry, in order.
    pub fields: Vec<DeedField>,
    /// In how many copies it is made.
    pub copies: u8,
    /// Whether it must say where to appeal.
    pub appeal: bool,
    /// Its source.
    pub source: Source,
}

/// A field of a deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedField {
    /// `amount-month`.
    pub code: String,
    /// What a person reads before the value.
    pub label: Text,
    /// Where the value comes from: `case.number`, `form.applicant.full-name`, `fact.share`, `assess.amount`, `officer.missing`, …
    pub from: String,
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
    /// The whole term.
    pub term: Term,
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
    /// The stages in order; the first is where a registered case begins.
    pub stages: Vec<Stage>,
    /// The grounds for refusal in order.
    pub grounds: Vec<Ground>,
    /// The deeds in order.
    pub deeds: Vec<Deed>,
    /// Where and how to appeal, for every adverse deed.
    pub appeal: Vec<Text>,
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
