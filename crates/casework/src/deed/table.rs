//! The table of a deed: the assessment line by line, with the paragraph of each line.

use law::Language;

use super::DeedDocument;

/// A table in one language.
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of the columns: line, value, paragraph.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The assessment of a deed as a table; none where it rests on none.
pub fn table(document: &DeedDocument, language: Language) -> Option<Table> {
    let assessed = document.assessed.as_ref()?.read().ok()?;
    let rows: Vec<Vec<String>> = assessed
        .assessments
        .values()
        .flat_map(|assessment| {
            let last = assessment.lines.len().saturating_sub(1);
            assessment
                .lines
                .iter()
                .enumerate()
                .map(move |(index, line)| {
                    let answer = if index == last {
                        &assessment.result
                    } else {
                        &line.value
                    };
                    let value = answer.known().map_or_else(
                        || "—".to_owned(),
                        |value| super::shown(value).get(language).to_owned(),
                    );
                    vec![
                        line.label.get(language).to_owned(),
                        value,
                        line.cite.cite.clone(),
                    ]
                })
        })
        .collect();
    let (caption, header) = match language {
        Language::Kk => ("Есептеу", ["Жол", "Мәні", "Негізі"]),
        Language::Ru => ("Расчёт", ["Строка", "Значение", "Основание"]),
        Language::En => ("Calculation", ["Line", "Value", "Source"]),
    };
    (!rows.is_empty()).then(|| Table {
        caption: caption.to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows,
    })
}
