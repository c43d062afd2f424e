//! Who looked at a person's data: recorded before an official sees it, and shown to the person. Looks at a receipt of a
//! counter are shown to the person whom it names, and to the operators there.
//!
//! # Threats
//!
//! An official who looks out of curiosity: every look at a case, a file or a list that names the person is kept with
//! name, role and organization, and the person reads it; a receipt is theirs by the number that the operator typed. A
//! look that leaves no trace: a case or a list comes to an official through `view::case::of_officer` and
//! `view::lists::work` only, a receipt of the counter through `view::counter`, and these record first; when the record
//! cannot be written, nothing is shown. A record that hides among refreshes: looks of one hour at one thing are one row.
//! A record that is changed afterwards: the archive has no way to change one. Looks at the receipt of somebody else: the
//! table finds the receipt, and its journal says again whom it names before anything is shown; of one that is erased or
//! does not open, nothing is. An official's number that is guessed from what tells officials apart: it follows from the
//! number under the register key, and where a list goes on says nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use casework::actor::Officer;
use casework::identifier::{CaseNumber, Iin};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use law::edition::Role;
use store::{AccessKey, AccessRow, StreamId, Subject};

use crate::case_command::Loaded;
use crate::error::{Error, chain};
use crate::file::Wanted;
use crate::intake_refused::IntakeRefused;
use crate::office::Office;
use crate::session::{Account, role_of};

/// Looks of one page of the list.
pub const PAGE_ROWS: u32 = 25;

/// What an official is about to see of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The page of the case, with the application.
    Case,
    /// The facts.
    Verification,
    /// What was computed.
    Assessment,
    /// The deed that is drawn up or was signed.
    Deed,
    /// A file.
    File(Wanted),
    /// A list in which the person is named.
    List,
    /// The answer to a search.
    Search,
    /// A list that was taken away as a file.
    Export,
    /// A receipt of the counter.
    Receipt,
    /// A list of the receipts of a counter.
    Receipts,
}

impl Seen {
    /// Every code of what is recorded; `view-CODE` are its words.
    pub const CODES: [&'static str; 12] = [
        "case",
        "verification",
        "assessment",
        "deed",
        "attachment",
        "application",
        "issued",
        "list",
        "search",
        "export",
        "receipt",
        "receipts",
    ];

    /// The code, and which of several; a file that the case does not have is not found.
    fn named(&self, loaded: Option<&Loaded>) -> Result<(&'static str, String), Error> {
        let plain = |code| Ok((code, String::new()));
        match self {
            Self::Case => plain("case"),
            Self::Verification => plain("verification"),
            Self::Assessment => plain("assessment"),
            Self::Deed => plain("deed"),
            Self::List => plain("list"),
            Self::Search => plain("search"),
            Self::Export => plain("export"),
            Self::Receipt => plain("receipt"),
            Self::Receipts => plain("receipts"),
            Self::File(wanted) => match wanted {
                Wanted::Attachment(sha256) => {
                    let files = loaded.map(|it| it.case.filed.attachments.as_slice());
                    let mut files = files.unwrap_or_default().iter();
                    let file = files.find(|file| &file.sha256 == sha256);
                    Ok(("attachment", file.ok_or(Error::NotFound)?.name.clone()))
                }
                Wanted::Application
                | Wanted::Receipt
                | Wanted::ApplicationSignature
                | Wanted::ApplicationConfirmation
                | Wanted::ApplicationOcsp
                | Wanted::ApplicationVerdict
                | Wanted::ApplicationCard => plain("application"),
                Wanted::DeedCard(number)
                | Wanted::DeedPdf(number)
                | Wanted::DeedData(number)
                | Wanted::DeedSignature(number)
                | Wanted::DeedOcsp(number) => {
                    let deeds = loaded.map(|it| it.case.deeds.as_slice());
                    let mut deeds = deeds.unwrap_or_default().iter();
                    let deed = deeds.find(|deed| &deed.number == number);
                    Ok(("issued", deed.ok_or(Error::NotFound)?.number.clone()))
                }
            },
        }
    }

    /// How long looks of one kind are one row: an hour, and for lists, which are open all day, a day.
    fn period(&self, now: Timestamp) -> Timestamp {
        let unit = match self {
            Self::List | Self::Receipts | Self::Search | Self::Export => Unit::Day,
            Self::Case
            | Self::Verification
            | Self::Assessment
            | Self::Deed
            | Self::File(_)
            | Self::Receipt => Unit::Hour,
        };
        let begin = jiff::ZonedRound::new()
            .smallest(unit)
            .mode(jiff::RoundMode::Trunc);
        let rounded = now.to_zoned(TimeZone::UTC).round(begin);
        rounded.map_or(now, |zoned| zoned.timestamp())
    }
}

