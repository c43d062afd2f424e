//! What the rules of the Code made of a case, as a story sees it: one line for each thing that is known.

use crate::case::{Case, HearingEnd};
use crate::deadline::Deadlines;

/// Hearings, extensions, corrections, and every deadline of a rule as `CODE by DAY`.
pub(super) fn lines(case: &Case, deadlines: &Deadlines) -> Vec<String> {
    let hearings = case.rules.hearings.iter().map(|hearing| {
        let sent = &hearing.preliminary;
        let grounds: Vec<&str> = sent.grounds.iter().map(|it| it.ground.as_str()).collect();
        let end = hearing.end.as_ref().map_or("under way", end);
        let number = sent.number.rsplit('/').next().unwrap_or_default();
        format!(
            "hearing {number} on {} for {}: {end}",
            sent.outcome,
            grounds.join(", ")
        )
    });
    let dispensed = case
        .rules
        .dispensed
        .iter()
        .map(|it| format!("no hearing on {}, {}: {}", it.outcome, it.cite, it.reason));
    let extended = case
        .rules
        .extension()
        .map(|it| format!("extended from {} to {}", it.before.day, it.after.day));
    let corrected = case.rules.corrections.iter().flat_map(|correction| {
        correction
            .changes
            .iter()
            .map(|change| format!("{}: {} → {}", change.field, change.was.en, change.is.en))
    });
    let terms = deadlines
        .rules
        .iter()
        .map(|it| format!("{} by {}", it.term.code(), it.deadline.day));
    let silence = deadlines
        .silence
        .iter()
        .map(|silence| format!("deemed refusal from {}", silence.from));
    hearings
        .chain(dispensed)
        .chain(extended)
        .chain(corrected)
        .chain(terms)
        .chain(silence)
        .collect()
}

fn end(end: &HearingEnd) -> &'static str {
    match end {
        HearingEnd::Heard => "heard",
        HearingEnd::Considered(_) => "objections considered",
        HearingEnd::Silent { .. } => "silent",
        HearingEnd::Waived { .. } => "waived",
        HearingEnd::GivenUp(_) => "given up",
        HearingEnd::Overtaken => "overtaken",
    }
}
