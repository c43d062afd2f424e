//! Types what is said of codes: a code that is no option is misspelt, a forgotten one is a gap.

use std::{collections::BTreeSet, ops::Range};

use super::{
    super::{
        FormulaProblem,
        nearest::nearest,
        tree::{Arm, Kind, Node, Operator},
        types::{Shape, Ty},
    },
    Checker,
};

impl Checker<'_> {
    /// A choice with a code of its options: a code that is not one of them is misspelt.
    pub(super) fn codes(
        &mut self,
        operator: Operator,
        (left, first): (&Node, &BTreeSet<String>),
        (right, second): (&Node, &BTreeSet<String>),
    ) -> Option<Ty> {
        if !matches!(operator, Operator::Equal | Operator::Unequal) {
            return self.wrong(&left.span, "codes have no order");
        }
        let (options, stray, span) = if matches!(left.kind, Kind::Code(_)) {
            (second, first.difference(second).next(), &left.span)
        } else {
            (first, second.difference(first).next(), &right.span)
        };
        match stray {
            None => Some(Shape::Boolean.into()),
            Some(_) if first.is_subset(second) => Some(Shape::Boolean.into()),
            Some(code) => self.stray(code, span, options),
        }
    }

    fn stray(&mut self, code: &str, span: &Range<usize>, options: &BTreeSet<String>) -> Option<Ty> {
        let known = options.iter().map(String::as_str);
        let problem = FormulaProblem::new(span.clone(), format!("`{code}` is not an option here"));
        let near = nearest(code, known.clone());
        let list = known.collect::<Vec<_>>().join(", ");
        let problem = match near {
            Some(_) => problem.meant(near),
            None => problem.help(format!("the options are: {list}")),
        };
        self.say(problem)
    }

    pub(super) fn matching(
        &mut self,
        subject: &mut Node,
        arms: &mut [Arm],
        otherwise: Option<&mut Node>,
    ) -> Option<Ty> {
        let ty = self.set(subject);
        let mut covered = BTreeSet::new();
        let mut sound = true;
        let options = match ty.map(|ty| ty.shape) {
            Some(Shape::Choice(options)) => Some(options),
            Some(_) => {
                self.wrong(
                    &subject.span,
                    "`match` needs a fact that is one of some codes",
                );
                None
            }
            None => None,
        };
        for (code, span) in arms.iter().flat_map(|arm| &arm.codes) {
            if let Some(options) = options.as_ref().filter(|options| !options.contains(code)) {
                self.stray(code, span, options);
                sound = false;
            } else if !covered.insert(code.clone()) {
                self.wrong(span, format!("`{code}` has its branch already"));
                sound = false;
            }
        }
        if otherwise.is_none()
            && let Some(open) = options
                .iter()
                .flatten()
                .find(|code| !covered.contains(*code))
        {
            let message = format!("nothing is said for `{open}`");
            let problem = FormulaProblem::new(subject.span.clone(), message);
            self.say(problem.help("add a branch for it, or `else: …`"));
            sound = false;
        }
        let bodies = arms.iter_mut().map(|arm| &mut arm.body);
        let ty = self.alike(bodies.chain(otherwise));
        ty.filter(|_| sound && options.is_some())
    }
}
