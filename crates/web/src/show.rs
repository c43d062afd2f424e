//! Things of the law and of cases, in the words of a visit.

use app::view::signed_as::{Capacity, Method, SignedAs};
use casework::deadline::Deadlines;
use casework::event::FilingEvidence;
use jiff::Timestamp;
use jiff::civil::Date;
use law::edition::{Basis as LawBasis, Edition, Role, Source};
use law::plan::Plan;
use law::term::Deadline as LawDeadline;

use crate::cite::cite;
use crate::door::{CAPITAL, Visit};
use crate::pages::{Basis, BasisKind, CountedDay, Deadline, Progress, Stage};

/// How an application was signed or confirmed. A confirmation never passes for a signature.
pub(crate) fn means(visit: &Visit, evidence: Option<&FilingEvidence>, place: &str) -> String {
    match evidence.and_then(FilingEvidence::confirmation) {
        None => visit.say("means-eds"),
        Some(confirmation) => {
            let mut args = fluent_bundle::FluentArgs::new();
            args.set("end", confirmation.phone_end.as_str());
            args.set("at", moment(visit, confirmation.confirmed_at, place));
            visit
                .words()
                .text_with("means-confirmation", &args)
                .into_owned()
        }
    }
}

/// In which capacity somebody signed, and by which method; the plain word where nothing more is kept.
pub(crate) fn signed_as(visit: &Visit, signed: Option<&SignedAs>) -> String {
    let capacity = signed.and_then(SignedAs::capacity).map(|it| match it {
        Capacity::Individual => "capacity-individual",
        Capacity::LegalEntity => "capacity-legal-entity",
        Capacity::Head => "capacity-head",
        Capacity::RightToSign => "capacity-right-to-sign",
        Capacity::FinancialSignature => "capacity-financial-signature",
        Capacity::HumanResources => "capacity-human-resources",
        Capacity::Employee => "capacity-employee",
        Capacity::InformationSystem => "capacity-information-system",
    });
    let method = match signed.and_then(|it| it.method) {
        Some(Method::Gost) => "means-eds-gost",
        Some(Method::Rsa) => "means-eds-rsa",
        None => "means-eds",
    };
    let capacity = capacity.map(|key| visit.say(key));
    capacity
        .into_iter()
        .chain([visit.say(method)])
        .collect::<Vec<_>>()
        .join("; ")
}

/// A day in words, with its day of the week.
pub(crate) fn day(visit: &Visit, day: Date) -> String {
    visit.words().day_with_weekday(day)
}

/// An instant in words, in the time of a place.
pub(crate) fn moment(visit: &Visit, at: Timestamp, place: &str) -> String {
    let places = visit.office().law.places();
    places
        .get(place)
        .or_else(|| places.get(CAPITAL))
        .map_or_else(String::new, |place| visit.words().moment(place.local(at)))
}

/// A role in words.
pub(crate) fn role(visit: &Visit, role: Role) -> String {
    let key = match role {
        Role::Clerk => "role-clerk",
        Role::Executor => "role-executor",
        Role::Head => "role-head",
        Role::Commission => "role-commission",
        Role::Operator => "role-operator",
        Role::Recipient => "role-recipient",
        Role::Chair => "role-chair",
        Role::Secretary => "role-secretary",
        Role::Party => "role-party",
        Role::Reviewer => "role-reviewer",
        Role::Registrar => "role-registrar",
        Role::Outside => "role-outside",
        Role::System => "role-system",
    };
    visit.words().text(key).into_owned()
}

/// What a node rests on, where it is not one of the source documents.
pub(crate) fn basis(source: &Source) -> Option<Basis> {
    match &source.basis {
        LawBasis::Source => None,
        LawBasis::Found { from } => Some(Basis {
            kind: BasisKind::Found,
            why: from.clone(),
        }),
        LawBasis::Inferred { why } => Some(Basis {
            kind: BasisKind::Inferred,
            why: why.clone(),
        }),
        LawBasis::CarriedOver { why, .. } => Some(Basis {
            kind: BasisKind::CarriedOver,
            why: why.clone(),
        }),
    }
}

