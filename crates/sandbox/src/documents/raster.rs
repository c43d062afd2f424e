//! Lines of Latin text as dots, so that sample pictures can be made without a font library.

/// A picture of ink and paper.
pub(super) struct Dots {
    /// Dots in a row.
    pub(super) width: u16,
    /// Rows.
    pub(super) height: u16,
    ink: Vec<bool>,
}

impl Dots {
    /// Whether there is ink; outside the picture there is none.
    pub(super) fn is_ink(&self, x: u16, y: u16) -> bool {
        let place = usize::from(y) * usize::from(self.width) + usize::from(x);
        x < self.width && self.ink.get(place).copied().unwrap_or(false)
    }

    fn mark(&mut self, x: u16, y: u16) {
        let place = usize::from(y) * usize::from(self.width) + usize::from(x);
        if x < self.width
            && let Some(dot) = self.ink.get_mut(place)
        {
            *dot = true;
        }
    }
}

const MARGIN: u16 = 8;
const ADVANCE: u16 = 6;
const LEADING: u16 = 11;
const COLUMNS: u16 = 42;

/// Draws lines of up to 42 letters; small letters are drawn as capitals.
pub(super) fn draw(lines: &[String]) -> Dots {
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(100);
    let width = COLUMNS * ADVANCE + 2 * MARGIN;
    let height = rows * LEADING + 2 * MARGIN;
    let mut dots = Dots {
        width,
        height,
        ink: vec![false; usize::from(width) * usize::from(height)],
    };
    for (line, row) in lines.iter().zip(0..rows) {
        for (letter, column) in line.chars().zip(0..COLUMNS) {
            stamp(
                &mut dots,
                letter,
                MARGIN + column * ADVANCE,
                MARGIN + row * LEADING,
            );
        }
    }
    dots
}

fn stamp(dots: &mut Dots, letter: char, left: u16, top: u16) {
    for (bits, y) in glyph(letter.to_ascii_uppercase()).into_iter().zip(top..) {
        for x in 0..5 {
            if bits & (0b1_0000 >> x) != 0 {
                dots.mark(left + x, y);
            }
        }
    }
}

/// Seven rows of five dots, the leftmost dot in the highest bit; an unknown letter is a frame.
#[rustfmt::skip]
fn glyph(letter: char) -> [u8; 7] {
    match letter {
        'A' => [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'B' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        'C' => [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        'D' => [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        'E' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        'F' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        'G' => [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01110],
        'H' => [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'I' => [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        'J' => [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        'K' => [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        'L' => [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        'M' => [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        'N' => [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        'O' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        'P' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        'Q' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        'R' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        'S' => [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        'T' => [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        'U' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        'V' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        'W' => [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        'X' => [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
        'Y' => [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
        'Z' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
        '0' => [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        '1' => [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        '2' => [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        '3' => [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        '4' => [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        '5' => [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        '6' => [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        '7' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        '8' => [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        '9' => [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        '-' => [0, 0, 0, 0b11111, 0, 0, 0],
        ',' => [0, 0, 0, 0, 0, 0b00100, 0b01000],
        '.' => [0, 0, 0, 0, 0, 0b01100, 0b01100],
        '(' => [0b00010, 0b00100, 0b01000, 0b01000, 0b01000, 0b00100, 0b00010],
        ')' => [0b01000, 0b00100, 0b00010, 0b00010, 0b00010, 0b00100, 0b01000],
        ' ' => [0; 7],
        _ => [0b11111, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11111],
    }
}
