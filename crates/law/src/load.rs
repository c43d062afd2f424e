//! Reading all files of `law/` into a [`Law`], or into the list of everything that is wrong with them.

use std::collections::BTreeMap;

use crate::{
    calendar::{Calendar, ListedDay, Year},
    code::Code,
    compiled::Compiled,
    edition::{Edition, EditionId},
    figures::{Figure, Figures},
    law::{Law, Parts, SpanTable},
    places::{Place, Places},
    problem::Problem,
    registries::Register,
    source_file::SourceFile,
};

mod assessment;
mod basis;
mod calendar;
mod code;
mod deed;
mod edition;
mod figures;
mod form;
mod kind;
mod listing;
mod places;
mod procedure;
mod reading;
mod references;
pub(crate) use references::DEED_SOURCES;
mod rules;
mod stage;
mod syntax;
mod task;
mod term;
mod track;
mod work;

use reading::Reading;
pub(crate) use reading::Stands;
use references::Whole;
pub(crate) use syntax::parse;

/// Reads the files of `law/`: pairs of a path (relative to `law/`, with or without that folder in
/// front, parts joined by `/`) and a text. Texts for people and sealed digests are passed over; any
/// other file in no known place is a problem.
///
/// # Errors
/// Every problem of every file, in the order of files and lines.
pub fn load(files: impl IntoIterator<Item = (String, String)>) -> Result<Law, Vec<Problem>> {
    let mut files: Vec<SourceFile> = files
        .into_iter()
        .map(|(path, text)| SourceFile::new(path, text))
        .collect();
    files.sort_by(|a, b| place_of(a.path()).cmp(place_of(b.path())));
    let mut read = Read {
        figures_are_whole: true,
        ..Read::default()
    };
    for file in &files {
        read.file(file);
    }
    if read.years.is_empty() && read.problems.is_empty() {
        let help = Some("every term needs it: add calendar/YYYY.kdl".to_owned());
        read.problems
            .push(Problem::of_file("calendar/", "there is no calendar", help));
    }
    read.overlaps(&files);
    read.problems.extend(crate::seal::problems(&files));
    let places = Places::new(std::mem::take(&mut read.places));
    read.figures(&files, &places);
    let figures: Figures = std::mem::take(&mut read.figures).into_iter().collect();
    let mut compiled: BTreeMap<EditionId, Compiled> = BTreeMap::new();
    for edition in &read.editions {
        let Some(file) = files.iter().find(|file| file.digest() == edition.digest) else {
            continue;
        };
        let whole = Whole {
            edition,
            figures: &figures,
            registers: &read.registers,
            file,
            spans: read.spans.get(file.path()),
        };
        read.problems.extend(whole.references());
        // Without a figures file every figure in a formula would be said to be missing.
        if read.figures_are_whole {
            match whole.compile() {
                Ok(formulas) => {
                    compiled.insert(edition.id.clone(), formulas);
                }
                Err(problems) => read.problems.extend(problems),
            }
        }
    }
    if !read.problems.is_empty() {
        read.problems
            .sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        return Err(read.problems);
    }
    Ok(Law::new(Parts {
        editions: read.editions,
        compiled,
        calendar: Calendar::new(read.years, read.days),
        places,
        figures,
        codes: read.codes,
        registers: read.registers,
        files,
        spans: read.spans,
        stands: read.stands,
    }))
}

/// The path inside `law/`.
pub(crate) fn place_of(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_prefix("law/").unwrap_or(path)
}

#[derive(Default)]
struct Read {
    editions: Vec<Edition>,
    years: Vec<Year>,
    days: Vec<ListedDay>,
    places: Vec<Place>,
    figures: Vec<Figure>,
    codes: Vec<Code>,
    registers: Vec<Register>,
    /// Whether every figures file could be read.
    figures_are_whole: bool,
    spans: SpanTable,
    stands: BTreeMap<String, Vec<Stands>>,
    problems: Vec<Problem>,
}

/// What a file holds, by its place.
enum Holds {
    Calendar,
    Figures,
    Places,
    Registers,
    Code,
    Edition,
    /// Words for people, worked examples and seals.
    Aside,
}

fn holds(path: &str) -> Option<Holds> {
    let parts: Vec<&str> = place_of(path).split('/').collect();
    match parts.as_slice() {
        ["places.kdl"] => Some(Holds::Places),
        ["registries.kdl"] => Some(Holds::Registers),
        ["code", name] if is(name, "kdl") => Some(Holds::Code),
        ["sealed.txt"] | ["services", _, "examples.kdl"] => Some(Holds::Aside),
        [.., name] if is(name, "md") => Some(Holds::Aside),
        ["calendar", name] if is(name, "kdl") => Some(Holds::Calendar),
        ["figures", name] if is(name, "kdl") => Some(Holds::Figures),
        ["services", _, name] if is(name, "kdl") => Some(Holds::Edition),
        _ => None,
    }
}

