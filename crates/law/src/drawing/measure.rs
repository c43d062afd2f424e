//! How wide words are, and how they are broken into lines: an estimate that is never too small for Golos Text.

/// The size of ordinary text in units of the drawing.
pub(super) const SIZE: i32 = 13;
/// The distance of two lines.
pub(super) const LINE: i32 = 17;

/// A whole number of things as a length.
pub(super) fn length(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The width of a text of ordinary size. Bold letters are a tenth wider.
pub(super) fn width(text: &str, is_bold: bool) -> i32 {
    let thousandths: i32 = text.chars().map(letter).sum();
    let plain = thousandths * SIZE / 1000;
    if is_bold { plain * 11 / 10 } else { plain }
}

/// The width of a letter in thousandths of its size.
fn letter(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | 'і' | 'ј' | 'ї' | '.' | ',' | ':' | ';' | '!' | '\'' | '|' | '’' => {
            290
        }
        ' ' | '(' | ')' | 't' | 'f' | 'r' | 'I' | 'І' | '-' => 350,
        'm' | 'w' | 'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' | '—' => 860,
        'M' | 'W' | 'Ж' | 'М' | 'Ф' | 'Ш' | 'Щ' | 'Ы' | 'Ю' | '№' => 1020,
        letter if letter.is_uppercase() => 740,
        _ => 600,
    }
}

/// The text in lines no wider than `room`. A word that is wider than a line is broken after a vowel.
pub(super) fn wrap(text: &str, room: i32, is_bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for part in parts(word, room, is_bold) {
            let longer = if line.is_empty() {
                part.clone()
            } else {
                format!("{line} {part}")
            };
            if line.is_empty() || width(&longer, is_bold) <= room {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, part));
            }
            if line.ends_with(SOFT) {
                line.pop();
                line.push('-');
                lines.push(std::mem::take(&mut line));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Marks the end of a part of a broken word.
const SOFT: char = '\u{ad}';

fn parts(word: &str, room: i32, is_bold: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest: Vec<char> = word.chars().collect();
    while width(&rest.iter().collect::<String>(), is_bold) > room && rest.len() > 5 {
        let at = break_at(&rest, room, is_bold);
        let tail = rest.split_off(at);
        let mut part: String = rest.iter().collect();
        if !part.ends_with('-') {
            part.push(SOFT);
        }
        parts.push(part);
        rest = tail;
    }
    parts.push(rest.iter().collect());
    parts
}

/// The best place to break a long word: after a hyphen or a vowel, as far to the right as there is room.
fn break_at(word: &[char], room: i32, is_bold: bool) -> usize {
    let fits = |at: &usize| {
        let head: String = word.iter().take(*at).collect();
        width(&head, is_bold) + 5 <= room
    };
    let last = word.len().saturating_sub(3);
    let open = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| word.get(before));
        before.is_some_and(|letter| is_vowel(*letter) || *letter == '-')
            && word
                .get(*at)
                .is_some_and(|next| !is_vowel(*next) && !matches!(next, 'ь' | 'ъ' | 'й'))
    };
    let places = || (2..last).rev().filter(fits);
    places().find(open).or_else(|| places().next()).unwrap_or(2)
}

fn is_vowel(letter: char) -> bool {
    "аәеёиіоөуүұыэюяaeiouy".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room() {
        let text =
            "Электрондық сұрау салуды және жекешелендірілген тұрғынүйлердің тізбесін қабылдау";
        for room in [70, 100, 140] {
            let lines = wrap(text, room, false);
            assert!(
                lines.iter().all(|line| width(line, false) <= room + 2),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn nothing_but_hyphens_is_added() {
        let text = "Постановление о предоставлении";
        let lines = wrap(text, 80, true);
        assert!(lines.len() > 2);
        let joined = lines.concat().replace(['-', ' '], "");
        assert_eq!(joined, text.replace(' ', ""));
    }

    #[test]
    fn a_short_text_stays_on_one_line() {
        assert_eq!(wrap("a b", 200, false), ["a b"]);
        assert!(wrap("", 200, false).is_empty());
    }
}
