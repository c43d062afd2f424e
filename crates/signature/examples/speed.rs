//! How many signatures one core verifies in a second: ours, the library's and OpenSSL's, in one run.
//!
//! `cargo run --release -p signature@0.1.0 --example speed`
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement prints, looks at the processor and runs the program it compares with"
)]

use std::error::Error;
use std::process::Command;
use std::time::Duration;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use der::Decode;
use jiff::Timestamp;
use sandbox::ca::{Family, Form, Key, Profile, Role, TestCa, Usage};
use sandbox::gost::SecretKey;
use signature::gost::{self, ParameterSet};
use signature::{Expected, ExpectedRole, Purpose, Trust, examine};

/// How long each figure is measured.
const WHILE: Duration = Duration::from_secs(2);

const MESSAGE: &[u8] = &[0x5A; 256];

fn main() -> Result<(), Box<dyn Error>> {
    println!("verifications per second of one core\n");
    gost_signatures()?;
    let (mut ca, person, trust) = town(Family::Rsa)?;
    rsa_signatures(&issue(&mut ca, &person)?)?;
    println!();
    containers("RSA", &issue(&mut ca, &person)?, &trust)?;
    let (mut ca, person, trust) = town(Family::Gost)?;
    containers("GOST", &issue(&mut ca, &person)?, &trust)?;
    println!();
    openssl(&["rsa2048", "ecdsap521"])
}

/// The rate at which a check that must succeed can be repeated, by the time of the processor, as
/// `openssl speed` counts too: what else the machine does is not measured.
fn rate(name: &str, mut check: impl FnMut() -> bool) -> Result<(), Box<dyn Error>> {
    // What is made once, like the multiples of a generator, is not what is measured.
    if !check() {
        return Err(format!("{name} does not hold").into());
    }
    let start = processor_time()?;
    let mut done = 0;
    let mut spent = Duration::ZERO;
    while spent < WHILE {
        for _ in 0..100 {
            if !check() {
                return Err(format!("{name} does not hold").into());
            }
        }
        done += 100_u128;
        spent = processor_time()?.saturating_sub(start);
    }
    let per_second = done * 1_000_000_000 / spent.as_nanos();
    println!("{name:<48} {per_second:>8}");
    Ok(())
}

/// How long this thread has run: the first number of Linux's `schedstat`, in nanoseconds.
fn processor_time() -> Result<Duration, Box<dyn Error>> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let first = statistics.split(' ').next().unwrap_or_default();
    Ok(Duration::from_nanos(first.parse()?))
}

fn gost_signatures() -> Result<(), Box<dyn Error>> {
    let key = SecretKey::generate().ok_or("no randomness")?;
    let (public, signature) = (key.public_key(), key.sign(MESSAGE).ok_or("no randomness")?);
    let verify =
        |set, public: &[u8], signature: &[u8]| gost::verify(set, public, MESSAGE, signature);
    rate("GOST R 34.10-2015, 512 bits, paramSetA", || {
        verify(ParameterSet::Tc26_512A, &public, &signature).is_ok()
    })?;
    // Of the others no signature is at hand: one that does not hold costs the same.
    for set in ParameterSet::ALL {
        if set == ParameterSet::Tc26_512A {
            continue;
        }
        let size = set.size();
        let (key, one) = (generator(set), [vec![1; size], vec![2; size]].concat());
        rate(&format!("GOST R 34.10-2015, {set:?}, refused"), || {
            verify(set, &key, &one) == Err(signature::Rejected::SignatureInvalid)
        })?;
    }
    Ok(())
}

