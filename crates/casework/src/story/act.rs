//! What is done in a story: who, and which act.

use law::edition::{Edition, Origin};

use super::application::{Filing, json};
use super::deed::deed_number;
use super::rule::{self, RuleAct};
use super::work::{self, WorkAct};
use crate::case::Case;
use crate::command::{Command, FindOutcome, RecordFinding};
use crate::event::{DocumentFault, MissingDocument};
use crate::facts;

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The system itself.
    System,
    /// Somebody of the cast, by id.
    Player(String),
}

/// An act of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The recipient signs and submits.
    File(Filing),
    /// Nothing is done: time passes, and somebody looks at the case.
    Look,
    /// Late evidence is good.
    ConfirmEvidence,
    /// Late evidence is bad.
    RejectEvidence {
        /// The notary's reason.
        reason: String,
    },
    /// The chancellery's register gives its number.
    Register,
    /// An executor takes the case.
    Take,
    /// An executor establishes a fact.
    Record(Record),
    /// An executor finds an outcome.
    Find {
        /// The outcome.
        outcome: String,
        /// The stage it is meant for; none = the present one.
        stage: Option<String>,
        /// What is not in order with the package.
        missing: Vec<MissingDocument>,
        /// The executor's words.
        note: String,
    },
    /// The signatory sends a deed back.
    SendBack {
        /// The ordinal of the deed; none = the one that waits.
        ordinal: Option<String>,
        /// Why.
        note: String,
    },
    /// The signatory signs.
    Sign {
        /// The ordinal of the deed; none = the one that waits.
        ordinal: Option<String>,
    },
    /// Something is done in the work of a stage.
    Work(WorkAct),
    /// Something is done under a rule of the Code.
    Rule(RuleAct),
}

/// A fact as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The fact.
    pub fact: String,
    /// Its value.
    pub given: Given,
    /// Where it comes from.
    pub origin: Origin,
    /// Names the file that answers the document of the origin.
    pub names_file: bool,
}

/// The value of a fact in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// What the recipient declared.
    AsDeclared,
    /// As written: one value, or rows parted by `;`.
    Written(String),
}

impl Act {
    /// The command of an officer's act, but for a signature, whose evidence the driver has.
    pub fn command(&self, case: &Case, edition: &Edition) -> Option<Command> {
        match self {
            Self::Take => Some(Command::Take),
            Self::Record(record) => Some(Command::RecordFinding(record.command(case, edition))),
            Self::Find {
                outcome,
                stage,
                missing,
                note,
            } => Some(Command::FindOutcome(FindOutcome {
                stage: stage
                    .clone()
                    .or_else(|| case.stage().map(str::to_owned))
                    .unwrap_or_default(),
                outcome: outcome.clone(),
                note: note.clone(),
                missing: missing.clone(),
            })),
            Self::SendBack { ordinal, note } => Some(Command::ReturnDeed {
                deed: deed_number(case, ordinal.as_deref()),
                note: note.clone(),
            }),
            Self::File(_)
            | Self::Look
            | Self::ConfirmEvidence
            | Self::RejectEvidence { .. }
            | Self::Register
            | Self::Sign { .. }
            | Self::Work(_)
            | Self::Rule(_) => None,
        }
    }
}

impl Record {
    fn command(&self, case: &Case, edition: &Edition) -> RecordFinding {
        let value = match &self.given {
            Given::AsDeclared => facts::declared(case, edition).remove(&self.fact),
            Given::Written(text) => {
                let fact = edition.facts.get(&self.fact);
                Some(fact.map_or_else(|| text.clone().into(), |fact| json(&fact.ty, text)))
            }
        };
        let file = match &self.origin {
            Origin::Document(document) if self.names_file => case
                .filed
                .attachments
                .iter()
                .find(|file| &file.document == document),
            Origin::Document(_)
            | Origin::Registry(_)
            | Origin::Form(_)
            | Origin::Figure(_)
            | Origin::Consent(_)
            | Origin::Officer => None,
        };
        RecordFinding {
            fact: self.fact.clone(),
            value: value.unwrap_or_default(),
            origin: self.origin.clone(),
            attachment: file.map(|file| file.sha256.clone()),
            note: String::new(),
        }
    }
}

