//! Prints the two sample deeds into a folder and says how many deeds a second one core prints.
//!
//! `cargo run --release -p paper --example sample -- target/sample [folder of fonts]`
#![expect(
    clippy::unwrap_used,
    reason = "the sample deeds hold only values known to be right"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a measurement looks at the clock"
)]

#[path = "../tests/it/deeds.rs"]
mod deeds;

use std::{
    error::Error,
    fs,
    io::{Write, stdout},
    path::Path,
    time::{Duration, Instant},
};

use paper::{Fonts, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let target = arguments.next().ok_or("name the folder to write into")?;
    let fonts = arguments
        .next()
        .unwrap_or_else(|| "/usr/share/fonts/truetype/noto".to_owned());
    let face = |name: &str| fs::read(Path::new(&fonts).join(name));
    let fonts = Fonts::new(face("NotoSans-Regular.ttf")?, face("NotoSans-Bold.ttf")?)?;
    fs::create_dir_all(&target)?;
    let assignment = deeds::assignment();
    for (name, sheet) in [
        ("assignment.pdf", &assignment),
        ("refusal.pdf", &deeds::refusal()),
    ] {
        fs::write(Path::new(&target).join(name), render(sheet, &fonts)?)?;
    }
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed() < Duration::from_secs(3) {
        render(&assignment, &fonts)?;
        count += 1;
    }
    let each = start.elapsed() / count;
    writeln!(
        stdout(),
        "{count} deeds in three seconds, one every {each:?}"
    )?;
    Ok(())
}
