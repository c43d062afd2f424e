//! What the notary said about the applicant's signature, as it was kept.

use app::view::case::CaseView;
use app::view::download::{self, Wanted};
use app::view::signed_as::signed_as;
use jiff::Timestamp;
use serde_json::Value as Json;

use super::Seat;
use crate::failure::Failure;
use crate::pages::office::SignatureVerdict;
use crate::pages::{Color, Row, Tag};
use crate::show;

/// The verdict in words; a signature whose revocation is not known yet has none.
pub(super) async fn verdict(seat: &Seat, view: &CaseView<'_>) -> Result<SignatureVerdict, Failure> {
    if view.loaded.case.evidence.is_none() {
        return Ok(SignatureVerdict {
            tag: Tag {
                text: seat.say("signature-pending"),
                color: Color::Yellow,
            },
            rows: Vec::new(),
        });
    }
    let evidence = view.loaded.case.evidence.as_ref();
    if evidence.is_some_and(|it| it.confirmation().is_some()) {
        let how = show::means(&seat.visit, evidence, &seat.organization.kato);
        return Ok(SignatureVerdict {
            tag: Tag {
                text: seat.say("signature-confirmation"),
                color: Color::Blue,
            },
            rows: vec![Row::new(seat.say("case-means"), how)],
        });
    }
    let office = seat.visit.office();
    let file = download::download(office, view, &Wanted::ApplicationVerdict).await?;
    let json: Json = serde_json::from_slice(&file.bytes)
        .map_err(|error| Failure::from(app::Error::Fault(app::Fault::Body(error))))?;
    Ok(SignatureVerdict {
        tag: Tag {
            text: seat.say("signature-holds"),
            color: Color::Green,
        },
        rows: {
            let container = &view.loaded.case.filed.container_digest;
            let signed = signed_as(office, container).await?;
            let signed = show::signed_as(&seat.visit, signed.as_ref());
            let as_what = Row::new(seat.say("verify-signed-as"), signed);
            std::iter::once(as_what).chain(rows(seat, &json)).collect()
        },
    })
}

fn rows(seat: &Seat, json: &Json) -> Vec<Row> {
    let text = |path: &str| json.pointer(path).and_then(Json::as_str);
    let moment = |path: &str| {
        let at: Timestamp = text(path)?.parse().ok()?;
        Some(show::moment(&seat.visit, at, &seat.organization.kato))
    };
    let signer = [text("/signer/common_name"), text("/signer/iin")];
    let signer: Vec<_> = signer.into_iter().flatten().collect();
    [
        ("verdict-signer", Some(signer.join(", "))),
        ("verdict-at", moment("/at")),
        (
            "verdict-serial",
            text("/signer/serial_hex").map(str::to_owned),
        ),
        ("verdict-issuer", text("/signer/issuer").map(str::to_owned)),
        ("verdict-ocsp", moment("/revocation/produced_at")),
        (
            "verdict-responder",
            text("/revocation/responder").map(str::to_owned),
        ),
        ("verdict-digest", text("/content_sha256").map(str::to_owned)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(Row::new(seat.say(key), value?)))
    .collect()
}
