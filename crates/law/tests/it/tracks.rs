//! A small law with variants of the procedure: privatization and a queue, as far as their days go.

use jiff::civil::{Date, date};
use law::{
    Law, Plan, Problem, WeekKind,
    edition::{At, Channel, Edition, TermUnit, Trigger},
    facts::Facts,
    plan::{Counting, plan_from, plan_with_readings},
    procedure::{Findings, Hearing, Next, Step, Stuck, outcome_of, step},
    registration::Registration,
    schedule::{NoSchedule, instalments},
};
use serde_json::json;

use crate::{corpus, fixture};

const EDITION: &str = "services/flat/2026-01-01-order-9.kdl";

const HEAD: &str = r#"edition flat basis=source {
    act order-9 dated="2025-12-20" { title kk="Б" ru="П" en="Order 9" }
    in-force "2026-01-01" cite="¶1"
    pending stay
    name kk="Үй" ru="Дом" en="Flat"
    summary kk="Үй." ru="Дом." en="A flat."
    signing eds cite="¶2"
    attachments limit-bytes=1048576 cite="¶2"
    term calendar-days=30 from=registration until=decision cite="¶6" {
        otherwise calendar-days=30 from=filing cite="¶6" why="the act says from the application"
    }
    limit transfer calendar-days=30 from=stage:decision until=title cite="¶6(3)"
    rules hearing withdrawal extension correction silence appeal cite="¶1"
    standard {
"#;

const BODY: &str = r#"    }
    form {
        section home cite="¶3" {
            title kk="Ү" ru="Д" en="Home"
            field holder type=choice required=#true cite="¶3" {
                label kk="К" ru="К" en="Who holds it"
                option communal kk="К" ru="К" en="Communal"
                option republican kk="Р" ru="Р" en="Republican"
                option other kk="Б" ru="Д" en="Other"
            }
        }
    }
    fact holder type=choice cite="¶3" {
        label kk="К" ru="К" en="Who holds it"
        option communal kk="К" ru="К" en="Communal"
        option republican kk="Р" ru="Р" en="Republican"
        option other kk="Б" ru="Д" en="Other"
        from form:home.holder officer
    }
    fact sound type=boolean cite="¶3" { label kk="Д" ru="В" en="Sound"; from officer; }
    party recipient cite="¶2" { text kk="А" ru="П" en="Recipient"; by eds; }
    require is-sound ground=unsound cite="¶7" "sound" { text kk="Д" ru="В" en="Sound"; }
    ground unsound number=1 cite="¶7" { text kk="Ж" ru="Н" en="Unsound"; }
    track communal cite="¶6(1)" {
        text kk="К" ru="К" en="Communal"
        when "holder = 'communal'"
        stages completeness decision contract
    }
    track republican cite="¶6(3)" {
        text kk="Р" ru="Р" en="Republican"
        when "holder = 'republican'"
        stages completeness decision state-property title contract
    }
    stage completeness actor=executor work=check cite="¶8" {
        title kk="Т" ru="П" en="Completeness"
        term working-days=2 from=registration cite="¶8"
        outcome complete to=next cite="¶8" { text kk="Т" ru="П" en="Complete"; }
        outcome incomplete to=closed adverse=incompleteness deed=refusal signed-by=head cite="¶8" { text kk="Т" ru="Н" en="Incomplete"; }
    }
    stage decision actor=commission work=sign cite="¶9" {
        title kk="Ш" ru="Р" en="Decision"
        term calendar-days=30 from=registration cite="¶6"
        outcome granted to=next cite="¶9" { text kk="Б" ru="Р" en="Granted"; }
        outcome refused to=closed adverse=ground deed=refusal signed-by=head cite="¶9" { text kk="Ж" ru="О" en="Refused"; }
    }
    stage state-property actor=outside work=transfer cite="¶10" {
        title kk="М" ru="Г" en="State property"
        term calendar-days=15 from=stage:decision cite="¶10"
        transfer transfer-act cite="¶10" {
            signatory giving-side cite="¶10" { text kk="Б" ru="П" en="Giver"; }
        }
        outcome recorded to=next on=recorded cite="¶10" { text kk="Ж" ru="З" en="Recorded"; }
    }
    stage title actor=registrar work=record cite="¶11" {
        title kk="Т" ru="Р" en="Title"
        term calendar-days=30 from=stage:decision cite="¶11"
        record rights cite="¶11"
        outcome entered to=next on=acknowledged cite="¶11" { text kk="Т" ru="В" en="Entered"; }
    }
    stage contract actor=head work=agree cite="¶12" {
        title kk="Ш" ru="Д" en="Contract"
        term working-days=5 from=previous cite="¶12"
        agree contract cite="¶12" { by head cite="¶12"; by recipient cite="¶12"; }
        outcome signed to=closed on=signed cite="¶12" { text kk="Қ" ru="П" en="Signed"; }
    }
    deed contract cite="¶12" { title kk="Ш" ru="Д" en="Contract"; }
    deed refusal cite="¶9" appeal=#true { title kk="Б" ru="О" en="Refusal"; }
    may-sign head contract refusal cite="¶9"
    mark decided on="outcome:decision/granted" cite="¶9" { text kk="Ш" ru="Р" en="Decided"; }
    appeal cite="¶13" { text kk="Ш" ru="Ж" en="Complain"; }
}
"#;

