//! Compact JSON as `serde_json` writes it, whose strings are those of RFC 8785 §3.2.2.2 already; when an object is
//! whole, its members are put in order (§3.2.3).

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// The largest integer that every reader of JSON keeps exactly: 2⁵³ − 1 (RFC 7493 §2.2).
const INTEGER_MAX: u64 = (1 << 53) - 1;

/// The canonical bytes of `value`.
pub(super) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let written = RefCell::new(Vec::with_capacity(128));
    let order = Order {
        written: &written,
        members: Vec::new(),
        objects: Vec::new(),
    };
    value.serialize(&mut Serializer::with_formatter(Shared(&written), order))?;
    Ok(written.into_inner())
}

/// What is written so far, to add to.
struct Shared<'a>(&'a RefCell<Vec<u8>>);

impl Write for Shared<'_> {
    // Called from the rooms around, for every quote: inlined, the whole is written in half the time.
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where a member of an object lies in what is written.
struct Member {
    /// The quote that opens its name.
    start: usize,
    /// Behind the quote that closes its name.
    named: usize,
    /// Behind its value.
    end: usize,
    /// The UTF-16 code units of a name that is not written as its own ASCII.
    units: Option<Vec<u16>>,
}

impl Member {
    /// Its name as it is written, without the quotes.
    fn name<'a>(&self, written: &'a [u8]) -> &'a [u8] {
        let inner = self.start + 1..self.named.saturating_sub(1);
        written.get(inner).unwrap_or_default()
    }

    fn units(&self, written: &[u8]) -> Cow<'_, [u16]> {
        match &self.units {
            Some(units) => Cow::Borrowed(units),
            None => self.name(written).iter().copied().map(u16::from).collect(),
        }
    }

    /// RFC 8785 §3.2.3: by the UTF-16 code units of the names.
    fn compare(&self, other: &Self, written: &[u8]) -> Ordering {
        if self.units.is_none() && other.units.is_none() {
            self.name(written).cmp(other.name(written))
        } else {
            self.units(written).cmp(&other.units(written))
        }
    }
}

/// Notes where members lie, and puts them in order.
struct Order<'a> {
    written: &'a RefCell<Vec<u8>>,
    /// The members of the objects that are not whole yet, the innermost last.
    members: Vec<Member>,
    /// The number of members before the first of each of these objects.
    objects: Vec<usize>,
}

impl Order<'_> {
    #[inline]
    fn place(&self) -> usize {
        self.written.borrow().len()
    }

    /// Puts the members from the `first` on in order; mostly they are.
    fn arrange(&mut self, first: usize) -> io::Result<()> {
        let members = self.members.get_mut(first..).unwrap_or_default();
        let mut written = self.written.borrow_mut();
        let rises = |a: &Member, b: &Member| a.compare(b, &written).is_lt();
        if members.is_sorted_by(rises) {
            return Ok(());
        }
        let start = members.first().map_or(0, |it| it.start);
        members.sort_unstable_by(|a, b| a.compare(b, &written));
        if !members.is_sorted_by(rises) {
            return Err(refused("two members of one name"));
        }
        let texts = members.iter().map(|it| written.get(it.start..it.end));
        let ordered = texts.map(Option::unwrap_or_default).collect::<Vec<_>>();
        let ordered = ordered.join(&b',');
        written.truncate(start);
        written.extend_from_slice(&ordered);
        Ok(())
    }
}

fn refused(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Formatter for Order<'_> {
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.objects.push(self.members.len());
        CompactFormatter.begin_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        CompactFormatter.begin_object_key(writer, first)?;
        let start = self.place();
        self.members.push(Member {
            start,
            named: start,
            end: start,
            units: None,
        });
        Ok(())
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        let written = self.written.borrow();
        if let Some(member) = self.members.last_mut() {
            member.named = written.len();
            let name = member.name(&written);
            if !name.is_ascii() || name.contains(&b'\\') {
                let quoted = written.get(member.start..).unwrap_or_default();
                let name: String = serde_json::from_slice(quoted)?;
                member.units = Some(name.encode_utf16().collect());
            }
        }
        Ok(())
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        let end = self.place();
        if let Some(member) = self.members.last_mut() {
            member.end = end;
        }
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let first = self.objects.pop().unwrap_or_default();
        self.arrange(first)?;
        self.members.truncate(first);
        CompactFormatter.end_object(writer)
    }

    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        if value.unsigned_abs() > INTEGER_MAX {
            return Err(refused("an integer beyond 2⁵³ − 1"));
        }
        CompactFormatter.write_i64(writer, value)
    }

    // What does not fit is beyond as well.

    fn write_u64<W: ?Sized + Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        self.write_i128(writer, value.into())
    }

    fn write_i128<W: ?Sized + Write>(&mut self, writer: &mut W, value: i128) -> io::Result<()> {
        self.write_i64(writer, i64::try_from(value).unwrap_or(i64::MAX))
    }

    fn write_u128<W: ?Sized + Write>(&mut self, writer: &mut W, value: u128) -> io::Result<()> {
        self.write_i64(writer, i64::try_from(value).unwrap_or(i64::MAX))
    }

    // No type of ours holds one. Of infinities `serde_json` makes `null` and asks nobody.

    fn write_f32<W: ?Sized + Write>(&mut self, _writer: &mut W, _value: f32) -> io::Result<()> {
        Err(refused("a fraction"))
    }

    fn write_f64<W: ?Sized + Write>(&mut self, _writer: &mut W, _value: f64) -> io::Result<()> {
        Err(refused("a fraction"))
    }

    // Called where a dependency turns on a feature of `serde_json` that writes text unseen.

    fn write_number_str<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        value: &str,
    ) -> io::Result<()> {
        let value = value.parse().map_err(|_fraction| refused("a fraction"))?;
        self.write_i64(writer, value)
    }

    fn write_raw_fragment<W: ?Sized + Write>(
        &mut self,
        _writer: &mut W,
        _text: &str,
    ) -> io::Result<()> {
        Err(refused("JSON that was not written here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_was_not_written_here_is_refused() {
        let written = RefCell::new(Vec::new());
        let mut order = Order {
            written: &written,
            members: Vec::new(),
            objects: Vec::new(),
        };
        for number in ["1.0", "1e3", "9007199254740992", "99999999999999999999"] {
            let refused = order.write_number_str(&mut Shared(&written), number);
            assert!(refused.is_err(), "{number}");
        }
        let raw = order.write_raw_fragment(&mut Shared(&written), "{}");
        assert!(raw.is_err() && written.borrow().is_empty());
        order.write_number_str(&mut Shared(&written), "-0").unwrap();
        assert_eq!(written.into_inner(), b"0");
    }
}
