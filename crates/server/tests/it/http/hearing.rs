//! A refusal through the doors: two dwellings in 2026 (HA-C17), where the person is heard first.

use casework::case::Phase;
use casework::command::RecordFinding;
use casework::identifier::CaseNumber;
use law::Language;
use law::edition::Origin;
use serde_json::json;

use super::browser::Browser;
use super::second_official::seen;
use super::{Doors, ORGANIZATION};
use crate::office::{TestOffice, for_each_engine};

/// That the family owns so many dwellings.
fn dwellings(count: u8) -> RecordFinding {
    RecordFinding {
        fact: DWELLINGS.to_owned(),
        value: json!(count),
        origin: Origin::Officer,
        attachment: None,
        note: String::new(),
    }
}

/// A case of Madina at its decision, whose family owns two dwellings.
async fn two_dwellings(office: &TestOffice) -> CaseNumber {
    let number = office.citizen("madina").await.file().await;
    let askar = office.official("askar").await;
    askar.take_complete(&number).await;
    askar.establish(&number).await;
    askar.record(&number, dwellings(2)).await.unwrap();
    let verified = ("verification", "verified");
    askar.find(&number, verified, &[]).await.unwrap();
    number
}

/// Opens the case and sends a form of its hearing; where it leads.
async fn send(browser: &mut Browser<'_>, at: &str, fields: &[(&str, &str)]) -> String {
    let page = match at.split_once("/rules/").unwrap() {
        (case, "preliminary") => format!("{case}/assessment"),
        (case, _form) => case.to_owned(),
    };
    browser.get(&page).await;
    let page = browser.post(at, fields).await;
    page.location().to_owned()
}

const PRELIMINARY: [(&str, &str); 3] = [
    ("stage", "decision"),
    ("outcome", "refused"),
    ("means", "account"),
];

/// What may be drawn up on the page of the assessment.
const REFUSE: &str = "value=\"refused\" data-module";
const REFUSED: [(&str, &str); 2] = [("stage", "decision"), ("outcome", "refused")];
/// The fact on which the refusal would rest.
const DWELLINGS: &str = "owned-dwellings";
const OBJECTION: &str = "Біз біреуінде ғана тұрамыз.";

/// The case, with the addresses at which each side works on it.
struct Hearing<'o> {
    office: &'o TestOffice,
    doors: &'o Doors<'o>,
    number: CaseNumber,
    desk: String,
    mine: String,
}

impl<'o> Hearing<'o> {
    async fn of(doors: &'o Doors<'o>, office: &'o TestOffice) -> Self {
        let number = two_dwellings(office).await;
        Self {
            desk: format!("/office/{ORGANIZATION}/cases/{number}"),
            mine: format!("/cases/{number}"),
            office,
            doors,
            number,
        }
    }

    fn assessment(&self) -> String {
        format!("{}/assessment", self.desk)
    }

    /// The number of the preliminary decision.
    async fn notice(&self) -> String {
        let case = self.office.case(&self.number).await;
        case.rules.hearings[0].preliminary.number.clone()
    }

    async fn no_refusal_is_offered_or_taken_yet(&self, askar: &mut Browser<'_>) {
        let page = askar.get(&self.assessment()).await;
        assert!(!page.html().contains(REFUSE), "no refusal is offered");
        let preliminary = format!("{}/rules/preliminary", self.desk);
        assert!(page.html().contains(&preliminary));
        page.shows("2026 ж. 11 наурыз");
        let page = askar.post(&self.assessment(), &REFUSED).await;
        assert_eq!(page.status, 409, "the rulebook declines it all the same");
    }

    async fn preliminary_decision_is_sent(&self, askar: &mut Browser<'_>) {
        let preliminary = format!("{}/rules/preliminary", self.desk);
        let half = [REFUSED[0], REFUSED[1], ("place", "101")];
        let page = askar.post(&preliminary, &half).await;
        assert_eq!(page.status, 422, "a hearing needs its day");
        let is_kept = page.html().contains("value=\"101\"");
        assert!(is_kept, "what was typed is kept");
        send(askar, &preliminary, &PRELIMINARY).await;
        let page = askar.get(&self.assessment()).await;
        assert!(!page.html().contains(REFUSE), "the hearing is under way");
    }

