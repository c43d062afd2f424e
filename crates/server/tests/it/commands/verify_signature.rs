//! `signature verify`: pending without evidence, valid with it, rejected for other bytes.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sandbox::ca::{Form, Profile, Role, TestCa, Usage, pem_cms};
use signature::{Expected, ExpectedRole, Purpose, Trust, examine};

use super::{Run, shanyraq};

const IIN: &str = "900101300017";
const DOCUMENT: &[u8] = "Өтініш: тұрғын үй көмегі".as_bytes();

/// A folder with a signature, what was signed, trust and the kept answer of the authority.
struct Material {
    folder: tempfile::TempDir,
}

fn at(time: &str) -> Timestamp {
    format!("2026-03-02T{time}:00Z").parse().unwrap()
}

impl Material {
    fn new() -> Self {
        let (from, to) = (at("00:00"), "2045-01-01T00:00:00Z".parse().unwrap());
        let mut ca = TestCa::generate("ҰКО 3.0 (RSA SANDBOX)", from, to).unwrap();
        let person = Profile {
            iin: IIN.to_owned(),
            surname: "ТЕСТОВ".to_owned(),
            given_name: "ТЕСТ".to_owned(),
            patronymic: None,
            organization: None,
            role: Role::Individual,
            usage: Usage::Sign,
        };
        let key = ca.issue(&person, from, to).unwrap();
        let container = key.sign_cms(DOCUMENT, at("09:00"), Form::Detached).unwrap();
        let certificates = ca.certificates();
        let trust = Trust::from_certificates(certificates.iter().map(Vec::as_slice)).unwrap();
        let expected = Expected {
            purpose: Purpose::Document,
            iin: None,
            bin: None,
            role: ExpectedRole::Any,
        };
        let examined = examine(&container, DOCUMENT, &expected, &trust, at("09:01")).unwrap();
        let answer = ca
            .ocsp(&examined.ocsp_request(b"sixteen bytes ok"), at("09:01"))
            .unwrap();

        let material = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        std::fs::create_dir(material.path("trust")).unwrap();
        for (number, certificate) in certificates.iter().enumerate() {
            material.write(&format!("trust/{number}.cer"), certificate);
        }
        material.write("application.cms", pem_cms(&container).as_bytes());
        material.write("application.txt", DOCUMENT);
        material.write("other.txt", b"Something else");
        material.write("answer.ocsp", &answer);
        material
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn verify(&self, signed: &str, more: &[&str]) -> Run {
        let [container, signed, trust] =
            ["application.cms", signed, "trust"].map(|name| text(&self.path(name)));
        let mut arguments = vec![
            "--json",
            "signature",
            "verify",
            "--at",
            "2026-03-02T09:01:00Z",
        ];
        arguments.extend([
            "--container",
            &container,
            "--signed",
            &signed,
            "--trust",
            &trust,
        ]);
        arguments.extend(more);
        shanyraq(&arguments, "")
    }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_signature_is_pending_until_the_authority_has_answered() {
    let material = Material::new();
    let ocsp = text(&material.path("answer.ocsp"));

    let pending = material.verify("application.txt", &[]);
    assert_eq!(
        (pending.code, &pending.json()["verdict"]),
        (1, &"pending".into())
    );

    let valid = material.verify("application.txt", &["--ocsp", &ocsp]);
    let report = valid.json();
    assert_eq!((valid.code, &report["verdict"]), (0, &"valid".into()));
    assert_eq!(report["signer"]["iin"], IIN);
    assert!(report["reason"].is_null());

    let asked = material.verify("application.txt", &["--ocsp", &ocsp, "--iin", IIN]);
    assert_eq!(asked.code, 0, "{asked:?}");
}

#[test]
fn other_bytes_and_another_person_are_rejected() {
    let material = Material::new();
    let ocsp = text(&material.path("answer.ocsp"));
    let other_bytes = material.verify("other.txt", &["--ocsp", &ocsp]);
    let another = material.verify(
        "application.txt",
        &["--ocsp", &ocsp, "--iin", "061211600012"],
    );
    for run in [&other_bytes, &another] {
        let report = run.json();
        assert_eq!((run.code, &report["verdict"]), (1, &"rejected".into()));
        assert!(report["reason"].is_string(), "{report}");
    }
    assert_ne!(other_bytes.json()["reason"], another.json()["reason"]);
}

#[test]
fn a_folder_without_certificates_is_no_trust() {
    let material = Material::new();
    let empty = tempfile::tempdir().unwrap();
    let [container, signed] =
        ["application.cms", "application.txt"].map(|name| text(&material.path(name)));
    let trust = text(empty.path());
    let run = shanyraq(
        &[
            "signature",
            "verify",
            "--container",
            &container,
            "--signed",
            &signed,
            "--trust",
            &trust,
        ],
        "",
    );
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("no certificate (.crt, .cer, .pem, .der) is in"),
        "{}",
        run.err
    );
}
