//! The receipt that documents were not accepted at the counter, and which of them are missing or have expired.
//!
//! Source: order 539 ¶7 and appendix 3. It is made in two copies and signed by hand; no case begins with it.

use std::collections::BTreeMap;

use law::edition::{Channel, Deed, Document, Edition, Role};
use law::{Language, Text};
use serde::{Deserialize, Serialize};

use super::receipt::{Receipt, at_intake};
use super::values::same;
use super::{DEED_LANGUAGES, DeedWords, LISTED, Manner, Wording, worded};
use crate::actor::{Actor, Officer};
use crate::application::read::check_line;
use crate::event::{DeedProposal, DocumentFault, MissingDocument, PersonRef};
use crate::moment::Moment;
use crate::refusal::{IntakeRefusal, Refusal, TextRefusal};

/// The deed of an edition that says that documents were not accepted.
pub const REFUSAL: &str = "receipt-of-refusal-to-accept";

/// Whose field the numbered list shows, so that no sentence repeats it.
const DOCUMENTS: &str = "officer.missing-documents";
/// Whose field the operator signs by hand.
const OPERATOR: &str = "signer.name";
/// The field that the recipient signs by hand.
const RECEIVED: &str = "received-by";

/// What an operator found at the counter, and whom it concerns.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedIntake {
    /// Who came with the documents.
    pub recipient: PersonRef,
    /// The recipient's address.
    pub address: String,
    /// Whether they apply for the first time.
    pub applies: Applies,
    /// The documents that are not in order, each once.
    pub lacking: Vec<Lacking>,
    /// The number of the branch's department.
    pub department: String,
    /// The name of the executor; empty if there is none.
    pub executor: String,
    /// The executor's telephone; empty if there is none.
    pub telephone: String,
}

impl std::fmt::Debug for RefusedIntake {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "RefusedIntake({:?}, {:?}, …)",
            self.applies, self.lacking
        )
    }
}

/// Whether somebody applies for the first time: less is asked of who applies again (order 539 ¶6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// For the first time.
    First,
    /// Again.
    Again,
}

/// A document that is not in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// Its code in the edition.
    pub document: String,
    /// What is wrong with it.
    pub lack: Lack,
}

/// What appendix 3 lets be wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// It was not given.
    Missing,
    /// Its time is over.
    Expired,
}

/// The documents that the edition asks for at the counter, of somebody who applies so.
pub fn asked(edition: &Edition, applies: Applies) -> impl Iterator<Item = &Document> {
    edition.documents.iter().filter(move |document| {
        let mut channels = document.channels.iter();
        channels.any(|it| it.channel == Channel::Counter)
            && (applies == Applies::First || document.on_renewal)
    })
}

/// Whether the edition asks less of somebody who applies again.
pub fn asks_less_again(edition: &Edition) -> bool {
    let less = asked(edition, Applies::Again).count();
    less > 0 && less < asked(edition, Applies::First).count()
}

/// Whether the edition gives a receipt of refusal at the counter.
///
/// # Errors
/// [`IntakeRefusal::NoReceipt`] with the edition.
pub fn is_given(edition: &Edition) -> Result<(), Refusal> {
    deed(edition).map(drop)
}

fn deed(edition: &Edition) -> Result<&Deed, Refusal> {
    at_intake(edition, REFUSAL).map_err(|_none| {
        let edition = edition.id.0.clone();
        IntakeRefusal::NoReceipt { edition }.into()
    })
}

/// The receipt of refusal to accept, in the languages of deeds and as many copies as the edition says.
///
/// # Errors
/// The actor is no operator of the organization; it is the operator's own application (APPC art. 67); the edition gives
/// no such receipt; no document is named, or one that is not asked; a line of the form is empty or cannot stand in a document.
pub fn refusal(asked: &RefusedIntake, moment: &Moment<'_>) -> Result<Receipt, Refusal> {
    let operator = operator(moment)?;
    if operator.person.iin == asked.recipient.iin {
        return Err(Refusal::OwnCase);
    }
    let deed = deed(moment.edition)?;
    check(asked, moment.edition)?;
    check_lines(asked)?;
    let proposal = proposal(asked, deed, operator, moment);
    let wording = Wording {
        manner: Manner::Present,
        edition: moment.edition,
        organization: moment.organization,
        day: moment.today()?,
        signer: operator.person.name.clone(),
        unmet: Vec::new(),
        appeal: None,
    };
    let mut receipt = Receipt {
        words: BTreeMap::new(),
        list_at: 0,
        by_hand: BTreeMap::new(),
        copies: deed.copies,
    };
    for language in DEED_LANGUAGES {
        let mut words = worded(deed, &proposal, &wording, language);
        let hands = shape(deed, (&mut receipt, &mut words), asked, language);
        // Nobody signs it electronically, so nothing makes it equal to a signed paper.
        let act = &moment.edition.act.title;
        act.get(language).clone_into(&mut words.footer);
        receipt.words.insert(language.code(), words);
        receipt.by_hand.insert(language.code(), hands);
    }
    Ok(receipt)
}