/// The act written as `text`, or what is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<Act>, String> {
    if let Some(rule) = rule::read(text) {
        return Ok(vec![Act::Rule(rule)]);
    }
    if let Some(work) = work::read(text) {
        return Ok(vec![Act::Work(work)]);
    }
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    let act = match (verb, rest) {
        ("files", "") => Act::File(Filing::default()),
        ("files,", "evidence late") => Act::File(Filing {
            is_evidence_late: true,
            ..Filing::default()
        }),
        ("files,", read) if read.starts_with("having read ") => Act::File(Filing {
            read: read.strip_prefix("having read ").map(str::to_owned),
            ..Filing::default()
        }),
        ("looks", "") => Act::Look,
        ("confirms", "the evidence") => Act::ConfirmEvidence,
        ("rejects", rest) => match rest.strip_prefix("the evidence: ") {
            Some(reason) => Act::RejectEvidence {
                reason: reason.to_owned(),
            },
            None => return Err("write `rejects the evidence: REASON`".to_owned()),
        },
        ("registers", "") => Act::Register,
        ("takes", "the case") => Act::Take,
        ("records", rest) => return records(rest),
        ("finds", rest) => finds(rest)?,
        ("sends", rest) => sends_back(rest)?,
        ("signs", "") => Act::Sign { ordinal: None },
        ("signs", rest) => Act::Sign {
            ordinal: Some(
                rest.strip_prefix("deed ")
                    .ok_or("write `signs` or `signs deed ORDINAL`")?
                    .to_owned(),
            ),
        },
        _ => {
            return Err(format!(
                "`{text}` is no act; acts are: files, looks, registers, confirms the evidence, rejects the \
                 evidence, takes the case, records from, finds, sends back, signs, {}, {}",
                work::verbs(),
                rule::verbs()
            ));
        }
    };
    Ok(vec![act])
}

/// `from ORIGIN[, without its file]: FACT VALUE, FACT VALUE`.
fn records(text: &str) -> Result<Vec<Act>, String> {
    const HOW: &str = "write `records from ORIGIN: FACT VALUE, FACT VALUE`";
    let (origin, facts) = text
        .strip_prefix("from ")
        .and_then(|rest| rest.split_once(": "))
        .ok_or(HOW)?;
    let (origin, names_file) = match origin.strip_suffix(", without its file") {
        Some(origin) => (origin, false),
        None => (origin, true),
    };
    let origin = match origin.split_once(' ') {
        None if origin == "officer" => Origin::Officer,
        Some(("registry", code)) => Origin::Registry(code.to_owned()),
        Some(("document", code)) => Origin::Document(code.to_owned()),
        Some(("form", code)) => Origin::Form(code.to_owned()),
        Some(("figure", code)) => Origin::Figure(code.to_owned()),
        Some(_) | None => {
            return Err(format!(
                "`{origin}` is no origin; origins are: officer, registry R, document D, form F, figure G"
            ));
        }
    };
    facts
        .split(", ")
        .map(|fact| {
            let (fact, value) = fact.trim().split_once(' ').ok_or(HOW)?;
            let given = match value {
                "as declared" => Given::AsDeclared,
                written => Given::Written(written.to_owned()),
            };
            Ok(Act::Record(Record {
                fact: fact.to_owned(),
                given,
                origin: origin.clone(),
                names_file,
            }))
        })
        .collect()
}

/// `OUTCOME[ at STAGE][, missing DOCUMENT…][: NOTE]`.
fn finds(text: &str) -> Result<Act, String> {
    let (what, note) = text.split_once(": ").unwrap_or((text, ""));
    let mut parts = what.split(", ");
    let head = parts.next().unwrap_or_default().trim();
    let (outcome, stage) = match head.split_once(" at ") {
        Some((outcome, stage)) => (outcome, Some(stage.to_owned())),
        None => (head, None),
    };
    if outcome.is_empty() || outcome.contains(' ') {
        return Err("write `finds OUTCOME[ at STAGE][, missing DOCUMENT][: NOTE]`".to_owned());
    }
    let missing = parts.map(|part| {
        let fault = match part.trim().split_once(' ') {
            Some(("missing", document)) => (DocumentFault::Missing, document),
            Some(("expired", document)) => (DocumentFault::Expired, document),
            Some(("unreadable", document)) => (DocumentFault::Unreadable, document),
            Some(_) | None => {
                return Err(format!(
                    "`{part}`: write `missing`, `expired` or `unreadable` and the document"
                ));
            }
        };
        Ok(MissingDocument {
            document: fault.1.to_owned(),
            fault: fault.0,
            note: String::new(),
        })
    });
    Ok(Act::Find {
        outcome: outcome.to_owned(),
        stage,
        missing: missing.collect::<Result<_, _>>()?,
        note: note.to_owned(),
    })
}

/// `back[ deed ORDINAL][: NOTE]`.
fn sends_back(text: &str) -> Result<Act, String> {
    const HOW: &str = "write `sends back[ deed ORDINAL][: NOTE]`";
    let (what, note) = text.split_once(": ").unwrap_or((text, ""));
    let rest = what.strip_prefix("back").ok_or(HOW)?.trim();
    let ordinal = match rest.strip_prefix("deed ") {
        Some(ordinal) => Some(ordinal.to_owned()),
        None if rest.is_empty() => None,
        None => return Err(HOW.to_owned()),
    };
    Ok(Act::SendBack {
        ordinal,
        note: note.to_owned(),
    })
}
