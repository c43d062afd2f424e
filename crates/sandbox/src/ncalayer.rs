//! A stand-in for NCALayer, the signing agent on a citizen's computer: the `basics` module over a `WebSocket`.
//!
//! Nobody picks a file or types a password here: the key that answers is chosen on the town's page.

mod message;

use std::sync::Arc;

use axum::Router;
use axum::extract::State as Shared;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::ca::Form;
use crate::choice::{Choice, Conduct};
use crate::state::State;
use crate::vault::{Facts, VaultError};
use message::{Answer, HEARTBEAT, HELLO, Request, Sign, SignerParams};

/// What is signed instead of what was asked, where the town is told so.
const OTHER_BYTES: &[u8] = b"These are not the bytes that were asked.";

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new().route("/", get(connect))
}

async fn connect(Shared(state): Shared<Arc<State>>, upgrade: WebSocketUpgrade) -> Response {
    let tracker = state.tracker.clone();
    upgrade.on_upgrade(move |socket| tracker.track_future(converse(state, socket)))
}

async fn converse(state: Arc<State>, mut socket: WebSocket) {
    if say(&mut socket, HELLO).await.is_none() {
        return;
    }
    while let Some(frame) = hear(&state, &mut socket).await {
        let answer = match message::read(&frame) {
            Request::Declined(answer) => answer,
            Request::Sign(sign) => {
                let Some(choice) = decision(&state, &mut socket).await else {
                    return;
                };
                signature(&state, sign, choice).await
            }
        };
        if say(&mut socket, &answer.to_json()).await.is_none() {
            return;
        }
    }
}

/// The next text frame that asks something; `None` when the page or the town is gone.
async fn hear(state: &State, socket: &mut WebSocket) -> Option<String> {
    loop {
        let received = tokio::select! {
            () = state.stop.cancelled() => return None,
            received = socket.recv() => received,
        };
        match received?.ok()? {
            Message::Text(text) if text.as_str() == HEARTBEAT => say(socket, HEARTBEAT).await?,
            Message::Text(text) => return Some(text.as_str().to_owned()),
            Message::Close(_) => return None,
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
        }
    }
}

async fn say(socket: &mut WebSocket, text: &str) -> Option<()> {
    socket.send(Message::Text(text.into())).await.ok()
}

/// The choice that answers: the present one, or the next one where the conduct is to ask.
async fn decision(state: &Arc<State>, socket: &mut WebSocket) -> Option<Choice> {
    let mut choices = state.choices();
    let present = choices.borrow().clone();
    if present.conduct != Conduct::Ask {
        return Some(present);
    }
    let _waiting = state.wait_here();
    loop {
        // A page that asks again while it waits would get two answers, so its second question is dropped.
        tokio::select! {
            chosen = choices.wait_for(|choice| choice.conduct != Conduct::Ask) => {
                return chosen.ok().map(|choice| choice.clone());
            }
            heard = hear(state, socket) => {
                heard?;
            }
        }
    }
}

/// Makes a key if need be and signs; both take a while, so not on a thread that serves others.
async fn signature(state: &Arc<State>, sign: Box<Sign>, choice: Choice) -> Answer {
    let state = Arc::clone(state);
    let work = tokio::task::spawn_blocking(move || answer(&state, &sign, &choice));
    work.await.unwrap_or_else(|error| {
        tracing::error!(%error, "signing broke off");
        Answer::failed("INVOCATION_ERROR", "signing broke off")
    })
}

fn answer(state: &State, sign: &Sign, choice: &Choice) -> Answer {
    match choice.conduct {
        Conduct::Cancel => return Answer::Canceled,
        Conduct::Error => {
            return Answer::failed("INVOCATION_ERROR", "the sandbox was told to fail");
        }
        Conduct::Sign | Conduct::AnyKey | Conduct::OtherBytes | Conduct::Ask => {}
    }
    let all = match sign.bytes() {
        Ok(all) => all,
        Err(declined) => return declined,
    };
    match containers(state, sign, choice, &all) {
        Ok(Some(containers)) => Answer::Signed(containers),
        Ok(None) => Answer::failed("SIGNING_FAILURE", "no certificate fits the parameters"),
        Err(error) => {
            tracing::error!(%error, "the key could not sign");
            Answer::failed("SIGNING_FAILURE", "the key could not sign")
        }
    }
}

/// One container for each of the data; `None` if the key would not be offered.
fn containers(
    state: &State,
    sign: &Sign,
    choice: &Choice,
    all: &[Vec<u8>],
) -> Result<Option<Vec<String>>, VaultError> {
    let (key, facts) = state.key_and_facts(choice)?;
    if choice.conduct != Conduct::AnyKey && !fits(state, &sign.signer_params, choice, &facts) {
        return Ok(None);
    }
    let form = if sign.is_attached() {
        Form::Attached
    } else {
        Form::Detached
    };
    let is_other = choice.conduct == Conduct::OtherBytes;
    let signed = all.iter().map(|data| {
        let data = if is_other { OTHER_BYTES } else { data };
        state.sign(&key, data, form)
    });
    signed.collect::<Result<_, _>>().map(Some)
}

/// Whether NCALayer would offer the key under these filters. A convenience for people: a server checks all of it again.
///
/// Without `chain`, and with an empty one, the town's CA is offered; with a list, only if the list has it.
fn fits(state: &State, asked: &SignerParams, choice: &Choice, facts: &Facts) -> bool {
    let same = |asked: &Option<String>, own: Option<String>| match asked.as_deref() {
        None | Some("") => true,
        Some(asked) => own.is_some_and(|own| own.eq_ignore_ascii_case(asked)),
    };
    let iin = state
        .register
        .person(&choice.person)
        .and_then(|person| person.iin().ok());
    let bin = state
        .register
        .post_of(&choice.person)
        .and_then(|(provider, _)| provider.bin().ok());
    let purposes = asked.ext_key_usage_oids.as_deref().unwrap_or_default();
    let chain = asked.chain.as_deref().unwrap_or_default();
    same(&asked.iin, iin)
        && same(&asked.bin, bin)
        && same(&asked.serial_number, Some(facts.serial.clone()))
        && purposes
            .iter()
            .all(|purpose| facts.purposes.contains(purpose))
        && (chain.is_empty() || {
            let own: Vec<_> = state
                .vault()
                .certificates()
                .iter()
                .map(|der| STANDARD.encode(der))
                .collect();
            chain.iter().any(|der| own.contains(der))
        })
}
