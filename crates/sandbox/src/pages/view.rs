//! What each page shows, gathered from the state of the town.

use askama::Template;

use crate::choice::{Conduct, KeyKind, OcspMode, TsaMode};
use crate::clock::{is_before_one_zone, local, spoken};
use crate::people::Person;
use crate::state::State;

/// A line about somebody.
pub(super) struct Line {
    id: String,
    name: String,
    latin: String,
    text: String,
}

/// A provider with its officials.
pub(super) struct ProviderView {
    name: String,
    bin: String,
    kato: String,
    officials: Vec<Line>,
}

/// The start page.
#[derive(Template)]
#[template(path = "home.html")]
pub(super) struct Home {
    now: String,
    chosen: String,
    portal: String,
    ncalayer: String,
    stories: Vec<Line>,
    providers: Vec<ProviderView>,
}

impl Home {
    pub(super) fn of(state: &State) -> Self {
        let register = &state.register;
        let line = |id: &str, text: String| {
            register.person(id).map(|person| Line {
                id: id.to_owned(),
                name: person.name.full(),
                latin: person.name.latin.clone(),
                text,
            })
        };
        let providers = register.organizations.iter().map(|provider| ProviderView {
            name: provider.name.en.clone(),
            bin: provider.bin().unwrap_or_default(),
            kato: provider.kato.clone(),
            officials: provider
                .officer
                .iter()
                .filter_map(|post| {
                    let roles: Vec<_> = post.roles.iter().map(|role| role.words()).collect();
                    line(&post.person, roles.join(", "))
                })
                .collect(),
        });
        Self {
            now: spoken(state.clock.now()),
            chosen: chosen(state),
            portal: state.portal.clone(),
            ncalayer: state.ncalayer_url.clone(),
            stories: register
                .households
                .iter()
                .filter_map(|home| line(&home.recipient, home.story.clone()))
                .collect(),
            providers: providers.collect(),
        }
    }
}

/// A choice in a list.
pub(super) struct OptionView {
    word: &'static str,
    text: &'static str,
    is_on: bool,
}

/// A person on the page of keys.
pub(super) struct KeyView {
    id: String,
    name: String,
    place: String,
    iin: String,
    is_chosen: bool,
    keys: Vec<OptionView>,
    conducts: Vec<OptionView>,
}

/// Officials of one provider, or the residents.
pub(super) struct Group {
    title: String,
    people: Vec<KeyView>,
}

/// The page of keys.
#[derive(Template)]
#[template(path = "keys.html")]
pub(super) struct Keys {
    is_asking: bool,
    waiting: usize,
    ncalayer: String,
    chosen: String,
    chosen_how: String,
    groups: Vec<Group>,
}

impl Keys {
    pub(super) fn of(state: &State) -> Self {
        let register = &state.register;
        let day = local(state.clock.now()).date();
        let holders = || {
            register
                .people
                .iter()
                .filter(|person| person.may_hold_key(day))
        };
        let residents = holders().filter(|person| register.post_of(&person.id).is_none());
        let mut groups = vec![Group {
            title: "Residents".to_owned(),
            people: residents.map(|person| key_view(state, person)).collect(),
        }];
        for provider in &register.organizations {
            let officials = provider
                .officer
                .iter()
                .filter_map(|post| register.person(&post.person));
            groups.push(Group {
                title: provider.name.en.clone(),
                people: officials.map(|person| key_view(state, person)).collect(),
            });
        }
        let choice = state.choice();
        Self {
            is_asking: choice.conduct == Conduct::Ask,
            waiting: state.waiting(),
            ncalayer: state.ncalayer_url.clone(),
            chosen: chosen(state),
            chosen_how: format!(
                "Key: {}. Then: {}",
                choice.key.words(),
                choice.conduct.words()
            ),
            groups,
        }
    }
}

