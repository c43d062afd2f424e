//! An application as a person would have filled it in, read and signed: everything but sending it.

use std::collections::BTreeMap;

use app::draft::{self, NewFile};
use app::review;
use casework::event::{Answer, Answers};
use hyper::body::Bytes;
use law::Language;
use sandbox::ca::{Form, pem_cms};
use store::DraftRow;

use crate::notary_work::instant;
use crate::town::{SERVICE, Town, Visitor};
use crate::wire::form;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// An application that waits to be sent.
pub(crate) struct Ready {
    /// The draft.
    pub(crate) draft: String,
    /// The text that was signed.
    pub(crate) text: String,
    /// The container, as NCALayer returns it.
    pub(crate) container: String,
}

impl Ready {
    /// The address and the form that send it.
    pub(crate) fn post(&self, visitor: &Visitor) -> (String, Bytes) {
        let payload = STANDARD.encode(&self.text);
        let fields = [
            ("csrf", visitor.session.csrf.as_str()),
            ("payload", &payload),
            ("signature", &self.container),
        ];
        (format!("/kk/drafts/{}/sign", self.draft), form(&fields))
    }
}

/// A family of four in a flat in that place, whose bills are too high for its income.
fn answers(visitor: &Visitor, place: &str) -> Answers {
    let one = |text: &str| Answer::One(text.to_owned());
    let row = |cells: &[(&str, &str)]| -> BTreeMap<String, String> {
        cells
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
            .collect()
    };
    let iin = visitor.account.person.iin.as_str();
    let bills = [
        ("maintenance", "3100"),
        ("electricity", "6300"),
        ("cold-water", "2400"),
        ("hot-water", "4700"),
        ("heat", "15080"),
        ("rubbish", "1900"),
    ];
    let costs = bills.map(|(kind, sum)| {
        row(&[
            ("kind", kind),
            ("billed", sum),
            ("quantity", "1"),
            ("tariff", sum),
        ])
    });
    let member = row(&[
        ("name", "Әлімжанов Данияр Серікұлы"),
        ("birth-date", "1986-03-09"),
        ("relationship", "spouse"),
        ("social-status", "employed"),
        ("iin", iin),
    ]);
    [
        ("applicant.full-name", one(&visitor.account.person.name)),
        ("applicant.iin", one(iin)),
        ("applicant.birth-year", one("1988")),
        ("applicant.id-number", one("900000123")),
        ("applicant.id-issuer", one("ҚР Ішкі істер министрлігі")),
        ("dwelling.place", one(place)),
        ("dwelling.address", one("Бәйтерек көшесі, 12 үй, 34 пәтер")),
        ("dwelling.tenure", one("owner")),
        ("dwelling.area", one("62")),
        ("family.size", one("2")),
        ("family.members", Answer::Rows(vec![member])),
        ("costs.costs", Answer::Rows(costs.into())),
        ("income.family-income", one("630000")),
        (
            "account.iban",
            one(&sandbox::identifiers::iban("601", "SANDBOX000001").unwrap_or_default()),
        ),
        ("account.bank", one("Halyk Bank")),
        ("consents.protected-data", one("true")),
    ]
    .into_iter()
    .map(|(name, answer)| (name.to_owned(), answer))
    .collect()
}

/// A PDF of ten kilobytes, as far as anybody looks, that nobody else has.
fn file(word: &str) -> Vec<u8> {
    let (head, end) = (format!("%PDF-1.7\n% {word} "), "\n%%EOF\n");
    let mut bytes = head.into_bytes();
    bytes.resize(10_240 - end.len(), b'-');
    bytes.extend(end.as_bytes());
    bytes
}

/// Fills in, attaches two files, reads and signs.
pub(crate) async fn prepare(town: &Town, visitor: &Visitor, place: &str) -> anyhow::Result<Ready> {
    let (office, now) = (&town.office, town.now());
    let id = office.random_id()?;
    let row = DraftRow {
        id: id.clone(),
        person_id: visitor
            .account
            .row
            .as_ref()
            .map(|row| row.id.clone())
            .unwrap_or_default(),
        service: SERVICE.to_owned(),
        place: None,
        answers: serde_json::to_string(&answers(visitor, place))?,
        attachments: "[]".to_owned(),
        updated_at: now,
        version: 1,
    };
    office.store.create_draft(&row).await?;
    let today = office.today_at(place, now)?;
    let edition = office.law.edition(SERVICE, today)?;
    for document in ["utility-bills", "income-proof"] {
        let file = NewFile {
            edition,
            document,
            name: "file.pdf",
            bytes: file(&format!("{document} {id}")),
        };
        draft::attach(office, &visitor.account, &id, file, now).await?;
    }
    let kept = draft::load(office, &visitor.account, &id).await?;
    let when = (Language::Kk, now);
    let text = review::review(office, &office.law, &visitor.account, &kept, when)
        .await?
        .text;
    let signed = visitor
        .signatory
        .key
        .sign_cms(text.as_bytes(), instant()?, Form::Attached)?;
    Ok(Ready {
        draft: id,
        text,
        container: pem_cms(&signed),
    })
}
