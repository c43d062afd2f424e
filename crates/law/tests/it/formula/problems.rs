//! Formulas that are refused, each on its word.

use crate::town::compile;

/// Every problem as `word: message (help)`.
fn problems(formula: &str) -> Vec<String> {
    let Err(problems) = compile(formula) else {
        panic!("{formula} is taken for sound");
    };
    let shown = problems.iter().map(|problem| {
        let word = formula
            .get(problem.range.clone())
            .expect("a range within the text");
        let help = problem.help.as_ref().map(|help| format!(" ({help})"));
        format!("{word}: {}{}", problem.message, help.unwrap_or_default())
    });
    shown.collect()
}

fn check(table: &[(&str, &str)]) {
    for (formula, expected) in table {
        assert_eq!(problems(formula), [*expected], "{formula}");
    }
}

#[test]
fn a_misspelt_name_is_an_error_on_the_word_with_the_nearest_one() {
    check(&[
        (
            "share * famly-income",
            "famly-income: `famly-income` is not declared (did you mean `family-income`?)",
        ),
        (
            "rent > figure:cap-lfit",
            "figure:cap-lfit: there is no figure `cap-lfit` (did you mean `cap-lift`?)",
        ),
        ("qqq", "qqq: `qqq` is not declared"),
        (
            "maxx(1, 2)",
            "maxx: there is no function `maxx` (did you mean `max`?)",
        ),
        (
            "sum(c in costs: c.biled)",
            "biled: `costs` has no column `biled` (did you mean `billed`?)",
        ),
        (
            "sum(c in costs: c)",
            "c: `c` is a whole row: name one of its columns",
        ),
        (
            "tenure = 'ownr'",
            "'ownr': `ownr` is not an option here (did you mean `owner`?)",
        ),
        (
            "'zzz' != tenure",
            "'zzz': `zzz` is not an option here (the options are: other, owner, tenant)",
        ),
        (
            "match tenure { 'ownr': 1, else: 2 }",
            "'ownr': `ownr` is not an option here (did you mean `owner`?)",
        ),
        (
            "family-size-owned-dwellings > 1",
            "family-size-owned-dwellings: `family-size-owned-dwellings` is not declared \
             (a minus has spaces around it: `family-size - owned-dwellings`)",
        ),
    ]);
}

#[test]
fn units_that_do_not_fit_are_an_error_on_the_word() {
    check(&[
        (
            "rent + family-income",
            "family-income: money per quarter cannot be added to money per month \
             (monthly(x) makes a quarter's sum a month's, quarterly(x) a month's a quarter's)",
        ),
        (
            "rent > share * family-income",
            "share * family-income: money per quarter cannot be compared with money per month \
             (monthly(x) makes a quarter's sum a month's, quarterly(x) a month's a quarter's)",
        ),
        (
            "rent > 1300",
            "1300: a count cannot be compared with money per month \
             (a sum of tenge that the law sets is a figure: figure:code)",
        ),
        (
            "rent * rent",
            "rent: money per month cannot be multiplied by money per month",
        ),
        ("area - 1", "1: a count cannot be taken from a number of m2"),
        (
            "1 / rent",
            "rent: a count cannot be divided by money per month",
        ),
        (
            "area + lives-there",
            "lives-there: this is a yes or no, not a number",
        ),
        (
            "area and lives-there",
            "area: this is a number of m2, not a yes or no",
        ),
        (
            "monthly(rent)",
            "rent: this is money per month (write monthly(money per quarter))",
        ),
        (
            "max(rent, area)",
            "area: this is a number of m2, and what stands before it is money per month",
        ),
        (
            "if lives-there then 1 else day",
            "day: this is a day, and what stands before it is a count",
        ),
        ("day > 1", "1: a count cannot be compared with a day"),
        ("tenure < 'owner'", "tenure: codes have no order"),
        (
            "lives-there < consents",
            "lives-there: a yes or no cannot be compared by `<`",
        ),
        ("add-years(day, 1.5)", "1.5: this is a number, not a count"),
    ]);
}

