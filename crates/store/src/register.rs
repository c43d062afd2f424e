//! Registers: person numbers as tokens, and other words about people sealed, both with the register key.
//!
//! A token is deterministic, a blind index and the number itself in one: the nonce is an HMAC of the number (RFC 2104),
//! so that the same number always has the same token, lookups and unique indexes work, and only the key opens it.
//! A hash alone would be found again by trying the few million numbers that there are.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use casework::identifier::Iin;

use crate::{
    fault::Fault,
    journal::hex,
    keys::{Keys, Register},
    value::{Record, Statement, Value},
};

/// What a token of a person number begins with.
pub(crate) const TOKEN: &str = "iin:";

/// What a sealed text, and sealed bytes, begin with.
pub(crate) const SEALED: &str = "sealed:";

/// A column of a register that speaks of people.
pub(crate) struct Column {
    pub(crate) table: &'static str,
    pub(crate) name: &'static str,
    pub(crate) content: Content,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Tokens of person numbers.
    Person,
    /// Tokens of person numbers that no other table has.
    PersonApart,
    /// Texts, sealed for the row that this column names.
    Text { row: &'static str },
    /// Bytes, sealed likewise.
    Bytes { row: &'static str },
}

const fn people(table: &'static str, name: &'static str) -> Column {
    Column {
        table,
        name,
        content: Content::Person,
    }
}

const fn people_apart(table: &'static str, name: &'static str) -> Column {
    Column {
        table,
        name,
        content: Content::PersonApart,
    }
}

const fn text(table: &'static str, row: &'static str, name: &'static str) -> Column {
    Column {
        table,
        name,
        content: Content::Text { row },
    }
}

const fn bytes(table: &'static str, row: &'static str, name: &'static str) -> Column {
    Column {
        table,
        name,
        content: Content::Bytes { row },
    }
}

/// Every column of a register that speaks of people. The names of recipients and officers in `case_row`, their words in
/// `case_token` and the names of officers in `officer` stay plain: work lists are searched by them.
pub(crate) const COLUMNS: &[Column] = &[
    people("person", "iin"),
    text("person", "id", "name"),
    text("person", "id", "phone"),
    text("person", "id", "email"),
    people("officer", "iin"),
    people("session", "iin"),
    text("session", "token_digest", "data"),
    people("signing", "subject"),
    bytes("signing", "id", "bytes"),
    bytes("qr_signing", "record", "container"),
    people("one_time_password", "iin"),
    text("one_time_password", "id", "phone"),
    people("notice", "recipient"),
    text("notice", "id", "facts"),
    people("deed", "recipient"),
    people("case_row", "recipient"),
    people("case_row", "officer"),
    people_apart("receipt", "recipient"),
    text("draft", "id", "answers"),
    text("draft", "id", "attachments"),
];

impl Column {
    /// From where on, and before what, lie the values that are written with a register key.
    pub(crate) fn range(&self, id: &str) -> [Value; 2] {
        // `;` follows `:`.
        match self.content {
            Content::Person | Content::PersonApart => {
                [':', ';'].map(|end| Value::Text(format!("{TOKEN}{id}{end}")))
            }
            Content::Text { .. } => [':', ';'].map(|end| Value::Text(format!("{SEALED}{id}{end}"))),
            Content::Bytes { .. } => {
                [':', ';'].map(|end| Value::Bytes(format!("{SEALED}{id}{end}").into_bytes()))
            }
        }
    }
}

/// What is authenticated with every token.
const PERSON: &str = "iin";

impl Register {
    /// The token of a person number under this key.
    pub(crate) fn token(&self, iin: &str) -> Result<String, Fault> {
        self.token_by(iin, iin)
    }

    /// The token of a person number that only this table has: the nonce is of the table too, and so nobody without the
    /// key can say whose other rows these are.
    pub(crate) fn token_apart(&self, table: &str, iin: &str) -> Result<String, Fault> {
        self.token_by(iin, &format!("{table} {iin}"))
    }

    /// A name that follows from another one and cannot be turned back without the key.
    pub(crate) fn name_apart(&self, name: &str) -> String {
        hex(hmac::sign(&self.nonces, name.as_bytes()).as_ref())
    }

    /// The token whose nonce follows from `from`.
    fn token_by(&self, iin: &str, from: &str) -> Result<String, Fault> {
        let tag = hmac::sign(&self.nonces, from.as_bytes());
        let (nonce, _rest) = tag
            .as_ref()
            .split_first_chunk::<12>()
            .ok_or(Fault::Cipher)?;
        let sealed = self.lock.seal_by(*nonce, PERSON, iin.as_bytes().to_vec())?;
        Ok(format!(
            "{TOKEN}{}:{}",
            self.id,
            URL_SAFE_NO_PAD.encode(sealed)
        ))
    }

    fn seal_text(&self, place: &str, text: &str) -> Result<String, Fault> {
        let sealed = self.lock.seal(place, text.as_bytes().to_vec())?;
        Ok(format!(
            "{SEALED}{}:{}",
            self.id,
            URL_SAFE_NO_PAD.encode(sealed)
        ))
    }

    fn seal_bytes(&self, place: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
        let sealed = self.lock.seal(place, bytes)?;
        Ok([format!("{SEALED}{}:", self.id).as_bytes(), &sealed].concat())
    }
}

/// The id of the key and what is sealed with it, after the mark.
fn parts<'t>(mark: &str, text: &'t str) -> Option<(&'t str, Vec<u8>)> {
    let (id, sealed) = text.strip_prefix(mark)?.split_once(':')?;
    Some((id, URL_SAFE_NO_PAD.decode(sealed).ok()?))
}

/// The condition that a column is one of the tokens, with its values after those already there.
fn is_among(column: &str, tokens: Vec<String>, values: &mut Vec<Value>) -> String {
    let mut places = Vec::new();
    for token in tokens {
        values.push(Value::Text(token));
        places.push(format!("${}", values.len()));
    }
    match places.as_slice() {
        [one] => format!("{column} = {one}"),
        several => format!("{column} IN ({})", several.join(", ")),
    }
}

impl Keys {
    /// The tokens by which a person may be found: one, or several while the register key is being changed.
    pub(crate) fn tokens(&self, iin: &Iin) -> Result<Vec<String>, Fault> {
        self.registers()?
            .map(|key| key.token(iin.as_str()))
            .collect()
    }

