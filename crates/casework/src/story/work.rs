//! What is done in the work of a stage, as a story says it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::edition::Edition;

use super::application::json;
use super::cast::Player;
use super::deed::evidence;
use crate::canonical::sha256_hex;
use crate::case::{Case, Progress};
use crate::command::WorkCommand;
use crate::command::work::{
    AgreementSignature, AnswerOfRegister, Consent, ConsentBy, RecordTransfer,
};
use crate::event::work::{Choice, RecusalCause};
use crate::event::{Attachment, Media, PersonRef};
use crate::identifier::{Bin, Iin};

/// An act in the work of a stage: the sentence, read when the case that it is about is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkAct {
    verb: &'static str,
    rest: String,
}

/// The beginnings of the sentences and what follows them.
const VERBS: [(&str, &str); 22] = [
    ("consents as ", "PARTY[ by eds|password]"),
    ("declines as ", "PARTY[: NOTE]"),
    ("notes the consent of ", "ID as PARTY"),
    ("notes the refusal of ", "ID as PARTY[: NOTE]"),
    ("lapses the consents", ""),
    ("hears from ", "REGISTER[: FACT VALUE, FACT VALUE]"),
    ("gives up ", "REGISTER"),
    ("convenes ", "ID, ID, ID, chair ID"),
    ("recuses ", "ID as relative|interest[: NOTE]"),
    ("votes ", "for|against|abstained"),
    ("counts the votes", ""),
    ("draws up the agreement", ""),
    ("signs the agreement", "[, other data]"),
    ("declines the agreement", "[: NOTE]"),
    (
        "records the act ",
        "NUMBER of DAY[, CODE NAME][, approval CODE BODY][, without its file]",
    ),
    ("declines the act", "[: NOTE]"),
    ("gives the place ", "ORDINAL"),
    ("receives ", "TENGE as REFERENCE of DAY"),
    ("finds the payment overdue", ""),
    ("forwards as ", "NUMBER"),
    ("satisfies by ", "ACT[: NOTE]"),
    ("acknowledges ", "NUMBER of DAY"),
];

/// The last of them, because its beginning is that of an older sentence too.
const REJECTS: &str = "rejects the entry";

/// The sentence `text`, if it begins like one about the work of a stage.
pub(super) fn read(text: &str) -> Option<WorkAct> {
    let verbs = VERBS.iter().map(|(verb, _rest)| *verb);
    verbs.chain([REJECTS]).find_map(|verb| {
        let rest = text.strip_prefix(verb)?;
        Some(WorkAct {
            verb,
            rest: rest.to_owned(),
        })
    })
}

/// Who acts on which case.
pub(super) struct At<'a> {
    pub(super) case: &'a Case,
    pub(super) edition: &'a Edition,
    /// The BIN of the organization.
    pub(super) bin: &'a Bin,
    /// The number of the person who acts; none = the system.
    pub(super) iin: Option<&'a Iin>,
    /// Whether it is an official.
    pub(super) is_official: bool,
}

impl WorkAct {
    /// The command; none if the sentence cannot be read to its end.
    pub(super) fn command(&self, at: &At<'_>) -> Option<WorkCommand> {
        let (what, note) = self.rest.split_once(": ").unwrap_or((&self.rest, ""));
        let note = note.to_owned();
        match self.verb {
            "consents as " => consents(what, at),
            "declines as " => Some(WorkCommand::DeclineConsent {
                party: what.to_owned(),
                person: at.iin?.clone(),
                note,
            }),
            "notes the consent of " => {
                let (person, party) = person_as(what)?;
                let by = ConsentBy::InPerson;
                Some(WorkCommand::Consent(Consent { party, person, by }))
            }
            "notes the refusal of " => {
                let (person, party) = person_as(what)?;
                Some(WorkCommand::DeclineConsent {
                    party,
                    person,
                    note,
                })
            }
            "lapses the consents" => Some(WorkCommand::LapseConsents),
            "hears from " => hears(what, &note, at.edition),
            "gives up " => Some(WorkCommand::SilenceOfRegister {
                register: what.to_owned(),
            }),
            "convenes " => convenes(what),
            "recuses " => {
                let (member, cause) = person_as(what)?;
                let cause = match cause.as_str() {
                    "relative" => RecusalCause::Relative,
                    "interest" => RecusalCause::Interest,
                    _ => return None,
                };
                Some(WorkCommand::Recuse {
                    member,
                    cause,
                    note,
                })
            }
            "votes " => {
                let choice = match what {
                    "for" => Choice::For,
                    "against" => Choice::Against,
                    "abstained" => Choice::Abstained,
                    _ => return None,
                };
                Some(WorkCommand::CastVote { choice })
            }
            "counts the votes" => Some(WorkCommand::CountVotes),
            _ => self.later_command(what, note, at),
        }
    }

    fn later_command(&self, what: &str, note: String, at: &At<'_>) -> Option<WorkCommand> {
        match self.verb {
            "draws up the agreement" => Some(WorkCommand::DrawUpAgreement { note }),
            "signs the agreement" => Some(signs(what == ", other data", at)),
            "declines the agreement" => Some(WorkCommand::DeclineAgreement {
                deed: agreement(at.case).map_or_else(String::new, |(number, _)| number),
                note,
            }),
            "records the act " => records(what),
            "declines the act" => Some(WorkCommand::DeclineTransfer { note }),
            "gives the place " => Some(WorkCommand::Enrol {
                ordinal: what.parse().ok()?,
            }),
            "receives " => {
                let (sum, rest) = what.split_once(" as ")?;
                let (reference, day) = rest.split_once(" of ")?;
                Some(WorkCommand::ReceivePayment {
                    reference: reference.to_owned(),
                    sum_tiyn: sum.parse::<u64>().ok()?.checked_mul(100)?,
                    day: day.parse().ok()?,
                })
            }
            "finds the payment overdue" => Some(WorkCommand::FindOverdue),
            "forwards as " => Some(WorkCommand::Forward {
                number: blank(what),
            }),
            "satisfies by " => Some(WorkCommand::SatisfyInstead {
                act: blank(what),
                note,
            }),
            "acknowledges " => {
                let (number, day) = numbered(what)?;
                Some(WorkCommand::AcknowledgeEntry { number, day })
            }
            REJECTS => Some(WorkCommand::RejectEntry { reason: note }),
            _ => None,
        }
    }

