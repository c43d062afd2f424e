//! Recording a finding: an executor establishes a fact and says on what it rests.

use jiff::SignedDuration;
use law::edition::{Edition, Origin};

use super::officer::at_work;
use crate::case::Case;
use crate::command::RecordFinding;
use crate::event::{Event, Finding};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// Within this a finding that is the same in everything is the same form, sent again.
const SENT_AGAIN: SignedDuration = SignedDuration::from_mins(10);

pub(super) fn record_finding(
    case: &Case,
    finding: RecordFinding,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage, role) = at_work(case, moment)?;
    may_come_from(moment.edition, &finding.fact, &finding.origin)?;
    let has_attachment = finding.attachment.as_ref().is_some_and(|digest| {
        case.filed
            .attachments
            .iter()
            .any(|file| &file.sha256 == digest)
    });
    let rests_on_document = matches!(finding.origin, Origin::Document(_));
    if (rests_on_document || finding.attachment.is_some()) && !has_attachment {
        return Err(Refusal::NoSuchAttachment);
    }
    facts::is_fitting(moment.edition, &finding.fact, &finding.value)?;
    let found = Finding {
        fact: finding.fact,
        value: finding.value,
        origin: finding.origin,
        attachment: finding.attachment,
        answer: None,
        note: finding.note,
        officer: Some(officer.acting_as(role)),
        at: moment.now,
    };
    // Sent a second time, by an impatient finger or after the connection broke: the journal has it. Later it is another
    // look at the same thing.
    let is_known = |known: &Finding| {
        let at = known.at;
        let is_soon = moment.now.duration_since(at) <= SENT_AGAIN;
        let same = Finding {
            at,
            ..found.clone()
        };
        is_soon && *known == same
    };
    if case.findings.get(&found.fact).is_some_and(is_known) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::FindingRecorded(found)])
}

/// Whether the edition has the fact, and lets it come from there; what the law itself gives is not established.
pub(super) fn may_come_from(edition: &Edition, fact: &str, origin: &Origin) -> Result<(), Refusal> {
    let no_such_fact = || Refusal::NoSuchFact {
        fact: fact.to_owned(),
    };
    let declared = edition.facts.get(fact).ok_or_else(no_such_fact)?;
    let is_from_law = declared
        .origins
        .iter()
        .all(|origin| matches!(origin, Origin::Figure(_)));
    if is_from_law || !declared.origins.contains(origin) {
        return Err(no_such_fact());
    }
    Ok(())
}