fn files() -> Vec<(String, String)> {
    let texts = r#"kk="Қ" ru="Р" en="E""#;
    let rows: Vec<String> = (1..=10)
        .map(|row| {
            format!("        row {row} cite=\"{row}\" {{ heading {texts}; text {texts}; }}\n")
        })
        .collect();
    let mut files = fixture::files();
    files.push((EDITION.to_owned(), [HEAD, &rows.concat(), BODY].concat()));
    let calendar = corpus::files();
    let real = calendar
        .into_iter()
        .find(|(path, _)| path == "calendar/2026.kdl");
    for (path, text) in &mut files {
        if path == "calendar/2026.kdl" {
            text.clone_from(&real.as_ref().unwrap().1);
        }
    }
    files
}

fn law() -> Law {
    law::load(files()).unwrap_or_else(|problems| {
        let shown: Vec<String> = problems.iter().map(Problem::render).collect();
        panic!("{}", shown.join("\n"))
    })
}

fn edition(law: &Law) -> &Edition {
    law.edition("flat", date(2026, 2, 2)).unwrap()
}

fn broken(from: &str, to: &str) -> Vec<Problem> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(path, _)| path == EDITION).unwrap();
    assert_eq!(text.matches(from).count(), 1, "`{from}`");
    *text = text.replace(from, to);
    law::load(files).err().unwrap_or_default()
}

fn plan(law: &Law, track: &str, day: Date) -> Plan {
    let (registration, counting) = counted(law, day);
    let path = edition(law).path(Some(track)).unwrap();
    plan_from(law, &path, registration, counting).unwrap()
}

fn counted(law: &Law, day: Date) -> (Registration, Counting<'_>) {
    let registration = Registration {
        day,
        filed: day.yesterday().unwrap().at(20, 0, 0, 0),
        derivation: Vec::new(),
    };
    let counting = Counting {
        calendar: law.calendar().in_hindsight(),
        week: WeekKind::FiveDay,
        registered: day,
        place: None,
    };
    (registration, counting)
}

fn due(plan: &Plan) -> Vec<(&str, Date)> {
    let stages = plan.stages.iter();
    stages.map(|it| (it.stage.as_str(), it.due)).collect()
}