/// Records that the officer is about to see something of a case.
pub(crate) async fn record(
    office: &Office,
    officer: &Officer,
    loaded: &Loaded,
    seen: &Seen,
    now: Timestamp,
) -> Result<(), Error> {
    let named = seen.named(Some(loaded))?;
    let subject = Subject::case(&loaded.case.filed.number);
    let name = name_apart(office, officer)?;
    let row = row((officer, &name), subject, named, (seen, now));
    Ok(office.store.record_accesses(vec![row]).await?)
}

/// Records that the officer is about to see a list in which these cases stand.
pub(crate) async fn record_list(
    office: &Office,
    officer: &Officer,
    cases: impl Iterator<Item = &CaseNumber>,
    seen: &Seen,
    now: Timestamp,
) -> Result<(), Error> {
    let named = seen.named(None)?;
    let name = name_apart(office, officer)?;
    let who = (officer, name.as_str());
    let rows = cases.map(|case| row(who, Subject::case(case), named.clone(), (seen, now)));
    Ok(office.store.record_accesses(rows.collect()).await?)
}

/// Records that the officer is about to see receipts of their organization's counter, each by its place in its journal.
pub(crate) async fn record_receipts(
    office: &Office,
    officer: &Officer,
    places: impl Iterator<Item = u64>,
    seen: &Seen,
    now: Timestamp,
) -> Result<(), Error> {
    let named = seen.named(None)?;
    let subject = |place| receipt_of(&officer.organization, place);
    let name = name_apart(office, officer)?;
    let who = (officer, name.as_str());
    let rows = places.map(|place| row(who, subject(place), named.clone(), (seen, now)));
    Ok(office.store.record_accesses(rows.collect()).await?)
}

fn receipt_of(organization: &str, place: u64) -> Subject {
    Subject::event(&StreamId::organization(organization), place)
}

/// What tells the officer from others of the same name.
fn name_apart(office: &Office, officer: &Officer) -> Result<String, Error> {
    let iin = &officer.person.iin;
    Ok(office.store.officer_apart(&officer.organization, iin)?)
}

fn row(
    (officer, name_apart): (&Officer, &str),
    subject: Subject,
    (what, detail): (&str, String),
    (seen, now): (&Seen, Timestamp),
) -> AccessRow {
    let roles: Vec<_> = officer.roles.iter().map(|role| role.code()).collect();
    AccessRow {
        subject,
        period: seen.period(now),
        officer: name_apart.to_owned(),
        what: what.to_owned(),
        detail,
        organization: officer.organization.clone(),
        officer_name: officer.person.name.clone(),
        roles: roles.join(" "),
        at: now,
    }
}

/// A look, as the person reads it.
#[derive(Clone, PartialEq, Eq)]
pub struct Look {
    /// The first one of its hour, or day for a list.
    pub at: Timestamp,
    /// The code of the official's organization.
    pub organization: String,
    /// The official's name.
    pub name: String,
    /// The official's roles there.
    pub roles: Vec<Role>,
    /// What was seen: one of [`Seen::CODES`].
    pub what: String,
    /// The name of the file, the number of the deed or of the receipt; empty for all else.
    pub detail: String,
}

/// A page of looks.
pub struct Looks {
    /// The looks, newest first.
    pub rows: Vec<Look>,
    /// Where the next page goes on, if there is one.
    pub next: Option<String>,
}

/// Who looked at a case of the person who is signed in, newest first; anybody else's case does not exist.
pub async fn of_case(
    office: &Office,
    account: &Account,
    case: &casework::case::Case,
    after: Option<&str>,
    limit: u32,
) -> Result<Looks, Error> {
    if case.filed.recipient.iin != account.person.iin {
        return Err(Error::NotFound);
    }
    let after = after.and_then(key);
    let number = &case.filed.number;
    let rows = office
        .store
        .accesses(number, after.as_ref(), limit.saturating_add(1))
        .await?;
    let (rows, next) = page(rows, (after, limit), |last| &last.detail);
    Ok(Looks {
        rows: rows.into_iter().map(Look::of).collect(),
        next,
    })
}

