//! The consent that is asked of a party: read, signed, confirmed by a code or declined. To whom nothing is asked it does not exist.

use app::consent::{self, Which};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::canonical::sha256_hex;
use casework::identifier::CaseNumber;
use law::edition::{Edition, SigningMeans};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::confirm::PasswordSent;
use super::door::{Known, Sent};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::shape::{Container, Name, Note};
use crate::portal::case::number;
use crate::portal::confirm::short_message;

pub(super) fn add(api: Api) -> Api {
    let read = Operation::get(
        "/v1/cases/{number}/consents/{party}",
        "readConsent",
        "What is asked of the caller as a party: exactly the words that they would consent to. Nothing is kept.",
    );
    let prepare = Operation::post(
        "/v1/cases/{number}/consents/{party}",
        "prepareConsent",
        "Fixes the words as they are read now, for half an hour.",
    );
    let sign = Operation::post(
        "/v1/cases/{number}/consents/{party}/{record}/sign",
        "signConsent",
        "Gives the consent: the CMS container over the fixed bytes.",
    );
    let send = Operation::post(
        "/v1/cases/{number}/consents/{party}/{record}/password",
        "sendConsentPassword",
        "Sends a code for the fixed words to the person's phone in the mobile citizens database.",
    );
    let confirm = Operation::post(
        "/v1/cases/{number}/consents/{party}/{record}/password/confirm",
        "confirmConsent",
        "Gives the consent by the code. It is a digital confirmation, not a signature, and the case says so.",
    );
    let decline = Operation::post(
        "/v1/cases/{number}/consents/{party}/decline",
        "declineConsent",
        "Declines. Nothing is signed.",
    );
    let asked = json!({ "text": "…", "means": ["signature"], "expires": "2026-11-20T13:00:00Z" });
    let fixed =
        json!({ "record": "0".repeat(32), "text_base64": "4oCm", "sha256": "0".repeat(64) });
    api.on(
        read.or(&[409]).gives::<ConsentAsked>(200, asked),
        self::read,
    )
    .on(prepare.gives::<ConsentFixed>(201, fixed), self::prepare)
    .on(
        sign.takes::<ConsentSigned>(json!({ "signature": "MIIB" })),
        self::sign,
    )
    .on(
        send.gives::<PasswordSent>(201, PasswordSent::example()),
        self::send,
    )
    .on(
        confirm.takes::<ConsentCode>(json!({ "code": "123456" })),
        self::confirm,
    )
    .on(
        decline.takes::<ConsentDeclined>(json!({ "note": "We have not agreed on it." })),
        self::decline,
    )
}

/// A consent that is asked.
#[derive(Serialize, ToSchema)]
struct ConsentAsked {
    /// Exactly what one would consent to, in the caller's language.
    text: String,
    /// By what means: `signature`, `one-time-password`, `in-person`.
    means: Vec<String>,
    /// From when on one can consent no more; none where there is no limit.
    #[schema(format = "date-time")]
    expires: Option<String>,
}

/// Words that are fixed to be signed.
#[derive(Serialize, ToSchema)]
struct ConsentFixed {
    /// The signing record.
    record: String,
    /// The bytes to be signed, in base64.
    text_base64: String,
    /// SHA-256 of the bytes.
    sha256: String,
}

fn which<'a>(number: &'a CaseNumber, party: &'a str) -> Which<'a> {
    Which { number, party }
}

/// The address of a consent.
type Address = Path<(String, String)>;

async fn read(
    Path((text, party)): Address,
    Known(visit): Known,
) -> Result<Json<ConsentAsked>, Problem> {
    let number = number(&text)?;
    let which = which(&number, &party);
    let language = (visit.law_language(), visit.now);
    let asked = consent::asked(visit.office(), visit.signed_in()?, which, language).await?;
    let means = asked.means.iter().map(|means| match means {
        SigningMeans::Eds => "signature",
        SigningMeans::OneTimePassword => "one-time-password",
        SigningMeans::InPerson => "in-person",
    });
    Ok(Json(ConsentAsked {
        means: means.map(str::to_owned).collect(),
        expires: asked.expires.map(|it| it.to_string()),
        text: asked.text,
    }))
}

async fn prepare(
    Path((text, party)): Address,
    Known(visit): Known,
) -> Result<(StatusCode, Json<ConsentFixed>), Problem> {
    let number = number(&text)?;
    let which = which(&number, &party);
    let (office, who) = (visit.office(), (visit.signed_in()?, &visit.session));
    let record = consent::show(office, who, which, (visit.law_language(), visit.now)).await?;
    let bytes = consent::shown(office, who, (which, &record), visit.now).await?;
    let fixed = ConsentFixed {
        sha256: sha256_hex(&bytes),
        text_base64: STANDARD.encode(&bytes),
        record,
    };
    Ok((StatusCode::CREATED, Json(fixed)))
}

/// A signature of a consent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentSigned {
    /// The CMS container in base64, or as PEM.
    signature: Container,
}

/// The address of words that were fixed.
type Fixed = Path<(String, String, String)>;

async fn sign(
    Path((text, party, record)): Fixed,
    Known(visit): Known,
    Sent(body): Sent<ConsentSigned>,
) -> Result<StatusCode, Problem> {
    let number = number(&text)?;
    let which = which(&number, &party);
    let (office, who) = (visit.office(), (visit.signed_in()?, &visit.session));
    let container = body.signature.bytes();
    consent::sign(office, who, (which, &record), container, visit.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn send(
    Path((text, party, record)): Fixed,
    Known(visit): Known,
) -> Result<(StatusCode, Json<PasswordSent>), Problem> {
    let number = number(&text)?;
    let which = which(&number, &party);
    let (office, who) = (visit.office(), (visit.signed_in()?, &visit.session));
    // Whoever is asked in two cases of one service sees which of them the code confirms.
    let message = |edition: &Edition, code: &str| {
        let said = [("code", code), ("case", number.as_str())];
        short_message(&visit, "consent-message", edition, &said)
    };
    let waiting = consent::send(office, who, (which, &record), message, visit.now).await?;
    let told = PasswordSent::of(record, &waiting);
    Ok((StatusCode::CREATED, Json(told)))
}

/// A code as it was typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentCode {
    /// Six digits.
    code: Name,
}

async fn confirm(
    Path((text, party, record)): Fixed,
    Known(visit): Known,
    Sent(body): Sent<ConsentCode>,
) -> Result<StatusCode, Problem> {
    let number = number(&text)?;
    let which = which(&number, &party);
    let (office, who) = (visit.office(), (visit.signed_in()?, &visit.session));
    consent::confirm(office, who, (which, &record), &body.code.0, visit.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A consent that is declined.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentDeclined {
    /// Why, if one wants to say it.
    note: Note,
}

async fn decline(
    Path((text, party)): Address,
    Known(visit): Known,
    Sent(body): Sent<ConsentDeclined>,
) -> Result<StatusCode, Problem> {
    let number = number(&text)?;
    let which = which(&number, &party);
    let (office, account) = (visit.office(), visit.signed_in()?);
    let note = body.note.0.trim().to_owned();
    consent::decline(office, account, which, note, visit.now).await?;
    Ok(StatusCode::NO_CONTENT)
}
