//! The work list of an organization, led by what falls due.

use app::access::Seen;
use app::view::lists::{self, Due, Filter, Scope, WorkCounts, WorkKey};
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect};
use casework::projection::CaseRow;
use futures::{StreamExt as _, stream};
use jiff::civil::Date;
use law::edition::{Edition, Role};

use super::Seat;
use super::head::{tag, waiting};
use crate::door::{ISOLATED, Visit};
use crate::failure::{Failure, encode};
use crate::form::Fields;
use crate::pages::office::{
    DueGroup, FilterOption, OfficeChoice, OfficeWorklist, WorkCount, WorkLine,
};
use crate::pages::{Link, Shell};
use crate::portal::{Answer, draw};

/// The most cases of a table for a spreadsheet.
const EXPORT_ROWS_MAX: usize = 100_000;
/// Cases of a table that are held in memory at a time.
const EXPORT_ROWS_AT_ONCE: u32 = 500;

/// The work list of the officer's organization; who works at several chooses.
pub(crate) async fn choose(visit: Visit) -> Answer {
    let account = visit.signed_in()?;
    match account.officers.as_slice() {
        [] => Err(Failure::not_found()),
        [only] => {
            // Whoever only stands at a counter has no list of cases.
            let is_at_counter = only.roles.iter().all(|role| *role == Role::Operator);
            let counter = if is_at_counter { "/counter" } else { "" };
            let path = format!("/office/{}{counter}", only.organization);
            Ok(Redirect::to(&visit.to(&path)).into_response())
        }
        several => {
            let mut organizations = Vec::new();
            for officer in several {
                let organization = visit.office().organization(&officer.organization).await?;
                organizations.push(Link {
                    text: organization.name.get(visit.law_language()).to_owned(),
                    href: visit.to(&format!("/office/{}", officer.organization)),
                });
            }
            let shell = visit.shell();
            draw(&OfficeChoice {
                shell,
                organizations,
            })
        }
    }
}

/// A page of the work list, or all of it as a table.
pub(crate) async fn work_list(Path((_, org)): Path<(String, String)>, visit: Visit) -> Answer {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    let asked = Fields::of_query(query);
    let seat = Seat::at(visit, &org).await?;
    let filter = filter(&seat, &asked);
    if asked.get("export") == "csv" {
        return export(seat, filter).await;
    }
    let after = WorkKey::parse(asked.get("after"));
    let seen = match filter.search.as_str() {
        "" => Seen::List,
        _searched => Seen::Search,
    };
    let (page, counts) = lists::work(
        seat.visit.office(),
        &seat.officer,
        (&filter, &seen),
        after.as_ref(),
        seat.visit.now,
    )
    .await?;
    let today = seat.today()?;
    let lines = page.rows.iter().map(|row| line(&seat, row, today));
    let next = page.next.map(|key| ("after", key.to_string()));
    draw(&OfficeWorklist {
        shell: Shell {
            path: seat.visit.path.clone(),
            ..seat.shell()
        },
        action: seat.to(""),
        due: asked.get("due").to_owned(),
        counts: counted(&seat, &asked, counts),
        query: asked.get("q").to_owned(),
        stages: stages(&seat, &asked, today),
        holders: holders(&seat, &asked),
        lines: lines.collect(),
        first: after.is_some().then(|| list_with(&seat, &asked, None)),
        next: next.map(|key| list_with(&seat, &asked, Some(key))),
        export: list_with(&seat, &asked, Some(("export", "csv".to_owned()))),
    })
}

/// What the address asks for. A search looks at closed cases too; who asks for the closed ones sees them all, also those
/// that a request to correct a deed has made work again.
fn filter(seat: &Seat, asked: &Fields) -> Filter {
    let search = asked.get("q").trim().to_owned();
    let stage = asked.get("stage");
    let holder = asked.get("holder");
    Filter {
        scope: match (stage, search.is_empty()) {
            ("closed", _) => Scope::Closed,
            (_, false) => Scope::All,
            (_, true) => Scope::Open,
        },
        due: match asked.get("due") {
            "overdue" => Due::Overdue,
            "today" => Due::Today,
            "week" => Due::ThisWeek,
            _ => Due::Any,
        },
        stage: (!stage.is_empty() && stage != "closed").then(|| stage.to_owned()),
        turn: (holder == "sign").then(|| "head".to_owned()),
        officer: (holder == "mine").then(|| seat.officer.person.iin.clone()),
        is_free: holder == "nobody",
        search,
    }
}

