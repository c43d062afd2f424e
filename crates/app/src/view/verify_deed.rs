//! The public check of a deed: by its number, or by the file itself.
//!
//! Threats: numbers guessed one after another (nothing is shown of whom a deed concerns or what it gives, only that we
//! issued it, when and where), a number that looks like one of another register (it names no deed), a changed file (its
//! digest is compared with the archive's).

use casework::canonical::sha256_hex;
use jiff::civil::Date;
use law::Text;
use store::DeedRow;

use crate::case_command;
use crate::error::{Error, Fault};
use crate::office::Office;
use crate::view::signed_as::{SignedAs, signed_as};

/// A deed that we issued.
pub struct Issued {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: Text,
    /// The legal day of signing.
    pub day: Date,
    /// Who issued it.
    pub organization: Text,
    /// In which capacity and how it was signed; none where the evidence is not complete.
    pub signed_as: Option<SignedAs>,
    /// SHA-256 of the signed data.
    pub data_digest: String,
    /// The number and the legal day of the deed that corrected it; none = it stands.
    pub replaced_by: Option<(String, Date)>,
}

/// The deed of this number, as it is written or as somebody typed it from paper: with letters that look alike, in small
/// letters, with blanks.
pub async fn by_number(office: &Office, number: &str) -> Result<Option<Issued>, Error> {
    if let Some(row) = office.store.deed(number.trim()).await? {
        return issued(office, row).await.map(Some);
    }
    let organizations = office.store.organizations().await?;
    let registers = organizations.iter().map(|it| it.register.as_str());
    let Some(meant) = meant(number, registers) else {
        return Ok(None);
    };
    match office.store.deed(&meant).await? {
        Some(row) => issued(office, row).await.map(Some),
        None => Ok(None),
    }
}

/// The number that was meant: that of the only register whose name looks like the one typed, with the same digits.
/// None where no register or several look so, for then nobody can tell which deed lies on the table.
fn meant<'r>(typed: &str, registers: impl Iterator<Item = &'r str>) -> Option<String> {
    let typed = look(typed);
    let mut found = registers.filter_map(|register| {
        let rest = typed.strip_prefix(&look(register))?.strip_prefix('-')?;
        let is_ordinal = |it: char| it.is_ascii_digit() || matches!(it, '-' | '/');
        let is_number = rest.chars().all(is_ordinal);
        is_number.then(|| format!("{register}-{rest}"))
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// How a text looks: in capitals, without blanks, one letter for those of both alphabets that look the same, one
/// hyphen for all dashes.
fn look(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters
        .flat_map(char::to_uppercase)
        .map(|letter| match letter {
            'А' => 'A',
            'В' => 'B',
            'Е' => 'E',
            'К' => 'K',
            'М' => 'M',
            'Н' => 'H',
            'О' => 'O',
            'Р' => 'P',
            'С' => 'C',
            'Т' => 'T',
            'Х' => 'X',
            'У' => 'Y',
            'І' => 'I',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            other => other,
        })
        .collect()
}

/// The deed whose PDF or whose signed data are exactly these bytes.
pub async fn by_file(office: &Office, bytes: &[u8]) -> Result<Option<Issued>, Error> {
    by_digest(office, &sha256_hex(bytes)).await
}

/// The deed whose PDF or whose signed data have this SHA-256.
pub async fn by_digest(office: &Office, sha256: &str) -> Result<Option<Issued>, Error> {
    match office.store.deed_by_digest(sha256).await? {
        Some(row) => issued(office, row).await.map(Some),
        None => Ok(None),
    }
}

async fn issued(office: &Office, row: DeedRow) -> Result<Issued, Error> {
    let loaded = case_command::load(office, &row.case_number).await?;
    let mut corrections = loaded.case.rules.corrections.iter();
    let by = corrections.find(|it| it.corrects == row.number);
    Ok(Issued {
        replaced_by: by.map(|it| (it.signed.number.clone(), it.signed.day)),
        title: serde_json::from_value(row.titles).map_err(Fault::Body)?,
        number: row.number,
        day: row.day,
        organization: loaded.organization.name,
        signed_as: signed_as(office, &row.container_digest).await?,
        data_digest: row.data_digest,
    })
}

#[cfg(test)]
mod tests {
    use super::meant;

    const GENUINE: &str = "АСТ-2026-000001/3";

    #[test]
    fn number_is_read_as_it_looks() {
        let registers = ["АЛМ", "АСТ", "АСТ"];
        for typed in [
            "ACT-2026-000001/3",
            "act-2026-000001/3",
            "аст – 2026 – 000001 / 3",
            "AСT\u{2011}2026-000001/3",
        ] {
            let read = meant(typed, registers.into_iter());
            assert_eq!(read.as_deref(), Some(GENUINE), "{typed}");
        }
    }

    #[test]
    fn number_that_two_registers_share_by_looks_names_no_deed() {
        let typed = "act-2026-000001/3";
        assert_eq!(meant(typed, ["АСТ", "ACT"].into_iter()), None);
        assert_eq!(meant(typed, ["АС", "АСТА", "ACM"].into_iter()), None);
        assert_eq!(meant("ACT-2026-O00001/3", ["АСТ"].into_iter()), None);
        assert_eq!(meant("", ["АСТ"].into_iter()), None);
    }
}
