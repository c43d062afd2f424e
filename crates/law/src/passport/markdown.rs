//! A passport as Markdown, for print and for the notice board.

use super::{AskedDocument, Doubt, Passport, TermLine};
use crate::{
    edition::{Basis, Source},
    text::{Language, Text, days},
    words::{self, say},
};

impl Passport {
    /// The passport in one language.
    pub fn markdown(&self, language: Language) -> String {
        let print = Print {
            passport: self,
            language,
        };
        let parts = [
            print.head(),
            print.rows(),
            print.documents(),
            print.fetched(),
            print.terms(),
            print.grounds(),
            print.appeal(),
            print.doubts(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}\n", parts.join("\n\n"))
    }
}

struct Print<'a> {
    passport: &'a Passport,
    language: Language,
}

impl Print<'_> {
    fn say(&self, kk: &'static str, ru: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        }
    }

    fn of<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    fn head(&self) -> String {
        let passport = self.passport;
        let day = |day| days::date(day, self.language);
        let from = self.say("Қолданысқа енген күні", "Действует с", "In force from");
        let mut lines = vec![
            format!("# {}", self.of(&passport.name)),
            self.of(&passport.summary).to_owned(),
            format!("{}.", self.of(&passport.act)),
            format!(
                "{from}: {} {}",
                day(passport.in_force.day),
                self.source(&passport.in_force.source)
            ),
        ];
        if let Some(repealed) = &passport.repealed {
            let from = self.say(
                "Күшін жойған күні",
                "Утратил силу с",
                "No longer in force from",
            );
            lines.push(format!(
                "{from}: {} {}",
                day(repealed.day),
                self.source(&repealed.source)
            ));
        }
        let means: Vec<Text> = passport
            .signing
            .iter()
            .map(|means| words::signing(*means))
            .collect();
        let means: Vec<&str> = means.iter().map(|means| self.of(means)).collect();
        let with = self.say(
            "Өтінішке қол қою тәсілі",
            "Заявление подписывают",
            "The application is signed with",
        );
        lines.push(format!("{with}: {}.", means.join(", ")));
        lines.join("\n\n")
    }

    fn rows(&self) -> String {
        let mut lines = vec![format!(
            "## {}",
            self.say("Қызмет стандарты", "Стандарт услуги", "The standard")
        )];
        for row in &self.passport.rows {
            lines.push(format!("### {}. {}", row.number, self.of(&row.heading)));
            lines.extend(row.paragraphs.iter().map(|text| self.of(text).to_owned()));
            lines.push(self.source(&row.source));
        }
        lines.join("\n\n")
    }

    fn documents(&self) -> String {
        let mut lines = vec![format!(
            "## {}",
            self.say("Құжаттар", "Документы", "Documents")
        )];
        for asked in &self.passport.documents {
            let channel = words::channel(asked.channel);
            lines.push(format!("### {}", self.of(&channel)));
            let documents: Vec<String> =
                asked.documents.iter().map(|it| self.document(it)).collect();
            lines.push(documents.join("\n"));
        }
        if lines.len() == 1 {
            String::new()
        } else {
            lines.join("\n\n")
        }
    }

    fn document(&self, document: &AskedDocument) -> String {
        let notes: Vec<String> = document
            .notes()
            .iter()
            .map(|note| self.of(note).to_owned())
            .collect();
        let notes = if notes.is_empty() {
            String::new()
        } else {
            format!(" — {}", notes.join("; "))
        };
        format!(
            "- {}{notes} {}",
            self.of(&document.text),
            self.source(&document.source)
        )
    }

    fn fetched(&self) -> String {
        if self.passport.fetched.is_empty() {
            return String::new();
        }
        let title = self.say(
            "Тізілімдерден алынады, сізден сұралмайды",
            "Это узнают из реестров, а не у вас",
            "Asked of registers, not of you",
        );
        let lines = self.passport.fetched.iter().map(|fetched| {
            let (register, text) = (self.of(&fetched.register), self.of(&fetched.text));
            format!("- {register}: {text} {}", self.source(&fetched.source))
        });
        let lines: Vec<String> = lines.collect();
        format!("## {title}\n\n{}", lines.join("\n"))
    }

    fn terms(&self) -> String {
        let lines: Vec<String> = self
            .passport
            .terms
            .iter()
            .map(|line| self.term(line))
            .collect();
        format!(
            "## {}\n\n{}",
            self.say("Мерзімдер", "Сроки", "Terms"),
            lines.join("\n")
        )
    }

    fn term(&self, line: &TermLine) -> String {
        let of: Vec<&str> = line.of.iter().map(|of| self.of(of)).collect();
        let of = if of.is_empty() {
            self.say("Барлығы", "Всего", "In all").to_owned()
        } else {
            of.join(", ")
        };
        let not_stated = self.say(
            " (актіде мерзім айтылмаған)",
            " (сам акт срока не называет)",
            " (the act itself gives no term)",
        );
        let note = if line.is_stated { "" } else { not_stated };
        format!(
            "- {of}: {}{note} {}",
            self.of(&line.words),
            self.source(&line.source)
        )
    }

    fn grounds(&self) -> String {
        let lines = self.passport.grounds.iter().map(|ground| {
            format!(
                "{}. {} {}",
                ground.number,
                self.of(&ground.text),
                self.source(&ground.source)
            )
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            return String::new();
        }
        let title = self.say(
            "Бас тарту негіздері",
            "Основания отказа",
            "Grounds for refusal",
        );
        format!("## {title}\n\n{}", lines.join("\n"))
    }

    fn appeal(&self) -> String {
        let lines: Vec<&str> = self
            .passport
            .appeal
            .iter()
            .map(|text| self.of(text))
            .collect();
        format!(
            "## {}\n\n{}",
            self.say("Шағымдану", "Обжалование", "How to appeal"),
            lines.join("\n\n")
        )
    }

    /// Plainly: what nobody has read in the act.
    fn doubts(&self) -> String {
        if self.passport.doubts.is_empty() {
            return String::new();
        }
        let title = self.say(
            "Әлі расталмаған жайттар",
            "Что ещё не подтверждено",
            "What is not confirmed yet",
        );
        let lines: Vec<String> = self
            .passport
            .doubts
            .iter()
            .map(|doubt| self.doubt(doubt))
            .collect();
        format!("## {title}\n\n{}", lines.join("\n"))
    }

    fn doubt(&self, doubt: &Doubt) -> String {
        let kind = doubt.kind();
        let cite = doubt
            .cite
            .as_ref()
            .map(|cite| format!(" [{cite}]"))
            .unwrap_or_default();
        format!(
            "- {}, `{}`{cite}: {}",
            self.of(&kind),
            doubt.node,
            doubt.why
        )
    }

    /// The paragraph, and the basis unless it is one of the project's sources.
    fn source(&self, source: &Source) -> String {
        let basis = match &source.basis {
            Basis::Source => return format!("[{}]", source.cite),
            Basis::Found { from } => format!(
                "{}: {from}",
                self.say("табылған мәтін", "найдено в тексте", "found in")
            ),
            Basis::Inferred { .. } => self
                .say(
                    "қорытынды, растау керек",
                    "вывод, нужно подтвердить",
                    "inferred, to be confirmed",
                )
                .to_owned(),
            Basis::CarriedOver { from, .. } => {
                format!(
                    "{}: {from}",
                    self.say(
                        "мына актіден көшірілген",
                        "перенесено из акта",
                        "carried over from"
                    )
                )
            }
        };
        format!("[{}; {basis}]", source.cite)
    }
}