/// Who looked at the receipts of refusal that name the person who is signed in, newest first.
pub async fn of_receipts(
    office: &Office,
    account: &Account,
    after: Option<&str>,
) -> Result<Looks, Error> {
    let iin = &account.person.iin;
    let after = after.and_then(key);
    let limit = PAGE_ROWS.saturating_add(1);
    let rows = office
        .store
        .accesses_of_receipts(iin, after.as_ref(), limit);
    let (rows, next) = page(rows.await?, (after, PAGE_ROWS), |row| row.subject.as_str());
    let numbers = numbers(office, &rows, iin).await?;
    let looks = rows.into_iter().filter_map(|row| {
        let number = numbers.get(row.subject.as_str())?;
        Some(Look::of_receipt(row, number))
    });
    Ok(Looks {
        rows: looks.collect(),
        next,
    })
}

/// The numbers of the receipts that were looked at, by subject, as the journals have them; those that name the person and
/// no other. One that is erased, or does not open, names nobody.
async fn numbers(
    office: &Office,
    rows: &[AccessRow],
    iin: &Iin,
) -> Result<BTreeMap<String, String>, Error> {
    let places: BTreeSet<_> = rows.iter().filter_map(place_of).collect();
    let places: Vec<_> = places.into_iter().collect();
    let mut numbers = BTreeMap::new();
    for found in office.store.events_at(&places).await? {
        let subject = Subject::event(&found.stream, found.place);
        match IntakeRefused::found(found) {
            Ok(Some(refused)) if refused.asked.recipient.iin == *iin => {
                numbers.insert(subject.as_str().to_owned(), refused.number);
            }
            Ok(_) => {}
            // One receipt that does not open keeps nobody from the looks at the others.
            Err(error) => {
                let error = chain(&error);
                tracing::error!(
                    place = subject.as_str(),
                    error,
                    "a receipt is not to be read"
                );
            }
        }
    }
    Ok(numbers)
}

/// The place of the receipt that was looked at in its branch's journal.
fn place_of(row: &AccessRow) -> Option<(StreamId, u64)> {
    let stream = StreamId::organization(&row.organization);
    let place = row.subject.place_in(&stream)?;
    Some((stream, place))
}

/// The rows of one page, with where the next one goes on.
fn page(
    mut rows: Vec<AccessRow>,
    (after, limit): (Option<AccessKey>, u32),
    which: impl Fn(&AccessRow) -> &str,
) -> (Vec<AccessRow>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = rows.len() > limit;
    rows.truncate(limit);
    let last = AccessKey::after(&rows, after.as_ref(), which).filter(|_| is_more);
    let next = last.map(|it| format!("{}~{}~{}~{}", it.at, it.shown, it.what, it.detail));
    (rows, next)
}

/// Who looked last at a receipt of a counter, newest first; for the operators of that counter.
pub(crate) async fn of_receipt(
    office: &Office,
    (organization, place): (&str, u64),
    number: &str,
) -> Result<Vec<Look>, Error> {
    let subject = receipt_of(organization, place);
    let rows = office.store.accesses_of(&subject, None, PAGE_ROWS).await?;
    let looks = rows.into_iter().map(|row| Look::of_receipt(row, number));
    Ok(looks.collect())
}

impl Look {
    /// A look at the receipt with this number; of a list of receipts, rows of before say only that it was a list.
    fn of_receipt(row: AccessRow, number: &str) -> Self {
        let is_list = row.what == "list";
        let look = Self {
            detail: number.to_owned(),
            ..Self::of(row)
        };
        if is_list {
            let what = "receipts".to_owned();
            return Self { what, ..look };
        }
        look
    }

    fn of(row: AccessRow) -> Self {
        Self {
            at: row.at,
            organization: row.organization,
            name: row.officer_name,
            roles: row.roles.split(' ').filter_map(role_of).collect(),
            what: row.what,
            detail: row.detail,
        }
    }
}

/// Whether a list can go on there.
pub fn is_place(text: &str) -> bool {
    key(text).is_some()
}

fn key(text: &str) -> Option<AccessKey> {
    let mut parts = text.splitn(4, '~').map(str::to_owned);
    Some(AccessKey {
        at: parts.next()?.parse().ok()?,
        shown: parts.next()?.parse().ok()?,
        what: parts.next()?,
        detail: parts.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_at_a_case_are_one_in_an_hour_and_at_a_list_in_a_day() {
        let now: Timestamp = "2026-11-17T10:59:59.5Z".parse().unwrap();
        assert_eq!(Seen::Case.period(now).to_string(), "2026-11-17T10:00:00Z");
        assert_eq!(Seen::List.period(now).to_string(), "2026-11-17T00:00:00Z");
    }
}
