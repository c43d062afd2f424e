//! The cast: the invented people and providers of the town, as far as stories name them.
//!
//! Numbers and names are those of the sandbox, so that a story told to a real office meets the same people.

use law::Text;
use law::edition::Role;
use law::hours::{Between, WorkingHours};

use crate::actor::{Actor, Officer, Organization};
use crate::event::PersonRef;
use crate::identifier::{Bin, Iin};

/// Somebody of the town.
#[derive(Clone, Copy)]
pub struct Player {
    /// The id by which stories name them.
    pub id: &'static str,
    iin: &'static str,
    /// Full name.
    pub name: &'static str,
    /// The organization and the roles there, of an officer.
    post: Option<(&'static str, &'static [Role])>,
}

const fn resident(id: &'static str, iin: &'static str, name: &'static str) -> Player {
    Player {
        id,
        iin,
        name,
        post: None,
    }
}

const fn official(
    id: &'static str,
    iin: &'static str,
    name: &'static str,
    post: (&'static str, &'static [Role]),
) -> Player {
    Player {
        id,
        iin,
        name,
        post: Some(post),
    }
}

const CLERK: &[Role] = &[Role::Clerk];
const EXECUTOR: &[Role] = &[Role::Executor];
const HEAD: &[Role] = &[Role::Head];
const CHAIR: &[Role] = &[Role::Chair, Role::Commission];
const MEMBER: &[Role] = &[Role::Commission];
const SECRETARY: &[Role] = &[Role::Secretary];
const REVIEWER: &[Role] = &[Role::Reviewer];
const REGISTRAR: &[Role] = &[Role::Clerk, Role::Registrar];

/// Everybody that a story may name.
pub const PLAYERS: [Player; 23] = [
    resident("madina", "880417490010", "Ахметова Мадина Ерланқызы"),
    resident("viktor", "561022390093", "Кузнецов Виктор Петрович"),
    resident("bolat", "790502390136", "Қуанышев Болат Тілеуұлы"),
    resident("olga", "910308490175", "Ким Ольга Сергеевна"),
    official(
        "zarina",
        "940211490202",
        "Омарова Зарина Талғатқызы",
        ("astana-social", CLERK),
    ),
    official(
        "askar",
        "871001390211",
        "Бекенов Асқар Мұратұлы",
        ("astana-social", EXECUTOR),
    ),
    official(
        "elena",
        "840528490225",
        "Соколова Елена Викторовна",
        ("astana-social", EXECUTOR),
    ),
    official(
        "aigerim",
        "760820490235",
        "Сәрсенова Айгерім Бақытқызы",
        ("astana-social", HEAD),
    ),
    official(
        "dinara",
        "921224490242",
        "Мұсаева Динара Қанатқызы",
        ("almaty-social", CLERK),
    ),
    official(
        "ruslan",
        "890406390254",
        "Ахмедов Руслан Ильясович",
        ("almaty-social", EXECUTOR),
    ),
    official(
        "svetlana",
        "810913490262",
        "Цой Светлана Андреевна",
        ("almaty-social", EXECUTOR),
    ),
    official(
        "marat",
        "721130390273",
        "Ибраев Марат Сағынұлы",
        ("almaty-social", HEAD),
    ),
    official(
        "aslan",
        "860318390290",
        "Дүйсенов Аслан Ерболұлы",
        ("atyrau-social", EXECUTOR),
    ),
    official(
        "gaukhar",
        "780601490307",
        "Қалиева Гауһар Өтегенқызы",
        ("atyrau-social", HEAD),
    ),
    official(
        "gulnar",
        "900719490108",
        "Сейтқазина Гүлнар Болатқызы",
        ("astana-housing", EXECUTOR),
    ),
    official(
        "nurlan",
        "800115390197",
        "Төлегенов Нұрлан Асқарұлы",
        ("astana-housing", HEAD),
    ),
    official(
        "timur",
        "970809390123",
        "Ли Тимур Алексеевич",
        ("astana-housing", CHAIR),
    ),
    official(
        "saule",
        "861205490077",
        "Жұмабаева Сәуле Маратқызы",
        ("astana-housing", MEMBER),
    ),
    official(
        "arman",
        "830630390063",
        "Жұмабаев Арман Қайратұлы",
        ("astana-housing", MEMBER),
    ),
    official(
        "kulyash",
        "490312490058",
        "Нұрпейісова Күләш Оразқызы",
        ("astana-housing", MEMBER),
    ),
    official(
        "zhanar",
        "821116490145",
        "Қуанышева Жанар Әділқызы",
        ("astana-housing", SECRETARY),
    ),
    official(
        "raushan",
        "520404490165",
        "Қуанышева Раушан Ғабдоллақызы",
        ("astana-housing", REVIEWER),
    ),
    official(
        "daniyar",
        "850903390020",
        "Ахметов Данияр Серікұлы",
        ("astana-housing", REGISTRAR),
    ),
];