/// TERM-D1 and TERM-D3: one contract stage runs five working days from what stands before it on each track.
#[test]
fn each_track_counts_its_own_stages() {
    let law = law();
    let communal = plan(&law, "communal", date(2026, 2, 2));
    let expected = [
        ("completeness", date(2026, 2, 4)),
        ("decision", date(2026, 3, 4)),
        ("contract", date(2026, 3, 12)),
    ];
    assert_eq!(due(&communal), expected);
    assert_eq!(communal.until.as_deref(), Some("decision"));
    assert_eq!(communal.whole.day, date(2026, 3, 4));
    assert!(communal.limits.is_empty());
    let republican = plan(&law, "republican", date(2026, 2, 2));
    let expected = [
        ("completeness", date(2026, 2, 4)),
        ("decision", date(2026, 3, 4)),
        ("state-property", date(2026, 3, 19)),
        ("title", date(2026, 4, 3)),
        ("contract", date(2026, 4, 10)),
    ];
    assert_eq!(due(&republican), expected);
    assert_eq!(republican.limits[0].deadline.day, date(2026, 4, 3));
}

/// TERM-Q1: registered on Monday 6 April 2026.
#[test]
fn a_queue_is_decided_in_thirty_days() {
    let plan = plan(&law(), "communal", date(2026, 4, 6));
    assert_eq!(
        due(&plan)[..2],
        [
            ("completeness", date(2026, 4, 8)),
            ("decision", date(2026, 5, 6))
        ]
    );
}

#[test]
fn another_reading_of_a_term_gives_another_plan() {
    let law = law();
    let (registration, counting) = counted(&law, date(2026, 2, 3));
    let path = edition(&law).path(Some("communal")).unwrap();
    let others = plan_with_readings(&law, &path, &registration, counting).unwrap();
    let [other] = others.as_slice() else {
        panic!("one reading");
    };
    assert_eq!(other.node, "term");
    assert_eq!(other.plan.whole.day, date(2026, 3, 4));
    let outer = plan_from(&law, &path, registration, counting).unwrap();
    assert_eq!(outer.whole.day, date(2026, 3, 5));
}

#[test]
fn the_form_chooses_the_track() {
    let law = law();
    let edition = edition(&law);
    let at = At {
        day: date(2026, 2, 2),
        place: None,
    };
    let track = |json| {
        let facts = Facts::from_json(&json, edition).unwrap();
        law.track_of(edition, &facts, &at)
            .map(|track| track.unwrap().code.clone())
    };
    assert_eq!(
        track(json!({"holder": "republican"})).unwrap(),
        "republican"
    );
    assert!(
        track(json!({"holder": "other"}))
            .unwrap_err()
            .missing
            .is_empty()
    );
    assert_eq!(track(json!({})).unwrap_err().missing.len(), 1);
    assert!(edition.path(None).is_none());
    assert_eq!(edition.path(Some("communal")).unwrap().stages.len(), 3);
}

#[test]
fn next_is_the_next_stage_of_the_track_and_waits_for_the_work() {
    let law = law();
    let edition = edition(&law);
    let findings = |done| Findings {
        hearing: Hearing::NotHeld,
        grounds: Some(&[]),
        done,
    };
    let to =
        |track, stage, outcome, done| step(edition, Some(track), stage, outcome, findings(done));
    let stage_of = |found: Result<Step<'_>, Stuck>| match found.unwrap() {
        Step::To(stage) => stage.code.clone(),
        other @ (Step::SignDeed { .. } | Step::Close) => panic!("{other:?}"),
    };
    assert_eq!(
        stage_of(to("communal", "decision", "granted", None)),
        "contract"
    );
    assert_eq!(
        stage_of(to("republican", "decision", "granted", None)),
        "state-property"
    );
    let waits = to("republican", "title", "entered", None).unwrap_err();
    assert!(matches!(waits, Stuck::WorkNotDone { needs, .. } if needs == Trigger::Acknowledged));
    let done = Some(Trigger::Acknowledged);
    assert_eq!(
        stage_of(to("republican", "title", "entered", done)),
        "contract"
    );
    // A stage of another track does not exist for the case.
    assert!(to("communal", "title", "entered", done).is_err());
    assert!(step(edition, None, "decision", "granted", findings(None)).is_err());
    let path = edition.path(Some("republican")).unwrap();
    let title = path.stage("title").unwrap();
    let outcome = outcome_of(title, Trigger::Acknowledged).unwrap();
    assert!(matches!(
        path.destination("title", outcome),
        Some(Next::To(_))
    ));
    assert_eq!(outcome_of(title, Trigger::Rejected), None);
}

