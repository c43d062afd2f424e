//! `shanyraq law diff`, `law passport` and `law seal`: what changed, what holds, and who answers for it.

use std::path::Path;

use super::{SERVICE, real_law, shanyraq, shanyraq_on};

const EDITION: &str = "housing-assistance/2020-11-06-order-539";

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn the_last_two_editions_of_a_service_are_compared_in_words() {
    let run = shanyraq(&["law", "diff", SERVICE, "--lang", "ru"], "");
    assert_eq!(run.code, 1, "they differ: {}", run.err);
    assert!(
        run.out.starts_with(&format!("# {EDITION} → ")),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("− 8 рабочих дней с регистрации    [¶8; app 2, row 3]"),
        "{}",
        run.out
    );
    let same = shanyraq(&["law", "diff", EDITION, EDITION], "");
    assert_eq!(same.code, 0, "{}", same.err);
    assert!(
        same.out.contains("Both editions say the same."),
        "{}",
        same.out
    );
}

#[test]
fn changes_are_given_to_machines_with_both_paragraphs() {
    let run = shanyraq(&["--json", "law", "diff", SERVICE], "");
    let json = run.json();
    let term = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["rule"] == "term");
    let term = term.expect("the term changed");
    assert_eq!(
        (term["kind"].as_str(), term["aspect"].as_str()),
        (Some("changed"), Some("term"))
    );
    assert_eq!(term["cite_before"], "¶8; app 2, row 3");
    assert_eq!(term["cite_after"], "539 ¶8; 539 app 2, row 3");
}

#[test]
fn a_slip_in_the_name_of_an_edition_is_answered_with_the_nearest_name() {
    let slip = "housing-assistance/2020-11-06-order-593";
    for command in [
        &["law", "diff", slip, EDITION][..],
        &["law", "seal", slip, "--by", "A"],
    ] {
        let run = shanyraq(command, "");
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(
            run.err.contains(&format!("did you mean `{EDITION}`?")),
            "{}",
            run.err
        );
    }
}

#[test]
fn the_passport_is_printed_in_the_language_asked_for() {
    let titles = [
        ("kk", "# Тұрғын үй көмегін тағайындау"),
        ("ru", "# Назначение жилищной помощи"),
    ];
    for (language, title) in titles {
        let run = shanyraq(
            &[
                "law",
                "passport",
                SERVICE,
                "--on",
                "2026-01-10",
                "--lang",
                language,
            ],
            "",
        );
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.starts_with(title), "{}", run.out);
        assert!(run.out.contains("\n### 10. "), "{}", run.out);
    }
}

/// Sealed, the edition stays as it is: a change is refused with the way out, and a second seal too.
#[test]
fn a_sealed_edition_cannot_be_changed_or_sealed_again() {
    let folder = tempfile::tempdir().unwrap();
    let law = folder.path().join("law");
    copy(&real_law(), &law);
    let seal = [
        "law",
        "seal",
        EDITION,
        "--by",
        "A. Lawyer",
        "--day",
        "2026-01-10",
    ];
    let run = shanyraq_on(&law, &seal, "");
    assert_eq!(run.code, 0, "{}", run.err);
    let seals = std::fs::read_to_string(law.join("sealed.txt")).unwrap();
    assert!(
        seals.ends_with(
            "  services/housing-assistance/2020-11-06-order-539.kdl  2026-01-10  A. Lawyer\n"
        ),
        "{seals}"
    );
    let show = ["law", "show", SERVICE, "--on", "2021-01-10"];
    assert_eq!(shanyraq_on(&law, &show, "").code, 0);
    let again = shanyraq_on(&law, &seal, "");
    assert_eq!(again.code, 2);
    assert!(again.err.contains("a seal is not renewed"), "{}", again.err);
    assert_eq!(
        std::fs::read_to_string(law.join("sealed.txt")).unwrap(),
        seals
    );
    let file = law.join("services/housing-assistance/2020-11-06-order-539.kdl");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n// One word more.\n")).unwrap();
    let check = shanyraq_on(&law, &["law", "check"], "");
    assert_eq!(check.code, 2);
    assert!(
        check
            .out
            .contains("was changed after it was sealed on 2026-01-10 by A. Lawyer"),
        "{}",
        check.out
    );
    assert!(
        check
            .out
            .contains("write the change as a new edition from a day on"),
        "{}",
        check.out
    );
}
