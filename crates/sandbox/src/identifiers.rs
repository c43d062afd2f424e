//! Invented numbers with right check digits: IIN, BIN and IBAN, for people and organizations that do not exist.

use jiff::civil::Date;

/// Why a number cannot be made from its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotMake {
    /// Eleven digits for which both passes of the weights give ten: such a number is never issued.
    #[error("no check digit exists for these eleven digits")]
    NoCheckDigit,
    /// A part does not fit its place.
    #[error("a part of the number does not fit its place")]
    PartOutOfRange,
}

/// The sex that the seventh digit of an IIN of the classic layout tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// A woman.
    Female,
    /// A man.
    Male,
}

const FIRST_WEIGHTS: [u32; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_WEIGHTS: [u32; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

/// The check digit of the first eleven digits of an IIN or a BIN (Government resolution 406 of 22 May 2007):
/// weights 1 to 11, modulo 11, and where that gives ten, weights 3 to 11, 1, 2.
pub fn check_digit(eleven: &[u32]) -> Result<u32, CannotMake> {
    if eleven.len() != 11 || eleven.iter().any(|digit| *digit > 9) {
        return Err(CannotMake::PartOutOfRange);
    }
    let pass = |weights: [u32; 11]| {
        let products = eleven
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight);
        products.sum::<u32>() % 11
    };
    match pass(FIRST_WEIGHTS) {
        10 => match pass(SECOND_WEIGHTS) {
            10 => Err(CannotMake::NoCheckDigit),
            digit => Ok(digit),
        },
        digit => Ok(digit),
    }
}

/// True where the text is twelve digits and the last one is their check digit.
pub fn has_right_check_digit(number: &str) -> bool {
    let digits = digits_of(number);
    match digits.split_last() {
        Some((last, eleven)) if number.len() == 12 => check_digit(eleven) == Ok(*last),
        Some(_) | None => false,
    }
}

/// An IIN of the classic layout: year, month, day, century with sex, a serial of 0–9999, the check digit.
pub fn iin(born: Date, sex: Sex, serial: u16) -> Result<String, CannotMake> {
    let century = match born.year() {
        1800..=1899 => 1,
        1900..=1999 => 3,
        2000..=2099 => 5,
        _ => return Err(CannotMake::PartOutOfRange),
    };
    let seventh = match sex {
        Sex::Male => century,
        Sex::Female => century + 1,
    };
    if serial > 9999 {
        return Err(CannotMake::PartOutOfRange);
    }
    let year = born.year().rem_euclid(100);
    with_check_digit(&format!(
        "{year:02}{:02}{:02}{seventh}{serial:04}",
        born.month(),
        born.day()
    ))
}

/// A BIN of a resident legal entity's head organization, registered in the month of `registered`, serial 0–99999.
pub fn bin(registered: Date, serial: u32) -> Result<String, CannotMake> {
    if serial > 99_999 {
        return Err(CannotMake::PartOutOfRange);
    }
    let year = registered.year().rem_euclid(100);
    with_check_digit(&format!("{year:02}{:02}40{serial:05}", registered.month()))
}

/// A Kazakhstan IBAN: `KZ`, two check digits (ISO 7064 modulo 97), a bank of three digits and thirteen letters or digits.
pub fn iban(bank: &str, account: &str) -> Result<String, CannotMake> {
    let fits = bank.len() == 3
        && bank.bytes().all(|byte| byte.is_ascii_digit())
        && account.len() == 13
        && account
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if !fits {
        return Err(CannotMake::PartOutOfRange);
    }
    let check = 98 - modulo_97(&format!("{bank}{account}KZ00"));
    Ok(format!("KZ{check:02}{bank}{account}"))
}

/// True where the text is a Kazakhstan IBAN of twenty characters whose remainder modulo 97 is one.
pub fn is_iban(text: &str) -> bool {
    let (Some(head), Some(tail)) = (text.get(..4), text.get(4..)) else {
        return false;
    };
    text.len() == 20 && head.starts_with("KZ") && modulo_97(&format!("{tail}{head}")) == 1
}

fn with_check_digit(eleven: &str) -> Result<String, CannotMake> {
    let digit = check_digit(&digits_of(eleven))?;
    Ok(format!("{eleven}{digit}"))
}

fn digits_of(text: &str) -> Vec<u32> {
    text.chars()
        .filter_map(|character| character.to_digit(10))
        .collect()
}

fn modulo_97(text: &str) -> u32 {
    text.chars()
        .filter_map(|character| character.to_digit(36))
        .fold(0, |rest, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (rest * shift + value) % 97
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn published_numbers_have_right_check_digits() {
        for number in [
            "900101300017",
            "061211600012",
            "050331600028",
            "120401500077",
            "850615300012",
            "850615300097",
            "100140000003",
        ] {
            assert!(has_right_check_digit(number), "{number}");
        }
    }

    #[test]
    fn a_changed_digit_or_length_is_noticed() {
        for number in [
            "970915400123",
            "900101300018",
            "90010130001",
            "9001013000177",
            "90010130001x",
            "",
        ] {
            assert!(!has_right_check_digit(number), "{number}");
        }
    }

    #[test]
    fn a_serial_without_check_digit_is_refused() {
        assert_eq!(
            iin(date(1985, 6, 15), Sex::Male, 5),
            Err(CannotMake::NoCheckDigit)
        );
    }

    #[test]
    fn made_numbers_equal_the_published_ones() {
        assert_eq!(
            iin(date(1990, 1, 1), Sex::Male, 1).as_deref(),
            Ok("900101300017")
        );
        assert_eq!(
            iin(date(2006, 12, 11), Sex::Female, 1).as_deref(),
            Ok("061211600012")
        );
        assert_eq!(
            iin(date(1985, 6, 15), Sex::Male, 1).as_deref(),
            Ok("850615300012")
        );
        assert_eq!(bin(date(2010, 1, 1), 0).as_deref(), Ok("100140000003"));
    }

    #[test]
    fn parts_out_of_range_are_refused() {
        assert_eq!(
            iin(date(1700, 1, 1), Sex::Male, 1),
            Err(CannotMake::PartOutOfRange)
        );
        assert_eq!(
            iin(date(1990, 1, 1), Sex::Male, 10_000),
            Err(CannotMake::PartOutOfRange)
        );
        assert_eq!(
            bin(date(2010, 1, 1), 100_000),
            Err(CannotMake::PartOutOfRange)
        );
        assert_eq!(iban("12", "5KZT500410010"), Err(CannotMake::PartOutOfRange));
    }

    #[test]
    fn account_numbers_follow_modulo_97() {
        assert_eq!(
            iban("125", "KZT5004100100").as_deref(),
            Ok("KZ86125KZT5004100100")
        );
        for account in [
            "KZ57601A123456789012",
            "KZ41722C000000000001",
            "KZ510700000000000001",
        ] {
            assert!(is_iban(account), "{account}");
        }
        assert!(!is_iban("KZ86125KZT5004100101"));
        assert!(!is_iban("KZ86125"));
    }
}
