//! What an assessment says, for people and for machines.

use std::fmt::Write as _;

use jiff::civil::Date;
use law::assess::{Assessed, AssessmentResult, Conclusion, LineResult, RequirementResult};
use law::edition::{Edition, RoundingMode};
use law::formula::{Answer, Fault, Leaf, Missing, Trace};
use law::{Language, Place};
use serde_json::{Value as Json, json};

use crate::command::words;

/// An assessment and what it is about.
pub(super) struct Assessment<'a> {
    pub(super) edition: &'a Edition,
    pub(super) day: Date,
    pub(super) place: Option<&'a Place>,
    pub(super) assessed: &'a Assessed,
    pub(super) language: Language,
}

impl Assessment<'_> {
    /// Whether the law gives an answer on these facts.
    pub(super) fn is_conclusive(&self) -> bool {
        match self.assessed.conclusion {
            Conclusion::Favorable | Conclusion::Refused { .. } => true,
            Conclusion::Unknown { .. } => false,
        }
    }

    /// Everything, with the whole derivation.
    pub(super) fn json(&self) -> anyhow::Result<Json> {
        let results: serde_json::Map<String, Json> = self
            .assessed
            .assessments
            .iter()
            .map(|(code, result)| (code.clone(), json!(result.result.known())))
            .collect();
        let missing: Vec<Json> = self
            .assessed
            .missing
            .iter()
            .map(|missing| {
                let words = self.missing(missing);
                json!({ "name": words::missing_name(missing), "what": missing, "words": words })
            })
            .collect();
        let mut report = json!({
            "service": self.edition.service,
            "edition": self.edition.id,
            "act": self.edition.act,
            "day": self.day,
            "place": self.place.map(|place| &place.code),
            "results": results,
        });
        let assessed = serde_json::to_value(self.assessed)?;
        if let (Json::Object(report), Json::Object(assessed)) = (&mut report, assessed) {
            report.extend(assessed);
            report.insert("missing".to_owned(), missing.into());
        }
        Ok(report)
    }

    /// Line by line: label, formula, values = result, paragraph; requirements; conclusion; what is missing.
    pub(super) fn words(&self) -> String {
        let mut text = String::new();
        self.write(&mut text)
            .map_or_else(|_| String::new(), |()| text)
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let (edition, language) = (self.edition, self.language);
        writeln!(text, "{}", edition.name.get(language))?;
        writeln!(text, "{}", edition.act.title.get(language))?;
        write!(text, "edition {}, on {}", edition.id, self.day)?;
        match self.place {
            Some(place) => writeln!(
                text,
                ", in {} ({})",
                place.name(self.day).get(language),
                place.code
            )?,
            None => writeln!(text, ", no place named")?,
        }
        for assessment in &edition.assessments {
            if let Some(result) = self.assessed.assessments.get(&assessment.code) {
                writeln!(
                    text,
                    "\n{} ({})",
                    assessment.label.get(language),
                    assessment.code
                )?;
                self.result(text, result)?;
            }
        }
        if !self.assessed.requirements.is_empty() {
            writeln!(text, "\nRequirements")?;
        }
        for requirement in &self.assessed.requirements {
            self.requirement(text, requirement)?;
        }
        self.conclusion(text)?;
        if !self.assessed.missing.is_empty() {
            writeln!(text, "\nMissing")?;
        }
        for missing in &self.assessed.missing {
            writeln!(text, "  {}", self.missing(missing))?;
        }
        Ok(())
    }

    /// What is missing, in one phrase, with the label of the fact and the name of the place.
    fn missing(&self, missing: &Missing) -> String {
        match missing {
            Missing::Fact { code } => {
                let whole = code.split(['[', '.']).next().unwrap_or(code);
                match self.edition.facts.get(whole) {
                    Some(fact) => format!("{code}: {}", fact.label.get(self.language)),
                    None => code.clone(),
                }
            }
            Missing::Figure {
                code,
                place: Some(place),
                day,
            } => {
                let named = self.place.filter(|known| known.code == *place);
                let name = named.map_or("place", |known| known.name(*day).get(self.language));
                format!("figure {code} has no value for {name} ({place}) on {day}")
            }
            Missing::Figure {
                code,
                place: None,
                day,
            } => {
                format!(
                    "figure {code} has no value on {day}; if it is set by place, name one with --place"
                )
            }
            Missing::Unfit { code } => {
                format!("{code} is not of its type or lies outside of its bounds")
            }
            Missing::Undefined {
                formula,
                fault: Fault::DivisionByZero,
            } => {
                format!("`{formula}` divides by zero")
            }
            Missing::Undefined {
                formula,
                fault: Fault::TooLarge,
            } => {
                format!("`{formula}` gives a number that is too large")
            }
        }
    }

    fn result(&self, text: &mut String, result: &AssessmentResult) -> std::fmt::Result {
        for line in &result.lines {
            self.line(text, line)?;
        }
        if let Some(rounding) = &result.rounding {
            let mode = match rounding.mode {
                RoundingMode::HalfUp => "half up",
                RoundingMode::Down => "down",
                RoundingMode::Up => "up",
            };
            writeln!(text, "  rounded {mode} to {}", rounding.to)?;
        }
        writeln!(text, "  => {}", answer(&result.result))
    }

    fn line(&self, text: &mut String, line: &LineResult) -> std::fmt::Result {
        writeln!(text, "  {}", line.label.get(self.language))?;
        writeln!(text, "    {} := {}", line.code, line.formula)?;
        writeln!(
            text,
            "    {}    [{}]",
            line.trace.text(),
            words::source(&line.cite)
        )?;
        from_figures(text, &line.trace)
    }

    fn requirement(&self, text: &mut String, result: &RequirementResult) -> std::fmt::Result {
        let stated = self
            .edition
            .requirements
            .iter()
            .find(|stated| stated.code == result.code);
        let met = match result.met {
            Some(true) => "met    ",
            Some(false) => "NOT MET",
            None => "unknown",
        };
        write!(text, "  {met}  {}", result.code)?;
        if let Some(stated) = stated {
            write!(
                text,
                ": {}    [{}]",
                stated.text.get(self.language),
                words::source(&stated.source)
            )?;
        }
        writeln!(text)?;
        writeln!(text, "           {}", result.trace.text())?;
        from_figures(text, &result.trace)
    }

    fn conclusion(&self, text: &mut String) -> std::fmt::Result {
        match &self.assessed.conclusion {
            Conclusion::Favorable => writeln!(text, "\nConclusion: favorable"),
            Conclusion::Unknown { .. } => {
                writeln!(text, "\nConclusion: unknown; what is computed above stands")
            }
            Conclusion::Refused { grounds } => {
                writeln!(text, "\nConclusion: refused")?;
                for refused in grounds {
                    let stated = self
                        .edition
                        .grounds
                        .iter()
                        .find(|ground| ground.code == refused.ground);
                    write!(text, "  {}", refused.ground)?;
                    if let Some(stated) = stated {
                        let words = stated.text.get(self.language);
                        write!(
                            text,
                            ", ground {}: {words}    [{}]",
                            stated.number,
                            words::source(&stated.source)
                        )?;
                    }
                    writeln!(text, "\n    since {} is not met:", refused.requirement)?;
                    for fact in &refused.facts {
                        writeln!(text, "      {}", leaf(fact))?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// The figures under a line, and the facts that were given in place of one.
fn from_figures(text: &mut String, trace: &Trace) -> std::fmt::Result {
    for step in trace.leaves() {
        let is_worth_saying = match &step.leaf {
            Some(Leaf::Figure(_)) => true,
            Some(Leaf::Fact {
                figure, overrides, ..
            }) => figure.is_some() || overrides.is_some(),
            Some(Leaf::Step { .. } | Leaf::Day { .. } | Leaf::Channel { .. }) | None => false,
        };
        if is_worth_saying {
            writeln!(text, "      {}", leaf(step))?;
        }
    }
    Ok(())
}

fn leaf(step: &Trace) -> String {
    match &step.leaf {
        Some(leaf) => format!("{} ({leaf})", step.text()),
        None => step.text(),
    }
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Known(value) => words::value(value),
        Answer::None => "no limit in force".to_owned(),
        Answer::Unknown(missing) => {
            let names: Vec<String> = missing.iter().map(words::missing_name).collect();
            format!("unknown without {}", names.join(", "))
        }
    }
}
