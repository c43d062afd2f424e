//! Another implementation of GOST agrees: `gostcrypto`, in the Python that `SHANYRAQ_PYTHON` names.
//! `scripts/python.sh` prepares it; without the variable there is nothing to agree with.

use std::io::Write as _;

use sandbox::gost::SecretKey;
use signature::gost::{ParameterSet, verify};

/// How many signatures of each parameter set the other side makes.
const EACH: usize = 8;

/// A line of the conversation: parameter set, key, message, signature.
struct Line {
    set: ParameterSet,
    parts: [Vec<u8>; 3],
}

impl Line {
    fn read(text: &str) -> Self {
        let mut words = text.split(' ');
        let name = words.next().unwrap();
        let set = ParameterSet::ALL
            .into_iter()
            .find(|set| format!("{set:?}") == name);
        let parts = words.map(bytes).collect::<Vec<_>>();
        Self {
            set: set.unwrap(),
            parts: parts.try_into().unwrap(),
        }
    }

    fn write(&self) -> String {
        let [key, message, signature] = self.parts.each_ref().map(|part| hex(part));
        format!("{:?} {key} {message} {signature}\n", self.set)
    }

    fn holds(&self) -> bool {
        let [key, message, signature] = &self.parts;
        verify(self.set, key, message, signature).is_ok()
    }

    /// The same line with one bit of one part turned; no part is empty.
    fn flipped(&self, part: usize, bit: usize) -> Self {
        let mut parts = self.parts.clone();
        let bytes = parts.get_mut(part).unwrap();
        let byte = bit / 8 % bytes.len();
        *bytes.get_mut(byte).unwrap() ^= 1 << (bit % 8);
        Self {
            set: self.set,
            parts,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let hex = |text, byte: &u8| format!("{text}{byte:02x}");
    bytes.iter().fold(String::new(), hex)
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.chars().map(|digit| digit.to_digit(16).unwrap());
    let digits: Vec<u8> = digits.map(|digit| u8::try_from(digit).unwrap()).collect();
    let byte = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte << 4 | digit);
    digits.chunks(2).map(byte).collect()
}

/// What the other implementation answers, line by line; `None` where no Python is named.
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the oracle is another program, and not everybody has it"
)]
fn ask(questions: &str) -> Option<Vec<String>> {
    use std::process::{Command, Stdio};
    let python = std::env::var("SHANYRAQ_PYTHON").ok()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/gost.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the Python that SHANYRAQ_PYTHON names runs");
    // It reads all of it before its answers could fill a pipe that nobody empties yet.
    let mut input = child.stdin.take().unwrap();
    let questions = questions.to_owned();
    let writer = std::thread::spawn(move || input.write_all(questions.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "the other implementation failed");
    let said = String::from_utf8(output.stdout).unwrap();
    Some(said.lines().map(str::to_owned).collect())
}

/// Both sides judge these lines alike.
fn both_judge(lines: &[Line]) -> Vec<bool> {
    let questions: String = lines.iter().map(Line::write).collect();
    let theirs = ask(&questions).unwrap();
    let ours: Vec<bool> = lines.iter().map(Line::holds).collect();
    let theirs: Vec<bool> = theirs.iter().map(|word| word == "holds").collect();
    assert_eq!(ours, theirs);
    ours
}

#[test]
fn we_accept_what_another_implementation_signs_and_nothing_else() {
    let orders = ParameterSet::ALL.into_iter().flat_map(|set| {
        let order = move |number| format!("{set:?} {number}\n");
        (1..=EACH).map(order)
    });
    let Some(made) = ask(&orders.collect::<Vec<_>>().concat()) else {
        return;
    };
    let lines: Vec<Line> = made.iter().map(|text| Line::read(text)).collect();
    assert_eq!(lines.len(), 7 * EACH);
    assert!(lines.iter().all(Line::holds));
    let flipped = |(number, line): (usize, &Line)| line.flipped(number % 3, number * 61);
    let flipped: Vec<Line> = lines.iter().enumerate().step_by(4).map(flipped).collect();
    assert!(both_judge(&flipped).iter().all(|holds| !holds));
}

#[test]
fn another_implementation_accepts_what_our_town_signs_and_nothing_else() {
    if ask("").is_none() {
        return;
    }
    let line = |number: u8| {
        let key = SecretKey::generate().unwrap();
        let message = vec![number; usize::from(number) + 1];
        let signature = key.sign(&message).unwrap();
        Line {
            set: ParameterSet::Tc26_512A,
            parts: [key.public_key(), message, signature],
        }
    };
    let lines: Vec<Line> = (0..50).map(line).collect();
    assert!(both_judge(&lines).iter().all(|holds| *holds));
    let flipped = |(number, line): (usize, &Line)| line.flipped(number % 3, number * 61);
    let flipped: Vec<Line> = lines.iter().enumerate().step_by(4).map(flipped).collect();
    assert!(both_judge(&flipped).iter().all(|holds| !holds));
}
