//! A case: its facts, and on top the act that is possible now.

use app::access::Seen;
use app::view::case::CaseView;
use app::view::download::{self, Wanted};
use axum::extract::Path;
use casework::case::Phase;
use casework::event::Attachment as File;
use law::edition::{Role, Work};

use super::completeness::{Marks, check};
use super::head::{Page, head, stage};
use super::origin::finding_source;
use super::rule::side;
use super::verdict::verdict;
use super::verification::first_missing;
use super::{CaseAddress, Seat, correction};
use crate::door::Visit;
use crate::failure::Failure;
use crate::pages::office::{Act, OfficeCase, OfficeFinding};
use crate::pages::{Attachment, Link, Problems, Row, RulePart};
use crate::portal::case::number;
use crate::portal::documents::named;
use crate::portal::{Answer, draw};
use crate::reason::value::json_lines;
use crate::rule::{Sent, part};
use crate::show;

/// The page of a case.
pub(crate) async fn case(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Seen::Case).await?;
    let nothing = (None, Problems::default());
    let mut page = page(&seat, &view, &Marks::default(), nothing).await?;
    page.shell = seat.shell_of(&view);
    draw(&page)
}

/// The page, with what was typed into the check and what is wrong with it.
pub(super) async fn page(
    seat: &Seat,
    view: &CaseView<'_>,
    marks: &Marks,
    (typed, problems): (Option<&Sent<'_>>, Problems),
) -> Result<OfficeCase, Failure> {
    let case = &view.loaded.case;
    let office = seat.visit.office();
    let signed = download::download(office, view, &Wanted::Application).await?;
    let deadline = view
        .deadlines
        .stages
        .iter()
        .find(|it| case.stage() == Some(&it.stage))
        .and_then(|it| it.deadline.as_ref());
    Ok(OfficeCase {
        shell: seat.shell_at(view, ""),
        head: head(seat, view, Page::Case)?,
        act: act(seat, view, marks),
        rule: rule_part(seat, view, typed),
        returned: returned(seat, view),
        problems,
        facts: facts(seat, view),
        deadline: deadline.map(|deadline| show::deadline(&seat.visit, deadline)),
        application: String::from_utf8_lossy(&signed.bytes).into_owned(),
        signature: verdict(seat, view).await?,
        attachments: case
            .filed
            .attachments
            .iter()
            .map(|file| Attachment {
                name: named(&seat.visit, view.edition, file),
                ..attachment(seat, view, file)
            })
            .chain(card(seat, view))
            .collect(),
        stages: show::case_stages(&seat.visit, view.edition, case, &view.deadlines),
        findings: findings(seat, view),
    })
}

/// What the rules of the Code made of the case; a correction has a page of its own.
fn rule_part(seat: &Seat, view: &CaseView<'_>, typed: Option<&Sent<'_>>) -> RulePart {
    let mut rule = part(&side(seat, view), typed);
    if correction::is_possible(seat, view) {
        rule.links.push(Link {
            text: seat.say("rule-correct-heading"),
            href: seat.to_case(&view.loaded.case.filed.number, "/correction"),
        });
    }
    rule
}

/// Whether the officer is the executor who has the case, with a stage open to work at.
pub(super) fn is_at_work(seat: &Seat, view: &CaseView<'_>) -> bool {
    let case = &view.loaded.case;
    let has_it = case
        .executor
        .as_ref()
        .is_some_and(|executor| executor.iin == seat.officer.person.iin);
    has_it && seat.officer.has(Role::Executor) && matches!(case.phase, Phase::AtStage { .. })
}

/// The act that is possible now, for this officer.
fn act(seat: &Seat, view: &CaseView<'_>, marks: &Marks) -> Act {
    let case = &view.loaded.case;
    let nothing = |key: &str| Act::Nothing { why: seat.say(key) };
    let go_on = |page: Page, key: &str| {
        Act::GoOn(Link {
            text: seat.say(key),
            href: seat.to_case(&case.filed.number, page.path()),
        })
    };
    match &case.phase {
        Phase::Received => nothing("act-received"),
        Phase::AtStage { .. } if is_at_work(seat, view) => match stage(view) {
            Some(stage) => match stage.work() {
                Work::Check => Act::Check(check(seat, view, stage, marks)),
                Work::Assess if first_missing(view).is_some() => {
                    go_on(Page::Verification, "act-verify")
                }
                Work::Assess | Work::Sign => go_on(Page::Assessment, "act-decide"),
                Work::Consent
                | Work::Registry
                | Work::Vote
                | Work::Agree
                | Work::Transfer
                | Work::Enrol
                | Work::Pay
                | Work::Hear
                | Work::Forward
                | Work::Record => nothing("act-elsewhere"),
            },
            None => nothing("act-elsewhere"),
        },
        Phase::AtStage { .. } => match &case.executor {
            None if seat.officer.has(Role::Executor) => Act::Take {
                action: seat.to_case(&case.filed.number, "/take"),
            },
            None => nothing("act-nobody"),
            Some(executor) => Act::Nothing {
                why: said_of(seat, "act-other", "name", &executor.name),
            },
        },
        Phase::AwaitingSignature { proposal } if seat.officer.has(proposal.signed_by) => {
            go_on(Page::Deed, "act-sign")
        }
        Phase::AwaitingSignature { proposal } => Act::Nothing {
            why: said_of(
                seat,
                "act-waits",
                "role",
                &show::role(&seat.visit, proposal.signed_by),
            ),
        },
        Phase::Decided { day, .. } => Act::Nothing {
            why: said_of(seat, "act-decided", "day", &seat.visit.words().day(*day)),
        },
        Phase::Withdrawn { day } => Act::Nothing {
            why: said_of(seat, "act-withdrawn", "day", &seat.visit.words().day(*day)),
        },
        Phase::Void { .. } => nothing("act-void"),
    }
}

/// A sentence with one argument.
pub(super) fn said_of(seat: &Seat, key: &str, name: &'static str, value: &str) -> String {
    seat.visit.say_with(key, name, value)
}

/// The signatory's words on the deed that was sent back, as long as none is drawn up anew.
pub(super) fn returned(seat: &Seat, view: &CaseView<'_>) -> Option<String> {
    let returned = view.loaded.case.returned.as_ref()?;
    let said = said_of(seat, "act-returned", "name", &returned.officer.name);
    Some(format!("{said} {}", returned.note))
}

fn facts(seat: &Seat, view: &CaseView<'_>) -> Vec<Row> {
    let case = &view.loaded.case;
    let visit = &seat.visit;
    let words = visit.words();
    let language = visit.law_language();
    let registered = case
        .registration
        .as_ref()
        .map(|it| format!("{}, {}", it.number, words.day(it.day)));
    let place = visit.office().law.places().get(&case.filed.place);
    let place = place.map(|it| {
        it.name(case.filed.registration_day)
            .get(language)
            .to_owned()
    });
    let iin = Some(case.filed.recipient.iin.as_str().to_owned());
    let filed = Some(show::moment(
        visit,
        case.filed.filed_at,
        &seat.organization.kato,
    ));
    let answer = case
        .stage()
        .map(|_open| show::day(visit, view.deadlines.answer.day));
    let executor = case.executor.as_ref().map(|it| it.name.clone());
    let act = Some(view.edition.act.title.get(language).to_owned());
    [
        ("fact-iin", iin),
        ("fact-place", place),
        ("fact-filed", filed),
        ("fact-registration", registered),
        ("fact-answer", answer),
        ("fact-executor", executor),
        ("fact-edition", act),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Row::new(seat.say(key), value?)))
    .collect()
}