/// A deadline with its derivation day by day.
pub(crate) fn deadline(visit: &Visit, deadline: &LawDeadline) -> Deadline {
    let language = visit.law_language();
    let cited = deadline
        .source
        .as_ref()
        .map(|source| format!(" ({})", cite(visit, &source.cite)));
    Deadline {
        day: day(visit, deadline.day),
        rule: format!(
            "{}{}",
            deadline.text().get(language),
            cited.unwrap_or_default()
        ),
        days: deadline
            .derivation
            .iter()
            .map(|counted| CountedDay {
                day: day(visit, counted.date),
                number: counted.number.map(u32::from),
                why: counted.kind.why(language).to_owned(),
            })
            .collect(),
    }
}

/// A term in words.
fn term(visit: &Visit, deadline: Option<&LawDeadline>) -> String {
    deadline.map_or_else(String::new, |deadline| {
        law::term::amount_text(deadline.amount, deadline.unit, visit.law_language())
    })
}

/// The stages of a plan, all still to come.
pub(crate) fn planned_stages(visit: &Visit, edition: &Edition, plan: &Plan) -> Vec<Stage> {
    let language = visit.law_language();
    edition
        .stages
        .iter()
        .map(|stage| {
            let planned = plan
                .stages
                .iter()
                .find(|planned| planned.stage == stage.code);
            Stage {
                name: stage.title.get(language).to_owned(),
                actor: role(visit, stage.actor),
                term: term(visit, planned.and_then(|planned| planned.deadline.as_ref())),
                day: planned.map(|planned| day(visit, planned.due)),
                note: None,
                cite: cite(visit, &stage.source.cite),
                progress: Progress::Next,
            }
        })
        .collect()
}

/// The stages of a case: those that ended, the one it is at, those to come.
pub(crate) fn case_stages(
    visit: &Visit,
    edition: &Edition,
    case: &casework::Case,
    deadlines: &Deadlines,
) -> Vec<Stage> {
    let language = visit.law_language();
    edition
        .stages
        .iter()
        .map(|stage| {
            let ended = case
                .ended
                .iter()
                .rev()
                .find(|ended| ended.stage == stage.code);
            let outcome = ended.and_then(|ended| {
                stage
                    .outcomes
                    .iter()
                    .find(|outcome| outcome.code == ended.outcome)
            });
            let due = deadlines.stages.iter().find(|due| due.stage == stage.code);
            let progress = match (outcome, case.stage() == Some(&stage.code)) {
                (Some(outcome), _) if outcome.adverse.is_some() => Progress::Adverse,
                (Some(_), _) => Progress::Done,
                (None, true) => Progress::Now,
                (None, false) => Progress::Next,
            };
            Stage {
                name: stage.title.get(language).to_owned(),
                actor: role(visit, stage.actor),
                term: term(visit, due.and_then(|due| due.deadline.as_ref())),
                day: match ended {
                    Some(ended) => Some(day(visit, ended.day)),
                    None => due.map(|due| day(visit, due.due)),
                },
                note: outcome.map(|outcome| outcome.text.get(language).to_owned()),
                cite: cite(visit, &stage.source.cite),
                progress,
            }
        })
        .collect()
}

/// A telephone number of Kazakhstan in the groups in which people say it; another as it stands.
pub(crate) fn phone(number: &str) -> String {
    let Some(rest) = number.strip_prefix("+7").filter(|rest| rest.len() == 10) else {
        return number.to_owned();
    };
    let mut shown = String::from("+7");
    for (index, digit) in rest.chars().enumerate() {
        if matches!(index, 0 | 3 | 6 | 8) {
            shown.push('\u{a0}');
        }
        shown.push(digit);
    }
    shown
}
