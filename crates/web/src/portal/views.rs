//! Who looked at the person's data: in a case, and on receipts of refusal to accept documents.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use app::access::{self, Look, Looks, PAGE_ROWS};
use app::view::case::{CaseView, of_recipient};
use axum::extract::Path;
use casework::actor::Organization;

use super::case::number;
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::pages::{Link, Pager, View, Views};
use crate::portal::home::query_of;
use crate::portal::{Answer, draw};
use crate::show;

/// Looks that stand on the page of the case itself.
const LAST: u32 = 3;

/// Who looked, page by page.
pub(crate) async fn views(Path((_, text)): Path<(String, String)>, visit: Visit) -> Answer {
    let account = visit.registered()?;
    let number = number(&text)?;
    let view = of_recipient(visit.office(), account, &number, visit.now).await?;
    let after = query_of(&visit.path, "after");
    let is_later = !after.is_empty();
    let looks = looks(&visit, &view, is_later.then_some(after.as_str()), PAGE_ROWS).await?;
    let first = format!("/cases/{number}/views");
    draw(&Views {
        pager: pager(&visit, &first, is_later, looks.next.as_deref()),
        lines: of_person(&visit, Some(&view.loaded.organization), looks.rows).await?,
        back: Link {
            text: visit.say_with("case-number", "number", number.as_str()),
            href: visit.to(&format!("/cases/{number}")),
        },
        heading: visit.say("case-views"),
        about: visit.say("views-about"),
        none: visit.say("views-none"),
        other: Some(Link {
            text: visit.say("receipt-views"),
            href: visit.to("/views"),
        }),
        shell: visit.shell(),
    })
}

/// Who looked at the receipts of refusal that name the person, page by page; for whoever is signed in, since whom a
/// counter sent away may have no account.
pub(crate) async fn of_receipts(visit: Visit) -> Answer {
    let after = query_of(&visit.path, "after");
    let is_later = !after.is_empty();
    let after = is_later.then_some(after.as_str());
    let looks = access::of_receipts(visit.office(), visit.signed_in()?, after).await?;
    draw(&Views {
        pager: pager(&visit, "/views", is_later, looks.next.as_deref()),
        lines: of_person(&visit, None, looks.rows).await?,
        back: Link {
            text: visit.say("menu-account"),
            href: visit.to("/account"),
        },
        heading: visit.say("receipt-views"),
        about: visit.say("receipt-views-about"),
        none: visit.say("receipt-views-none"),
        other: None,
        shell: visit.shell(),
    })
}

/// A list by keys has a way on, and a way back to its beginning.
fn pager(visit: &Visit, first: &str, is_later: bool, next: Option<&str>) -> Pager {
    let page = if is_later { 2 } else { 1 };
    Pager {
        page,
        pages: if next.is_some() { page + 1 } else { page },
        previous: is_later.then(|| visit.to(first)),
        next: next.map(|key| visit.to(&format!("{first}?after={}", encode(key)))),
    }
}

/// The last looks, for the page of the case.
pub(super) async fn last(visit: &Visit, view: &CaseView<'_>) -> Result<Vec<View>, Failure> {
    let looks = looks(visit, view, None, LAST).await?;
    of_person(visit, Some(&view.loaded.organization), looks.rows).await
}

async fn looks(
    visit: &Visit,
    view: &CaseView<'_>,
    after: Option<&str>,
    limit: u32,
) -> Result<Looks, Failure> {
    let account = visit.registered()?;
    let case = &view.loaded.case;
    Ok(access::of_case(visit.office(), account, case, after, limit).await?)
}

/// Looks in words for the person, their times in those of the place of `own`, or else of the organization of each.
async fn of_person(
    visit: &Visit,
    own: Option<&Organization>,
    looks: Vec<Look>,
) -> Result<Vec<View>, Failure> {
    let mut organizations = BTreeMap::new();
    let mut lines = Vec::new();
    for look in looks {
        let organization = match own.filter(|own| own.code == look.organization) {
            Some(own) => own,
            None => match organizations.entry(look.organization.clone()) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(first) => {
                    first.insert(visit.office().organization(&look.organization).await?)
                }
            },
        };
        let place = &own.unwrap_or(organization).kato;
        let what = visit.say_with(&format!("view-{}", look.what), "detail", &look.detail);
        lines.push(line(visit, (organization, place), &look, what));
    }
    Ok(lines)
}

/// Looks at a receipt in words for the operators of its counter.
pub(crate) fn of_counter(visit: &Visit, own: &Organization, looks: &[Look]) -> Vec<View> {
    let told = looks.iter().map(|look| {
        // What the person reads speaks to the person.
        let what = if look.what == "receipts" {
            visit.say_with("counter-view-receipts", "detail", &look.detail)
        } else {
            visit.say_with(&format!("view-{}", look.what), "detail", &look.detail)
        };
        line(visit, (own, &own.kato), look, what)
    });
    told.collect()
}

fn line(
    visit: &Visit,
    (organization, place): (&Organization, &str),
    look: &Look,
    what: String,
) -> View {
    let roles = look.roles.iter().map(|role| show::role(visit, *role));
    View {
        at: show::moment(visit, look.at, place),
        who: format!("{}, {}", look.name, roles.collect::<Vec<_>>().join(", ")),
        organization: organization.name.get(visit.law_language()).to_owned(),
        what,
    }
}
