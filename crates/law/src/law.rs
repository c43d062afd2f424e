//! The library itself: every edition, figure, place and day at hand, asked by service and day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};

use crate::{
    assess::{Assessed, assess},
    calendar::{Calendar, Known, NotCovered},
    code::Code,
    compiled::Compiled,
    edition::{At, Edition, EditionId, TermAmount, Track},
    facts::Facts,
    figures::{FigureMissing, FigureValue, Figures},
    formula::{Environment, Missing},
    hours::{Between, WorkingHours},
    load::Stands,
    places::{Place, Places},
    registration::{Reason, Registration, registration},
    registries::Register,
    source_file::{SourceFile, Span, digest_of},
    value::{Row, Value},
};

/// The places of nodes: file → path of the node → span.
pub(crate) type SpanTable = BTreeMap<String, BTreeMap<String, Span>>;

/// What the loader has read.
pub(crate) struct Parts {
    pub(crate) editions: Vec<Edition>,
    pub(crate) compiled: BTreeMap<EditionId, Compiled>,
    pub(crate) calendar: Calendar,
    pub(crate) places: Places,
    pub(crate) figures: Figures,
    pub(crate) codes: Vec<Code>,
    pub(crate) registers: Vec<Register>,
    pub(crate) files: Vec<SourceFile>,
    pub(crate) spans: SpanTable,
    pub(crate) stands: BTreeMap<String, Vec<Stands>>,
}

