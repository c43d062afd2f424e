//! The two drawings of a deed: the mark of the house and the QR code.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::{Color, EcLevel, QrCode};

use crate::{PaperError, leaf::times};

/// How far a quarter arc's control points stand from its ends, as a fraction of the radius.
const ARC: f32 = 0.552_285;
/// Where the outer laths of the lattice meet the ring: a chord at this offset ends at `SPAN`.
const OFFSET: f32 = 0.34;
const SPAN: f32 = 0.940_425;
/// How far the outer laths bend toward the middle.
const BEND: f32 = 0.35;

/// The mark: a ring with three arcs crossing three, after the wooden crown of a yurt.
pub(crate) fn shanyraq(x: f32, y: f32, radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let at = |dx: f32, dy: f32| (x + dx * radius, y + dy * radius);
    let (start_x, start_y) = at(1.0, 0.0);
    path.move_to(start_x, start_y);
    for (c1, c2, end) in [
        (at(1.0, ARC), at(ARC, 1.0), at(0.0, 1.0)),
        (at(-ARC, 1.0), at(-1.0, ARC), at(-1.0, 0.0)),
        (at(-1.0, -ARC), at(-ARC, -1.0), at(0.0, -1.0)),
        (at(ARC, -1.0), at(1.0, -ARC), at(1.0, 0.0)),
    ] {
        path.cubic_to(c1.0, c1.1, c2.0, c2.1, end.0, end.1);
    }
    path.close();
    for (offset, span) in [(-OFFSET, SPAN), (0.0, 1.0), (OFFSET, SPAN)] {
        let bend = offset * BEND;
        for (from, over, to) in [
            (at(offset, -span), at(bend, 0.0), at(offset, span)),
            (at(-span, offset), at(0.0, bend), at(span, offset)),
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
        .ok_or(PaperError::QrTooLong { bytes: address.len() })?;
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