impl AskedDocument {
    /// How and when it is asked for, beyond its words.
    pub fn notes(&self) -> Vec<Text> {
        let original = say(
            "түпнұсқасы көрсетіліп, қайтарылады",
            "показывают оригинал, его возвращают",
            "the original is shown and given back",
        );
        let request = say(
            "қол қойылған өтініштің өзі",
            "это само подписанное заявление",
            "the signed application is it",
        );
        let renewed = say(
            "қайта өтінішке де керек",
            "нужно и при повторном обращении",
            "needed again on a re-application",
        );
        let unless = self.unless.as_ref().map(|register| Text {
            kk: format!("«{}» тізілімі жауап берсе, сұралмайды", register.kk),
            ru: format!("не спрашивают, если ответил реестр «{}»", register.ru),
            en: format!("not asked if the register “{}” answers", register.en),
        });
        [
            self.when.clone(),
            unless,
            self.is_original_shown.then_some(original),
            self.is_the_request.then_some(request),
            self.is_renewed.then_some(renewed),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Doubt {
    /// Inferred, or carried over from which act.
    pub fn kind(&self) -> Text {
        match &self.carried_from {
            None => say("Қорытынды", "Вывод", "Inferred"),
            Some(from) => Text {
                kk: format!("{from} актісінен көшірілген"),
                ru: format!("Перенесено из {from}"),
                en: format!("Carried over from {from}"),
            },
        }
    }
}
