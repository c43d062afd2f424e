//! The library itself: every edition, figure, place and day at hand, asked by service and day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    calendar::Calendar,
    edition::{Edition, EditionId},
    places::Places,
    source_file::{SourceFile, Span, digest_of},
};

/// The places of nodes: file → path of the node → span.
pub(crate) type SpanTable = BTreeMap<String, BTreeMap<String, Span>>;

/// What the loader has read.
pub(crate) struct Parts {
    pub(crate) editions: Vec<Edition>,
    pub(crate) calendar: Calendar,
    pub(crate) places: Places,
    pub(crate) files: Vec<SourceFile>,
    pub(crate) spans: SpanTable,
}

/// All of `law/`, loaded.
#[derive(Clone, Debug)]
pub struct Law {
    /// By service; the editions of one service in the order of their days, none overlapping.
    editions: BTreeMap<String, Vec<Edition>>,
    calendar: Calendar,
    places: Places,
    files: Vec<SourceFile>,
    spans: SpanTable,
    digest: String,
}

/// Why no edition answers for a service on a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEdition {
    /// No edition of such a service is at hand.
    #[error("there is no service {service}")]
    UnknownService {
        /// The code asked for.
        service: String,
    },
    /// The day lies before the first edition.
    #[error("{service} has no edition before {first}")]
    BeforeFirst {
        /// The service.
        service: String,
        /// The day asked for.
        day: Date,
        /// The first day of the first edition.
        first: Date,
    },
    /// The edition was repealed, and the next one was not yet in force, or there is none.
    #[error("{service} has no edition on {day}, because {ended} ended on {since}")]
    Gap {
        /// The service.
        service: String,
        /// The day asked for.
        day: Date,
        /// The edition that had ended.
        ended: EditionId,
        /// The first day without it.
        since: Date,
        /// The first day of the next edition, if there is one.
        until: Option<Date>,
        /// The declared reason of the gap, if it is declared.
        why: Option<String>,
    },
}

impl Law {
    pub(crate) fn new(parts: Parts) -> Self {
        let mut editions: BTreeMap<String, Vec<Edition>> = BTreeMap::new();
        for edition in parts.editions {
            editions
                .entry(edition.service.clone())
                .or_default()
                .push(edition);
        }
        for list in editions.values_mut() {
            list.sort_by_key(|edition| edition.in_force.day);
        }
        let listing: String = parts
            .files
            .iter()
            .map(|f| format!("{} {}\n", f.digest(), f.path()))
            .collect();
        Self {
            editions,
            calendar: parts.calendar,
            places: parts.places,
            files: parts.files,
            spans: parts.spans,
            digest: digest_of(listing.as_bytes()),
        }
    }

    /// The codes of all services, in alphabetical order.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.editions.keys().map(String::as_str)
    }

    /// The edition of a service in force on `day`.
    pub fn edition(&self, service: &str, day: Date) -> Result<&Edition, NoEdition> {
        let editions = self.editions(service);
        let Some(first) = editions.first() else {
            return Err(NoEdition::UnknownService {
                service: service.to_owned(),
            });
        };
        let Some(latest) = editions
            .iter()
            .rev()
            .find(|edition| edition.in_force.day <= day)
        else {
            let first = first.in_force.day;
            return Err(NoEdition::BeforeFirst {
                service: service.to_owned(),
                day,
                first,
            });
        };
        match &latest.repealed {
            Some(repealed) if repealed.day <= day => Err(NoEdition::Gap {
                service: service.to_owned(),
                day,
                ended: latest.id.clone(),
                since: repealed.day,
                until: editions
                    .iter()
                    .map(|edition| edition.in_force.day)
                    .find(|from| day < *from),
                why: latest.gap.clone(),
            }),
            Some(_) | None => Ok(latest),
        }
    }

    /// The editions of a service in the order of their days; empty if there is no such service.
    pub fn editions(&self, service: &str) -> &[Edition] {
        self.editions.get(service).map_or(&[], Vec::as_slice)
    }

    /// The edition of that name.
    pub fn edition_by_id(&self, id: &EditionId) -> Option<&Edition> {
        let (service, _) = id.0.split_once('/')?;
        self.editions(service)
            .iter()
            .find(|edition| edition.id == *id)
    }

    /// All editions of all services.
    pub fn all_editions(&self) -> impl Iterator<Item = &Edition> {
        self.editions.values().flatten()
    }

    /// The calendar of working days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The places.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The files as they were read, in the order of their paths: what must be stored to replay a case.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// SHA-256 over the paths and digests of all files, lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The file of an edition.
    pub(crate) fn file_of(&self, edition: &Edition) -> Option<&SourceFile> {
        self.files
            .iter()
            .find(|file| file.digest() == edition.digest)
    }

    /// The place of a node of a file.
    pub(crate) fn span(&self, file: &SourceFile, path: &str) -> Option<Span> {
        self.spans.get(file.path())?.get(path).copied()
    }
}
