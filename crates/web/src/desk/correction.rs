//! Correcting a slip in a signed deed: what should stand there and why, then the new deed as it is signed.

use app::access::Seen;
use app::correct_deed::{Slip, correct_deed, prepare_correction};
use app::sign_deed::shown;
use app::view::case::CaseView;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::Refusal;
use casework::canonical::sha256_hex;
use casework::identifier::CaseNumber;
use casework::refusal::TextRefusal;

use super::deed::drawn;
use super::head::{Page, head};
use super::{CaseAddress, Seat, rule};
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::office::{DeedAct, OfficeCorrection, SignedBytes};
use crate::pages::{
    OtherWays, Problem, Problems, Purpose, RulePart, SignForm, key_of_text, of_text,
};
use crate::portal::case::number;
use crate::portal::home::query_of;
use crate::portal::log_in::signature;
use crate::portal::{Answer, draw};
use crate::rule::{Sent, corrigible, drawn as form, is_short, read_slip, requests};

/// The form of a correction.
const CORRECT: &str = "correct";

/// What may be corrected in the deeds that this officer's role signed.
pub(crate) async fn page(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let view = seat.case(&number(&text)?, &Seen::Deed).await?;
    draw(&asking(&seat, &view, None, Problems::default())?)
}

/// Whether there is anything that this officer could correct.
pub(super) fn is_possible(seat: &Seat, view: &CaseView<'_>) -> bool {
    !choices(seat, view).is_empty()
}

fn choices(seat: &Seat, view: &CaseView<'_>) -> Vec<(String, String)> {
    corrigible(&rule::side(seat, view), |deed| {
        seat.officer.has(deed.officer.role)
    })
}

fn asking(
    seat: &Seat,
    view: &CaseView<'_>,
    typed: Option<&Sent<'_>>,
    problems: Problems,
) -> Result<OfficeCorrection, Failure> {
    let choices = choices(seat, view);
    if choices.is_empty() {
        return Err(Failure::not_found());
    }
    let number = &view.loaded.case.filed.number;
    let side = rule::side(seat, view);
    let asked = requests(&side, &choices);
    let mut form = form(&side, (CORRECT, ""), None, typed);
    form.action = seat.to_case(number, "/correction");
    form.hint = seat.say("rule-correct-hint");
    for field in &mut form.fields {
        // What was asked for first is filled in; where nobody asked, no field is chosen for the head.
        let first = asked.first().filter(|_| typed.is_none());
        match (field.name, first) {
            ("slip", Some(first)) => field.value.clone_from(&first.slip),
            ("is", Some(first)) => field.value.clone_from(&first.is),
            (_, _) => {}
        }
        if field.name == "slip" {
            let nothing = (String::new(), seat.say("rule-slip-none"));
            field.choices = std::iter::once(nothing)
                .chain(choices.iter().cloned())
                .collect();
        }
    }
    Ok(OfficeCorrection {
        shell: seat.shell_at(view, "/correction"),
        head: head(seat, view, Page::Deed)?,
        problems,
        rule: RulePart {
            told: asked.into_iter().flat_map(|it| it.told).collect(),
            forms: vec![form],
            ..RulePart::default()
        },
    })
}

/// Takes what should stand there; leads to the corrected deed. What the rulebook does not take comes back as typed.
pub(crate) async fn prepare(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let form = Sent {
        code: CORRECT,
        fields: &posted.fields,
    };
    let typed = |name: &str| posted.fields.get(name).trim().to_owned();
    let Some((deed, field)) = read_slip(posted.fields.get("slip")) else {
        let problem = ("slip", seat.say("rule-problem-slip"));
        return again(&seat, &number, &form, &problem).await;
    };
    let slip = Slip {
        deed,
        changes: vec![(field, typed("is"))],
        reason: typed("reason"),
    };
    if let Err(key) = is_short(&slip.reason) {
        return again(&seat, &number, &form, &("reason", seat.say(key))).await;
    }
    let visit = &seat.visit;
    let (officer, session) = (&seat.officer, &visit.session);
    let asked = (&number, slip);
    match prepare_correction(visit.office(), officer, session, asked, visit.now).await {
        Ok(ready) => {
            let (record, of) = (encode(&ready.record), encode(&ready.document.number));
            let path = format!("/correction/sign?record={record}&of={of}");
            Ok(Redirect::to(&seat.to_case(&number, &path)).into_response())
        }
        Err(app::Error::Refused(
            refusal @ (Refusal::Rule(_) | Refusal::Text(_) | Refusal::NoteNeeded),
        )) => again(&seat, &number, &form, &declined(&seat, &form, &refusal)).await,
        Err(error) => Err(error.into()),
    }
}

