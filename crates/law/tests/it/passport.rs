//! The passport of a service: all of the standard, and plainly what nobody has read.

use jiff::civil::date;
use law::{Language, Passport, load};

use crate::{corpus::LAW, fixture::files, snapshot::assert_snapshot};

#[test]
fn the_passport_of_a_lamp_reads_as_before() {
    let law = load(files()).unwrap();
    let edition = law.all_editions().next().unwrap();
    let passport = Passport::new(&law, edition, date(2026, 2, 2));
    for language in Language::ALL {
        let name = format!("passport/lamp.{}.md", language.code());
        assert_snapshot(&name, &passport.markdown(language));
    }
}

#[test]
fn every_edition_has_a_passport_with_ten_rows_and_all_its_grounds() {
    for edition in LAW.all_editions() {
        let passport = Passport::new(&LAW, edition, edition.in_force.day);
        assert_eq!(passport.rows.len(), 10, "{}", edition.id);
        assert!(!passport.appeal.is_empty(), "{}", edition.id);
        for language in Language::ALL {
            let text = passport.markdown(language);
            for row in &edition.standard {
                assert!(
                    text.contains(row.heading.get(language)),
                    "{} {}",
                    edition.id,
                    row.number
                );
                assert!(
                    text.contains(&row.source.cite),
                    "{} {}",
                    edition.id,
                    row.number
                );
            }
            for ground in &edition.grounds {
                assert!(
                    text.contains(ground.text.get(language)),
                    "{} {}",
                    edition.id,
                    ground.code
                );
            }
        }
    }
}

#[test]
fn what_is_inferred_or_carried_over_is_said() {
    let edition = LAW
        .edition("housing-assistance", date(2026, 1, 10))
        .unwrap();
    let passport = Passport::new(&LAW, edition, date(2026, 1, 10));
    assert!(
        passport
            .doubts
            .iter()
            .any(|doubt| doubt.carried_from.as_deref() == Some("order-539"))
    );
    assert!(
        passport
            .doubts
            .iter()
            .any(|doubt| doubt.carried_from.is_none())
    );
    let text = passport.markdown(Language::Ru);
    assert!(text.contains("## Что ещё не подтверждено"), "{text}");
    assert!(text.contains("6 рабочих дней с регистрации"), "{text}");
}

/// A document that a register answers for is not simply asked for.
#[test]
fn a_document_says_when_it_is_not_asked_for() {
    let law = load(files()).unwrap();
    let edition = law.all_editions().next().unwrap();
    let passport = Passport::new(&law, edition, date(2026, 2, 2));
    let text = passport.markdown(Language::En);
    assert!(
        text.contains("not asked if the register “Income” answers"),
        "{text}"
    );
}
