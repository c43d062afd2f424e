//! The account: contacts, cases, notices.

use app::register_person::{Contacts, register_person};
use app::view::lists::{self, CaseKey, NoticeKey, PAGE_ROWS};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use casework::identifier::CaseNumber;
use law::Language;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Known, Sent, place, query};
use super::login::{Seat, seats};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::shape::Note;
use crate::portal::account::{notice_line, stage_name};

pub(super) fn add(api: Api) -> Api {
    let key = json!({ "type": "string", "minLength": 1 });
    let me = Operation::get(
        "/v1/account",
        "readAccount",
        "Who is logged in, and their contacts.",
    );
    let contacts = Operation::put(
        "/v1/contacts",
        "putContacts",
        "Gives or changes the contacts to which notices go. Nothing can be filed before.",
    );
    let cases = Operation::get(
        "/v1/cases",
        "listCases",
        "One's own cases, the newest first.",
    );
    let notices = Operation::get(
        "/v1/notices",
        "listNotices",
        "One's own notices, the newest first.",
    );
    let open = Operation::post(
        "/v1/notices/{notice}/open",
        "openNotice",
        "Notes that a notice was opened.",
    );
    api.on(
        me.gives::<AccountTold>(200, json!({
            "name": "Ахметова Мадина Ерланқызы", "iin": "850101400019", "phone": "+77011234567", "email": null,
            "language": "kk", "is_registered": true, "offices": [],
        })),
        read,
    )
    .on(
        contacts.takes::<ContactsSent>(json!({
            "phone": "+7 701 123 45 67", "email": "madina@example.kz", "language": "kk", "acknowledged": true,
        })),
        put,
    )
    .on(
        cases
            .query("after", "Where the list goes on: `next` of the page before.", key.clone())
            .or(&[422]).gives::<Cases>(200, json!({ "cases": [], "next": null })),
        self::cases,
    )
    .on(
        notices
            .query("after", "Where the list goes on: `next` of the page before.", key)
            .or(&[422]).gives::<Notices>(200, json!({ "notices": [], "next": null })),
        self::notices,
    )
    .on(open, self::open)
}

/// Who is logged in.
#[derive(Serialize, ToSchema)]
struct AccountTold {
    /// The name.
    name: String,
    /// The individual identification number.
    iin: String,
    /// The mobile number for notices.
    phone: Option<String>,
    /// The e-mail address for notices.
    email: Option<String>,
    /// The language of notices.
    language: Option<String>,
    /// Whether contacts were given.
    is_registered: bool,
    /// Where the person is an official.
    offices: Vec<Seat>,
}

async fn read(Known(visit): Known) -> Result<Json<AccountTold>, Problem> {
    let account = visit.signed_in()?;
    let row = account.row.as_ref();
    Ok(Json(AccountTold {
        name: account.person.name.clone(),
        iin: account.person.iin.as_str().to_owned(),
        phone: row.and_then(|it| it.phone.clone()),
        email: row.and_then(|it| it.email.clone()),
        language: row.map(|it| it.language.clone()),
        is_registered: row.is_some(),
        offices: seats(account),
    }))
}

/// Contacts as they are given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContactsSent {
    /// A mobile number of Kazakhstan.
    phone: Note,
    /// An e-mail address.
    #[serde(default)]
    email: Option<Note>,
    /// The language of notices.
    language: LanguageSent,
    /// That notices sent to these contacts are proper (APPC art. 66(4)).
    acknowledged: bool,
}

/// A language.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum LanguageSent {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

