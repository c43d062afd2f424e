//! The personal account: cases under way, drafts, notices, and the History of Services.

use app::view::lists::{self, CaseKey, NoticeKey, NoticeRow};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use casework::identifier::CaseNumber;
use casework::projection::CaseRow;
use fluent_bundle::FluentArgs;
use law::Text;

use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::{
    Account, CaseLine, Color, History, HistoryLine, NoticeLine, Notices, Pager, Tag,
};
use crate::portal::apply::draft_line;
use crate::portal::home::query_of;
use crate::portal::{Answer, draw};
use crate::show;

/// What is under way.
pub(crate) async fn account(visit: Visit) -> Answer {
    let overview = lists::overview(visit.office(), visit.registered()?).await?;
    let (over, open): (Vec<_>, Vec<_>) = overview
        .cases
        .iter()
        .partition(|row| row.closed_as.is_some());
    draw(&Account {
        shell: visit.shell(),
        unread: overview
            .notices
            .iter()
            .filter(|notice| notice.read_at.is_none())
            .map(|notice| notice_line(&visit, notice))
            .collect(),
        cases: open.into_iter().map(|row| case_line(&visit, row)).collect(),
        drafts: overview
            .drafts
            .iter()
            .map(|draft| draft_line(&visit, draft))
            .collect(),
        history: over
            .into_iter()
            .map(|row| history_line(&visit, row))
            .collect(),
    })
}

/// The History of Services.
pub(crate) async fn history(visit: Visit) -> Answer {
    let after = case_key(&query_of(&visit.path, "after"));
    let rows = lists::history(visit.office(), visit.registered()?, after.as_ref()).await?;
    let is_full = rows.len() >= usize::try_from(lists::PAGE_ROWS).unwrap_or(usize::MAX);
    let next = rows.last().filter(|_| is_full).map(|row| {
        let key = format!("{}~{}", row.filed_at, row.number);
        visit.to(&format!("/history?after={}", encode(&key)))
    });
    draw(&History {
        lines: rows.iter().map(|row| history_line(&visit, row)).collect(),
        pager: pager(&visit, "/history", after.is_some(), next),
        shell: visit.shell(),
    })
}

/// All notices; those shown are noted as opened only when the person says so.
pub(crate) async fn notices(visit: Visit) -> Answer {
    let after = notice_key(&query_of(&visit.path, "after"));
    let rows = lists::notices(visit.office(), visit.registered()?, after.as_ref()).await?;
    let is_full = rows.len() >= usize::try_from(lists::PAGE_ROWS).unwrap_or(usize::MAX);
    let next = rows.last().filter(|_| is_full).map(|row| {
        let key = format!("{}~{}", row.at, row.id);
        visit.to(&format!("/notices?after={}", encode(&key)))
    });
    draw(&Notices {
        lines: rows.iter().map(|row| notice_line(&visit, row)).collect(),
        pager: pager(&visit, "/notices", after.is_some(), next),
        shell: visit.shell(),
    })
}

/// Notes that a notice was opened, and goes to its case.
pub(crate) async fn open_notice(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    lists::mark_read(visit.office(), visit.registered()?, &id, visit.now).await?;
    let number = CaseNumber::parse(posted.fields.get("case"))
        .map_err(|_not_a_number| Failure::not_found())?;
    Ok(Redirect::to(&visit.to(&format!("/cases/{number}"))).into_response())
}

/// A list by keys knows whether there is more, not how much: it has a way on, and a way back to its beginning.
fn pager(visit: &Visit, first: &str, is_later: bool, next: Option<String>) -> Pager {
    let page = if is_later { 2 } else { 1 };
    Pager {
        page,
        pages: if next.is_some() { page + 1 } else { page },
        previous: is_later.then(|| visit.to(first)),
        next,
    }
}

fn case_key(text: &str) -> Option<CaseKey> {
    let (at, number) = text.split_once('~')?;
    Some(CaseKey {
        filed_at: at.parse().ok()?,
        number: CaseNumber::parse(number).ok()?,
    })
}

fn notice_key(text: &str) -> Option<NoticeKey> {
    let (at, id) = text.split_once('~')?;
    Some(NoticeKey {
        at: at.parse().ok()?,
        id: id.to_owned(),
    })
}

fn service_name(visit: &Visit, service: &str) -> String {
    let law = &visit.office().law;
    let edition = law.editions(service).last();
    edition.map_or_else(String::new, |it| {
        it.name.get(visit.law_language()).to_owned()
    })
}

