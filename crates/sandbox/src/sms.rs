//! Phones of the town: which phone the state knows of a person, and the messages that came.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::state::State;

/// The adult who never gave the state a phone.
pub const NOT_IN_THE_BASE: &str = "olga";
/// The messages that the inbox keeps; the oldest go first.
const KEPT: usize = 50;

/// A message that came.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The phone: `+7…`.
    pub to: String,
    /// What it says.
    pub text: String,
    /// When it came.
    pub at: Timestamp,
}

/// The messages of all phones of the town, the last one first.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<VecDeque<Message>>);

impl Inbox {
    fn add(&self, message: Message) {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_front(message);
        messages.truncate(KEPT);
    }

    pub(crate) fn all(&self) -> Vec<Message> {
        let messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.iter().cloned().collect()
    }
}

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/api/mobile-citizens", post(mobile_citizens))
        .route("/api/sms", post(receive).get(inbox))
}

#[derive(Deserialize)]
struct Asked {
    iin: String,
}

async fn mobile_citizens(Shared(state): Shared<Arc<State>>, Json(asked): Json<Asked>) -> Response {
    let day = crate::clock::local(state.clock.now()).date();
    let person =
        state.register.people.iter().find(|person| {
            person.iin().is_ok_and(|iin| iin == asked.iin) && person.may_hold_key(day)
        });
    match person {
        Some(person) if person.id != NOT_IN_THE_BASE => {
            Json(json!({ "phone": person.phone() })).into_response()
        }
        Some(_) | None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Deserialize)]
struct Sent {
    to: String,
    text: String,
}

async fn receive(Shared(state): Shared<Arc<State>>, Json(sent): Json<Sent>) -> StatusCode {
    state.inbox.add(Message {
        to: sent.to,
        text: sent.text,
        at: state.clock.now(),
    });
    StatusCode::NO_CONTENT
}

async fn inbox(Shared(state): Shared<Arc<State>>) -> Response {
    let messages = state.inbox.all();
    let rows = messages
        .iter()
        .map(|it| json!({ "to": it.to, "text": it.text, "at": it.at }));
    Json(rows.collect::<Vec<_>>()).into_response()
}