/// A file of the case, with its document.
pub(super) fn attachment(seat: &Seat, view: &CaseView<'_>, file: &File) -> Attachment {
    let number = &view.loaded.case.filed.number;
    Attachment {
        name: file.name.clone(),
        size: seat.visit.words().size(file.size_bytes),
        href: Some(seat.to_case(number, &format!("/files/attachment?of={}", file.sha256))),
        remove: None,
    }
}

/// The card of the application, once its signature counts.
fn card(seat: &Seat, view: &CaseView<'_>) -> Option<Attachment> {
    let case = &view.loaded.case;
    case.evidence.as_ref().map(|_counts| Attachment {
        name: seat.say("download-card"),
        size: String::new(),
        href: Some(seat.to_case(&case.filed.number, "/files/application.card")),
        remove: None,
    })
}

fn findings(seat: &Seat, view: &CaseView<'_>) -> Vec<OfficeFinding> {
    let language = seat.visit.law_language();
    let found = view.loaded.case.findings.values();
    found
        .filter_map(|finding| {
            let fact = view.edition.facts.get(&finding.fact)?;
            Some(OfficeFinding {
                fact: fact.label.get(language).to_owned(),
                value: json_lines(&seat.visit, view.edition, fact, &finding.value),
                source: finding_source(seat, view, finding),
            })
        })
        .collect()
}
