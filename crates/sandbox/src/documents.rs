//! Sample documents of a home: real PDF, PNG and JPEG files that a person can attach to an application.
//!
//! They are written in English and Latin letters, say that they are invented, and carry the same
//! names, amounts and addresses as the town.

mod jpeg;
mod pdf;
mod png;
mod raster;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::identifiers::CannotMake;
use crate::people::{Household, Member, Person, Register, account};
use pdf::Paper;

/// A file to attach.
#[derive(Clone)]
pub struct Sample {
    /// The name of the file; it begins with the kind of document, such as `income-proof`.
    pub name: String,
    /// The media type.
    pub mime: &'static str,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

/// Why there are no documents.
#[derive(Debug, thiserror::Error)]
pub enum DocumentsError {
    /// Nobody of the town has this id, or the person has no home in the town.
    #[error("{id} has no home in the town")]
    NoHome {
        /// The id asked for.
        id: String,
    },
    /// A number of the town cannot be made.
    #[error(transparent)]
    Number(#[from] CannotMake),
    /// The day is at an end of the calendar.
    #[error(transparent)]
    Calendar(#[from] jiff::Error),
}

const PDF: &str = "application/pdf";

/// The documents of the person's home as of `day`: incomes of the quarter before it, bills of the month before it.
pub fn samples(town: &Register, id: &str, day: Date) -> Result<Vec<Sample>, DocumentsError> {
    let no_home = || DocumentsError::NoHome { id: id.to_owned() };
    let home = town.household_of(id).ok_or_else(no_home)?;
    let recipient = town.person(&home.recipient).ok_or_else(no_home)?;
    let desk = Desk {
        town,
        home,
        recipient,
        day,
    };
    let mut files = Vec::new();
    for member in &home.member {
        let person = town.person(&member.person).ok_or_else(no_home)?;
        desk.of_member(member, person, &mut files)?;
    }
    desk.of_bills(&mut files)?;
    files.push(desk.account()?);
    files.push(desk.identity_card()?);
    Ok(files)
}

/// The three months of the quarter before `day`, as `2026-07`.
fn months_of_previous_quarter(day: Date) -> Result<[String; 3], jiff::Error> {
    let into_quarter = i64::from((day.month() - 1) % 3);
    let first = day
        .first_of_month()
        .checked_sub((into_quarter + 3).months())?;
    let month = |span: Span| {
        first
            .checked_add(span)
            .map(|date| date.strftime("%Y-%m").to_string())
    };
    Ok([month(0.months())?, month(1.months())?, month(2.months())?])
}

/// One home with the day on which its papers are asked for.
struct Desk<'a> {
    town: &'a Register,
    home: &'a Household,
    recipient: &'a Person,
    day: Date,
}

impl Desk<'_> {
    fn paper(&self, title: &str, person: &Person) -> Result<Paper, DocumentsError> {
        let mut paper = Paper::new(title, self.day);
        paper.row("Person", &person.name.latin);
        paper.row("IIN", &person.iin()?);
        paper.row("Date of the document", &self.day.to_string());
        paper.gap();
        Ok(paper)
    }

    fn of_member(
        &self,
        member: &Member,
        person: &Person,
        files: &mut Vec<Sample>,
    ) -> Result<(), DocumentsError> {
        if person.age_on(self.day) >= 18 {
            let mut paper = self.paper("Certificate of income for the previous quarter", person)?;
            for (month, income) in months_of_previous_quarter(self.day)?
                .iter()
                .zip(member.incomes)
            {
                paper.row(month, &format!("{income} tenge"));
            }
            paper.row(
                "Total",
                &format!("{} tenge", member.incomes.iter().sum::<u32>()),
            );
            files.push(pdf_file(format!("income-proof-{}.pdf", person.id), &paper));

            let mut paper = self.paper(
                "Certificate from the place of work or of registration",
                person,
            )?;
            paper.row("Social status", &member.social_status);
            paper.row(
                "Post and place",
                member.work.as_deref().unwrap_or("not employed"),
            );
            files.push(pdf_file(
                format!("work-certificate-{}.pdf", person.id),
                &paper,
            ));
        }
        if let Some(alimony) = member.alimony {
            let mut paper = self.paper("Information about alimony", person)?;
            paper.row("Received each month", &format!("{alimony} tenge"));
            files.push(pdf_file("alimony.pdf".into(), &paper));
        }
        Ok(())
    }

