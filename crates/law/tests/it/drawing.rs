//! Drawings of procedures: the same bytes for the same law, and nothing covers anything else.

use jiff::civil::date;
use law::{
    Edition, Language, Law,
    drawing::{Drawing, draw_all},
    edition::{Adverse, Destination, Limit, Outcome, Role, Stage, Track},
    load,
};

use crate::{corpus::LAW, fixture::files, snapshot::assert_snapshot};

mod geometry;

/// The lamp with two tracks: a stage that is left out, a return, an officer more.
fn tracked() -> (Law, Edition) {
    let law = load(files()).unwrap();
    let mut edition = law.all_editions().next().unwrap().clone();
    let look = edition.stages[0].clone();
    let good = look.outcomes[0].clone();
    let outcome = |code: &str, to: &str| Outcome {
        code: code.to_owned(),
        to: Destination::Stage(to.to_owned()),
        ..good.clone()
    };
    let stage = |code: &str, actor, outcomes| Stage {
        code: code.to_owned(),
        actor,
        outcomes,
        ..look.clone()
    };
    let mut bad = outcome("bad", "give");
    bad.adverse = Some(Adverse::Incompleteness);
    bad.deed.clone_from(&edition.stages[1].outcomes[1].deed);
    bad.to = Destination::Closed;
    edition.stages[0].outcomes = vec![outcome("plain", "give"), outcome("doubtful", "ask"), bad];
    edition.stages.insert(
        1,
        stage(
            "ask",
            Role::Commission,
            vec![outcome("known", "give"), outcome("unknown", "look")],
        ),
    );
    let track = |code: &str, stages: &[&str]| Track {
        code: code.to_owned(),
        text: edition.grounds[0].text.clone(),
        when: None,
        stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
        terms: Vec::new(),
        limits: vec![Limit {
            code: "all".to_owned(),
            term: edition.term.clone(),
            until: "give".to_owned(),
            excess: None,
        }],
        extension: None,
        addressee: None,
        source: edition.grounds[0].source.clone(),
    };
    edition.tracks = vec![
        track("full", &["look", "ask", "give"]),
        track("short", &["give"]),
    ];
    (law, edition)
}

fn drawings(law: &Law, edition: &Edition, language: Language) -> Vec<Drawing> {
    draw_all(law, edition, edition.in_force.day, language)
}

#[test]
fn a_drawing_with_returns_and_tracks_is_drawn_as_before() {
    let (law, edition) = tracked();
    for language in Language::ALL {
        let drawn = drawings(&law, &edition, language);
        assert_eq!(drawn.len(), 2);
        assert_eq!(drawn[0].track(), Some("full"));
        assert_snapshot(
            &format!("drawing/lamp.{}.svg", language.code()),
            &drawn[0].svg(),
        );
    }
    let drawn = drawings(&law, &edition, Language::En);
    assert_snapshot("drawing/lamp.en.bpmn", &drawn[0].bpmn());
    assert_snapshot("drawing/lamp-short.en.svg", &drawn[1].svg());
}

#[test]
fn nothing_covers_anything_else_in_any_edition_and_language() {
    let (law, tracked) = tracked();
    for language in Language::ALL {
        for drawing in drawings(&law, &tracked, language) {
            geometry::assert_clear(&drawing.svg());
        }
        for edition in LAW.all_editions() {
            for drawing in drawings(&LAW, edition, language) {
                geometry::assert_clear(&drawing.svg());
            }
        }
    }
}

#[test]
fn a_drawing_obeys_a_strict_page() {
    for edition in LAW.all_editions() {
        for drawing in drawings(&LAW, edition, Language::Kk) {
            let svg = drawing.svg();
            for forbidden in [
                "style", "<script", "href", "onload", "url(", "#0", "#f", "rgb(",
            ] {
                assert!(!svg.contains(forbidden), "{forbidden} in {}", edition.id);
            }
            for needed in [
                "role=\"img\"",
                "<title id=",
                "<desc id=",
                "aria-labelledby=",
                "lang=\"kk\"",
            ] {
                assert!(svg.contains(needed), "{needed} in {}", edition.id);
            }
            assert!(svg.contains("font-family=\"&#39;Golos Text&#39;,"), "{svg}");
        }
    }
}

#[test]
fn refusals_are_dashed_and_named_and_the_legend_says_so() {
    let edition = LAW.edition("housing-assistance", date(2021, 1, 1)).unwrap();
    let svg = drawings(&LAW, edition, Language::En)[0].svg();
    assert!(svg.contains(">Refusal: incomplete package<"), "{svg}");
    assert!(svg.contains(">against the recipient<"), "{svg}");
    let dashed = svg.matches("stroke-dasharray").count();
    // An arrow and a box for each refusal, and the legend.
    let refusals = edition.stages.iter().flat_map(|stage| &stage.outcomes);
    let refusals = refusals.filter(|outcome| outcome.adverse.is_some()).count();
    assert_eq!(dashed, refusals * 2 + 1);
}

/// Whoever does not see the drawing reads all of it.
#[test]
fn the_description_names_every_stage_outcome_and_deed() {
    for edition in LAW.all_editions() {
        for (drawing, path) in drawings(&LAW, edition, Language::Ru)
            .iter()
            .zip(edition.paths())
        {
            let words = drawing.description();
            for stage in path.stages {
                assert!(
                    words.contains(&stage.title.ru),
                    "{}: {}",
                    edition.id,
                    stage.code
                );
                for outcome in &stage.outcomes {
                    assert!(
                        words.contains(&outcome.text.ru),
                        "{}: {}",
                        edition.id,
                        outcome.code
                    );
                }
            }
        }
    }
}

#[test]
fn two_drawings_of_one_page_share_no_identifier() {
    let (law, edition) = tracked();
    let ids = |drawing: &Drawing| -> Vec<String> {
        let svg = drawing.svg();
        let ids = svg
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned());
        ids.collect()
    };
    let drawn = drawings(&law, &edition, Language::En);
    let (first, second) = (ids(&drawn[0]), ids(&drawn[1]));
    assert_eq!((first.len(), second.len()), (2, 2));
    assert!(first.iter().all(|id| !second.contains(id)));
}
