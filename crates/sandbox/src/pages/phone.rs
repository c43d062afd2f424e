//! The pages of phones: messages, and eGov Mobile.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::choice::{Choice, KeyKind};
use crate::clock::{local, spoken};
use crate::phone::{self, Reading};
use crate::state::State;

/// A message on the page.
struct MessageView {
    to: String,
    owner: String,
    text: String,
    at: String,
}

/// The page of messages.
#[derive(Template)]
#[template(path = "sms.html")]
struct Sms {
    messages: Vec<MessageView>,
}

pub(super) async fn sms(Shared(state): Shared<Arc<State>>) -> Response {
    let view = |message: crate::sms::Message| MessageView {
        owner: state
            .register
            .people
            .iter()
            .find(|person| person.phone() == message.to)
            .map(|person| person.name.full())
            .unwrap_or_default(),
        to: message.to,
        text: message.text,
        at: spoken(message.at),
    };
    super::page(&Sms {
        messages: state.inbox.all().into_iter().map(view).collect(),
    })
}

/// What is typed into the phone.
#[derive(Deserialize)]
pub(super) struct Code {
    #[serde(default)]
    link: String,
}

/// Somebody whose phone it may be.
struct Holder {
    id: String,
    name: String,
    is_on: bool,
}

/// The page of eGov Mobile.
#[derive(Template)]
#[template(path = "phone.html")]
struct Phone {
    link: String,
    reading: Option<Reading>,
    holders: Vec<Holder>,
    keys: [(&'static str, &'static str); 6],
    done: &'static str,
}

impl Phone {
    fn of(state: &State, link: String, reading: Option<Reading>, done: &'static str) -> Self {
        let day = local(state.clock.now()).date();
        let chosen = state.choice().person;
        let holders = state.register.people.iter();
        Self {
            link,
            reading,
            holders: holders
                .filter(|person| person.may_hold_key(day))
                .map(|person| Holder {
                    id: person.id.clone(),
                    name: person.name.full(),
                    is_on: person.id == chosen,
                })
                .collect(),
            keys: KeyKind::ALL.map(|kind| (kind.word(), kind.words())),
            done,
        }
    }
}

/// The phone, with what the code leads to if there is one.
pub(super) async fn phone(Shared(state): Shared<Arc<State>>, Query(code): Query<Code>) -> Response {
    if code.link.trim().is_empty() {
        return super::page(&Phone::of(&state, String::new(), None, ""));
    }
    match phone::read(&code.link).await {
        Ok(reading) => super::page(&Phone::of(&state, code.link, Some(reading), "")),
        Err(error) => super::problem(StatusCode::BAD_GATEWAY, &error),
    }
}

/// What is done with it.
#[derive(Deserialize)]
pub(super) struct Act {
    link: String,
    person: String,
    key: KeyKind,
    then: String,
}

/// Signs, or lets it be.
pub(super) async fn answer(Shared(state): Shared<Arc<State>>, Form(wish): Form<Act>) -> Response {
    if wish.then != "sign" {
        let done = "Nothing was signed. The portal waits until its time is over.";
        return super::page(&Phone::of(&state, String::new(), None, done));
    }
    let choice = Choice {
        key: wish.key,
        ..Choice::good(&wish.person)
    };
    let signed = match phone::read(&wish.link).await {
        Ok(reading) => phone::sign(&state, reading, &choice).await,
        Err(error) => Err(error),
    };
    match signed {
        Ok(()) => {
            let done = "Signed and sent. Go back to the portal’s page.";
            super::page(&Phone::of(&state, String::new(), None, done))
        }
        Err(error) => super::problem(StatusCode::BAD_GATEWAY, &error),
    }
}
