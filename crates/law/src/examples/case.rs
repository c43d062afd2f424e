//! An example worked: its edition, its facts and its plan.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::{
    expect::{Worked, check},
    read::Example,
};
use crate::{
    calendar::WeekKind,
    edition::{At, Edition},
    facts::Facts,
    law::Law,
    plan::{Counting, Plan, plan_from},
    registration::{Registration, registration},
};

/// Where local times are those of an example without a place: Astana.
const CAPITAL: &str = "710000000";

/// Works an example.
///
/// # Errors
/// What stands in the way of beginning.
pub(super) fn work(law: &Law, service: &str, example: &Example) -> Result<Vec<String>, String> {
    let edition = law
        .edition(service, example.day)
        .map_err(|none| none.to_string())?;
    let facts = facts(edition, example)?;
    let at = At {
        day: example.day,
        place: example.place.as_deref(),
    };
    let registration = registered(law, example)?;
    let track = track(law, edition, example, &facts, &at);
    let plan = registration.as_ref().map(|registration| {
        let track = track.clone()?;
        plan(law, edition, track.as_deref(), registration, example)
    });
    let worked = Worked {
        edition,
        assessed: law
            .assess(edition, &at, &facts)
            .ok_or("the edition has no formulas")?,
        registration,
        track,
        plan,
    };
    let mut problems = Vec::new();
    for expect in &example.expects {
        problems.extend(check(&worked, expect));
    }
    Ok(problems)
}

fn facts(edition: &Edition, example: &Example) -> Result<Facts, String> {
    let json = Json::Object(example.facts.clone());
    let mut facts = Facts::from_json(&json, edition).map_err(|problems| {
        let said = problems
            .iter()
            .map(|problem| format!("fact `{}`: {}", problem.key, problem.way_out()));
        said.collect::<Vec<_>>().join("; ")
    })?;
    facts.filed_day = facts
        .filed_day
        .or_else(|| example.filed.map(jiff::civil::DateTime::date));
    Ok(facts)
}

/// The registration, if the example has one.
fn registered(law: &Law, example: &Example) -> Result<Option<Registration>, String> {
    if let Some(day) = example.registered {
        return Ok(Some(Registration {
            day,
            filed: day.at(10, 0, 0, 0),
            derivation: Vec::new(),
        }));
    }
    let Some(filed) = example.filed else {
        return Ok(None);
    };
    let code = example.place.as_deref().unwrap_or(CAPITAL);
    let place = law.places().get(code);
    let place = place.ok_or_else(|| format!("there is no place {code}"))?;
    let filing = place
        .instant(filed)
        .ok_or_else(|| format!("{filed} did not happen at {code}"))?;
    let hours = law
        .working_hours(filed.date())
        .map_err(|none| none.to_string())?;
    let calendar = law.calendar().in_hindsight();
    let found = registration(filing, place, &hours, calendar).map_err(|none| none.to_string())?;
    Ok(Some(found))
}

/// The track that the example names, else the one that its facts lead to.
fn track(
    law: &Law,
    edition: &Edition,
    example: &Example,
    facts: &Facts,
    at: &At<'_>,
) -> Result<Option<String>, String> {
    if let Some(track) = &example.track {
        return match edition.track(track) {
            Some(_) => Ok(Some(track.clone())),
            None => Err(format!("{} has no track `{track}`", edition.id)),
        };
    }
    let found = law
        .track_of(edition, facts, at)
        .map_err(|unknown| unknown.to_string())?;
    Ok(found.map(|track| track.code.clone()))
}

fn plan(
    law: &Law,
    edition: &Edition,
    track: Option<&str>,
    registration: &Registration,
    example: &Example,
) -> Result<Plan, String> {
    let path = edition
        .path(track)
        .ok_or_else(|| "the edition has no such path".to_owned())?;
    let registered: Date = registration.day;
    let counting = Counting {
        calendar: law.calendar().in_hindsight(),
        week: WeekKind::FiveDay,
        registered,
        place: example.place.as_deref(),
    };
    plan_from(law, &path, registration.clone(), counting).map_err(|none| none.to_string())
}
