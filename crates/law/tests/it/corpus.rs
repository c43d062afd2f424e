//! The real `law/` folder: it loads, and every day has its answers.

use std::{path::Path, sync::LazyLock};

use jiff::civil::date;
use law::{Law, NoEdition, Problem};

use crate::folder::files_below;

/// The files of `law/` as `load` wants them.
pub(crate) fn files() -> Vec<(String, String)> {
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law"))
}

/// The real law, loaded once.
pub(crate) static LAW: LazyLock<Law> = LazyLock::new(|| match law::load(files()) {
    Ok(law) => law,
    Err(problems) => {
        let shown: Vec<String> = problems.iter().map(Problem::render).collect();
        panic!("law/ does not load:\n{}", shown.join("\n"));
    }
});

#[test]
fn the_real_law_loads() {
    assert!(LAW.calendar().years().count() >= 8);
    assert!(LAW.places().iter().count() >= 36);
    assert_eq!(LAW.digest().len(), 64);
}

#[test]
fn order_539_is_read_whole() {
    let edition = LAW
        .edition("housing-assistance", date(2020, 11, 26))
        .unwrap();
    assert_eq!(edition.id.0, "housing-assistance/2020-11-06-order-539");
    assert_eq!(edition.standard.len(), 10);
    assert_eq!(edition.grounds.len(), 4);
    let stages: Vec<&str> = edition
        .stages
        .iter()
        .map(|stage| stage.code.as_str())
        .collect();
    assert_eq!(stages, ["completeness", "verification", "decision"]);
    assert_eq!(LAW.edition_by_id(&edition.id), Some(edition));
}

#[test]
fn every_day_says_which_edition_or_why_none() {
    let at = |day| LAW.edition("housing-assistance", day);
    assert_eq!(at(date(2023, 12, 23)).unwrap().act.code, "order-539");
    assert_eq!(at(date(2023, 12, 24)).unwrap().act.code, "order-117");
    let before = at(date(2020, 11, 5)).unwrap_err();
    assert!(matches!(before, NoEdition::BeforeFirst { first, .. } if first == date(2020, 11, 6)));
    let unknown = LAW.edition("fishing", date(2024, 1, 1)).unwrap_err();
    assert!(matches!(unknown, NoEdition::UnknownService { .. }));
}

#[test]
fn a_place_is_called_by_the_name_of_the_day() {
    let capital = LAW.places().get("710000000").unwrap();
    assert_eq!(capital.name(date(2019, 3, 22)).en, "Astana");
    assert_eq!(capital.name(date(2020, 11, 26)).en, "Nur-Sultan");
    assert_eq!(capital.name(date(2022, 9, 17)).en, "Astana");
    assert!(capital.online("housing-assistance").is_some());
    assert!(capital.online("privatization").is_none());
}

/// The share of Atyrau is that of its region; a place without a value is an error that names it.
#[test]
fn a_figure_looks_around_its_place() {
    let share = |place: &str| LAW.figure("housing-share", date(2025, 9, 15), Some(place));
    assert_eq!(
        share("230000000").unwrap().place.as_deref(),
        Some("230000000")
    );
    let missing = share("471010000").unwrap_err();
    assert_eq!(missing.place.as_deref(), Some("471010000"));
}
