//! The node that says what the work of a stage needs: `vote members=… quorum=…`.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_of},
    listing::listed,
    reading::{Reading, Word, name_span, named},
    stage::ROLES,
    term::amount,
};
use crate::edition::{
    Approval, Every, Expiry, OutsideSignatory, Role, Signatory, Signer, Source, Task, TermUnit,
    Work,
};

/// The nodes of works that need something, each named as its work.
pub(crate) const NODES: &[&str] = &[
    "consent", "registry", "vote", "agree", "transfer", "enrol", "pay", "hear", "forward", "record",
];

const EVERY: &[(&str, Every)] = &[("month", Every::Month)];

/// The work of a stage. The words of its node are kept under `stage/CODE#…`.
pub(crate) fn read(
    reading: &mut Reading<'_>,
    stage: &KdlNode,
    work: Work,
    above: &Inherited,
) -> Option<Task> {
    for name in NODES.iter().filter(|name| **name != work.code()) {
        if let Some(other) = named(stage, name).next() {
            let message = format!("a stage with work={} has no `{name}`", work.code());
            let help = format!("take `{name}` out, or write `work={name}`");
            reading.fault(name_span(other), message, Some(help));
        }
    }
    let node = if work == Work::Hear {
        reading.single(stage, work.code())
    } else if NODES.contains(&work.code()) {
        Some(reading.child(stage, work.code())?)
    } else {
        None
    };
    let stage = reading.args(stage).first()?.text.to_owned();
    let mut at = At {
        reading,
        path: format!("stage/{stage}#"),
        above,
    };
    match (work, node) {
        (Work::Check, _) => Some(Task::Check),
        (Work::Assess, _) => Some(Task::Assess),
        (Work::Sign, _) => Some(Task::Sign),
        (Work::Hear, None) => Some(Task::Hear {
            objections: None,
            notice: None,
            source: None,
        }),
        (_, None) => None,
        (Work::Hear, Some(node)) => at.hear(node),
        (Work::Consent, Some(node)) => at.consent(node),
        (Work::Registry, Some(node)) => at.registry(node),
        (Work::Vote, Some(node)) => at.vote(node),
        (Work::Agree, Some(node)) => at.agree(node),
        (Work::Transfer, Some(node)) => at.transfer(node),
        (Work::Enrol, Some(node)) => at.enrol(node),
        (Work::Pay, Some(node)) => at.pay(node),
        (Work::Forward, Some(node)) => at.forward(node),
        (Work::Record, Some(node)) => at.record(node),
    }
}

/// A node being read, with the beginning of the paths of its words.
struct At<'r, 's, 'a> {
    reading: &'r mut Reading<'s>,
    path: String,
    above: &'a Inherited,
}