#[test]
fn what_no_formula_may_use_is_refused() {
    check(&[
        (
            "figure:opening",
            "figure:opening: figure `opening` holds hours, which no formula may use",
        ),
        (
            "costs",
            "costs: a list is not a result (say what to do with it: sum(row in list: row.column))",
        ),
        (
            "sum(c in costs: c.payee)",
            "c.payee: `payee` is a text, which no formula may use",
        ),
        (
            "sum(c in rent: 1)",
            "rent: `rent` is money per month, not a list",
        ),
        (
            "sum(day in costs: 1)",
            "costs: `day` cannot name the row here",
        ),
        (
            "sum(a in costs: sum(b in costs: count(c in costs: true)))",
            "costs: lists are walked too deeply inside one another",
        ),
    ]);
    assert_eq!(problems("head-name = head-name").len(), 2);
}

#[test]
fn a_limit_that_may_not_be_set_is_only_for_those_who_can_bear_it() {
    let message = "the law may set no such limit (use capped(x, limit), or ask is-set(limit))";
    for (formula, word) in [
        ("rent > figure:cap-lift", "figure:cap-lift"),
        ("min(rent, figure:cap-lift)", "figure:cap-lift"),
        ("sum(c in costs: figure:cap-lift)", "figure:cap-lift"),
        (
            "is-set(figure:cap-lift) and figure:cap-lift * 2 > rent",
            "figure:cap-lift * 2",
        ),
    ] {
        assert_eq!(
            problems(formula),
            [format!("{word}: {message}")],
            "{formula}"
        );
    }
    assert!(compile("capped(rent, figure:cap-lift * 2)").is_ok());
    assert_eq!(
        problems("capped(figure:cap-lift, rent)"),
        ["figure:cap-lift: only the limit may be `none`"]
    );
}

#[test]
fn a_match_leaves_no_option_out_and_none_twice() {
    check(&[
        (
            "match tenure { 'owner': 1, 'tenant': 2 }",
            "tenure: nothing is said for `other` (add a branch for it, or `else: …`)",
        ),
        (
            "match tenure { 'owner': 1, 'owner': 2, else: 3 }",
            "'owner': `owner` has its branch already",
        ),
        (
            "match area { 'a': 1, else: 2 }",
            "area: `match` needs a fact that is one of some codes",
        ),
    ]);
}

#[test]
fn spelling_is_checked_before_types() {
    check(&[
        ("", ": a value is missing here"),
        ("1 +", "+: a value is missing here"),
        ("(1 + 2", "2: `)` is missing here"),
        ("1 2", "2: the formula should end here"),
        (
            "1 < 2 < 3",
            "<: the formula should end here (comparisons do not chain: write `a < b and b < c`)",
        ),
        ("if true then 1", "1: `else` is missing here"),
        ("tenure = 'owner", "'owner: this quotation does not end"),
        (
            "доход > 1",
            "д: `д` has no meaning in a formula (names are written in small Latin letters: family-income)",
        ),
        ("rent > 1;", ";: `;` has no meaning in a formula"),
        (
            "date 'soon'",
            "'soon': a day should stand here (write date \"2020-01-31\")",
        ),
        (
            "min(1)",
            "min(1): `min` is given too few or too many values (write min(a, b))",
        ),
        (
            "99999999999999999999",
            "99999999999999999999: this is not a number that can be kept exactly",
        ),
    ]);
    let deep = format!("{}1{}", "(".repeat(200), ")".repeat(200));
    assert!(problems(&deep)[0].contains("nested too deeply"));
    let long = vec!["1"; 200].join(" + ");
    assert!(problems(&long)[0].contains("nested too deeply"));
    let endless = "1 ".repeat(3000);
    assert!(problems(&endless)[0].contains("at most 4000 bytes"));
}

#[test]
fn every_problem_of_type_is_told_at_once() {
    let found = problems("(famly-income + 1) * (area + day) > rnet");
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_formula_says_what_it_stands_on() {
    let formula =
        compile("sum(c in costs: capped(c.billed, figure:cap-lift)) > rent and day > filed-day")
            .unwrap();
    let names = formula.names();
    assert_eq!(names.facts.iter().collect::<Vec<_>>(), ["costs", "rent"]);
    assert_eq!(names.figures.iter().collect::<Vec<_>>(), ["cap-lift"]);
    assert_eq!(names.columns.iter().collect::<Vec<_>>(), ["costs.billed"]);
    assert!(names.steps.is_empty());
}
