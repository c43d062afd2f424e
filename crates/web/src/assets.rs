//! The style sheet, the scripts, the fonts and the mark, carried inside the program.

/// One file, under a name that changes whenever its bytes do.
pub struct Asset {
    /// The name it has in the sources, such as `app.css`.
    pub name: &'static str,
    /// Where pages find it, such as `/assets/app-0123456789.css`; it may be kept forever.
    pub path: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// The same file compressed with brotli, unless it is a font, which already is.
    pub brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

impl Asset {
    /// The media type, by the end of the name.
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        }
    }
}

/// Every file, by name.
pub fn all() -> &'static [Asset] {
    ASSETS
}

/// The file at an address such as `/assets/app-0123456789.css`.
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// The address of a file by its plain name; the empty address when there is no such file.
pub fn path(name: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or("", |asset| asset.path)
}