impl At<'_, '_, '_> {
    fn source(&mut self, node: &KdlNode) -> Option<Source> {
        source_of(self.reading, node, self.above).0
    }

    fn keep(&mut self, path: &str, word: Word<'_>) {
        self.reading.keep(format!("{}{path}", self.path), word.span);
    }

    /// The words of a node, each kept under `path` with its index.
    fn words(&mut self, node: &KdlNode, path: &str) -> Vec<String> {
        let words = self.reading.args(node);
        if words.is_empty() {
            let message = format!("`{}` names nothing", node.name().value());
            self.reading.fault(name_span(node), message, None);
        }
        for (index, word) in words.iter().enumerate() {
            self.keep(&format!("{path}/{index}"), *word);
        }
        words.iter().map(|word| word.text.to_owned()).collect()
    }

    /// The one word of a node, kept under `path`.
    fn only_word(&mut self, node: &KdlNode, path: &str) -> Option<String> {
        let word = self.reading.arg(node, 0, "a code")?;
        self.keep(path, word);
        Some(word.text.to_owned())
    }

    /// A property with a prefix, kept under its name: `total=assess:price`.
    fn prefixed(&mut self, node: &KdlNode, name: &str, prefix: &str) -> Option<String> {
        let word = self.reading.prop(node, name)?;
        self.keep(name, word);
        let code = word.text.strip_prefix(prefix);
        if code.is_none() {
            let message = format!("`{}` is no {}…", word.text, prefix);
            let help = Some(format!("write `{name}={prefix}code`"));
            self.reading.fault(word.span, message, help);
        }
        code.map(str::to_owned)
    }

    fn needed(&mut self, node: &KdlNode, name: &str, prefix: &str) -> Option<String> {
        self.reading.needed(node, name)?;
        self.prefixed(node, name, prefix)
    }

    fn consent(&mut self, node: &KdlNode) -> Option<Task> {
        let props = ["expires", "expires-minutes"];
        self.reading.cited(node, usize::MAX, &props, &[]);
        let parties = self.words(node, "party");
        let source = self.source(node);
        let mut expires = None;
        let units = [
            ("expires", TermUnit::CalendarDays),
            ("expires-minutes", TermUnit::Minutes),
        ];
        for (name, unit) in units {
            if let Some(word) = self.reading.prop(node, name) {
                self.keep("expires", word);
                let amount = amount(self.reading, word)?;
                expires = Some(Expiry { amount, unit });
            }
        }
        Some(Task::Consent {
            parties,
            expires,
            source: source?,
        })
    }

    fn registry(&mut self, node: &KdlNode) -> Option<Task> {
        self.reading.cited(node, usize::MAX, &[], &[]);
        let registries = self.words(node, "registry");
        let source = self.source(node)?;
        Some(Task::Registry { registries, source })
    }

    fn vote(&mut self, node: &KdlNode) -> Option<Task> {
        let props = ["members", "quorum", "majority", "tie"];
        self.reading.cited(node, 0, &props, &[]);
        let source = self.source(node);
        let [members, quorum, majority, tie] = props.map(|name| self.needed(node, name, "figure:"));
        Some(Task::Vote {
            members: members?,
            quorum: quorum?,
            majority: majority?,
            tie: tie?,
            source: source?,
        })
    }

    fn agree(&mut self, node: &KdlNode) -> Option<Task> {
        self.reading.cited(node, 1, &["by"], &["by"]);
        listed(self.reading, node, "by", "by");
        let source = self.source(node);
        let deed = self.only_word(node, "deed");
        let mut by: Vec<Signatory> = Vec::new();
        for (index, child) in named(node, "by").enumerate() {
            self.reading.cited(child, 1, &[], &[]);
            let source = self.source(child);
            let who = self.only_word(child, &format!("by/{index}"));
            let (Some(who), Some(source)) = (who, source) else {
                continue;
            };
            by.push(Signatory {
                who: signer(who),
                source,
            });
        }
        if named(node, "by").count() < 2 {
            let message = "fewer than two sign what several agree on";
            let help = Some("add `by head cite=…` and `by recipient cite=…`".to_owned());
            self.reading.fault(name_span(node), message, help);
        }
        Some(Task::Agree {
            deed: deed?,
            by,
            source: source?,
        })
    }

    fn transfer(&mut self, node: &KdlNode) -> Option<Task> {
        let props = ["signatories", "approvals"];
        self.reading
            .cited(node, 1, &props, &["signatory", "approval"]);
        listed(self.reading, node, "signatories", "signatory");
        listed(self.reading, node, "approvals", "approval");
        let source = self.source(node);
        let act = self.only_word(node, "act");
        let mut signatories: Vec<OutsideSignatory> = Vec::new();
        for child in named(node, "signatory") {
            self.reading.cited(child, 1, &[], &["text"]);
            let source = self.source(child);
            let code = self.reading.code(child, &format!("{}signatory", self.path));
            let text = self.reading.child_text(child, "text");
            if let (Some(code), Some(text), Some(source)) = (code, text, source) {
                signatories.push(OutsideSignatory { code, text, source });
            }
        }
        let mut approvals: Vec<Approval> = Vec::new();
        for child in named(node, "approval") {
            self.reading.cited(child, 1, &["any-of"], &["text"]);
            let source = self.source(child);
            let code = self.reading.code(child, &format!("{}approval", self.path));
            let text = self.reading.child_text(child, "text");
            let (Some(code), Some(text), Some(source)) = (code, text, source) else {
                continue;
            };
            let any_of = match self.reading.prop(child, "any-of") {
                Some(word) => word.split().map(|(body, _)| body.to_owned()).collect(),
                None => vec![code.clone()],
            };
            approvals.push(Approval {
                code,
                any_of,
                text,
                source,
            });
        }
        if named(node, "signatory").next().is_none() {
            let help = Some("add `signatory code cite=… { text … }`".to_owned());
            let message = "nobody signs the act made outside";
            self.reading.fault(name_span(node), message, help);
        }
        Some(Task::Transfer {
            act: act?,
            signatories,
            approvals,
            source: source?,
        })
    }

    fn enrol(&mut self, node: &KdlNode) -> Option<Task> {
        self.reading.cited(node, 1, &[], &[]);
        let (queue, source) = (self.only_word(node, "queue"), self.source(node));
        Some(Task::Enrol {
            queue: queue?,
            source: source?,
        })
    }

    fn pay(&mut self, node: &KdlNode) -> Option<Task> {
        let props = ["total", "down", "count", "every"];
        self.reading.cited(node, 0, &props, &[]);
        let source = self.source(node);
        let total = self.needed(node, "total", "assess:");
        let down = self.prefixed(node, "down", "assess:");
        let count = self.prefixed(node, "count", "assess:");
        let every = match self.reading.prop(node, "every") {
            Some(word) => Some(self.reading.choose(word, "a period of payments", EVERY)?),
            None => None,
        };
        if every.is_some() != count.is_some() || (down.is_some() && count.is_none()) {
            let message = "instalments need `count` and `every` together";
            let help = "add `count=assess:… every=month`, or leave `total` alone".to_owned();
            self.reading.fault(name_span(node), message, Some(help));
        }
        Some(Task::Pay {
            total: total?,
            down,
            count,
            every,
            source: source?,
        })
    }

    fn hear(&mut self, node: &KdlNode) -> Option<Task> {
        let props = ["objections-working-days", "notice-working-days"];
        self.reading.cited(node, 0, &props, &[]);
        let source = self.source(node)?;
        let [objections, notice] = props.map(|name| {
            let word = self.reading.prop(node, name)?;
            self.reading.whole(word)
        });
        Some(Task::Hear {
            objections,
            notice,
            source: Some(source),
        })
    }

    fn forward(&mut self, node: &KdlNode) -> Option<Task> {
        self.reading.cited(node, 0, &["to"], &["text"]);
        let source = self.source(node);
        let to = self.reading.needed(node, "to");
        let text = self.reading.child_text(node, "text");
        Some(Task::Forward {
            to: to?.text.to_owned(),
            text: text?,
            source: source?,
        })
    }

    fn record(&mut self, node: &KdlNode) -> Option<Task> {
        self.reading.cited(node, 1, &[], &[]);
        let (register, source) = (self.only_word(node, "registry/0"), self.source(node));
        Some(Task::Record {
            register: register?,
            source: source?,
        })
    }
}

/// A word of `by`: an officer's role, else a party of the case.
fn signer(word: String) -> Signer {
    let role = ROLES.iter().find(|(name, _)| *name == word);
    match role {
        Some((_, role)) if !matches!(role, Role::Recipient | Role::Party) => Signer::Role(*role),
        Some(_) | None => Signer::Party(word),
    }
}