/// The address of the list with its filters and one thing more.
fn list_with(seat: &Seat, asked: &Fields, more: Option<(&str, String)>) -> String {
    let kept = ["q", "stage", "holder", "due"]
        .into_iter()
        .map(|name| (name, asked.get(name).to_owned()))
        .filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = kept
        .chain(more)
        .map(|(name, value)| format!("{name}={}", encode(&value)))
        .collect();
    match pairs.as_slice() {
        [] => seat.to(""),
        pairs => format!("{}?{}", seat.to(""), pairs.join("&")),
    }
}

fn counted(seat: &Seat, asked: &Fields, counts: WorkCounts) -> Vec<WorkCount> {
    [
        (DueGroup::Overdue, "overdue", counts.overdue),
        (DueGroup::Today, "today", counts.today),
        (DueGroup::Week, "week", counts.this_week),
        (DueGroup::Any, "", counts.open),
    ]
    .map(|(group, due, count)| WorkCount {
        group,
        count,
        href: match due {
            "" => seat.to(""),
            due => seat.to(&format!("?due={due}")),
        },
        is_current: asked.get("due") == due,
    })
    .into()
}

/// The stages of the services that the organization gives, each once.
fn stages(seat: &Seat, asked: &Fields, today: Date) -> Vec<FilterOption> {
    let language = seat.visit.law_language();
    let law = seat.visit.office().law.clone();
    let editions = seat.organization.services.iter();
    let editions: Vec<&Edition> = editions
        .filter_map(|service| law.edition(service, today).ok())
        .collect();
    let mut options = vec![
        (String::new(), seat.say("office-all-stages")),
        ("received".to_owned(), seat.say("at-received")),
    ];
    for stage in editions.iter().flat_map(|edition| &edition.stages) {
        if !options.iter().any(|(code, _)| code == &stage.code) {
            options.push((stage.code.clone(), stage.title.get(language).to_owned()));
        }
    }
    options.push(("closed".to_owned(), seat.say("at-closed")));
    chosen(options, asked.get("stage"))
}

fn holders(seat: &Seat, asked: &Fields) -> Vec<FilterOption> {
    let mut options = vec![(String::new(), seat.say("holder-all"))];
    if seat.officer.has(Role::Executor) {
        options.push(("mine".to_owned(), seat.say("holder-mine")));
    }
    options.push(("nobody".to_owned(), seat.say("holder-nobody")));
    if seat.officer.has(Role::Head) {
        options.push(("sign".to_owned(), seat.say("holder-sign")));
    }
    chosen(options, asked.get("holder"))
}

fn chosen(options: Vec<(String, String)>, asked: &str) -> Vec<FilterOption> {
    options
        .into_iter()
        .map(|(value, text)| FilterOption {
            is_chosen: value == asked,
            value,
            text,
        })
        .collect()
}

fn line(seat: &Seat, row: &CaseRow, today: Date) -> WorkLine {
    let language = seat.visit.law_language();
    let words = seat.visit.words();
    let is_free = row.turn == "executor" && row.officer.is_none();
    WorkLine {
        href: seat.to_case(&row.number, ""),
        number: row.number.to_string(),
        service: edition_of(seat, row)
            .map_or_else(String::new, |edition| edition.name.get(language).to_owned()),
        applicant: row.recipient_name.clone(),
        place: place(seat, row, today),
        stage: stage(seat, row, today),
        holder: holder(seat, row, today),
        due: row
            .due
            .or(row.closed_day)
            .map_or_else(String::new, |day| words.day(day)),
        tag: tag(words, today, row),
        events: row.seq,
        take: (is_free && seat.officer.has(Role::Executor))
            .then(|| seat.to_case(&row.number, "/take")),
    }
}

/// Whose turn it is: the officer who took the case, or else the role for which it waits, with the officer beside it.
/// None while nobody took what an officer should take.
fn holder(seat: &Seat, row: &CaseRow, today: Date) -> Option<String> {
    let role = match row.turn.as_str() {
        // The row is of the last event: the person's days may be over since.
        "objections" if row.waits_until.is_some_and(|until| until < today) => {
            return row.officer_name.clone();
        }
        "objections" => "recipient",
        "parties" => "party",
        role @ ("head" | "chair" | "commission" | "recipient" | "outside" | "system") => role,
        _ => return row.officer_name.clone(),
    };
    let role = seat.say(&format!("role-{role}"));
    Some(match &row.officer_name {
        Some(name) => {
            let kept = seat.visit.say_with("holder-kept-by", "name", name);
            format!("{role} ({kept})")
        }
        None => role,
    })
}

