//! Words of a formula, each with its place in the text.

use std::{iter::Peekable, ops::Range, str::CharIndices};

use rust_decimal::Decimal;

use super::FormulaProblem;
use crate::value::read_decimal;

/// A word of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A name, a keyword or a path: `family-income`, `and`, `cost.billed`.
    Name(String),
    /// `figure:cap-lift`.
    Figure(String),
    /// `150000`.
    Number(Decimal),
    /// `5 %`, as 0.05.
    Share(Decimal),
    /// `'lift'` or `"2020-01-01"`.
    Quoted(String),
    /// An operator or a bracket.
    Symbol(&'static str),
}

/// A token with its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) token: Token,
    pub(crate) span: Range<usize>,
}

/// Two-character symbols stand before their first characters.
const SYMBOLS: [&str; 16] = [
    "<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", "{", "}", ",", ":",
];

struct Lexer<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
}

/// Cuts `text` into words.
pub(crate) fn lex(text: &str) -> Result<Vec<Word>, FormulaProblem> {
    let mut lexer = Lexer {
        text,
        rest: text.char_indices().peekable(),
    };
    let mut words = Vec::new();
    while let Some((start, c)) = lexer.rest.peek().copied() {
        if c.is_whitespace() {
            lexer.rest.next();
            continue;
        }
        let token = lexer.token(start, c)?;
        words.push(Word {
            token,
            span: start..lexer.position(),
        });
    }
    Ok(words)
}

impl<'a> Lexer<'a> {
    fn position(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn token(&mut self, start: usize, c: char) -> Result<Token, FormulaProblem> {
        match c {
            'a'..='z' => Ok(self.name(start)),
            '0'..='9' => self.number(start),
            '\'' | '"' => self.quoted(start, c),
            _ => self.symbol(start, c),
        }
    }

    /// Takes characters while `take` likes the next one, given the one after it.
    fn take_while(&mut self, start: usize, take: impl Fn(char, Option<char>) -> bool) -> &'a str {
        while let Some((at, c)) = self.rest.peek().copied() {
            let after = self.text.get(at + c.len_utf8()..).unwrap_or_default();
            if !take(c, after.chars().next()) {
                break;
            }
            self.rest.next();
        }
        let end = self.position();
        self.text.get(start..end).unwrap_or_default()
    }

    fn name(&mut self, start: usize) -> Token {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        // A minus or a point belongs to the name only between its letters: `a - b` is a difference.
        let inside = |c: char, after: Option<char>| {
            letter(c) || (matches!(c, '-' | '.') && after.is_some_and(letter))
        };
        let name = self.take_while(start, inside).to_owned();
        let after = self.text.get(self.position()..).unwrap_or_default();
        let figure = after.strip_prefix(':').and_then(|code| code.chars().next());
        if name == "figure" && figure.is_some_and(|c| c.is_ascii_lowercase()) {
            self.rest.next();
            let from = self.position();
            return Token::Figure(self.take_while(from, inside).to_owned());
        }
        Token::Name(name)
    }

    fn number(&mut self, start: usize) -> Result<Token, FormulaProblem> {
        let digits = self.take_while(start, |c, after| {
            c.is_ascii_digit() || (c == '.' && after.is_some_and(|c| c.is_ascii_digit()))
        });
        let number = read_decimal(digits);
        let end = start + digits.len();
        let Some(number) = number else {
            let message = "this is not a number that can be kept exactly";
            return Err(FormulaProblem::new(start..end, message));
        };
        let after = self.text.get(end..).unwrap_or_default();
        if !after.trim_start().starts_with('%') {
            return Ok(Token::Number(number));
        }
        while self.rest.next().is_some_and(|(_, c)| c != '%') {}
        let share = number.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
        Ok(Token::Share(share))
    }

    fn quoted(&mut self, start: usize, quote: char) -> Result<Token, FormulaProblem> {
        self.rest.next();
        let from = self.position();
        let inside = self.take_while(from, |c, _| c != quote).to_owned();
        if self.rest.next().is_none() {
            let range = start..self.text.len();
            return Err(FormulaProblem::new(range, "this quotation does not end"));
        }
        Ok(Token::Quoted(inside))
    }

    fn symbol(&mut self, start: usize, c: char) -> Result<Token, FormulaProblem> {
        let here = self.text.get(start..).unwrap_or_default();
        let found = SYMBOLS.into_iter().find(|symbol| here.starts_with(symbol));
        let Some(symbol) = found else {
            let range = start..start + c.len_utf8();
            let message = format!("`{c}` has no meaning in a formula");
            let problem = FormulaProblem::new(range, message);
            return Err(if c.is_alphabetic() {
                problem.help("names are written in small Latin letters: family-income")
            } else {
                problem
            });
        };
        for _ in symbol.chars() {
            self.rest.next();
        }
        Ok(Token::Symbol(symbol))
    }
}
