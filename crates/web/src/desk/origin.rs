//! Where a finding comes from, in the words of an official.

use casework::event::Finding;

use super::Seat;
use crate::reason::value::origin;
use crate::show;

/// Where a finding comes from: its source, its file, who established it and when, and the note.
pub(super) fn finding_source(
    seat: &Seat,
    view: &app::view::case::CaseView<'_>,
    finding: &Finding,
) -> String {
    let case = &view.loaded.case;
    let file = finding.attachment.as_ref().and_then(|digest| {
        let files = case.filed.attachments.iter();
        files.clone().find(|file| &file.sha256 == digest)
    });
    let at = show::moment(&seat.visit, finding.at, &seat.organization.kato);
    let who = Some(match &finding.officer {
        Some(officer) => format!("{}, {at}", officer.name),
        // A register or a party said it themselves.
        None => at,
    });
    let note = (!finding.note.is_empty()).then(|| finding.note.clone());
    [
        Some(origin(&seat.visit, view.edition, &finding.origin)),
        file.map(|file| file.name.clone()),
        who,
        note,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}
