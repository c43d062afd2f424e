//! Who looked at the person's data in a case.

use app::access::{self, Look, Looks, PAGE_ROWS};
use app::view::case::{CaseView, of_recipient};
use axum::extract::Path;
use casework::actor::Organization;

use super::case::number;
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::pages::{Pager, View, Views};
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
    let page = if is_later { 2 } else { 1 };
    let pager = Pager {
        page,
        pages: if looks.next.is_some() { page + 1 } else { page },
        previous: is_later.then(|| visit.to(&first)),
        next: looks
            .next
            .as_ref()
            .map(|key| visit.to(&format!("{first}?after={}", encode(key)))),
    };
    draw(&Views {
        lines: lines(&visit, &view.loaded.organization, looks.rows).await?,
        number: number.as_str().to_owned(),
        pager,
        shell: visit.shell(),
    })
}

/// The last looks, for the page of the case.
pub(super) async fn last(visit: &Visit, view: &CaseView<'_>) -> Result<Vec<View>, Failure> {
    let looks = looks(visit, view, None, LAST).await?;
    lines(visit, &view.loaded.organization, looks.rows).await
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

/// Looks in words, their times in those of the place of `own`.
pub(crate) async fn lines(
    visit: &Visit,
    own: &Organization,
    looks: Vec<Look>,
) -> Result<Vec<View>, Failure> {
    let language = visit.law_language();
    let mut lines = Vec::new();
    for look in looks {
        let organization = if look.organization == own.code {
            own.name.get(language).to_owned()
        } else {
            let other = visit.office().organization(&look.organization).await?;
            other.name.get(language).to_owned()
        };
        let roles = look.roles.iter().map(|role| show::role(visit, *role));
        let key = format!("view-{}", look.what);
        lines.push(View {
            at: show::moment(visit, look.at, &own.kato),
            who: format!("{}, {}", look.name, roles.collect::<Vec<_>>().join(", ")),
            organization,
            what: visit.say_with(&key, "detail", &look.detail),
        });
    }
    Ok(lines)
}
