//! Three filings whose days are not obvious, as the person reads them on the page of the case.

use super::browser::Browser;
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::{Engine, TestOffice, for_each_engine, moment};

/// What a page says in a language.
type Said<'s> = (&'static str, &'s [&'s str]);

/// A filing in the browser: review, sign, follow. The path of the case.
async fn file(office: &TestOffice, browser: &mut Browser<'_>) -> String {
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let page = browser.get(&format!("/drafts/{draft}/review")).await;
    let sent = browser.signed(&page.signed_form(), "madina");
    let to = browser.send(&sent).await.location().to_owned();
    let path = to.split('?').next().unwrap();
    path.strip_prefix("/kk").unwrap().to_owned()
}

/// Asserts that the page of the case says each sentence in each language.
async fn assert_says(browser: &mut Browser<'_>, path: &str, said: &[Said<'_>]) {
    for (language, sentences) in said {
        browser.language = language;
        let page = browser.get(path).await;
        assert_eq!(page.status, 200);
        for sentence in *sentences {
            page.shows(sentence);
        }
    }
}

/// Files at that moment, reads the page, and once more when the number has been given.
async fn filed(at: &str, said: &[Said<'_>], registered: (&str, &str)) {
    for_each_engine(at, async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.registered("madina").await;
        let path = file(office, &mut browser).await;
        assert_says(&mut browser, &path, said).await;
        let (day, number) = registered;
        let is_given = office.now() >= moment(day);
        let page = browser.get(&path).await;
        assert_eq!(page.text().contains(number), is_given, "at {at}");
        if !is_given {
            office.at(day);
            office.drain_jobs().await;
            // Sessions do not last over a weekend.
            browser = doors.signed_in("madina").await;
        }
        browser.get(&path).await.shows(number);
        // The days do not change when the number is given.
        assert_says(&mut browser, &path, said).await;
    })
    .await;
}

#[tokio::test]
async fn friday_evening_is_monday() {
    let said: [Said<'_>; 3] = [
        (
            "kk",
            &[
                "Тіркелген күні 2026 ж. 23 қараша, дүйсенбі",
                "Өтініш 2026 жылғы 20 қарашада (жұма) жұмыс уақыты аяқталғаннан кейін (18:30) берілді (берілген уақыты \
                 19:40), сондықтан ол келесі жұмыс күні, 2026 жылғы 23 қарашада (дүйсенбі), тіркеледі.",
                "2026 жылғы 21 қараша (сенбі) — демалыс күні: демалыс.",
                "Жауап берудің соңғы күні 2026 ж. 1 желтоқсан, сейсенбі",
                "Мерзім — 6 жұмыс күні, 2026 жылғы 23 қарашада (дүйсенбі)",
            ],
        ),
        (
            "ru",
            &[
                "День регистрации понедельник, 23 ноября 2026 г.",
                "Подано в пятницу, 20 ноября 2026 года, в 19:40, после окончания рабочего времени (до 18:30), поэтому \
                 регистрируется в следующий рабочий день, в понедельник, 23 ноября 2026 года.",
                "Воскресенье, 22 ноября 2026 года, — нерабочий день: выходной.",
                "Срок — 6 рабочих дней, считая со дня, следующего за понедельником, 23 ноября 2026 года; последний \
                 день — вторник, 1 декабря 2026 года.",
            ],
        ),
        (
            "en",
            &[
                "Day of registration Monday, 23 November 2026",
                "Filed on Friday 20 November 2026 at 19:40, after working hours (until 18:30), so it is registered on \
                 the next working day, Monday 23 November 2026.",
                "Sunday 22 November 2026 is a day off: weekend.",
                "Tuesday, 1 December 2026",
            ],
        ),
    ];
    let registered = ("2026-11-23T09:00", "АСТ-2026-000001");
    filed("2026-11-20T19:40", &said, registered).await;
}

