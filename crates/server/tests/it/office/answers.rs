//! What the people of the town answer to a form, and what they attach.

use std::collections::BTreeMap;

use casework::event::{Answer, Answers};
use law::edition::{Document, Edition, Type};
use sandbox::documents::samples;
use sandbox::people::{Household, Member, Register, Tenure, account};

use jiff::civil::Date;

type Row = BTreeMap<String, String>;

/// Complete and valid answers of a recipient of the town to the form of `edition`, as they would be typed.
pub(crate) fn answers(town: &Register, id: &str, edition: &Edition, day: Date) -> Answers {
    let home = town.household_of(id).unwrap();
    let mut known = plain(town, home);
    let mut lists = BTreeMap::from([
        ("family.members", members(town, home, day)),
        ("costs.costs", costs(home)),
    ]);
    let mut answers = Answers::new();
    for section in &edition.form {
        for field in &section.fields {
            let name = format!("{}.{}", section.code, field.code);
            let answer = if let Type::List { columns } = &field.ty {
                let mut rows = lists.remove(name.as_str()).expect("rows for every list");
                for row in &mut rows {
                    row.retain(|code, _| columns.iter().any(|column| &column.code == code));
                }
                Answer::Rows(rows)
            } else {
                let known = known.remove(name.as_str());
                Answer::One(known.expect("an answer for every field"))
            };
            answers.insert(name, answer);
        }
    }
    answers
}

fn plain(town: &Register, home: &Household) -> BTreeMap<&'static str, String> {
    let person = town.person(&home.recipient).unwrap();
    let tenure = match home.dwelling.tenure {
        Tenure::Owner => "owner",
        Tenure::StateTenant => "state-tenant",
        Tenure::ServiceDwelling => "other",
    };
    BTreeMap::from([
        ("applicant.full-name", person.name.full()),
        ("applicant.iin", person.iin().unwrap()),
        ("applicant.birth-year", person.born.year().to_string()),
        ("applicant.id-number", person.card_number()),
        ("applicant.id-issuer", person.card_issuer().kk),
        ("dwelling.place", home.dwelling.kato.clone()),
        ("dwelling.address", home.dwelling.address.kk.clone()),
        ("dwelling.tenure", tenure.to_owned()),
        ("dwelling.area", home.dwelling.area_m2.to_string()),
        ("family.size", home.member.len().to_string()),
        ("income.family-income", home.quarter_income().to_string()),
        ("account.iban", account(person, &home.bank).unwrap()),
        ("account.bank", home.bank.name.clone()),
        ("consents.protected-data", "true".to_owned()),
    ])
}

/// Everybody of the home who is born, but the recipient.
fn members(town: &Register, home: &Household, day: Date) -> Vec<Row> {
    let others = home.member.iter().filter(|it| it.person != home.recipient);
    others.map(|member| row_of(town, member, day)).collect()
}

fn row_of(town: &Register, member: &Member, day: Date) -> Row {
    let person = town.person(&member.person).unwrap();
    let relationship = match member.relationship.as_str() {
        "husband" | "wife" => "spouse",
        "son" | "daughter" => "child",
        "mother" | "father" => "parent",
        other => panic!("{other} is not in the form"),
    };
    let status = match member.social_status.as_str() {
        "child" if person.age_on(day) < 6 => "preschool",
        "child" => "pupil",
        "serviceman" => "employed",
        "homemaker" => "other",
        same => same,
    };
    row([
        ("name", person.name.full()),
        ("birth-date", person.born.to_string()),
        ("relationship", relationship.to_owned()),
        ("social-status", status.to_owned()),
        ("iin", person.iin().unwrap()),
    ])
}

/// The bills, each with a tariff so high that no norm of quantity cuts it, for homes of the usual size.
fn costs(home: &Household) -> Vec<Row> {
    let cost = |(kind, billed): (&String, &u32)| {
        row([
            ("kind", kind.clone()),
            ("billed", billed.to_string()),
            ("quantity", "1".to_owned()),
            ("tariff", billed.to_string()),
        ])
    };
    home.bills.iter().map(cost).collect()
}

fn row<const N: usize>(cells: [(&str, String); N]) -> Row {
    let owned = cells.map(|(code, text)| (code.to_owned(), text));
    Row::from(owned)
}

/// Name and bytes of a file for a document: the home's own paper, or a page that says what it is.
pub(crate) fn paper_for(
    town: &Register,
    id: &str,
    document: &Document,
    day: Date,
) -> (String, Vec<u8>) {
    let mut papers = samples(town, id, day).unwrap().into_iter();
    match papers.find(|paper| paper.name.starts_with(&document.code)) {
        Some(paper) => (paper.name, paper.bytes),
        None => (
            format!("{}.pdf", document.code),
            file_of(64, &document.code),
        ),
    }
}

/// A PDF of exactly this size, as far as anybody looks: its head, a word and its end.
pub(crate) fn file_of(size_bytes: usize, word: &str) -> Vec<u8> {
    let (head, end) = (format!("%PDF-1.7\n% {word} "), "\n%%EOF\n");
    let mut bytes = head.into_bytes();
    bytes.resize(size_bytes - end.len(), b'-');
    bytes.extend(end.as_bytes());
    bytes
}
