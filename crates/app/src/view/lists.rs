//! Lists: the account of a person, the work of an organization.

use casework::actor::Officer;
use casework::projection::CaseRow;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{self, Seen};
use crate::draft::{self, Draft};
use crate::error::Error;
use crate::office::Office;
use crate::session::Account;

pub use store::{
    CaseKey, DeedRow, Due, Filter, NoticeKey, NoticeRow, Scope, WorkCounts, WorkKey, WorkPage,
};

/// Rows of one page of a person's lists.
pub const PAGE_ROWS: u32 = 20;
/// Rows of one page of a work list.
pub const WORK_ROWS: u32 = 25;

/// What a person's account shows.
pub struct Overview {
    /// Cases, newest first.
    pub cases: Vec<CaseRow>,
    /// Drafts, the last saved first.
    pub drafts: Vec<Draft>,
    /// Notices, newest first.
    pub notices: Vec<NoticeRow>,
    /// How many notices have not been opened.
    pub unread: u64,
}

/// The account of the person who is signed in.
pub async fn overview(office: &Office, account: &Account) -> Result<Overview, Error> {
    let iin = &account.person.iin;
    Ok(Overview {
        cases: office
            .store
            .cases_of_recipient(iin, None, PAGE_ROWS)
            .await?,
        drafts: draft::list(office, account).await?,
        notices: office.store.notices(iin, None, 5).await?,
        unread: office.store.unread_notices(iin).await?,
    })
}

/// A page of the person's cases, newest first, from after `after` on.
pub async fn history(
    office: &Office,
    account: &Account,
    after: Option<&CaseKey>,
) -> Result<Vec<CaseRow>, Error> {
    Ok(office
        .store
        .cases_of_recipient(&account.person.iin, after, PAGE_ROWS)
        .await?)
}

/// A page of the person's notices, newest first, from after `after` on.
pub async fn notices(
    office: &Office,
    account: &Account,
    after: Option<&NoticeKey>,
) -> Result<Vec<NoticeRow>, Error> {
    Ok(office
        .store
        .notices(&account.person.iin, after, PAGE_ROWS)
        .await?)
}

/// Notes that the person opened the notices of a page.
pub async fn mark_read(
    office: &Office,
    account: &Account,
    id: &str,
    now: Timestamp,
) -> Result<(), Error> {
    office
        .store
        .mark_notice_read(&account.person.iin, id, now)
        .await?;
    Ok(())
}

/// A page of the work of the officer's organization, led by what falls due. That the officer is about to see who is
/// named on it is recorded before this answers.
pub async fn work(
    office: &Office,
    officer: &Officer,
    (filter, seen): (&Filter, &Seen),
    after: Option<&WorkKey>,
    now: Timestamp,
) -> Result<(WorkPage, WorkCounts), Error> {
    let organization = office.organization(&officer.organization).await?;
    let today = office.today_at(&organization.kato, now)?;
    let page = office
        .store
        .work_list(&officer.organization, filter, today, after, WORK_ROWS)
        .await?;
    let counts = office
        .store
        .work_counts(&officer.organization, None, today)
        .await?;
    let named = page.rows.iter().map(|row| &row.number);
    access::record_list(office, officer, named, seen, now).await?;
    Ok((page, counts))
}

/// At most so many rows of the work of the officer's organization, from after a row on, without counts; and the legal
/// day there. They are taken away as a file, which is recorded before this answers.
pub async fn export(
    office: &Office,
    officer: &Officer,
    filter: &Filter,
    (after, limit): (Option<&WorkKey>, u32),
    now: Timestamp,
) -> Result<(WorkPage, Date), Error> {
    let organization = office.organization(&officer.organization).await?;
    let today = office.today_at(&organization.kato, now)?;
    let page = office
        .store
        .work_list(&officer.organization, filter, today, after, limit)
        .await?;
    let named = page.rows.iter().map(|row| &row.number);
    access::record_list(office, officer, named, &Seen::Export, now).await?;
    Ok((page, today))
}