/// An edition of the row's service: that of the day it was filed, for its words.
fn edition_of<'s>(seat: &'s Seat, row: &CaseRow) -> Option<&'s Edition> {
    let office = seat.visit.office();
    let filed = office.today_at(&row.place, row.filed_at).ok()?;
    let editions = office.law.editions(&row.service);
    office
        .law
        .edition(&row.service, filed)
        .ok()
        .or(editions.last())
}

fn place(seat: &Seat, row: &CaseRow, today: Date) -> String {
    let place = seat.visit.office().law.places().get(&row.place);
    place.map_or_else(String::new, |place| {
        place.name(today).get(seat.visit.law_language()).to_owned()
    })
}

fn stage(seat: &Seat, row: &CaseRow, today: Date) -> String {
    let title = match row.stage.as_str() {
        "received" => return seat.say("at-received"),
        "closed" => seat.say("at-closed"),
        code => {
            let stages = edition_of(seat, row).map(|edition| edition.stages.iter());
            let stage = stages
                .into_iter()
                .flatten()
                .find(|stage| stage.code == code);
            let title = stage.map_or(code, |it| it.title.get(seat.visit.law_language()));
            title.to_owned()
        }
    };
    let waiting = waiting(seat.visit.words(), row, today);
    match (waiting, row.turn.as_str()) {
        (Some(waiting), _) => format!("{title} – {waiting}"),
        (None, "objections") => format!("{title} – {}", seat.say("at-objections")),
        (None, "executor" | "none") => title,
        (None, _) => format!("{title} – {}", seat.say("at-waits")),
    }
}

/// A table under way: what it has written, and where it goes on.
struct Table {
    seat: Seat,
    filter: Filter,
    after: Option<WorkKey>,
    left: usize,
}

impl Table {
    /// The next rows as text; none after the last. It is sent as it is made, so that a long list takes no memory.
    async fn next(&mut self) -> Result<Option<String>, app::Error> {
        if self.left == 0 {
            return Ok(None);
        }
        let (office, officer) = (self.seat.visit.office(), &self.seat.officer);
        let from = (self.after.as_ref(), EXPORT_ROWS_AT_ONCE);
        let (page, today) =
            lists::export(office, officer, &self.filter, from, self.seat.visit.now).await?;
        let mut text = String::new();
        for row in page.rows.iter().take(self.left) {
            let it = line(&self.seat, row, today);
            let due = row.due.map_or_else(String::new, |day| day.to_string());
            let holder = it.holder.unwrap_or_default();
            let cells = [
                due,
                it.number,
                it.applicant,
                it.service,
                it.place,
                it.stage,
                holder,
            ];
            push_row(&mut text, cells);
        }
        self.left = self.left.saturating_sub(page.rows.len());
        if page.next.is_none() {
            self.left = 0;
        }
        self.after = page.next;
        Ok(Some(text))
    }
}

/// The filtered list as comma-separated values (RFC 4180), UTF-8 with its mark so that spreadsheets read it right.
async fn export(seat: Seat, filter: Filter) -> Answer {
    let today = seat.today()?;
    let heads = [
        "office-due-column",
        "csv-number",
        "csv-applicant",
        "csv-service",
        "csv-place",
        "office-stage",
        "office-holder",
    ];
    let mut first = String::from('\u{feff}');
    push_row(&mut first, heads.map(|key| seat.say(key)));
    let mut table = Table {
        seat,
        filter,
        after: None,
        left: EXPORT_ROWS_MAX,
    };
    // The first rows come before the answer begins: until then a fault is a page with words.
    first.extend(table.next().await?);
    let rest = stream::try_unfold(table, |mut table: Table| async move {
        let text = table.next().await.inspect_err(|error| {
            tracing::error!(
                error = app::error::chain(error),
                "a table broke off, and with it the connection"
            );
        })?;
        Ok::<_, app::Error>(text.map(|text| (text, table)))
    });
    let body = Body::from_stream(stream::once(async { Ok(first) }).chain(rest));
    let name = format!("attachment; filename=\"work-{today}.csv\"");
    let kind = "text/csv; charset=utf-8".to_owned();
    let mut response = ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], body).into_response();
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, ISOLATED);
    Ok(response)
}

/// One row; a cell that a spreadsheet would take for a formula is made words.
fn push_row<const N: usize>(table: &mut String, cells: [String; N]) {
    let cells = cells.map(|cell| {
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            "'"
        } else {
            ""
        };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    });
    table.push_str(&cells.join(","));
    table.push_str("\r\n");
}
