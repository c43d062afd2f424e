//! The catalogue: every service in force today, and a search over them.

use law::Language;

use crate::door::{CAPITAL, Visit};
use crate::pages::{Home, ServiceCard};
use crate::portal::search::finds;
use crate::portal::{Answer, draw};

/// The first page. A service is found by its words in any language.
pub(crate) async fn home(visit: Visit) -> Answer {
    let query = query_of(&visit.path, "q");
    let language = visit.law_language();
    let today = visit.office().today_at(CAPITAL, visit.now)?;
    let law = visit.office().law.clone();
    let services = law
        .services()
        .filter_map(|service| law.edition(service, today).ok())
        .filter(|edition| {
            let texts = [&edition.name, &edition.summary];
            finds(
                &query,
                texts
                    .into_iter()
                    .flat_map(|it| Language::ALL.map(|each| it.get(each))),
            )
        })
        .map(|edition| {
            let amount = law.amount(&edition.term.amount, today, None).ok();
            let term =
                amount.map(|amount| law::term::amount_text(amount, edition.term.unit, language));
            let words = visit.words();
            let is_online = law.places().online(&edition.service).next().is_some();
            ServiceCard {
                name: edition.name.get(language).to_owned(),
                summary: edition.summary.get(language).to_owned(),
                href: visit.to(&format!("/services/{}", edition.service)),
                facts: term
                    .into_iter()
                    .chain(std::iter::once(words.text("card-free").into_owned()))
                    .chain(is_online.then(|| words.text("card-online").into_owned()))
                    .collect(),
            }
        })
        .collect();
    draw(&Home {
        shell: visit.shell(),
        query,
        services,
    })
}

/// A value of the query of an address.
pub(crate) fn query_of(path: &str, name: &str) -> String {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    crate::form::Fields::of_query(query).get(name).to_owned()
}
