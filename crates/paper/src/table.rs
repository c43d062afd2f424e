//! Facts and tables: column widths, rows that break across pages, headers that come again.

use krilla::tagging::{ArtifactType, TableHeaderScope, Tag};

use crate::{
    Align, PaperError, Table,
    flow::{Flow, GAP, Place},
    leaf::{
        CAPTION, CELL, COLUMN, HAIR, LABEL, LEFT, Owner, RIGHT, TEAL, TOP, VALUE, WIDTH, rule,
        times,
    },
    tree::Branch,
    typeset::{Line, Style},
};

/// White above and below the text of a row.
const PAD: f32 = 3.5;
/// White between two columns.
const GUTTER: f32 = 12.0;
/// The width of the labels of facts.
const LABELS: f32 = WIDTH * 0.36;

/// A column on the page, in points.
#[derive(Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
    align: Align,
}

/// What is left to be drawn of a cell.
#[derive(Clone)]
struct Cell {
    owner: Owner,
    column: Column,
    style: Style,
    lines: Vec<Line>,
}

impl Cell {
    fn height(&self) -> f32 {
        times(self.lines.len()) * self.style.leading
    }

    /// Takes the lines that fit into `room`, and at least one.
    fn take(&mut self, room: f32) -> Self {
        let mut count = 1;
        while count < self.lines.len() && times(count + 1) * self.style.leading <= room {
            count += 1;
        }
        let rest = self.lines.split_off(count.min(self.lines.len()));
        let lines = std::mem::replace(&mut self.lines, rest);
        Self {
            lines,
            ..self.clone()
        }
    }
}

fn tallest(cells: &[Cell]) -> f32 {
    cells.iter().map(Cell::height).fold(0.0, f32::max)
}

impl Flow<'_, '_> {
    /// Labels and values, a table whose row headers are the labels.
    pub(crate) fn facts(
        &mut self,
        parent: Branch,
        facts: &[(String, String)],
    ) -> Result<(), PaperError> {
        if facts.is_empty() {
            return Ok(());
        }
        let left = Column {
            x: LEFT,
            width: LABELS,
            align: Align::Left,
        };
        let x = LEFT + LABELS + GUTTER;
        let right = Column {
            x,
            width: RIGHT - x,
            align: Align::Left,
        };
        let table = self.tree.branch(parent, Tag::Table);
        self.ensure((VALUE.leading + PAD * 2.0) * 2.0);
        for (label, value) in facts {
            let row = self.tree.branch(table, Tag::TR);
            let header = self.tree.branch(row, Tag::TH(TableHeaderScope::Row));
            let data = self.tree.branch(row, Tag::TD);
            let cells = vec![
                self.cell(label, LABEL, Owner::Branch(header), left)?,
                self.cell(value, VALUE, Owner::Branch(data), right)?,
            ];
            self.row(cells, None);
            self.put(rule(LEFT, RIGHT, self.y, 0.4, HAIR));
        }
        self.y += GAP * 1.2;
        Ok(())
    }

    /// A table; without any cell it is left out.
    pub(crate) fn table(&mut self, parent: Branch, table: &Table) -> Result<(), PaperError> {
        let columns = self.columns(table)?;
        if columns.is_empty() {
            return Ok(());
        }
        let branch = self.tree.branch(parent, Tag::Table);
        self.ensure(CAPTION.leading + (CELL.leading + PAD * 2.0) * 4.0);
        if !table.caption.is_empty() {
            let caption = self.tree.branch(branch, Tag::Caption);
            let place = Place {
                branch: caption,
                x: LEFT,
                width: WIDTH,
            };
            self.text(&table.caption, CAPTION, place)?;
            self.y += PAD;
        }
        let again = self.header(branch, &table.header, &columns)?;
        if !table.rows.is_empty() {
            let body = self.tree.branch(branch, Tag::TBody);
            for row in &table.rows {
                let tr = self.tree.branch(body, Tag::TR);
                let mut cells = Vec::with_capacity(columns.len());
                for (index, column) in columns.iter().enumerate() {
                    let owner = Owner::Branch(self.tree.branch(tr, Tag::TD));
                    let text = row.get(index).map_or("", String::as_str);
                    cells.push(self.cell(text, CELL, owner, *column)?);
                }
                self.row(cells, Some(&again));
                self.put(rule(LEFT, RIGHT, self.y, 0.4, HAIR));
            }
        }
        self.y += GAP * 1.4;
        Ok(())
    }

