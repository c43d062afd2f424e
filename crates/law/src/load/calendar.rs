//! `calendar/YYYY.kdl`: the listed days of a year.

use jiff::civil::Date;
use kdl::{KdlDocument, KdlNode};

use super::{
    basis,
    reading::{Reading, children, name_span},
};
use crate::calendar::{ListedDay, Listing, Weeks, Year};

/// A year of the calendar as read from one file.
pub(crate) struct YearFile {
    pub(crate) year: Year,
    pub(crate) days: Vec<ListedDay>,
}

pub(crate) fn read(reading: &mut Reading<'_>, document: &KdlDocument) -> Option<YearFile> {
    reading.only_children(document.nodes().iter(), "a calendar file", &["calendar"]);
    let Some(node) = document.get("calendar") else {
        let help = Some("begin it with `calendar 2026 {`".to_owned());
        reading.fault(
            crate::source_file::Span::default(),
            "the file has no `calendar`",
            help,
        );
        return None;
    };
    reading.only(node, 1, &[], &["day", "withdrawn", "provisional"]);
    let word = reading.arg(node, 0, "a year")?;
    let number: i16 = reading.whole(word)?;
    if !reading.file.path().ends_with(&format!("{number}.kdl")) {
        let message = format!("the file of the year {number} must be called {number}.kdl");
        reading.fault(word.span, message, None);
    }
    let provisional = reading.single(node, "provisional").and_then(|node| {
        reading.only(node, 0, &["why"], &[]);
        reading.needed(node, "why").map(|word| word.text.to_owned())
    });
    let mut days: Vec<ListedDay> = Vec::new();
    for child in children(node) {
        let day = match child.name().value() {
            "day" => listed_day(reading, child),
            "withdrawn" => withdrawn_day(reading, child),
            _ => None,
        };
        let Some(day) = day else { continue };
        if day.date.year() != number {
            let message = format!("{} is not in {number}", day.date);
            reading.fault(name_span(child), message, None);
        } else if days.iter().any(|known| known.date == day.date) {
            let message = format!("{} is listed twice", day.date);
            reading.fault(
                name_span(child),
                message,
                Some("keep one of the two".to_owned()),
            );
        } else {
            days.push(day);
        }
    }
    Some(YearFile {
        year: Year {
            number,
            provisional,
        },
        days,
    })
}

#[derive(Clone, Copy)]
enum Kind {
    PublicHoliday,
    Religious { estimated: bool },
    Substitute,
    MovedOff,
    MovedWorking,
}

const KINDS: &[(&str, Kind)] = &[
    ("public-holiday", Kind::PublicHoliday),
    ("religious-day-off", Kind::Religious { estimated: false }),
    (
        "religious-day-off-estimated",
        Kind::Religious { estimated: true },
    ),
    ("substitute-day-off", Kind::Substitute),
    ("moved-day-off", Kind::MovedOff),
    ("moved-working-day", Kind::MovedWorking),
];

const WEEKS: &[(&str, Weeks)] = &[("five", Weeks::Five), ("both", Weeks::Both)];

fn listed_day(reading: &mut Reading<'_>, node: &KdlNode) -> Option<ListedDay> {
    let props = [
        "kind", "weeks", "act", "for", "from", "to", "adopted", "basis", "source", "why",
    ];
    reading.only(node, 1, &props, &["name"]);
    basis::of_entry(reading, node);
    let date = reading
        .arg(node, 0, "a day")
        .and_then(|word| reading.day(word));
    let kind = reading
        .needed(node, "kind")
        .and_then(|word| reading.choose(word, "a kind of day", KINDS));
    let weeks = match reading.prop(node, "weeks") {
        Some(word) => reading.choose(word, "a working week", WEEKS),
        None => Some(Weeks::Both),
    };
    let holiday = reading.prop_day(node, "for");
    let from = reading.prop_day(node, "from");
    let to = reading.prop_day(node, "to");
    let adopted = reading.prop_day(node, "adopted");
    let act = reading.needed(node, "act").map(|word| word.text.to_owned());
    let name = reading.child_text(node, "name");
    let listing = match kind? {
        Kind::PublicHoliday => Listing::PublicHoliday,
        Kind::Religious { estimated } => Listing::ReligiousDayOff { estimated },
        Kind::Substitute => Listing::SubstituteDayOff { holiday },
        Kind::MovedOff => Listing::MovedDayOff { from },
        Kind::MovedWorking => Listing::MovedWorkingDay { to: to.or(from) },
    };
    Some(ListedDay {
        date: date?,
        listing,
        weeks: weeks?,
        name: name?,
        act: act?,
        adopted,
    })
}

fn withdrawn_day(reading: &mut Reading<'_>, node: &KdlNode) -> Option<ListedDay> {
    let props = [
        "announced",
        "withdrawn",
        "act",
        "basis",
        "source",
        "why",
        "weeks",
    ];
    reading.only(node, 1, &props, &["name"]);
    basis::of_entry(reading, node);
    let date = reading
        .arg(node, 0, "a day")
        .and_then(|word| reading.day(word));
    let weeks = match reading.prop(node, "weeks") {
        Some(word) => reading.choose(word, "a working week", WEEKS),
        None => Some(Weeks::Both),
    };
    let announced: Option<Date> = reading
        .needed(node, "announced")
        .and_then(|word| reading.day(word));
    let taken_back = reading.needed(node, "withdrawn");
    let withdrawn = taken_back.and_then(|word| reading.day(word));
    if let (Some(from), Some(to), Some(word)) = (announced, withdrawn, taken_back)
        && to <= from
    {
        let message = format!("withdrawn on {to}, but announced only on {from}");
        reading.fault(word.span, message, None);
    }
    let act = reading.needed(node, "act").map(|word| word.text.to_owned());
    let name = reading.child_text(node, "name");
    Some(ListedDay {
        date: date?,
        listing: Listing::Withdrawn {
            announced: announced?,
            withdrawn: withdrawn?,
        },
        weeks: weeks?,
        name: name?,
        act: act?,
        adopted: None,
    })
}
