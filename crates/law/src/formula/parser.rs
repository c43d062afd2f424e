//! From words to a tree, by the power of the operators.

use std::ops::Range;

use super::{
    DEPTH_AT_MOST, FormulaProblem,
    functions::Function,
    lexer::{Token, Word, lex},
    nearest::nearest,
    tree::{Arm, Fold, Kind, Node, Operator, Power},
};

/// Words that cannot be names.
pub(crate) const KEYWORDS: [&str; 12] = [
    "true", "false", "and", "or", "not", "if", "then", "else", "match", "in", "date", "figure",
];

type Parsed<T> = Result<T, FormulaProblem>;

struct Parser<'a> {
    text: &'a str,
    words: std::iter::Peekable<std::vec::IntoIter<Word>>,
    /// Where the last taken word ended.
    end: usize,
    /// Levels of brackets and branches around the present word.
    level: usize,
}

/// Parses the whole of `text`.
pub(crate) fn parse(text: &str) -> Parsed<Node> {
    let mut parser = Parser {
        text,
        words: lex(text)?.into_iter().peekable(),
        end: 0,
        level: 0,
    };
    let node = parser.expression(Power::Or)?;
    match parser.words.next() {
        None => Ok(node),
        Some(word) => Err(Parser::unexpected(&word, "the formula should end here")),
    }
}

