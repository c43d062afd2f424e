//! A person's card: everything to type into a form, and the documents to attach.

use askama::Template;

use crate::clock::local;
use crate::documents::samples;
use crate::people::{Household, Person, account};
use crate::state::State;

type Row = (String, String);

/// A line of the family table.
pub(super) struct MemberView {
    id: String,
    name: String,
    iin: String,
    born: String,
    relationship: String,
    status: String,
    incomes: String,
}

/// The home of the person.
pub(super) struct HomeView {
    story: String,
    rows: Vec<Row>,
    members: Vec<MemberView>,
    bills: Vec<Row>,
    files: Vec<String>,
}

/// The page of one person.
#[derive(Template)]
#[template(path = "person.html")]
pub(super) struct Card {
    id: String,
    name: String,
    latin: String,
    place: String,
    has_key: bool,
    rows: Vec<Row>,
    home: Option<HomeView>,
}

impl Card {
    pub(super) fn of(state: &State, id: &str) -> Option<Self> {
        let person = state.register.person(id)?;
        let day = local(state.clock.now()).date();
        Some(Self {
            id: person.id.clone(),
            name: person.name.full(),
            latin: person.name.latin.clone(),
            place: state.register.place_of(id),
            has_key: person.may_hold_key(day),
            rows: rows_of(state, person),
            home: state
                .register
                .household_of(id)
                .map(|home| home_view(state, id, home)),
        })
    }
}

fn rows_of(state: &State, person: &Person) -> Vec<Row> {
    let mut rows = vec![
        row("Last name", &person.name.surname),
        row("First name", &person.name.given),
        row("Patronymic", &person.name.patronymic),
        row("IIN", &person.iin().unwrap_or_default()),
        row("Date of birth", &person.born.to_string()),
    ];
    if person.may_hold_key(local(state.clock.now()).date()) {
        rows.push(row("Phone", &person.phone()));
        rows.push(row("Identity card", &person.card_number()));
        let issuer = person.card_issuer();
        rows.push(row("Issued by", &format!("{} / {}", issuer.kk, issuer.ru)));
    }
    if let Some((provider, _)) = state.register.post_of(&person.id) {
        rows.push(row("Provider", &provider.name.ru));
        rows.push(row(
            "BIN of the provider",
            &provider.bin().unwrap_or_default(),
        ));
    }
    rows
}

fn home_view(state: &State, id: &str, home: &Household) -> HomeView {
    let dwelling = &home.dwelling;
    let mut rows = vec![
        row("Address (kk)", &dwelling.address.kk),
        row("Address (ru)", &dwelling.address.ru),
        row("Address (en)", &dwelling.address.en),
        row("KATO", &dwelling.kato),
        row(
            "Area",
            &format!("{} m², rooms: {}", dwelling.area_m2, dwelling.rooms),
        ),
        row("Held as", dwelling.tenure.words()),
        row("People living there", &home.member.len().to_string()),
        row("Income of the quarter", &tenge(home.quarter_income())),
    ];
    for other in &home.other_dwelling {
        rows.push(row("Owns besides", &other.address.ru));
    }
    if let Some(recipient) = state.register.person(&home.recipient) {
        rows.push(row(
            "Account",
            &account(recipient, &home.bank).unwrap_or_default(),
        ));
        rows.push(row("Bank", &home.bank.name));
    }
    let mut bills: Vec<Row> = home
        .bills
        .iter()
        .map(|(kind, amount)| row(kind, &tenge(*amount)))
        .collect();
    bills.push(row("all together", &tenge(home.month_bills())));
    let day = local(state.clock.now()).date();
    let files = samples(&state.register, id, day).unwrap_or_default();
    HomeView {
        story: home.story.clone(),
        rows,
        members: members(state, home),
        bills,
        files: files.into_iter().map(|file| file.name).collect(),
    }
}

fn members(state: &State, home: &Household) -> Vec<MemberView> {
    let lines = home.member.iter().filter_map(|member| {
        let person = state.register.person(&member.person)?;
        let mut incomes = member.incomes.map(tenge).join(", ");
        if let Some(alimony) = member.alimony {
            incomes = format!("{incomes}; alimony {} a month", tenge(alimony));
        }
        Some(MemberView {
            id: person.id.clone(),
            name: person.name.full(),
            iin: person.iin().unwrap_or_default(),
            born: person.born.to_string(),
            relationship: member.relationship.clone(),
            status: match &member.work {
                Some(work) => format!("{}: {work}", member.social_status),
                None => member.social_status.clone(),
            },
            incomes,
        })
    });
    lines.collect()
}

fn row(label: &str, value: &str) -> Row {
    (label.to_owned(), value.to_owned())
}

/// Whole tenge with commas between thousands.
fn tenge(amount: u32) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::tenge;

    #[test]
    fn thousands_are_parted_by_commas() {
        assert_eq!(
            [0, 999, 1_000, 38_000, 1_200_000].map(tenge),
            ["0", "999", "1,000", "38,000", "1,200,000"]
        );
    }
}
