//! Draws every invented page in every language into `target/gallery/`, to be looked at.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for designers may fail loudly and say where it put the pages"
)]

use std::fs;
use std::path::Path;

use web::assets;
use web::locale::{Language, Words};
use web::pages::samples;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    fs::create_dir_all(&folder).unwrap();
    for asset in assets::all() {
        let name = asset.path.rsplit('/').next().unwrap();
        fs::write(folder.join(name), asset.bytes).unwrap();
    }
    for language in Language::all() {
        for sample in samples::all(Words::of(language)) {
            let html = sample.html.unwrap().replace("\"/assets/", "\"");
            let name = format!("{}-{}.html", sample.name, language.code());
            fs::write(folder.join(&name), html).unwrap();
            println!("target/gallery/{name}");
        }
    }
}
