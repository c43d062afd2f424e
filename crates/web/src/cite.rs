//! Citations of the law in the words of a reader: `539 app 2, row 3` is «приказ № 539, приложение 2, строка 3».
//!
//! The law cites in one short notation. A citation of which any part is not known stays whole as it stands: half of it
//! in another language would be worse than all of it in one.

use fluent_bundle::FluentArgs;

use crate::door::{CAPITAL, Visit};
use crate::locale::Words;

/// A citation in the words of a visit.
pub(crate) fn cite(visit: &Visit, citation: &str) -> String {
    let language = visit.law_language();
    let places = visit.office().law.places();
    let place = |name: &str| {
        let today = places.get(CAPITAL)?.local(visit.now).date();
        let place = places
            .iter()
            .find(|it| it.name(today).get(law::Language::En) == name)?;
        Some(place.name(today).get(language).to_owned())
    };
    cited(visit.words(), &place, citation)
}

/// A citation in words; `place` gives the name of a place that the citation names in English.
pub fn cited(words: &Words, place: &dyn Fn(&str) -> Option<String>, citation: &str) -> String {
    let speaker = Speaker { words, place };
    let parts: Option<Vec<_>> = citation.split("; ").map(|it| speaker.part(it)).collect();
    parts.map_or_else(|| citation.to_owned(), |parts| parts.join("; "))
}

/// How the units are written; a bare number goes on with the unit before it.
const UNITS: [(&str, Unit); 10] = [
    ("¶", Unit::Paragraph),
    ("arts ", Unit::Article),
    ("art ", Unit::Article),
    ("app ", Unit::Appendix),
    ("a", Unit::Appendix),
    ("row ", Unit::Row),
    ("documents ", Unit::Document),
    ("document ", Unit::Document),
    ("ch. ", Unit::Chapter),
    ("", Unit::Paragraph),
];

/// Acts that stand in a citation by their names, the longer name before the shorter.
const NAMED: [(&str, &str); 6] = [
    ("Administrative Procedural and Process Code", "cite-code"),
    ("Law on housing relations", "cite-law-housing"),
    ("Law on public services", "cite-law-services"),
    ("Law on personal data", "cite-law-data"),
    ("Law", "cite-law-housing"),
    ("order", "cite-this-order"),
];

/// Places of an act that have no number.
const PHRASES: [(&str, &str); 8] = [
    ("consent form", "cite-consent-form"),
    ("form of annex 3", "cite-annex-form"),
    ("commencement clause", "cite-commencement"),
    ("final provision on entry into force", "cite-commencement"),
    ("data of state systems", "cite-state-systems"),
    ("consent of family members", "cite-family-consent"),
    ("removed", "cite-removed"),
    ("number not at hand", "cite-no-number"),
];

/// What a number in an act counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Paragraph,
    Article,
    Appendix,
    Row,
    Document,
    Chapter,
}

impl Unit {
    const fn key(self) -> &'static str {
        match self {
            Self::Paragraph => "cite-paragraph",
            Self::Article => "cite-article",
            Self::Appendix => "cite-appendix",
            Self::Row => "cite-row",
            Self::Document => "cite-document",
            Self::Chapter => "cite-chapter",
        }
    }
}

/// A place in an act: numbers of one unit, or words.
enum Spot<'c> {
    Numbers(Unit, Vec<&'c str>),
    Phrase(&'static str),
}

struct Speaker<'w> {
    words: &'w Words,
    place: &'w dyn Fn(&str) -> Option<String>,
}