impl Parser<'_> {
    fn unexpected(word: &Word, message: &str) -> FormulaProblem {
        let problem = FormulaProblem::new(word.span.clone(), message);
        match &word.token {
            Token::Symbol(sign)
                if Operator::parse(sign).is_some_and(|o| o.power() == Power::Compare) =>
            {
                problem.help("comparisons do not chain: write `a < b and b < c`")
            }
            Token::Symbol(_)
            | Token::Name(_)
            | Token::Figure(_)
            | Token::Number(_)
            | Token::Share(_)
            | Token::Quoted(_) => problem,
        }
    }

    fn missing(&self, what: &str) -> FormulaProblem {
        let last = self.text.char_indices().next_back().map_or(0, |(at, _)| at);
        FormulaProblem::new(last..self.text.len(), format!("{what} is missing here"))
    }

    fn is(&mut self, expected: &str) -> bool {
        self.words.peek().is_some_and(|word| match &word.token {
            Token::Symbol(symbol) => *symbol == expected,
            Token::Name(name) => name == expected,
            Token::Figure(_) | Token::Number(_) | Token::Share(_) | Token::Quoted(_) => false,
        })
    }

    fn take(&mut self) -> Option<Word> {
        let word = self.words.next()?;
        self.end = word.span.end;
        Some(word)
    }

    fn skip(&mut self, expected: &str) -> bool {
        let found = self.is(expected);
        if found {
            self.take();
        }
        found
    }

    fn expect(&mut self, expected: &str) -> Parsed<()> {
        if self.skip(expected) {
            return Ok(());
        }
        match self.words.next() {
            Some(word) => Err(Self::unexpected(
                &word,
                &format!("`{expected}` should stand here"),
            )),
            None => Err(self.missing(&format!("`{expected}`"))),
        }
    }

    fn node(&self, start: usize, kind: Kind) -> Parsed<Node> {
        let mut node = Node {
            span: start..self.end,
            kind,
            depth: 1,
            ty: None,
        };
        let below = node.children().iter().map(|child| child.depth).max();
        node.depth = below.unwrap_or(0) + 1;
        if node.depth > DEPTH_AT_MOST {
            return Err(too_deep(node.span));
        }
        Ok(node)
    }

    fn expression(&mut self, least: Power) -> Parsed<Node> {
        let start = self.words.peek().map_or(self.end, |word| word.span.start);
        self.level += 1;
        if self.level > DEPTH_AT_MOST {
            return Err(too_deep(start..self.text.len()));
        }
        let mut left = self.prefix()?;
        while let Some((operator, power)) = self.operator() {
            if power < least {
                break;
            }
            self.take();
            let right = Box::new(self.expression(power.tighter())?);
            let kind = Kind::Binary {
                operator,
                left: Box::new(left),
                right,
            };
            left = self.node(start, kind)?;
            if power == Power::Compare && self.operator().is_some_and(|(_, next)| next == power) {
                break;
            }
        }
        self.level -= 1;
        Ok(left)
    }

    fn operator(&mut self) -> Option<(Operator, Power)> {
        let operator = match &self.words.peek()?.token {
            Token::Symbol(symbol) => Operator::parse(symbol),
            Token::Name(name) => Operator::parse(name),
            Token::Figure(_) | Token::Number(_) | Token::Share(_) | Token::Quoted(_) => None,
        }?;
        Some((operator, operator.power()))
    }

    fn prefix(&mut self) -> Parsed<Node> {
        let Some(word) = self.take() else {
            return Err(self.missing("a value"));
        };
        let start = word.span.start;
        let kind = match word.token.clone() {
            Token::Number(number) => Kind::Number(number),
            Token::Share(share) => Kind::Share(share),
            Token::Quoted(code) => Kind::Code(code),
            Token::Figure(code) => Kind::Figure(code),
            Token::Symbol("(") => {
                let inner = self.expression(Power::Or)?;
                self.expect(")")?;
                Kind::Group(Box::new(inner))
            }
            Token::Symbol("-") => Kind::Negative(Box::new(self.expression(Power::Sign)?)),
            Token::Symbol(_) => return Err(Self::unexpected(&word, "a value should stand here")),
            Token::Name(name) => self.named(&name, &word)?,
        };
        self.node(start, kind)
    }

    fn named(&mut self, name: &str, word: &Word) -> Parsed<Kind> {
        match name {
            "true" => Ok(Kind::Boolean(true)),
            "false" => Ok(Kind::Boolean(false)),
            "not" => Ok(Kind::Not(Box::new(self.expression(Power::Not)?))),
            "if" => {
                let condition = Box::new(self.expression(Power::Or)?);
                self.expect("then")?;
                let then = Box::new(self.expression(Power::Or)?);
                self.expect("else")?;
                Ok(Kind::If {
                    condition,
                    then,
                    otherwise: Box::new(self.expression(Power::Or)?),
                })
            }
            "match" => self.matching(),
            "date" => self.date(),
            _ if KEYWORDS.contains(&name) => {
                Err(Self::unexpected(word, "a value should stand here"))
            }
            _ if self.is("(") => self.call(name, &word.span),
            _ => Ok(Kind::Name(name.to_owned())),
        }
    }

    fn date(&mut self) -> Parsed<Kind> {
        let Some(word) = self.take() else {
            return Err(self.missing("a day"));
        };
        if let Token::Quoted(day) = &word.token
            && let Ok(day) = day.parse()
        {
            return Ok(Kind::Date(day));
        }
        let problem = FormulaProblem::new(word.span, "a day should stand here");
        Err(problem.help("write date \"2020-01-31\""))
    }

    fn matching(&mut self) -> Parsed<Kind> {
        let subject = Box::new(self.expression(Power::Or)?);
        self.expect("{")?;
        let (mut arms, mut otherwise) = (Vec::new(), None);
        while !self.is("}") {
            if self.skip("else") {
                self.expect(":")?;
                otherwise = Some(Box::new(self.expression(Power::Or)?));
                self.skip(",");
                break;
            }
            let mut codes = vec![self.code()?];
            while self.skip("or") {
                codes.push(self.code()?);
            }
            self.expect(":")?;
            let body = self.expression(Power::Or)?;
            arms.push(Arm { codes, body });
            if !self.skip(",") {
                break;
            }
        }
        self.expect("}")?;
        Ok(Kind::Match {
            subject,
            arms,
            otherwise,
        })
    }

    fn code(&mut self) -> Parsed<(String, Range<usize>)> {
        match self.take() {
            Some(Word {
                token: Token::Quoted(code),
                span,
            }) => Ok((code, span)),
            Some(word) => Err(Self::unexpected(
                &word,
                "a code such as 'lift' should stand here",
            )),
            None => Err(self.missing("a code")),
        }
    }

    fn name(&mut self, what: &str) -> Parsed<(String, Range<usize>)> {
        match self.take() {
            Some(Word {
                token: Token::Name(name),
                span,
            }) if !KEYWORDS.contains(&name.as_str()) => Ok((name, span)),
            Some(word) => Err(Self::unexpected(
                &word,
                &format!("{what} should stand here"),
            )),
            None => Err(self.missing(what)),
        }
    }

    fn call(&mut self, name: &str, span: &Range<usize>) -> Parsed<Kind> {
        self.expect("(")?;
        if let Some(fold) = Fold::ALL.into_iter().find(|fold| fold.name() == name) {
            let (row, _) = self.name("a name for the row")?;
            self.expect("in")?;
            let (list, list_span) = self.name("the name of a list")?;
            self.expect(":")?;
            let body = Box::new(self.expression(Power::Or)?);
            self.expect(")")?;
            return Ok(Kind::Fold {
                fold,
                row,
                list,
                list_span,
                body,
            });
        }
        let Some(function) = Function::named(name) else {
            let known = Function::ALL.into_iter().map(Function::name);
            let known = known.chain(Fold::ALL.into_iter().map(Fold::name));
            let message = format!("there is no function `{name}`");
            let problem = FormulaProblem::new(span.clone(), message);
            return Err(problem.meant(nearest(name, known)));
        };
        let mut arguments = Vec::new();
        while !self.is(")") {
            arguments.push(self.expression(Power::Or)?);
            if !self.skip(",") {
                break;
            }
        }
        self.expect(")")?;
        Ok(Kind::Call {
            function,
            arguments,
        })
    }
}

fn too_deep(range: Range<usize>) -> FormulaProblem {
    FormulaProblem::new(range, "the formula is nested too deeply")
        .help("give a part of it a name with `let`")
}
