//! The two drawings of a deed: the mark of the house and the QR code.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};

use crate::{PaperError, leaf::times};

/// How far a quarter arc's control points stand from its ends, as a fraction of the radius.
const ARC: f32 = 0.552_285;
/// The inner ring, which holds the laths, as a fraction of the outer one.
const INNER: f32 = 0.8;
/// Where a lath's ends lie on the inner ring: 0.22 beside the axis and 0.7691 along it.
const LATHS: [(f32, f32); 3] = [(-0.22, 0.769_1), (0.0, INNER), (0.22, 0.769_1)];
/// How much further from the axis than its ends a lath bows in the middle.
const BOW: f32 = 1.75;

/// The mark: two rings with three bowed laths crossing three, after the wooden crown of a yurt.
pub(crate) fn shanyraq(x: f32, y: f32, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    // Turned by an eighth, so that the laths run diagonally.
    let eighth = std::f32::consts::FRAC_1_SQRT_2 * radius;
    let at =
        |across: f32, along: f32| (x + (across + along) * eighth, y + (along - across) * eighth);
    for ring in [1.0, INNER] {
        let arc = ring * ARC;
        let start = at(ring, 0.0);
        path.move_to(start.0, start.1);
        for (c1, c2, end) in [
            (at(ring, arc), at(arc, ring), at(0.0, ring)),
            (at(-arc, ring), at(-ring, arc), at(-ring, 0.0)),
            (at(-ring, -arc), at(-arc, -ring), at(0.0, -ring)),
            (at(arc, -ring), at(ring, -arc), start),
        ] {
            path.cubic_to(c1.0, c1.1, c2.0, c2.1, end.0, end.1);
        }
        path.close();
    }
    for (offset, span) in LATHS {
        let bow = offset * BOW;
        for (from, over, to) in [
            (at(offset, -span), at(bow, 0.0), at(offset, span)),
            (at(-span, offset), at(0.0, bow), at(span, offset)),
        ] {
            path.move_to(from.0, from.1);
            path.quad_to(over.0, over.1, to.0, to.1);
        }
    }
    path.finish()
}

/// `address` as a QR code of `side` points, without its quiet zone: 15 % of it may be damaged.
pub(crate) fn qr(address: &str, x: f32, y: f32, side: f32) -> Result<Option<Path>, PaperError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .ok()
        .ok_or(PaperError::QrTooLong {
            bytes: address.len(),
        })?;
    let module = side / times(code.width());
    let mut path = PathBuilder::new();
    for (row, colors) in code.to_colors().chunks(code.width()).enumerate() {
        let top = y + times(row) * module;
        let mut column = 0;
        // Neighbors become one bar: smaller, and without hairlines between squares on screen.
        for run in colors.chunk_by(|left, right| left == right) {
            if run.first() == Some(&Color::Dark) {
                let left = x + times(column) * module;
                let bar = Rect::from_xywh(left, top, times(run.len()) * module, module);
                if let Some(bar) = bar {
                    path.push_rect(bar);
                }
            }
            column += run.len();
        }
    }
    Ok(path.finish())
}
