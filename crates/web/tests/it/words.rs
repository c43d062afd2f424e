//! The words: the same keys in three languages, none missing, none idle.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use web::locale::{Language, Words, sources};
use web::pages::samples;

fn keys(language: Language) -> BTreeSet<String> {
    let lines = sources(language).into_iter().flat_map(str::lines);
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// All files of a folder with this ending, one after another; the samples ask by drawing and are left out.
fn texts(folder: &Path, ending: &str) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_sample = path.ends_with("samples");
        if path.is_dir() && !is_sample {
            all.push_str(&texts(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            all.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    all
}

/// Whether a handler asks for a key: by its name, after a redirect (`done=CODE`), or by a pattern such as
/// `"problem-{}"` whose code stands somewhere in the sources or in the law.
fn is_asked_by_a_handler(key: &str, sources: &str, law: &str) -> bool {
    let is_said = |word: &str| {
        sources.contains(&format!("\"{word}\"")) || law.contains(&format!("registry:{word}"))
    };
    let is_a_flash = |code: &str| sources.contains(&format!("done={code}"));
    let fits = |pattern: &str| {
        let (before, rest) = pattern.split_once('{')?;
        let (_, after) = rest.split_once('}')?;
        let code = key.strip_prefix(before)?.strip_suffix(after)?;
        (before.ends_with('-') && is_said(code)).then_some(())
    };
    is_said(key)
        || key.strip_prefix("flash-").is_some_and(is_a_flash)
        || sources.split('"').any(|pattern| fits(pattern).is_some())
}

#[test]
fn the_three_languages_have_the_same_keys() {
    assert_eq!(keys(Language::Kk), keys(Language::Ru));
    assert_eq!(keys(Language::Ru), keys(Language::En));
}

#[test]
fn no_key_is_given_twice() {
    for language in Language::all() {
        let lines = sources(language).into_iter().flat_map(str::lines);
        let given = lines.filter(|line| {
            line.starts_with(|first: char| first.is_ascii_lowercase()) && line.contains(" =")
        });
        assert_eq!(given.count(), keys(language).len(), "{language:?}");
    }
}

#[test]
fn pages_ask_for_every_key_and_only_for_keys_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rooms = ["src", "../app/src", "../casework/src"];
    let sources: String = rooms.map(|room| texts(&root.join(room), "rs")).concat();
    let law = texts(&root.join("../../law"), "kdl");
    for language in Language::all() {
        let words: &'static Words = Box::leak(Box::new(Words::strict(language)));
        for sample in samples::all(words) {
            assert!(sample.html.is_ok(), "{}", sample.name);
        }
        for month in 1..=12 {
            words.day(date(2026, month, 1));
        }
        for day in 1..=7 {
            words.day_with_weekday(date(2026, 11, day));
        }
        words.size(1);
        let audit = words.audit();
        assert!(audit.faults.is_empty(), "{language:?}: {:#?}", audit.faults);
        let idle: Vec<_> = keys(language)
            .difference(&audit.used)
            .filter(|key| !is_asked_by_a_handler(key, &sources, &law))
            .cloned()
            .collect();
        assert!(idle.is_empty(), "{language:?}: nobody asks for {idle:?}");
    }
}

#[test]
fn strict_words_notice_a_missing_key_and_a_missing_argument() {
    let words = Words::strict(Language::En);
    assert_eq!(words.text("no-such-key"), "no-such-key");
    words.text("case-number");
    let faults = words.audit().faults;
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn no_sentence_holds_the_marks_that_isolate_arguments() {
    let words = Words::of(Language::Kk);
    assert!(
        !words
            .day(date(2026, 11, 21))
            .contains(['\u{2068}', '\u{2069}'])
    );
}

#[test]
fn russian_counts_in_four_forms() {
    let shell = samples::citizen(Words::of(Language::Ru));
    let said = |count| shell.count("home-found-count", count).into_owned();
    assert_eq!(said(1), "Найдена 1 услуга.");
    assert_eq!(said(2), "Найдено 2 услуги.");
    assert_eq!(said(5), "Найдено 5 услуг.");
    assert_eq!(said(11), "Найдено 11 услуг.");
    assert_eq!(said(21), "Найдена 21 услуга.");
}

#[test]
fn english_counts_in_two_forms() {
    let shell = samples::citizen(Words::of(Language::En));
    assert_eq!(shell.count("account-unread", 1), "1 new notice");
    assert_eq!(shell.count("account-unread", 0), "0 new notices");
}