    async fn she_opens_it_and_sees_what_she_may_do(&self, madina: &mut Browser<'_>) {
        let page = madina.get(&self.mine).await;
        assert!(page.html().contains("/rules/open"));
        assert!(!page.html().contains("/rules/object"), "it is not opened");
        let case = self.office.case(&self.number).await;
        assert_eq!(case.rules.hearings[0].receipt, None);
        let notice = self.notice().await;
        let open = format!("{}/rules/open", self.mine);
        send(madina, &open, &[("number", &notice)]).await;
        for language in ["kk", "ru", "en"] {
            madina.language = language;
            let page = madina.get(&self.mine).await;
            for act in ["object", "hear", "waive", "withdraw"] {
                let is_there = page.html().contains(&format!("/rules/{act}\""));
                assert!(is_there, "{language} {act}");
            }
            // What the refusal would rest on, each fact with its value.
            let grounds = &case.rules.hearings[0].preliminary.grounds;
            assert!(grounds.iter().any(|it| it.facts.contains_key(DWELLINGS)));
            let edition = self.office.app.edition(&case.filed.edition).unwrap();
            let label = &edition.facts.get(DWELLINGS).unwrap().label;
            page.shows(&format!(
                "{}: 2",
                label.get(Language::parse(language).unwrap())
            ));
        }
        madina.language = "kk";
    }

    async fn nobody_else_speaks_for_her(&self) {
        let notice = self.notice().await;
        let words = [("number", notice.as_str()), ("text", OBJECTION)];
        let mut viktor = self.doors.registered("viktor").await;
        viktor.get("/account").await;
        for act in ["object", "open", "waive", "withdraw", "nothing"] {
            let path = format!("{}/rules/{act}", self.mine);
            assert_eq!(viktor.post(&path, &words).await.status, 404, "{act}");
        }
        let mut ruslan = self.doors.signed_in("ruslan").await;
        ruslan.get("/office").await;
        let silence = format!("{}/rules/silence", self.desk);
        let page = ruslan.post(&silence, &words[..1]).await;
        assert_eq!(page.status, 404, "another organization's official");
        let hearing = &self.office.case(&self.number).await.rules.hearings[0];
        assert!(hearing.objections.is_empty() && hearing.end.is_none());
    }

    async fn she_objects(&self, madina: &mut Browser<'_>) {
        let notice = self.notice().await;
        let object = format!("{}/rules/object", self.mine);
        let page = madina.post(&object, &[("number", &notice)]).await;
        assert_eq!(page.status, 422, "objections say something");
        let words = [("number", notice.as_str()), ("text", OBJECTION)];
        send(madina, &object, &words).await;
    }

    async fn her_objections_are_weighed_when_no_more_may_come(&self) {
        let notice = self.notice().await;
        let considered = [
            ("number", notice.as_str()),
            ("note", "Екінші тұрғын үй меншікте қалады."),
        ];
        let consider = format!("{}/rules/consider", self.desk);
        let mut askar = self.doors.signed_in("askar").await;
        let page = askar.post(&consider, &considered).await;
        assert_eq!(page.status, 409, "more may come until the 10th");
        self.office.at("2026-03-12T09:30");
        let mut askar = self.doors.signed_in("askar").await;
        let page = askar.get(&self.desk).await;
        assert!(page.html().contains("/rules/consider"));
        page.shows(OBJECTION);
        send(&mut askar, &consider, &considered).await;
    }

    async fn the_refusal_is_drawn_up_and_signed(&self) {
        let mut askar = self.doors.signed_in("askar").await;
        let page = askar.get(&self.assessment()).await;
        assert!(page.html().contains(REFUSE), "now it may be drawn up");
        let page = askar.post(&self.assessment(), &REFUSED).await;
        assert!(page.location().ends_with("/deed?done=drafted"));
        let head = self.office.official("aigerim").await;
        Box::pin(head.sign(&self.number)).await.unwrap();
        self.office.drain_jobs().await;
        let phase = self.office.case(&self.number).await.phase;
        let is_refused = matches!(
            phase,
            Phase::Decided {
                adverse: Some(_),
                ..
            }
        );
        assert!(is_refused, "{phase:?}");
    }
}

#[tokio::test]
async fn family_with_two_dwellings_is_refused_only_after_it_was_heard() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let doors = Doors::of(office);
        let hearing = Hearing::of(&doors, office).await;
        let mut askar = doors.signed_in("askar").await;
        hearing.no_refusal_is_offered_or_taken_yet(&mut askar).await;
        hearing.preliminary_decision_is_sent(&mut askar).await;
        let mut madina = doors.registered("madina").await;
        let she = &mut madina;
        hearing.she_opens_it_and_sees_what_she_may_do(she).await;
        hearing.nobody_else_speaks_for_her().await;
        hearing.she_objects(she).await;
        hearing
            .her_objections_are_weighed_when_no_more_may_come()
            .await;
        hearing.the_refusal_is_drawn_up_and_signed().await;
    })
    .await;
}

