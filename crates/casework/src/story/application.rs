//! The usual application of each recipient of the cast, and how a story changes it.

use std::collections::BTreeMap;

use law::edition::{Channel, Edition, Type};
use serde_json::{Map, Value};

use super::cast::Player;
use crate::event::{Answer, Answers};

/// How an application is filed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filing {
    /// Answers in place of those of the recipient's usual application: field and text.
    pub with: Vec<(String, String)>,
    /// Documents that are not attached.
    pub without_files: Vec<String>,
    /// The responder is silent: the evidence comes later.
    pub is_evidence_late: bool,
    /// The act of the edition that the person read, if it is not that of the day of registration.
    pub read: Option<String>,
}

/// Fields of an application and their texts; a list has rows parted by `;` and cells by `|` or blanks.
type Usual = &'static [(&'static str, &'static str)];

const MADINA: Usual = &[
    ("applicant.birth-year", "1988"),
    ("applicant.id-number", "900000001"),
    (
        "dwelling.address",
        "Астана қаласы, Бәйтерек көшесі, 12 үй, 34 пәтер",
    ),
    ("dwelling.tenure", "owner"),
    ("dwelling.area", "62"),
    ("family.size", "4"),
    (
        "family.members",
        "Ахметов Данияр Серікұлы | 1985-09-03 | spouse | employed | 850903390020; \
         Ахметов Әлихан Даниярұлы | 2014-05-21 | child | pupil | 140521590039; \
         Ахметова Аяла Даниярқызы | 2019-11-08 | child | preschool | 191108690041",
    ),
    (
        "costs.costs",
        "maintenance 3100; capital-repair 620; electricity 6300; cold-water 2400 16 150; hot-water 4700 8 587.5; \
         sewer 1500; heat 15080 1.5 10053.33; rubbish 1900; lift 1100; telephone 1300",
    ),
    ("income.family-income", "630000"),
    ("account.iban", "KZ10601SANDBOX000001"),
    ("account.bank", "Halyk Bank"),
];

const VIKTOR: Usual = &[
    ("applicant.birth-year", "1956"),
    ("applicant.id-number", "900000009"),
    (
        "dwelling.address",
        "город Алматы, проспект Абая, дом 90, квартира 3",
    ),
    ("dwelling.tenure", "owner"),
    ("dwelling.area", "54"),
    ("family.size", "1"),
    (
        "costs.costs",
        "maintenance 2700; electricity 4100; gas 1500; heat 12400",
    ),
    ("income.family-income", "402000"),
    ("account.iban", "KZ37856SANDBOX000009"),
    ("account.bank", "CenterCredit Bank"),
];

const BOLAT: Usual = &[
    ("applicant.birth-year", "1979"),
    ("applicant.id-number", "900000013"),
    (
        "dwelling.address",
        "Атырау қаласы, Жайық көшесі, 40 үй, 15 пәтер",
    ),
    ("dwelling.tenure", "owner"),
    ("dwelling.area", "66"),
    ("family.size", "4"),
    (
        "family.members",
        "Қуанышева Жанар Әділқызы | 1982-11-16 | spouse | unemployed | 821116490145; \
         Қуанышев Ерсұлтан Болатұлы | 2010-09-25 | child | pupil | 100925590157; \
         Қуанышева Раушан Ғабдоллақызы | 1952-04-04 | parent | pensioner | 520404490165",
    ),
    ("costs.costs", "lift 1500; telephone 1800; other 10000"),
    ("income.family-income", "300000"),
    ("account.iban", "KZ42965SANDBOX000013"),
    ("account.bank", "ForteBank"),
];

const OLGA: Usual = &[
    ("applicant.birth-year", "1991"),
    ("applicant.id-number", "900000017"),
    (
        "dwelling.address",
        "город Алматы, улица Тастак, дом 33, квартира 2",
    ),
    ("dwelling.tenure", "owner"),
    ("dwelling.area", "36"),
    ("family.size", "2"),
    (
        "family.members",
        "Ким Максим Олегович | 2016-06-12 | child | pupil | 160612590186",
    ),
    ("costs.costs", "other 18000"),
    ("income.family-income", "0"),
    ("account.iban", "KZ77563SANDBOX000017"),
    ("account.bank", "Kazpost"),
];

