//! Until when an adverse deed may be complained of: it stands in the deed itself (APPC art. 80(5)).

use law::Text;
use law::edition::CodeRule;
use law::term::{self, amount_text};
use law::text::days;
use law::{Language, code};

use super::Signing;

/// The last day of the complaint in words, where the Code gives one on the day of signing.
///
/// The deed reaches the account of the person on the day of its signature, which is the day of notice.
pub(super) fn until(signing: &Signing<'_>) -> Option<Text> {
    let law = signing.law;
    let code = law
        .code(signing.day)
        .filter(|code| code::applies(CodeRule::Appeal, Some(code), signing.edition))?;
    let within = &code.appeal.within;
    let calendar = law.calendar().known_on(signing.day);
    let week = signing.organization.hours.days;
    let last = term::deadline(within.amount, within.unit, signing.day, calendar, week).ok()?;
    let cite = within.source.cite.as_str();
    let article = cite.strip_prefix("art ").unwrap_or(cite);
    Some(Text::of(|language| {
        let long = amount_text(within.amount, within.unit, language);
        let (until, day) = (
            days::date(last.day, language),
            days::date(signing.day, language),
        );
        let act = code.act.title.get(language);
        match language {
            Language::Kk => format!(
                "Шағым берудің соңғы күні – {until} (осы күнді қоса). Негізі: хабарланған күннің ({day}) ертеңінен бастап {long}; {act}, {article}-бап."
            ),
            Language::Ru => format!(
                "Пожаловаться можно по {until} включительно: {long}, считая со дня, следующего за днём извещения ({day}). Основание: {act}, ст. {article}."
            ),
            Language::En => format!(
                "You may complain up to and including {until}: {long}, counted from the day after the day of notice ({day}). {act}, art. {article}."
            ),
        }
    }))
}
