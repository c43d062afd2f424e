//! Identifiers: of people, of organizations, of cases and of deeds. Each is its own type.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIdentifier {
    /// Not exactly the right number of digits.
    #[error("not the right number of digits")]
    Shape,
    /// The check digit does not fit.
    #[error("the check digit does not fit")]
    CheckDigit,
}

/// An individual identification number: twelve digits, shown by `Debug` as `…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Iin(String);

impl Iin {
    /// Reads a number typed by a person: twelve digits with a fitting check digit.
    ///
    /// Source: Government resolution 406 of 22.05.2007; birth date and sex are not checked, because since
    /// resolution 853 of 26.08.2013 the digits are not tied to them.
    pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
        let digits = digits::<12>(text)?;
        if is_check_digit_right(digits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnIdentifier::CheckDigit)
        }
    }

    /// Takes a number out of a certificate: twelve digits, never rejected on its check digit.
    pub fn from_certificate(text: &str) -> Result<Self, NotAnIdentifier> {
        digits::<12>(text)?;
        Ok(Self(text.to_owned()))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits with the middle hidden, for pages that others may see: `9001••••0017`.
    pub fn masked(&self) -> String {
        let mut masked: String = self.0.chars().take(4).collect();
        masked.push_str("••••");
        masked.extend(self.0.chars().skip(8));
        masked
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Iin(…)")
    }
}

/// A business identification number: twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bin(String);

impl Bin {
    /// Reads twelve digits with a fitting check digit.
    pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
        let digits = digits::<12>(text)?;
        if is_check_digit_right(digits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnIdentifier::CheckDigit)
        }
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number of a case: eleven digits, the last a check digit, written `1234-5678-901`.
///
/// It is random, so that it tells nothing and no submission waits for a counter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseNumber(String);

impl CaseNumber {
    /// Makes a number out of random bits; `random` should be uniform.
    pub fn from_random(random: u64) -> Self {
        let body = format!("{:010}", random % 10_000_000_000);
        let check = damm(body.chars());
        let digits: Vec<char> = body.chars().chain(char::from_digit(check, 10)).collect();
        let mut written = String::with_capacity(13);
        for (index, digit) in digits.into_iter().enumerate() {
            if index == 4 || index == 8 {
                written.push('-');
            }
            written.push(digit);
        }
        Self(written)
    }

    /// Reads a number as a person types it, with or without hyphens and spaces.
    pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
        let plain: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        digits::<11>(&plain)?;
        if damm(plain.chars()) != 0 {
            return Err(NotAnIdentifier::CheckDigit);
        }
        let mut written = String::with_capacity(13);
        for (index, digit) in plain.chars().enumerate() {
            if index == 4 || index == 8 {
                written.push('-');
            }
            written.push(digit);
        }
        Ok(Self(written))
    }

    /// The number as it is written: `1234-5678-901`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether the text is a Kazakh bank account: `KZ`, two check digits, sixteen letters or digits, ISO 13616
/// remainder 1.
pub fn is_kazakh_iban(text: &str) -> bool {
    let compact: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.len() != 20 || !compact.iter().all(char::is_ascii_alphanumeric) {
        return false;
    }
    let mut remainder = 0_u32;
    for character in compact.iter().skip(4).chain(compact.iter().take(4)) {
        let Some(value) = character.to_digit(36) else {
            return false;
        };
        remainder = if value < 10 {
            remainder * 10 + value
        } else {
            remainder * 100 + value
        } % 97;
    }
    remainder == 1 && compact.starts_with(&['K', 'Z'])
}

fn digits<const N: usize>(text: &str) -> Result<[u32; N], NotAnIdentifier> {
    let found: Vec<u32> = text
        .chars()
        .map(|c| {
            if c.is_ascii_digit() {
                c.to_digit(10)
            } else {
                None
            }
        })
        .collect::<Option<_>>()
        .ok_or(NotAnIdentifier::Shape)?;
    <[u32; N]>::try_from(found).map_err(|_wrong_length| NotAnIdentifier::Shape)
}

/// The check of IIN and BIN: weights 1…11 mod 11, and 3…11, 1, 2 when the first pass gives 10.
fn is_check_digit_right(digits: [u32; 12]) -> bool {
    let [body @ .., check] = digits;
    let sum = |first: u32| -> u32 {
        body.iter()
            .zip(0_u32..)
            .map(|(digit, index)| digit * ((index + first) % 11 + 1))
            .sum()
    };
    let first_pass = sum(0) % 11;
    let expected = if first_pass == 10 {
        sum(2) % 11
    } else {
        first_pass
    };
    expected == check
}

/// The Damm check of a run of digits: 0 when the last digit fits; else the digit to append.
fn damm(digits: impl Iterator<Item = char>) -> u32 {
    const TABLE: [[u32; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits
        .filter_map(|c| c.to_digit(10))
        .fold(0, |interim, digit| {
            let row = usize::try_from(interim).unwrap_or(0);
            let column = usize::try_from(digit).unwrap_or(0);
            TABLE
                .get(row)
                .and_then(|cells| cells.get(column))
                .copied()
                .unwrap_or(0)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_examples_of_person_numbers_hold() {
        for good in [
            "900101300017",
            "061211600012",
            "850615300012",
            "850615300097",
        ] {
            assert!(Iin::parse(good).is_ok(), "{good}");
        }
        assert_eq!(Iin::parse("970915400123"), Err(NotAnIdentifier::CheckDigit));
        assert_eq!(Iin::parse("97091540012"), Err(NotAnIdentifier::Shape));
        assert_eq!(Iin::parse("٩٠٠١٠١٣٠٠٠١٧"), Err(NotAnIdentifier::Shape));
        assert!(Bin::parse("100140000003").is_ok());
    }

    #[test]
    fn certificate_number_is_never_refused_on_its_check_digit() {
        assert!(Iin::from_certificate("123456789011").is_ok());
        assert!(Iin::parse("123456789011").is_err());
    }

    #[test]
    fn bank_accounts_are_checked() {
        assert!(is_kazakh_iban("KZ86125KZT5004100100"));
        assert!(is_kazakh_iban("KZ86 125K ZT50 0410 0100"));
        assert!(!is_kazakh_iban("KZ86125KZT5004100101"));
        assert!(!is_kazakh_iban("GB86125KZT5004100100"));
    }

    #[test]
    fn one_wrong_or_swapped_digit_of_a_case_number_is_noticed() {
        let number = CaseNumber::from_random(1_234_567_890);
        assert_eq!(CaseNumber::parse(number.as_str()), Ok(number.clone()));
        let plain: Vec<char> = number.as_str().chars().filter(|c| *c != '-').collect();
        for index in 0..plain.len() {
            let mut wrong = plain.clone();
            wrong[index] = if wrong[index] == '9' { '0' } else { '9' };
            if wrong != plain {
                let text: String = wrong.iter().collect();
                assert!(CaseNumber::parse(&text).is_err(), "{text}");
            }
            if index > 0 && plain[index - 1] != plain[index] {
                let mut swapped = plain.clone();
                swapped.swap(index - 1, index);
                let text: String = swapped.iter().collect();
                assert!(CaseNumber::parse(&text).is_err(), "{text}");
            }
        }
    }
}