/// The answers of `player` to the form of `edition` as the story has them; unchecked, as typed.
pub fn answers(player: &Player, place: &str, filing: &Filing, edition: &Edition) -> Answers {
    let usual = match player.id {
        "viktor" => VIKTOR,
        "bolat" => BOLAT,
        "olga" => OLGA,
        _ => MADINA,
    };
    let iin = player.person().map(|person| person.iin.as_str().to_owned());
    let mut texts: BTreeMap<&str, String> = usual
        .iter()
        .map(|(field, text)| (*field, (*text).to_owned()))
        .collect();
    texts.insert("applicant.full-name", player.name.to_owned());
    texts.insert("applicant.iin", iin.unwrap_or_default());
    texts.insert(
        "applicant.id-issuer",
        "Қазақстан Республикасы ІІМ".to_owned(),
    );
    texts.insert("dwelling.place", place.to_owned());
    texts.insert("consents.protected-data", "yes".to_owned());
    for (field, text) in &filing.with {
        texts.insert(field, text.clone());
    }
    let mut answers = Answers::new();
    for section in &edition.form {
        for field in &section.fields {
            let name = format!("{}.{}", section.code, field.code);
            if let Some(text) = texts.remove(name.as_str()) {
                answers.insert(name, declare(&field.ty, &text));
            }
        }
    }
    answers
}

/// The files of an application: the document and the bytes of each, one for every document that the portal
/// asks without a condition.
pub fn files(filing: &Filing, edition: &Edition) -> Vec<(String, Vec<u8>)> {
    edition
        .documents
        .iter()
        .filter(|document| document.when.is_none())
        .filter(|document| {
            let mut channels = document.channels.iter();
            channels.any(|channel| channel.channel == Channel::Portal && !channel.is_the_request)
        })
        .filter(|document| !filing.without_files.contains(&document.code))
        .map(|document| {
            let bytes = format!("%PDF-1.7\n% {}\n%%EOF\n", document.code);
            (document.code.clone(), bytes.into_bytes())
        })
        .collect()
}

/// A text of a story as an answer to a field of that type.
pub fn declare(ty: &Type, text: &str) -> Answer {
    match ty {
        Type::List { columns } => Answer::Rows(
            rows(text)
                .map(|cells| {
                    let codes = columns.iter().map(|column| column.code.clone());
                    codes.zip(cells).collect()
                })
                .collect(),
        ),
        Type::Boolean
        | Type::Count
        | Type::Number { .. }
        | Type::Share
        | Type::Money { .. }
        | Type::Date
        | Type::Choice { .. }
        | Type::Line
        | Type::PersonName
        | Type::Iin
        | Type::Iban
        | Type::Place => Answer::One(text.to_owned()),
    }
}

/// A text of a story as the value of a fact, in the JSON form of a facts file.
pub(super) fn json(ty: &Type, text: &str) -> Value {
    match (ty, declare(ty, text)) {
        (Type::Boolean, Answer::One(text)) if text == "true" => true.into(),
        (Type::Boolean, Answer::One(text)) if text == "false" => false.into(),
        (_, Answer::One(text)) => text.into(),
        (_, Answer::Rows(rows)) => rows
            .into_iter()
            .map(|row| {
                let cells = row.into_iter().map(|(column, cell)| (column, cell.into()));
                Value::Object(cells.collect::<Map<_, _>>())
            })
            .collect(),
    }
}

fn rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.split(';')
        .map(str::trim)
        .filter(|row| !row.is_empty())
        .map(|row| {
            if row.contains('|') {
                row.split('|').map(|cell| cell.trim().to_owned()).collect()
            } else {
                row.split_whitespace().map(str::to_owned).collect()
            }
        })
}