    fn of_bills(&self, files: &mut Vec<Sample>) -> Result<(), DocumentsError> {
        let of = |kinds: &[&str]| -> Vec<(&str, u32)> {
            let chosen = self
                .home
                .bills
                .iter()
                .filter(|(kind, _)| kinds.contains(&kind.as_str()));
            chosen
                .map(|(kind, amount)| (kind.as_str(), *amount))
                .collect()
        };
        let month = self.day.first_of_month().checked_sub(1.month())?;
        let bills = [
            (
                "maintenance-bill.pdf",
                "Contributions to the maintenance of the house",
                MAINTENANCE,
            ),
            ("utility-bills.pdf", "Consumption of utilities", UTILITIES),
            ("rent-bill.pdf", "Rent for the dwelling", RENT),
        ];
        for (name, title, kinds) in bills {
            let lines = of(kinds);
            if lines.is_empty() {
                continue;
            }
            let mut paper = self.paper(title, self.recipient)?;
            paper.row("Dwelling", &self.home.dwelling.address.en);
            paper.row(
                "Useful area",
                &format!("{} square meters", self.home.dwelling.area_m2),
            );
            paper.row("Month", &month.strftime("%Y-%m").to_string());
            paper.gap();
            for (kind, amount) in &lines {
                paper.row(kind, &format!("{amount} tenge"));
            }
            let total: u32 = lines.iter().map(|(_, amount)| amount).sum();
            paper.row("Total", &format!("{total} tenge"));
            files.push(pdf_file(name.into(), &paper));
        }
        if let Some((_, amount)) = of(&["telephone"]).first() {
            let lines = [
                "TELEPHONE RECEIPT (INVENTED)".to_owned(),
                String::new(),
                self.recipient.name.latin.clone(),
                self.home.dwelling.address.en.clone(),
                format!("MONTH {}", month.strftime("%Y-%m")),
                format!("SUBSCRIPTION FEE {amount} TENGE"),
                "PAID".to_owned(),
            ];
            files.push(Sample {
                name: "telecom-receipt.jpg".into(),
                mime: "image/jpeg",
                bytes: jpeg::encode(&raster::draw(&lines)),
            });
        }
        Ok(())
    }

    fn account(&self) -> Result<Sample, DocumentsError> {
        let lines = [
            "BANK ACCOUNT (INVENTED)".to_owned(),
            String::new(),
            self.home.bank.name.clone(),
            self.recipient.name.latin.clone(),
            format!("IIN {}", self.recipient.iin()?),
            account(self.recipient, &self.home.bank)?,
            format!("{}", self.day),
        ];
        Ok(Sample {
            name: "bank-account.png".into(),
            mime: "image/png",
            bytes: png::encode(&raster::draw(&lines)),
        })
    }

    fn identity_card(&self) -> Result<Sample, DocumentsError> {
        let mut paper = self.paper("Copy of the identity card", self.recipient)?;
        paper.row("Number", &self.recipient.card_number());
        paper.row("Issued by", &self.recipient.card_issuer().en);
        paper.row("Date of birth", &self.recipient.born.to_string());
        paper.row(
            "People in the dwelling",
            &self.home.member.len().to_string(),
        );
        paper.row(
            "Known in the town as",
            &self.town.place_of(&self.recipient.id),
        );
        Ok(pdf_file("identity-card.pdf".into(), &paper))
    }
}

const MAINTENANCE: &[&str] = &["maintenance", "capital-repair"];
const UTILITIES: &[&str] = &[
    "electricity",
    "gas",
    "cold-water",
    "hot-water",
    "sewer",
    "heat",
    "rubbish",
    "lift",
];
const RENT: &[&str] = &["rent"];

fn pdf_file(name: String, paper: &Paper) -> Sample {
    Sample {
        name,
        mime: PDF,
        bytes: paper.to_pdf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn previous_quarter_is_the_calendar_quarter_before_the_day() {
        let months = |day| months_of_previous_quarter(day).unwrap();
        assert_eq!(months(date(2021, 3, 1)), ["2020-10", "2020-11", "2020-12"]);
        assert_eq!(
            months(date(2026, 11, 21)),
            ["2026-07", "2026-08", "2026-09"]
        );
        assert_eq!(
            months(date(2026, 12, 31)),
            ["2026-07", "2026-08", "2026-09"]
        );
        assert_eq!(months(date(2026, 10, 1)), ["2026-07", "2026-08", "2026-09"]);
    }
}
