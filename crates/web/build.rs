//! Turns the built style sheet, scripts and fonts into a table that the program carries with it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist");
    let manifest = dist.join("manifest.json");
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    for watched in [&manifest, &templates] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    let written = fs::read_to_string(&manifest)
        .ok()
        .and_then(|text| table(&dist, &text))
        .zip(std::env::var_os("OUT_DIR"))
        .map(|(code, out)| fs::write(PathBuf::from(out).join("assets.rs"), code));
    if let Some(Ok(())) = written {
        return ExitCode::SUCCESS;
    }
    println!("cargo::error=the style sheet and scripts are not built yet: run `make assets`");
    ExitCode::FAILURE
}

/// The Rust text of the table: (plain name, name with digest, bytes, the same bytes in brotli).
fn table(dist: &Path, manifest: &str) -> Option<String> {
    let dist = dist.canonicalize().ok()?;
    let mut code = String::from("static ASSETS: &[Asset] = &[\n");
    for line in manifest.lines().filter(|line| line.contains(':')) {
        let (plain, hashed) = line.split_once(':')?;
        let [plain, hashed] = [plain, hashed].map(|side| side.trim_matches([' ', '"', ',']));
        let path = dist.join(hashed);
        let path = path.to_str()?;
        let brotli = format!("{path}.br");
        let small = if Path::new(&brotli).is_file() {
            format!("Some(include_bytes!({brotli:?}))")
        } else {
            String::from("None")
        };
        writeln!(
            code,
            "    Asset {{ name: {plain:?}, path: \"/assets/{hashed}\", bytes: include_bytes!({path:?}), brotli: {small} }},"
        )
        .ok()?;
    }
    code.push_str("];\n");
    Some(code)
}