impl Speaker<'_> {
    /// What stands between two semicolons: an act, places in it, and what amended it.
    fn part(&self, part: &str) -> Option<String> {
        if part == "decisions of maslikhats, not at hand" {
            return Some(self.words.text("cite-maslikhats").into_owned());
        }
        let (part, amended) = match part.split_once("as amended ") {
            Some((part, amended)) => (part.trim_end_matches([' ', ',']), Some(amended)),
            None => (part, None),
        };
        let (act, rest) = match self.act(part) {
            Some((act, rest)) => (Some(act), rest),
            None => (None, part),
        };
        let spots = spots(rest)?;
        let spots = spots.iter().map(|it| self.spot(it));
        let amended = match amended {
            Some(amended) => Some(self.amended(amended)?),
            None => None,
        };
        let all: Vec<_> = act.into_iter().chain(spots).chain(amended).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// The act at the beginning of a part, with what follows it; nothing where the part begins with none that is known.
    fn act<'c>(&self, part: &'c str) -> Option<(String, &'c str)> {
        let councils = [
            "Decision of the maslikhat of ",
            "Decisions of the maslikhats of ",
        ];
        if let Some(rest) = councils.iter().find_map(|it| part.strip_prefix(it)) {
            return self.decision(rest);
        }
        let kinds = [
            ("order ", "cite-order"),
            ("Order ", "cite-order"),
            ("decree ", "cite-decree"),
            ("Decree ", "cite-decree"),
            ("resolution ", "cite-decree"),
            ("document ", ""),
            ("Document ", ""),
            ("", ""),
        ];
        for (before, key) in kinds {
            let Some(rest) = part.strip_prefix(before) else {
                continue;
            };
            let (number, rest) = word(rest);
            let is_number = number.bytes().all(|it| it.is_ascii_digit()) && !number.is_empty();
            // `document 3` alone is a document of a list; source documents have three digits.
            if !is_number || (before.eq_ignore_ascii_case("document ") && number.len() != 3) {
                continue;
            }
            let (key, number) = if key.is_empty() {
                known(number)?
            } else {
                (key, number)
            };
            return Some(self.numbered(key, number, rest));
        }
        NAMED.into_iter().find_map(|(name, key)| {
            let rest = part.strip_prefix(name)?;
            let is_whole = rest.is_empty() || rest.starts_with([' ', ',']);
            is_whole.then(|| (self.words.text(key).into_owned(), rest))
        })
    }

    /// An act with its number and, where one follows, its day.
    fn numbered<'c>(&self, key: &str, number: &str, rest: &'c str) -> (String, &'c str) {
        let (day, rest) = day(rest);
        let mut args = FluentArgs::new();
        args.set("number", number);
        args.set("day", day.unwrap_or_default());
        args.set("dated", if day.is_some() { "yes" } else { "no" });
        (self.words.text_with(key, &args).into_owned(), rest)
    }

    /// A decision of a local council: its place, its number and its day.
    fn decision<'c>(&self, text: &'c str) -> Option<(String, &'c str)> {
        let end = text
            .find([','])
            .into_iter()
            .chain(text.find(|it: char| it.is_ascii_digit()));
        let end = end.chain(text.find(" of ")).min().unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end)?;
        let name = (self.place)(name.trim_end())?;
        let (number, rest) = if rest.starts_with([',', ' ']) || rest.is_empty() {
            ("", rest)
        } else {
            word(rest)
        };
        let (day, rest) = day(rest);
        let mut args = FluentArgs::new();
        args.set("place", name);
        args.set("number", number);
        args.set("day", day.unwrap_or_default());
        let key = match (number, day) {
            ("", None) => "cite-decision",
            ("", Some(_)) => "cite-decision-of",
            (_, Some(_)) => "cite-decision-numbered",
            (_, None) => return None,
        };
        Some((self.words.text_with(key, &args).into_owned(), rest))
    }

    /// What follows `as amended`.
    fn amended(&self, text: &str) -> Option<String> {
        let (key, number, rest) = if let Some(rest) = text.strip_prefix("by the order") {
            ("cite-amended-on", "", rest)
        } else if let Some(rest) = text.strip_prefix("by order ") {
            let (number, rest) = word(rest);
            ("cite-amended-order", number, rest)
        } else if let Some(rest) = text.strip_prefix("by Law ") {
            let (number, rest) = word(rest);
            ("cite-amended-law", number, rest)
        } else if let Some(rest) = text.strip_prefix("by ") {
            let (number, rest) = word(rest);
            number
                .starts_with(|it: char| it.is_ascii_digit())
                .then_some(())?;
            ("cite-amended-decision", number, rest)
        } else {
            let rest = text
                .strip_prefix("on")
                .or_else(|| text.strip_prefix("from"))?;
            ("cite-amended-on", "", rest)
        };
        let (day, rest) = day(rest);
        let unknown = match rest {
            "" => "no",
            ", number of the amendment not found" => "yes",
            _ => return None,
        };
        let mut args = FluentArgs::new();
        args.set("number", number);
        args.set("day", day?);
        args.set("unknown", unknown);
        Some(self.words.text_with(key, &args).into_owned())
    }

    fn spot(&self, spot: &Spot<'_>) -> String {
        match spot {
            Spot::Phrase(key) => self.words.text(key).into_owned(),
            Spot::Numbers(unit, numbers) => {
                let is_range = numbers.iter().any(|it| it.contains('–'));
                let mut args = FluentArgs::new();
                args.set("n", numbers.join(", "));
                args.set("count", numbers.len() + usize::from(is_range));
                self.words.text_with(unit.key(), &args).into_owned()
            }
        }
    }
}