    /// How the sentence is written.
    pub(super) fn how(&self) -> String {
        let form = VERBS.iter().find(|(verb, _)| *verb == self.verb);
        let rest = form.map_or("[: REASON]", |(_, rest)| rest);
        format!("write `{}{rest}`", self.verb)
    }
}

/// The beginnings of all sentences, for those who wrote another.
pub(super) fn verbs() -> String {
    let verbs: Vec<&str> = VERBS.iter().map(|(verb, _)| verb.trim()).collect();
    format!("{}, {REJECTS}", verbs.join(", "))
}

/// A number, where `nothing` stands for none.
fn blank(text: &str) -> String {
    if text == "nothing" {
        String::new()
    } else {
        text.to_owned()
    }
}

/// `NUMBER of DAY`.
fn numbered(text: &str) -> Option<(String, Date)> {
    let (number, day) = text.split_once(" of ")?;
    Some((blank(number), day.parse().ok()?))
}

/// `ID as WORD`.
fn person_as(text: &str) -> Option<(Iin, String)> {
    let (id, word) = text.split_once(" as ")?;
    Some((person(id)?.iin, word.to_owned()))
}

fn person(id: &str) -> Option<PersonRef> {
    Player::find(id.trim())?.person()
}

fn consents(text: &str, at: &At<'_>) -> Option<WorkCommand> {
    let (party, means) = text.split_once(" by ").unwrap_or((text, "eds"));
    let by = match means {
        "eds" => ConsentBy::Eds {
            signed_digest: sha256_hex(b"the consent as shown"),
            container_digest: sha256_hex(b"container of the consent"),
            evidence: evidence(),
        },
        "password" => ConsentBy::OneTimePassword {
            challenge_digest: sha256_hex(b"challenge"),
        },
        _ => return None,
    };
    let (party, person) = (party.to_owned(), at.iin?.clone());
    Some(WorkCommand::Consent(Consent { party, person, by }))
}

/// `REGISTER: FACT VALUE, FACT VALUE`.
fn hears(register: &str, facts: &str, edition: &Edition) -> Option<WorkCommand> {
    let facts: Option<BTreeMap<String, serde_json::Value>> = facts
        .split(", ")
        .filter(|fact| !fact.is_empty())
        .map(|fact| {
            let (fact, text) = fact.split_once(' ')?;
            let declared = edition.facts.get(fact);
            let value = declared.map_or_else(|| text.into(), |fact| json(&fact.ty, text));
            Some((fact.to_owned(), value))
        })
        .collect();
    Some(WorkCommand::AnswerOfRegister(AnswerOfRegister {
        register: register.to_owned(),
        digest: sha256_hex(register.as_bytes()),
        facts: facts?,
    }))
}

/// `ID, ID, chair ID`; the chair is a member where the story names them as one.
fn convenes(text: &str) -> Option<WorkCommand> {
    let (members, chair) = text.rsplit_once(", chair ")?;
    let members: Option<Vec<PersonRef>> = members.split(", ").map(person).collect();
    Some(WorkCommand::Convene {
        members: members?,
        chair: person(chair)?.iin,
    })
}

/// The number of the agreement that waits and the digest of its data.
fn agreement(case: &Case) -> Option<(String, String)> {
    case.works().find_map(|work| {
        if let Progress::Agree(agreement) = work {
            let draft = &agreement.draft;
            Some((draft.proposal.number.clone(), draft.data_digest.clone()))
        } else {
            None
        }
    })
}

fn signs(other: bool, at: &At<'_>) -> WorkCommand {
    let (deed, data_digest) = agreement(at.case).unwrap_or_default();
    WorkCommand::SignAgreement(Box::new(AgreementSignature {
        deed,
        data_digest: if other {
            sha256_hex(b"other data")
        } else {
            data_digest
        },
        container_digest: sha256_hex(b"container of the agreement"),
        evidence: evidence(),
        bin: at.is_official.then(|| at.bin.clone()),
    }))
}

/// `NUMBER of DAY, CODE NAME, approval CODE BODY, without its file`.
fn records(text: &str) -> Option<WorkCommand> {
    let mut parts = text.split(", ");
    let (number, day) = numbered(parts.next()?)?;
    let file = Attachment {
        document: "outside-act".to_owned(),
        name: "act.pdf".to_owned(),
        media: Media::Pdf,
        size_bytes: 9,
        sha256: sha256_hex(b"%PDF-1.7\n"),
    };
    let mut transfer = RecordTransfer {
        number,
        day,
        signatories: BTreeMap::new(),
        approvals: BTreeMap::new(),
        attachment: Some(file),
    };
    for part in parts {
        let (word, rest) = part.split_once(' ')?;
        match (word, rest) {
            ("without", "its file") => transfer.attachment = None,
            ("approval", rest) => {
                let (code, body) = rest.split_once(' ')?;
                transfer.approvals.insert(code.to_owned(), body.to_owned());
            }
            (code, name) => {
                transfer
                    .signatories
                    .insert(code.to_owned(), name.to_owned());
            }
        }
    }
    Some(WorkCommand::RecordTransfer(Box::new(transfer)))
}
