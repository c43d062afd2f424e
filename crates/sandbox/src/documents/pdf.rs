//! A minimal PDF 1.4 of one A4 page with rows of ASCII text in the standard fonts (ISO 32000-1 §7.5).

use std::fmt::Write as _;

use jiff::civil::Date;

/// A page of a title and rows.
pub(super) struct Paper {
    title: String,
    day: Date,
    rows: Vec<Option<(String, String)>>,
}

impl Paper {
    /// An empty page.
    pub(super) fn new(title: &str, day: Date) -> Self {
        Self {
            title: title.to_owned(),
            day,
            rows: Vec::new(),
        }
    }

    /// A row of a label and a value.
    pub(super) fn row(&mut self, label: &str, value: &str) {
        self.rows.push(Some((label.to_owned(), value.to_owned())));
    }

    /// A free line.
    pub(super) fn gap(&mut self) {
        self.rows.push(None);
    }

    /// The file.
    pub(super) fn to_pdf(&self) -> Vec<u8> {
        let content = self.content();
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R \
             /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>"
                .to_owned(),
            font("Helvetica"),
            font("Helvetica-Bold"),
            format!(
                "<< /Length {} >>\nstream\n{content}\nendstream",
                content.len()
            ),
            format!(
                "<< /Title ({}) /Creator (Shanyraq sandbox) /CreationDate (D:{}) >>",
                escaped(&self.title),
                self.day.strftime("%Y%m%d")
            ),
        ];
        assemble(&objects)
    }

    fn content(&self) -> String {
        let mut text = String::new();
        put(&mut text, "F2 18", (56, 770), &self.title);
        put(
            &mut text,
            "F1 9",
            (56, 750),
            "Invented by the Shanyraq sandbox. It proves nothing about anybody.",
        );
        rule(&mut text, 738);
        let mut y = 712;
        for row in &self.rows {
            if let Some((label, value)) = row {
                put(&mut text, "F1 11", (56, y), label);
                put(&mut text, "F2 11", (230, y), value);
                rule(&mut text, y - 7);
            }
            y -= 24;
        }
        put(&mut text, "F1 9", (56, 60), "Sandbox / sample document");
        text
    }
}

fn font(name: &str) -> String {
    format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
}

fn put(text: &mut String, font: &str, (x, y): (i32, i32), words: &str) {
    // Writing to a String cannot fail.
    let _written = writeln!(text, "BT /{font} Tf {x} {y} Td ({}) Tj ET", escaped(words));
}

fn rule(text: &mut String, y: i32) {
    let _written = writeln!(text, "0.8 G 0.5 w 56 {y} m 539 {y} l S");
}

/// A PDF literal string in ASCII; other letters become question marks.
fn escaped(words: &str) -> String {
    words
        .chars()
        .map(|letter| match letter {
            '(' | ')' | '\\' => format!("\\{letter}"),
            ' '..='~' => letter.to_string(),
            _ => "?".to_owned(),
        })
        .collect()
}

/// Header, objects, cross-reference table and trailer; the first object is the catalog, the last the information.
fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        let _entry = writeln!(table, "{:010} 00000 n ", file.len());
        let _object = writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1);
    }
    let start = file.len();
    let size = objects.len() + 1;
    let _tail = write!(
        file,
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R /Info {} 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len()
    );
    file.into_bytes()
}