    /// The condition that a column is this person's, with its values after those already there.
    pub(crate) fn is_person(
        &self,
        column: &str,
        iin: &Iin,
        values: &mut Vec<Value>,
    ) -> Result<String, Fault> {
        Ok(is_among(column, self.tokens(iin)?, values))
    }

    /// The same of a column whose tokens only its table has.
    pub(crate) fn is_person_apart(
        &self,
        (table, column): (&str, &str),
        iin: &Iin,
        values: &mut Vec<Value>,
    ) -> Result<String, Fault> {
        let tokens = self
            .registers()?
            .map(|key| key.token_apart(table, iin.as_str()))
            .collect::<Result<_, _>>()?;
        Ok(is_among(column, tokens, values))
    }

    /// The number of a token; none if it is no token, or not one of ours.
    pub(crate) fn person_of(&self, text: &str) -> Option<String> {
        let (id, sealed) = parts(TOKEN, text)?;
        let opened = self.register(id).ok()?.lock.open(PERSON, &sealed)?;
        String::from_utf8(opened).ok()
    }

    /// A text that was sealed at this place; one that was written before there were keys is answered as it is.
    pub(crate) fn open_text(&self, place: &str, text: String) -> Result<String, Fault> {
        let shut = Fault::Shut {
            what: "a text of a register",
        };
        if !text.starts_with(SEALED) {
            return Ok(text);
        }
        let (id, sealed) = parts(SEALED, &text).ok_or_else(|| shut.clone())?;
        let opened = self.register(id)?.lock.open(place, &sealed);
        opened
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or(shut)
    }

    /// The same for bytes.
    pub(crate) fn open_bytes(&self, place: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
        let shut = || Fault::Shut {
            what: "bytes of a register",
        };
        let Some(rest) = bytes.strip_prefix(SEALED.as_bytes()) else {
            return Ok(bytes);
        };
        let mut halves = rest.splitn(2, |byte| *byte == b':');
        let id = halves.next().and_then(|id| std::str::from_utf8(id).ok());
        let (id, sealed) = id.zip(halves.next()).ok_or_else(shut)?;
        self.register(id)?.lock.open(place, sealed).ok_or_else(shut)
    }

    /// Seals what a statement says about people, as the last thing before it leaves for the engine.
    pub(crate) fn seal_statement(&self, statement: &mut Statement) -> Result<(), Fault> {
        for value in &mut statement.values {
            self.seal_value(value)?;
        }
        Ok(())
    }

