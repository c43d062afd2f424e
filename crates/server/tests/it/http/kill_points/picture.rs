//! What stands in an archive, without ids and times: two that did the same look the same.

use app::Office;
use serde_json::Value;

use crate::office::TestOffice;

/// What stands in an archive about the person whose job it is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Picture {
    is_registered: bool,
    drafts: Vec<Draft>,
    cases: Vec<Case>,
    notices: Vec<String>,
    unread: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Draft {
    answers: String,
    files: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Case {
    events: Vec<String>,
    registration_number: Option<String>,
    stage: String,
    closed_as: Option<String>,
    officer: Option<String>,
    /// Each with whether it is printed.
    deeds: Vec<(String, bool)>,
}

impl Picture {
    /// Looks at the archive of `office`.
    pub(super) async fn of(office: &Office, town: &TestOffice) -> Self {
        let (store, iin) = (&office.store, town.iin("madina"));
        let Some(person) = store.person_by_iin(&iin).await.unwrap() else {
            return Self::default();
        };
        let mut picture = Self {
            is_registered: true,
            unread: store.unread_notices(&iin).await.unwrap(),
            ..Self::default()
        };
        for row in store.drafts(&person.id, 9).await.unwrap() {
            let files: Vec<Value> = serde_json::from_str(&row.attachments).unwrap();
            picture.drafts.push(Draft {
                answers: row.answers,
                files: files.iter().map(|it| it["sha256"].to_string()).collect(),
            });
        }
        for row in store.cases_of_recipient(&iin, None, 9).await.unwrap() {
            let stream = store::StreamId::case(&row.number);
            let events = store.read_stream(&stream).await.unwrap();
            let deeds = store.deeds_of_case(&row.number).await.unwrap();
            picture.cases.push(Case {
                events: events.into_iter().map(|it| it.kind).collect(),
                registration_number: row.registration_number,
                stage: row.stage,
                closed_as: row.closed_as,
                officer: row.officer_name,
                deeds: deeds
                    .into_iter()
                    .map(|it| (it.number, it.pdf_digest.is_some()))
                    .collect(),
            });
        }
        let notices = store.notices(&iin, None, 99).await.unwrap();
        picture.notices = notices.into_iter().map(|it| it.code).collect();
        picture.notices.sort();
        picture
    }

    /// Nothing of before is lost, nothing is there that does not come after, and nothing is half there.
    pub(super) fn assert_between(&self, before: &Self, after: &Self, place: &str) {
        assert!(self.is_registered >= before.is_registered, "{place}");
        assert!(self.is_registered <= after.is_registered, "{place}");
        let is_one = self.drafts == before.drafts || self.drafts == after.drafts;
        assert!(is_one, "{place}: a draft is whole: {:?}", self.drafts);
        let counts = [before, self, after].map(|it| it.cases.len());
        assert!(counts.is_sorted(), "{place}: cases {counts:?}");
        if before.cases.len() < after.cases.len() {
            let is_filed = self.cases.len() == after.cases.len();
            let has_become = self.drafts == after.drafts;
            assert_eq!(
                is_filed, has_become,
                "{place}: a draft becomes a case at once"
            );
        }
        for (at, case) in self.cases.iter().enumerate() {
            let events = before.cases.get(at).map_or(&[][..], |it| &it.events);
            assert!(
                case.events.starts_with(events),
                "{place}: {:?}",
                case.events
            );
            let whole = &after.cases[at].events;
            assert!(
                whole.starts_with(&case.events),
                "{place}: {:?}",
                case.events
            );
            let signed = case.events.iter().filter(|kind| *kind == "deed-signed");
            assert_eq!(
                signed.count(),
                case.deeds.len(),
                "{place}: a deed and its event"
            );
            let registered = case.events.iter().any(|kind| kind == "registered");
            let numbered = case.registration_number.is_some();
            assert_eq!(registered, numbered, "{place}: a number and its event");
        }
        let told = self.notices.len();
        assert!(
            told >= before.notices.len() && told <= after.notices.len(),
            "{place}"
        );
    }

    /// What was answered is there; only what the worker does may be outstanding.
    pub(super) fn assert_acknowledged(&self, after: &Self, place: &str) {
        assert_eq!(self.is_registered, after.is_registered, "{place}");
        assert_eq!(self.drafts, after.drafts, "{place}");
        assert_eq!(self.unread, after.unread, "{place}");
        let kept = |picture: &Self| {
            let cases = picture.cases.iter();
            cases
                .map(|case| {
                    let deeds: Vec<_> = case.deeds.iter().map(|(it, _)| it.clone()).collect();
                    (case.events.clone(), case.registration_number.clone(), deeds)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(kept(self), kept(after), "{place}");
    }

    /// One case, one deed, each notice once, the first number.
    pub(super) fn assert_whole(&self) {
        assert_eq!(self.drafts, []);
        assert_eq!(self.cases.len(), 1);
        let case = &self.cases[0];
        assert_eq!(case.registration_number.as_deref(), Some("АСТ-2026-000001"));
        assert_eq!(case.deeds, [("АСТ-2026-000001/1".to_owned(), true)]);
        for once in ["filed", "registered", "taken", "deed-signed"] {
            let count = case.events.iter().filter(|kind| *kind == once).count();
            assert_eq!(count, 1, "{once}: {:?}", case.events);
        }
        let notices = ["deed", "filed", "registered", "stage", "stage"];
        assert_eq!(self.notices, notices);
        assert_eq!(self.unread, 5);
    }
}
