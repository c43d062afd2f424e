//! Lists of cases: work lists, counts, search, the register's queue, and a recipient's account.

use casework::projection::CaseRow;
use store::{
    Batch, CaseEntry, CaseKey, Due, Filter, Row, Scope, Store, StreamId, WorkCounts, WorkKey,
};

use crate::{
    desk::on_each_engine,
    samples::{case, day, iin, number, plain},
};

const TODAY: &str = "2026-07-01";

pub(crate) async fn keep(store: &Store, rows: impl IntoIterator<Item = CaseRow>) {
    let entry = |row| {
        Row::Case(Box::new(CaseEntry {
            row,
            registers_on: None,
        }))
    };
    keep_rows(store, rows.into_iter().map(entry).collect()).await;
}

async fn keep_rows(store: &Store, rows: Vec<Row>) {
    let batch = Batch {
        rows,
        ..Batch::default()
    };
    store
        .commit(plain(StreamId::system(), 0, batch))
        .await
        .unwrap();
}

pub(crate) async fn listed(store: &Store, filter: &Filter) -> Vec<CaseRow> {
    store
        .work_list("a", filter, day(TODAY), None, 50)
        .await
        .unwrap()
        .rows
}

/// A whole list, in pages of five.
async fn paged(store: &Store, filter: &Filter) -> Vec<CaseRow> {
    let mut seen = Vec::new();
    let mut after: Option<WorkKey> = None;
    loop {
        let page = store.work_list("a", filter, day(TODAY), after.as_ref(), 5);
        let page = page.await.unwrap();
        seen.extend(page.rows);
        match page.next {
            // As it comes back in an address.
            Some(next) => after = WorkKey::parse(&next.to_string()),
            None => return seen,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_of_a_case_is_read_back() {
    on_each_engine("columns", async |desk| {
        let mut row = case(1, "a", "Әлия", Some("2026-07-02"));
        row.registration_number = Some("ЖК-2026/1".to_owned());
        row.officer = Some(iin(99));
        row.officer_name = Some("Серік Б.".to_owned());
        keep(&desk.store, [row.clone()]).await;
        assert_eq!(
            desk.store.case_row(&row.number).await.unwrap(),
            Some(row.clone())
        );
        row.closed_as = Some("favorable".to_owned());
        row.closed_day = Some(day("2026-07-03"));
        row.due = None;
        row.seq = 9;
        row.waits_for = Some("correction".to_owned());
        row.waits_until = Some(day("2026-07-08"));
        keep(&desk.store, [row.clone()]).await;
        assert_eq!(desk.store.case_row(&row.number).await.unwrap(), Some(row));
        assert_eq!(desk.store.case_row(&number(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_list_goes_by_day_due_and_cases_without_one_come_last() {
    on_each_engine("by_due", async |desk| {
        let mut closed = case(4, "a", "D", None);
        closed.closed_as = Some("adverse".to_owned());
        closed.stage = "closed".to_owned();
        let rows = [
            case(1, "a", "A", None),
            case(2, "a", "B", Some("2026-07-02")),
            case(3, "a", "C", Some("2026-06-30")),
            closed.clone(),
            case(5, "b", "E", Some("2026-06-01")),
        ];
        keep(&desk.store, rows.clone()).await;
        let [none, later, earlier, ..] = rows;
        let open = listed(&desk.store, &Filter::default()).await;
        assert_eq!(open, [earlier.clone(), later.clone(), none.clone()]);
        let all = Filter {
            scope: Scope::All,
            ..Filter::default()
        };
        assert_eq!(
            listed(&desk.store, &all).await,
            [earlier, later, none, closed.clone()]
        );
        let done = Filter {
            scope: Scope::Closed,
            ..Filter::default()
        };
        assert_eq!(listed(&desk.store, &done).await, [closed]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_work_list_meet_without_gap_or_repetition() {
    on_each_engine("pages", async |desk| {
        let due = |n: u64| ["2026-07-01", "2026-07-02"][usize::try_from(n % 2).unwrap()];
        keep(
            &desk.store,
            (0..23).map(|n| case(n, "a", "A", Some(due(n)))),
        )
        .await;
        let seen = paged(&desk.store, &Filter::default()).await;
        assert_eq!(seen, listed(&desk.store, &Filter::default()).await);
        assert_eq!(seen.len(), 23);
        assert!(seen.is_sorted_by_key(|row| (row.due, row.number.clone())));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_case_with_a_day_due_is_work_again() {
    on_each_engine("closed_due", async |desk| {
        let closed = |n, due| CaseRow {
            stage: "closed".to_owned(),
            closed_as: Some("adverse".to_owned()),
            ..case(n, "a", "A", due)
        };
        let (asked, done) = (closed(1, Some("2026-06-30")), closed(2, None));
        keep(&desk.store, [asked.clone(), done.clone()]).await;
        let scoped = |scope| Filter {
            scope,
            ..Filter::default()
        };
        let open = scoped(Scope::Open);
        assert_eq!(
            listed(&desk.store, &open).await,
            std::slice::from_ref(&asked)
        );
        let closed = scoped(Scope::Closed);
        let both = [asked.clone(), done.clone()];
        assert_eq!(listed(&desk.store, &closed).await, both, "both are closed");
        let late = Filter {
            due: Due::Overdue,
            ..closed
        };
        assert_eq!(
            listed(&desk.store, &late).await,
            std::slice::from_ref(&asked)
        );
        let all = scoped(Scope::All);
        assert_eq!(listed(&desk.store, &all).await, [asked, done]);
        let counts = desk.store.work_counts("a", None, day(TODAY));
        let counts = counts.await.unwrap();
        assert_eq!((counts.open, counts.overdue), (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_one_day_and_of_closed_cases_go_by_number() {
    on_each_engine("pages_of_one", async |desk| {
        let due =
            |n: u64| ["2026-07-01", "2026-07-02", "2026-06-30"][usize::try_from(n % 3).unwrap()];
        // Three of the closed ones are work again, and come before the rest.
        let closed = (50..67).map(|n| CaseRow {
            stage: "closed".to_owned(),
            closed_as: Some("adverse".to_owned()),
            ..case(n, "a", "A", (n > 63).then_some("2026-07-03"))
        });
        let open = (0..36).map(|n| case(n, "a", "A", Some(due(n))));
        keep(&desk.store, open.chain(closed)).await;
        let (done, today) = (Scope::Closed, Due::Today);
        for (scope, due, count) in [
            (done, Due::Any, 17),
            (Scope::Open, today, 12),
            (Scope::All, today, 12),
        ] {
            let filter = Filter {
                scope,
                due,
                ..Filter::default()
            };
            let seen = paged(&desk.store, &filter).await;
            assert_eq!(seen, listed(&desk.store, &filter).await);
            assert_eq!(seen.len(), count, "{scope:?} {due:?}");
            // A page that was begun before midnight goes on with all of today.
            let key = WorkKey::parse(&format!("2026-06-30_{}", number(99))).unwrap();
            let page = desk
                .store
                .work_list("a", &filter, day(TODAY), Some(&key), 50);
            assert_eq!(page.await.unwrap().rows, seen, "{scope:?} {due:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_agree_with_the_lists_behind_them() {
    on_each_engine("counts", async |desk| {
        let mut rows: Vec<CaseRow> = [
            "2026-06-30",
            "2026-07-01",
            "2026-07-01",
            "2026-07-05",
            "2026-07-06",
        ]
        .into_iter()
        .zip(0..)
        .map(|(due, n)| case(n, "a", "A", Some(due)))
        .collect();
        rows.push(case(7, "a", "A", None));
        rows.push(case(8, "b", "A", Some("2026-06-30")));
        rows[1].officer = Some(iin(99));
        keep(&desk.store, rows).await;
        let counts = desk.store.work_counts("a", None, day(TODAY)).await.unwrap();
        assert_eq!(
            counts,
            WorkCounts {
                overdue: 1,
                today: 2,
                this_week: 3,
                open: 6
            }
        );
        for (due, count) in [
            (Due::Overdue, counts.overdue),
            (Due::Today, counts.today),
            (Due::ThisWeek, counts.this_week),
            (Due::Any, counts.open),
        ] {
            let list = listed(
                &desk.store,
                &Filter {
                    due,
                    ..Filter::default()
                },
            )
            .await;
            assert_eq!(u64::try_from(list.len()).unwrap(), count, "{due:?}");
        }
        let mine = desk
            .store
            .work_counts("a", Some(&iin(99)), day(TODAY))
            .await
            .unwrap();
        assert_eq!(
            mine,
            WorkCounts {
                overdue: 0,
                today: 1,
                this_week: 1,
                open: 1
            }
        );
        let none = desk.store.work_counts("c", None, day(TODAY)).await.unwrap();
        assert_eq!(none, WorkCounts::default());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_hold_together() {
    on_each_engine("filters", async |desk| {
        let mut one = case(1, "a", "A", Some("2026-07-02"));
        one.stage = "verification".to_owned();
        one.officer = Some(iin(99));
        let mut two = case(2, "a", "B", Some("2026-07-02"));
        two.turn = "head".to_owned();
        keep(&desk.store, [one.clone(), two.clone()]).await;
        let stage = Filter {
            stage: Some("verification".to_owned()),
            ..Filter::default()
        };
        assert_eq!(listed(&desk.store, &stage).await, [one.clone()]);
        let turn = Filter {
            turn: Some("head".to_owned()),
            ..Filter::default()
        };
        assert_eq!(listed(&desk.store, &turn).await, [two.clone()]);
        let free = Filter {
            is_free: true,
            ..Filter::default()
        };
        assert_eq!(listed(&desk.store, &free).await, [two]);
        let officer = Filter {
            officer: Some(iin(99)),
            ..stage
        };
        assert_eq!(listed(&desk.store, &officer).await, [one]);
        let both = Filter {
            turn: Some("head".to_owned()),
            ..officer
        };
        assert_eq!(listed(&desk.store, &both).await, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_found_by_name_in_any_writing_and_by_number() {
    on_each_engine("search", async |desk| {
        let mut one = case(1, "a", "Қарлығаш Әлімжанова", Some("2026-07-02"));
        one.registration_number = Some("ЖК-2026/15".to_owned());
        let mut two = case(2, "a", "Карл Фёдоров", Some("2026-07-03"));
        two.recipient = iin(55);
        let elsewhere = case(3, "b", "Қарлығаш Әлімжанова", Some("2026-07-02"));
        keep(&desk.store, [one.clone(), two.clone(), elsewhere]).await;
        let by = |search: &str| Filter {
            search: search.to_owned(),
            ..Filter::default()
        };
        let plain = one.number.as_str().replace('-', "");
        for search in [
            "қарлы",
            "КАРЛЫ алим",
            "alimzhanova",
            "жк-2026",
            "жк202615",
            one.number.as_str(),
            &plain,
        ] {
            assert_eq!(
                listed(&desk.store, &by(search)).await,
                [one.clone()],
                "{search}"
            );
        }
        assert_eq!(
            listed(&desk.store, &by("karl")).await,
            [one.clone(), two.clone()]
        );
        assert_eq!(listed(&desk.store, &by("федоров")).await, [two.clone()]);
        assert_eq!(listed(&desk.store, &by(iin(55).as_str())).await, [two]);
        for search in ["карлы федоров", "arly", "w%", "_арлы", "x' OR 1=1"] {
            assert_eq!(listed(&desk.store, &by(search)).await, [], "{search}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_name_finds_nothing_any_more() {
    on_each_engine("renamed", async |desk| {
        keep(
            &desk.store,
            [case(1, "a", "Асанова Гүлнар", Some("2026-07-02"))],
        )
        .await;
        let row = case(1, "a", "Үсенова Гүлнар", Some("2026-07-02"));
        keep(&desk.store, [row.clone()]).await;
        let by = |search: &str| Filter {
            search: search.to_owned(),
            ..Filter::default()
        };
        assert_eq!(listed(&desk.store, &by("асан")).await, []);
        let found = listed(&desk.store, &by("усенова гулнар")).await;
        assert_eq!(found, std::slice::from_ref(&row));
        let moved = CaseRow {
            organization: "b".to_owned(),
            ..row
        };
        keep(&desk.store, [moved]).await;
        let left = desk
            .act("SELECT COUNT(*) FROM case_token WHERE organization = 'a'")
            .await;
        assert_eq!(left, [[Some("0".to_owned())]]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn register_sees_what_is_due_for_registration() {
    on_each_engine("register", async |desk| {
        let entry = |random, organization: &str, registers_on| {
            let row = case(random, organization, "A", None);
            Row::Case(Box::new(CaseEntry { row, registers_on }))
        };
        let rows = vec![
            entry(3, "a", Some(day("2026-07-01"))),
            entry(2, "a", Some(day("2026-06-30"))),
            entry(1, "a", Some(day("2026-07-02"))),
            entry(4, "a", None),
            entry(5, "b", Some(day("2026-07-02"))),
        ];
        keep_rows(&desk.store, rows).await;
        let due = desk
            .store
            .cases_to_register("a", day(TODAY), 10)
            .await
            .unwrap();
        let numbers: Vec<_> = due.into_iter().map(|row| row.number).collect();
        assert_eq!(numbers, [number(2), number(3)]);
        assert_eq!(
            desk.store
                .organizations_to_register(day(TODAY))
                .await
                .unwrap(),
            ["a"]
        );
        let later = desk
            .store
            .organizations_to_register(day("2026-07-02"))
            .await
            .unwrap();
        assert_eq!(later, ["a", "b"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recipient_sees_their_own_newest_first() {
    on_each_engine("account", async |desk| {
        let mut foreign = case(9, "a", "B", None);
        foreign.recipient = iin(55);
        let rows: Vec<CaseRow> = (1..=3).map(|n| case(n, "a", "A", None)).collect();
        keep(&desk.store, rows.into_iter().chain([foreign])).await;
        let page = desk
            .store
            .cases_of_recipient(&iin(17), None, 2)
            .await
            .unwrap();
        let numbers = |page: &[CaseRow]| {
            page.iter()
                .map(|row| row.number.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&page), [number(3), number(2)]);
        let after = CaseKey {
            filed_at: page[1].filed_at,
            number: page[1].number.clone(),
        };
        let rest = desk
            .store
            .cases_of_recipient(&iin(17), Some(&after), 2)
            .await
            .unwrap();
        assert_eq!(numbers(&rest), [number(1)]);
    })
    .await;
}