fn operator<'a>(moment: &Moment<'a>) -> Result<&'a Officer, Refusal> {
    let Actor::Officer(officer) = moment.actor else {
        return Err(Refusal::NotYours);
    };
    if officer.organization != moment.organization.code {
        return Err(Refusal::NotYours);
    }
    if !officer.has(Role::Operator) {
        let needed = Role::Operator;
        return Err(Refusal::NotYourRole { needed });
    }
    Ok(officer)
}

/// A refusal without ground cannot be issued, and what nobody may demand is no ground (order 539 ¶6, ¶7).
fn check(asked: &RefusedIntake, edition: &Edition) -> Result<(), IntakeRefusal> {
    let lines = [
        ("name", &asked.recipient.name),
        ("address", &asked.address),
        ("department", &asked.department),
    ];
    if let Some((line, _)) = lines.into_iter().find(|(_, text)| text.trim().is_empty()) {
        return Err(IntakeRefusal::Unsaid { line });
    }
    if asked.lacking.is_empty() {
        return Err(IntakeRefusal::NothingLacking);
    }
    for (index, lacking) in asked.lacking.iter().enumerate() {
        let document = lacking.document.clone();
        let is_this = |it: &Document| it.code == document;
        if asked
            .lacking
            .iter()
            .skip(index + 1)
            .any(|it| it.document == document)
        {
            return Err(IntakeRefusal::NamedTwice { document });
        }
        if !self::asked(edition, Applies::First).any(is_this) {
            return Err(IntakeRefusal::NotAsked { document });
        }
        if !self::asked(edition, asked.applies).any(is_this) {
            return Err(IntakeRefusal::NotAskedAgain { document });
        }
    }
    Ok(())
}

/// What is read on the paper is what the journal holds.
fn check_lines(asked: &RefusedIntake) -> Result<(), TextRefusal> {
    let lines = [
        ("name", &asked.recipient.name),
        ("address", &asked.address),
        ("department", &asked.department),
        ("executor", &asked.executor),
        ("telephone", &asked.telephone),
    ];
    lines
        .into_iter()
        .try_for_each(|(line, text)| check_line(line, text))
}

fn proposal(
    asked: &RefusedIntake,
    deed: &Deed,
    operator: &Officer,
    moment: &Moment<'_>,
) -> DeedProposal {
    let value = |from: &str| -> Option<Text> {
        match from {
            "recipient.name" => Some(same(&asked.recipient.name)),
            "recipient.iin" => Some(same(asked.recipient.iin.as_str())),
            "form.dwelling.address" => Some(same(&asked.address)),
            "org.name" => Some(moment.organization.name.clone()),
            "org.address" => Some(moment.organization.address.clone()),
            "officer.department-number" => Some(same(&asked.department)),
            "officer.executor-name" => Some(same(&asked.executor)),
            "officer.executor-telephone" => Some(same(&asked.telephone)),
            _ => None,
        }
    };
    let known = deed.fields.iter();
    let known = known.filter_map(|field| Some((field.code.clone(), value(&field.from)?)));
    let missing = asked.lacking.iter().map(|lacking| MissingDocument {
        document: lacking.document.clone(),
        fault: match lacking.lack {
            Lack::Missing => DocumentFault::Missing,
            Lack::Expired => DocumentFault::Expired,
        },
        note: String::new(),
    });
    DeedProposal {
        number: String::new(),
        deed: deed.code.clone(),
        stage: String::new(),
        outcome: String::new(),
        signed_by: Role::Operator,
        missing: missing.collect(),
        grounds: Vec::new(),
        values: known.collect(),
        assessed: None,
        officer: operator.acting_as(Role::Operator),
        note: String::new(),
    }
}

/// Takes out of the fields what the sentences or the numbered list say, what was left empty and what is signed by hand; the
/// last is the answer. The list stands where the sentence names the documents, as on the form.
fn shape(
    deed: &Deed,
    (receipt, words): (&mut Receipt, &mut DeedWords),
    asked: &RefusedIntake,
    language: Language,
) -> Vec<(String, String)> {
    let mut listed = deed.fields.iter().filter(|field| field.from == DOCUMENTS);
    if let Some(listed) = listed.next() {
        let place = format!("{{{}}}", listed.code);
        let texts = deed.paragraphs.iter().zip(&mut words.paragraphs);
        for (at, (text, said)) in texts.enumerate() {
            if let Some((before, _)) = text.get(language).split_once(&place) {
                before.trim_end().clone_into(said);
                receipt.list_at = at + 1;
            }
        }
    }
    let is_said = |code: &str| {
        let place = format!("{{{code}}}");
        let mut texts = deed.paragraphs.iter();
        texts.any(|text| text.get(language).contains(&place))
    };
    let mut hands = Vec::new();
    let mut shown = Vec::new();
    let fields = deed.fields.iter();
    let fields = fields.filter(|field| !LISTED.contains(&field.from.as_str()));
    for (field, (label, value)) in fields.zip(std::mem::take(&mut words.fields)) {
        let is_left_empty = match field.from.as_str() {
            "officer.executor-name" => asked.executor.trim().is_empty(),
            "officer.executor-telephone" => asked.telephone.trim().is_empty(),
            _ => false,
        };
        if field.from == OPERATOR || field.code == RECEIVED {
            hands.push((label, value));
        } else if !is_left_empty && !is_said(&field.code) {
            shown.push((label, value));
        }
    }
    words.fields = shown;
    hands
}
