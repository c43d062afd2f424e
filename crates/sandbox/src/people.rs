//! The thirty-one invented people, their homes, the three invented providers and the branch with a counter, read from `town.toml`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ca::Family;
use crate::identifiers::{self, CannotMake, Sex};

/// A text in the three languages of the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// A name as a certificate and a form carry it, and in Latin letters for documents.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Family name.
    pub surname: String,
    /// Given name.
    pub given: String,
    /// Patronymic.
    pub patronymic: String,
    /// Given name and family name in Latin letters.
    pub latin: String,
}

impl Name {
    /// Family name, given name, patronymic: the order of a Kazakhstan form.
    pub fn full(&self) -> String {
        format!("{} {} {}", self.surname, self.given, self.patronymic)
    }
}

/// One invented person. Everything a form asks comes from `number` and these few fields.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The word that tests and pages call the person by.
    pub id: String,
    /// 1–999, unique; the source of the IIN's serial, the phone, the card and the account.
    pub number: u16,
    /// The person's name.
    pub name: Name,
    /// The person's sex.
    pub sex: Sex,
    /// The day of birth.
    pub born: Date,
    /// The family of the person's keys; RSA where the town file says nothing.
    #[serde(default)]
    pub key: Family,
}

impl Person {
    /// The individual identification number, twelve digits.
    pub fn iin(&self) -> Result<String, CannotMake> {
        identifiers::iin(self.born, self.sex, 9000 + self.number)
    }

    /// A mobile phone of the form `+77000000NNN`.
    pub fn phone(&self) -> String {
        format!("+77000000{:03}", self.number)
    }

    /// The number of the identity card, nine digits.
    pub fn card_number(&self) -> String {
        format!("900000{:03}", self.number)
    }

    /// Who issued the identity card.
    pub fn card_issuer(&self) -> Text {
        Text {
            kk: "ҚР Ішкі істер министрлігі".into(),
            ru: "Министерство внутренних дел РК".into(),
            en: "Ministry of Internal Affairs".into(),
        }
    }

    /// Full years on `day`; zero before birth.
    pub fn age_on(&self, day: Date) -> i16 {
        let had_birthday = (day.month(), day.day()) >= (self.born.month(), self.born.day());
        let years = day.year() - self.born.year() - i16::from(!had_birthday);
        years.max(0)
    }

    /// An electronic signature is issued from sixteen years on.
    pub fn may_hold_key(&self, day: Date) -> bool {
        self.age_on(day) >= 16
    }
}

/// How a family holds its dwelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tenure {
    /// Owned by the recipient.
    Owner,
    /// Rented from the state housing stock.
    StateTenant,
    /// A service dwelling.
    ServiceDwelling,
}

impl Tenure {
    /// The tenure as a person would say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Owner => "own dwelling",
            Self::StateTenant => "rented from the state housing stock",
            Self::ServiceDwelling => "service dwelling",
        }
    }
}

/// A dwelling that a family lives in or owns.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dwelling {
    /// The address in three languages.
    pub address: Text,
    /// The place by the classifier of administrative units, nine digits.
    pub kato: String,
    /// Useful area in square meters.
    pub area_m2: u32,
    /// Rooms.
    pub rooms: u32,
    /// By what right.
    pub tenure: Tenure,
}

/// The recipient or somebody who lives with the recipient.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Id of a person of the town.
    pub person: String,
    /// `applicant`, `husband`, `son` and so on.
    pub relationship: String,
    /// What the form calls social status.
    pub social_status: String,
    /// The post and the place of work.
    #[serde(default)]
    pub work: Option<String>,
    /// Tenge for each month of the previous quarter.
    pub incomes: [u32; 3],
    /// Alimony received, tenge a month.
    #[serde(default)]
    pub alimony: Option<u32>,
}

/// A bank by its place in an IBAN and its name.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// Three digits of the IBAN.
    pub code: String,
    /// The name of the bank.
    pub name: String,
}

/// A home: who lives there, on what, and what it costs.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// Id of the person who applies.
    pub recipient: String,
    /// What this home is in the town for.
    pub story: String,
    /// Where the recipient's account is.
    pub bank: Bank,
    /// Where the family is registered and lives.
    pub dwelling: Dwelling,
    /// Dwellings the recipient owns besides.
    #[serde(default)]
    pub other_dwelling: Vec<Dwelling>,
    /// The people of the home, the recipient first.
    pub member: Vec<Member>,
    /// Tenge a month by kind of bill.
    pub bills: BTreeMap<String, u32>,
}

impl Household {
    /// All incomes of the previous quarter, tenge, alimony included.
    pub fn quarter_income(&self) -> u32 {
        let of = |member: &Member| {
            member.incomes.iter().sum::<u32>() + 3 * member.alimony.unwrap_or_default()
        };
        self.member.iter().map(of).sum()
    }

    /// All bills of one month, tenge.
    pub fn month_bills(&self) -> u32 {
        self.bills.values().sum()
    }
}

/// The kinds of bills a home may have, as the office's figures name them.
pub const BILL_KINDS: [&str; 12] = [
    "maintenance",
    "capital-repair",
    "electricity",
    "gas",
    "cold-water",
    "hot-water",
    "sewer",
    "heat",
    "rubbish",
    "lift",
    "telephone",
    "rent",
];

/// What an official does at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficerRole {
    /// Registers what comes in.
    Clerk,
    /// Checks, asks and prepares the decision.
    Executor,
    /// Signs the decision.
    Head,
    /// Takes documents in at a counter of the State Corporation.
    Operator,
}

