//! Reading an event out of the body of a journal.

use std::borrow::Cow;

use serde::Deserialize;

use super::Event;

/// The name of the variant.
#[derive(Deserialize)]
struct Kind<'b> {
    #[serde(borrow)]
    kind: Cow<'b, str>,
}

impl Event {
    /// The event of a journal's body.
    ///
    /// A tagged variant is otherwise built twice, once to find the tag. By far the largest is a proposal with the whole
    /// trace of its assessment: it is read straight into its form.
    ///
    /// # Errors
    /// If the body is not the JSON of an event.
    pub fn read(body: &str) -> Result<Self, serde_json::Error> {
        let Kind { kind } = serde_json::from_str(body)?;
        if kind == "deed-proposed" {
            serde_json::from_str(body).map(Self::DeedProposed)
        } else {
            serde_json::from_str(body)
        }
    }
}
