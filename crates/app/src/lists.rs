//! Lists of revoked certificates: fetched by the hour from configured addresses, kept by digest, asked when the
//! responder is silent. Whether a list may be believed for an instant, the notary says.

use jiff::{SignedDuration, Timestamp};
use store::Blob;

use crate::bytes::bytes;
use crate::error::{Error, chain};
use crate::office::Office;

/// How long a list is not fetched again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// Fetches the lists that were not fetched within the hour; how many came.
pub async fn refresh_lists(office: &Office, now: Timestamp) -> Result<usize, Error> {
    let kept = office.store.lists().await?;
    let mut came = 0;
    for client in office.lists.iter() {
        let address = client.address();
        let is_fresh = kept
            .iter()
            .any(|row| row.address == address && now.duration_since(row.fetched_at) < FRESH);
        if is_fresh {
            continue;
        }
        match client.fetch().await {
            Ok(list) => {
                office
                    .store
                    .put_list(&address, Blob::new(list), now)
                    .await?;
                came += 1;
            }
            Err(error) => tracing::warn!(error = chain(&error), "a list did not come"),
        }
    }
    Ok(came)
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