#[test]
fn a_hearing_is_needed_while_the_code_is_in_force_and_the_term_is_long_enough() {
    let law = law();
    let edition = edition(&law);
    let needs = |edition: &Edition, day| {
        Hearing::required(&law, edition, &edition.term, day, None).unwrap()
    };
    assert!(needs(edition, date(2026, 2, 2)));
    assert!(!needs(edition, date(2021, 6, 30)));
    let mut quick = edition.clone();
    quick.term.unit = TermUnit::Minutes;
    assert!(!needs(&quick, date(2026, 2, 2)));
    let mut without = edition.clone();
    without.rules.on.clear();
    assert!(!needs(&without, date(2026, 2, 2)));
}

#[test]
fn minutes_are_due_the_same_day_and_each_channel_has_its_own() {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(path, _)| path == EDITION).unwrap();
    let (before, rest) = text
        .split_once("    term calendar-days=30 from=registration until")
        .unwrap();
    let (_, after) = rest.split_once("    }\n").unwrap();
    *text = format!(
        "{before}    term minutes=30 from=registration channel=counter cite=\"¶6\"\n    \
         term minutes=15 from=registration channel=portal cite=\"¶6\"\n{after}"
    );
    let law = law::load(files).unwrap();
    let edition = edition(&law);
    assert_eq!(edition.terms.len(), 2);
    let (registration, counting) = counted(&law, date(2026, 2, 2));
    let path = edition.path(Some("communal")).unwrap().on(Channel::Counter);
    let whole = plan_from(&law, &path, registration, counting)
        .unwrap()
        .whole;
    assert_eq!(
        (whole.amount, whole.unit, whole.day),
        (30, TermUnit::Minutes, date(2026, 2, 2))
    );
    let path = edition.path(Some("communal")).unwrap();
    assert_eq!(path.term().channel, Some(Channel::Portal));
}

/// One fault a line: what is replaced | by what | part of the message.
const FAULTS: &str = r#"
    outcome signed to=closed on=signed | outcome signed to=closed | does not say what brings it
    outcome signed to=closed on=signed | outcome signed to=closed on=paid | `paid` is not what a agree brings
    outcome entered to=next on=acknowledged | outcome entered to=next on=rejected | a record needs an outcome on=acknowledged
    outcome granted to=next | outcome granted to=next on=carried | an officer chooses the outcome of a sign
    outcome signed to=closed on=signed | outcome signed to=next on=signed | nothing is next
    stages completeness decision contract | stages completeness decision | x
    decision state-property title contract | decision title contract | no track has the stage `state-property`
    stages completeness decision contract | stages completeness decison contract | there is no stage `decison`
    record rights | record rigths | there is no register `rigths`
    by recipient cite="¶12" | by owner cite="¶12" | there is no party `owner`
    may-sign head contract | may-sign head contarct | there is no deed `contarct`
    outcome:decision/granted | outcome:decision/grant | no outcome of the stage `decision` `grant`
    rules hearing withdrawal | rules withdrawal | nothing is said of these rules of the Code: hearing
    until=title cite | until=titel cite | there is no stage `titel`
    when "holder = 'communal'" | when "sound" | `sound` is not known when the track is chosen
    outcome granted to=next cite="¶9" | outcome granted to=next | `outcome` cites no paragraph
    title kk="Ш" ru="Р" en="Decision" | title kk="Ш" ru="Р" en="Decision" cite="¶9" | knows no `cite`
    working-days=5 from=previous | working-days=5 from=stage:title | no stage before this one `title`
