//! The built files that the program carries.

use web::assets::{all, find, path};

#[test]
fn every_file_is_found_under_its_own_address() {
    for asset in all() {
        assert!(find(asset.path).is_some_and(|it| it.name == asset.name));
        assert_ne!(
            asset.media_type(),
            "application/octet-stream",
            "{}",
            asset.name
        );
    }
    assert!(find("/assets/../Cargo.toml").is_none());
    assert_eq!(path("no-such-file.css"), "");
}

#[test]
fn the_style_sheet_loads_only_files_we_carry() {
    let style = all().iter().find(|it| it.name == "app.css").unwrap();
    let text = std::str::from_utf8(style.bytes).unwrap();
    let addresses: Vec<_> = text
        .split("url(")
        .skip(1)
        .filter_map(|it| it.split(')').next())
        .map(|it| it.trim_matches('"'))
        .filter(|it| !it.starts_with("data:"))
        .collect();
    assert!(addresses.len() >= 9, "{addresses:?}");
    for address in addresses {
        assert!(find(&format!("/assets/{address}")).is_some(), "{address}");
    }
}

#[test]
fn nothing_of_another_government_is_carried() {
    for asset in all() {
        let text = String::from_utf8_lossy(asset.bytes);
        for word in ["GDS Transport", "crown"] {
            assert!(!text.contains(word), "{word} in {}", asset.name);
        }
    }
}

#[test]
fn a_first_visit_weighs_at_most_eighty_kilobytes() {
    let weight: usize = all()
        .iter()
        .filter(|it| it.name != "sign.js")
        .map(|it| it.brotli.unwrap_or(it.bytes).len())
        .sum();
    // The page itself, compressed, is about two more.
    assert!(weight <= 82_000, "{weight}");
}
