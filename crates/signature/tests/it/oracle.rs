//! OpenSSL, which shares no code with us, reads what the town makes and asks what the notary asks.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::ca::{Form, Key};
use signature::{check_token, examine, token_request};
use tempfile::TempDir;

use crate::lists::{entry, judged, list_by};

use crate::town::{DOCUMENT, IIN, NONCE, TOWN, answer, asked, clock, judge, signed};
use crate::tsa::{POLICY, Stamp, token, trust, tsa, tsa_with};

/// The instant at which OpenSSL is told to check, in seconds since 1970.
fn seconds() -> String {
    clock("12:00").as_second().to_string()
}

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "another program reads files, not memory"
    )]
    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn authorities(&self) -> PathBuf {
        let pem = |der: &Vec<u8>| {
            let body = STANDARD.encode(der);
            format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
        };
        let pem: String = TOWN.ca.certificates().iter().map(pem).collect();
        self.put("ca.pem", pem.as_bytes())
    }

    fn issuer(&self) -> PathBuf {
        let [_, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
        self.put("issuer.der", &issuing)
    }

    /// What OpenSSL says of a responder's answer about a key.
    fn openssl_reads(&self, response: &[u8], key: &Key) -> String {
        // OpenSSL compares thisUpdate with the clock of the machine, hence the generous period.
        let now = seconds();
        let mut arguments = vec!["ocsp", "-sha256", "-no_nonce", "-attime", &now];
        arguments.extend(["-validity_period", "999999999"]);
        let files = [
            ("-respin", self.put("response.der", response)),
            ("-issuer", self.issuer()),
            ("-cert", self.put("leaf.der", key.certificate_der())),
            ("-CAfile", self.authorities()),
        ];
        let files: Vec<_> = files
            .iter()
            .map(|(option, path)| (*option, path.as_path()))
            .collect();
        openssl(&arguments, &files).1
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "another program writes files, not memory"
)]
fn take(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// Runs OpenSSL and gives its success and all it said.
#[expect(clippy::disallowed_types, reason = "the oracle is another program")]
fn openssl(arguments: &[&str], files: &[(&str, &Path)]) -> (bool, String) {
    let mut command = std::process::Command::new("openssl");
    command.args(arguments);
    for (option, path) in files {
        command.arg(option).arg(path);
    }
    let output = command.output().expect("the openssl program is installed");
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

fn cms_holds(key: &Key, form: Form, content: &[u8]) -> (bool, String) {
    let desk = Desk::new();
    let authorities = desk.authorities();
    let container = desk.put("container.der", &signed(key, form));
    let data = desk.put("data", content);
    let at = seconds();
    let mut arguments = vec![
        "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any",
    ];
    arguments.extend(["-cades", "-attime", &at, "-out", "/dev/null"]);
    let mut files = vec![
        ("-in", container.as_path()),
        ("-CAfile", authorities.as_path()),
    ];
    if form == Form::Detached {
        files.push(("-content", data.as_path()));
    }
    openssl(&arguments, &files)
}

#[test]
fn openssl_agrees_about_containers() {
    for form in [Form::Attached, Form::Detached] {
        let (holds, said) = cms_holds(&TOWN.citizen, form, DOCUMENT);
        assert!(holds, "{said}");
        assert!(!cms_holds(&TOWN.forged, form, DOCUMENT).0);
        assert!(!cms_holds(&TOWN.impostor, form, DOCUMENT).0);
    }
    assert!(!cms_holds(&TOWN.citizen, Form::Detached, b"other bytes").0);
}

#[test]
fn we_agree_with_containers_that_openssl_makes() {
    let desk = Desk::new();
    let key = desk.put("key.pem", TOWN.citizen.to_pem().unwrap().as_bytes());
    let data = desk.put("data", DOCUMENT);
    // Streaming makes BER with indefinite lengths and the content in pieces.
    for options in [
        &["-nodetach", "-stream"][..],
        &["-nodetach"],
        &["-stream"],
        &[],
    ] {
        let out = desk.put("container", b"");
        let mut arguments = vec!["cms", "-sign", "-binary", "-cades", "-outform", "DER"];
        arguments.extend(options);
        let files = [
            ("-signer", key.as_path()),
            ("-inkey", &key),
            ("-in", &data),
            ("-out", &out),
        ];
        let (done, said) = openssl(&arguments, &files);
        assert!(done, "{said}");
        let container = take(&out);
        let is_ber = container.get(1) == Some(&0x80);
        assert_eq!(is_ber, options.contains(&"-stream"), "{options:?}");
        let verified = judge(&container, &asked(), clock("12:00")).unwrap();
        assert_eq!(verified.signer.iin.as_deref(), Some(IIN));
        let other = examine(&container, b"other", &asked(), &TOWN.trust, clock("12:00"));
        assert!(other.is_err());
    }
}

#[test]
fn openssl_reads_our_question_and_agrees_about_the_answer() {
    for (key, status) in [(&TOWN.citizen, ": good"), (&TOWN.never_issued, ": revoked")] {
        let desk = Desk::new();
        let container = signed(key, Form::Detached);
        let at = clock("12:00");
        let said = desk.openssl_reads(&answer(&container, &asked(), at), key);
        assert!(said.contains("Response verify OK"), "{said}");
        assert!(said.contains(status), "{said}");
    }
    let desk = Desk::new();
    let container = signed(&TOWN.citizen, Form::Detached);
    let examined = examine(&container, DOCUMENT, &asked(), &TOWN.trust, clock("12:00"));
    let request = desk.put("request.der", &examined.ok().unwrap().ocsp_request(NONCE));
    let (holds, said) = openssl(&["ocsp", "-req_text"], &[("-reqin", &request)]);
    assert!(holds && said.contains("Hash Algorithm: sha256"), "{said}");
    let serial = TOWN.citizen.serial().unwrap();
    let serial = serial
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02X}"));
    assert!(
        said.contains(&serial) && said.contains("OCSP Nonce"),
        "{said}"
    );
}

#[test]
fn openssl_reads_our_question_about_time_and_agrees_about_tokens() {
    let desk = Desk::new();
    let authorities = desk.authorities();
    let data = desk.put("data", DOCUMENT);
    let request = token_request(DOCUMENT, "2.16.840.1.101.3.4.2.1", Some(POLICY), NONCE).unwrap();
    let query = desk.put("query", &request);
    let (read, said) = openssl(&["ts", "-query", "-text"], &[("-in", &query)]);
    assert!(read, "{said}");
    for part in [
        "Hash Algorithm: sha256",
        POLICY,
        "Certificate required: yes",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let at = seconds();
    let holds = |key: &Key, stamped: &[u8], ess_v1| {
        let stamp = Stamp {
            nonce: Some(NONCE.to_vec()),
            ess_v1,
            ..Stamp::at(clock("12:00"))
        };
        let token = token(key, stamped, &stamp);
        let ours = check_token(&token, DOCUMENT, &trust(), Some(NONCE), clock("12:00")).is_ok();
        let token = desk.put("token", &token);
        let arguments = ["ts", "-verify", "-token_in", "-attime", &at];
        let files = [
            ("-in", &*token),
            ("-data", &data),
            ("-CAfile", &authorities),
        ];
        let (theirs, said) = openssl(&arguments, &files);
        assert_eq!(ours, theirs, "{said}");
        ours
    };
    assert!(holds(&tsa(), DOCUMENT, false));
    assert!(holds(&tsa(), DOCUMENT, true));
    assert!(!holds(&tsa(), b"other bytes", false));
    assert!(!holds(
        &tsa_with(|tbs| tbs.extensions = None),
        DOCUMENT,
        false
    ));
    assert!(!holds(&TOWN.citizen, DOCUMENT, false));
    assert!(!holds(&TOWN.impostor, DOCUMENT, false));
}

#[test]
fn openssl_agrees_about_lists() {
    let desk = Desk::new();
    let issuer = desk.authorities();
    let revoked = entry(&TOWN.citizen, clock("11:30"), None);
    for (key, good) in [(TOWN.ca.issuing(), true), (TOWN.rogue.issuing(), false)] {
        let made = list_by(key, vec![revoked.clone()], |_| {});
        let file = desk.put("list", &made);
        let arguments = ["crl", "-inform", "DER", "-noout"];
        let (_, said) = openssl(&arguments, &[("-in", &file), ("-CAfile", &issuer)]);
        assert_eq!(said.contains("verify OK"), good, "{said}");
        let refused = judged(&TOWN.citizen, &[&made], clock("12:00")).unwrap_err();
        assert_eq!(
            refused.code(),
            if good { "revoked" } else { "crl-signature" }
        );
    }
}

/// A set of signatures that no hand chose: contents of many lengths, both forms, honest and damaged.
#[test]
fn openssl_and_we_agree_about_a_generated_set() {
    let desk = Desk::new();
    let authorities = desk.authorities();
    let at = seconds();
    let mut dice = fuzz::Dice::of(2026, 0);
    let (mut held, mut refused) = (0, 0);
    for round in 0..24 {
        let length = [0, 1, 63, 64, 1_000][round % 5] + dice.below(40);
        let content: Vec<u8> = (0..length).map(|_| dice.roll().to_le_bytes()[0]).collect();
        let form = [Form::Attached, Form::Detached][dice.below(2)];
        let key = [&TOWN.citizen, &TOWN.citizen, &TOWN.impostor][dice.below(3)];
        let container = key.sign_cms(&content, clock("09:00"), form).unwrap();
        let mut shown = content.clone();
        if dice.below(3) == 0 {
            shown.push(0);
        }
        let ours = examine(&container, &shown, &asked(), &TOWN.trust, clock("12:00")).is_ok();
        let (container, data) = (desk.put("container", &container), desk.put("data", &shown));
        let out = desk.put("out", b"");
        let arguments = [
            "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any", "-cades", "-attime",
            &at,
        ];
        let mut files = vec![
            ("-in", &*container),
            ("-CAfile", &authorities),
            ("-out", &out),
        ];
        if form == Form::Detached {
            files.push(("-content", &data));
        }
        let (theirs, said) = openssl(&arguments, &files);
        // OpenSSL gives the attached content out; whoever asked compares it.
        let theirs = theirs && (form == Form::Detached || take(&out) == shown);
        assert_eq!(ours, theirs, "round {round}: {said}");
        *(if ours { &mut held } else { &mut refused }) += 1;
    }
    assert!(held > 3 && refused > 3, "{held} hold and {refused} do not");
}

#[test]
fn openssl_and_we_agree_about_generated_answers() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let honest = answer(&container, &asked(), at);
    let desk = Desk::new();
    let mut dice = fuzz::Dice::of(2026, 1);
    for round in 0..16 {
        let mut response = honest.clone();
        if round > 0 {
            // Any bit of the second half: the signature and the responder's certificate.
            let place = response.len() / 2 + dice.below(response.len() / 2);
            response[place] ^= 1 << dice.below(8);
        }
        let ours = crate::town::judge_with(&container, &asked(), at, &response).is_ok();
        let said = desk.openssl_reads(&response, &TOWN.citizen);
        let theirs = said.contains("Response verify OK") && said.contains(": good");
        assert_eq!(ours, theirs, "round {round}: {said}");
        assert_eq!(ours, round == 0);
    }
}