"#;

#[test]
fn every_fault_of_a_procedure_is_said() {
    for line in FAULTS.lines().filter(|line| !line.trim().is_empty()) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [from, to, message] = parts.as_slice() else {
            panic!("{line}");
        };
        if *message == "x" {
            // The contract is still on the other track, and the decision has no next stage on this one.
            assert!(
                broken(from, to)
                    .iter()
                    .any(|it| it.message.contains("nothing is next"))
            );
            continue;
        }
        let found = broken(from, to);
        let shown: Vec<String> = found.iter().map(Problem::render).collect();
        let is_said = found.iter().any(|it| it.message.contains(message));
        assert!(is_said, "`{from}` → `{to}` gave:\n{}", shown.join("\n"));
    }
}

#[test]
fn a_changed_file_breaks_its_seal() {
    let mut sealed = files();
    let seal = format!("{}  {EDITION}  2026-01-05  lawyer\n", "0".repeat(64));
    sealed.push(("sealed.txt".to_owned(), seal));
    let found = law::load(sealed).unwrap_err();
    assert!(found[0].message.contains("was changed after it was sealed"));
    let law = law();
    let file = law
        .files()
        .iter()
        .find(|file| file.path() == EDITION)
        .unwrap();
    let mut sealed = files();
    let seal = format!("{}  {EDITION}  2026-01-05  lawyer\n", file.digest());
    sealed.push(("sealed.txt".to_owned(), seal));
    law::load(sealed).unwrap();
}

/// PRIV-P1 and PRIV-P3.
#[test]
fn instalments_are_equal_and_the_last_takes_the_difference() {
    let first = date(2022, 1, 31);
    let even = instalments(9_000_000, 2_700_000, 120, first).unwrap();
    assert!(even.payments.iter().all(|it| it.amount == 52_500));
    assert_eq!((even.down, even.payments.len()), (2_700_000, 120));
    let odd = instalments(20_000_000, 6_000_000, 120, first).unwrap();
    assert!(odd.payments[..119].iter().all(|it| it.amount == 116_666));
    assert_eq!(odd.payments[119].amount, 116_746);
    let sum: u64 = odd.payments.iter().map(|it| it.amount).sum();
    assert_eq!(sum + odd.down, 20_000_000);
    assert_eq!(odd.payments[1].due, date(2022, 2, 28));
    assert_eq!(odd.payments[2].due, date(2022, 3, 31));
    assert_eq!(
        instalments(5, 6, 1, first),
        Err(NoSchedule::DownExceedsTotal { down: 6, total: 5 })
    );
    assert_eq!(
        instalments(5, 0, 0, first),
        Err(NoSchedule::NoPayments { rest: 5 })
    );
    assert!(instalments(5, 5, 0, first).unwrap().payments.is_empty());
}

#[test]
fn the_worked_examples_come_out() {
    let results = law::examples::run(&corpus::LAW);
    assert!(results.len() > 10, "{}", results.len());
    for result in &results {
        assert!(result.problems.is_empty(), "{result:#?}");
    }
}

#[test]
fn an_example_that_differs_says_so() {
    let mut files = files();
    let example = "example F1 edition-on=\"2026-02-02\" {\n    fact holder communal\n    \
                   registered \"2026-02-02\"\n    expect due stage=decision day=\"2026-03-05\"\n    \
                   expect track=communal missing=sound\n}\n";
    files.push(("services/flat/examples.kdl".to_owned(), example.to_owned()));
    let results = law::examples::run(&law::load(files).unwrap());
    assert_eq!(results.len(), 1);
    assert_eq!((results[0].name.as_str(), results[0].line), ("F1", 1));
    assert_eq!(
        results[0].problems,
        ["decision: expected 2026-03-05, found 2026-03-04"]
    );
}
