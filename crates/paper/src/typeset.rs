//! From a text to measured lines: shaping, spaces, hyphens and words longer than the line.

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, GlyphBuffer, ShapePlan, UnicodeBuffer, script};

use crate::{Fonts, PaperError, fonts::Typeface};

/// The longest piece shaped at once, in characters: what bounds the work on endless words.
const PIECE_CHARS: usize = 120;

/// Which of the two faces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// How a text looks; lengths in points.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    pub(crate) size: f32,
    pub(crate) leading: f32,
    pub(crate) color: (u8, u8, u8),
}

/// Glyphs in a row with the text they stand for; `width` in fractions of the type size.
#[derive(Clone, Default)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
}

impl Line {
    /// Appends `other`, whose text ranges begin at zero.
    fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.glyphs
            .extend(other.glyphs.iter().cloned().map(|mut glyph| {
                glyph.text_range.start += offset;
                glyph.text_range.end += offset;
                glyph
            }));
        self.width += other.width;
    }

    /// The byte at which the clusters within `width` end, and at least one cluster.
    fn cut(&self, width: f32) -> usize {
        let mut used = 0.0;
        let mut first = None;
        for glyph in &self.glyphs {
            let start = glyph.text_range.start;
            let first = *first.get_or_insert(start);
            used += glyph.x_advance;
            if start != first && used > width {
                return start;
            }
        }
        self.text.len()
    }
}

/// The two faces ready for shaping.
pub(crate) struct Typesetter<'f> {
    regular: Voice<'f>,
    bold: Voice<'f>,
}

struct Voice<'f> {
    face: Face<'f>,
    plan: ShapePlan,
    units_per_em: f32,
    space: Line,
}

impl<'f> Typesetter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Result<Self, PaperError> {
        Ok(Self {
            regular: Voice::new("regular", &fonts.regular)?,
            bold: Voice::new("bold", &fonts.bold)?,
        })
    }

    fn voice(&self, weight: Weight) -> &Voice<'f> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// Sets `text` on as few lines as its words need, none wider than `width` points unless a
    /// single letter is. A text without words has no lines.
    pub(crate) fn wrap(
        &self,
        text: &str,
        style: &Style,
        width: f32,
    ) -> Result<Vec<Line>, PaperError> {
        let voice = self.voice(style.weight);
        let mut setting = Setting::new(voice, width / style.size);
        for row in text.split('\n') {
            for word in row.split(is_gap).filter(|word| !word.is_empty()) {
                for (index, piece) in pieces(word).into_iter().enumerate() {
                    setting.place(voice.shape(piece)?, index == 0)?;
                }
            }
            setting.close();
        }
        Ok(setting.lines)
    }

    /// A blank, for a cell that holds nothing but must stay in its row.
    pub(crate) fn blank(&self) -> Line {
        self.regular.space.clone()
    }

    /// The width in points of `text` on one line, and of its widest word.
    pub(crate) fn measure(&self, text: &str, style: &Style) -> Result<(f32, f32), PaperError> {
        let voice = self.voice(style.weight);
        let mut widest_row = 0.0_f32;
        let mut widest_word = 0.0_f32;
        for row in text.split('\n') {
            let mut used = 0.0;
            for (index, word) in row
                .split(is_gap)
                .filter(|word| !word.is_empty())
                .enumerate()
            {
                used += if index == 0 { 0.0 } else { voice.space.width };
                for piece in pieces(word) {
                    let shaped = voice.shape(piece)?;
                    used += shaped.width;
                    widest_word = widest_word.max(shaped.width);
                }
            }
            widest_row = widest_row.max(used);
        }
        Ok((widest_row * style.size, widest_word * style.size))
    }
}

/// Lines under construction; widths in fractions of the type size.
struct Setting<'v, 'f> {
    voice: &'v Voice<'f>,
    width: f32,
    current: Line,
    lines: Vec<Line>,
}

impl<'v, 'f> Setting<'v, 'f> {
    fn new(voice: &'v Voice<'f>, width: f32) -> Self {
        Self {
            voice,
            width,
            current: Line::default(),
            lines: Vec::new(),
        }
    }