impl OfficerRole {
    /// The role as a person would say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Clerk => "clerk of the chancellery",
            Self::Executor => "executor",
            Self::Head => "head",
            Self::Operator => "operator of the counter",
        }
    }
}

/// A post at a provider.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Id of a person of the town.
    pub person: String,
    /// What the person does there.
    pub roles: Vec<OfficerRole>,
}

/// Working hours as the office file has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// `mon` to `sun`.
    pub days: Vec<String>,
    /// Opening, `HH:MM`.
    pub from: String,
    /// Closing, `HH:MM`.
    pub to: String,
    /// Start and end of the lunch break; none where there is no break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lunch: Option<[String; 2]>,
}

/// An invented provider of services.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Unique kebab-case word.
    pub code: String,
    /// The serial of the BIN is 90000 + number.
    pub number: u32,
    /// The month of registration gives the head of the BIN.
    pub registered: Date,
    /// The place it serves.
    pub kato: String,
    /// Prefix of the registration numbers of its chancellery.
    pub register: String,
    /// Codes of the services it provides.
    pub services: Vec<String>,
    /// Landline in E.164.
    pub phone: String,
    /// Where it sits.
    pub address: Text,
    /// Its name.
    pub name: Text,
    /// When it works.
    pub hours: Hours,
    /// Its officials.
    pub officer: Vec<Post>,
}

impl Organization {
    /// The business identification number, twelve digits.
    pub fn bin(&self) -> Result<String, CannotMake> {
        identifiers::bin(self.registered, 90_000 + self.number)
    }
}

/// Why `town.toml` is not a town.
#[derive(Debug, thiserror::Error)]
pub enum TownFileError {
    /// It is not the TOML expected.
    #[error("the town file cannot be read")]
    Shape(#[from] toml::de::Error),
    /// A number cannot be made.
    #[error("the town file has a number that cannot be issued at {id}")]
    Number {
        /// The person or organization.
        id: String,
        /// What is wrong with the number.
        #[source]
        source: CannotMake,
    },
    /// Two entries share a word or a number, or an entry names nobody.
    #[error("the town file has a duplicate or unknown entry: {id}")]
    Reference {
        /// The entry.
        id: String,
    },
}

/// Everybody and everything in the town.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The providers.
    #[serde(rename = "organization")]
    pub organizations: Vec<Organization>,
    /// The people, residents first.
    #[serde(rename = "person")]
    pub people: Vec<Person>,
    /// The homes.
    #[serde(rename = "household")]
    pub households: Vec<Household>,
}

impl Register {
    /// Reads the embedded town and checks that every reference and number holds.
    pub fn load() -> Result<Self, TownFileError> {
        Self::read(include_str!("../town.toml"))
    }

    /// Reads a town from TOML text.
    pub fn read(text: &str) -> Result<Self, TownFileError> {
        let town: Self = toml::from_str(text)?;
        town.check()?;
        Ok(town)
    }

    /// The person of that id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The home where the person lives.
    pub fn household_of(&self, id: &str) -> Option<&Household> {
        self.households
            .iter()
            .find(|household| household.member.iter().any(|member| member.person == id))
    }

    /// The provider and the post of an official.
    pub fn post_of(&self, id: &str) -> Option<(&Organization, &Post)> {
        self.organizations.iter().find_map(|organization| {
            let post = organization.officer.iter().find(|post| post.person == id)?;
            Some((organization, post))
        })
    }

    /// One English line that says who the person is in the town.
    pub fn place_of(&self, id: &str) -> String {
        if let Some((organization, post)) = self.post_of(id) {
            let roles: Vec<&str> = post.roles.iter().map(|role| role.words()).collect();
            return format!("{}, {}", roles.join(" and "), organization.name.en);
        }
        let Some(household) = self.household_of(id) else {
            return String::new();
        };
        if household.recipient == id {
            return format!("recipient, {}", household.dwelling.address.en);
        }
        let recipient = self
            .person(&household.recipient)
            .map_or("", |person| &person.name.latin);
        let relationship = household
            .member
            .iter()
            .find(|member| member.person == id)
            .map_or("", |member| &member.relationship);
        format!("{relationship} of {recipient}")
    }

    fn check(&self) -> Result<(), TownFileError> {
        let unknown = |id: &str| TownFileError::Reference { id: id.to_owned() };
        let mut words = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        for person in &self.people {
            person.iin().map_err(|source| TownFileError::Number {
                id: person.id.clone(),
                source,
            })?;
            if person.number > 999 || !words.insert(&person.id) || !numbers.insert(person.number) {
                return Err(unknown(&person.id));
            }
        }
        for organization in &self.organizations {
            organization.bin().map_err(|source| TownFileError::Number {
                id: organization.code.clone(),
                source,
            })?;
            if !words.insert(&organization.code) {
                return Err(unknown(&organization.code));
            }
            for post in &organization.officer {
                self.person(&post.person)
                    .ok_or_else(|| unknown(&post.person))?;
            }
        }
        for household in &self.households {
            if household.member.first().map(|member| &member.person) != Some(&household.recipient) {
                return Err(unknown(&household.recipient));
            }
            for member in &household.member {
                self.person(&member.person)
                    .ok_or_else(|| unknown(&member.person))?;
            }
            if let Some(kind) = household
                .bills
                .keys()
                .find(|kind| !BILL_KINDS.contains(&kind.as_str()))
            {
                return Err(unknown(kind));
            }
        }
        Ok(())
    }
}

/// The recipient's account: the bank, the word SANDBOX and the person's number.
pub fn account(person: &Person, bank: &Bank) -> Result<String, CannotMake> {
    identifiers::iban(&bank.code, &format!("SANDBOX{:06}", person.number))
}
