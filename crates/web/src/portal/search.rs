//! Whether a text has the words of a search, in whatever form a person types them.

/// Letters that the forms of a word must have in common.
const COMMON_MIN: usize = 4;

/// Whether every word of `query` stands in one of the texts: as it is typed, or as another form of a word there.
pub(super) fn finds<'t>(query: &str, texts: impl Iterator<Item = &'t str>) -> bool {
    let text = folded(&texts.collect::<Vec<_>>().join(" "));
    let query = folded(query);
    let mut words = query.split_whitespace();
    words.all(|asked| {
        text.contains(asked)
            || text
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| is_form(asked, word))
    })
}

/// Whether the two words begin alike and the one that is asked differs in its ending alone: more than two thirds of it
/// are the beginning of the other.
fn is_form(asked: &str, word: &str) -> bool {
    let pairs = asked.chars().zip(word.chars());
    let common = pairs.take_while(|(one, other)| one == other).count();
    common >= COMMON_MIN && common * 3 > asked.chars().count() * 2
}

/// The text with small letters, and one letter for those that take each other's place at the end of a Kazakh stem
/// (көмек, көмегін) or are written one for the other.
fn folded(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    letters
        .map(|letter| match letter {
            'г' => 'к',
            'ғ' => 'қ',
            'б' => 'п',
            'ё' => 'е',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::finds;

    const ASSISTANCE: [&str; 3] = [
        "Тұрғын үй көмегін тағайындау",
        "Назначение жилищной помощи",
        "Assignment of housing assistance",
    ];

    #[test]
    fn forms_of_a_word_find_it_and_other_words_do_not() {
        for query in [
            "көмек",
            "Көмекке",
            "помощь",
            "жилище",
            "помощь көмек",
            "hous",
            "",
        ] {
            assert!(finds(query, ASSISTANCE.into_iter()), "{query}");
        }
        for query in ["көк", "помада", "жилет", "помощь шағым", "тауар"]
        {
            assert!(!finds(query, ASSISTANCE.into_iter()), "{query}");
        }
        assert!(!finds("регион", ["Регистрация по месту"].into_iter()));
    }
}
