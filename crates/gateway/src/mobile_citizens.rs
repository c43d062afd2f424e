//! The mobile citizens database: which phone the state knows of a person.
//!
//! Its public message is not published, so this is the agreed shape of our own door: an adapter of the state's channel,
//! or the sandbox, takes `{"iin": "…"}` and answers `{"phone": "+7…"}`, or 404 where the person has none.

use std::time::Duration;

use hyper::StatusCode;
use serde::Deserialize;

use crate::exchange::{Door, DoorClosed};

/// The door of the mobile citizens database.
#[derive(Clone, Debug)]
pub struct MobileCitizens(Door);

#[derive(Deserialize)]
struct Answer {
    phone: String,
}

impl MobileCitizens {
    /// The door at `address` (`http://…`), waited for at most `limit`.
    pub fn new(address: &str, limit: Duration) -> Result<Self, DoorClosed> {
        Door::new("citizens", address, limit).map(Self)
    }

    /// The phone of the person with this number: `+7` and ten digits. `None`: the person is not in the database.
    pub async fn phone(&self, iin: &str) -> Result<Option<String>, DoorClosed> {
        let asked = serde_json::json!({ "iin": iin }).to_string();
        let (status, body) = self.0.post(asked).await?;
        if status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        if status != StatusCode::OK {
            return Err(DoorClosed::Status(status));
        }
        let answer: Answer =
            serde_json::from_slice(&body).map_err(|_other_shape| DoorClosed::Answer)?;
        let digits = answer.phone.strip_prefix("+7").unwrap_or_default();
        if digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Some(answer.phone))
        } else {
            Err(DoorClosed::Answer)
        }
    }
}
