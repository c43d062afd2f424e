//! Recording a finding: an executor establishes a fact and says on what it rests.

use law::edition::Origin;

use super::executor_at_work;
use crate::case::Case;
use crate::command::RecordFinding;
use crate::event::{Event, Finding};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;
use law::edition::Role;

pub(super) fn record_finding(
    case: &Case,
    finding: RecordFinding,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage) = executor_at_work(case, moment)?;
    let no_such_fact = || Refusal::NoSuchFact {
        fact: finding.fact.clone(),
    };
    let fact = moment
        .edition
        .facts
        .get(&finding.fact)
        .ok_or_else(no_such_fact)?;
    let is_from_law = fact
        .origins
        .iter()
        .all(|origin| matches!(origin, Origin::Figure(_)));
    if is_from_law || !fact.origins.contains(&finding.origin) {
        return Err(no_such_fact());
    }
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
    Ok(vec![Event::FindingRecorded(Finding {
        fact: finding.fact,
        value: finding.value,
        origin: finding.origin,
        attachment: finding.attachment,
        note: finding.note,
        officer: officer.acting_as(Role::Executor),
        at: moment.now,
    })])
}