impl Player {
    /// The player of this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        PLAYERS.iter().find(|player| player.id == id)
    }

    /// The player as a case names a person; none if the number is not twelve digits.
    pub fn person(&self) -> Option<PersonRef> {
        Some(PersonRef {
            iin: Iin::parse(self.iin).ok()?,
            name: self.name.to_owned(),
        })
    }

    /// The player as an actor: an officer at their post, anybody else as a recipient.
    pub fn actor(&self) -> Option<Actor> {
        let person = self.person()?;
        Some(match self.post {
            None => Actor::Recipient(person),
            Some((organization, roles)) => Actor::Officer(Officer {
                person,
                organization: organization.to_owned(),
                roles: roles.iter().copied().collect(),
            }),
        })
    }
}

/// The text with the names of players replaced by their ids.
pub fn ids_for_names(text: &str) -> String {
    PLAYERS.iter().fold(text.to_owned(), |text, player| {
        text.replace(player.name, player.id)
    })
}

/// A provider of the town; none if there is no such code.
pub fn organization(code: &str) -> Option<Organization> {
    let (bin, kato, register, open, name) = match code {
        "astana-social" => (
            "080140900014",
            "710000000",
            "АСТ",
            "09:00-18:30",
            Text {
                kk: "«Астана қаласының жұмыспен қамту және әлеуметтік қорғау басқармасы» мемлекеттік мекемесі (ойдан шығарылған)".to_owned(),
                ru: "ГУ «Управление занятости и социальной защиты города Астаны» (вымышленное)".to_owned(),
                en: "Department of Employment and Social Protection of Astana (invented)".to_owned(),
            },
        ),
        "almaty-social" => (
            "090240900027",
            "750000000",
            "АЛМ",
            "09:00-18:00",
            Text {
                kk: "«Алматы қаласының әлеуметтік әл-ауқат басқармасы» мемлекеттік мекемесі (ойдан шығарылған)".to_owned(),
                ru: "КГУ «Управление социального благосостояния города Алматы» (вымышленное)".to_owned(),
                en: "Department of Social Welfare of Almaty (invented)".to_owned(),
            },
        ),
        "atyrau-social" => (
            "100340900038",
            "231010000",
            "АТЫ",
            "09:00-18:30",
            Text {
                kk: "«Атырау қаласының жұмыспен қамту және әлеуметтік бағдарламалар бөлімі» мемлекеттік мекемесі (ойдан шығарылған)".to_owned(),
                ru: "ГУ «Отдел занятости и социальных программ города Атырау» (вымышленное)".to_owned(),
                en: "Division of Employment and Social Programs of Atyrau (invented)".to_owned(),
            },
        ),
        "astana-housing" => (
            "110440900043",
            "710000000",
            "ҮЙ",
            "09:00-18:30",
            Text {
                kk: "«Астана қаласының тұрғын үй басқармасы» мемлекеттік мекемесі (ойдан шығарылған)".to_owned(),
                ru: "ГУ «Жилищное управление города Астаны» (вымышленное)".to_owned(),
                en: "Housing Department of Astana (invented)".to_owned(),
            },
        ),
        _ => return None,
    };
    Some(Organization {
        code: code.to_owned(),
        bin: Bin::parse(bin).ok()?,
        kato: kato.to_owned(),
        register: register.to_owned(),
        services: vec![
            // The housing department gives the invented service of the rulebook's own tests.
            if code == "astana-housing" {
                "dacha"
            } else {
                "housing-assistance"
            }
            .to_owned(),
        ],
        phone: "+77170000000".to_owned(),
        address: name.clone(),
        name,
        hours: WorkingHours::five_day(Between::parse(open)?, Between::parse("13:00-14:00")),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn everybody_has_a_right_number_of_their_own() {
        let numbers: BTreeSet<Iin> = PLAYERS
            .iter()
            .map(|player| player.person().unwrap().iin)
            .collect();
        assert_eq!(numbers.len(), PLAYERS.len());
    }

    #[test]
    fn every_post_is_at_a_provider_that_exists() {
        for player in &PLAYERS {
            if let Some((code, _)) = player.post {
                assert!(organization(code).is_some(), "{code}");
            }
        }
        assert!(organization("fishing-club").is_none());
    }
}
