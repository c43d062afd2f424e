//! A table of faults: each gives its message on its word, with the way out.

use law::Problem;
use proptest::prelude::*;

use crate::fixture::{EDITION, files, with};

fn problems(files: Vec<(String, String)>) -> Vec<Problem> {
    law::load(files).err().unwrap_or_default()
}

/// The word under the carets.
fn word(problem: &Problem) -> String {
    problem
        .excerpt
        .chars()
        .skip(problem.column - 1)
        .take(problem.length)
        .collect()
}

/// One fault a line: file | what is replaced | by what | the word that must be underlined |
/// part of the message | part of the help. `edition` is the file of the edition.
const FAULTS: &str = r#"
    edition | pending stay | pendign stay | pendign | there is no `pendign` in edition | `pending`
    edition | pending stay | pending stays | stays | `stays` is not what happens | `stay`
    edition | limit-bytes= | limit-byte= | limit-byte | knows no `limit-byte` | `limit-bytes`
    edition | work=assess | work=asses | asses | `asses` is not a kind of work | `assess`
    edition | actor=executor | actor=executer | executer | is not a role | `executor`
    edition | type=money | type=mony | mony | `mony` is not a type | `money`
    edition | type=money per=month | type=money | fact | `fact` has no `per` | add `per=
    edition | ru="Лампа"  |  | name | `name` has no text in ru | add `ru=
    edition | en="Lamp" | en="" | "" | `name` has no text in en | kk, ru and en
    edition | party recipient cite="¶2" | party recipient | party | cites no paragraph | cite=
    edition | basis=source { | basis=infered why="x" { | infered | is not a basis | `inferred`
    edition | basis=source { | basis=inferred { | inferred | must say `why` | add `why=
    edition | basis=source { | { | edition | on what basis | basis=source
    edition | "2026-02-01" cite | "2026-02-31" cite | "2026-02-31" | is not a day | 2026-03-08
    edition | limit-bytes=1048576 | limit-bytes=many | many | not a whole number |
    edition | at-least="0" | at-least="no" | "no" | is not a number | 0.10
    edition | required=#true | required=yes | yes | neither #true nor #false | required=#true
    edition | signing eds | signing edz | edz | is not a way of signing | `eds`
    edition | unless=registry:income | unless=income | income | names no registry | registry:income
    edition | from document:proof | from document:prof | document:prof | no document `prof` | `proof`
    edition | from form:home.rooms | from form:home.room | form:home.room | no field of the form | home.rooms
    edition | from figure:share | from figure:shar | figure:shar | no figure `shar` | `share`
    edition | ground=no-room | ground=no-rom | no-rom | no ground `no-rom` | `no-room`
    edition | to=give | to=gove | gove | no stage `gove` | `give`
    edition | deed=notice | deed=notise | notise | no deed `notise` | `notice`
    edition | deed=refusal signed-by=head |  | refused | adverse outcome without a deed | deed=
    edition | deed=notice signed-by=head | deed=notice | notice | nobody signs | signed-by=head
    edition | from=stage:look | from=stage:give | stage:give | no stage before this one | one of: look
    edition | from=stage:look | from=yesterday | yesterday | not an event | registration
    edition | figure:lamp-term | figure:lamp-trem | figure:lamp-trem | no figure `lamp-trem` | `lamp-term`
    edition | figure:lamp-term | figure:share | figure:share | no number of days |
    edition | working-days=1 from | working-days=0 from | 0 | a term of no days | leave `term` out
    edition | share * income | share * incom | incom | incom | `income`
    edition | rooms >= 1 | rooms >= income | income | cannot be compared |
    edition | rooms > 1 | rooms + 1 | rooms + 1 | not a yes or no |
    edition | round=half-up | round=halfup | halfup | is not a rounding | `half-up`
    edition | from=assess.amount | from=assess.amonut | assess.amonut | no assessment | `amount`
    edition | from=assess.amount | from=case.nubmer | case.nubmer | is not where a field | `case.number`
    edition | ru="Сумма {sum}." | ru="Сумма." | text | do not use the same fields |
    edition | stage look actor | stage give actor | give | `give` is there twice | another code
    edition | party recipient | party Recipient | Recipient | is not a code | lower-case
    edition | edition lamp | edition lamb | lamb | the folder is `lamp` |
    edition | act order-1 | act order-2 | lamp | must be called 2026-02-01-order-2.kdl |
    calendar/2026.kdl | kind=moved-day-off | kind=moved-dayoff | moved-dayoff | is not a kind of day | `moved-day-off`
    calendar/2026.kdl | day "2026-03-10" | day "2026-03-09" | day | 2026-03-09 is listed twice | keep one
    calendar/2026.kdl | announced="2025-12-10" | announced="2026-12-10" | "2026-03-18" | announced only on 2026-12-10 |
    places.kdl | from="2024-02-29T18:00:00Z" | from="2024-02-29T19:00:00Z" | offset | a gap or an overlap | `from` is the `to` before it
    figures/all.kdl | place="710000000" | place="710000001" | "710000001" | there is no place 710000001 | 710000000
    figures/all.kdl | value "3" | value "three" | "three" | is not a value of this figure's type |
"#;

#[test]
fn the_small_law_is_whole() {
    let found = problems(files());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_fault_is_said_on_its_word_with_the_way_out() {
    let lines: Vec<&str> = FAULTS
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    assert!(lines.len() > 45, "{}", lines.len());
    for line in lines {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [file, from, to, expected, message, help] = parts.as_slice() else {
            panic!("{line}");
        };
        let file = if *file == "edition" { EDITION } else { file };
        let found = problems(with(file, from, to));
        let is_hit = found.iter().any(|problem| {
            problem.file == file
                && word(problem) == *expected
                && problem.message.contains(message)
                && problem.help.as_deref().unwrap_or_default().contains(help)
        });
        let shown: Vec<String> = found.iter().map(Problem::render).collect();
        assert!(is_hit, "`{from}` → `{to}` gave:\n{}", shown.join("\n"));
    }
}

#[test]
fn a_problem_shows_its_line_with_a_caret_under_the_word() {
    let found = problems(with(EDITION, "pending stay", "pendign stay"));
    let shown = found
        .iter()
        .find(|problem| problem.line == 4)
        .unwrap()
        .render();
    assert_eq!(
        shown,
        "services/lamp/2026-02-01-order-1.kdl:4:5: there is no `pendign` in edition\n  \
           4 |     pendign stay\n    \
             |     ^^^^^^^\n  \
           help: did you mean `pending`?\n"
    );
}

#[test]
fn all_problems_come_at_once() {
    let mut files = with(EDITION, "work=assess", "work=asses");
    let (_, text) = files.iter_mut().find(|(path, _)| path == EDITION).unwrap();
    *text = text
        .replace("type=money", "type=mony")
        .replace("signing eds", "signing edz");
    let words: Vec<String> = problems(files).iter().map(word).collect();
    for expected in ["asses", "mony", "edz"] {
        assert!(
            words.iter().any(|word| word == expected),
            "{expected} in {words:?}"
        );
    }
}

#[test]
fn a_missing_brace_is_found_by_the_indentation() {
    let broken = with(
        EDITION,
        "        outcome good to=give cite=\"¶8\" { text kk=\"Жарайды\" ru=\"Годится\" en=\"Good\" }\n    }\n",
        "        outcome good to=give cite=\"¶8\" { text kk=\"Жарайды\" ru=\"Годится\" en=\"Good\" }\n",
    );
    let found = problems(broken);
    let [only] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(only.message, "this `{` is not closed");
    assert!(only.excerpt.contains("stage look"), "{}", only.render());
    assert_eq!(word(only), "{");
}

/// Whichever closing brace of a whole line is lost, the brace that it closed is the one named.
#[test]
fn each_missing_brace_is_found() {
    let (_, text) = files()
        .into_iter()
        .find(|(path, _)| path == EDITION)
        .unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut tried = 0;
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.trim() == "}")
    {
        let opened = lines[..index]
            .iter()
            .rposition(|above| indent(above) == indent(line));
        let without: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != index)
            .map(|(_, l)| *l)
            .collect();
        let mut broken = files();
        let (_, text) = broken.iter_mut().find(|(path, _)| path == EDITION).unwrap();
        *text = without.join("\n");
        let found = problems(broken);
        let [only] = found.as_slice() else {
            panic!("{found:#?}")
        };
        assert_eq!(only.message, "this `{` is not closed");
        assert_eq!(
            only.line,
            opened.unwrap() + 1,
            "without line {}: {line}",
            index + 1
        );
        tried += 1;
    }
    assert_eq!(tried, 14);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is cut out of a file, the answer is a law or problems that lie inside the file.
    #[test]
    fn a_damaged_file_never_panics(at in 0_usize..5_000, length in 1_usize..60) {
        let mut damaged = files();
        let (_, text) = damaged.iter_mut().find(|(path, _)| path == EDITION).unwrap();
        let letters: Vec<char> = text.chars().collect();
        let kept = letters.iter().take(at).chain(letters.iter().skip(at + length));
        *text = kept.collect();
        let lines = text.lines().count();
        for problem in problems(damaged) {
            prop_assert!(problem.line <= lines.max(1), "{}", problem.render());
            prop_assert!(!problem.message.is_empty());
        }
    }
}

#[test]
fn common_slips_of_syntax_have_words_of_their_own() {
    let slips = [
        (
            "required=#true",
            "required=true",
            "written with a `#`",
            "#true",
        ),
        ("to=\"1\"", "to=1x", "`1x` begins with a digit", "\"1x\""),
        (
            "en=\"Recipient\"",
            "en=\"Recipient",
            "does not end on its line",
            "close it",
        ),
        (
            "pending stay",
            "pending stay }",
            "this `}` closes nothing",
            "missing above",
        ),
    ];
    for (from, to, message, help) in slips {
        let found = problems(with(EDITION, from, to));
        let hit = found.iter().any(|problem| {
            problem.message.contains(message)
                && problem.help.as_deref().unwrap_or_default().contains(help)
        });
        let shown: Vec<String> = found.iter().map(Problem::render).collect();
        assert!(hit, "`{to}` gave:\n{}", shown.join("\n"));
    }
}

#[test]
fn a_file_in_no_known_place_and_a_law_without_a_calendar_are_problems() {
    let mut stray = files();
    stray.push((
        "sevices/lamp/2027-01-01-order-2.kdl".to_owned(),
        String::new(),
    ));
    assert!(
        problems(stray)
            .iter()
            .any(|p| p.message.contains("no known place"))
    );
    let without: Vec<_> = files()
        .into_iter()
        .filter(|(p, _)| !p.starts_with("cal"))
        .collect();
    assert!(
        problems(without)
            .iter()
            .any(|p| p.message.contains("no calendar"))
    );
}

#[test]
fn two_editions_on_one_day_are_a_problem() {
    let mut both = files();
    let (_, text) = both
        .iter()
        .find(|(path, _)| path == EDITION)
        .cloned()
        .unwrap();
    let later = text
        .replace("order-1", "order-2")
        .replace("\"2026-02-01\"", "\"2026-05-01\"");
    both.push(("services/lamp/2026-05-01-order-2.kdl".to_owned(), later));
    let found = problems(both);
    let [only] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(word(only), "\"2026-02-01\"");
    assert!(
        only.message.contains("on 2026-05-01 both"),
        "{}",
        only.message
    );
    assert_eq!(
        only.help.as_deref(),
        Some("add `repealed \"2026-05-01\" by=order-2`")
    );
}