/// The form again with what was typed: the field that is wrong, and what is wrong with it.
async fn again(
    seat: &Seat,
    number: &CaseNumber,
    form: &Sent<'_>,
    (field, text): &(&str, String),
) -> Answer {
    let view = seat.case(number, &Seen::Deed).await?;
    let problem = Problem {
        field: format!("{CORRECT}-{field}"),
        text: text.clone(),
    };
    let page = asking(seat, &view, Some(form), Problems(vec![problem]))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
}

/// The field that a refusal is about, and its words.
fn declined(seat: &Seat, form: &Sent<'_>, refusal: &Refusal) -> (&'static str, String) {
    let typed = |name: &str| form.fields.get(name).trim();
    if *refusal == Refusal::NoteNeeded {
        let field = if typed("is").is_empty() {
            "is"
        } else {
            "reason"
        };
        return (field, seat.say("rule-problem-empty"));
    }
    let Refusal::Text(refusal) = refusal else {
        return ("is", seat.say(&format!("refusal-{}", refusal.code())));
    };
    let field = match refusal {
        TextRefusal::TooLong { line } | TextRefusal::Unseen { line } => line,
        TextRefusal::Unprintable { character } if typed("is").contains(*character) => "is",
        TextRefusal::Unprintable { .. } => "reason",
    };
    let facts = of_text(refusal).join(", ");
    let said = format!("{} {facts}", seat.say(key_of_text(refusal)));
    (field, said.trim_end().to_owned())
}

/// Exactly the data of the corrected deed, with the form that signs them.
pub(crate) async fn sign_page(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Seen::Deed).await?;
    let visit = &seat.visit;
    let office = visit.office();
    let (of, record) = asked(visit);
    let asked = (of.as_str(), record.as_str());
    let ready = shown(office, &seat.officer, &visit.session, asked, visit.now).await?;
    let payload = STANDARD.encode(&ready.bytes);
    let path = format!(
        "/correction/sign?record={}&of={}",
        encode(&record),
        encode(&of)
    );
    let form = SignForm {
        action: seat.to_case(&number, &path),
        ncalayer: office.settings.ncalayer.clone(),
        payload: payload.clone(),
        purpose: Purpose::Document,
        iin: seat.officer.person.iin.as_str().to_owned(),
        bin: seat.organization.bin.as_str().to_owned(),
        is_sandbox: office.settings.environment == app::Environment::Sandbox,
        button: seat.say("deed-sign-button"),
    };
    let act = DeedAct::Sign {
        form: Box::new(form),
        others: OtherWays {
            confirm: None,
            qr: None,
            payload,
        },
        send_back: None,
    };
    let mut page = drawn(&seat, &view, &ready.document, act)?;
    page.shell = seat.shell_of(&view);
    page.signed = Some(SignedBytes {
        digest: sha256_hex(&ready.bytes),
        text: String::from_utf8_lossy(&ready.bytes).into_owned(),
    });
    draw(&page)
}

/// Takes the signature; the corrected deed takes the place of the old one.
pub(crate) async fn sign(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let container = signature(posted.fields.get("signature"))?;
    let visit = &seat.visit;
    let (of, record) = asked(visit);
    correct_deed(
        visit.office(),
        &seat.officer,
        &visit.session,
        (&number, &of, &record),
        &container,
        visit.now,
    )
    .await?;
    Ok(Redirect::to(&seat.to_case(&number, "?done=signed")).into_response())
}

/// The number of the deed and the record in the address.
fn asked(visit: &Visit) -> (String, String) {
    let path = &visit.path;
    (query_of(path, "of"), query_of(path, "record"))
}
