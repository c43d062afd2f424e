//! An outside act: recorded with everybody who signed and approved it, its day, its number and its file.

use law::edition::{Task, Trigger};

use super::{is_number, is_open, is_possible, is_said, no_such_work, one, outcome};
use crate::case::Case;
use crate::command::work::RecordTransfer;
use crate::decide::officer::at_work;
use crate::event::Event;
use crate::event::work::{Transfer, WorkEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

pub(super) fn record(
    case: &Case,
    transfer: RecordTransfer,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    let Task::Transfer {
        act,
        signatories,
        approvals,
        ..
    } = &stage.task
    else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    is_number(&transfer.number)?;
    is_possible(transfer.day, case, moment)?;
    let is_named = |name: &String| !name.trim().is_empty();
    for signatory in signatories {
        if !transfer
            .signatories
            .get(&signatory.code)
            .is_some_and(is_named)
        {
            let signatory = signatory.code.clone();
            return Err(WorkRefusal::SignatoryMissing { signatory }.into());
        }
    }
    for approval in approvals {
        let body = transfer.approvals.get(&approval.code);
        if !body.is_some_and(|body| approval.any_of.contains(body)) {
            let approval = approval.code.clone();
            return Err(WorkRefusal::ApprovalMissing { approval }.into());
        }
    }
    let attachment = transfer.attachment.ok_or(Refusal::NoSuchAttachment)?;
    Ok(one(WorkEvent::TransferRecorded(Box::new(Transfer {
        act: act.clone(),
        number: transfer.number,
        day: transfer.day,
        signatories: transfer.signatories,
        approvals: transfer.approvals,
        attachment,
        officer: officer.acting_as(role),
    }))))
}

pub(super) fn decline(
    case: &Case,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    let Task::Transfer { .. } = &stage.task else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    is_said(&note)?;
    outcome(stage, Trigger::Declined)?;
    let officer = officer.acting_as(role);
    Ok(one(WorkEvent::TransferDeclined { officer, note }))
}