/// The stage of a case in words.
pub(crate) fn stage_name(visit: &Visit, row: &CaseRow) -> String {
    let key = match row.stage.as_str() {
        "received" => "stage-received",
        "closed" => "stage-closed",
        code => {
            let law = &visit.office().law;
            let stage = law
                .editions(&row.service)
                .iter()
                .rev()
                .find_map(|edition| edition.stages.iter().find(|stage| stage.code == code));
            return stage.map_or_else(String::new, |stage| {
                stage.title.get(visit.law_language()).to_owned()
            });
        }
    };
    visit.words().text(key).into_owned()
}

fn case_line(visit: &Visit, row: &CaseRow) -> CaseLine {
    let words = visit.words();
    let today = visit
        .office()
        .today_at(&row.place, visit.now)
        .unwrap_or(row.answer_due);
    let tag = if row.stage == "received" {
        Tag {
            text: words.text("tag-received").into_owned(),
            color: Color::Yellow,
        }
    } else if row.answer_due < today {
        Tag {
            text: words.text("tag-overdue").into_owned(),
            color: Color::Red,
        }
    } else {
        Tag {
            text: words.text("tag-under-way").into_owned(),
            color: Color::Blue,
        }
    };
    CaseLine {
        service: service_name(visit, &row.service),
        href: visit.to(&format!("/cases/{}", row.number)),
        number: row.number.as_str().to_owned(),
        stage: stage_name(visit, row),
        holder: holder(visit, row),
        due: show::day(visit, row.answer_due),
        tag,
    }
}

fn holder(visit: &Visit, row: &CaseRow) -> String {
    match (row.turn.as_str(), &row.officer_name) {
        ("executor", Some(name)) => name.clone(),
        ("executor", None) => visit.words().text("role-executor").into_owned(),
        ("objections", _) => visit.words().text("holder-you").into_owned(),
        ("head", _) => visit.words().text("role-head").into_owned(),
        _ => visit.words().text("holder-system").into_owned(),
    }
}

fn history_line(visit: &Visit, row: &CaseRow) -> HistoryLine {
    let (key, color) = match row.closed_as.as_deref() {
        Some("favorable") => ("tag-assigned", Color::Green),
        Some("adverse") => ("tag-refused", Color::Red),
        Some("withdrawn") => ("tag-withdrawn", Color::Grey),
        Some(_) => ("tag-void", Color::Grey),
        None => ("tag-under-way", Color::Blue),
    };
    HistoryLine {
        service: service_name(visit, &row.service),
        href: visit.to(&format!("/cases/{}", row.number)),
        number: row.number.as_str().to_owned(),
        day: row.closed_day.map_or_else(
            || show::moment(visit, row.filed_at, &row.place),
            |day| visit.words().day(day),
        ),
        tag: Tag {
            text: visit.words().text(key).into_owned(),
            color,
        },
        downloads: Vec::new(),
    }
}

/// A notice in words.
pub(crate) fn notice_line(visit: &Visit, row: &NoticeRow) -> NoticeLine {
    let words = visit.words();
    let mut args = FluentArgs::new();
    args.set("case", row.case_number.as_str().to_owned());
    if let Some(day) = row.facts.get("day").and_then(|day| day.as_str())
        && let Ok(day) = day.parse()
    {
        args.set("day", words.day(day));
    }
    for name in ["number", "reason", "stage", "outcome", "place"] {
        if let Some(text) = row.facts.get(name).and_then(|value| value.as_str()) {
            args.set(name, text.to_owned());
        }
    }
    let stage = row.facts.get("title").map(|it| title(visit, it));
    // Notices of before the name of the stage was kept say only that one has ended.
    let code = match (row.code.as_str(), stage) {
        ("stage", Some(name)) if !name.is_empty() => {
            args.set("title", name);
            "stage-named"
        }
        (code, _) => code,
    };
    NoticeLine {
        subject: words
            .text_with(&format!("notice-{code}-subject"), &args)
            .into_owned(),
        text: words
            .text_with(&format!("notice-{code}-text"), &args)
            .into_owned(),
        sent: show::moment(visit, row.at, crate::door::CAPITAL),
        read: row
            .read_at
            .map(|at| show::moment(visit, at, crate::door::CAPITAL)),
        case: row.case_number.as_str().to_owned(),
        href: visit.to(&format!("/cases/{}", row.case_number)),
        open: visit.to(&format!("/notices/{}", encode(&row.id))),
        also: None,
    }
}

/// The title of a deed in the language of the visit.
pub(crate) fn title(visit: &Visit, titles: &serde_json::Value) -> String {
    serde_json::from_value::<Text>(titles.clone())
        .map(|text| text.get(visit.law_language()).to_owned())
        .unwrap_or_default()
}