    /// Draws the header and returns it as decoration for the pages that follow: read once, seen
    /// on every page. A header taller than a third of a page is not repeated.
    fn header(
        &mut self,
        table: Branch,
        header: &[String],
        columns: &[Column],
    ) -> Result<Vec<Cell>, PaperError> {
        if header.is_empty() {
            return Ok(Vec::new());
        }
        let head = self.tree.branch(table, Tag::THead);
        let row = self.tree.branch(head, Tag::TR);
        let mut cells = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter().enumerate() {
            let tag = Tag::TH(TableHeaderScope::Column);
            let owner = Owner::Branch(self.tree.branch(row, tag));
            let text = header.get(index).map_or("", String::as_str);
            cells.push(self.cell(text, COLUMN, owner, *column)?);
        }
        let mut again = cells.clone();
        for cell in &mut again {
            cell.owner = Owner::Artifact(ArtifactType::PaginationOther);
        }
        self.row(cells, None);
        self.put(rule(LEFT, RIGHT, self.y, 0.9, TEAL));
        let small = tallest(&again) < (self.floor - TOP) / 3.0;
        Ok(if small { again } else { Vec::new() })
    }

    fn cell(
        &self,
        text: &str,
        style: Style,
        owner: Owner,
        column: Column,
    ) -> Result<Cell, PaperError> {
        let mut lines = self.setter.wrap(text, &style, column.width)?;
        if lines.is_empty() {
            lines.push(self.setter.blank());
        }
        Ok(Cell {
            owner,
            column,
            style,
            lines,
        })
    }

    /// Draws a row whole if any page can hold it, else over as many pages as it needs.
    fn row(&mut self, mut cells: Vec<Cell>, again: Option<&[Cell]>) {
        let again = again.unwrap_or_default();
        let repeated = if again.is_empty() {
            0.0
        } else {
            tallest(again) + PAD * 2.0
        };
        let page = self.floor - TOP - repeated - PAD * 2.0;
        let mut turned = false;
        while cells.iter().any(|cell| !cell.lines.is_empty()) {
            let room = self.floor - self.y - PAD * 2.0;
            let height = tallest(&cells);
            // Three lines are worth beginning a row that no page can hold.
            let begin = height > page && room >= CELL.leading * 3.0;
            if height > room && !turned && !begin {
                self.turn_with(again);
                turned = true;
                continue;
            }
            let now: Vec<Cell> = cells.iter_mut().map(|cell| cell.take(room)).collect();
            self.draw(now);
            if cells.iter().any(|cell| !cell.lines.is_empty()) {
                self.turn_with(again);
                turned = true;
            }
        }
    }

    fn turn_with(&mut self, again: &[Cell]) {
        self.turn();
        if !again.is_empty() {
            self.draw(again.to_vec());
            self.put(rule(LEFT, RIGHT, self.y, 0.9, TEAL));
        }
    }

    fn draw(&mut self, cells: Vec<Cell>) {
        let height = tallest(&cells);
        for cell in cells {
            let Column { x, width, align } = cell.column;
            let mut top = self.y + PAD;
            for line in cell.lines {
                let slack = match align {
                    Align::Left => 0.0,
                    Align::Right => (width - line.width * cell.style.size).max(0.0),
                };
                self.write(cell.owner, line, cell.style, (x + slack, top));
                top += cell.style.leading;
            }
        }
        self.y += height + PAD * 2.0;
    }

    /// Shares the width: each column first gets its longest word, then its part of what is left
    /// in proportion to what it lacks.
    fn columns(&self, table: &Table) -> Result<Vec<Column>, PaperError> {
        let rows = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        let count = table.header.len().max(rows);
        let share = (WIDTH - GUTTER * times(count.saturating_sub(1))) / times(count.max(1));
        let mut needs = Vec::with_capacity(count);
        for index in 0..count {
            let head = table.header.get(index).map(|text| (text, &COLUMN));
            let cells = table.rows.iter().filter_map(|row| row.get(index));
            let mut need = (0.0_f32, 0.0_f32);
            for (text, style) in head.into_iter().chain(cells.map(|text| (text, &CELL))) {
                let (row, word) = self.setter.measure(text, style)?;
                need = (need.0.max(row), need.1.max(word));
            }
            // One endless word must not starve the other columns.
            needs.push((need.0, need.1.min(share)));
        }
        let least: f32 = needs.iter().map(|need| need.1).sum();
        let lacking: f32 = needs.iter().map(|need| need.0 - need.1).sum();
        let surplus = share * times(count) - least;
        let mut x = LEFT;
        let mut columns = Vec::with_capacity(count);
        for (index, (row, word)) in needs.into_iter().enumerate() {
            let part = if lacking > 0.0 {
                (row - word) / lacking
            } else {
                0.0
            };
            let even = if lacking > 0.0 {
                0.0
            } else {
                surplus / times(count)
            };
            let width = (word + surplus * part + even).max(1.0);
            let align = table.align.get(index).copied().unwrap_or_default();
            columns.push(Column { x, width, align });
            x += width + GUTTER;
        }
        Ok(columns)
    }
}