#[tokio::test]
async fn withdrawn_day_off_is_a_working_day() {
    let said: [Said<'_>; 3] = [
        (
            "kk",
            &[
                "Тіркелген күні 2026 ж. 31 тамыз, дүйсенбі",
                "жұмыс уақытында (09:00–18:30) берілді (берілген уақыты 10:00), сондықтан ол сол күні тіркеледі.",
                "2026 жылғы 31 тамыз (дүйсенбі) демалыс күні деп жарияланған еді, бірақ ол 2026 жылғы 18 наурызда \
                 (сәрсенбі) алынып тасталды, сондықтан бұл — жұмыс күні.",
                "Жауап берудің соңғы күні 2026 ж. 8 қыркүйек, сейсенбі",
            ],
        ),
        (
            "ru",
            &[
                "День регистрации понедельник, 31 августа 2026 г.",
                "в рабочее время (09:00–18:30), поэтому регистрируется в тот же день.",
                "День 31 августа 2026 года был объявлен нерабочим, но 18 марта 2026 года это отменено, поэтому он \
                 рабочий.",
                "последний день — вторник, 8 сентября 2026 года.",
            ],
        ),
        (
            "en",
            &[
                "Day of registration Monday, 31 August 2026",
                "Monday 31 August 2026 had been announced as a day off, but this was withdrawn on 18 March 2026, so it \
                 is a working day.",
                "Tuesday, 8 September 2026",
            ],
        ),
    ];
    let registered = ("2026-08-31T10:00", "АСТ-2026-000001");
    filed("2026-08-31T10:00", &said, registered).await;
}

#[tokio::test]
async fn edition_of_the_day_of_registration_applies() {
    let said: [Said<'_>; 3] = [
        (
            "kk",
            &[
                "Тіркелген күні 2023 ж. 25 желтоқсан, дүйсенбі",
                "Өтініш 2023 жылғы 23 желтоқсанда (сенбі) демалыс күні (демалыс) берілді",
                "Тіркеу күні қолданыста болатын акт қолданылады: Қазақстан Республикасы Өнеркәсіп және құрылыс \
                 министрінің 2023 жылғы 8 желтоқсандағы № 117 бұйрығымен бекітілген Тұрғын үй көмегін беру қағидалары.",
                "Жауап берудің соңғы күні 2024 ж. 8 қаңтар, дүйсенбі",
            ],
        ),
        (
            "ru",
            &[
                "День регистрации понедельник, 25 декабря 2023 г.",
                "Применяется акт, действующий в день регистрации: Правила предоставления жилищной помощи, утверждённые \
                 приказом Министра промышленности и строительства Республики Казахстан от 8 декабря 2023 года № 117.",
                "Срок — 8 рабочих дней, считая со дня, следующего за понедельником, 25 декабря 2023 года; последний \
                 день — понедельник, 8 января 2024 года.",
            ],
        ),
        (
            "en",
            &[
                "Day of registration Monday, 25 December 2023",
                "Filed on Saturday 23 December 2023 at 12:00, a day off (weekend), so it is registered on the next \
                 working day, Monday 25 December 2023.",
                "The act in force on the day of registration applies: Rules for providing housing assistance, approved \
                 by order 117",
                "Monday, 8 January 2024",
            ],
        ),
    ];
    let registered = ("2023-12-25T09:00", "АСТ-2023-000001");
    filed("2023-12-23T12:00", &said, registered).await;
}

/// Presses the first form that leads to this address, with what it holds.
async fn press(browser: &mut Browser<'_>, path: &str, to: &str) -> String {
    let page = browser.get(path).await;
    let mut forms = page.forms().into_iter();
    let form = forms.find(|form| form.action.ends_with(to)).unwrap();
    let fields: Vec<_> = form
        .fields
        .iter()
        .filter(|(name, _)| name != "csrf")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(to, &fields).await.location().to_owned()
}

