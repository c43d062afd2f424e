//! The procedure as a drawing: stages in lanes by actor, time downwards, outcomes as arrows, deeds at the ends.
//!
//! A `Chart` is what an edition says of one path, in the words of one language; `layout` gives every
//! box and arrow its place; `svg` and `bpmn` write the same places down. All of it is arithmetic on whole
//! units, so that the same edition always gives the same bytes.

use jiff::civil::Date;

use crate::{
    edition::{Edition, Path},
    law::Law,
    text::Language,
};

mod boxes;
mod bpmn;
mod chart;
mod diagram;
mod layout;
mod measure;
mod route;
mod svg;
mod words;
mod xml;

use chart::Chart;

/// The procedure of one path, ready to be written as SVG or BPMN.
#[derive(Clone, Debug)]
pub struct Drawing {
    chart: Chart,
}

/// One drawing for each path of an edition, in its order: for an edition with tracks, one for each track.
pub fn draw_all(law: &Law, edition: &Edition, day: Date, language: Language) -> Vec<Drawing> {
    let paths = edition.paths();
    let draw = |path| draw(law, edition, path, day, language);
    paths.iter().map(draw).collect()
}

/// The drawing of one path of `edition`. Terms that are figures have their length of `day`.
pub fn draw(
    law: &Law,
    edition: &Edition,
    path: &Path<'_>,
    day: Date,
    language: Language,
) -> Drawing {
    Drawing {
        chart: Chart::new(law, edition, path, day, language),
    }
}

impl Drawing {
    /// The code of the track; none if the edition has one path.
    pub fn track(&self) -> Option<&str> {
        self.chart.track.as_ref().map(|track| track.code.as_str())
    }

    /// The heading: the track in words; none if the edition has one path.
    pub fn heading(&self) -> Option<&str> {
        self.chart.track.as_ref().map(|track| track.words.as_str())
    }

    /// An SVG of 720 units or more in width, without scripts, styles or colors of its own: ink is the
    /// color of the text around it.
    pub fn svg(&self) -> String {
        svg::write(&self.chart)
    }

    /// BPMN 2.0 XML with its diagram.
    pub fn bpmn(&self) -> String {
        bpmn::write(&self.chart)
    }

    /// The whole drawing in sentences, for those who do not see it.
    pub fn description(&self) -> String {
        self.chart.description()
    }
}
