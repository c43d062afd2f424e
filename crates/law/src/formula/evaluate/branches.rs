//! `if` and `match`: only the branch that is taken is looked at.

use super::{
    super::{
        Fault, Trace,
        scalar::{Scalar, State},
        tree::{Arm, Node},
    },
    Evaluator, Step, sign,
};

impl<'a> Evaluator<'a> {
    /// The branch that was taken, standing on what decided it.
    pub(super) fn branch(
        &mut self,
        node: &Node,
        (decider, decision): (&Node, Step),
        branch: Option<&'a Node>,
    ) -> Step {
        let state = decision.state.clone();
        let is_plain = decision.steps.is_empty();
        let reason = self.close(decider, decision);
        let Some(branch) = branch else {
            let steps = if is_plain { Vec::new() } else { vec![reason] };
            let step = Step {
                line: vec![sign("…")],
                state,
                steps,
                closed: false,
            };
            return self.closed(node, step);
        };
        let step = self.step(branch);
        let mut step = self.closed(branch, step);
        if let Some(trace) = step.steps.first_mut().filter(|_| !is_plain) {
            if trace.leaf.is_some() {
                // A leaf stays a leaf: the step above it says why it was taken.
                let leaf = std::mem::replace(trace, self.above(branch, &step.state));
                trace.steps.push(leaf);
            }
            trace.steps.insert(0, reason);
        }
        step
    }

    fn above(&self, node: &Node, state: &State) -> Trace {
        Trace {
            formula: self.slice(&node.span),
            line: vec![self.part(node, state, "")],
            answer: self.answer(node, state),
            leaf: None,
            row: None,
            steps: Vec::new(),
        }
    }

    pub(super) fn matching(
        &mut self,
        node: &Node,
        subject: &'a Node,
        arms: &'a [Arm],
        otherwise: Option<&'a Node>,
    ) -> Step {
        let mut decision = self.step(subject);
        let branch = match &decision.state {
            State::Known(Scalar::Code(code)) => {
                let fits = |arm: &&Arm| arm.codes.iter().any(|(known, _)| known == code);
                let arm = arms.iter().find(fits).map(|arm| &arm.body);
                arm.or(otherwise)
            }
            State::Known(_) | State::None | State::Unknown(_) => None,
        };
        if branch.is_none() && matches!(decision.state, State::Known(_)) {
            decision.state = self.fault(node, Fault::TooLarge);
        }
        self.branch(node, (subject, decision), branch)
    }
}
