//! `shanyraq law draw`: the procedure of a service as SVG or BPMN.

use std::io::Write as _;

use anyhow::bail;
use clap::Args;
use jiff::civil::Date;
use law::Language;
use law::drawing::{Drawing, draw_all};
use law::problem::suggest;

use super::{Setting, Verdict, edition_of, language};

/// Draws the procedure of a service: stages in lanes by actor, outcomes as arrows, deeds at the ends.
///
/// SVG to look at and to print, or BPMN 2.0 XML for a modeling tool. Goes to standard output.
#[derive(Debug, Args)]
pub struct DrawLaw {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The day whose edition is drawn; today if left out.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// The track of the procedure; must be named for a service that has several.
    #[arg(long, value_name = "CODE")]
    track: Option<String>,
    /// The language of the drawing: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
    /// BPMN 2.0 XML instead of SVG.
    #[arg(long)]
    bpmn: bool,
}

/// Runs the command.
pub fn draw_law(args: &DrawLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let day = setting.day(args.on, &law)?;
    let edition = edition_of(&law, &args.service, day)?;
    let drawings = draw_all(&law, edition, day, args.lang);
    let drawing = chosen(&drawings, args.track.as_deref())?;
    let text = if args.bpmn {
        drawing.bpmn()
    } else {
        drawing.svg()
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Verdict::Yes)
}

fn chosen<'d>(drawings: &'d [Drawing], track: Option<&str>) -> anyhow::Result<&'d Drawing> {
    if let Some(found) = drawings.iter().find(|drawing| drawing.track() == track) {
        return Ok(found);
    }
    let tracks: Vec<&str> = drawings.iter().filter_map(Drawing::track).collect();
    match track {
        Some(track) if tracks.is_empty() => {
            bail!("the service has no tracks, so there is no track {track}: leave --track out")
        }
        Some(track) => {
            let way_out = suggest(track, tracks).unwrap_or_default();
            bail!("there is no track {track}: {way_out}")
        }
        None => bail!(
            "the service has tracks: add --track {}",
            tracks.join(", or --track ")
        ),
    }
}
