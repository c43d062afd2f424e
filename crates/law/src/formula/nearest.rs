//! The name that was probably meant.

/// The candidate nearest to `word`, if one is near enough to be a slip of the pen: a third of the
/// letters at most, and at least one. Of equally near ones the first.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(word, candidate);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbor.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in left.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let change = at(&last, column) + usize::from(letter != *other);
            let mut cost = change
                .min(at(&last, column + 1) + 1)
                .min(at(&current, column) + 1);
            let neighbor = column.checked_sub(1).and_then(|c| right.get(c).copied());
            if let Some(two_back) = column.checked_sub(1)
                && neighbor == Some(letter)
                && previous_letter == Some(*other)
            {
                cost = cost.min(at(&before, two_back).saturating_add(1));
            }
            current.push(cost);
        }
        previous_letter = Some(letter);
        before = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(0)
}