/// A public key of the set: its generator, in the standards' digits.
fn generator(set: ParameterSet) -> Vec<u8> {
    let [x, y] = match set {
        ParameterSet::Tc26_256A => [
            "91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28",
            "32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5c",
        ],
        ParameterSet::CryptoProA => [
            "1",
            "8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14",
        ],
        ParameterSet::CryptoProB => [
            "1",
            "3fa8124359f96680b83d1c3eb2c070e5c545c9858d03ecfb744bf8d717717efc",
        ],
        ParameterSet::CryptoProC => [
            "0",
            "41ece55743711a8c3cbf3783cd08c0ee4d4dc440d4641a8f366e550dfdb3bb67",
        ],
        ParameterSet::Tc26_512A => [
            "3",
            "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
        ],
        ParameterSet::Tc26_512B => [
            "2",
            "1a8f7eda389b094c2c071e3647a8940f3c123b697578c213be6dd9e6c8ec7335dcb228fd1edf4a39152cbcaaf8c0398828041055f94ceeec7e21340780fe41bd",
        ],
        ParameterSet::Tc26_512C => [
            "e2e31edfc23de7bdebe241ce593ef5de2295b7a9cbaef021d385f7074cea043aa27272a7ae602bf2a7b9033db9ed3610c6fb85487eae97aac5bc7928c1950148",
            "f5ce40d95b5eb899abbccff5911cb8577939804d6527378b8c108c3d2090ff9be18e2d33e3021ed2ef32d85822423b6304f726aa854bae07d0396e9a9addc40f",
        ],
    };
    [x, y]
        .iter()
        .flat_map(|hex| little_endian(hex, set.size()))
        .collect()
}

fn little_endian(hex: &str, size: usize) -> Vec<u8> {
    let digits = hex.chars().rev().filter_map(|digit| digit.to_digit(16));
    let digits: Vec<u8> = digits
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let byte = |pair: &[u8]| pair.iter().rev().fold(0, |byte, digit| byte << 4 | digit);
    let mut bytes: Vec<u8> = digits.chunks(2).map(byte).collect();
    bytes.resize(size, 0);
    bytes
}

fn rsa_signatures(key: &Key) -> Result<(), Box<dyn Error>> {
    let signature = key.sign(MESSAGE)?;
    let read = x509_cert::Certificate::from_der(key.certificate_der())?;
    let public = read
        .tbs_certificate
        .subject_public_key_info
        .subject_public_key;
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public.raw_bytes().to_vec());
    rate("RSA, 2048 bits, SHA-256", || {
        public.verify(MESSAGE, &signature).is_ok()
    })
}

fn at(text: &str) -> Result<Timestamp, jiff::Error> {
    text.parse()
}

fn town(family: Family) -> Result<(TestCa, Profile, Trust), Box<dyn Error>> {
    let (from, until) = (at("2025-01-01T00:00:00Z")?, at("2045-01-01T00:00:00Z")?);
    let ca = TestCa::generate_as(family, "SPEED SANDBOX", from, until)?;
    let trust = Trust::from_certificates(ca.certificates().iter().map(Vec::as_slice))?;
    let person = Profile {
        iin: "123456789011".to_owned(),
        surname: "ТЕСТОВ".to_owned(),
        given_name: "ТЕСТ".to_owned(),
        patronymic: None,
        organization: None,
        role: Role::Individual,
        usage: Usage::Sign,
    };
    Ok((ca, person, trust))
}

fn issue(ca: &mut TestCa, person: &Profile) -> Result<Key, Box<dyn Error>> {
    let (from, until) = (at("2026-01-01T00:00:00Z")?, at("2026-12-31T00:00:00Z")?);
    Ok(ca.issue(person, from, until)?)
}

/// Whole containers: parsing, the signature, and the signatures of two authorities above it.
fn containers(name: &str, key: &Key, trust: &Trust) -> Result<(), Box<dyn Error>> {
    let now = at("2026-06-01T00:00:00Z")?;
    let container = key.sign_cms(MESSAGE, now, Form::Detached)?;
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some("123456789011".to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    };
    rate(
        &format!("containers of {name}, with two authorities"),
        || examine(&container, MESSAGE, &expected, trust, now).is_ok(),
    )
}

/// The same machine, the same minute, another program.
fn openssl(algorithms: &[&str]) -> Result<(), Box<dyn Error>> {
    println!("openssl speed -seconds 2 {}", algorithms.join(" "));
    let mut command = Command::new("openssl");
    let output = command
        .args(["speed", "-seconds", "2"])
        .args(algorithms)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    for line in said
        .lines()
        .filter(|line| line.contains("verify") || line.contains("bits"))
    {
        println!("{line}");
    }
    Ok(())
}