async fn put(Known(visit): Known, Sent(sent): Sent<ContactsSent>) -> Result<StatusCode, Problem> {
    let account = visit.signed_in()?;
    let contacts = Contacts {
        phone: sent.phone.0,
        email: sent.email.map(|it| it.0).unwrap_or_default(),
        language: Some(match sent.language {
            LanguageSent::Kk => Language::Kk,
            LanguageSent::Ru => Language::Ru,
            LanguageSent::En => Language::En,
        }),
        is_acknowledged: sent.acknowledged,
    };
    register_person(visit.office(), account, &contacts, visit.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A page of cases.
#[derive(Serialize, ToSchema)]
struct Cases {
    /// The newest first.
    cases: Vec<CaseLine>,
    /// Where the list goes on.
    next: Option<String>,
}

/// A case of one's own.
#[derive(Serialize, ToSchema)]
struct CaseLine {
    /// Its number.
    number: String,
    /// The service.
    service: String,
    /// The chancellery's number, once registered.
    registration: Option<String>,
    /// When it was filed.
    #[schema(format = "date-time")]
    filed_at: String,
    /// Where it is: `received`, the code of a stage, or `closed`.
    stage: String,
    /// The same in words.
    stage_name: String,
    /// Whose turn it is.
    turn: String,
    /// The official who has it.
    officer: Option<String>,
    /// The day by which the answer must come.
    #[schema(format = "date")]
    answer_due: String,
    /// How it ended: `favorable`, `adverse`, `withdrawn`, `void`.
    closed_as: Option<String>,
}

async fn cases(Known(visit): Known) -> Result<Json<Cases>, Problem> {
    let fields = query(&visit, &["after"])?;
    let after = place(&fields, case_key)?;
    let rows = lists::history(visit.office(), visit.registered()?, after.as_ref()).await?;
    let next = rows.last().filter(|_| is_full(rows.len()));
    Ok(Json(Cases {
        next: next.map(|row| format!("{}~{}", row.filed_at, row.number)),
        cases: rows
            .iter()
            .map(|row| CaseLine {
                number: row.number.to_string(),
                service: row.service.clone(),
                registration: row.registration_number.clone(),
                filed_at: row.filed_at.to_string(),
                stage: row.stage.clone(),
                stage_name: stage_name(&visit, row),
                turn: row.turn.clone(),
                officer: row.officer_name.clone(),
                answer_due: row.answer_due.to_string(),
                closed_as: row.closed_as.clone(),
            })
            .collect(),
    }))
}

/// Whether a page has as many rows as a page can have.
fn is_full(rows: usize) -> bool {
    rows >= usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX)
}

fn case_key(text: &str) -> Option<CaseKey> {
    let (at, number) = text.split_once('~')?;
    Some(CaseKey {
        filed_at: at.parse().ok()?,
        number: CaseNumber::parse(number).ok()?,
    })
}

/// A page of notices.
#[derive(Serialize, ToSchema)]
struct Notices {
    /// The newest first.
    notices: Vec<NoticeTold>,
    /// Where the list goes on.
    next: Option<String>,
}

/// A notice.
#[derive(Serialize, ToSchema)]
struct NoticeTold {
    /// Its id.
    id: String,
    /// The case.
    case: String,
    /// What it is about, for programs.
    code: String,
    /// What it is about.
    subject: String,
    /// What it says.
    text: String,
    /// When it was given.
    #[schema(format = "date-time")]
    at: String,
    /// When it was opened.
    #[schema(format = "date-time")]
    read_at: Option<String>,
}

async fn notices(Known(visit): Known) -> Result<Json<Notices>, Problem> {
    let fields = query(&visit, &["after"])?;
    let after = place(&fields, |text| {
        let (at, id) = text.split_once('~')?;
        Some(NoticeKey {
            at: at.parse().ok()?,
            id: id.to_owned(),
        })
    })?;
    let rows = lists::notices(visit.office(), visit.registered()?, after.as_ref()).await?;
    let next = rows.last().filter(|_| is_full(rows.len()));
    Ok(Json(Notices {
        next: next.map(|row| format!("{}~{}", row.at, row.id)),
        notices: rows
            .iter()
            .map(|row| {
                let line = notice_line(&visit, row);
                NoticeTold {
                    id: row.id.clone(),
                    case: row.case_number.to_string(),
                    code: row.code.clone(),
                    subject: line.subject,
                    text: line.text,
                    at: row.at.to_string(),
                    read_at: row.read_at.map(|it| it.to_string()),
                }
            })
            .collect(),
    }))
}

async fn open(Path(notice): Path<String>, Known(visit): Known) -> Result<StatusCode, Problem> {
    let account = visit.registered()?;
    lists::mark_read(visit.office(), account, &notice, visit.now).await?;
    Ok(StatusCode::NO_CONTENT)
}
