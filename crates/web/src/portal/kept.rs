//! Pages that are the same for everybody who is not signed in, kept for the minute in which they were drawn.
//!
//! Threats: one person's page shown to another (a page is kept for guests only, and theirs has no name and no secret of
//! a session in it: forms with one are not kept); a memory filled by invented addresses (an address with a query is
//! not kept, and no more than [`PAGES_MAX`] are); an old page (it ends with its minute, as opening hours do).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

use crate::door::Visit;

/// Pages kept at a time: every passport in every language, several times over.
const PAGES_MAX: usize = 100;

/// The pages of one minute.
#[derive(Debug, Default)]
struct Minute {
    number: i64,
    pages: BTreeMap<String, Bytes>,
}

static KEPT: Mutex<Minute> = Mutex::new(Minute {
    number: 0,
    pages: BTreeMap::new(),
});

impl Minute {
    fn find(&self, number: i64, key: &str) -> Option<Bytes> {
        let page = self.pages.get(key)?;
        (self.number == number).then(|| page.clone())
    }

    fn keep(&mut self, number: i64, key: String, page: Bytes) {
        if self.number != number {
            self.number = number;
            self.pages.clear();
        }
        if self.pages.len() < PAGES_MAX {
            self.pages.insert(key, page);
        }
    }
}

/// Under what a visit's page is kept; none if it is the visitor's own.
pub(crate) struct Place {
    minute: i64,
    key: String,
}

impl Place {
    /// The place for this visit's page.
    pub(crate) fn of(visit: &Visit) -> Option<Self> {
        if visit.account.is_some() || visit.path.contains('?') {
            return None;
        }
        let office = visit.office();
        let town = office.settings.town_page.is_some();
        let language = visit.language.code();
        Some(Self {
            minute: visit.now.as_second().div_euclid(60),
            key: format!("{} {town} {language} {}", office.law.digest(), visit.path),
        })
    }

    /// The page, if it was drawn in this minute.
    pub(crate) fn find(&self) -> Option<Bytes> {
        let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        kept.find(self.minute, &self.key)
    }

    /// Keeps the page.
    pub(crate) fn keep(self, page: Bytes) {
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep(self.minute, self.key, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_ends_with_its_minute_and_the_memory_with_its_limit() {
        let mut kept = Minute::default();
        let page = Bytes::from_static(b"a page");
        kept.keep(7, "kk /services/a".to_owned(), page.clone());
        assert_eq!(kept.find(7, "kk /services/a"), Some(page.clone()));
        assert_eq!(kept.find(7, "ru /services/a"), None);
        assert_eq!(kept.find(8, "kk /services/a"), None, "its minute is over");
        assert_eq!(kept.find(6, "kk /services/a"), None, "a town may jump");
        for number in 0..2 * PAGES_MAX {
            kept.keep(8, number.to_string(), page.clone());
        }
        assert_eq!(kept.pages.len(), PAGES_MAX);
        assert_eq!(
            kept.find(8, "kk /services/a"),
            None,
            "the minute before is forgotten"
        );
    }
}