    fn close(&mut self) {
        if !self.current.text.is_empty() {
            self.lines.push(std::mem::take(&mut self.current));
        }
    }

    fn place(&mut self, mut piece: Line, opens_word: bool) -> Result<(), PaperError> {
        let gap = opens_word && !self.current.text.is_empty();
        let space = if gap { self.voice.space.width } else { 0.0 };
        if self.current.width + space + piece.width <= self.width {
            if gap {
                self.current.append(&self.voice.space);
            }
            self.current.append(&piece);
            return Ok(());
        }
        if gap {
            // The space stays in the text of the broken line, so that words can be told apart
            // when the text is read back, but takes no room at its end.
            let width = self.current.width;
            self.current.append(&self.voice.space);
            self.current.width = width;
        }
        self.close();
        while piece.width > self.width {
            let cut = piece.cut(self.width);
            let (head, tail) = piece
                .text
                .split_at_checked(cut)
                .unwrap_or((&piece.text, ""));
            if tail.is_empty() {
                break;
            }
            let rest = self.voice.shape(tail)?;
            self.lines.push(self.voice.shape(head)?);
            piece = rest;
        }
        self.current = piece;
        Ok(())
    }
}

impl<'f> Voice<'f> {
    fn new(name: &'static str, typeface: &'f Typeface) -> Result<Self, PaperError> {
        let face = Face::from_slice(&typeface.bytes, 0)
            .ok_or(PaperError::UnreadableFont { face: name })?;
        let plan = ShapePlan::new(
            &face,
            Direction::LeftToRight,
            Some(script::CYRILLIC),
            None,
            &[],
        );
        let units_per_em = typeface.font.units_per_em();
        let mut voice = Self {
            face,
            plan,
            units_per_em,
            space: Line::default(),
        };
        voice.space = voice.shape(" ")?;
        Ok(voice)
    }

    fn shape(&self, text: &str) -> Result<Line, PaperError> {
        // Noto Sans has no minus sign; an en dash is what a typist would set for it.
        let text = text.replace('\u{2212}', "–");
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::CYRILLIC);
        let shaped = rustybuzz::shape_with_plan(&self.face, &self.plan, buffer);
        let mut line = Line::default();
        let places = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        for ((info, place), range) in places.zip(ranges(&shaped, text.len())) {
            if info.glyph_id == 0 {
                let character = text.get(range).and_then(|cluster| cluster.chars().next());
                let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                return Err(PaperError::Unprintable { character });
            }
            line.width += self.em(place.x_advance);
            line.glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                self.em(place.x_advance),
                self.em(place.x_offset),
                self.em(place.y_offset),
                self.em(place.y_advance),
                range,
                None,
            ));
        }
        line.text = text;
        Ok(line)
    }

    /// Font units as a fraction of the type size; no glyph is wider than the format's 16 bits.
    fn em(&self, units: i32) -> f32 {
        f32::from(i16::try_from(units).unwrap_or(i16::MAX)) / self.units_per_em
    }
}

/// The bytes each glyph stands for: from its cluster to the next one.
fn ranges(shaped: &GlyphBuffer, end: usize) -> Vec<Range<usize>> {
    let mut next = end;
    let mut current = end;
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(shaped.len());
    for info in shaped.glyph_infos().iter().rev() {
        let start = usize::try_from(info.cluster).unwrap_or(end);
        if start != current {
            next = current;
            current = start;
        }
        ranges.push(start..next);
    }
    ranges.reverse();
    ranges
}

/// Spaces at which a line may end; the no-break spaces inside amounts and numbers are not among them.
fn is_gap(character: char) -> bool {
    let glue = matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}');
    (character.is_whitespace() || character.is_control()) && !glue
}

/// Cuts a word after hyphens between letters and where it is too long to shape at once.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut length = 0;
    let mut hyphen = false;
    for (at, character) in word.char_indices() {
        if (hyphen && character.is_alphabetic()) || length == PIECE_CHARS {
            pieces.extend(word.get(start..at));
            start = at;
            length = 0;
        }
        hyphen = character == '-';
        length += 1;
    }
    pieces.extend(word.get(start..));
    pieces
}
