//! Lists of revoked certificates: fetched from configured addresses, kept by digest, asked when the responder is silent.
//! Whether a list may be believed for an instant, the notary says.
//!
//! # Threats
//!
//! - *An address out of a certificate makes us ask inside our own network*: addresses come from configuration alone; the
//!   one in a certificate is not read.
//! - *Somebody on the way puts back an old list, in which a thief does not stand yet*: a list older than the kept one never
//!   takes its place.
//! - *Somebody on the way sends anything else*: what cannot be read, or is not signed by a pinned authority, is not kept.

use jiff::{SignedDuration, Timestamp};
use signature::{ListFacts, check_list};
use store::{Blob, ListRow};

use crate::bytes::bytes;
use crate::error::{Error, chain};
use crate::office::Office;

/// How long a list is not fetched again while it is good.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How long before a list runs out the next one is asked for: the worker looks every ten minutes.
const NEAR: SignedDuration = SignedDuration::from_mins(30);

/// Fetches the lists that were not fetched within the hour or will soon have run out; how many were kept.
pub async fn refresh_lists(office: &Office, now: Timestamp) -> Result<usize, Error> {
    let rows = office.store.lists().await?;
    let mut came = 0;
    for client in office.lists.iter() {
        let address = client.address();
        let row = rows.iter().find(|row| row.address == address);
        let kept = match row {
            Some(row) => facts_of(office, row).await?,
            None => None,
        };
        let runs_out = kept.and_then(|kept| kept.next_update);
        if !is_due(row.map(|row| row.fetched_at), runs_out, now) {
            continue;
        }
        match client.fetch().await {
            Ok(list) => came += usize::from(keep_list(office, &address, list, now).await?),
            Err(error) => tracing::warn!(error = chain(&error), "a list did not come"),
        }
    }
    Ok(came)
}

/// Keeps a list that came from a configured address, if it may take the place of the one kept; whether it does.
pub async fn keep_list(
    office: &Office,
    address: &str,
    list: Vec<u8>,
    now: Timestamp,
) -> Result<bool, Error> {
    let came = match check_list(&list, &office.trust) {
        Ok(came) => came,
        Err(reason) => {
            tracing::error!(address, reason = reason.code(), "a list is not kept");
            return Ok(false);
        }
    };
    let rows = office.store.lists().await?;
    if let Some(row) = rows.iter().find(|row| row.address == address)
        && let Some(kept) = facts_of(office, row).await?
        && came.is_older_than(&kept)
    {
        tracing::error!(address, "a list is older than the one kept");
        return Ok(false);
    }
    office.store.put_list(address, Blob::new(list), now).await?;
    Ok(true)
}

/// What the kept list says of itself; `None` where it is not believed any more, because the pinned authorities changed.
async fn facts_of(office: &Office, row: &ListRow) -> Result<Option<ListFacts>, Error> {
    let list = bytes(office, &row.digest).await?;
    Ok(check_list(&list, &office.trust).ok())
}

/// Whether a list is to be fetched: there is none, it was fetched an hour ago, or it has run out or soon will have.
fn is_due(fetched_at: Option<Timestamp>, runs_out: Option<Timestamp>, now: Timestamp) -> bool {
    match (fetched_at, runs_out) {
        (Some(fetched_at), Some(runs_out)) => {
            now.duration_since(fetched_at) >= FRESH || runs_out.duration_since(now) < NEAR
        }
        (_, _) => true,
    }
}

/// The lists of the configured addresses as they were fetched last.
pub(crate) async fn kept_lists(office: &Office) -> Result<Vec<Vec<u8>>, Error> {
    let addresses: Vec<String> = office
        .lists
        .iter()
        .map(gateway::CrlClient::address)
        .collect();
    let mut lists = Vec::new();
    for row in office.store.lists().await? {
        if addresses.contains(&row.address) {
            lists.push(bytes(office, &row.digest).await?);
        }
    }
    Ok(lists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_fetched_by_the_hour_and_before_it_runs_out() {
        let now: Timestamp = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1_000);
        let ago = |minutes| Some(now - SignedDuration::from_mins(minutes));
        let to_go = |minutes| Some(now + SignedDuration::from_mins(minutes));
        let cases = [
            (None, None, true),
            (ago(1), None, true),
            (None, to_go(500), true),
            (ago(1), to_go(500), false),
            (ago(59), to_go(500), false),
            (ago(60), to_go(500), true),
            (ago(1), to_go(30), false),
            (ago(1), to_go(29), true),
            (ago(1), ago(0), true),
            (ago(1), ago(500), true),
        ];
        for (fetched_at, runs_out, expected) in cases {
            assert_eq!(is_due(fetched_at, runs_out, now), expected);
        }
    }
}
