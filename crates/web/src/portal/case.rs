//! The page of a case: where it is, who has it, by when and why.

use app::view::case::{CaseView, of_recipient};
use app::view::lists;
use app::view::signed_as::signed_as;
use axum::extract::Path;
use casework::actor::Actor;
use casework::case::Phase;
use casework::identifier::CaseNumber;

use super::views;
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::pages::{
    Answers, Attachment, CasePage, CaseState, Color, DeedLine, Download, Problems, Row, Tag,
};
use crate::portal::account::{notice_line, title};
use crate::portal::documents::{attachment, named};
use crate::portal::{Answer, draw};
use crate::rule::{Sent, Side, part};
use crate::show;

/// The number in an address.
pub(crate) fn number(text: &str) -> Result<CaseNumber, Failure> {
    CaseNumber::parse(text).map_err(|_not_a_number| Failure::not_found())
}

/// The page of one's own case.
pub(crate) async fn case(Path((_, text)): Path<(String, String)>, visit: Visit) -> Answer {
    let account = visit.registered()?;
    let number = number(&text)?;
    let view = of_recipient(visit.office(), account, &number, visit.now).await?;
    draw(&page(&visit, &view, (None, Problems::default())).await?)
}

/// The page, with the form that was not taken and what is wrong with it.
pub(super) async fn page(
    visit: &Visit,
    view: &CaseView<'_>,
    (sent, problems): (Option<&Sent<'_>>, Problems),
) -> Result<CasePage, Failure> {
    let account = visit.registered()?;
    let number = &view.loaded.case.filed.number;
    let notices = lists::notices(visit.office(), account, None).await?;
    let language = visit.law_language();
    let files = visit.to(&format!("/cases/{number}/files"));
    let side = Side {
        visit,
        view,
        actor: Actor::Recipient(account.person.clone()),
        to: visit.to(&format!("/cases/{number}/rules")),
    };
    Ok(CasePage {
        shell: visit.shell(),
        service: view.edition.name.get(language).to_owned(),
        number: number.as_str().to_owned(),
        tag: tag(visit, view),
        answers: answers(visit, view),
        task: None,
        rule: part(&side, sent),
        problems,
        stages: show::case_stages(visit, view.edition, &view.loaded.case, &view.deadlines),
        deeds: deeds(visit, view, &files).await?,
        notices: notices
            .iter()
            .filter(|notice| &notice.case_number == number)
            .map(|notice| notice_line(visit, notice))
            .collect(),
        facts: facts(visit, view, how_signed(visit, view).await?),
        signed: signed(visit, view, &files),
        attachments: view
            .loaded
            .case
            .filed
            .attachments
            .iter()
            .map(|file| Attachment {
                name: named(visit, view.edition, file),
                ..attachment(
                    visit,
                    file,
                    format!("{files}/attachment?of={}", file.sha256),
                )
            })
            .collect(),
        views: views::last(visit, view).await?,
        views_href: visit.to(&format!("/cases/{number}/views")),
        appeal: view
            .edition
            .appeal
            .iter()
            .map(|text| text.get(language).to_owned())
            .collect(),
        complain: None,
    })
}

fn tag(visit: &Visit, view: &CaseView<'_>) -> Tag {
    let (key, color) = match &view.loaded.case.phase {
        Phase::Received if view.loaded.case.evidence.is_none() => ("tag-pending", Color::Yellow),
        Phase::Received => ("tag-received", Color::Yellow),
        Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => ("tag-under-way", Color::Blue),
        Phase::Decided { adverse: None, .. } => ("tag-assigned", Color::Green),
        Phase::Decided {
            adverse: Some(_), ..
        } => ("tag-refused", Color::Red),
        Phase::Withdrawn { .. } => ("tag-withdrawn", Color::Grey),
        Phase::Void { .. } => ("tag-void", Color::Grey),
    };
    Tag {
        text: visit.words().text(key).into_owned(),
        color,
    }
}

fn answers(visit: &Visit, view: &CaseView<'_>) -> Answers {
    let language = visit.law_language();
    let words = visit.words();
    let case = &view.loaded.case;
    let organization = view.loaded.organization.name.get(language);
    let stage = |code: &str| {
        let stage = view.edition.stages.iter().find(|stage| stage.code == code);
        stage.map_or_else(String::new, |stage| stage.title.get(language).to_owned())
    };
    let with_role = |role: String| format!("{role}, {organization}");
    let (at, holder, ended) = match &case.phase {
        Phase::Received => (
            words.text("stage-received").into_owned(),
            words.text("holder-system").into_owned(),
            None,
        ),
        Phase::AtStage { stage: code } => {
            let role = show::role(visit, law::edition::Role::Executor);
            let who = case
                .executor
                .as_ref()
                .map_or(role, |officer| officer.name.clone());
            (stage(code), with_role(who), None)
        }
        Phase::AwaitingSignature { proposal } => (
            stage(&proposal.stage),
            with_role(show::role(visit, proposal.signed_by)),
            None,
        ),
        Phase::Decided { day, .. } | Phase::Withdrawn { day } => {
            let ended = format!("{}, {}", tag(visit, view).text, words.day(*day));
            (
                words.text("stage-closed").into_owned(),
                organization.to_owned(),
                Some(ended),
            )
        }
        Phase::Void { .. } => (
            words.text("stage-closed").into_owned(),
            organization.to_owned(),
            Some(tag(visit, view).text),
        ),
    };
    let today = visit.office().today_at(&case.filed.place, visit.now).ok();
    let is_late = today.is_some_and(|today| view.deadlines.answer.day < today);
    Answers {
        stage: at,
        holder,
        contact: Some(show::phone(&view.loaded.organization.phone)),
        deadline: ended
            .is_none()
            .then(|| show::deadline(visit, &view.deadlines.answer)),
        state: match (ended.is_some(), is_late) {
            (true, _) => CaseState::Closed,
            (false, true) => CaseState::Late,
            (false, false) => CaseState::Open,
        },
        ended,
    }
}

async fn deeds(visit: &Visit, view: &CaseView<'_>, files: &str) -> Result<Vec<DeedLine>, Failure> {
    let words = visit.words();
    let mut lines = Vec::new();
    for row in &view.deeds {
        let mut signed = view.loaded.case.deeds.iter();
        let signed = signed.find(|deed| deed.number == row.number);
        let of = encode(&row.number);
        let download = |key: &str, what: &str| Download {
            text: words.text(key).into_owned(),
            href: format!("{files}/{what}?of={of}"),
            size: String::new(),
        };
        let pdf = row
            .pdf_digest
            .as_ref()
            .map(|_made| download("download-pdf", "deed.pdf"));
        let rest = [
            download("download-data", "deed.json"),
            download("download-signature", "deed.p7s"),
            download("download-ocsp", "deed.ocsp"),
            download("download-card", "deed.card"),
        ];
        let by = signed.map_or("", |deed| deed.officer.name.as_str());
        let mut corrections = view.loaded.case.rules.corrections.iter();
        let replaced = corrections.find(|it| it.corrects == row.number);
        let replaced = replaced.map_or_else(String::new, |it| {
            let by = &it.signed.number;
            format!(" · {}", visit.say_with("case-deed-replaced", "number", by))
        });
        let as_what = signed_as(visit.office(), &row.container_digest).await?;
        let as_what = show::signed_as(visit, as_what.as_ref());
        lines.push(DeedLine {
            name: title(visit, &row.titles),
            number: row.number.clone(),
            signed: format!(
                "{}, {by}; {as_what}{replaced}{}",
                words.day(row.day),
                printing(visit, row.pdf_digest.is_some())
            ),
            is_adverse: signed.is_some_and(|deed| deed.adverse.is_some()),
            downloads: pdf.into_iter().chain(rest).collect(),
        });
    }
    Ok(lines)
}

/// That the PDF is being made, as long as it is.
fn printing(visit: &Visit, is_printed: bool) -> String {
    if is_printed {
        return String::new();
    }
    format!(" · {}", visit.words().text("download-pdf-waits"))
}

/// How the application was signed or confirmed, and in which capacity.
async fn how_signed(visit: &Visit, view: &CaseView<'_>) -> Result<String, Failure> {
    let case = &view.loaded.case;
    let evidence = case.evidence.as_ref();
    let is_signed = evidence.is_some_and(|it| it.signature().is_some());
    if !is_signed {
        return Ok(show::means(visit, evidence, &case.filed.place));
    }
    let signed = signed_as(visit.office(), &case.filed.container_digest).await?;
    Ok(show::signed_as(visit, signed.as_ref()))
}

fn facts(visit: &Visit, view: &CaseView<'_>, how_signed: String) -> Vec<Row> {
    let words = visit.words();
    let language = visit.law_language();
    let case = &view.loaded.case;
    let mut rows = vec![Row::new(
        words.text("case-filed"),
        show::moment(visit, case.filed.filed_at, &case.filed.place),
    )];
    let reasons = view.deadlines.registration.derivation.iter();
    let reasons = reasons.map(|reason| reason.text().get(language).to_owned());
    rows.push(Row::new(words.text("case-means"), how_signed));
    rows.push(Row {
        label: words.text("case-registration-day").into_owned(),
        value: [show::day(visit, case.filed.registration_day)]
            .into_iter()
            .chain(reasons)
            .collect(),
        change: None,
    });
    if let Some(registration) = &case.registration {
        rows.push(Row::new(
            words.text("case-registration-number"),
            registration.number.clone(),
        ));
    }
    rows.push(Row::new(
        words.text("case-organization"),
        view.loaded.organization.name.get(language),
    ));
    rows.push(Row::new(
        words.text("case-edition"),
        view.edition.act.title.get(language),
    ));
    rows
}

/// What the person signed, with its evidence.
fn signed(visit: &Visit, view: &CaseView<'_>, files: &str) -> Vec<Download> {
    let evidence = view.loaded.case.evidence.as_ref();
    let is_confirmed = evidence.is_some_and(|it| it.confirmation().is_some());
    let with_evidence = evidence.is_some_and(|it| it.signature().is_some());
    let mut deeds = view.edition.deeds.iter();
    let has_receipt = deeds.any(|it| it.code == casework::deed::receipt::ACCEPTANCE);
    [
        ("download-receipt", "receipt", has_receipt),
        ("download-application", "application", true),
        ("download-signature", "application.p7s", !is_confirmed),
        (
            "download-confirmation",
            "application.confirmation",
            is_confirmed,
        ),
        ("download-ocsp", "application.ocsp", with_evidence),
        ("download-verdict", "application.verdict", with_evidence),
        ("download-card", "application.card", with_evidence),
    ]
    .into_iter()
    .filter(|(_, _, is_there)| *is_there)
    .map(|(key, what, _)| Download {
        text: visit.words().text(key).into_owned(),
        href: format!("{files}/{what}"),
        size: String::new(),
    })
    .collect()
}
