//! Asking the time-stamping authority for a token, and believing nothing that does not fit.

use jiff::Timestamp;

use crate::error::{Error, chain};
use crate::office::Office;

/// A token over `stamped` that fits it and our trust, or `None`: whoever asked goes on without it and asks later.
pub(crate) async fn token_over(
    office: &Office,
    stamped: &[u8],
    now: Timestamp,
) -> Result<Option<Vec<u8>>, Error> {
    let Some(authority) = &office.tsa else {
        return Ok(None);
    };
    let nonce: [u8; 16] = office.random()?;
    let query = signature::token_request(stamped, authority.hash(), authority.policy(), &nonce);
    let query = match query {
        Ok(query) => query,
        Err(reason) => return Ok(unfit(reason.code())),
    };
    let answer = match authority.ask(query).await {
        Ok(answer) => answer,
        Err(error) => return Ok(unfit(&chain(&error))),
    };
    let checked = signature::token_of_response(&answer).and_then(|token| {
        signature::check_token(&token, stamped, &office.trust, Some(&nonce), now)?;
        Ok(token)
    });
    Ok(checked.map_or_else(|reason| unfit(reason.code()), Some))
}

fn unfit(reason: &str) -> Option<Vec<u8>> {
    tracing::warn!(reason, "no time stamp yet");
    None
}
