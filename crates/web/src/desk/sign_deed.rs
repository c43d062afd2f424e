//! Signing a deed: the data are fixed, shown exactly as they are signed, and signed by the head.

use app::access::Seen;
use app::sign_deed::{prepare as fix, shown, sign_deed};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::Refusal;
use casework::canonical::sha256_hex;
use casework::case::Phase;
use casework::event::DeedProposal;

use super::deed::{drawn, send_back};
use super::happened::refused;
use super::{CaseAddress, Seat};
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::office::{DeedAct, SignedBytes};
use crate::pages::{OtherWays, Purpose, SignForm};
use crate::portal::case::number;
use crate::portal::home::query_of;
use crate::portal::log_in::signature;
use crate::portal::{Answer, draw};

/// Fixes the data for signature in this browser, and leads to them.
pub(crate) async fn prepare(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let visit = &seat.visit;
    let office = visit.office();
    let fixed = fix(office, &seat.officer, &visit.session, &number, visit.now).await;
    let ready = match fixed {
        Ok(ready) => ready,
        Err(error) => return refused(&seat, &number, &posted.fields, (error, Vec::new())).await,
    };
    let path = format!("/deed/sign?record={}", encode(&ready.record));
    Ok(Redirect::to(&seat.to_case(&number, &path)).into_response())
}

/// Exactly the data to be signed, with the form that signs them.
pub(crate) async fn page(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Seen::Deed).await?;
    let visit = &seat.visit;
    let proposal = waiting(&view.loaded.case.phase)?;
    let record = query_of(&visit.path, "record");
    let asked = (proposal.number.as_str(), record.as_str());
    let ready = shown(
        visit.office(),
        &seat.officer,
        &visit.session,
        asked,
        visit.now,
    )
    .await?;
    let settings = &visit.office().settings;
    let path = format!("/deed/sign?record={}", encode(&ready.record));
    let form = SignForm {
        action: seat.to_case(&number, &path),
        ncalayer: settings.ncalayer.clone(),
        payload: STANDARD.encode(&ready.bytes),
        purpose: Purpose::Document,
        iin: seat.officer.person.iin.as_str().to_owned(),
        bin: seat.organization.bin.as_str().to_owned(),
        is_sandbox: settings.environment == app::Environment::Sandbox,
        button: seat.say("deed-sign-button"),
    };
    let qr = format!("/deed/qr?record={}", encode(&ready.record));
    let others = OtherWays {
        confirm: None,
        qr: settings
            .has_mobile_signing
            .then(|| seat.to_case(&number, &qr)),
        payload: STANDARD.encode(&ready.bytes),
    };
    let act = DeedAct::Sign {
        form: Box::new(form),
        others,
        send_back: Some(send_back(&seat, &view, &proposal.number, "")),
    };
    let mut page = drawn(&seat, &view, &ready.document, act)?;
    page.shell = seat.shell_of(&view);
    page.note.clone_from(&proposal.note);
    page.signed = Some(SignedBytes {
        digest: sha256_hex(&ready.bytes),
        text: String::from_utf8_lossy(&ready.bytes).into_owned(),
    });
    draw(&page)
}

/// Takes the signature; the stage ends with it.
pub(crate) async fn sign(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let container = signature(posted.fields.get("signature"))?;
    let visit = &seat.visit;
    let record = match posted.fields.find("record") {
        Some(record) => record.to_owned(),
        None => query_of(&visit.path, "record"),
    };
    sign_deed(
        visit.office(),
        &seat.officer,
        &visit.session,
        (&number, &record),
        &container,
        visit.now,
    )
    .await?;
    Ok(Redirect::to(&seat.to_case(&number, "?done=signed")).into_response())
}

/// The deed that waits; none is a refusal with its words.
pub(crate) fn waiting(phase: &Phase) -> Result<&DeedProposal, Failure> {
    match phase {
        Phase::AwaitingSignature { proposal } => Ok(proposal),
        Phase::Received
        | Phase::AtStage { .. }
        | Phase::Decided { .. }
        | Phase::Withdrawn { .. }
        | Phase::Void { .. } => Err(Refusal::NoDeedWaiting.into()),
    }
}
