//! What changed between two editions, in words.

use law::{
    Edition, Language, Law,
    diff::{Aspect, Change, Part, Said, diff, report},
    load,
};

use crate::{
    corpus::LAW,
    fixture::{EDITION, files, with},
    snapshot::assert_snapshot,
};

fn only(law: &Law) -> &Edition {
    law.all_editions().next().unwrap()
}

/// What changes when one text of the lamp's edition is replaced.
fn changes(from: &str, to: &str) -> Vec<Change> {
    let (before, after) = (
        load(files()).unwrap(),
        load(with(EDITION, from, to)).unwrap(),
    );
    diff(only(&before), only(&after))
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    for edition in LAW.all_editions() {
        assert!(diff(edition, edition).is_empty(), "{}", edition.id);
    }
    assert_eq!(report(&[], Language::En), "Both editions say the same.\n");
}

#[test]
fn a_move_is_no_change() {
    let law = load(files()).unwrap();
    let mut moved = only(&law).clone();
    moved.stages.reverse();
    moved.deeds.reverse();
    moved.standard.reverse();
    moved.form.reverse();
    moved.documents.reverse();
    moved.digest = "another".to_owned();
    assert!(diff(only(&law), &moved).is_empty());
}

#[test]
fn another_paragraph_alone_is_no_change_and_both_stand_beside_one() {
    assert!(
        changes(
            "fact income type=money per=month at-least=\"0\" cite=\"¶4\"",
            "fact income type=money per=month at-least=\"0\" cite=\"¶4a\""
        )
        .is_empty()
    );
    let found = changes(
        "let limit \"share * income\" cite=\"¶6\"",
        "let limit \"share * income / 2\" cite=\"¶6(1)\"",
    );
    let text = report(&found, Language::En);
    assert_eq!(
        text,
        "## Formulas\n\n- Amount / Limit — formula\n  − `share * income`    [¶6]\n  + `share * income / 2`    [¶6(1)]\n"
    );
}

#[test]
fn each_change_of_the_procedure_is_said_once() {
    let found = changes(
        "given to=closed deed=notice signed-by=head",
        "given to=look",
    );
    let aspects: Vec<Aspect> = found
        .iter()
        .map(|change| match change {
            Change::Changed(difference) => difference.aspect,
            Change::New(rule) | Change::Gone(rule) => panic!("{}", rule.key),
        })
        .collect();
    assert_eq!(aspects, [Aspect::LeadsTo, Aspect::Deed, Aspect::SignedBy]);
    assert!(found.iter().all(|change| change.part() == Part::Stages));
}

#[test]
fn a_document_asked_on_one_channel_less_is_said_by_channel() {
    let found = changes("        counter original=#true\n", "");
    let [Change::Changed(difference)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        difference.aspect,
        Aspect::On(law::edition::Channel::Counter)
    );
    assert!(matches!(
        difference.was,
        Some(Said::Asked { original: true, .. })
    ));
    assert_eq!(difference.is, None);
}

#[test]
fn a_change_in_one_language_is_shown_in_that_language() {
    let found = changes("ru=\"Нет комнаты\"", "ru=\"Комнаты нет\"");
    let text = report(&found, Language::En);
    assert!(text.contains("words, in the Russian text only"), "{text}");
    assert!(
        text.contains("− Нет комнаты") && text.contains("+ Комнаты нет"),
        "{text}"
    );
}

#[test]
fn a_new_rule_and_one_that_is_gone_are_told_apart() {
    let field = "            field rooms type=count required=#true cite=\"app 1\" { label kk=\"Бөлме\" ru=\"Комнат\" en=\"Rooms\" }\n";
    let more = format!(
        "{field}            field floor type=count cite=\"app 1\" {{ label kk=\"Қабат\" ru=\"Этаж\" en=\"Floor\" }}\n"
    );
    let (before, after) = (
        load(files()).unwrap(),
        load(with(EDITION, field, &more)).unwrap(),
    );
    let new = diff(only(&before), only(&after));
    let gone = diff(only(&after), only(&before));
    assert!(
        matches!(new.as_slice(), [Change::New(rule)] if rule.key == "field/home.floor"),
        "{new:?}"
    );
    assert!(
        matches!(gone.as_slice(), [Change::Gone(rule)] if rule.key == "field/home.floor"),
        "{gone:?}"
    );
    assert!(report(&gone, Language::Ru).contains("Дом / Этаж: больше нет"));
}

/// The two editions of housing assistance: what a lawyer reads first.
#[test]
fn the_two_orders_on_housing_assistance_differ_as_the_law_did() {
    let [before, after] = LAW.editions("housing-assistance") else {
        panic!("two editions");
    };
    let text = report(&diff(before, after), Language::En);
    for words in [
        "+ 24 December 2023",
        "− 8 working days from registration",
        "Every adult member of the family: new",
        "formula: `if family-size = 1 then figure:norm-area-alone",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    for language in Language::ALL {
        let text = report(&diff(before, after), language);
        assert!(
            text.lines()
                .all(|line| !line.trim().is_empty() || line.is_empty())
        );
        assert!(text.starts_with("## "), "{text}");
    }
}

/// Everything that a report may say, in each language.
#[test]
fn the_report_of_another_edition_reads_as_before() {
    let law = load(files()).unwrap();
    let before = only(&law);
    let mut after = before.clone();
    after.id.0 = "lamp/2026-03-01-order-2".to_owned();
    after.in_force.day = jiff::civil::date(2026, 3, 1);
    after.grounds.clear();
    after.documents.clear();
    after.parties.clear();
    after.stages.retain(|stage| stage.code == "give");
    after.term.unit = law::edition::TermUnit::CalendarDays;
    after.terms = vec![after.term.clone()];
    for language in Language::ALL {
        let text = report(&diff(before, &after), language);
        assert_snapshot(&format!("diff/lamp.{}.md", language.code()), &text);
    }
}
