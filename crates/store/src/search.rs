//! Search words: names and numbers folded so that a search in Kazakh, in Russian or in Latin letters finds them.
//!
//! Folding is done here and not by a database: SQLite folds ASCII only, PostgreSQL by the locale of the machine.

use std::collections::BTreeSet;

use casework::projection::CaseRow;

/// The most words of a search that are looked at.
const WORDS_MAX: usize = 4;

/// The longest word that is kept, in characters.
const LENGTH_MAX: usize = 40;

/// Every word by which a case can be found: its numbers and its recipient's name.
pub(crate) fn tokens_of_case(row: &CaseRow) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    tokens.insert(squeezed(row.number.as_str()));
    if let Some(number) = &row.registration_number {
        tokens.insert(squeezed(number));
        for word in words(number) {
            tokens.extend(forms(&word));
        }
    }
    for word in words(&row.recipient_name) {
        tokens.extend(forms(&word));
    }
    tokens.remove("");
    tokens
}

/// The prefixes that a search asks for, each of which must be found.
///
/// A number is one word however it is grouped: `1234-5678` begins `12345678901`.
pub(crate) fn prefixes(text: &str) -> Vec<String> {
    if !text.contains(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | ' ')) {
        return Some(squeezed(text))
            .filter(|digits| !digits.is_empty())
            .into_iter()
            .collect();
    }
    let form = |word: String| {
        if word.chars().any(is_latin) {
            latin_key(&word)
        } else {
            word
        }
    };
    words(text)
        .map(form)
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .collect()
}

/// A word as it is written, in Russian letters, and in Latin ones.
fn forms(word: &str) -> [String; 3] {
    let in_russian: String = word.chars().map(russian).collect();
    let in_latin = word.chars().fold(String::new(), |mut latin, letter| {
        match transliterated(letter) {
            Some(text) => latin.push_str(text),
            None => latin.push(letter),
        }
        latin
    });
    [word.to_owned(), in_russian, latin_key(&in_latin)]
}

/// The words of a text: runs of letters and digits, in lower case, without ё and without marks set apart.
fn words(text: &str) -> impl Iterator<Item = String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LENGTH_MAX).collect())
        .collect::<Vec<String>>()
        .into_iter()
}

/// A number with everything but letters and digits left out.
fn squeezed(number: &str) -> String {
    folded(number)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(LENGTH_MAX)
        .collect()
}

fn folded(text: &str) -> String {
    text.to_lowercase()
        // Some systems write й and ё as a letter and a mark.
        .replace("и\u{306}", "й")
        .replace("е\u{308}", "е")
        .replace('ё', "е")
}

/// The Russian letter that people type where a Kazakh one is not on their keyboard.
fn russian(letter: char) -> char {
    match letter {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        other => other,
    }
}

/// Kazakh and Russian letters in Latin, already in the form of [`latin_key`].
fn transliterated(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'і' | 'ы' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// Latin spellings of one name brought together: Yessimov and Esimov, Akhmetov and Ahmetov, Zhanar and Janar.
fn latin_key(word: &str) -> String {
    let plain: String = word
        .chars()
        .map(|letter| match letter {
            'ä' | 'á' => 'a',
            'é' => 'e',
            'ğ' | 'ǵ' => 'g',
            'ı' | 'í' | 'y' | 'ý' => 'i',
            'ñ' => 'n',
            'ö' | 'ó' => 'o',
            'q' => 'k',
            'ş' => 'š',
            'ü' | 'ú' | 'ū' | 'w' => 'u',
            other => other,
        })
        .collect();
    let plain = plain
        .replace('š', "sh")
        .replace("shch", "sh")
        .replace("zh", "j")
        .replace("kh", "h")
        .replace("gh", "g");
    let plain = plain
        .strip_prefix('i')
        .filter(|rest| rest.starts_with('e'))
        .unwrap_or(&plain);
    let mut key = String::with_capacity(plain.len());
    for letter in plain.chars() {
        // A doubled letter is a matter of spelling, a doubled digit is another number.
        if !is_latin(letter) || !key.ends_with(letter) {
            key.push(letter);
        }
    }
    key
}

fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && (letter.is_ascii() || ('À'..='ɏ').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(name: &str, search: &str) -> bool {
        let tokens: BTreeSet<String> = words(name).flat_map(|word| forms(&word)).collect();
        prefixes(search)
            .iter()
            .all(|prefix| tokens.iter().any(|token| token.starts_with(prefix)))
    }

    #[test]
    fn names_are_found_in_every_writing() {
        let name = "Әлімжанова Қарлығаш Жүсіпқызы";
        for search in [
            "әлім",
            "ӘЛІМЖАНОВА",
            "алимж",
            "карлыгаш",
            "ҚАРЛЫҒАШ әлім",
            "alimjanova",
            "Alimzhanova",
            "Qarlygash",
            "karlyg жусип",
        ] {
            assert!(is_found(name, search), "{search}");
        }
        for search in ["елим", "алимжанова сауле", "limzhan", "karlos"] {
            assert!(!is_found(name, search), "{search}");
        }
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (name, search) in [
            ("Есимов", "Yessimov"),
            ("Ахметов", "Akhmetov"),
            ("Ахметов", "ahmetov"),
            ("Щербаков", "Shcherbakov"),
            ("Фёдоров", "федоров"),
            ("Федоров", "ФЁДОРОВ"),
            ("Толстой", "толсто\u{438}\u{306}"),
            ("Островский", "ostrovsky"),
            ("Шәкәрім", "Şäkärim"),
        ] {
            assert!(is_found(name, search), "{name} by {search}");
        }
        assert!(!is_found("Есимов", "Issimov"));
    }

    #[test]
    fn doubled_digits_are_kept_and_marks_cannot_be_patterns() {
        assert_eq!(prefixes("1100 a%_'"), ["1100", "a"]);
        assert_eq!(prefixes(" 1234-5678 9"), ["123456789"]);
        assert_eq!(prefixes(" - "), Vec::<String>::new());
        assert_eq!(prefixes(" — "), Vec::<String>::new());
        assert_eq!(prefixes("a b c d e f").len(), WORDS_MAX);
    }
}
