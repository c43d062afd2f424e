//! Short messages: `{"to": "+7…", "text": "…"}` to the door of a provider's adapter, or to the sandbox's inbox.

use std::time::Duration;

use crate::exchange::{Door, DoorClosed};

/// The door for short messages.
#[derive(Clone, Debug)]
pub struct SmsSender(Door);

impl SmsSender {
    /// The door at `address` (`http://…`), waited for at most `limit`.
    pub fn new(address: &str, limit: Duration) -> Result<Self, DoorClosed> {
        Door::new("sms", address, limit).map(Self)
    }

    /// Hands a message over. An error means that it may not have been sent.
    pub async fn send(&self, to: &str, text: &str) -> Result<(), DoorClosed> {
        let message = serde_json::json!({ "to": to, "text": text }).to_string();
        let (status, _body) = self.0.post(message).await?;
        if status.is_success() {
            Ok(())
        } else {
            Err(DoorClosed::Status(status))
        }
    }
}
