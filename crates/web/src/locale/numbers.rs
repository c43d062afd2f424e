//! How each language writes days, times, money and sizes.

use fluent_bundle::FluentArgs;
use jiff::civil::{Date, DateTime, Time};

use super::{Language, Words};

/// Between the groups of a number and before its unit: a space that never breaks a line.
const NBSP: char = '\u{a0}';

impl Words {
    /// A day: `21 November 2026`, `21 ноября 2026 г.`, `2026 ж. 21 қараша`.
    pub fn day(&self, day: Date) -> String {
        let mut args = FluentArgs::new();
        args.set("day", day.day().to_string());
        args.set("month", self.text(&format!("month-{}", day.month())));
        args.set("year", day.year().to_string());
        self.text_with("day-written", &args).into_owned()
    }

    /// A day with its day of the week: `Saturday, 21 November 2026`.
    pub fn day_with_weekday(&self, day: Date) -> String {
        let weekday = day.weekday().to_monday_one_offset();
        let mut args = FluentArgs::new();
        args.set("weekday", self.text(&format!("weekday-{weekday}")));
        args.set("date", self.day(day));
        self.text_with("day-with-weekday", &args).into_owned()
    }

    /// A time of day in 24 hours: `14:05`.
    pub fn time(&self, time: Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A day and a time: `21 November 2026 at 14:05`.
    pub fn moment(&self, moment: DateTime) -> String {
        let mut args = FluentArgs::new();
        args.set("date", self.day(moment.date()));
        args.set("time", self.time(moment.time()));
        self.text_with("moment-written", &args).into_owned()
    }

    /// An amount in tiyn as tenge: `10 000 ₸`, and with the tiyn only where there are any.
    pub fn money(&self, tiyn: i64) -> String {
        let sign = if tiyn < 0 { "−" } else { "" };
        let whole = tiyn.unsigned_abs();
        let (tenge, rest) = (whole / 100, whole % 100);
        let tenge = grouped(tenge);
        if rest == 0 {
            return format!("{sign}{tenge}{NBSP}₸");
        }
        format!("{sign}{tenge}{}{rest:02}{NBSP}₸", self.decimal_mark())
    }

    /// The size of a file in bytes: `840 KB`, `1.2 MB`, rounded up to a tenth.
    pub fn size(&self, bytes: u64) -> String {
        const KB: u64 = 1024;
        const MB: u64 = 1024 * KB;
        let (value, unit) = if bytes < KB {
            (bytes.to_string(), "size-bytes")
        } else if bytes < MB {
            (bytes.div_ceil(KB).to_string(), "size-kb")
        } else {
            let tenths = bytes.saturating_mul(10).div_ceil(MB);
            let (whole, tenth) = (tenths / 10, tenths % 10);
            let value = match tenth {
                0 => grouped(whole),
                tenth => format!("{}{}{tenth}", grouped(whole), self.decimal_mark()),
            };
            (value, "size-mb")
        };
        format!("{value}{NBSP}{}", self.text(unit))
    }

    fn decimal_mark(&self) -> char {
        match self.language() {
            Language::Kk | Language::Ru => ',',
            Language::En => '.',
        }
    }
}

/// Digits in groups of three.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(NBSP);
        }
        text.push(digit);
    }
    text
}