/// All of `law/`, loaded.
#[derive(Clone, Debug)]
pub struct Law {
    /// By service; the editions of one service in the order of their days, none overlapping.
    editions: BTreeMap<String, Vec<Edition>>,
    compiled: BTreeMap<EditionId, Compiled>,
    calendar: Calendar,
    places: Places,
    figures: Figures,
    codes: Vec<Code>,
    registers: Vec<Register>,
    files: Vec<SourceFile>,
    spans: SpanTable,
    stands: BTreeMap<String, Vec<Stands>>,
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

/// Why a figure does not answer as it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFigure {
    /// There is no value at that place on that day.
    #[error(transparent)]
    Missing(#[from] FigureMissing),
    /// The value is not what is needed: a length of a term, hours of a day.
    #[error("figure {code} on {day} is not {needed}")]
    Unfit {
        /// The figure.
        code: String,
        /// The day asked for.
        day: Date,
        /// What is needed, in words.
        needed: &'static str,
    },
}

/// Why nobody can say which track a case is on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the track of the case is not known")]
pub struct TrackUnknown {
    /// What is missing; nothing = everything is known, and no track is for this case.
    pub missing: BTreeSet<Missing>,
}

/// Why a filing cannot be registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReceived {
    /// The calendar does not reach that far.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
    /// No edition is in force on the day of registration.
    #[error(transparent)]
    NoEdition(#[from] NoEdition),
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
        let lines: Vec<String> = parts
            .files
            .iter()
            .map(|file| format!("{} {}", file.digest(), file.path()))
            .collect();
        let listing = lines.join("\n");
        Self {
            editions,
            compiled: parts.compiled,
            calendar: parts.calendar,
            places: parts.places,
            figures: parts.figures,
            codes: parts.codes,
            registers: parts.registers,
            files: parts.files,
            spans: parts.spans,
            stands: parts.stands,
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

    /// The figures.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The rules of the Code in force on `day`; none before it came into force.
    pub fn code(&self, day: Date) -> Option<&Code> {
        self.codes.iter().find(|code| {
            let repealed = code.repealed.as_ref();
            code.in_force.day <= day && repealed.is_none_or(|repealed| day < repealed.day)
        })
    }

    /// The registers that editions may name.
    pub fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// The register of that code.
    pub fn register(&self, code: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.code == code)
    }

    /// The formulas of an edition, ready to be evaluated.
    pub fn compiled(&self, id: &EditionId) -> Option<&Compiled> {
        self.compiled.get(id)
    }

    /// The value of a figure at a place on a day: of the place itself, else of the places around it.
    pub fn figure(
        &self,
        code: &str,
        day: Date,
        place: Option<&str>,
    ) -> Result<&FigureValue, FigureMissing> {
        let parents = |place: &str| self.parent(place, day);
        self.figures.get(code, &At { day, place }, parents)
    }

    /// The place around a place on a day.
    fn parent(&self, place: &str, day: Date) -> Option<String> {
        self.places.get(place)?.parent(day).map(str::to_owned)
    }

    /// The length of a term on the day of registration.
    pub fn amount(
        &self,
        amount: &TermAmount,
        day: Date,
        place: Option<&str>,
    ) -> Result<u16, NoFigure> {
        let code = match amount {
            TermAmount::Days(days) => return Ok(*days),
            TermAmount::Figure(code) => code,
        };
        let unfit = || NoFigure::Unfit {
            code: code.clone(),
            day,
            needed: "a number of days",
        };
        match &self.figure(code, day, place)?.value {
            Some(Value::Count(days)) => u16::try_from(*days).map_err(|_too_long| unfit()),
            Some(_) | None => Err(unfit()),
        }
    }

    /// The common working hours of a provider on a day: the figure `working-hours`, one stretch of
    /// hours, or two with the lunch break between them.
    pub fn working_hours(&self, day: Date) -> Result<WorkingHours, NoFigure> {
        let code = "working-hours";
        let hours = match &self.figure(code, day, None)?.value {
            Some(Value::Hours(hours)) => hours.as_slice(),
            Some(_) | None => &[],
        };
        match hours {
            [all] => Ok(WorkingHours::five_day(
                Between {
                    from: all.from,
                    to: all.to,
                },
                None,
            )),
            [morning, afternoon] => {
                let lunch = Between {
                    from: morning.to,
                    to: afternoon.from,
                };
                let open = Between {
                    from: morning.from,
                    to: afternoon.to,
                };
                Ok(WorkingHours::five_day(open, Some(lunch)))
            }
            _ => Err(NoFigure::Unfit {
                code: code.to_owned(),
                day,
                needed: "hours of a day",
            }),
        }
    }

    /// Registers a filing and finds the edition of the case: the one in force on the day of
    /// registration. If another one was in force on the day of filing, a reason says so.
    pub fn receive(
        &self,
        service: &str,
        filing: Timestamp,
        place: &Place,
        hours: &WorkingHours,
        calendar: Known<'_>,
    ) -> Result<(Registration, &Edition), NotReceived> {
        let mut registration = registration(filing, place, hours, calendar)?;
        let edition = self.edition(service, registration.day)?;
        let before = self.edition(service, registration.filed.date()).ok();
        if before.is_none_or(|before| before.id != edition.id) {
            registration.derivation.push(Reason::EditionChanges {
                from: before.map(|before| before.id.clone()),
                to: edition.id.clone(),
                act: edition.act.title.clone(),
            });
        }
        Ok((registration, edition))
    }

    /// Everything that follows from the facts of a case under an edition; none if the edition is not
    /// of this law.
    pub fn assess(&self, edition: &Edition, at: &At<'_>, facts: &Facts) -> Option<Assessed> {
        let compiled = self.compiled(&edition.id)?;
        let parents = |place: &str| self.parent(place, at.day);
        Some(assess(
            edition,
            compiled,
            &self.figures,
            &parents,
            at,
            facts,
        ))
    }

    /// The track of a case: the first whose condition holds; none if the edition has no tracks.
    /// `facts` holds what the form says, and the channel.
    ///
    /// # Errors
    /// What is missing to tell, or nothing if no track is for this case.
    pub fn track_of<'e>(
        &self,
        edition: &'e Edition,
        facts: &Facts,
        at: &At<'_>,
    ) -> Result<Option<&'e Track>, TrackUnknown> {
        let parents = |place: &str| self.parent(place, at.day);
        let environment = Environment::new(&edition.facts, facts, &self.figures, &parents, at);
        let formulas = self.compiled(&edition.id).map(|compiled| &compiled.tracks);
        for track in &edition.tracks {
            let formula = formulas.and_then(|formulas| formulas.get(&track.code));
            let Some(formula) = formula else {
                return Ok(Some(track));
            };
            let found = formula.evaluate(&environment).value;
            match found.truth() {
                Some(true) => return Ok(Some(track)),
                Some(false) => {}
                None => {
                    return Err(TrackUnknown {
                        missing: found.missing(),
                    });
                }
            }
        }
        if edition.tracks.is_empty() {
            return Ok(None);
        }
        Err(TrackUnknown {
            missing: BTreeSet::new(),
        })
    }

    /// Whether a row of a party's list is a person of the party; none if the row does not tell.
    pub fn belongs(&self, edition: &Edition, party: &str, row: &Row, at: &At<'_>) -> Option<bool> {
        let compiled = self.compiled(&edition.id)?;
        let Some(formula) = compiled.parties.get(party) else {
            return Some(true);
        };
        let mut facts = Facts::default();
        for (column, value) in row {
            facts.insert(column, value.clone(), None);
        }
        let declared = BTreeMap::new();
        let parents = |place: &str| self.parent(place, at.day);
        let environment = Environment::new(&declared, &facts, &self.figures, &parents, at);
        formula.evaluate(&environment).value.truth()
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

    /// The place of a node of a file, else that of the nearest node around it.
    pub(crate) fn span(&self, file: &SourceFile, path: &str) -> Option<Span> {
        let spans = self.spans.get(file.path())?;
        let mut path = path;
        loop {
            if let Some(span) = spans.get(path) {
                return Some(*span);
            }
            (path, _) = path.rsplit_once('/')?;
        }
    }

    /// The nodes of each file that say on what basis they stand, other than `source`.
    pub(crate) fn stands(&self) -> impl Iterator<Item = (&SourceFile, &Stands)> {
        self.files.iter().flat_map(|file| {
            let stands = self.stands.get(file.path()).into_iter().flatten();
            stands.map(move |stands| (file, stands))
        })
    }
}