/// The chosen person's form shows the present choice, everybody else's the ordinary one.
fn key_view(state: &State, person: &Person) -> KeyView {
    let choice = state.choice();
    let is_chosen = choice.person == person.id;
    let (key, conduct) = match is_chosen {
        // Whoever opens the page while the stand-in asks wants to answer it.
        true if choice.conduct == Conduct::Ask => (choice.key, Conduct::Sign),
        true => (choice.key, choice.conduct),
        false => (KeyKind::Good, Conduct::Sign),
    };
    KeyView {
        id: person.id.clone(),
        name: person.name.full(),
        place: state.register.place_of(&person.id),
        iin: person.iin().unwrap_or_default(),
        is_chosen,
        keys: KeyKind::ALL
            .map(|kind| OptionView {
                word: kind.word(),
                text: kind.words(),
                is_on: kind == key,
            })
            .into(),
        conducts: Conduct::ALL
            .map(|one| OptionView {
                word: one.word(),
                text: one.words(),
                is_on: one == conduct,
            })
            .into(),
    }
}

/// A row of the list of people.
pub(super) struct PersonLine {
    id: String,
    name: String,
    iin: String,
    age: i16,
    place: String,
}

/// The list of people.
#[derive(Template)]
#[template(path = "people.html")]
pub(super) struct People {
    people: Vec<PersonLine>,
}

impl People {
    pub(super) fn of(state: &State) -> Self {
        let day = local(state.clock.now()).date();
        let people = state.register.people.iter().map(|person| PersonLine {
            id: person.id.clone(),
            name: person.name.full(),
            iin: person.iin().unwrap_or_default(),
            age: person.age_on(day),
            place: state.register.place_of(&person.id),
        });
        Self {
            people: people.collect(),
        }
    }
}

/// The page of the clock.
#[derive(Template)]
#[template(path = "clock.html")]
pub(super) struct Clock {
    now: String,
    value: String,
    is_before_one_zone: bool,
    steps: [(i64, &'static str); 4],
}

impl Clock {
    pub(super) fn of(state: &State) -> Self {
        Self {
            now: spoken(state.clock.now()),
            is_before_one_zone: is_before_one_zone(state.clock.now()),
            value: local(state.clock.now())
                .strftime("%Y-%m-%dT%H:%M")
                .to_string(),
            steps: [
                (3_600, "An hour on"),
                (86_400, "A day on"),
                (604_800, "A week on"),
                (2_592_000, "Thirty days on"),
            ],
        }
    }
}

/// The page of the OCSP responder.
#[derive(Template)]
#[template(path = "ocsp.html")]
pub(super) struct Ocsp {
    modes: Vec<OptionView>,
}

impl Ocsp {
    pub(super) fn of(state: &State) -> Self {
        let present = state.ocsp_mode();
        let view = |mode: OcspMode| OptionView {
            word: mode.word(),
            text: mode.words(),
            is_on: mode == present,
        };
        Self {
            modes: OcspMode::ALL.map(view).into(),
        }
    }
}

/// The page of the time-stamping authority.
#[derive(Template)]
#[template(path = "tsa.html")]
pub(super) struct Tsa {
    modes: Vec<OptionView>,
}

impl Tsa {
    pub(super) fn of(state: &State) -> Self {
        let present = state.tsa_mode();
        let view = |mode: TsaMode| OptionView {
            word: mode.word(),
            text: mode.words(),
            is_on: mode == present,
        };
        Self {
            modes: TsaMode::ALL.map(view).into(),
        }
    }
}

/// Why something was not done.
#[derive(Template)]
#[template(path = "problem.html")]
pub(super) struct Problem {
    pub(super) text: String,
}

fn chosen(state: &State) -> String {
    let choice = state.choice();
    let name = state
        .register
        .person(&choice.person)
        .map(|person| person.name.full());
    format!(
        "{} ({})",
        name.unwrap_or_default(),
        state.register.place_of(&choice.person)
    )
}