fn is(name: &str, extension: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, found)| found == extension)
}

impl Read {
    fn file(&mut self, file: &SourceFile) {
        let Some(holds) = holds(file.path()) else {
            let help = "law/ holds calendar/YYYY.kdl, code/DAY-ACT.kdl, figures/*.kdl, places.kdl, \
                        registries.kdl and services/CODE/DAY-ACT.kdl";
            let message = "a file in no known place of law/";
            self.problems.push(Problem::of_file(
                file.path(),
                message,
                Some(help.to_owned()),
            ));
            return;
        };
        if matches!(holds, Holds::Aside) {
            return;
        }
        let document = match parse(file) {
            Ok(document) => document,
            Err(problems) => {
                self.figures_are_whole &= !matches!(holds, Holds::Figures);
                self.problems.extend(problems);
                return;
            }
        };
        let mut reading = Reading::new(file);
        match holds {
            Holds::Calendar => {
                if let Some(read) = calendar::read(&mut reading, &document) {
                    self.years.push(read.year);
                    self.days.extend(read.days);
                }
            }
            Holds::Places => self.places.extend(places::read(&mut reading, &document)),
            Holds::Registers => self
                .registers
                .extend(code::registers(&mut reading, &document)),
            Holds::Code => self.codes.extend(code::read(&mut reading, &document)),
            Holds::Edition => self.editions.extend(edition::read(&mut reading, &document)),
            Holds::Figures => {
                self.figures.extend(figures::read(&mut reading, &document));
                self.figures_are_whole &= reading.problems.is_empty();
            }
            Holds::Aside => {}
        }
        self.problems.append(&mut reading.problems);
        self.spans.insert(file.path().to_owned(), reading.spans);
        self.stands.insert(file.path().to_owned(), reading.stands);
    }

    /// Figures that are declared twice, and places that they name and `places.kdl` does not.
    fn figures(&mut self, files: &[SourceFile], places: &Places) {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for file in files {
            let Some(spans) = self.spans.get(file.path()) else {
                continue;
            };
            for (path, span) in spans {
                let parts: Vec<&str> = path.split('/').collect();
                match parts.as_slice() {
                    ["figure", code] => {
                        if let Some(first) = known.get(*code) {
                            let message = format!("`{code}` stands in {first} already");
                            let help = Some("put all its values into one place".to_owned());
                            self.problems.push(Problem::at(file, *span, message, help));
                        } else {
                            known.insert((*code).to_owned(), file.path().to_owned());
                        }
                    }
                    ["place", _, code] if places.get(code).is_none() => {
                        let codes = places.iter().map(|place| place.code.as_str());
                        let help = match crate::problem::nearest(code, codes) {
                            Some(near) => format!("did you mean \"{near}\"?"),
                            None => "add the place to places.kdl".to_owned(),
                        };
                        let message = format!("there is no place {code}");
                        self.problems
                            .push(Problem::at(file, *span, message, Some(help)));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Two editions of one service in force on the same day.
    fn overlaps(&mut self, files: &[SourceFile]) {
        let mut by_service: BTreeMap<&str, Vec<&Edition>> = BTreeMap::new();
        for edition in &self.editions {
            by_service
                .entry(&edition.service)
                .or_default()
                .push(edition);
        }
        for editions in by_service.values_mut() {
            editions.sort_by_key(|edition| edition.in_force.day);
            for pair in editions.windows(2) {
                let [earlier, later] = pair else { continue };
                let end = earlier.repealed.as_ref().map(|repealed| repealed.day);
                if end.is_some_and(|end| end <= later.in_force.day) {
                    continue;
                }
                let Some(file) = files.iter().find(|file| file.digest() == earlier.digest) else {
                    continue;
                };
                let spans = self.spans.get(file.path());
                let span = |path: &str| spans.and_then(|spans| spans.get(path)).copied();
                let here = span("repealed")
                    .or_else(|| span("in-force"))
                    .unwrap_or_default();
                let message = format!(
                    "on {} both this edition and {} are in force",
                    later.in_force.day, later.id.0
                );
                let help = format!(
                    "add `repealed \"{}\" by={}`",
                    later.in_force.day, later.act.code
                );
                self.problems
                    .push(Problem::at(file, here, message, Some(help)));
            }
        }
    }
}
