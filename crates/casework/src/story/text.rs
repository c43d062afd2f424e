//! The text of a story, read line by line.

use jiff::civil::{Date, DateTime, Time};
use law::hours::{Between, WorkingHours};

use super::act::{self, Act, Who};
use super::cast::{self, Player};
use super::expectation::{self, Expectation};
use crate::actor::Organization;

/// A story, read.
#[derive(Clone, Debug)]
pub struct Story {
    /// What it tells.
    pub title: String,
    /// The service asked for.
    pub service: String,
    /// The organization to which it is told.
    pub organization: Organization,
    /// KATO code of the place named in the application.
    pub place: String,
    /// What happens.
    pub steps: Vec<Step>,
}

/// One act with what it leads to.
#[derive(Clone, Debug)]
pub struct Step {
    /// The line, from 1.
    pub line: usize,
    /// When, in the time of the organization's place.
    pub at: DateTime,
    /// Who.
    pub who: Who,
    /// What.
    pub act: Act,
    /// What is expected after it, with the lines.
    pub expectations: Vec<(usize, Expectation)>,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct StoryError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write.
    pub problem: String,
}

/// The lines before the first step.
#[derive(Default)]
struct Head {
    title: Option<String>,
    service: Option<String>,
    organization: Option<Organization>,
    place: Option<String>,
}

impl Story {
    /// Reads a story.
    ///
    /// # Errors
    /// The first line that cannot be read, with a way out.
    pub fn parse(text: &str) -> Result<Self, StoryError> {
        let mut head = Head::default();
        let mut steps: Vec<Step> = Vec::new();
        let mut lines = 0;
        for (line, whole) in (1..).zip(text.lines()) {
            lines = line;
            let content = without_remark(whole);
            let trimmed = content.trim();
            if trimmed.is_empty() {
                continue;
            }
            let read = if content.starts_with(char::is_whitespace) {
                indented(trimmed, line, &mut steps)
            } else if trimmed.starts_with(|first: char| first.is_ascii_digit()) {
                dated(trimmed, line, &mut steps)
            } else if steps.is_empty() {
                head.line(trimmed)
            } else {
                Err(
                    "write a day and a time, or begin the line with blanks to go on with the step above"
                        .to_owned(),
                )
            };
            read.map_err(|problem| StoryError { line, problem })?;
        }
        head.story(steps).map_err(|problem| StoryError {
            line: lines,
            problem,
        })
    }
}

impl Head {
    fn line(&mut self, text: &str) -> Result<(), String> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim();
        match (word, rest) {
            (_, "") => Err(format!("`{word}` says nothing")),
            ("story", title) => once(&mut self.title, word, title.to_owned()),
            ("service", code) => once(&mut self.service, word, code.to_owned()),
            ("place", code) => once(&mut self.place, word, code.to_owned()),
            ("organization", rest) => once(&mut self.organization, word, organization(rest)?),
            _ => Err(format!(
                "`{word}` is not known; a story begins with: story, service, organization, place"
            )),
        }
    }

    fn story(self, steps: Vec<Step>) -> Result<Story, String> {
        let organization = self.organization.ok_or("there is no `organization`")?;
        if steps.is_empty() {
            return Err("nothing happens in the story".to_owned());
        }
        Ok(Story {
            title: self.title.ok_or("there is no `story` with its title")?,
            service: self.service.ok_or("there is no `service`")?,
            place: self.place.unwrap_or_else(|| organization.kato.clone()),
            organization,
            steps,
        })
    }
}

fn once<T>(place: &mut Option<T>, word: &str, value: T) -> Result<(), String> {
    if place.is_some() {
        return Err(format!("`{word}` stands twice"));
    }
    *place = Some(value);
    Ok(())
}

/// `CODE[ open 09:00-18:30]`.
fn organization(text: &str) -> Result<Organization, String> {
    let (code, open) = match text.split_once(" open ") {
        Some((code, open)) => (code, Some(open)),
        None => (text, None),
    };
    let mut organization = cast::organization(code.trim())
        .ok_or_else(|| format!("there is no organization `{code}` in the town"))?;
    if let Some(open) = open {
        let between = Between::parse(open.trim())
            .ok_or_else(|| format!("`{open}` are no hours: write 09:00-18:30"))?;
        organization.hours = WorkingHours::five_day(between, None);
    }
    Ok(organization)
}

/// `2026-11-17 10:05  WHO ACT`.
fn dated(text: &str, line: usize, steps: &mut Vec<Step>) -> Result<(), String> {
    let (date, rest) = text
        .split_once(' ')
        .ok_or("write a day, a time, who and what")?;
    let (time, rest) = rest
        .trim_start()
        .split_once(' ')
        .ok_or("write a day, a time, who and what")?;
    let day: Date = date
        .parse()
        .map_err(|_not_a_day: jiff::Error| format!("`{date}` is no day: write 2026-11-21"))?;
    let format = if time.len() > 5 { "%H:%M:%S" } else { "%H:%M" };
    let time = Time::strptime(format, time)
        .map_err(|_no_time: jiff::Error| format!("`{time}` is no time: write 09:30"))?;
    let at = day.to_datetime(time);
    if steps.last().is_some_and(|before| before.at > at) {
        return Err(format!("{at} lies before the step above it"));
    }
    acted(rest.trim(), line, at, steps)
}

/// An expectation, a change of the application, or one more act at the same time.
fn indented(text: &str, line: usize, steps: &mut Vec<Step>) -> Result<(), String> {
    let Some(step) = steps.last_mut() else {
        return Err("nothing happened yet: write a day and a time first".to_owned());
    };
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.trim();
    match (word, &mut step.act) {
        ("expect", _) => {
            step.expectations.push((line, expectation::read(rest)?));
            Ok(())
        }
        ("with", Act::File(filing)) => {
            let (field, answer) = rest.split_once(' ').ok_or("write `with FIELD ANSWER`")?;
            filing
                .with
                .push((field.to_owned(), answer.trim().to_owned()));
            Ok(())
        }
        ("without", Act::File(filing)) => {
            filing.without_files.push(rest.to_owned());
            Ok(())
        }
        ("with" | "without", _) => Err(format!("`{word}` belongs to `files`")),
        (_, _) => {
            let at = step.at;
            acted(text, line, at, steps)
        }
    }
}

fn acted(text: &str, line: usize, at: DateTime, steps: &mut Vec<Step>) -> Result<(), String> {
    let (name, rest) = text.split_once(' ').ok_or("write who and what")?;
    let who = match name {
        "system" => Who::System,
        id if Player::find(id).is_some() => Who::Player(id.to_owned()),
        _ => return Err(format!("nobody in the town is called `{name}`")),
    };
    steps.extend(act::read(rest.trim())?.into_iter().map(|act| Step {
        line,
        at,
        who: who.clone(),
        act,
        expectations: Vec::new(),
    }));
    Ok(())
}

/// The line without the remark that `#` begins.
fn without_remark(line: &str) -> &str {
    if line.starts_with('#') {
        return "";
    }
    line.split_once(" #")
        .map_or(line, |(content, _remark)| content)
}