#[tokio::test]
async fn list_says_what_a_hearing_waits_for_and_not_only_that_it_is_late() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let doors = Doors::of(office);
        let hearing = Hearing::of(&doors, office).await;
        let list = format!("/office/{ORGANIZATION}");
        let mut askar = doors.signed_in("askar").await;
        let due = askar.get(&list).await;
        assert!(!due.text().contains("тыңдау"), "no hearing runs");
        hearing.preliminary_decision_is_sent(&mut askar).await;
        let page = askar.get(&list).await;
        page.shows("тұлғаның қарсылығын күтуде");

        // The stage ends before the hearing: its day stays, and the list says why nobody acts.
        let stage = |row: casework::projection::CaseRow| (row.due, row.waits_until);
        let row = |number| office.app.store.case_row(number);
        let day = stage(row(&hearing.number).await.unwrap().unwrap())
            .0
            .unwrap();
        office.at(&format!("{}T10:00", day.tomorrow().unwrap()));
        let mut askar = doors.signed_in("askar").await;
        let page = askar.get(&list).await;
        page.shows("1 күн кешікті");
        assert!(
            !page.text().contains("тыңдау жүріп жатыр"),
            "a notice that nobody opens excuses no delay"
        );
        let mut madina = doors.registered("madina").await;
        let notice = hearing.notice().await;
        let open = format!("{}/rules/open", hearing.mine);
        send(&mut madina, &open, &[("number", &notice)]).await;
        let (due, until) = stage(row(&hearing.number).await.unwrap().unwrap());
        assert_eq!(due, Some(day), "a hearing moves no day");
        let until = until.unwrap();
        let page = askar.get(&list).await;
        page.shows("тыңдау жүріп жатыр, кезең мерзімі 1 күн бұрын өтті");
        assert!(!page.text().contains("1 күн кешікті"), "not a bare delay");
        for (language, said) in [
            ("kk", "алдын ала шешімге жауап күтілуде: "),
            ("ru", "заслушивание: ответ ждём по "),
            ("en", "hearing: an answer is awaited up to and including "),
        ] {
            askar.language = language;
            askar.get(&list).await.shows(said);
            askar.get(&hearing.desk).await.shows(said);
        }
        askar.language = "kk";
        // Once the person's days are over it is late, and the official's turn.
        office.at(&format!("{}T10:00", until.tomorrow().unwrap()));
        let mut askar = doors.signed_in("askar").await;
        let page = askar.get(&list).await;
        page.shows("тыңдауды қорытындылау керек");
        page.shows("күн кешікті");
        assert!(!page.text().contains("тыңдау жүріп жатыр"));
        let silence = format!("{}/rules/silence", hearing.desk);
        send(&mut askar, &silence, &[("number", &notice)]).await;
        let page = askar.get(&list).await;
        assert!(!page.text().contains("тыңдауды қорытындылау"), "concluded");
    })
    .await;
}