#[tokio::test]
async fn notice_is_read_once_it_was_opened_and_names_the_stage_that_ended() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = case_before_its_signature(&office, "madina").await;
    let case = format!("/cases/{number}");
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let stages = "Кезең аяқталды: Құжаттардың толықтығын тексеру";
    for page in ["/account", "/notices", &case] {
        browser.get(page).await.shows(stages);
        let opened = office.notices("madina").await;
        assert!(opened.iter().all(|it| it.read_at.is_none()), "{page}");
    }
    for page in ["/account", "/notices", &case] {
        let before = office.notices("madina").await;
        let unread = before.iter().find(|it| it.read_at.is_none()).unwrap();
        let open = format!("/notices/{}", unread.id);
        let to = press(&mut browser, page, &open).await;
        assert_eq!(to, format!("/kk{case}"), "{page}");
        for (was, now) in before.iter().zip(office.notices("madina").await) {
            let is_opened = was.id == unread.id;
            assert_eq!(now.read_at.is_some(), is_opened || was.read_at.is_some());
        }
        // What was read is a link, and asks for nothing more.
        let forms = browser.get(page).await.forms();
        assert!(!forms.iter().any(|it| it.action.ends_with(&open)), "{page}");
    }
}

#[tokio::test]
async fn withdrawal_stands_folded_at_the_end_of_the_page_and_asks_for_no_reason() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = office.citizen("madina").await.file().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let page = browser.get(&format!("/cases/{number}")).await;
    page.shows("Себебі (міндетті емес)");
    let html = page.html();
    let (before, after) = html.split_once("id=\"act-withdraw\"").unwrap();
    assert!(before.ends_with("<details class=\"govuk-details govuk-!-margin-top-6\" "));
    assert!(!after.split('>').next().unwrap().contains("open"));
    let rest = after.split("</main>").next().unwrap();
    assert!(!rest.contains("<h2") && !before.contains("rules/withdraw"));
    let to = press(
        &mut browser,
        &format!("/cases/{number}"),
        &format!("/cases/{number}/rules/withdraw"),
    )
    .await;
    assert_eq!(to, format!("/kk/cases/{number}?done=withdrawn"));
}

#[tokio::test]
async fn official_is_led_to_the_assessment_once_every_fact_is_known() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = office.citizen("madina").await.file().await;
    let askar = office.official("askar").await;
    askar.take_complete(&number).await;
    let doors = Doors::of(&office);
    let mut browser = doors.signed_in("askar").await;
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    let (verify, decide) = ("Мәліметтерді тексеру", "Есептеуді қарап, шешім дайындау");
    let leads = |html: &str, page: &str, words: &str| {
        html.contains(&format!("href=\"/kk{case}/{page}\" role=\"button\"")) && html.contains(words)
    };
    let html = browser.get(&case).await.html();
    assert!(leads(&html, "verification", verify) && !html.contains(decide));
    askar.establish(&number).await;
    let html = browser.get(&case).await.html();
    assert!(leads(&html, "assessment", decide));
    assert!(!leads(&html, "verification", verify));
}

#[tokio::test]
async fn what_was_computed_and_attached_is_said_in_the_words_of_the_reader() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = office.citizen("madina").await.file().await;
    let askar = office.official("askar").await;
    askar.take_complete(&number).await;
    askar.establish(&number).await;
    let doors = Doors::of(&office);
    let mut browser = doors.signed_in("askar").await;
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    let html = browser.get(&format!("{case}/assessment")).await.html();
    for said in [
        "<code>«Шекті жол берілетін шығыстар үлесі» × «Отбасының бір айлық табысы»</code>",
        "<code>егер «Отбасы мүшелерінің саны» = 1 онда ",
        "№ 117 бұйрық, 3-тармақ",
        "м²",
    ] {
        assert!(html.contains(said), "{said}");
    }
    for code in [
        "family-size",
        "figure:",
        "sum(",
        "capped",
        " m2",
        "Gcal",
        "117 ¶",
        "Order 117",
    ] {
        assert!(!html.contains(code), "{code}");
    }
    // Files of one name differ by the document that each of them is.
    let html = browser.get(&case).await.html();
    let files = html.split("class=\"sq-files\"").last().unwrap();
    assert!(files.contains(">Отбасы табысын растайтын құжаттар: "));
}