/// The acts and pages that are cited by a number alone.
fn known(number: &str) -> Option<(&'static str, &str)> {
    Some(match number {
        // The project's source documents: pages of the portal, and two orders.
        "000" | "002" | "003" => ("cite-portal", ""),
        "001" => ("cite-order", "539"),
        "004" => ("cite-order", "437"),
        "49" | "487" => ("cite-decree", number),
        "117" | "192" | "232" | "267" | "437" | "539" | "677" | "765" => ("cite-order", number),
        _ => return None,
    })
}

/// The first word, and what follows it.
fn word(text: &str) -> (&str, &str) {
    let end = text.find([' ', ',']).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The day after ` of ` or a blank, if one stands there.
fn day(text: &str) -> (Option<&str>, &str) {
    let Some(after) = text.strip_prefix(" of ").or_else(|| text.strip_prefix(' ')) else {
        return (None, text);
    };
    let (day, rest) = word(after);
    let is_day = day.len() == 10 && day.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    if is_day {
        (Some(day), rest)
    } else {
        (None, text)
    }
}

/// The places in an act, numbers of one unit together; nothing if any is not understood.
fn spots(text: &str) -> Option<Vec<Spot<'_>>> {
    let mut spots: Vec<Spot<'_>> = Vec::new();
    let pieces = text.split(", ").flat_map(|it| it.split(" and "));
    // `a2 ¶3` names two places without a comma between them.
    let pieces = pieces.flat_map(|it| match it.find(" ¶") {
        Some(at) => it
            .split_at_checked(at)
            .map_or([it, ""], |(one, two)| [one, two]),
        None => [it, ""],
    });
    for piece in pieces
        .map(|it| it.trim_matches([' ', ',']))
        .filter(|it| !it.is_empty())
    {
        let last = match spots.last_mut() {
            Some(Spot::Numbers(unit, numbers)) => Some((*unit, numbers)),
            Some(Spot::Phrase(_)) | None => None,
        };
        match (place(piece)?, last) {
            (Place::Bare(number), Some((Unit::Article | Unit::Document, numbers))) => {
                numbers.push(number);
            }
            (Place::Bare(_), _) => return None,
            (Place::Number(unit, number), Some((same, numbers))) if unit == same => {
                numbers.push(number);
            }
            (Place::Number(unit, number), _) => spots.push(Spot::Numbers(unit, vec![number])),
            (Place::Phrase(key), _) => spots.push(Spot::Phrase(key)),
        }
    }
    Some(spots)
}

/// One place as it is written.
enum Place<'c> {
    Number(Unit, &'c str),
    Bare(&'c str),
    Phrase(&'static str),
}

fn place(piece: &str) -> Option<Place<'_>> {
    if let Some((_, key)) = PHRASES.into_iter().find(|(phrase, _)| *phrase == piece) {
        return Some(Place::Phrase(key));
    }
    let (before, unit, number) = UNITS.into_iter().find_map(|(before, unit)| {
        let number = piece.strip_prefix(before)?;
        is_numeral(number).then_some((before, unit, number))
    })?;
    Some(match before {
        "" => Place::Bare(number),
        _ => Place::Number(unit, number),
    })
}

/// Whether a text is a numeral of an act: `101-3`, `6(1)`, `13(8)(7-1)`, `12–15`.
fn is_numeral(text: &str) -> bool {
    let is_sign = |it: char| it.is_ascii_digit() || "()-–".contains(it);
    text.starts_with(|it: char| it.is_ascii_digit()) && text.chars().all(is_sign)
}