#[tokio::test]
async fn of_two_tabs_that_appoint_a_hearing_the_second_is_told_of_the_first() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let doors = Doors::of(office);
        let hearing = Hearing::of(&doors, office).await;
        let mut askar = doors.signed_in("askar").await;
        hearing.preliminary_decision_is_sent(&mut askar).await;
        let (notice, appoint) = (
            hearing.notice().await,
            format!("{}/rules/appoint", hearing.desk),
        );
        let drawn = seen(&askar.get(&hearing.desk).await);
        let of_room = |room, drawn| {
            [
                ("number", notice.as_str()),
                ("events", drawn),
                ("place", room),
                ("day", "2026-03-12"),
                ("time", "11:00"),
            ]
        };
        let appointed = async || {
            let case = office.case(&hearing.number).await;
            let appointment = case.rules.hearings[0].appointment.clone();
            appointment.unwrap().place
        };
        let first = of_room("204", drawn.as_str());
        let page = askar.post(&appoint, &first).await;
        let page = askar.follow(page.location()).await;
        page.shows("Тыңдау тағайындалды, орны мен уақыты өтініш берушіге хабарланды.");
        page.shows("Тыңдауды ауыстыру");
        assert!(page.html().contains("value=\"11:00\""), "what is appointed");
        let page = askar.post(&appoint, &of_room("305", drawn.as_str())).await;
        assert_eq!(page.status, 409);
        page.shows("Сіз толтырып жатқанда іс өзгерді");
        page.shows("Бекенов Асқар");
        assert!(page.html().contains("value=\"305\""), "kept");
        assert_eq!(appointed().await, "204");
        let told = office.notice_codes("madina").await;
        // Who was told may move it all the same.
        let drawn = seen(&page);
        let page = askar.post(&appoint, &of_room("305", drawn.as_str())).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert_eq!(appointed().await, "305");
        office.drain_jobs().await;
        assert!(office.notice_codes("madina").await.len() > told.len());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_or_decided_on_facts_that_the_page_did_not_show() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let doors = Doors::of(office);
        let hearing = Hearing::of(&doors, office).await;
        let mut askar = doors.signed_in("askar").await;
        let page = askar.get(&hearing.assessment()).await;
        let (drawn, preliminary) = (seen(&page), format!("{}/rules/preliminary", hearing.desk));
        let other_tab = office.official("askar").await;
        other_tab
            .record(&hearing.number, dwellings(3))
            .await
            .unwrap();
        let events = async || office.kinds(&hearing.number).await.len();
        let before = events().await;
        let [stage, outcome, means] = PRELIMINARY;
        // A form that does not say what it was drawn from is as old as can be.
        for old in [drawn.as_str(), "", "many", "-1", "18446744073709551616"] {
            let sent = [stage, outcome, means, ("events", old)];
            let page = askar.post(&preliminary, &sent).await;
            assert_eq!(page.status, 409, "{old}");
            page.shows("Сіз толтырып жатқанда іс өзгерді");
        }
        assert_eq!(events().await, before, "nothing was sent");
        let page = askar.get(&hearing.assessment()).await;
        let now = [stage, outcome, means, ("events", &seen(&page))];
        assert_eq!(askar.post(&preliminary, &now).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn no_outcome_is_found_of_an_assessment_that_has_changed_since() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let desk = office.official("askar").await;
        desk.take_complete(&number).await;
        desk.establish(&number).await;
        let doors = Doors::of(office);
        let mut askar = doors.signed_in("askar").await;
        let case = format!("/office/{ORGANIZATION}/cases/{number}");
        let page = askar.get(&format!("{case}/assessment")).await;
        let drawn = seen(&page);
        desk.record(&number, dwellings(2)).await.unwrap();
        let verified = [("stage", "verification"), ("outcome", "verified")];
        let (at, note) = (format!("{case}/outcome"), ("note", "Бәрі дұрыс."));
        let [stage, outcome] = verified;
        let page = askar
            .post(&at, &[stage, outcome, note, ("events", &drawn)])
            .await;
        assert_eq!(page.status, 409);
        page.shows("Сіз толтырып жатқанда іс өзгерді");
        page.shows(note.1);
        assert_eq!(office.case(&number).await.stage(), Some("verification"));
        let now = [stage, outcome, note, ("events", &seen(&page))];
        assert_eq!(askar.post(&at, &now).await.status, 303);
        assert_eq!(office.case(&number).await.stage(), Some("decision"));
    })
    .await;
}

#[tokio::test]
async fn withdrawal_ends_a_case_and_is_told() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = two_dwellings(office).await;
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        let mine = format!("/cases/{number}");
        let page = madina.get(&mine).await;
        assert!(page.html().contains("/rules/withdraw"));
        let withdraw = format!("{mine}/rules/withdraw");
        let to = send(&mut madina, &withdraw, &[("text", "")]).await;
        assert_eq!(to, format!("/kk{mine}?done=withdrawn"));
        assert!(matches!(
            office.case(&number).await.phase,
            Phase::Withdrawn { .. }
        ));
        assert_eq!(
            office
                .notice_codes("madina")
                .await
                .iter()
                .filter(|it| *it == "withdrawn")
                .count(),
            1
        );
        let page = madina.get(&mine).await;
        assert!(!page.html().contains("/rules/withdraw"), "once");
        page.shows("Өтініш қайтарып алынды");
        assert_eq!(madina.post(&withdraw, &[]).await.status, 409);
        let mut askar = doors.signed_in("askar").await;
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        let page = askar.get(&format!("{desk}/assessment")).await;
        assert!(!page.html().contains("/rules/preliminary"));
        let page = askar
            .post(&format!("{desk}/rules/preliminary"), &PRELIMINARY)
            .await;
        assert_eq!(page.status, 409, "nothing more may happen");
        let events = office.kinds(&number).await;
        assert_eq!(events.last().copied(), Some("withdrawn"));
    })
    .await;
}