    fn seal_value(&self, value: &mut Value) -> Result<(), Fault> {
        let sealed = match value {
            Value::Null | Value::Integer(_) | Value::Text(_) | Value::Bytes(_) => return Ok(()),
            Value::Person(iin) => Value::Text(self.current_register()?.token(iin)?),
            Value::PersonApart { table, iin } => {
                Value::Text(self.current_register()?.token_apart(table, iin)?)
            }
            Value::PersonBefore(iin) => {
                let oldest = self.registers()?.last().ok_or(Fault::NoKeys)?;
                Value::Text(oldest.token(iin)?)
            }
            Value::Secret { text, .. } if text.contains('\0') => return Err(Fault::NulInText),
            Value::Secret { place, text } => {
                Value::Text(self.current_register()?.seal_text(place, text)?)
            }
            Value::SecretBytes { place, bytes } => {
                let bytes = std::mem::take(bytes);
                Value::Bytes(self.current_register()?.seal_bytes(place, bytes)?)
            }
        };
        *value = sealed;
        Ok(())
    }

    /// Turns the tokens of an answer back into person numbers. A token that does not open stays as it is, and is no
    /// person number to whoever reads it.
    pub(crate) fn open_records(&self, records: &mut [Record]) {
        for value in records.iter_mut().flatten() {
            if let Value::Text(text) = value
                && text.starts_with(TOKEN)
                && let Some(iin) = self.person_of(text)
            {
                *text = iin;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iin() -> Iin {
        Iin::from_certificate("900101300017").unwrap()
    }

    #[test]
    fn a_number_has_one_token_under_each_key_and_only_the_key_opens_it() {
        let keys = Keys::fresh().unwrap();
        let [token] = <[String; 1]>::try_from(keys.tokens(&iin()).unwrap()).unwrap();
        assert_eq!(keys.tokens(&iin()).unwrap(), [token.as_str()]);
        assert_eq!(keys.person_of(&token).unwrap(), "900101300017");
        let other = Keys::fresh().unwrap();
        assert_ne!(other.tokens(&iin()).unwrap(), [token.as_str()]);
        assert_eq!(other.person_of(&token), None);
        assert_eq!(keys.person_of("900101300017"), None);
        assert!(!token.contains("900101300017"));
        let [register] = <[&Register; 1]>::try_from(keys.registers().unwrap().collect::<Vec<_>>())
            .ok()
            .unwrap();
        let apart = register.token_apart("receipt", "900101300017").unwrap();
        let again = register.token_apart("receipt", "900101300017").unwrap();
        let elsewhere = register.token_apart("notice", "900101300017").unwrap();
        assert_eq!(apart, again);
        assert!(
            apart != token && apart != elsewhere,
            "rows could be put together"
        );
        assert_eq!(keys.person_of(&apart).unwrap(), "900101300017");
    }

    #[test]
    fn a_text_opens_at_its_place_alone() {
        let keys = Keys::fresh().unwrap();
        let mut statement = Statement::new(
            "",
            vec![
                Value::secret("here".to_owned(), "Ассоль"),
                Value::secret_bytes("here".to_owned(), b"\x30\x82".to_vec()),
            ],
        );
        assert_eq!(
            statement.check(),
            Err(Fault::NoKeys),
            "unsealed, it does not leave"
        );
        keys.seal_statement(&mut statement).unwrap();
        assert_eq!(statement.check(), Ok(()));
        let [Value::Text(text), Value::Bytes(bytes)] = statement.values.as_slice() else {
            panic!("a text and bytes")
        };
        assert_eq!(keys.open_text("here", text.clone()).unwrap(), "Ассоль");
        assert_eq!(keys.open_bytes("here", bytes.clone()).unwrap(), b"\x30\x82");
        assert!(matches!(
            keys.open_text("there", text.clone()),
            Err(Fault::Shut { .. })
        ));
        assert!(matches!(
            keys.open_bytes("there", bytes.clone()),
            Err(Fault::Shut { .. })
        ));
        let other = Keys::fresh().unwrap();
        assert!(matches!(
            other.open_text("here", text.clone()),
            Err(Fault::KeyMissing { .. })
        ));
        assert!(matches!(
            Keys::none().open_text("here", text.clone()),
            Err(Fault::NoKeys)
        ));
        assert_eq!(keys.open_text("here", "plain".to_owned()).unwrap(), "plain");
    }
}
