//! Throws changed bodies of forms at their decoder: `cargo run --release -p web --example fuzz-web -- all 60`.

use std::process::ExitCode;

use fuzz::Target;
use web::form::Fields;

fn forms() -> Target {
    let seeds = [
        "csrf=ab&about.purpose=own&name=%D2%9A%D0%B0%D0%B9%D1%80%D0%B0%D1%82+%D0%A2&share=5+%25",
        "a=1&a=2&b&=c&%zz=%&family.0.name=x&family.10.name=y",
        "q=RR-2026-000041%2F1&lang=kk&back=%2Fkk%2Fcases%3Fpage%3D2",
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    Target::new("forms", seeds, |bytes| {
        let fields = Fields::of_query(&String::from_utf8_lossy(bytes));
        assert!(fields.0.len() <= 2_000, "there is a limit");
        for (name, value) in &fields.0 {
            assert!(
                !name.contains('\0') && !value.contains('\0'),
                "no text of ours has it"
            );
            assert!(fields.find(name).is_some());
        }
    })
}

fn targets() -> Vec<Target> {
    vec![forms()]
}

fn main() -> ExitCode {
    fuzz::main(&targets())
}

#[test]
fn every_reader_lives() {
    fuzz::short(&targets());
}
